package studio

import (
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// stepForm is how one kind of step is asked for. The page of sums is made from
// the list of them: a new step is one entry.
type stepForm struct {
	Do    string // its name in a Query
	Name  string // on the page
	Says  string // what it does
	Parts []stepPart
}

// stepPart is one part of a step: a field of its form, or several.
type stepPart struct {
	Name     string // in JSON
	Label    string
	Hint     string
	Sort     partSort
	Optional bool
	Offers   []widgets.Offer        // of a choice
	Takes    func(table.Field) bool // of a column; nil takes all
	Rows     []stepPart             // of a list: what each line of it has
	There    bool                   // the column is one of the reference table
}

// partSort is what a part is made of.
type partSort string

const (
	columnPart  partSort = "column"  // one column
	columnsPart partSort = "columns" // several
	textPart    partSort = "text"
	wholePart   partSort = "whole"  // a whole number, in JSON a number
	choicePart  partSort = "choice" // one of Offers
	linesPart   partSort = "lines"  // texts, one a line
	listPart    partSort = "list"   // lines of several parts
	tablePart   partSort = "table"  // a reference table
)

func isNumber(f table.Field) bool   { return f.Kind.Number() }
func isCalendar(f table.Field) bool { return f.Kind.Calendar() }
func isPlainText(f table.Field) bool {
	return !f.Kind.Number() && !f.Kind.Calendar()
}

func offersOf(pairs ...string) []widgets.Offer {
	var list []widgets.Offer
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, widgets.Offer{Value: pairs[i], Label: pairs[i+1]})
	}
	return list
}

var (
	nameColumn    = stepPart{Name: "name", Label: "Name of the new column", Sort: textPart}
	ofColumn      = stepPart{Name: "of", Label: "Of which number?", Sort: columnPart, Takes: isNumber}
	overColumn    = stepPart{Name: "over", Label: "Along which time?", Sort: columnPart, Takes: isCalendar}
	withinColumns = stepPart{Name: "within", Label: "Apart for each", Hint: "Tick none to take all rows together.", Sort: columnsPart, Optional: true}
	orderOffers   = offersOf("descending", "Largest first", "ascending", "Smallest first")
	testOffers    = offersOf("is", "is one of", "isNot", "is none of", "contains", "has in its text", "present", "has a value", "missing", "has no value",
		"atLeast", "is at least", "atMost", "is at most", "above", "is above", "below", "is below", "between", "is between two")
	summaryOffers = offersOf("sum", "Sum", "mean", "Mean", "median", "Median", "count", "Number of rows, or of values", "distinct", "Number of different values",
		"min", "Smallest", "max", "Largest", "first", "First", "last", "Last", "quantile", "Quantile")
	grainOffers = offersOf("month", "Months", "quarter", "Quarters", "financial quarter", "Quarters of financial years", "half-year", "Half-years", "week", "Weeks", "year", "Years", "financial year", "Financial years", "academic year", "Academic years")
	valueLines  = stepPart{Name: "values", Label: "Values", Hint: "One a line, written as in the table above: numbers without commas. (blank) is the blank cell. Leave it empty for “has a value” and “has no value”.", Sort: linesPart, Optional: true}
)

