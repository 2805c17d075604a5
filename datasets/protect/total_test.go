package protect

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// persons is a table as publishers give it: men, women and persons side by side
// and, where totals is set, a row for the county.
func persons(t *testing.T, totals []string, rows ...string) *table.Table {
	t.Helper()
	count := table.Field{Kind: table.Integers, Role: table.Measure}
	fields := []table.Field{{Name: "District", Role: table.Dimension, Totals: totals}}
	for _, name := range []string{"Men", "Women", "Persons"} {
		f := count
		f.Name = name
		fields = append(fields, f)
	}
	b := table.NewBuilder(fields)
	for i, row := range rows {
		cells := strings.Fields(row)
		b.Text(0, cells[0])
		for column, text := range cells[1:] {
			d, err := table.ParseDecimal(text)
			if err != nil {
				t.Fatal(err)
			}
			b.Number(column+1, d)
		}
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	built, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return built
}

// A total that stands in the table, as a row or as a column, is known like any
// other number.
func TestTotalsInTheTable(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		totals []string
		fields []string
		rows   []string
		want   []string
	}{
		{"a column that is the sum of two", nil, []string{"District", "Men", "Women", "Persons"},
			[]string{"Basildon 3 40 43", "Braintree 30 22 52", "Castle 60 80 140"},
			[]string{"Basildon suppressed suppressed 43", "Braintree suppressed suppressed 52", "Castle 60 80 140"}},
		{"a row that is the sum of others", []string{"Essex"}, []string{"District", "Men"},
			[]string{"Basildon 3 40 43", "Braintree 30 22 52", "Castle 60 80 140", "Essex 93 142 235"},
			[]string{"Basildon suppressed", "Braintree suppressed", "Castle 60", "Essex 93"}},
		{"a row that only seems to be", []string{"Essex"}, []string{"District", "Men"},
			[]string{"Basildon 3 40 43", "Braintree 30 22 52", "Essex 1000 1000 2000"},
			[]string{"Basildon suppressed", "Braintree suppressed", "Essex 1000"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			out, err := Run(t.Context(), query(datasets.Choose{Fields: test.fields}), persons(t, test.totals, test.rows...), Rule{Threshold: 5}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, shown(out.Result)); diff != "" {
				t.Errorf("Run() (-want +got):\n%s", diff)
			}
		})
	}
}

// Three figures of one column each: who knows persons and men knows the women.
func TestTotalsAcrossFigures(t *testing.T) {
	t.Parallel()
	of := persons(t, nil, "Basildon 40 3 43", "Braintree 30 22 52", "Castle 60 80 140")
	var ledger []Entry
	all := map[string][]string{}
	for _, column := range []string{"Women", "Persons", "Men"} {
		out, err := Run(t.Context(), query(datasets.Choose{Fields: []string{"District", column}}), of, Rule{Threshold: 5}, ledger)
		if err != nil {
			if _, refused := err.(datasets.Problem); refused {
				continue
			}
			t.Fatal(err)
		}
		ledger, all[column] = append(ledger, out.Entries...), shown(out.Result)
	}
	if len(all["Women"]) == 0 || all["Women"][0] != "Basildon suppressed" {
		t.Errorf("women are %v, want those of Basildon hidden", all["Women"])
	}
	if len(all["Persons"]) > 0 && len(all["Men"]) > 0 && all["Persons"][0] == "Basildon 43" && all["Men"][0] == "Basildon 40" {
		t.Errorf("persons are %v and men %v, so that the women of Basildon are known", all["Persons"], all["Men"])
	}
}

// A figure of many numbers is protected in a moment, or refused in words.
func TestManyNumbers(t *testing.T) {
	t.Parallel()
	var rows []string
	for d := range 60 {
		for y := range 20 {
			rows = append(rows, strings.Join([]string{"d" + string(rune('A'+d%30)) + string(rune('A'+d/30)), "s", "y" + string(rune('A'+y)), []string{"3", "40", "17", "55", "0", "230"}[(d*7+y*3)%6]}, " "))
		}
	}
	out, err := Run(t.Context(), query(by("District", "Year")), visits(t, rows...), Rule{Threshold: 5}, nil)
	if _, refused := err.(datasets.Problem); err != nil && !refused {
		t.Fatal(err)
	}
	if err == nil && out.Small != 200 {
		t.Errorf("%d small numbers are hidden, want 200", out.Small)
	}
}
