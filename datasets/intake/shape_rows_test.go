package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"figurehead/datasets"
)

// again reads raw by the Recipe of a reading and holds it to the same table.
func again(t *testing.T, raw []byte, r Reading) {
	t.Helper()
	got, err := Read(t.Context(), raw, throughJSON(t, r.Recipe), Options{})
	if err != nil || got.Table.Digest() != r.Table.Digest() {
		t.Errorf("read again = %v, want the same table", err)
	}
}

// answered reads raw with one answer.
func answered(t *testing.T, raw []byte, r Reading, name, value string) Reading {
	t.Helper()
	recipe, err := Change(t.Context(), raw, r.Recipe, map[string]string{name: value}, Options{})
	if err != nil {
		t.Fatalf("Change(%s: %s) = %v", name, value, err)
	}
	got, err := Read(t.Context(), raw, throughJSON(t, recipe), Options{})
	if err != nil {
		t.Fatalf("Read after %s: %s = %v", name, value, err)
	}
	return got
}

// Names of columns in two and three rows are joined; titles and units are none.
func TestHeadingsInSeveralRows(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"two", "Ward,Homes,,Flats,\n,2022,2023,2022,2023\nNorth,1,2,3,4\nSouth,5,6,7,8\n", "Ward:text Homes 2022:integer Homes 2023:integer Flats 2022:integer Flats 2023:integer"},
		{"two, with a gap", ",,Deaths,,\nDate,All,UK,Wales,Scotland\n2020-03-10,6,1,2,3\n2020-03-11,7,1,2,4\n", "Date:date All:integer Deaths UK:integer Deaths Wales:integer Deaths Scotland:integer"},
		{"three", ",Homes,,,,Land,\n,Owned,,Rented,,Sold,\nWard,2022,2023,2022,2023,2022,2023\nNorth,1,2,3,4,5,6\nSouth,5,6,7,8,9,9\n",
			"Ward:text Homes Owned 2022:integer Homes Owned 2023:integer Homes Rented 2022:integer Homes Rented 2023:integer Land Sold 2022:integer Land Sold 2023:integer"},
		{"a unit", ",,,Percentage\n,Male,Female,All\nOften,5.1,4.9,5\nNever,3.7,3.9,4.1\n", "Column 1:text Male:decimal Female:decimal All:decimal"},
		{"a title", "Homes in Essex,,,\nWard,2022,2023,2024\nNorth,1,2,3\nSouth,5,6,7\n", "Ward:text Year:period:year Value:integer"},
	} {
		r := propose(t, []byte(test.text))
		if got := fieldWords(r.Table); got != test.want {
			t.Errorf("%s: fields = %s, want %s", test.name, got, test.want)
		}
		again(t, []byte(test.text), r)
	}
	text := ",Homes,,Flats,\nWard,2022,2023,2022,2023\nNorth,1,2,3,4\nSouth,5,6,7,8\n"
	r := propose(t, []byte(text))
	swapped := strings.Replace(text, ",Homes,,Flats,", ",Flats,,Homes,", 1)
	if _, err := Read(t.Context(), []byte(swapped), r.Recipe, Options{}); err == nil || !strings.Contains(err.Error(), "no longer say “Homes 2022”") {
		t.Errorf("groups that changed places = %v, want a problem", err)
	}
}

// A column that is filled in the first row of each group alone is filled down.
func TestFillDown(t *testing.T) {
	t.Parallel()
	raw := []byte("Year,Month,n\n2022,Jan,1\n,Feb,2\n,Mar,3\n2023,Jan,4\n,Feb,5\n,Mar,6\n")
	r := propose(t, raw)
	c, s := control(r, "fill-0")
	if !s.Guess || c.Value != "yes" || fieldWords(r.Table) != "Year:period:year Month:text n:integer" {
		t.Fatalf("%+v, %s\n%s", c, fieldWords(r.Table), allWords(r))
	}
	if got := sumWhere(t, r.Table, "n", map[string]string{"Year": "2022"}); got != "6" {
		t.Errorf("sum of 2022 = %s, want 6", got)
	}
	again(t, raw, r)
	blank := answered(t, raw, r, "fill-0", "no")
	if got := blank.Table.Profile(blank.Table.Index("Year")).Missing; got != 4 {
		t.Errorf("left blank, %d cells are missing, want 4", got)
	}
	if back := answered(t, raw, blank, "fill-0", "yes"); back.Table.Digest() != r.Table.Digest() {
		t.Error("filled down again it is another table")
	}
	newer := []byte(string(raw) + "2024,Jan,7\n,Feb,8\n")
	if got, err := Read(t.Context(), newer, r.Recipe, Options{}); err != nil || sumWhere(t, got.Table, "n", map[string]string{"Year": "2024"}) != "15" {
		t.Errorf("at a refresh: %v", err)
	}
	for name, text := range map[string]string{
		"blank means all":   "Region,Ward,n\nEast,A,1\nEast,,2\nWest,A,1\nWest,,1\n",
		"a word forgotten":  "Ward,n\nNorth,1\n,2\nSouth,3\nEast,4\n",
		"nothing beside it": "Year,n\n2022,1\n,2\n2023,3\n,4\n",
	} {
		if r := propose(t, []byte(text)); r.Recipe.Columns[0].FillDown {
			t.Errorf("%s: filled down", name)
		}
	}
}

