package widgets

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// shape is what the columns of a table are for. Columns are positions, −1 for
// none.
type shape struct {
	fields     []table.Field
	time       int
	periods    int // different days or periods
	measure    int
	additive   bool   // sums of the measure mean something
	proved     string // "%" when the parts were found to make up 100
	dimensions []int  // columns that split the rows, most telling first
	parts      int    // the dimension whose parts make up 100
	place      int    // the dimension that holds the area
	area       string // the area as the data names it
}

func shapeOf(ctx context.Context, t *table.Table, o SuggestOptions) shape {
	s := shape{fields: t.Fields(), time: -1, measure: -1, place: -1, parts: -1}
	s.findTime(t)
	s.findMeasure(t)
	s.findDimensions(t)
	s.findArea(t, o.Area)
	if s.measure >= 0 {
		s.additive = additive(s.fields[s.measure])
		s.findParts(ctx, t)
	}
	return s
}

// notTimes are words in a heading that say its days tell something of each row,
// not when its numbers were so: "Latest inspection".
var notTimes = []string{"latest", "last", "next", "updated", "opened", "built", "born", "expiry", "expires"}

func (s *shape) findTime(t *table.Table) {
	for i, f := range s.fields {
		n := 0
		if f.Kind == table.Periods || f.Kind.Calendar() && !headingHas(f.Name, notTimes) {
			n = t.Profile(i).Distinct
		}
		if n > 0 && (s.time < 0 || f.Role == table.Time && s.fields[s.time].Role != table.Time) {
			s.time, s.periods = i, n
		}
	}
}

// notMeasures are words in a heading that say its numbers are not to be drawn.
var notMeasures = []string{"date", "id", "code", "ref", "reference", "no", "number of days", "easting", "northing",
	"latitude", "longitude", "lat", "long", "lng", "postcode", "uprn", "usrn", "objectid", "year", "row"}

// findMeasure picks the numbers worth drawing: those that vary, are seldom
// missing and whose heading is not that of an identifier.
func (s *shape) findMeasure(t *table.Table) {
	best := 0.0
	for i, f := range s.fields {
		if !f.Kind.Number() || f.Role == table.Identifier {
			continue
		}
		p := t.Profile(i)
		if p.Distinct == 0 {
			continue
		}
		score := 10 - 5*float64(p.Missing)/float64(t.Rows()) + kindScore(f)
		if p.Distinct == 1 && t.Rows() > 1 {
			score -= 3
		}
		if f.Role != table.Measure {
			score -= 2
		}
		if headingHas(f.Name, notMeasures) {
			score -= 4
		}
		if s.measure < 0 || score > best {
			s.measure, best = i, score
		}
	}
}

// besideWords in a heading say that its numbers stand beside those worth drawing;
// wholeWords that they are all of what the other columns split.
var (
	besideWords = []string{"change", "difference", "variance", "target", "standard", "national"}
	wholeWords  = []string{"all", "total", "persons", "people", "everyone", "overall"}
)

// headingYear is a year in a heading: "Visits 2023/24".
var headingYear = regexp.MustCompile(`\b(?:1[89]|2[01])\d\d\b`)

// kindScore prefers money, percentages and headings that say "value" or name a
// whole, to those beside a number; of columns named by years the newest.
func kindScore(f table.Field) float64 {
	score := 0.0
	if f.Kind == table.Currency || f.Kind == table.Percentages {
		score += 2
	}
	if generic(f.Name) {
		score += 2
	}
	if headingHas(f.Name, wholeWords) {
		score++
	}
	if headingHas(f.Name, besideWords) {
		score -= 4
	}
	if year, err := strconv.Atoi(headingYear.FindString(f.Name)); err == nil {
		score += float64(year-1800) / 1000
	}
	return score
}

// ratioWords in a heading or unit say that its numbers cannot be added up.
var ratioWords = []string{"rate", "ratio", "percent", "percentage", "per", "share", "proportion", "average", "mean", "median", "index",
	"score", "rank", "age", "anomaly", "temperature", "ppm", "price", "level", "concentration", "density", "cumulative", "estimate"}

// durations in a heading say how long each took; lost ones are counted.
var (
	durations = []string{"days", "weeks", "months", "minutes", "seconds", "waiting time", "waiting times", "wait", "duration"}
	lost      = []string{"lost", "total", "sum", "number"}
)

// amountWords say that decimals can be added up.
var amountWords = []string{"amount", "total", "sum", "spend", "spent", "cost", "costs", "payment", "payments", "paid", "value", "expenditure",
	"income", "budget", "tonnes", "tonnage", "kg", "km", "miles", "hours", "kwh", "litres", "number", "count", "net", "gross"}

// additive reports whether sums of a measure mean something.
func additive(f table.Field) bool {
	text := f.Name + " " + f.Unit
	switch {
	case f.Kind == table.Currency:
		return true
	case f.Kind == table.Percentages || strings.Contains(text, "%") || headingHas(text, ratioWords):
		return false
	case headingHas(f.Name, durations) && !headingHas(f.Name, lost):
		return false
	case f.Kind == table.Integers:
		return true
	}
	return headingHas(text, amountWords) && !generic(f.Name)
}

