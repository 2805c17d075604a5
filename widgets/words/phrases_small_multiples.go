package words

// What is said of small multiples: charts of one measure side by side.
var (
	SameScale      = phrase("All charts have the same scale.", "Mae gan bob siart yr un raddfa.")
	OwnScale       = phrase("Each chart has its own scale.", "Mae gan bob siart ei raddfa ei hun.")
	SameScaleAlong = phrase("All charts have the same scale, {between}.", "Mae gan bob siart yr un raddfa, {between}.")
	OwnScaleAlong  = phrase("Each chart has its own scale, {between}.", "Mae gan bob siart ei raddfa ei hun, {between}.")

	// Where charts have no tick labels.
	RunFrom      = phrase("Every chart runs from {low} to {high}.", "Mae pob siart yn rhedeg o {low} i {high}.")
	RunFromAlong = phrase("Every chart runs from {low} to {high}, {between}.", "Mae pob siart yn rhedeg o {low} i {high}, {between}.")

	DashedIs = phrase("Dashed line: {name}.", "Llinell doredig: {name}.")

	SmallBarsOpening = phrase("{charts} of {bars} each", "{charts}, {bars} ymhob un")
	BarStands        = phrase("For {bar}, {standings}", "{bar}: {standings}")

	InTheLatest  = phrase("In {period}, {standings}", "{period}: {standings}")
	WholeIs      = phrase("{name}, dashed in each chart, is {value}", "{name}, llinell doredig pob siart: {value}")
	SteepestRise = phrase("{name} rose most, by {size}", "Y cynnydd mwyaf: {name}, {size}")
	SteepestFall = phrase("{name} fell most, by {size}", "Y gostyngiad mwyaf: {name}, {size}")
)

// Small charts that are counted.
var (
	NounSmallLine   = noun("small line chart", "small line charts", "siart llinell bach", "o siartiau llinell bach")
	NounSmallBar    = noun("small bar chart", "small bar charts", "siart bar bach", "o siartiau bar bach")
	NounSmallColumn = noun("small column chart", "small column charts", "siart colofn bach", "o siartiau colofn bach")
)
