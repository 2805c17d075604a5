package widgets_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// randomFigures is how many figures of each kind are drawn; make soak draws
// ten times as many, and the lane that looks for data races a tenth.
func randomFigures() uint64 {
	switch {
	case os.Getenv("FIGUREHEAD_SOAK") != "":
		return 2000
	case testing.Short():
		return 20
	}
	return 200
}

// inWholeLane skips a test in the lane that looks for data races: others call
// the same code there, and the race detector makes this one ten times as long.
func inWholeLane(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("runs in the lane without the race detector")
	}
}

// randomShapes holds the kinds whose rows cannot be made from their roles alone,
// such as parts that make up 100.
var randomShapes = map[widgets.Kind]func(*rand.Rand) (widgets.Spec, datasets.Result){}

// Whatever the rows, a figure of any kind has no text on another, none outside
// the picture or too small or pale, and a refusal is a sentence.
func TestRandomFiguresHaveNoFaults(t *testing.T) {
	t.Parallel()
	for _, kind := range widgets.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			made := uint64(0)
			for seed := range randomFigures() {
				if placesWithoutFaults(t, kind, seed) {
					made++
				}
			}
			if made < randomFigures()/4 {
				t.Errorf("%d of %d random figures could be made: give this kind its shape in randomShapes", made, randomFigures())
			}
		})
	}
}

// placesWithoutFaults draws one random figure in two presets, which take turns,
// and reports whether it could be made.
func placesWithoutFaults(t *testing.T, kind widgets.Kind, seed uint64) bool {
	r := rand.New(rand.NewPCG(seed, 5))
	spec, result := randomRows(r, kind)
	if shape, ok := randomShapes[kind]; ok {
		spec, result = shape(r)
		annotateAtRandom(r, &spec, result)
	}
	licence, _ := datasets.LicenceByKey("OGL-UK-3.0")
	f, err := widgets.NewFigure(spec, result, widgets.Provenance{Source: "A council", ShortSource: "A council", Licence: licence,
		Statement: licence.Statement, AsAtWords: "23 November 2026", Address: "figures.example.gov.uk/s/7K2MQ9D",
		AddressURL: "https://figures.example.gov.uk/s/7K2MQ9D", Organisation: "Example County Council"}, widgets.DefaultTheme(), "en-GB")
	if err != nil {
		wantsProblem(t, kind, seed, err)
		return false
	}
	for turn := range uint64(2) {
		preset := widgets.Presets[(seed+turn*5)%uint64(len(widgets.Presets))]
		scheme := []widgets.Scheme{widgets.Light, widgets.Dark}[(seed+turn)%2]
		placed, err := widgets.Place(f, preset, scheme, draw.Text)
		if err != nil {
			wantsProblem(t, kind, seed, err)
			continue
		}
		for _, fault := range faults(placed) {
			t.Errorf("%s, seed %d, %s %s: %s", kind, seed, preset.Name, scheme, fault)
		}
	}
	return true
}

func wantsProblem(t *testing.T, kind widgets.Kind, seed uint64, err error) {
	t.Helper()
	var problem datasets.Problem
	if !errors.As(err, &problem) || problem.Message == "" {
		t.Errorf("%s, seed %d: %v, want a sentence", kind, seed, err)
	}
}

// randomRows makes rows for the roles that a kind reads: one for each name,
// period, series and place together.
func randomRows(r *rand.Rand, kind widgets.Kind) (widgets.Spec, datasets.Result) {
	return randomRowsOf(r, widgets.Spec{Kind: kind})
}

