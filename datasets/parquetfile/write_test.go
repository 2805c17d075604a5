package parquetfile

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/export"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// What is written is read again with every digit, every reason and the columns
// in their order.
func TestWrite(t *testing.T) {
	t.Parallel()
	name := table.Field{Name: "Ward", Kind: table.Text}
	on := table.Field{Name: "On", Kind: table.Dates}
	year := table.Field{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear}
	whole := table.Field{Name: "Count", Kind: table.Integers}
	money := table.Field{Name: "Amount", Kind: table.Currency, Unit: "£"}
	long := table.Field{Name: "Long", Kind: table.Decimals}
	longest := table.Field{Name: "Longest", Kind: table.Decimals}
	number := func(s string) table.Cell { return table.NumberCell(table.Decimals, table.MustDecimal(s)) }
	y := table.PeriodCell(table.Date(2018, 4, 1), table.FinancialYear)
	r := datasets.Result{Fields: []table.Field{whole, name, on, year, money, long, longest}, Rows: [][]table.Cell{
		{number("7"), table.TextCell("=1+1"), table.DateCell(table.Date(2018, 1, 31)), y, number("1250.5"), number("80494.2463851171001588602"), number("99999999999999999999999999999999999999")},
		{number("-12"), table.TextCell("Old, \"Town\""), table.DateCell(table.Date(1850, 2, 1)), y, number("-0.05"), number("-0.0000000000000000001"), number("0.00000000000000000000000000000000000001")},
		{table.MissingCell(whole, table.Suppressed), table.MissingCell(name, table.Blank), table.MissingCell(on, table.NotAvailable), y, number("0"), table.MissingCell(long, table.Confidential), number("1")},
	}}
	var b, again bytes.Buffer
	about := export.About{Title: "Wards", Licence: datasets.Licences[0]}
	if err := Write(&b, r, about); err != nil {
		t.Fatal(err)
	}
	if err := Write(&again, r, about); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("written twice the bytes differ, %v", err)
	}
	got, err := Read(b.Bytes(), records.Request{})
	if err != nil {
		t.Fatal(err)
	}
	want := `Count,Count (reason),Ward,On,On (reason),Year,Amount,Long,Long (reason),Longest
7,,=1+1,2018-01-31,,2018/19,1250.50,80494.2463851171001588602,,99999999999999999999999999999999999999
-12,,"Old, ""Town""",1850-02-01,,2018/19,-0.05,-0.0000000000000000001,,0.00000000000000000000000000000000000001
,suppressed,,,not available,2018/19,0.00,,confidential,1
`
	if diff := cmp.Diff(want, string(got.Text)); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
	for i, as := range []string{"numeric", "text", "text", "date", "text", "text", "numeric", "numeric", "text", "text"} {
		if got.Columns[i].As != as {
			t.Errorf("%q is %q, want %q", got.Columns[i].Name, got.Columns[i].As, as)
		}
	}
}

func TestWriteNoRows(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := Write(&b, datasets.Result{Fields: []table.Field{{Name: "a", Kind: table.Integers}}}, export.About{}); err != nil || !Is(b.Bytes()) {
		t.Errorf("Write of no rows = %v", err)
	}
}
