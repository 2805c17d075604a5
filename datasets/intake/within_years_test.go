package intake

import (
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// turned reads raw with its periods in rows.
func turned(t *testing.T, raw []byte) Reading {
	t.Helper()
	recipe, err := Change(t.Context(), raw, propose(t, raw).Recipe, map[string]string{"side-by-side": "rows"}, Options{})
	if err != nil {
		t.Fatalf("Change(rows) = %v", err)
	}
	r, err := Read(t.Context(), raw, throughJSON(t, recipe), Options{})
	if err != nil {
		t.Fatalf("Read() = %v", err)
	}
	return r
}

// TestMonthsBesideYears: the temperatures of NASA have a column for each month
// of a year. They are known, and as rows they are the months from January 1880
// to December 2012; what is about the whole year stays out.
func TestMonthsBesideYears(t *testing.T) {
	t.Parallel()
	raw := ownFile(t, "gistemp-global-cr-preamble.csv")
	before := propose(t, raw)
	_, s := control(before, "side-by-side")
	if want := "12 columns, “Jan” to “Dec”, are the months of each “Year”. Each stays a column of its own; as rows they could be shown along time."; s.Text != want {
		t.Errorf("said %q, want %q", s.Text, want)
	}
	r := turned(t, raw)
	if got, want := fieldWords(r.Table), "Month:period:month Value:integer"; got != want || r.Rows != 133*12 {
		t.Fatalf("%d rows of %s, want %d of %s", r.Rows, got, 133*12, want)
	}
	months := r.Table.Profile(0)
	if first, last := exactWords(months.Min), exactWords(months.Max); first != "1880-01" || last != "2012-12" || months.Distinct != 133*12 {
		t.Errorf("%s to %s, %d different", first, last, months.Distinct)
	}
	if got := r.Table.Profile(1); exactWords(got.Sum) != "-1425" || got.Missing != 7 {
		t.Errorf("sum %s with %d missing, want -1425 with 7", exactWords(got.Sum), got.Missing)
	}
	for _, says := range []string{
		"They are turned into rows: “Month” says when, “Value” holds the number.",
		"“J-D”, “D-N”, “DJF”, “MAM”, “JJA” and “SON” are left out: they are not about one month.",
	} {
		if !strings.Contains(allWords(r), says) {
			t.Errorf("%q is not said in\n%s", says, allWords(r))
		}
	}
	back, err := Change(t.Context(), raw, r.Recipe, map[string]string{"side-by-side": "columns"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Read(t.Context(), raw, back, Options{}); err != nil || again.Table.Digest() != before.Table.Digest() {
		t.Errorf("turned back: %v, or another table", err)
	}
}

// Months and quarters belong to the year as it is counted.
func TestWithinYears(t *testing.T) {
	t.Parallel()
	const months = "Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar"
	for _, test := range []struct{ name, text, fields, first, last, sum string }{
		{"financial years", "Year," + months + "\n2022/23,1,2,3,4,5,6,7,8,9,10,11,12\n2023/24,1,2,3,4,5,6,7,8,9,10,11,12\n", "Month:period:month Value:integer", "2022-04", "2024-03", "156"},
		{"quarters of calendar years", "Ward,Year,Q1,Q2,Q3,Q4\nAbbey,2022,1,2,3,4\nAbbey,2023,5,6,7,8\n", "Ward:text Quarter:period:quarter Value:integer", "2022 Q1", "2023 Q4", "36"},
		{"quarters of financial years", "Financial year,Q1,Q2,Q3,Q4\n2022/23,1,2,3,4\n2023/24,5,6,7,8\n", "Quarter:period:financial quarter Value:integer", "2022/23 Q1", "2023/24 Q4", "36"},
		{"with their total", "Year," + months + ",Total\n2022/23,1,2,3,4,5,6,7,8,9,10,11,12,78\n2023/24,1,2,3,4,5,6,7,8,9,10,11,13,79\n2024/25,1,2,3,4,5,6,7,8,9,10,11,14,80\n", "Month:period:month Value:integer", "2022-04", "2025-03", "237"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := turned(t, []byte(test.text))
			if got := fieldWords(r.Table); got != test.fields || lastSum(r.Table) != test.sum {
				t.Fatalf("%s, sum %s, want %s, %s", got, lastSum(r.Table), test.fields, test.sum)
			}
			for i, f := range r.Table.Fields() {
				if p := r.Table.Profile(i); f.Role == table.Time && (exactWords(p.Min) != test.first || exactWords(p.Max) != test.last) {
					t.Errorf("%s to %s, want %s to %s", exactWords(p.Min), exactWords(p.Max), test.first, test.last)
				}
			}
			readsAgain(t, test.name, []byte(test.text))
		})
	}
}

// Names of months are no periods without a year, and once each.
func TestNoYears(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"no year":       "Ward,Jan,Feb,Mar,Apr,May,Jun\nAbbey,1,2,3,4,5,6\nTye,1,2,3,4,5,7\n",
		"two years":     "Year,To year,Jan,Feb,Mar,Apr,May,Jun\n2020,2021,1,2,3,4,5,6\n2021,2022,1,2,3,4,5,7\n",
		"a few months":  "Year,Jan,Feb,Mar\n2020,1,2,3\n2021,1,2,4\n",
		"a month twice": "Year,Jan,January,Mar,Apr,May,Jun,Jul\n2020,1,2,3,4,5,6,7\n2021,1,2,4,4,5,6,7\n",
	} {
		if c, s := control(propose(t, []byte(text)), "side-by-side"); c.Name != "" {
			t.Errorf("%s: %q", name, s.Text)
		}
	}
	raw := []byte("Year,Q1,Q2,Q3,Q4\n2020,1,2,3,4\n2021,1,2,3,5\n")
	r := turned(t, raw)
	if _, err := Change(t.Context(), raw, r.Recipe, map[string]string{"kind-0": "text"}, Options{}); err == nil || !strings.Contains(err.Error(), "holds the years") {
		t.Errorf("years read as text: %v", err)
	}
}

// TestSumColumns: a column that adds up those beside it is known by arithmetic,
// and can be left out.
func TestSumColumns(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, says string }{
		{"after its parts", "Ward,Men,Women,People\nAbbey,100,110,210\nBocking,90,95,185\nCastle,80,85,165\n", "“People” is the sum of “Men” and “Women” in every row. It is used like other columns: do not add it to them."},
		{"before them", "Ward,All homes,Houses,Flats,Other\nAbbey,211,100,110,1\nBocking,187,90,95,2\nCastle,168,80,85,3\n", "“All homes” is the sum of “Houses”, “Flats” and “Other” in every row."},
		{"of years", "Ward,2020,2021,2022,2023,2024,All years\nAbbey,100,1,1,1,1,104\nBocking,200,1,1,1,1,204\nCastle,300,1,2,1,1,305\n", "“All years” is the sum of the five columns “2020” to “2024” in every row."},
		{"of sums", "Ward,Boys,Girls,Children,Men,Women,Adults,All\nAbbey,100,110,210,100,101,201,411\nBocking,120,130,250,110,112,222,472\nCastle,140,160,300,120,123,243,543\n", "“All” is the sum of “Boys”, “Girls”, “Men” and “Women” in every row."},
		{"with pence", "Ref,Net,VAT,Gross\nA1,100.10,20.02,120.12\nA2,200.00,40.00,240.00\nA3,50.05,10.01,60.06\n", "“Gross” is the sum of “Net” and “VAT” in every row."},
		{"where a part is missing", "Ward,Men,Women,People\nAbbey,100,110,210\nBocking,[c],95,185\nCastle,80,85,165\nTye,70,75,145\n", "“People” is the sum of “Men” and “Women” in every row."},
		{"wrong in one row", "Ward,Men,Women,People\nAbbey,100,110,210\nBocking,90,95,186\nCastle,80,85,165\nTye,70,75,145\n", ""},
		{"of two rows", "Ward,Men,Women,People\nAbbey,100,110,210\nBocking,90,95,185\n", ""},
		{"small, by chance", "Ward,A,B,N\nAbbey,1,2,3\nBocking,2,2,4\nCastle,1,4,5\n", ""},
		{"of nothing", "Ward,Men,Women,People\nAbbey,100,0,100\nBocking,90,0,90\nCastle,80,0,80\nTye,70,0,70\n", ""},
		{"pounds and homes", "Ward,Homes,Flats,Cost (£)\nAbbey,100,110,£210\nBocking,90,95,£185\nCastle,80,85,£165\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			words := allWords(propose(t, []byte(test.text)))
			if test.says == "" && strings.Contains(words, "is the sum of “") || !strings.Contains(words, test.says) {
				t.Errorf("%q is not said in\n%s", test.says, words)
			}
		})
	}
}