// headingHas reports whether one of the words stands in a heading, whole.
func headingHas(heading string, list []string) bool {
	words := strings.FieldsFunc(strings.ToLower(plainWords(heading)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	joined := " " + strings.Join(words, " ") + " "
	return slices.ContainsFunc(list, func(w string) bool { return strings.Contains(joined, " "+w+" ") })
}

// findDimensions lists the columns that split the rows: few values before
// many, names before codes.
func (s *shape) findDimensions(t *table.Table) {
	for i, f := range s.fields {
		if f.Kind.Number() || f.Kind.Calendar() || f.Role == table.Identifier {
			continue
		}
		p := t.Profile(i)
		many := p.Distinct > 50 && p.Distinct > t.Rows()*9/10
		switch {
		case p.Distinct < 2 && t.Rows() > 1, p.Distinct < 1:
		case f.Kind == table.PlaceCode, many && headingHas(f.Name, notMeasures), longTexts(t, i):
		case p.Missing > t.Rows()/2 && len(f.Totals) == 0:
		default:
			s.dimensions = append(s.dimensions, i)
		}
	}
	if len(s.dimensions) == 0 {
		if i := slices.IndexFunc(s.fields, func(f table.Field) bool { return f.Kind == table.PlaceCode }); i >= 0 {
			s.dimensions = []int{i}
		}
	}
}

// longTexts reports whether a column is free text rather than names.
func longTexts(t *table.Table, column int) bool {
	words := t.Column(column).Words[table.FirstCode:]
	total := 0
	for _, w := range words {
		total += len(w)
	}
	return total > 80*len(words)
}

// findArea looks for the organisation's place among the names: itself, or the
// name that starts with it, such as "Essex County Council".
func (s *shape) findArea(t *table.Table, area string) {
	area = strings.ToLower(strings.TrimSpace(area))
	if area == "" {
		return
	}
	best := 0
	for _, d := range s.dimensions {
		for _, word := range t.Column(d).Words[table.FirstCode:] {
			fit := areaFit(strings.ToLower(strings.TrimSpace(word)), area)
			if fit > best {
				best, s.place, s.area = fit, d, word
			}
		}
	}
}

func areaFit(name, area string) int {
	switch {
	case name == area:
		return 4
	case name == area+" county council" || name == area+" county" || name == area+" council":
		return 3
	case strings.HasPrefix(name, area+" ") && strings.HasSuffix(name, "council"):
		return 2
	}
	return 0
}

// placeWords in a heading say that a column names places.
var placeWords = []string{"place", "area", "district", "ward", "parish", "town", "county", "region", "country", "borough", "council",
	"authority", "constituency", "division", "locality", "lsoa", "msoa"}

// PlacesIn finds the column of a table that names places, as Suggest does: the one
// that has the organisation's area, or one that is headed as places are. about is
// the area as the data writes it, "" where it is not there.
func PlacesIn(t *table.Table, area string) (column int, about string, ok bool) {
	s := shape{fields: t.Fields(), time: -1, measure: -1, place: -1, parts: -1}
	s.findDimensions(t)
	s.findArea(t, area)
	if s.place >= 0 {
		return s.place, s.area, true
	}
	i := slices.IndexFunc(s.dimensions, func(d int) bool { return headingHas(s.fields[d].Name, placeWords) })
	if i < 0 {
		return -1, "", false
	}
	return s.dimensions[i], "", true
}

// findParts looks for a dimension whose parts make up 100 at every place and
// time, which proves percentages that do not say so.
func (s *shape) findParts(ctx context.Context, t *table.Table) {
	f, p := s.fields[s.measure], t.Profile(s.measure)
	hundred := table.NewDecimal(1005, 1)
	if f.Kind != table.Decimals && f.Kind != table.Percentages || p.Max.Number.Cmp(hundred) > 0 || p.Min.Number.Cmp(table.NewDecimal(-5, 0)) < 0 {
		return
	}
	for _, d := range s.dimensions {
		if n := t.Profile(d).Distinct; n < 2 || n > 12 || len(s.dimensions) < 2 && s.time < 0 {
			continue
		}
		if s.sumsToHundred(ctx, t, d) {
			s.parts, s.additive = d, false
			if f.Kind == table.Decimals && f.Unit == "" {
				s.proved = "%"
			}
			return
		}
	}
}

func (s *shape) sumsToHundred(ctx context.Context, t *table.Table, part int) bool {
	group := datasets.Group{Measures: []datasets.Summary{{Name: "fh sum", Summary: "sum", Field: s.fields[s.measure].Name}}}
	for _, d := range append([]int{s.time}, s.dimensions...) {
		if d >= 0 && d != part {
			group.By = append(group.By, s.fields[d].Name)
		}
	}
	all := countOf(ctx, t, group)
	near := countOf(ctx, t, group, datasets.Filter{Field: "fh sum", Test: "between", Values: []string{"99.5", "100.5"}})
	return all >= 3 && near*100 >= all*95
}
