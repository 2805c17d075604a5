package words

// A pair or row of headline figures.
var (
	PairOpening = phrase("Pair of headline figures", "Pâr o brif ffigurau")
	RowOpening  = phrase("Row of {headlines}", "Rhes: {headlines}")
	ItemChange  = phrase("{name}: {change} {base}", "{name}: {change} {base}")
)

var NounHeadline = noun("headline figure", "headline figures", "prif ffigur", "o brif ffigurau")
