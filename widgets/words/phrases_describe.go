package words

// What every description is made of, whatever the kind.
var (
	// Where a number stands.
	FromBase      = phrase("from {base}", "o {base}")
	SimilarBase   = phrase("to {base}", "i {base}")
	OnTarget      = phrase("on target", "ar y targed")
	AboveTarget   = phrase("{size} above the target", "{size} uwchlaw’r targed")
	OnAim         = phrase("on the target", "ar y targed")
	OfAim         = phrase("of {target}", "o {target}")
	GapIs         = phrase("That is {gap} {aim}", "Mae hynny {gap} {aim}")
	GapOf         = phrase("{gap} ({definition})", "{gap} ({definition})")
	AboveAim      = phrase("above the target of {target}", "uwchlaw’r targed o {target}")
	BelowAim      = phrase("below the target of {target}", "islaw’r targed o {target}")
	TargetWord    = phrase("Target", "Targed")
	TargetIs      = phrase("{target}: {number}", "{target}: {number}")
	TargetBy      = phrase("{number} by {by}", "{number} erbyn {by}")
	BelowTarget   = phrase("{size} below the target", "{size} islaw’r targed")
	AtPeriod      = phrase("{number} in {place}", "{number} yn {place}")
	AtMonth       = phrase("{number} in {place}", "{number} ym mis {place}")
	AtDay         = phrase("{number} on {place}", "{number} ar {place}")
	AtName        = phrase("{number} for {place}", "{number} ar gyfer {place}")
	BetweenPlaces = phrase("{first} to {last}", "o {first} i {last}")
	BetweenMonths = phrase("{first} to {last}", "o fis {first} i fis {last}")

	// Which is highest and lowest.
	OnlyOne      = phrase("{name} is {value}", "{name}: {value}")
	AllEqual     = phrase("All {n} are {value}", "Mae pob un o’r {n} yn {value}")
	IsHighest    = phrase("{name} is highest at {value}", "{name} yw’r uchaf ({value})")
	IsLowest     = phrase("{name} is lowest at {value}", "{name} yw’r isaf ({value})")
	ShownHighest = phrase("{name} is the highest shown at {value}", "{name} yw’r uchaf a ddangosir ({value})")
	ShownLowest  = phrase("{name} is the lowest shown at {value}", "{name} yw’r isaf a ddangosir ({value})")
	IsPlaced     = phrase("{name} is {ordinal} at {value}", "{name} yw’r {ordinal} uchaf ({value})")
	JointHighest = phrase("{name} is joint highest at {value}", "{name} yw’r cydradd uchaf ({value})")
	JointLowest  = phrase("{name} is joint lowest at {value}", "{name} yw’r cydradd isaf ({value})")
	JointPlaced  = phrase("{name} is joint {ordinal} at {value}", "{name} yw’r cydradd {ordinal} uchaf ({value})")
	AtTheEnd     = phrase("At the end, {standings}", "Ar y diwedd, {standings}")

	// How numbers went.
	Goes       = phrase("It goes from {first} to {last}", "Mae’n mynd o {first} i {last}")
	SeriesGoes = phrase("{name} goes from {first} to {last}", "{name}: o {first} i {last}")
	HighestAt  = phrase("highest at {at}", "yr uchaf: {at}")
	LowestAt   = phrase("lowest at {at}", "yr isaf: {at}")

	RoseBy = phrase("From {between} it rose by {size}, from {base} to {value}", "Cynnydd o {size} {between}, o {base} i {value}")
	FellBy = phrase("From {between} it fell by {size}, from {base} to {value}", "Gostyngiad o {size} {between}, o {base} i {value}")

	StaysSimilar = phrase("From {between} it stayed similar, at {base} and {value}: their confidence intervals overlap",
		"Mae’r ffigurau’n debyg {between}, sef {base} a {value}: mae eu cyfyngau hyder yn gorgyffwrdd")

	// All of them.
	InOrder      = phrase("In order: {list}", "Yn nhrefn maint: {list}")
	FirstFive    = phrase("The five highest are {list}", "Y pum uchaf: {list}")
	NameAndValue = phrase("{name} {value}", "{name} {value}")

	// What is missing.
	NoFigureFor    = phrase("No figure for {names}", "Dim ffigur ar gyfer {names}")
	NamesAndReason = phrase("{names} ({reason})", "{names} ({reason})")
	SomeMissing    = phrase("{missing} of {total} have no figure: {reasons}", "Nid oes ffigur ar gyfer {missing} o’r {total}: {reasons}")
	SeriesInPeriod = phrase("{series} in {period}", "{series} ({period})")
	RowUndated     = phrase("1 row has no date or period and cannot be shown", "Nid oes dyddiad na chyfnod i 1 rhes, felly ni ellir ei dangos")
	RowsUndated    = phrase("{n} rows have no date or period and cannot be shown", "Nid oes dyddiad na chyfnod i {n} o resi, felly ni ellir eu dangos")
	NotNamed       = phrase("Not named", "Heb enw")
	SourceIs       = phrase("Source: {source}", "Ffynhonnell: {source}")
)

// Things that are counted.
var (
	NounBar    = noun("bar", "bars", "bar", "o farrau")
	NounColumn = noun("column", "columns", "golofn", "o golofnau")
	NounLine   = noun("line", "lines", "llinell", "o linellau")
	NounRow    = noun("row", "rows", "rhes", "o resi")
	NounValue  = noun("value", "values", "gwerth", "o werthoedd")
	NounGroup  = noun("group", "groups", "grŵp", "o grwpiau")
	NounPart   = noun("part", "parts", "rhan", "o rannau")
	NounPoint  = noun("point", "points", "pwynt", "o bwyntiau")
	NounPeriod = noun("period", "periods", "cyfnod", "o gyfnodau")
	NounPlace  = noun("place", "places", "lle", "o leoedd")
	NounChart  = noun("chart", "charts", "siart", "o siartiau")
)
