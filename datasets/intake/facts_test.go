package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/table"
)

// fact is what an independent reader counted in one column.
type fact struct {
	Kind          table.Kind
	Missing       int
	Sum, Min, Max string
	Distinct      int
}

func factOf(t *table.Table, name string) fact {
	i := t.Index(name)
	if i < 0 {
		return fact{}
	}
	p := t.Profile(i)
	return fact{Kind: t.Fields()[i].Kind, Missing: p.Missing, Sum: exactWords(p.Sum), Min: exactWords(p.Min), Max: exactWords(p.Max), Distinct: p.Distinct}
}

func exactWords(c table.Cell) string {
	switch {
	case c.Missing != table.Present:
		return ""
	case c.Kind.Number():
		return c.Number.String()
	case c.Kind.Calendar():
		return table.PeriodLabel(c.Day, c.Grain)
	}
	return c.Text
}

// TestFacts reproduces what a separate reader counted in each CSV file of real
// data: rows, exact sums, minima, maxima, dates and missing cells.
func TestFacts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		file    string
		shared  bool
		rows    int
		columns int
		header  int
		want    map[string]fact
	}{
		{file: "oxford-spend-2018-jan-mar-no-suppliers.csv", rows: 1220, columns: 8, header: 1, want: map[string]fact{
			"Amount":       {Kind: table.Currency, Sum: "4339765.85", Min: "0.01", Max: "386645.05", Distinct: 948},
			"Paid Date":    {Kind: table.Dates, Min: "2018-01-03", Max: "2018-01-30", Distinct: 9},
			"Service Area": {Kind: table.Text, Distinct: 14},
		}},
		{file: "data/oxford-spend-2018-jan-mar.csv", shared: true, rows: 1220, columns: 10, header: 1, want: map[string]fact{
			"Amount":      {Kind: table.Currency, Sum: "4339765.85", Min: "0.01", Max: "386645.05", Distinct: 948},
			"Supplier ID": {Kind: table.Text, Missing: 9, Distinct: 371},
		}},
		{file: "data/gla-spend-2013-p01-parentheses.csv", shared: true, rows: 1202, columns: 7, header: 1, want: map[string]fact{
			"Amount":        {Kind: table.Currency, Sum: "224678915", Min: "-218628.54", Max: "12700000", Distinct: 936},
			"Clearing Date": {Kind: table.Dates, Min: "2013-04-02", Max: "2013-04-26", Distinct: 18},
			"Vendor ID":     {Kind: table.Text, Distinct: 367},
		}},
		{file: "data/cabinet-office-spend-2020-06-win1252.csv", shared: true, rows: 633, columns: 8, header: 1, want: map[string]fact{
			"Amount": {Kind: table.Currency, Sum: "138818776.73", Min: "25000", Max: "10800000", Distinct: 561},
			"Date":   {Kind: table.Dates, Min: "2020-06-01", Max: "2020-06-30", Distinct: 22},
		}},
		{file: "data/nhs-mental-health-act-2010-11-utf16le.csv", shared: true, rows: 327, columns: 19, header: 1, want: map[string]fact{
			"Part_II_patients": {Kind: table.Integers, Sum: "27872", Min: "0", Max: "1338", Distinct: 108},
			"All_admissions_including_place_of_safety_detentions": {Kind: table.Integers, Sum: "478640", Min: "0", Max: "99948", Distinct: 145},
			"Reporting_period":            {Kind: table.Periods, Min: "2010/11", Max: "2010/11", Distinct: 1},
			"Organisation_classification": {Kind: table.Text, Distinct: 2},
		}},
		{file: "gistemp-global-cr-preamble.csv", rows: 133, columns: 19, header: 4, want: map[string]fact{
			"Year": {Kind: table.Periods, Min: "1880", Max: "2012", Distinct: 133},
			"J-D":  {Kind: table.Integers, Missing: 1, Sum: "-142", Min: "-40", Max: "63", Distinct: 67},
			"D-N":  {Kind: table.Integers, Missing: 2, Sum: "-122", Min: "-39", Max: "65", Distinct: 66},
		}},
		{file: "data/gbe-bund-doctors-semicolon.csv", shared: true, rows: 50, columns: 12, header: 12, want: map[string]fact{
			"1985": {Kind: table.Integers, Missing: 50},
			"1993": {Kind: table.Integers, Missing: 18, Sum: "7423", Min: "1", Max: "1613", Distinct: 29},
			"2010": {Kind: table.Integers, Missing: 2, Sum: "17818", Min: "1", Max: "2830", Distinct: 41},
		}},
		{file: "co2-mauna-loa-monthly.csv", rows: 820, columns: 7, header: 1, want: map[string]fact{
			"Date":           {Kind: table.Periods, Min: "1958-03", Max: "2026-06", Distinct: 820},
			"Interpolated":   {Kind: table.Decimals, Sum: "296170.65", Min: "314.44", Max: "429.1", Distinct: 788},
			"Trend":          {Kind: table.Integers, Missing: 195, Sum: "15909", Min: "2", Max: "31", Distinct: 24},
			"Number of Days": {Kind: table.Decimals, Missing: 196, Sum: "317.49", Min: "0.15", Max: "1.31", Distinct: 94},
			"Column 7":       {Kind: table.Decimals, Missing: 194, Sum: "121.82", Min: "0", Max: "0.58", Distinct: 46},
		}},
		{file: "sdg-11-6-1-household-waste.csv", rows: 4025, columns: 8, header: 1, want: map[string]fact{
			"Year":            {Kind: table.Periods, Min: "2000/01", Max: "2018/19", Distinct: 19},
			"Disposal Method": {Kind: table.Text, Distinct: 5},
			"Region":          {Kind: table.Text, Missing: 95, Distinct: 9},
			"Local Authority": {Kind: table.Text, Missing: 950, Distinct: 124},
			"GeoCode":         {Kind: table.PlaceCode, Missing: 3015, Distinct: 18},
			"Value":           {Kind: table.Percentages, Sum: "80494.2463851171001588602", Min: "-3.266400393937736", Max: "90", Distinct: 2924},
		}},
	} {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			read := ownFile
			if test.shared {
				read = sharedFile
			}
			r := propose(t, read(t, test.file))
			got := map[string]fact{}
			for name := range test.want {
				got[name] = factOf(r.Table, name)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("facts of %s (-want +got):\n%s", test.file, diff)
			}
			if r.Rows != test.rows || len(r.Recipe.Columns) != test.columns || r.Recipe.HeaderRow != test.header {
				t.Errorf("%s has %d rows, %d columns, header row %d, want %d, %d, %d", test.file, r.Rows, len(r.Recipe.Columns), r.Recipe.HeaderRow, test.rows, test.columns, test.header)
			}
		})
	}
}

