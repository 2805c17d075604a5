package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestInspectGivesTheFacts holds what `inspect --json` prints of each real file
// to what a separate reader counted in it: rows, and sums, lowest and highest
// of a field. The catalogues of portals are below.
func TestInspectGivesTheFacts(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		t.Skip("not run: FIGUREHEAD_TEST_SHARED names the folder of these files")
	}
	for _, test := range []struct {
		file, sheet, field string
		rows               int
		sum, low, high     string
	}{
		{"oxford-spend-2018-jan-mar.csv", "", "Amount", 1220, "4339765.85", "0.01", "386645.05"},
		{"oxford-spend-2018-jan-mar.csv", "", "Paid Date", 1220, "", "2018-01-03", "2018-01-30"},
		{"gla-spend-2013-p01-parentheses.csv", "", "Amount", 1202, "224678915", "-218628.54", "12700000"},
		{"gla-spend-2013-p01-parentheses.csv", "", "Clearing Date", 1202, "", "2013-04-02", "2013-04-26"},
		{"cabinet-office-spend-2020-06-win1252.csv", "", "Amount", 633, "138818776.73", "25000", "10800000"},
		{"nhs-mental-health-act-2010-11-utf16le.csv", "", "Part_II_patients", 327, "27872", "0", "1338"},
		{"gistemp-global-cr-preamble.csv", "", "J-D", 133, "-142", "-40", "63"},
		{"gbe-bund-doctors-semicolon.csv", "", "1993", 50, "7423", "1", "1613"},
		{"phe-covid-dashboard-historic.xlsx", "UK Cases", "Cases", 69, "60749", "0", "5914"},
		{"phe-covid-dashboard-historic.xlsx", "UTLAs", "2020-04-08", 151, "", "", ""},
		{"dluhc-epc-eb1.ods", "EB1_by_LA", "Number Lodgements", 19961, "21956014", "1", "25190"},
		{"dluhc-epc-eb1.ods", "EB1_by_LA", "Quarter", 19961, "", "2008 Q4", "2023 Q2"},
		{"ons-coronavirus-loneliness.xlsx", "1.2 Loneliness by age", "All GB", 4, "5275", "4.1", "5260"},
		{"co2-mauna-loa-monthly.csv", "", "Interpolated", 820, "296170.65", "314.44", "429.1"},
		{"sdg-11-6-1-household-waste.csv", "", "Value", 4025, "80494.2463851171001588602", "-3.266400393937736", "90"},
		{"ckan-datastore-search-response.json", "", "Value", 5, "165323352824.4848", "25760683041.0857", "43316056615.4562"},
		{"sdg-11-6-2-regions.geojson", "", "st_areashape", 9, "130714112659.228464", "1581483218.327273", "23983901466.076103"},
	} {
		t.Run(test.file+" "+test.field, func(t *testing.T) {
			t.Parallel()
			args := []string{"--json", filepath.Join(folder, "data", test.file)}
			if test.sheet != "" {
				args = append([]string{"--sheet", test.sheet}, args...)
			}
			var out bytes.Buffer
			if err := runInspect(t.Context(), args, nil, &out, nil); err != nil {
				t.Fatal(err)
			}
			var got inspection
			if err := json.Unmarshal(out.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			for _, f := range got.Fields {
				if f.Name != test.field {
					continue
				}
				if test.sum == "" && test.low == "" { // only that it is there
					return
				}
				if diff := cmp.Diff([]any{test.rows, test.sum, test.low, test.high}, []any{got.Rows, f.Sum, f.Min, f.Max}); diff != "" {
					t.Errorf("rows, sum, lowest, highest (-want +got):\n%s", diff)
				}
				return
			}
			t.Errorf("no field %q in %v", test.field, got.Fields)
		})
	}
}