// randomRowsOf fills a Spec that has its kind and the settings that say what it reads.
func randomRowsOf(r *rand.Rand, spec widgets.Spec) (widgets.Spec, datasets.Result) {
	spec.Version, spec.Title, spec.Subtitle = widgets.SpecVersion, randomWords(r, 4+r.IntN(11)), randomWords(r, r.IntN(9))
	var result datasets.Result
	keys, numbers := []func(int) table.Cell{}, []func() table.Cell{}
	counts := []int{}
	var place table.Field
	for i, role := range widgets.Roles(spec) {
		if i > 0 && !role.Needed && r.IntN(2) == 0 {
			continue
		}
		field := table.Field{Name: "The " + role.Name, Kind: table.Text}
		switch role.Name {
		case "category", "series":
			names, most := randomNames(r), 12
			if role.Name == "series" {
				most = 4
			}
			keys, counts = append(keys, func(i int) table.Cell { return table.Cell{Kind: table.Text, Text: names[i]} }), append(counts, 1+r.IntN(most))
		case "time":
			field.Kind, field.Role, field.Grain = table.Periods, table.Time, table.Grain(1+r.IntN(int(table.AcademicYear)))
			first, grain := table.PeriodStart(table.Date(2005+r.IntN(15), 1+r.IntN(12), 1), field.Grain), field.Grain
			keys, counts = append(keys, func(i int) table.Cell {
				return table.Cell{Kind: table.Periods, Grain: grain, Day: table.AddPeriods(first, grain, i)}
			}), append(counts, 1+r.IntN(24))
		case "place":
			field.Kind, place = table.PlaceCode, field
			keys, counts = append(keys, func(i int) table.Cell {
				return table.Cell{Kind: table.PlaceCode, Text: fmt.Sprintf("E1200000%d", 1+i)}
			}), append(counts, 1+r.IntN(9))
		case "status":
			numbers = append(numbers, func() table.Cell {
				return table.Cell{Kind: table.Text, Text: []string{"", "", "provisional", "estimated", "final"}[r.IntN(5)]}
			})
		default:
			field.Kind, field.Role = table.Decimals, table.Measure
			numbers = append(numbers, randomNumbers(r, &field))
		}
		widgets.SetRole(&spec.Encoding, role.Name, field.Name)
		result.Fields = append(result.Fields, field)
	}
	if place.Name != "" && spec.Encoding.Category != "" {
		counts = oneNameEach(result.Fields, spec.Encoding, counts)
	}
	result.Rows = randomCells(result.Fields, keys, counts, numbers)
	if len(result.Rows) > 0 && r.IntN(2) == 0 {
		if c := result.Rows[r.IntN(len(result.Rows))][0]; c.Missing == table.Present && c.Kind == table.Text {
			spec.Highlight = []string{c.Text}
		}
	}
	orderIntervals(&spec, result)
	annotateAtRandom(r, &spec, result)
	return spec, result
}

// oneNameEach leaves a single name where every place has its own.
func oneNameEach(fields []table.Field, roles datasets.Roles, counts []int) []int {
	at := 0
	for _, f := range fields {
		if f.Kind.Number() || f.Name == roles.Status {
			continue
		}
		if f.Name == roles.Category {
			counts[at] = 1
		}
		at++
	}
	return counts
}

// randomCells gives a row for every combination of keys, in order.
func randomCells(fields []table.Field, keys []func(int) table.Cell, counts []int, numbers []func() table.Cell) [][]table.Cell {
	total := 1
	for _, n := range counts {
		total *= n
	}
	var rows [][]table.Cell
	for i := range total {
		row, rest, key, number := make([]table.Cell, len(fields)), i, 0, 0
		for column, f := range fields {
			if f.Kind.Number() || f.Name == "The status" {
				row[column] = numbers[number]()
				number++
				continue
			}
			row[column] = keys[key](rest % counts[key])
			rest /= counts[key]
			key++
		}
		rows = append(rows, row)
	}
	return rows
}

// randomNumbers fills one column: percentages, counts, money, changes, tiny or
// huge ones, all the same, one in ten missing.
func randomNumbers(r *rand.Rand, field *table.Field) func() table.Cell {
	places, most, least := 1, int64(1000), int64(0)
	switch r.IntN(8) {
	case 0, 1:
		field.Kind, field.Unit = table.Percentages, "%"
	case 2:
		field.Kind, field.Unit, places, most = table.Currency, "£", 2, 90_000_000
	case 3:
		field.Kind, places, most = table.Integers, 0, 5000
	case 4:
		least = -1000
	case 5:
		places, most = 12, 900
	case 6:
		field.Kind, places, most = table.Integers, 0, 1_000_000_000_000_000
	case 7:
		least = most - 1
	}
	of := *field
	return func() table.Cell {
		if r.IntN(10) == 0 {
			return table.MissingCell(of, table.Reason(1+r.IntN(int(table.Unreadable))))
		}
		return table.NumberCell(of.Kind, table.NewDecimal(least+r.Int64N(most-least), places))
	}
}