const specialties = "Specialty,2022,2023\nSurgery:,,\n  Heart,1,2\n  Lung,3,4\nMedicine:,,\n  Heart,5,6\n  Kidney,7,8\n"

// Rows with a name alone become a column where the writing says so.
func TestGroupRows(t *testing.T) {
	t.Parallel()
	raw := []byte(specialties)
	r := propose(t, raw)
	if _, s := control(r, "group-rows"); !s.Guess || r.Rows != 4 || !strings.Contains(s.Text, "2 rows hold a name and nothing else, such as “Surgery” in row 2.") {
		t.Errorf("%d rows\n%s", r.Rows, allWords(r))
	}
	if got := sumWhere(t, r.Table, "2023", map[string]string{"Group": "Medicine"}); got != "14" {
		t.Errorf("sum of Medicine = %s, want 14", got)
	}
	again(t, raw, r)
	if got := answered(t, raw, r, "group-rows", "rows"); got.Rows != 6 || got.Table.Index("Group") >= 0 {
		t.Errorf("like other rows: %d rows, want 6 without groups", got.Rows)
	}
	if got := answered(t, raw, r, "group-rows", "out"); got.Rows != 4 || got.Table.Index("Group") >= 0 {
		t.Errorf("left out: %d rows, want 4 without groups", got.Rows)
	}
	plain := propose(t, []byte(strings.NewReplacer(":", "", "  ", "").Replace(specialties)))
	if c, s := control(plain, "group-rows"); plain.Rows != 6 || s.Guess || c.Value != "rows" {
		t.Errorf("without a sign: %d rows, %+v, want 6 and an offer", plain.Rows, c)
	}
	doctors := propose(t, sharedFile(t, "data/gbe-bund-doctors-semicolon.csv"))
	for group, want := range map[string]string{"Chirurgie (ohne Orthopädie)": "2590", "Innere Medizin": "missing"} {
		where := map[string]string{"Group": group, "Column 1": "Unfallchirurgie"}
		if got := sumWhere(t, doctors.Table, "2010", where); got != strings.Replace(want, "missing", "0", 1) {
			t.Errorf("2010 of Unfallchirurgie in %s = %s, want %s", group, got, want)
		}
	}
}

