package export_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/export"
	"figurehead/datasets/table"
	"figurehead/datasets/xlsx"
)

func workbook(t *testing.T, r datasets.Result, about export.About) *xlsx.Workbook {
	t.Helper()
	var b, again bytes.Buffer
	if err := export.XLSX(&b, r, about); err != nil {
		t.Fatal(err)
	}
	if err := export.XLSX(&again, r, about); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("written twice the bytes differ, %v", err)
	}
	book, err := xlsx.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// Every cell is read again from the workbook: texts as they were but for the
// carriage returns that our reader drops, numbers to
// the 15 digits that office programs keep, reasons beside missing numbers.
func TestXLSX(t *testing.T) {
	t.Parallel()
	day := table.Field{Name: "Day", Kind: table.Dates}
	r := awkward()
	r.Fields = append(r.Fields, day)
	for i := range r.Rows {
		cell := table.DateCell(table.Date(1900, 2, 26+2*i))
		if i == 0 {
			cell = table.DateCell(table.Date(2024, 2, 29))
		}
		r.Rows[i] = append(r.Rows[i], cell)
	}
	got, err := workbook(t, r, export.About{}).Read("Data")
	if err != nil {
		t.Fatal(err)
	}
	want := `Name,Name (reason),Year,Year (reason),=Value,=Value (reason),Day
Essex,,2018/19,,80494.2463851171,,2024-02-29
"=HYPERLINK(""http://example.org"";""x"")",,1999/00,,-12.5,,1900-02-28
＝1+1,,2018/19,,,suppressed,1900-03-02
'=already,,2018/19,,,not available,1900-03-04
"a, b
c; d",,2018/19,,0,,1900-03-06
'plain,,2018/19,,100000000000000000000000000000000000000,,1900-03-08
	=tab,,2018/19,,7,,1900-03-10
" padded ",,2018/19,,7,,1900-03-12
,blank,,unreadable,0.00000000000000000000000000000000000001,,1900-03-14
,confidential,2018/19,,1,,1900-03-16
`
	if diff := cmp.Diff(want, string(got.Text)); diff != "" {
		t.Errorf("the sheet read again (-want +got):\n%s", diff)
	}
}

// Characters that XML cannot hold come back.
func TestXLSXControls(t *testing.T) {
	t.Parallel()
	r := datasets.Result{Fields: []table.Field{{Name: "a"}}, Rows: [][]table.Cell{{table.TextCell("bell \a, _x0041_ as written, _x00")}}}
	got, err := workbook(t, r, export.About{}).Read("Data")
	if err != nil || string(got.Text) != "a\n\"bell \a, _x0041_ as written, _x00\"\n" {
		t.Errorf("read again = %q, %v", got.Text, err)
	}
}

func TestXLSXAbout(t *testing.T) {
	t.Parallel()
	about := export.About{Title: "Waste", Source: datasets.Source{Publisher: "Defra", Title: "Local authority waste"}, Licence: datasets.Licences[0]}
	got, err := workbook(t, awkward(), about).Read("About")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Title,Waste\n", "Source,Defra: Local authority waste\n", "Licence,Open Government Licence v3.0\n", "Attribution,Contains public sector information"} {
		if !strings.Contains(string(got.Text), want) {
			t.Errorf("the sheet About does not have %q:\n%s", want, got.Text)
		}
	}
}

func TestXLSXTooLongACell(t *testing.T) {
	t.Parallel()
	r := datasets.Result{Fields: []table.Field{{Name: "a"}}, Rows: [][]table.Cell{{table.TextCell(strings.Repeat("x", 32_768))}}}
	var problem datasets.Problem
	if err := export.XLSX(&bytes.Buffer{}, r, export.About{}); !errors.As(err, &problem) || problem.Row != 2 {
		t.Errorf("XLSX = %v, want a Problem at row 2", err)
	}
}
