package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/export"
	"figurehead/datasets/table"
)

func number(s string) table.Cell { return table.NumberCell(table.Decimals, table.MustDecimal(s)) }

// awkward is a Result with every kind of cell that is easily spoilt.
func awkward() datasets.Result {
	name := table.Field{Name: "Name", Kind: table.Text}
	value := table.Field{Name: "=Value", Kind: table.Decimals, Unit: "tonnes", Role: table.Measure}
	year := table.Field{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time}
	y := func(n int) table.Cell { return table.PeriodCell(table.Date(n, 4, 1), table.FinancialYear) }
	return datasets.Result{Fields: []table.Field{name, year, value}, Rows: [][]table.Cell{
		{table.TextCell("Essex"), y(2018), number("80494.2463851171001588602")},
		{table.TextCell(`=HYPERLINK("http://example.org";"x")`), y(1999), number("-12.5")},
		{table.TextCell("＝1+1"), y(2018), table.MissingCell(value, table.Suppressed)},
		{table.TextCell("'=already"), y(2018), table.MissingCell(value, table.NotAvailable)},
		{table.TextCell("a, b\r\nc; d"), y(2018), number("0")},
		{table.TextCell("'plain"), y(2018), number("99999999999999999999999999999999999999")},
		{table.TextCell("\t=tab"), y(2018), number("7")},
		{table.TextCell(" padded "), y(2018), number("7")},
		{table.MissingCell(name, table.Blank), table.MissingCell(year, table.Unreadable), number("0.00000000000000000000000000000000000001")},
		{table.MissingCell(name, table.Confidential), y(2018), number("1")},
	}}
}

// readCSV reads a file of CSV back as cells of those Fields.
func readCSV(t *testing.T, raw []byte, fields []table.Field) datasets.Result {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatalf("read CSV back: %v\n%s", err, raw)
	}
	position := map[string]int{}
	for i, heading := range records[0] {
		position[unguarded(heading)] = i
	}
	r := datasets.Result{Fields: fields}
	for _, record := range records[1:] {
		var row []table.Cell
		for _, f := range fields {
			var missing table.Reason
			if at, has := position[f.Name+" (reason)"]; has {
				if err := missing.UnmarshalText([]byte(record[at])); err != nil {
					t.Fatal(err)
				}
			}
			row = append(row, readCell(t, record[position[f.Name]], f, missing))
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}

func readCell(t *testing.T, text string, f table.Field, missing table.Reason) table.Cell {
	t.Helper()
	if missing == table.Present && text == "" {
		missing = table.Blank
	}
	if missing != table.Present {
		if text != "" {
			t.Errorf("a cell of %q is missing and holds %q", f.Name, text)
		}
		return table.MissingCell(f, missing)
	}
	if !f.Kind.Number() {
		text = unguarded(text)
	}
	cell, err := table.ParseCell(text, f)
	if err != nil {
		t.Fatal(err)
	}
	return cell
}

func unguarded(s string) string {
	rest := strings.TrimLeft(s, "'")
	if strings.HasPrefix(s, "'") && rest != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(rest)[0]) {
		return s[1:]
	}
	return s
}

func TestCSVReadBackEqualsTheResult(t *testing.T) {
	t.Parallel()
	want := awkward()
	var file bytes.Buffer
	if err := export.CSV(&file, want); err != nil {
		t.Fatal(err)
	}
	// encoding/csv reads a CRLF within quotes as LF, as RFC 4180 readers may.
	want.Rows[4][0].Text = strings.ReplaceAll(want.Rows[4][0].Text, "\r\n", "\n")
	if diff := cmp.Diff(want, readCSV(t, file.Bytes(), want.Fields)); diff != "" {
		t.Errorf("CSV read back (-want +got):\n%s", diff)
	}
}

func TestCSVIsWrittenAsDocumented(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	r := awkward()
	r.Rows = r.Rows[:3]
	if err := export.CSV(&file, r); err != nil {
		t.Fatal(err)
	}
	want := "Name,Year,'=Value,=Value (reason)\r\n" +
		"Essex,2018/19,80494.2463851171001588602,\r\n" +
		`"'=HYPERLINK(""http://example.org"";""x"")",1999/00,-12.5,` + "\r\n" +
		"'＝1+1,2018/19,,suppressed\r\n"
	want = strings.Replace(want, ",=Value (reason)", ",'=Value (reason)", 1)
	if diff := cmp.Diff(want, file.String()); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
}