var vocabulary = []string{"waste", "Essex", "recycling", "collected", "council", "Llanfairpwllgwyngyll", "of", "the", "rate", "per",
	"10,000", "people", "Tŷ", "school-age", "children", "£1.5", "million", "services", "Southend-on-Sea", "St. Mary’s", "and", "2018/19", "Môn", "–", "A&E"}

func randomWords(r *rand.Rand, n int) string {
	text := ""
	for i := range n {
		if i > 0 {
			text += " "
		}
		text += vocabulary[r.IntN(len(vocabulary))]
	}
	return text
}

// randomNames are twelve different names of one to seven words.
func randomNames(r *rand.Rand) []string {
	names := make([]string, 12)
	most := 1 + r.IntN(7)
	for i := range names {
		names[i] = fmt.Sprintf("%s %c", randomWords(r, 1+r.IntN(most)), 'A'+i)
	}
	return names
}

// orderIntervals makes numbers for intervals hold their value; one end alone is
// left out.
func orderIntervals(spec *widgets.Spec, result datasets.Result) {
	low, high, value := result.Index(spec.Encoding.Low), result.Index(spec.Encoding.High), result.Index(spec.Encoding.Value)
	if low < 0 || high < 0 || value < 0 {
		spec.Encoding.Low, spec.Encoding.High = "", ""
		return
	}
	for _, row := range result.Rows {
		for _, pair := range [][2]int{{low, value}, {value, high}, {low, value}} {
			a, b := row[pair[0]], row[pair[1]]
			if a.Missing == table.Present && b.Missing == table.Present && a.Number.Cmp(b.Number) > 0 {
				row[pair[0]].Number, row[pair[1]].Number = b.Number, a.Number
			}
		}
		if row[value].Missing != table.Present {
			row[low], row[high] = table.MissingCell(result.Fields[low], table.NotAvailable), table.MissingCell(result.Fields[high], table.NotAvailable)
		}
	}
}

// annotateAtRandom puts annotations, breaks and states on half of the figures.
func annotateAtRandom(r *rand.Rand, spec *widgets.Spec, result datasets.Result) {
	column := result.Index(spec.Encoding.Time)
	if column < 0 || spec.Kind == widgets.Bar && spec.Encoding.Category != "" {
		column = result.Index(spec.Encoding.Category)
	}
	if column < 0 { // the bins of a histogram
		column = result.Index(spec.Encoding.Low)
	}
	if column < 0 || len(result.Rows) == 0 || r.IntN(2) == 0 {
		return
	}
	place := func() string { return result.Rows[r.IntN(len(result.Rows))][column].String() }
	number := func() string {
		if spec.Kind == widgets.Histogram {
			return place()
		}
		if v := result.Index(spec.Encoding.Value); v >= 0 {
			if c := result.Rows[r.IntN(len(result.Rows))][v]; c.Missing == table.Present {
				return c.Number.String()
			}
		}
		return "10"
	}
	for range 1 + r.IntN(4) {
		a := widgets.Annotation{Type: []string{"text", "line", "range"}[r.IntN(3)], Text: randomWords(r, 1+r.IntN(9))}
		switch {
		case a.Type == "text":
			a.At = place()
			if s := result.Index(spec.Encoding.Series); s >= 0 {
				a.Series = result.Rows[r.IntN(len(result.Rows))][s].String()
			}
		case r.IntN(2) == 0:
			a.At = place()
			if a.Type == "range" {
				a.To = place()
			}
		default:
			a.Value = number()
			if a.Type == "range" {
				a.ToValue = number()
			}
		}
		spec.Annotations = append(spec.Annotations, a)
	}
	if r.IntN(3) == 0 {
		spec.Breaks = []widgets.SeriesBreak{{At: place(), Text: randomWords(r, 4)}}
	}
	spec.States = map[string]string{place(): []string{"provisional", "April to June only", "e"}[r.IntN(3)]}
}
