package words

// The openings of descriptions of areas and of small multiples.
var (
	AreaOpening        = phrase("Area chart", "Siart arwynebedd")
	StackedAreaOpening = phrase("Stacked area chart of {parts}", "Siart arwynebedd pentyrru â {parts}")
)
