package words

// What descriptions say of a whole and its slices.
var (
	PieOpening   = phrase("Pie chart of {slices}", "Siart cylch â {slices}")
	DonutOpening = phrase("Donut chart of {slices}", "Siart toesen â {slices}")
	SliceIs      = phrase("{name} {value}", "{name} {value}")
	NounSlice    = noun("slice", "slices", "sleisen", "o sleisys")
)
