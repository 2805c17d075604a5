package widgets_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// manyRows are rows of a kind in which each role takes as many different values
// as given, in turn; numbers run from 1.
func manyRows(kind widgets.Kind, rows int, different map[string]int) (widgets.Spec, datasets.Result) {
	spec := widgets.Spec{Version: widgets.SpecVersion, Kind: kind, Title: "Far more than a figure holds"}
	var result datasets.Result
	var cells []func(i int) table.Cell
	each := 1
	for _, role := range widgets.Roles(widgets.Spec{Kind: kind}) {
		field := table.Field{Name: "The " + role.Name, Kind: table.Decimals, Role: table.Measure}
		n, by := max(different[role.Name], 1), each
		switch role.Name {
		case "category", "series":
			field.Kind, field.Role = table.Text, table.Dimension
			cells = append(cells, func(i int) table.Cell {
				return table.Cell{Kind: table.Text, Text: fmt.Sprintf("Name %d", i/by%n+1)}
			})
			each *= n
		case "time":
			field.Kind, field.Role, field.Grain = table.Periods, table.Time, table.Month
			cells = append(cells, func(i int) table.Cell {
				return table.Cell{Kind: table.Periods, Grain: table.Month, Day: table.AddPeriods(table.Date(1900, 1, 1), table.Month, i/by%n)}
			})
			each *= n
		case "place":
			field.Kind = table.PlaceCode
			cells = append(cells, func(i int) table.Cell {
				return table.Cell{Kind: table.PlaceCode, Text: fmt.Sprintf("E%08d", i/by%n)}
			})
			each *= n
		case "status":
			field.Kind = table.Text
			cells = append(cells, func(int) table.Cell { return table.Cell{Kind: table.Text, Text: "final"} })
		default:
			cells = append(cells, func(i int) table.Cell {
				return table.NumberCell(table.Decimals, table.NewDecimal(int64(i+1), 0))
			})
		}
		widgets.SetRole(&spec.Encoding, role.Name, field.Name)
		result.Fields = append(result.Fields, field)
	}
	result.Rows = make([][]table.Cell, rows)
	for i := range result.Rows {
		result.Rows[i] = make([]table.Cell, len(cells))
		for column, cell := range cells {
			result.Rows[i][column] = cell(i)
		}
	}
	return spec, result
}

// TestLargeTablesAreAnsweredSoon: whatever the kind, a table of 100,000 rows or
// of 500 series is drawn or refused in a sentence within a second and 100 MB.
// It runs alone, because what it measures is the whole program's.
func TestLargeTablesAreAnsweredSoon(t *testing.T) {
	inWholeLane(t)
	for name, shape := range map[string]struct {
		rows      int
		different map[string]int
	}{
		"100,000 names":   {100_000, map[string]int{"category": 100_000, "place": 100_000}},
		"100,000 periods": {100_000, map[string]int{"category": 1, "series": 1, "time": 100_000}},
		"5,000 names":     {5000, map[string]int{"category": 5000, "place": 5000}},
		"60,000 periods":  {60_000, map[string]int{"category": 1, "series": 12, "time": 5000}},
		"500 series":      {20_000, map[string]int{"category": 40, "series": 500, "time": 40, "place": 40}},
		"100,000 of each": {100_000, map[string]int{"category": 10, "series": 100_000, "time": 100_000, "place": 10}},
	} {
		for _, kind := range widgets.Kinds() {
			t.Run(name+", "+string(kind), func(t *testing.T) {
				spec, result := manyRows(kind, shape.rows, shape.different)
				took, megabytes := measured(t, spec, result)
				if took > time.Second || megabytes > 100 {
					t.Errorf("answered in %v with %d MB, want a second and 100 MB", took.Round(time.Millisecond), megabytes)
				}
			})
		}
	}
}

// measured returns the processor time of an answer, which a busy machine hardly
// changes, and all that was allocated for it.
func measured(t *testing.T, spec widgets.Spec, result datasets.Result) (took time.Duration, megabytes uint64) {
	t.Helper()
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := processorTime(t)
	answer(t, spec, result)
	took = processorTime(t) - began
	runtime.ReadMemStats(&after)
	return took, (after.TotalAlloc - before.TotalAlloc) >> 20
}

// answer makes a figure and draws it in a frame and a picture, if it is not
// refused before.
func answer(t *testing.T, spec widgets.Spec, result datasets.Result) {
	t.Helper()
	f, err := widgets.NewFigure(spec, result, widgets.Provenance{Source: "A council"}, widgets.DefaultTheme(), "en-GB")
	if err != nil {
		wantsProblem(t, spec.Kind, 0, err)
		return
	}
	for _, name := range []string{"frame-s", "og"} {
		preset, _ := widgets.PresetByName(name)
		placed, err := widgets.Place(f, preset, widgets.Light, draw.Text)
		if err != nil {
			wantsProblem(t, spec.Kind, 0, err)
			continue
		}
		draw.SVG(placed, draw.SVGOptions{})
		if placed.Height == 0 { // a headline whose frame is all words
			continue
		}
		if _, err := draw.PNG(placed, draw.PNGOptions{Level: draw.PreviewLevel}); err != nil {
			t.Error(err)
		}
	}
}