// What personal data stands in the names of groups is found, and a cleaned copy
// has the groups as a column.
func TestGroupsAreSealed(t *testing.T) {
	t.Parallel()
	raw := []byte("Visit,2022,2023,Email\nNorth:,,,\n  Heart,1,2,a.b@example.org\n  Lung,3,4,c.d@example.org\nSouth:,,,\n  Heart,5,6,e.f@example.org\n  Kidney,7,8,g.h@example.org\n")
	kept, err := Keep(t.Context(), "visits.csv", raw, nil, map[string]datasets.PersonalDecision{"Email": decided(datasets.PersonalDrop)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(kept.Raw), "@") || sumWhere(t, kept.Reading.Table, "2023", map[string]string{"Group": "South"}) != "14" {
		t.Errorf("the copy is %q", kept.Raw)
	}
	newer, err := Keep(t.Context(), "visits.csv", append(raw, "  Skin,9,9,i.j@example.org\n"...), &kept.Reading.Recipe, nil, Options{})
	if err != nil || sumWhere(t, newer.Reading.Table, "2023", map[string]string{"Group": "South"}) != "23" {
		t.Errorf("at a refresh: %v, %q", err, newer.Raw)
	}
	named, err := FindPeople(context.Background(), []byte(strings.Replace(string(raw), "North:", "amy.zq@example.org:", 1)), propose(t, []byte(strings.Replace(string(raw), "North:", "amy.zq@example.org:", 1))))
	if err != nil || len(named.Used) != 2 {
		t.Errorf("an address as the name of a group: %+v, %v, want it found beside the column", named.Used, err)
	}
}

func TestHeadingPeriod(t *testing.T) {
	t.Parallel()
	for heading, want := range map[string][2]string{
		"Budget 2024/25 (£)": {"2024/25", "Budget (£)"}, "Homes built (2023)": {"2023", "Homes built"}, "Spend, Q1 2024": {"Q1 2024", "Spend"},
		"People waiting at 31 March 2025": {"31 March 2025", "People waiting"}, "March 2025": {"March 2025", ""},
		"2023": {"2023", ""}, "Ward": {}, "": {}, "(": {}, "() ( ,": {},
	} {
		if period, of := headingPeriod(heading); [2]string{period, of} != want {
			t.Errorf("headingPeriod(%q) = %q, %q, want %q", heading, period, of, want)
		}
	}
}

// Periods in columns become rows when a person wants it; three or more that are
// all the numbers there are do so by themselves, and two whose headings say what
// the numbers are.
func TestSideBySide(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, fields, label string }{
		{"years", "Ward,2021,2022,2023\nNorth,1,2,3\nSouth,4,,6\n", "Ward:text Year:period:year Value:integer", "2022"},
		{"financial years", "Ward,2021/22,2022/23\nNorth,1.5,2\nSouth,4,5\n", "Ward:text Financial year:period:financial year Value:decimal", "2022/23"},
		{"quarters of financial years", "Ward,Q4 2023/24,Q1 2024/25\nNorth,1,2\nSouth,4,5\n", "Ward:text Quarter:period:financial quarter Value:integer", "2024/25 Q1"},
		{"quarters", "Ward,Jan-Mar 2023,Apr-Jun 2023\nNorth,1,2\nSouth,4,5\n", "Ward:text Quarter:period:quarter Value:integer", "2023 Q2"},
		{"days", "Ward,2020-03-09,2020-03-10\nNorth,1,2\nSouth,4,5\n", "Ward:text Date:date Value:integer", "2020-03-10"},
		{"budgets of two years", "Service,Budget 2024/25 (£),Budget 2025/26 (£)\nRoads,612345,645901\nWaste,198765,212345\n", "Service:text Financial year:period:financial year Budget (£):currency", "2025/26"},
		{"homes, the year in brackets", "Ward,Homes built (2023),Homes built (2024)\nNorth,1,2\nSouth,4,5\n", "Ward:text Year:period:year Homes built:integer", "2024"},
		{"spending by quarter", "Ward,Q1 2024 spend,Q2 2024 spend\nNorth,1,2\nSouth,4,5\n", "Ward:text Quarter:period:quarter spend:integer", "2024 Q2"},
		{"how things stood on two days", "Band,Waiting at 31 March 2024,Waiting at 31 March 2025\n0 to 7,1,2\n8 to 28,4,5\n", "Band:text Date:date Waiting:integer", "2025-03-31"},
		{"beside a number of another year", "Ward,2021,2022,Homes 2011\nNorth,1,2,9\nSouth,4,5,9\n", "Ward:text Homes 2011:integer Year:period:year Value:integer", "2022"},
		{"names that are taken", "Year,Value,2021,2022\nNorth,a,1,2\nSouth,b,4,5\n", "Year:text Value:text Year of the column:period:year Value of the column:integer", "2022"},
	} {
		raw := []byte(test.text)
		proposed := propose(t, raw)
		asRows := []string{"years", "budgets of two years", "homes, the year in brackets", "spending by quarter"}
		if got, want := proposed.Recipe.Unpivot != nil, slices.Contains(asRows, test.name); got != want {
			t.Errorf("%s: proposed as rows: %v, want %v", test.name, got, want)
		}
		r := answered(t, raw, proposed, "side-by-side", "columns")
		turned := answered(t, raw, r, "side-by-side", "rows")
		if got := fieldWords(turned.Table); got != test.fields {
			t.Errorf("%s: fields = %s, want %s", test.name, got, test.fields)
			continue
		}
		time := len(turned.Table.Fields()) - 2
		if got := exactWords(turned.Table.Cell(1, time)); got != test.label || turned.Table.SourceRow(2) > 3 {
			t.Errorf("%s: the second row is of %s, want %s", test.name, got, test.label)
		}
		if back := answered(t, raw, turned, "side-by-side", "columns"); back.Table.Digest() != r.Table.Digest() {
			t.Errorf("%s: turned back it is another table", test.name)
		}
		again(t, raw, turned)
	}
	raw := []byte("Ward,2021,2022,2023\nNorth,1,2,3\nSouth,4,,6\n")
	homes := answered(t, raw, propose(t, raw), "side-by-side-name", " New  homes ")
	if got := fieldWords(homes.Table); got != "Ward:text Year:period:year New homes:integer" {
		t.Errorf("named: %s", got)
	}
	for _, wrong := range []string{"Ward", "Year", strings.Repeat("a", 61)} {
		_, err := Change(t.Context(), raw, homes.Recipe, map[string]string{"side-by-side-name": wrong}, Options{})
		if p := (datasets.Problem{}); !errors.As(err, &p) || p.Field != "side-by-side-name" {
			t.Errorf("named %q: %v, want a problem", wrong, err)
		}
	}
	raw = sharedFile(t, "data/phe-covid-dashboard-historic.xlsx")
	utlas := proposeSheet(t, raw, "UTLAs")
	turned := answered(t, raw, utlas, "side-by-side", "rows")
	for day, want := range map[string]string{"2020-03-09": "5", "2020-04-08": "1081"} {
		if got := sumWhere(t, turned.Table, "Value", map[string]string{"Area Code": "E10000012", "Date": day}); got != want {
			t.Errorf("Essex on %s = %s, want %s", day, got, want)
		}
	}
	if turned.Rows != 151*31 {
		t.Errorf("%d rows, want %d", turned.Rows, 151*31)
	}
}

