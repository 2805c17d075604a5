package table_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/table"
)

// everyKind has a Field of every kind and grain.
var everyKind = []table.Field{
	{Name: "Ward", Kind: table.Text, Totals: []string{"", "All"}},
	{Name: "People", Kind: table.Integers, Role: table.Measure},
	{Name: "Tonnes", Kind: table.Decimals, Unit: "tonnes"},
	{Name: "Rate", Kind: table.Percentages, Unit: "%"},
	{Name: "Spend", Kind: table.Currency, Unit: "£"},
	{Name: "Paid", Kind: table.Dates},
	{Name: "Month", Kind: table.Periods, Grain: table.Month},
	{Name: "Quarter", Kind: table.Periods, Grain: table.Quarter},
	{Name: "Year", Kind: table.Periods, Grain: table.Year},
	{Name: "Financial year", Kind: table.Periods, Grain: table.FinancialYear},
	{Name: "Academic year", Kind: table.Periods, Grain: table.AcademicYear},
	{Name: "Code", Kind: table.PlaceCode, Role: table.Identifier},
}

// randomRows gives cells for everyKind; about one in ten is missing.
func randomRows(r *rand.Rand, n int) [][]table.Cell {
	rows := make([][]table.Cell, n)
	for i := range rows {
		for _, f := range everyKind {
			rows[i] = append(rows[i], randomCell(r, f))
		}
	}
	return rows
}

func randomCell(r *rand.Rand, f table.Field) table.Cell {
	switch {
	case r.IntN(10) == 0:
		return table.MissingCell(f, table.Reason(1+r.IntN(7)))
	case f.Name == "Tonnes":
		return table.NumberCell(f.Kind, randomDecimal(r)) // beyond int64
	case f.Kind.Number():
		return table.NumberCell(f.Kind, table.NewDecimal(r.Int64N(2_000_000)-1_000_000, r.IntN(4)))
	case f.Kind.Calendar():
		return table.Cell{Kind: f.Kind, Grain: f.Grain, Day: table.PeriodStart(table.Day(r.IntN(80_000)-20_000), f.Grain)}
	}
	return table.Cell{Kind: f.Kind, Text: fmt.Sprint("ward ", r.IntN(40))}
}

func build(t testing.TB, fields []table.Field, rows [][]table.Cell) *table.Table {
	t.Helper()
	b := table.NewBuilder(fields)
	for i, row := range rows {
		for column, cell := range row {
			b.Set(column, cell)
		}
		if err := b.EndRow(2*i + 5); err != nil {
			t.Fatal(err)
		}
	}
	built, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return built
}

func cells(t *table.Table) [][]table.Cell {
	rows := make([][]table.Cell, t.Rows())
	for row := range rows {
		for column := range t.Fields() {
			rows[row] = append(rows[row], t.Cell(row, column))
		}
	}
	return rows
}

func TestTableHoldsWhatWasBuilt(t *testing.T) {
	t.Parallel()
	want := randomRows(rand.New(rand.NewPCG(5, 6)), 500)
	built := build(t, everyKind, want)
	if diff := cmp.Diff(want, cells(built)); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(everyKind, built.Fields()); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if got := built.SourceRow(3); got != 11 {
		t.Errorf("row 3 stands at row %d of the file, want 11", got)
	}
	if f, found := built.Field("Spend"); !found || f.Unit != "£" || built.Index("Spend") != 4 || built.Index("spend") != -1 {
		t.Errorf("Field(Spend) = %+v, %v", f, found)
	}
}

func TestBuilderSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	two := []table.Field{{Name: "Ward"}, {Name: "Tonnes", Kind: table.Decimals}}
	for name, test := range map[string]struct {
		fields []table.Field
		rows   func(b *table.Builder)
		want   string
	}{
		"no columns":   {nil, func(*table.Builder) {}, "build table: it has no columns"},
		"same name":    {[]table.Field{{Name: "a"}, {Name: "a"}}, func(*table.Builder) {}, `build table: two columns are called "a"`},
		"many columns": {make([]table.Field, table.MaxColumns+1), func(*table.Builder) {}, "build table: 201 columns, at most 200 are held: table is too large"},
		"wrong kind":   {two, func(b *table.Builder) { b.Text(1, "x") }, `build table: column "Tonnes" holds decimal values`},
		"number":       {two, func(b *table.Builder) { b.Number(0, table.Decimal{}) }, `build table: column "Ward" holds text values`},
		"day":          {two, func(b *table.Builder) { b.Day(1, 0) }, `build table: column "Tonnes" holds decimal values`},
		"set twice":    {two, func(b *table.Builder) { b.Text(0, "x"); b.Missing(0, table.Low) }, `build table: column "Ward" was set twice in one row`},
		"long cell":    {two, func(b *table.Builder) { b.Text(0, strings.Repeat("x", table.MaxCellBytes+1)) }, `build table: a cell of "Ward" has 32769 bytes, at most 32768 are held: table is too large`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := table.NewBuilder(test.fields)
			test.rows(b)
			_, err := b.Table()
			if diff := cmp.Diff(test.want, fmt.Sprint(err)); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBuilderFillsAndNormalises(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Ward"}, {Name: "Month", Kind: table.Periods, Grain: table.Month}, {Name: "n", Kind: table.Integers}}
	b := table.NewBuilder(fields)
	b.Day(1, table.Date(2018, 7, 31))
	b.TextBytes(0, []byte("Abbey"))
	if err := b.EndRow(2); err != nil {
		t.Fatal(err)
	}
	b.Text(0, "")
	b.Missing(2, table.Present)
	if err := b.EndRow(3); err != nil {
		t.Fatal(err)
	}
	b.TextBytes(0, []byte("Abbey"))
	b.Number(2, table.NewDecimal(7, 0))
	if err := b.EndRow(4); err != nil {
		t.Fatal(err)
	}
	built, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]table.Cell{
		{table.TextCell("Abbey"), table.PeriodCell(table.Date(2018, 7, 1), table.Month), table.MissingCell(fields[2], table.Blank)},
		{table.MissingCell(fields[0], table.Blank), table.MissingCell(fields[1], table.Blank), table.MissingCell(fields[2], table.Blank)},
		{table.TextCell("Abbey"), table.MissingCell(fields[1], table.Blank), table.NumberCell(table.Integers, table.NewDecimal(7, 0))},
	}
	if diff := cmp.Diff(want, cells(built)); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

func TestDigestIsOfTheContent(t *testing.T) {
	t.Parallel()
	field := table.Field{Name: "n", Kind: table.Decimals}
	of := func(f table.Field, numbers ...string) string {
		var rows [][]table.Cell
		for _, n := range numbers {
			rows = append(rows, []table.Cell{table.NumberCell(f.Kind, table.MustDecimal(n))})
		}
		return build(t, []table.Field{f}, rows).Digest()
	}
	same := of(field, "1.50", "2", "0.125")
	if got := of(field, "1.5", "2.000", "0.1250"); got != same {
		t.Errorf("the same numbers written otherwise have digest %s, want %s", got, same)
	}
	described := field
	described.Role, described.Totals = table.Measure, []string{"All"}
	if got := of(described, "1.5", "2", "0.125"); got != same {
		t.Errorf("a role changed the digest")
	}
	renamed, other := field, field
	renamed.Name, other.Unit = "m", "tonnes"
	for name, digest := range map[string]string{
		"another number": of(field, "1.5", "2", "0.126"), "another order": of(field, "2", "1.5", "0.125"),
		"a row less": of(field, "1.5", "2"), "another name": of(renamed, "1.5", "2", "0.125"), "another unit": of(other, "1.5", "2", "0.125"),
	} {
		if digest == same {
			t.Errorf("%s has the same digest", name)
		}
	}
}

// TestDigestNeverChanges pins the order in which content is hashed: stored
// digests of earlier releases must stay true.
func TestDigestNeverChanges(t *testing.T) {
	t.Parallel()
	built := build(t, everyKind, randomRows(rand.New(rand.NewPCG(15, 16)), 40))
	const want = "666e4ad7b0fca7fdb969cba3a2eea31e44af7f2c5f60b84db740e22b8c9437cd"
	if got := built.Digest(); got != want {
		t.Errorf("digest = %s, want %s", got, want)
	}
}

func TestProfile(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Ward"}, {Name: "n", Kind: table.Decimals}, {Name: "Day", Kind: table.Dates}, {Name: "wide", Kind: table.Decimals}, {Name: "none", Kind: table.Currency}}
	b := table.NewBuilder(fields)
	nines := table.MustDecimal(strings.Repeat("9", 38))
	for i, text := range []string{"a", "b", "a"} {
		b.Text(0, text)
		b.Number(1, table.NewDecimal(int64(25-10*i), 1))
		b.Day(2, table.Date(2018, 1+i, 1))
		b.Number(3, nines)
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	b.Missing(0, table.Suppressed)
	b.Missing(1, table.Low)
	if err := b.EndRow(5); err != nil {
		t.Fatal(err)
	}
	built, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	number := func(s string) table.Cell { return table.NumberCell(table.Decimals, table.MustDecimal(s)) }
	missing := func(column int, r table.Reason) table.Cell { return table.MissingCell(fields[column], r) }
	want := []table.Profile{
		{Distinct: 2, Missing: 1, Reasons: map[table.Reason]int{table.Suppressed: 1}, Sum: missing(0, table.NotApplicable), Min: missing(0, table.NotApplicable), Max: missing(0, table.NotApplicable)},
		{Distinct: 3, Missing: 1, Reasons: map[table.Reason]int{table.Low: 1}, Sum: number("4.5"), Min: number("0.5"), Max: number("2.5")},
		{Distinct: 3, Missing: 1, Reasons: map[table.Reason]int{table.Blank: 1}, Sum: missing(2, table.NotApplicable), Min: table.DateCell(table.Date(2018, 1, 1)), Max: table.DateCell(table.Date(2018, 3, 1))},
		{Distinct: 1, Missing: 1, Reasons: map[table.Reason]int{table.Blank: 1}, Sum: missing(3, table.NotApplicable), Min: number(nines.String()), Max: number(nines.String())},
		{Distinct: 0, Missing: 4, Reasons: map[table.Reason]int{table.Blank: 4}, Sum: missing(4, table.NotAvailable), Min: missing(4, table.NotAvailable), Max: missing(4, table.NotAvailable)},
	}
	for column := range fields {
		if diff := cmp.Diff(want[column], built.Profile(column)); diff != "" {
			t.Errorf("profile of %q (-want +got):\n%s", fields[column].Name, diff)
		}
	}
}

func TestCellJSON(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 8))
	for _, row := range randomRows(r, 50) {
		raw, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		var got []table.Cell
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatalf("read %s: %v", raw, err)
		}
		if diff := cmp.Diff(row, got); diff != "" {
			t.Errorf("%s read back (-want +got):\n%s", raw, diff)
		}
	}
	for _, test := range []struct {
		cell table.Cell
		want string
	}{
		{table.NumberCell(table.Currency, table.MustDecimal("80494.2463851171001588602")), `{"kind":"currency","value":80494.2463851171001588602}`},
		{table.PeriodCell(table.Date(2018, 4, 1), table.FinancialYear), `{"kind":"period","grain":"financial year","value":"2018/19"}`},
		{table.DateCell(table.Date(2018, 1, 31)), `{"kind":"date","value":"2018-01-31"}`},
		{table.MissingCell(table.Field{Kind: table.Integers}, table.Suppressed), `{"kind":"integer","value":null,"reason":"suppressed"}`},
		{table.TextCell(`<b>`), "{\"kind\":\"text\",\"value\":\"\\u003cb\\u003e\"}"},
	} {
		raw, err := json.Marshal(test.cell)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, string(raw)); diff != "" {
			t.Errorf("JSON (-want +got):\n%s", diff)
		}
	}
	for _, raw := range []string{`{"kind":"integer","value":null}`, `{"kind":"integer","value":1,"reason":"low"}`, `{"kind":"integer","value":"1"}`, `{"kind":"integer","value":1e5}`, `{"kind":"number","value":1}`, `{"kind":"text","value":1}`, `{"kind":"text","value":"a","extra":1}`, `7`} {
		var c table.Cell
		if err := json.Unmarshal([]byte(raw), &c); err == nil {
			t.Errorf("%s was read as %+v", raw, c)
		}
	}
}

func TestFieldJSONHasWords(t *testing.T) {
	t.Parallel()
	raw, err := json.Marshal(table.Field{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"name":"Year","kind":"period","grain":"financial year","role":"time"}`, string(raw)); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
	markers := map[string]table.Reason{"*": table.Confidential}
	raw, err = json.Marshal(markers)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"*":"confidential"}`, string(raw)); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
}

func TestErrTooLargeIsFound(t *testing.T) {
	t.Parallel()
	b := table.NewBuilder([]table.Field{{Name: "a"}})
	b.Text(0, strings.Repeat("é", table.MaxCellBytes))
	if err := b.EndRow(1); !errors.Is(err, table.ErrTooLarge) {
		t.Errorf("EndRow gave %v, want %v", err, table.ErrTooLarge)
	}
}
