package intake

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
)

// TestFormats holds what is read of every file of testdata/formats to its
// lines in expected.tsv: format, part, rows, and kind, unit, missing cells,
// sum, lowest and highest of each field in use, in their order.
func TestFormats(t *testing.T) {
	t.Parallel()
	expected := expectedFormats(t)
	for _, file := range sortedFiles(t, filepath.Join("testdata", "formats")) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			raw := ownFile(t, filepath.Join("formats", file))
			r, err := Propose(t.Context(), file, raw, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(expected[file], factLines(r)); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			again, err := Read(t.Context(), raw, throughJSON(t, r.Recipe), Options{})
			if err != nil || again.Table.Digest() != r.Table.Digest() || !cmp.Equal(again.Recipe, r.Recipe) {
				t.Errorf("Read by the Recipe = %v, want the same table", err)
			}
		})
	}
}

func sortedFiles(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !slices.Contains([]string{"SOURCES.md", "expected.tsv"}, e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names
}

func expectedFormats(t *testing.T) map[string][]string {
	t.Helper()
	lines := map[string][]string{}
	for line := range strings.Lines(string(ownFile(t, filepath.Join("formats", "expected.tsv")))) {
		file, rest, found := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if found && file != "file" {
			lines[file] = append(lines[file], rest)
		}
	}
	return lines
}

func factLines(r Reading) []string {
	out := []string{strings.Join([]string{r.Recipe.Format, r.Recipe.Part, strconv.Itoa(r.Rows)}, "\t")}
	for i, f := range r.Table.Fields() {
		p := r.Table.Profile(i)
		out = append(out, strings.Join([]string{f.Name, kindValue(f), f.Unit, strconv.Itoa(p.Missing), exactWords(p.Sum), exactWords(p.Min), exactWords(p.Max)}, "\t"))
	}
	return out
}

func throughJSON(t *testing.T, r datasets.Recipe) datasets.Recipe {
	t.Helper()
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back datasets.Recipe
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	return back
}

// A record with its keys in another order changes nothing; a key that is gone
// or new is named.
func TestRecordsAtARefresh(t *testing.T) {
	t.Parallel()
	r := propose(t, []byte(`[{"ward":"North","n":1},{"ward":"South","n":2}]`))
	for _, test := range []struct{ name, raw, want string }{
		{"the same", `[{"ward":"North","n":1},{"ward":"South","n":2}]`, ""},
		{"another order", `[{"n":1,"ward":"North"},{"n":2,"ward":"South"}]`, ""},
		{"more records", `[{"n":1,"ward":"North"},{"n":2,"ward":"South"},{"n":3,"ward":"East"}]`, ""},
		{"a key is gone", `[{"ward":"North"}]`, "no longer names “n”"},
		{"a new key", `[{"ward":"North","n":1,"m":3}]`, "new column, “m”"},
		{"no list any more", `{"message":"moved"}`, "no list"},
		{"CSV", "ward,n\nNorth,1\n", "now it is plain text"},
		{"cut", `[{"ward":"North","n":1},{"ward"`, "ends in the middle"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read(t.Context(), []byte(test.raw), r.Recipe, Options{})
			if test.want == "" {
				if err != nil || got.Table.Fields()[0].Name != "ward" {
					t.Errorf("Read = %v, %v", got.Table, err)
				}
				return
			}
			var problem datasets.Problem
			if !errors.As(err, &problem) || !strings.Contains(problem.Message, test.want) {
				t.Errorf("Read = %v, want a Problem that says %q", err, test.want)
			}
		})
	}
}

// Another list of the file is read from its own names.
func TestAnotherPart(t *testing.T) {
	t.Parallel()
	raw := []byte(`{"wards":[{"ward":"North","n":1},{"ward":"South","n":2}],"totals":[{"year":2020,"all":3},{"year":2021,"all":5},{"year":2022,"all":6}],"by":[]}`)
	r := propose(t, raw)
	if s := r.Sentences[0]; r.Recipe.Part != "/totals/*" || !s.Guess || s.Topic != "File" || len(s.Controls) != 1 || len(s.Controls[0].Choices) != 2 {
		t.Errorf("part %q, first sentence %+v, want a question about the list", r.Recipe.Part, s)
	}
	recipe, err := Change(t.Context(), raw, r.Recipe, map[string]string{"part": "/wards/*", "kind-0": "text"}, Options{})
	if err != nil || recipe.Part != "/wards/*" || recipe.Columns[0].Heading != "ward" {
		t.Errorf("Change = %+v, %v, want the wards", recipe, err)
	}
	var problem datasets.Problem
	if _, err := Change(t.Context(), raw, r.Recipe, map[string]string{"part": "/nowhere/*"}, Options{}); !errors.As(err, &problem) || problem.Field != "part" {
		t.Errorf("Change to a list that is not there = %v, want a problem at the part", err)
	}
	if r, err = Propose(t.Context(), "file", raw, Options{Part: "/wards/*"}); err != nil || r.Rows != 2 {
		t.Errorf("Propose(part) = %d rows, %v, want 2", r.Rows, err)
	}
	if _, err := Propose(t.Context(), "file", []byte("a,b\n1,2\n"), Options{Part: "/wards/*"}); !errors.As(err, &problem) {
		t.Errorf("Propose(part) of CSV = %v, want a problem", err)
	}
}

// Half-years and weeks are periods of their own, whoever writes them.
func TestGrains(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"half-years of SDMX", "DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE\nX,UK,2023-S1,5\nX,UK,2023-S2,6\n", "GEO:text Period:period:half-year Value:integer"},
		{"weeks of SDMX", "DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE\nX,UK,2023-W05,5\nX,UK,2023-W06,6\n", "GEO:text Period:period:week Value:integer"},
		{"half-years", "Half,n\n2022 H1,3\n2022 H2,4\n2023 H1,5\n", "Half:period:half-year n:integer"},
		{"weeks", "Week,n\nWeek 1 2023,3\nWeek 2 2023,4\nWeek 3 2023,5\n", "Week:period:week n:integer"},
		{"quarters by months", "Quarter,n\nJan-Mar 2023,3\nApr-Jun 2023,4\nJul-Sep 2023,5\n", "Quarter:period:quarter n:integer"},
		{"quarters of financial years", "Quarter,n\n2022/23 Q4,3\n2023/24 Q1,4\n2023/24 Q2,5\n", "Quarter:period:financial quarter n:integer"},
		{"some quarters of financial years", "Quarter,n\n2022/23 Q4,3\n2023 Q2,4\n2023 Q3,5\n", "Quarter:period:quarter n:integer"},
		{"DfE years", "time_period,time_identifier,n\n202122,Academic year,3\n202223,Academic year,4\n202324,Academic year,5\n", "time_period:period:academic year time_identifier:text n:integer"},
		{"compact months", "Month,n\n202301,3\n202302,4\n202303,5\n", "Month:period:month n:integer"},
		{"six digits that are amounts", "Ward,Homes\nNorth,202301\nSouth,202302\nEast,202303\n", "Ward:text Homes:integer"},
	} {
		r := propose(t, []byte(test.text))
		if got := fieldWords(r.Table); got != test.want {
			t.Errorf("%s: fields = %s, want %s", test.name, got, test.want)
		}
		again, err := Read(t.Context(), []byte(test.text), throughJSON(t, r.Recipe), Options{})
		if err != nil || again.Table.Digest() != r.Table.Digest() {
			t.Errorf("%s: read again = %v", test.name, err)
		}
	}
}
