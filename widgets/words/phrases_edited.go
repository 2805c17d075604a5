package words

// What a person changed by hand.
var (
	NounFigure = noun("figure", "figures", "ffigur", "o ffigurau")
	NounName   = noun("name", "names", "enw", "o enwau")

	EditedBy      = phrase("{what} edited by {who}", "Wedi’u golygu â llaw: {what} ({who})")
	EditedByHand  = phrase("{what} edited by hand", "Wedi’u golygu â llaw: {what}")
	EditedCell    = phrase("{field} of {row} was edited: in the source it is {from}. Reason: {why}", "Golygwyd {field}, {row}. Yn y ffynhonnell: {from}. Rheswm: {why}")
	EditedOnly    = phrase("{field} was edited: in the source it is {from}. Reason: {why}", "Golygwyd {field}. Yn y ffynhonnell: {from}. Rheswm: {why}")
	EditedMore    = phrase("{n} more were edited; the files with the numbers name them", "Golygwyd {n} arall; mae’r ffeiliau â’r rhifau yn eu henwi")
	EditedMissing = phrase("missing", "ar goll")
)
