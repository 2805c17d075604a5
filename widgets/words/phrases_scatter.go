package words

// What a scatter plot says.
var (
	ScatterOpening = phrase("Scatter plot of {points}, {across} across and {value} upwards", "Plot gwasgariad â {points}, {across} ar draws, {value} i fyny")
	ScatterPoint   = phrase("{name}: {across} {x}, {value} {y}", "{name}: {across} {x}, {value} {y}")
	ScatterReach   = phrase("{axis} runs from {low} ({lowest}) to {high} ({highest})", "{axis}: o {low} ({lowest}) i {high} ({highest})")
	ScatterSame    = phrase("{axis} is {value} for all", "{axis}: {value} i bawb")
	AcrossCropped  = phrase("The axis across does not start at zero.", "Nid yw’r echelin ar draws yn dechrau ar sero.")
	UpCropped      = phrase("The upright axis does not start at zero.", "Nid yw’r echelin i fyny yn dechrau ar sero.")
	BothCropped    = phrase("Neither axis starts at zero.", "Nid yw’r naill echelin na’r llall yn dechrau ar sero.")
)