// Rows that add up others are found by their numbers, whatever they are called.
func TestTotalsByArithmetic(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, says string }{
		{"the whole", "Place,Homes\nNorth,120\nSouth,230\nEast,150\nThe borough,500\n", "“The borough” is the sum of the other three values of “Place”. It is read as a total and kept apart"},
		{"the whole, first", "Place,Homes,Flats\nThe borough,500,50\nNorth,120,10\nSouth,230,20\nEast,150,20\n", "“The borough” is the sum of the other three values"},
		{"at every time", "Year,Place,Homes\n" + lines(4, func(i int) string {
			return fmt.Sprintf("%d,North,%d\n%d,South,%d\n%d,East,%d\n%d,Everywhere,%d", 2020+i, 20+i, 2020+i, 30+i, 2020+i, 41, 2020+i, 91+2*i)
		}), "“Everywhere” is the sum of the other three values of “Place”. They are read as totals and kept apart"},
		{"parts above it", "Place,Homes,Flats\nA,100,1\nB,200,2\nC,300,4\nNorth,600,7\nD,400,8\nE,500,9\nF,50,1\nSouth,950,18\n", "“North” and “South” in “Place” add up the rows next to them. They are read as totals"},
		{"parts below it", "Place,Homes,Flats\nNorth,600,7\nA,100,1\nB,200,2\nC,300,4\nSouth,950,18\nD,400,8\nE,500,9\nF,50,1\n", "“North” and “South” in “Place” add up the rows next to them."},
		{"a blank time", "Place,Quarter,n\n" + lines(3, func(i int) string {
			return fmt.Sprintf("P%d,2022 Q1,%d\nP%d,2022 Q2,%d\nP%d,2022 Q3,%d\nP%d,,%d", i, 50+i, i, 70+i, i, 11, i, 131+2*i)
		}), "3 rows have no “Quarter”, and each is the sum of the others. They are left out, so nothing is counted twice."},
	} {
		r := propose(t, []byte(test.text))
		if !strings.Contains(allWords(r), test.says) || guessTopics(r) == "" {
			t.Errorf("%s: %q is not said in\n%s", test.name, test.says, allWords(r))
		}
		again(t, []byte(test.text), r)
	}
	for name, text := range map[string]string{
		"small numbers":  "Ward,n\nA,1\nB,2\nC,3\nD,6\n",
		"percentages":    "Ward,Share %\nA,100.5\nB,200.5\nC,300\nD,601\n",
		"nearly a total": "Place,Homes\nNorth,120\nSouth,230\nEast,150\nThe borough,501\n",
	} {
		if r := propose(t, []byte(text)); len(r.Recipe.TotalRows) > 0 {
			t.Errorf("%s: totals %+v", name, r.Recipe.TotalRows)
		}
	}
	raw := sharedFile(t, "data/dluhc-epc-eb1.ods")
	regions := proposeSheet(t, raw, "EB1_by_Region")
	if got := exactWords(regions.Table.Profile(regions.Table.Index("Number Lodgements")).Sum); regions.Rows != 588 || got != "20791185" {
		t.Errorf("regions: %d rows, %s certificates, want 588 with 20791185, all of England", regions.Rows, got)
	}
}

// The one name that ends in "total" is a total of percentages too, which no sum
// can show; several such names are names.
func TestTotalsByTheirLastWord(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"District,Recycled (%)\nBasildon,43.5%\nBraintree,50.6%\nColchester,56.8%\nEssex total,50.4%\n": 1,
		"Measure,Recycled (%)\nNorth total,43.5%\nSouth total,50.6%\nEast,56.8%\nWest,50.4%\n":          0,
	} {
		r := propose(t, []byte(text))
		if got := r.Table.Fields()[0].Totals; len(got) != want {
			t.Errorf("totals of %q = %q, want %d", text, got, want)
		}
	}
}
