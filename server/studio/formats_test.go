package studio_test

import (
	"os"
	"strings"
	"testing"
)

// Every form of file goes from Start to Understand, and its other tables can
// be read there.
func TestFilesOfOtherForms(t *testing.T) {
	t.Parallel()
	p := newOffice(t, nil).as("editor")
	for _, test := range []struct{ name, file, raw, says string }{
		{"JSON", "wards.json", `{"wards":[{"ward":"North","n":1},{"ward":"South","n":2}],"by":[{"who":"x"}]}`, "All 2 records of “wards” were read"},
		{"a record a line", "wards.ndjson", "{\"ward\":\"North\",\"n\":1}\n{\"ward\":\"South\",\"n\":2}\n", "one record a line"},
		{"JSON-stat", "a.json", `{"class":"dataset","id":["a"],"size":[2],"dimension":{"a":{"category":{"index":["x","y"]}}},"value":[1,2]}`, "JSON-stat"},
		{"a data package", "datapackage.json", `{"title":"Homes","resources":[{"name":"built","data":[{"a":"x","n":1},{"a":"y","n":2}]}]}`, "A data package, “Homes”"},
		{"Parquet", "a.parquet", parquet(t), "A Parquet file. 24 rows were read"},
		{"SDMX-CSV", "a.csv", "DATAFLOW,GEO,OBS_VALUE\nf,a,1\nf,b,2\n", "SDMX-CSV 1.0"},
		{"V4", "a.csv", "v4_0,g,Geography\n1,E07000070,Chelmsford\n2,E07000071,Colchester\n", "V4"},
		{"a time series", "a.csv", "Title,CPIH\nCDID,L55O\n2022,1\n2023,2\n2023 Q1,3\n", "Years, quarters or months stand below each other"},
	} {
		got := p.start(map[string]string{"from": "ours"}, file{test.file, []byte(test.raw)})
		if got.status != 303 {
			t.Errorf("%s: Start answers %d: %s", test.name, got.status, got.text(".govuk-error-message"))
			continue
		}
		page := p.get(got.location).text("main")
		if !strings.Contains(page, test.says) {
			t.Errorf("%s: Understand says %q, want %q", test.name, page, test.says)
		}
		if numbered := strings.HasSuffix(test.raw, "\n") && strings.HasSuffix(test.file, ".csv"); strings.Contains(page, "Row numbers are those of the file") != numbered {
			t.Errorf("%s: Understand says %q of its row numbers", test.name, page)
		}
	}
}

func TestAnotherListOfAFile(t *testing.T) {
	t.Parallel()
	p := newOffice(t, nil).as("editor")
	got := p.start(map[string]string{"from": "ours"}, file{"a.json", []byte(`{"wards":[{"ward":"North","n":1},{"ward":"South","n":2}],"by":[{"who":"x"}]}`)})
	if part := p.get(got.location).typed("part"); part != "/wards/*" {
		t.Fatalf("the list read is %q, want /wards/*", part)
	}
	got = p.post(got.location, map[string]string{"part": "/by/*"})
	if got.status != 303 {
		t.Fatalf("another list: %d: %s", got.status, got.text("main"))
	}
	if page := p.get(got.location); page.typed("part") != "/by/*" || !strings.Contains(page.text("main"), "who") {
		t.Errorf("the list read is %q: %s", page.typed("part"), page.text("main"))
	}
}

func parquet(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("../../datasets/intake/testdata/formats/byte_array_decimal.parquet")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
