package words

// What only the kinds that compare names say.
var (
	// Confidence intervals.
	Interval      = phrase("confidence interval", "cyfwng hyder")
	IntervalAt    = phrase("{level} confidence interval", "cyfwng hyder {level}")
	IntervalShort = phrase("{level} interval", "cyfwng {level}")
	LowToHigh     = phrase("{low} to {high}", "{low} i {high}")
	IntervalLine  = phrase("Line: {interval}", "Llinell: {interval}")
	IntervalNote  = phrase("Line: {interval}. Where lines overlap, a difference may be chance.", "Llinell: {interval}. Lle mae llinellau’n gorgyffwrdd, gall gwahaniaeth fod yn ganlyniad siawns.")
	SimilarTo     = phrase("The intervals of {first} and {second} overlap, so the two are similar", "Mae cyfyngau {first} a {second} yn gorgyffwrdd, felly mae’r ddau yn debyg")
	DotsOpening   = phrase("Dot plot of {rows}", "Plot dotiau â {rows}")
	DotsIntervals = phrase("Dot plot of {rows} with {interval}s", "Plot dotiau â {rows}, pob un â’i {interval}")
)

// From one moment to another: arrows and slopes.
var (
	ArrowsOpening = phrase("Arrow chart of {rows}", "Siart saethau â {rows}")
	SlopesOpening = phrase("Slope chart of {lines}", "Siart llethr â {lines}")
	Rose          = phrase("{name} rose from {from} to {to}", "Cododd {name} o {from} i {to}")
	Fell          = phrase("{name} fell from {from} to {to}", "Gostyngodd {name} o {from} i {to}")
	Stayed        = phrase("{name} stayed at {to}", "Arhosodd {name} ar {to}")
	HardlyMoved   = phrase("{name} hardly changed from {from}", "Prin y newidiodd {name} o {from}")
	AllRose       = phrase("All {n} rose", "Cododd pob un o’r {n}")
	AllFell       = phrase("All {n} fell", "Gostyngodd pob un o’r {n}")
	RoseAndFell   = phrase("{rose} rose and {fell} fell", "Cododd {rose} a gostyngodd {fell}")
	OthersRose    = phrase("{moved}, the other {n} rose", "{moved}, cododd y {n} arall")
	OthersFell    = phrase("{moved}, the other {n} fell", "{moved}, gostyngodd y {n} arall")
	ChangedMost   = phrase("{name} changed most, {change}", "{name} a newidiodd fwyaf, {change}")
	FromTo        = phrase("{from} to {to}", "{from} i {to}")
)

// Steps to a total.
var (
	WaterfallOpening = phrase("Waterfall chart of {steps}", "Siart rhaeadr â {steps}")
	NounStep         = noun("step", "steps", "cam", "o gamau")
	TheTotal         = phrase("Total", "Cyfanswm")
	AddsMost         = phrase("{name} adds most, {value}", "{name} sy’n ychwanegu fwyaf, {value}")
	TakesMost        = phrase("{name} takes away most, {value}", "{name} sy’n tynnu fwyaf, {value}")
	TotalIs          = phrase("{name}: {value}", "{name}: {value}")
)

// So many of a hundred.
var (
	IconsOpening = phrase("Icon array of {groups}", "Arae eiconau â {groups}")
	Of100        = phrase("of 100", "o bob 100")
	NumberOf100  = phrase("{number} of 100", "{number} o bob 100")
	UnderOne     = phrase("Under 1", "Llai nag 1")
	Over99       = phrase("Over 99", "Dros 99")
	AboutIn      = phrase("about {few} in {all}", "tua {few} o bob {all}")
	GroupOf100   = phrase("{name}: {number} of 100 ({exact})", "{name}: {number} o bob 100 ({exact})")
)

// Heat tables.
var (
	HeatOpening  = phrase("Heat table of {rows} by {columns}", "Tabl gwres â {rows} a {columns}")
	ClassUnder   = phrase("Under {edge}", "Llai na {edge}")
	ClassBetween = phrase("{low} to under {high}", "{low} i lai na {high}")
	ClassFrom    = phrase("{edge} or more", "{edge} neu fwy")
	ColumnsLeft  = phrase("{columns} more, see the table", "{columns} arall, gweler y tabl")
)