// stepForms are the steps that an officer can add, in the order in which they are
// offered.
var stepForms = []stepForm{
	{"filter", "Keep some rows", "Only rows that pass a test of one column", []stepPart{
		{Name: "field", Label: "Column", Sort: columnPart}, {Name: "test", Label: "Keep the row when it", Sort: choicePart, Offers: testOffers}, valueLines}},
	{"latest", "Keep the newest", "Only the newest day or period, or so many of them", []stepPart{
		{Name: "field", Label: "Along which time?", Sort: columnPart, Takes: isCalendar}, {Name: "count", Label: "How many?", Sort: wholePart}}},
	{"group", "Add rows up", "One row for each name, with sums, means or counts", []stepPart{
		{Name: "by", Label: "One row for each", Hint: "Tick none for one row of all.", Sort: columnsPart, Optional: true},
		{Name: "measures", Label: "Number", Sort: listPart, Rows: []stepPart{
			{Name: "summary", Label: "What", Sort: choicePart, Offers: summaryOffers},
			{Name: "field", Label: "Of which column?", Hint: "None for the number of rows.", Sort: columnPart, Optional: true},
			{Name: "name", Label: "Name of the new column", Sort: textPart},
			{Name: "at", Label: "Quantile at", Hint: "Only for a quantile: 0.9 is the number below which nine tenths lie.", Sort: textPart, Optional: true}}}}},
	{"top", "Largest, and the rest together", "Keeps the largest names and adds the others up as one", []stepPart{
		{Name: "field", Label: "Names", Sort: columnPart, Takes: isPlainText}, ofColumn, {Name: "count", Label: "How many to keep", Sort: wholePart},
		{Name: "other", Label: "What the rest is called", Sort: textPart}, withinColumns,
		{Name: "each", Label: "The same names along each", Sort: columnsPart, Optional: true}}},
	{"sort", "Put in order", "Orders the rows", []stepPart{
		{Name: "by", Label: "Order", Sort: listPart, Rows: []stepPart{{Name: "field", Label: "Column", Sort: columnPart}, {Name: "order", Label: "Which first?", Sort: choicePart, Offers: orderOffers}}}}},
	{"limit", "Keep the first rows", "Only so many rows from the top", []stepPart{{Name: "count", Label: "How many?", Sort: wholePart}}},
	{"share", "Share of a total", "Each number as a percentage of the total", []stepPart{ofColumn, withinColumns, nameColumn}},
	{"change", "Change over time", "The change on the period before, or on a year before", []stepPart{
		ofColumn, overColumn, withinColumns, {Name: "from", Label: "On", Sort: choicePart, Offers: offersOf("previous", "the one before", "yearBefore", "a year before")},
		{Name: "as", Label: "As", Sort: choicePart, Offers: offersOf("difference", "a difference", "percent", "a percentage")}, nameColumn}},
	{"rate", "Rate", "One number per so many of another, such as per 1,000 people", []stepPart{
		ofColumn, {Name: "by", Label: "Per which number?", Sort: columnPart, Takes: isNumber}, {Name: "per", Label: "Per how many?", Hint: "100 gives a percentage.", Sort: wholePart}, nameColumn}},
	{"join", "Number of a reference table", "How many people live in each place, say, beside it: for a rate per head", []stepPart{
		{Name: "from", Label: "Reference table", Hint: "Choose it and press “Show its columns”.", Sort: tablePart},
		{Name: "take", Label: "Which number of it?", Sort: columnPart, Takes: isNumber, There: true},
		{Name: "place.field", Label: "Places here", Sort: columnPart, Takes: isPlainText}, {Name: "place.is", Label: "Places there", Sort: columnPart, Takes: isPlainText, There: true},
		{Name: "period.field", Label: "Time here", Sort: columnPart, Takes: isCalendar, Optional: true}, {Name: "period.is", Label: "Time there", Hint: "Leave both open where it is of one moment.", Sort: columnPart, Takes: isCalendar, Optional: true, There: true},
		{Name: "beyond", Label: "Rows of times that it does not have", Sort: choicePart, Optional: true, Offers: offersOf("keep", "stay, without a number", "leaveOut", "are left out")}, nameColumn}},
	{"rank", "Place", "Its place among the others, from 1", []stepPart{{Name: "of", Label: "Of which column?", Sort: columnPart}, {Name: "order", Label: "Which is first?", Sort: choicePart, Offers: orderOffers}, withinColumns, nameColumn}},
	{"total", "Total beside each", "The total of a number in every row", []stepPart{ofColumn, withinColumns, nameColumn}},
	{"cumulative", "Running total", "The sum so far", []stepPart{ofColumn, {Name: "over", Label: "Along which time?", Hint: "None goes down the rows.", Sort: columnPart, Takes: isCalendar, Optional: true}, withinColumns, nameColumn}},
	{"rolling", "Rolling mean", "The mean of the last so many periods", []stepPart{ofColumn, overColumn, {Name: "count", Label: "Of how many?", Sort: wholePart}, withinColumns, nameColumn}},
	{"index", "Index", "Each number when that of a base is 100", []stepPart{ofColumn, overColumn, {Name: "base", Label: "Base", Hint: "A period such as 2014/15. Empty takes the first.", Sort: textPart, Optional: true}, withinColumns, nameColumn}},
	{"bins", "Count in bins", "How many numbers lie in each stretch, for a histogram", []stepPart{
		ofColumn, {Name: "lower", Label: "Name of the lower edges", Sort: textPart}, {Name: "upper", Label: "Name of the upper edges", Sort: textPart}, {Name: "name", Label: "Name of the counts", Sort: textPart},
		{Name: "width", Label: "Width", Hint: "Empty finds one.", Sort: textPart, Optional: true}, {Name: "start", Label: "An edge to start from", Sort: textPart, Optional: true}, {Name: "most", Label: "At most so many bins", Sort: wholePart, Optional: true}}},
	{"period", "Days into periods", "The month, quarter or year of each day", []stepPart{{Name: "of", Label: "Of which days?", Sort: columnPart, Takes: isCalendar}, {Name: "as", Label: "Into", Sort: choicePart, Offers: grainOffers}, nameColumn}},
	{"inTime", "Answered in time?", "In time, late or not due yet, by working days", []stepPart{
		{Name: "received", Label: "Received on", Sort: columnPart, Takes: isCalendar}, {Name: "answered", Label: "Answered on", Sort: columnPart, Takes: isCalendar},
		{Name: "workingDays", Label: "Working days allowed", Hint: "20 for requests for information.", Sort: wholePart}, nameColumn}},
	{"mark", "Mark rows", "1 in rows that pass a test, 0 in the others: their sum counts them", []stepPart{
		{Name: "field", Label: "Column", Sort: columnPart}, {Name: "test", Label: "Mark the row when it", Sort: choicePart, Offers: testOffers}, valueLines, nameColumn}},
	{"span", "First and last day", "The stretch that the rows cover, beside each of them", []stepPart{
		{Name: "of", Label: "Of which days?", Sort: columnPart, Takes: isCalendar}, {Name: "from", Label: "Name of the first", Sort: textPart}, {Name: "to", Label: "Name of the last", Sort: textPart}}},
	{"replace", "Bring spellings together", "Other texts in the place of some", []stepPart{
		{Name: "field", Label: "Column", Sort: columnPart, Takes: isPlainText},
		{Name: "values", Label: "Replacement", Sort: listPart, Rows: []stepPart{
			{Name: "from", Label: "These texts", Hint: "One a line, capitals and all. (blank) is the blank cell.", Sort: linesPart}, {Name: "to", Label: "become", Hint: "Left empty they become blank.", Sort: textPart, Optional: true}}}}},
	{"unpivot", "Columns into rows", "A table that is wide by year becomes one with a column of years", []stepPart{
		{Name: "fields", Label: "Columns that become rows", Sort: columnsPart}, {Name: "name", Label: "Name of the column with their headings", Sort: textPart},
		{Name: "as", Label: "The headings are", Sort: choicePart, Optional: true, Offers: append(offersOf("text", "Text", "date", "Days"), grainOffers...)},
		{Name: "labels", Label: "Other headings", Hint: "One a line, in the order of the columns; empty keeps theirs.", Sort: linesPart, Optional: true},
		{Name: "value", Label: "Name of the column with the numbers", Sort: textPart}}},
	{"pivot", "Rows into columns", "Two periods or two measures come to stand beside each other", []stepPart{
		{Name: "by", Label: "One row for each", Sort: columnsPart, Optional: true}, {Name: "names", Label: "Whose values become columns?", Sort: columnPart},
		{Name: "columns", Label: "Which of its values?", Hint: "One a line.", Sort: linesPart}, {Name: "value", Label: "The numbers", Sort: columnPart}}},
	{"choose", "Choose columns", "Leaves the others out", []stepPart{{Name: "fields", Label: "Columns to keep", Sort: columnsPart}}},
}

// stepFormOf is the form of a step, if it has one.
func stepFormOf(do string) (stepForm, bool) {
	for _, f := range stepForms {
		if f.Do == do {
			return f, true
		}
	}
	return stepForm{}, false
}
