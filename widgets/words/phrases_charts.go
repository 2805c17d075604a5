package words

// The openings of the descriptions of each kind: what is drawn.
var (
	HeadlineIs     = phrase("Headline figure: {text}", "Prif ffigur: {text}")
	HeadlineRuns   = phrase("A small line runs from {first} to {last}", "Mae llinell fach yn mynd o {first} i {last}")
	ExactlyIs      = phrase("The exact number is {number}", "Yr union ffigur yw {number}")
	BarsOpening    = phrase("Bar chart of {bars}", "Siart bar â {bars}")
	ColumnsOpening = phrase("Column chart of {columns}", "Siart colofn â {columns}")
	LineOpening    = phrase("Line chart", "Siart llinell")
	LinesOpening   = phrase("Line chart of {lines}", "Siart llinell â {lines}")
	TableOpening   = phrase("Table of {rows}: {heads}", "Tabl â {rows}: {heads}")
)
