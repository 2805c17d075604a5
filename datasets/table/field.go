package table

// Kind says how the values of a Field are held and read.
type Kind uint8

// The kinds of a Field. Integers, Decimals, Percentages and Currency are
// numbers; Dates and Periods are days of the proleptic Gregorian calendar.
const (
	Text Kind = iota
	Integers
	Decimals
	Percentages // 51.1 means 51.1%, never 0.511
	Currency
	Dates
	Periods   // the first day of the period; the Field's Grain says its length
	PlaceCode // a code such as E10000012, kept as text
)

// Grain is the length of a period.
type Grain uint8

// The grains of a Periods field. NoGrain is every other kind.
const (
	NoGrain Grain = iota
	Month
	Quarter
	Year
	FinancialYear // April to March, named by its two years: 2018/19
	AcademicYear  // September to August
	HalfYear      // January to June, July to December
	Week          // Monday to Sunday, numbered as in ISO 8601: 2023 W05
	// FinancialQuarter is a quarter named by the financial year in which it
	// lies: 2018/19 Q1 is April to June 2018.
	FinancialQuarter
)

// Role is what a Field is for in a figure.
type Role uint8

// The roles: a dimension splits rows, a measure is summarised, time orders them.
const (
	Dimension Role = iota
	Measure
	Time
	Identifier
)

// Field describes one column of a Table or a Result.
type Field struct {
	Name  string `json:"name"`
	Kind  Kind   `json:"kind"`
	Grain Grain  `json:"grain,omitempty"`
	Role  Role   `json:"role"`
	// Unit is shown with the number: "%", "£", "tonnes", "ppm"; empty when unknown.
	Unit string `json:"unit,omitempty"`
	// NoSum says that a sum of the numbers would mean nothing, though their kind
	// allows one: means, medians, ranks, rates, counts of different values.
	NoSum bool `json:"noSum,omitempty"`
	// Totals names the values of a dimension whose rows are totals of other
	// rows and are kept apart; "" stands for the blank cell. Suggestions leave
	// them out of comparisons, so that nothing is counted twice.
	Totals []string `json:"totals,omitempty"`
	// Rest names the value under which the smaller ones were put together: part
	// of every sum, but itself neither the highest nor the lowest.
	Rest string `json:"rest,omitempty"`
}

// Number reports whether the values of k are numbers.
func (k Kind) Number() bool { return k >= Integers && k <= Currency }

// Additive reports whether a sum of the Field's numbers means something.
func (f Field) Additive() bool { return f.Kind.Number() && f.Kind != Percentages && !f.NoSum }

// Calendar reports whether the values of k are days.
func (k Kind) Calendar() bool { return k == Dates || k == Periods }
