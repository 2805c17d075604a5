package widgets_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// Numbers of 38 digits and units of a page are refused; the longest that are
// drawn leave room for their marks, in every kind and preset.
func TestLongNumbersHaveNoFaults(t *testing.T) {
	inWholeLane(t)
	t.Parallel()
	for _, kind := range widgets.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(12) {
				for _, unit := range []string{"", " tonnes of household waste", strings.Repeat("W", 5000)} {
					for _, number := range []string{"1", "1234567890123.456", strings.Repeat("9", 38)} {
						placesLongNumber(t, kind, seed, unit, number)
					}
				}
			}
		})
	}
}

// placesLongNumber draws a random figure with a number in some of its cells in
// every preset.
func placesLongNumber(t *testing.T, kind widgets.Kind, seed uint64, unit, number string) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 17))
	spec, result := randomRows(r, kind)
	if shape, ok := randomShapes[kind]; ok {
		spec, result = shape(r)
	}
	spec.Number.Unit = unit
	long, err := table.ParseDecimal(number)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range result.Rows {
		for i := range row {
			if c := &row[i]; c.Missing == table.Present && c.Kind.Number() && r.IntN(3) == 0 {
				c.Number = long
			}
		}
	}
	f, err := widgets.NewFigure(spec, result, widgets.Provenance{Source: "A council", Address: "figures.example.gov.uk/s/7K2MQ9D"}, widgets.DefaultTheme(), "en-GB")
	if err != nil {
		wantsProblem(t, kind, seed, err)
		return
	}
	for _, preset := range widgets.Presets {
		placed, err := widgets.Place(f, preset, widgets.Light, draw.Text)
		if err != nil {
			wantsProblem(t, kind, seed, err)
			continue
		}
		for _, fault := range faults(placed) {
			t.Errorf("seed %d, %s, %s with %.20q: %s", seed, preset.Name, number, unit, fault)
		}
	}
}

func TestNewFigureRefusesLongNumbers(t *testing.T) {
	t.Parallel()
	for _, kind := range []widgets.Kind{widgets.Bar, widgets.Table} {
		spec := widgets.Spec{Version: widgets.SpecVersion, Kind: kind, Title: "Waste", Encoding: datasets.Roles{Category: "place", Value: "waste"}}
		result := datasets.Result{Fields: []table.Field{{Name: "place", Kind: table.Text}, {Name: "waste", Kind: table.Integers}}}
		long, _ := table.ParseDecimal(strings.Repeat("9", 16))
		result.Rows = [][]table.Cell{{{Kind: table.Text, Text: "Braintree"}, {Kind: table.Integers, Number: long}}}
		_, err := widgets.NewFigure(spec, result, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
		var problem datasets.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.Message, "“Braintree” is 21 characters long") || problem.Suggestion == "" {
			t.Errorf("%s: NewFigure = %v, want a problem with the number of Braintree", kind, err)
		}
	}
}
