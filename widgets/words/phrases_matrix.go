package words

// Figures of several series for each name: grouped and stacked bars and columns.
var (
	GroupedOpening        = phrase("Grouped bar chart of {groups} of {bars}", "Siart bar grŵp â {groups}, {bars} ym mhob un")
	GroupedColumnsOpening = phrase("Grouped column chart of {groups} of {columns}", "Siart colofn grŵp â {groups}, {columns} ym mhob un")
	StackedOpening        = phrase("Stacked bar chart of {bars} in {parts}", "Siart bar pentyrru â {bars}, {parts} ym mhob un")
	StackedColumnsOpening = phrase("Stacked column chart of {columns} in {parts}", "Siart colofn pentyrru â {columns}, {parts} ym mhob un")
	PercentOpening        = phrase("100% stacked bar chart of {bars} in {parts}", "Siart bar pentyrru 100% â {bars}, {parts} ym mhob un")
	DivergingOpening      = phrase("Diverging bar chart of {bars} of {answers}", "Siart bar dargyfeiriol â {bars}, {answers} ym mhob un")

	// Which is higher, and where.
	OftenHigher    = phrase("{a} is higher than {b} in {n} of {total}", "{a}, {b}: y cyntaf yn uwch mewn {n} o {total}")
	MatrixExtremes = phrase("Highest: {high} ({highAt}). Lowest: {low} ({lowAt})", "Yr uchaf: {high} ({highAt}). Yr isaf: {low} ({lowAt})")
	PartExtremes   = phrase("{name}: highest {high} ({highAt}), lowest {low} ({lowAt})", "{name}: yr uchaf {high} ({highAt}), yr isaf {low} ({lowAt})")
	LargestPart    = phrase("{name} is the largest part in {n} of {total}", "Y rhan fwyaf mewn {n} o {total}: {name}")

	// In a key, for grey series, which look the same.
	// Before the names of a key, in which order they stand in the drawing.
	KeyFromLeft  = phrase("From the left:", "O’r chwith:")
	KeyFromFoot  = phrase("From the foot up:", "O’r gwaelod i fyny:")
	KeyClockwise = phrase("Clockwise:", "Clocwedd:")
	KeyFromTop   = phrase("From the top down:", "O’r brig i lawr:")
	GreyInOrder  = phrase("In order: {names}", "Yn eu trefn: {names}")

	// Parts that do not make a whole.
	MayNotSum   = phrase("Shares may not add up to 100% because of rounding", "Efallai na fydd y canrannau’n adio i 100% oherwydd talgrynnu")
	ShortFor    = phrase("The parts shown make less than 100% for {names}", "Mae’r rhannau a ddangosir yn llai na 100% ar gyfer {names}")
	ShortInSome = phrase("The parts shown make less than 100% in {n} of {total}", "Mae’r rhannau a ddangosir yn llai na 100% mewn {n} o {total}")
)

// NounAnswer is what people chose from in a survey.
var NounAnswer = noun("answer", "answers", "ateb", "o atebion")