// sumWhere adds up a measure over the rows in which every named column holds
// the given text or period.
func sumWhere(t *testing.T, tab *table.Table, measure string, where map[string]string) string {
	t.Helper()
	var sum table.Sum
	for row := range tab.Rows() {
		match := true
		for name, want := range where {
			match = match && exactWords(tab.Cell(row, tab.Index(name))) == want
		}
		if cell := tab.Cell(row, tab.Index(measure)); match && cell.Missing == table.Present {
			sum.Add(cell.Number)
		}
	}
	total, err := sum.Total()
	if err != nil {
		t.Fatal(err)
	}
	return total.String()
}

func TestFactsOfGroups(t *testing.T) {
	t.Parallel()
	waste := propose(t, ownFile(t, "sdg-11-6-1-household-waste.csv")).Table
	oxford := propose(t, ownFile(t, "oxford-spend-2018-jan-mar-no-suppliers.csv")).Table
	for _, test := range []struct {
		name    string
		t       *table.Table
		measure string
		where   map[string]string
		want    string
	}{
		{"Essex landfill", waste, "Value", map[string]string{"Local Authority": "Essex County Council", "Year": "2014/15", "Disposal Method": "Landfill"}, "45.97421833733514"},
		{"Essex recycled", waste, "Value", map[string]string{"Local Authority": "Essex County Council", "Year": "2014/15", "Disposal Method": "Recycled-composted"}, "47.596915688970604"},
		{"Direct Services", oxford, "Amount", map[string]string{"Service Area": "Direct Services"}, "1454256.24"},
		{"Housing Revenue Account", oxford, "Amount", map[string]string{"Service Area": "HRA"}, "681285.85"},
		{"Community Services", oxford, "Amount", map[string]string{"Service Area": "Community Services"}, "652837.99"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := sumWhere(t, test.t, test.measure, test.where); got != test.want {
				t.Errorf("sum of %s where %v = %s, want %s", test.measure, test.where, got, test.want)
			}
		})
	}
}

func TestFactsOfParentheses(t *testing.T) {
	t.Parallel()
	tab := propose(t, sharedFile(t, "data/gla-spend-2013-p01-parentheses.csv")).Table
	c := tab.Column(tab.Index("Amount"))
	var sum table.Sum
	n := 0
	for row := range tab.Rows() {
		if d := c.Number(row); d.Cmp(table.Decimal{}) < 0 {
			n++
			sum.Add(d)
		}
	}
	total, err := sum.Total()
	if err != nil || n != 53 || total.String() != "-861418.35" {
		t.Errorf("%d negative amounts add up to %s, %v, want 53 and -861418.35", n, total, err)
	}
}

func TestFactsOfSingleCells(t *testing.T) {
	t.Parallel()
	cabinet := propose(t, sharedFile(t, "data/cabinet-office-spend-2020-06-win1252.csv")).Table
	doctors := propose(t, sharedFile(t, "data/gbe-bund-doctors-semicolon.csv")).Table
	for _, test := range []struct {
		name    string
		t       *table.Table
		fileRow int
		field   string
		want    string
	}{
		{"en dash of Windows-1252", cabinet, 304, "Supplier", "Montagu Evans – Client Account (Rent, Rates,SC)"},
		{"thousands in 2010", doctors, 20, "2010", "2590"},
		{"thousands in 1993", doctors, 20, "1993", "1613"},
		{"umlaut", doctors, 20, "Column 1", "Unfallchirurgie"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for row := range test.t.Rows() {
				if test.t.SourceRow(row) != test.fileRow {
					continue
				}
				if got := exactWords(test.t.Cell(row, test.t.Index(test.field))); got != test.want {
					t.Errorf("row %d of %s = %q, want %q", test.fileRow, test.field, got, test.want)
				}
				return
			}
			t.Errorf("row %d is not in the table", test.fileRow)
		})
	}
}