// A column left out says why, stays out at a refresh, and comes back. Periods
// turned into rows leave their sum out.
func TestLeaveASumOut(t *testing.T) {
	t.Parallel()
	raw := []byte("Ward,2020,2021,Both\nAbbey,100,110,210\nBocking,90,95,185\nCastle,80,85,165\n")
	r := propose(t, raw)
	c, _ := control(r, "use-3")
	if c.Value != "yes" || len(c.Choices) != 2 {
		t.Errorf("asked %+v", c)
	}
	recipe, err := Change(t.Context(), raw, r.Recipe, map[string]string{"use-3": "no"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := Read(t.Context(), raw, throughJSON(t, recipe), Options{})
	if err != nil || fieldWords(out.Table) != "Ward:text 2020:integer 2021:integer" {
		t.Fatalf("fields %s, %v", fieldWords(out.Table), err)
	}
	words := allWords(out)
	if !strings.Contains(words, "“Both” is the sum of “2020” and “2021” in every row. It is left out, so nothing is counted twice.") || strings.Contains(words, "same in every row") {
		t.Errorf("said\n%s", words)
	}
	answers := answersOf(r)
	answers["side-by-side"] = "rows"
	if recipe, err = Change(t.Context(), raw, r.Recipe, answers, Options{}); err != nil {
		t.Fatal(err)
	}
	rows, err := Read(t.Context(), raw, throughJSON(t, recipe), Options{})
	if err != nil || fieldWords(rows.Table) != "Ward:text Year:period:year Value:integer" || lastSum(rows.Table) != "560" {
		t.Errorf("in rows: %s, sum %s, %v", fieldWords(rows.Table), lastSum(rows.Table), err)
	}
	var back datasets.Recipe
	if back, err = Change(t.Context(), raw, rows.Recipe, map[string]string{"side-by-side": "columns"}, Options{}); err != nil || back.Columns[3].Dropped {
		t.Errorf("turned back: dropped %v, %v", back.Columns[3].Dropped, err)
	}
}
