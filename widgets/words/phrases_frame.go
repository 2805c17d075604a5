package words

// The words of a frame around what the figure says.
var (
	FrameTable   = phrase("Show the figures as a table", "Dangos y ffigurau mewn tabl")
	FrameSource  = phrase("Source:", "Ffynhonnell:")
	FrameAsAt    = phrase("as at", "ar")
	FrameLink    = phrase("Source data and licence", "Data ffynhonnell a thrwydded")
	FrameAllRows = phrase("All {n} rows", "Pob un o’r {n} rhes")
	FrameGone    = phrase("Other figures", "Ffigurau eraill")
	FrameGoneOf  = phrase("Other figures from {organisation}", "Ffigurau eraill gan {organisation}")
)