func TestCSVHasNoReasonsWithoutMissingValues(t *testing.T) {
	t.Parallel()
	r := datasets.Result{Fields: []table.Field{{Name: "n", Kind: table.Decimals}}, Rows: [][]table.Cell{{number("1")}}}
	var file bytes.Buffer
	if err := export.CSV(&file, r); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("n\r\n1\r\n", file.String()); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
}

func about() export.About {
	licence, _ := datasets.LicenceByKey("OGL-UK-3.0")
	return export.About{
		Title: "Waste recycled, 2018/19", Licence: licence, Address: "https://figures.example.gov.uk/w/abc",
		Source: datasets.Source{
			Title: "SDG 11.6.1", Publisher: "Department for Environment, Food and Rural Affairs",
			FileName: "private name.csv", Address: "https://user:secret@example.gov.uk/data.csv",
		},
		Retrieved: time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC), SHA256: "04d45ff7", Covers: "2018-04-01/2019-03-31",
	}
}

func TestJSONKeepsEveryDigitAndReason(t *testing.T) {
	t.Parallel()
	want := awkward()
	var file bytes.Buffer
	if err := export.JSON(&file, want, about()); err != nil {
		t.Fatal(err)
	}
	var read struct {
		Fields  []table.Field
		Rows    []map[string]json.RawMessage
		Source  map[string]string
		Licence map[string]string
		Missing []struct {
			Row    int
			Field  string
			Reason table.Reason
		}
	}
	if err := json.Unmarshal(file.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	reasons := map[[2]any]table.Reason{}
	for _, m := range read.Missing {
		reasons[[2]any{m.Row, m.Field}] = m.Reason
	}
	got := datasets.Result{Fields: want.Fields}
	for i, object := range read.Rows {
		var row []table.Cell
		for _, f := range want.Fields {
			cell, err := table.ParseValue(object[f.Name], f, reasons[[2]any{i + 1, f.Name}])
			if err != nil {
				t.Fatal(err)
			}
			row = append(row, cell)
		}
		got.Rows = append(got.Rows, row)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("JSON read back (-want +got):\n%s", diff)
	}
	source := map[string]string{
		"title": "SDG 11.6.1", "publisher": "Department for Environment, Food and Rural Affairs",
		"link": "https://example.gov.uk/data.csv", "retrieved": "2026-11-23T18:00:00Z", "sha256": "04d45ff7",
	}
	if diff := cmp.Diff(source, read.Source); diff != "" {
		t.Errorf("source (-want +got):\n%s", diff)
	}
	if got, want := read.Licence["statement"], about().Licence.Statement; got != want {
		t.Errorf("licence statement = %q, want %q", got, want)
	}
}

func TestDataPackageDescribesTheCSV(t *testing.T) {
	t.Parallel()
	var file, csvFile bytes.Buffer
	if err := export.DataPackage(&file, awkward(), about()); err != nil {
		t.Fatal(err)
	}
	if err := export.CSV(&csvFile, awkward()); err != nil {
		t.Fatal(err)
	}
	var read struct {
		Name      string
		Temporal  map[string]string
		Licenses  []map[string]string
		Sources   []map[string]string
		Resources []struct {
			Path   string
			Bytes  int
			Schema struct{ Fields []map[string]string }
		}
	}
	if err := json.Unmarshal(file.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	if read.Name != "waste-recycled-2018-19" || len(read.Resources) != 1 || read.Resources[0].Bytes != csvFile.Len() {
		t.Errorf("data package = %+v, want one resource of %d bytes", read, csvFile.Len())
	}
	records, err := csv.NewReader(&csvFile).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var headings []string
	for _, f := range read.Resources[0].Schema.Fields {
		headings = append(headings, f["name"])
	}
	if diff := cmp.Diff(records[0], headings); diff != "" {
		t.Errorf("fields of the data package (-headings of the CSV +fields):\n%s", diff)
	}
	if diff := cmp.Diff([]map[string]string{{"name": "OGL-UK-3.0", "title": about().Licence.Name, "path": about().Licence.Link}}, read.Licenses); diff != "" {
		t.Errorf("licences (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("Department for Environment, Food and Rural Affairs: SDG 11.6.1", read.Sources[0]["title"]); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	if got := read.Sources[0]["retrieved"]; got != "2026-11-23T18:00:00Z" {
		t.Errorf("retrieved = %q", got)
	}
	if diff := cmp.Diff(map[string]string{"start": "2018-04-01", "end": "2019-03-31"}, read.Temporal); diff != "" {
		t.Errorf("period (-want +got):\n%s", diff)
	}
}
