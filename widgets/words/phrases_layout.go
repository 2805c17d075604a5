package words

// The few words that a layout itself puts in a figure.
var (
	Source     = phrase("Source: ", "Ffynhonnell: ")
	AsAt       = phrase("as at ", "ar ")
	Scan       = phrase("Scan for the data", "Sganiwch i weld y data")
	MoreLeft   = phrase("and {n} more, see the table", "a {n} arall, gweler y tabl")
	Cropped    = phrase("The axis does not start at zero.", "Nid yw’r echelin yn dechrau ar sero.")
	AbsentWhy  = phrase("{values}: {reason}", "{values}: {reason}")
	AbsentMark = phrase("no value", "dim gwerth")
	OnPage     = phrase("More notes stand on the page.", "Mae rhagor o nodiadau ar y dudalen.")
)
