package words

// The words of a frame around what the figure says.
var (
	FrameTable   = phrase("Show the figures as a table", "Dangos y ffigurau mewn tabl")
	FrameSource  = phrase("Source:", "Ffynhonnell:")
	FrameAsAt    = phrase("as at", "ar")
	FrameLink    = phrase("Source data and licence", "Data ffynhonnell a thrwydded")
	FrameAllRows = phrase("All {n} rows", "Pob un o’r {n} rhes")
	FrameGone    = phrase("Other figures", "Ffigurau eraill")
	FrameGoneOf  = phrase("Other figures from {organisation}", "Ffigurau eraill: {organisation}")

	// The line that opens notices of corrections, which has little room.
	FrameCorrection  = phrase("Correction, {date}", "Cywiriad, {date}")
	FrameCorrections = phrase("Corrections, {date}", "Cywiriadau, {date}")

	// What stands in the place of a picture.
	PictureGone = phrase("This figure was withdrawn.", "Tynnwyd y ffigur hwn yn ôl.")
	GoneTitle   = phrase("Withdrawn figure", "Ffigur a dynnwyd yn ôl")

	// The code for a page, a post and a newsletter.
	SnippetTitle = phrase("{title}: {kind}", "{title}: {kind}")
	SnippetLink  = phrase("{title}: figures and source", "{title}: ffigurau a ffynhonnell")
	PostLink     = phrase("See the figures and their source: {link}", "Gweld y ffigurau a’u ffynhonnell: {link}")
)