// TestInspectGivesTheFactsOfCatalogues: catalogues and answers of portals are JSON
// files as well, and read by the records that they hold.
func TestInspectGivesTheFactsOfCatalogues(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		t.Skip("not run: FIGUREHEAD_TEST_SHARED names the folder of these files")
	}
	for _, test := range []struct {
		file, part, field string
		rows, distinct    int
		first             string
	}{
		{"highland-arcgis-hub-dcat-ap.json", "/dcat:dataset/*", "dct:title", 22, 22, "Environmental Health Operational Areas (simplify10m)"},
		{"highland-arcgis-hub-dcat-ap.json", "/dcat:dataset/*/dcat:distribution/*", "dct:title", 132, 6, "ArcGIS Hub Dataset"},
		{"ckan-package-search-response.json", "/result/results/*", "id", 5, 5, ""},
		{"ckan-package-show-response.json", "/result/resources/*", "id", 1, 1, ""},
		{"ckan-datastore-search-response.json", "", "Value", 5, 5, "25760683041.0857"},
	} {
		got := inspected(t, "--part", test.part, filepath.Join(folder, "data", test.file))
		f := fieldOf(got, test.field)
		if got.Rows != test.rows || f.Distinct != test.distinct || test.first != "" && f.First != test.first {
			t.Errorf("%s by %s: %d rows, %d different in %q, first %q, want %d, %d, %q", test.file, test.part, got.Rows, f.Distinct, test.field, f.First, test.rows, test.distinct, test.first)
		}
	}
	err := runInspect(t.Context(), []string{"--json", filepath.Join(folder, "data", "co2-mauna-loa-datapackage.json")}, nil, &bytes.Buffer{}, nil)
	if err == nil || !strings.Contains(err.Error(), "describes 6 tables: co2-mm-mlo, co2-annmean-mlo, co2-gr-mlo, co2-mm-gl, co2-annmean-gl, co2-gr-gl.") {
		t.Errorf("inspect of the data package = %v, want its six tables", err)
	}
}

// TestInspectGivesTheRows: the first and the last row of files whose facts are
// single cells, and what the description beside a file says of it.
func TestInspectGivesTheRows(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		t.Skip("not run: FIGUREHEAD_TEST_SHARED names the folder of these files")
	}
	data := filepath.Join(folder, "data")
	for _, test := range []struct{ file, sheet, field, first, last string }{
		{"co2-mauna-loa-monthly.csv", "", "Date", "1958-03", "2026-06"},
		{"co2-mauna-loa-monthly.csv", "", "Average", "315.71", "431.44"},
		{"co2-mauna-loa-monthly.csv", "", "Interpolated", "314.44", "429.06"},
		{"phe-covid-dashboard-historic.xlsx", "UK Cases", "Cumulative Cases", "2", "60733"},
		{"sdg-11-6-2-regions.geojson", "", "rgn17cd", "E12000001", "E12000009"},
	} {
		args := []string{filepath.Join(data, test.file)}
		if test.sheet != "" {
			args = append([]string{"--sheet", test.sheet}, args...)
		}
		if f := fieldOf(inspected(t, args...), test.field); f.First != test.first || f.Last != test.last {
			t.Errorf("%s of %s: first %q, last %q, want %q and %q", test.field, test.file, f.First, f.Last, test.first, test.last)
		}
	}
	packed := t.TempDir()
	for from, to := range map[string]string{"co2-mauna-loa-datapackage.json": "datapackage.json", "co2-mauna-loa-monthly.csv": "data/co2-mm-mlo.csv"} {
		raw, err := os.ReadFile(filepath.Join(data, from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(packed, to)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(packed, to), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := inspected(t, filepath.Join(packed, "datapackage.json")+"#co2-mm-mlo")
	if got.Source.Licence != "PDDL-1.0" || got.Rows != 820 {
		t.Errorf("the package: %d rows under %q, want 820 under PDDL-1.0", got.Rows, got.Source.Licence)
	}
}

// inspected is what inspect --json prints.
func inspected(t *testing.T, args ...string) inspection {
	t.Helper()
	var out bytes.Buffer
	if err := runInspect(t.Context(), append([]string{"--json"}, args...), nil, &out, nil); err != nil {
		t.Fatal(err)
	}
	var got inspection
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func fieldOf(in inspection, name string) inspectedField {
	for _, f := range in.Fields {
		if f.Name == name {
			return f
		}
	}
	return inspectedField{}
}
