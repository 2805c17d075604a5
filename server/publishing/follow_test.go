package publishing

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/datasets/intake"
	"figurehead/datasets/table"
)

const packaged = `{"title":"Homes","homepage":"https://example.org/homes","licenses":[{"name":"OGL-UK-3.0"}],"resources":[
 {"name":"built","path":"data/built.csv","dialect":{"delimiter":";"},"schema":{"fields":[{"name":"ref","type":"string"},{"name":"day","type":"date","format":"%m/%d/%Y"},{"name":"n","type":"integer"}],"missingValues":["","n.k."]}},
 {"name":"inside","data":[{"a":1},{"a":2}]}]}`

// A data package leads to its table, which is read by what the package says:
// here that references are texts, what is missing, and that months come first.
func TestFollow(t *testing.T) {
	t.Parallel()
	asked := ""
	get := func(_ context.Context, address string) (fetch.Fetched, error) {
		asked = address
		return fetch.Fetched{Body: []byte("ref;day;n\n10;02/01/2023;5\n11;03/01/2023;n.k.\n12;04/01/2023;7\n"), Address: address, FileName: "built.csv"}, nil
	}
	in := Import{Raw: []byte(packaged), Source: datasets.Source{Publisher: "Example", Address: "https://example.org/p/datapackage.json"}}
	got, err := Follow(t.Context(), get, in, "built")
	if err != nil || asked != "https://example.org/p/data/built.csv" {
		t.Fatalf("Follow asks for %q, %v", asked, err)
	}
	if s := got.Source; s.Title != "Homes" || s.Licence != "OGL-UK-3.0" || s.Link != "https://example.org/homes" || s.Publisher != "Example" || s.Address != asked {
		t.Errorf("the source is %+v", s)
	}
	r, err := got.read(t.Context(), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fields := r.Table.Fields()
	if fields[0].Kind != table.Text || fields[1].Kind != table.Dates || !fields[2].Kind.Number() || r.Recipe.Described != "the data package “Homes”" {
		t.Errorf("fields %+v, described by %q", fields, r.Recipe.Described)
	}
	if day := r.Table.Cell(0, 1).String(); day != "2023-02-01" {
		t.Errorf("the first day is %s, want 2023-02-01", day)
	}
	if cell := r.Table.Cell(1, 2); cell.Missing != table.NotAvailable {
		t.Errorf("n.k. is read as %+v", cell)
	}
	again, err := intake.Read(t.Context(), got.Raw, r.Recipe, intake.Options{})
	if err != nil || again.Table.Digest() != r.Table.Digest() {
		t.Errorf("Read by the Recipe alone = %v, want the same table", err)
	}
	said := false
	for _, s := range again.Sentences {
		said = said || strings.Contains(s.Text, "taken from the data package “Homes”")
	}
	if !said {
		t.Error("Understand does not say where the kinds come from")
	}
}

func TestFollowElsewhere(t *testing.T) {
	t.Parallel()
	none := func(context.Context, string) (fetch.Fetched, error) {
		t.Error("something was fetched")
		return fetch.Fetched{}, nil
	}
	for _, test := range []struct{ name, raw, address, table, want string }{
		{"a table inside", packaged, "", "inside", ""},
		{"several tables", packaged, "https://example.org/d.json", "", "2 tables: built, inside"},
		{"no such table", packaged, "https://example.org/d.json", "x", "no table called “x”"},
		{"an upload without its files", packaged, "", "built", "files of their own"},
		{"an ordinary file", "a,b\n1,2\n", "", "", ""},
	} {
		got, err := Follow(t.Context(), none, Import{Raw: []byte(test.raw), Source: datasets.Source{Address: test.address}}, test.table)
		var problem datasets.Problem
		if test.want == "" && (err != nil || got.Part != test.table) || test.want != "" && (!errors.As(err, &problem) || !strings.Contains(problem.Message, test.want)) {
			t.Errorf("%s: Follow = part %q, %v, want %q", test.name, got.Part, err, test.want)
		}
	}
}

// A file whose server names a description is read by it, when it is of that
// file; one that cannot be had counts for nothing.
func TestFollowTheServersDescription(t *testing.T) {
	t.Parallel()
	metadata := `{"@context":"http://www.w3.org/ns/csvw","url":"wards.csv","dc:title":"Wards","tableSchema":{"columns":[{"titles":"ref","datatype":"string"},{"titles":"n","datatype":"integer","null":"n.k."}]}}`
	for _, test := range []struct {
		name, address string
		err           error
		want          string
	}{
		{"of this file", "https://example.org/data/wards.csv", nil, "the description (CSVW) “Wards”"},
		{"of another file", "https://example.org/data/other.csv", nil, ""},
		{"not to be had", "https://example.org/data/wards.csv", errors.New("gone"), ""},
	} {
		get := func(_ context.Context, address string) (fetch.Fetched, error) {
			return fetch.Fetched{Body: []byte(metadata), Address: address}, test.err
		}
		in := Import{Raw: []byte("ref,n\n10,5\n11,n.k.\n12,7\n"), DescribedBy: "https://example.org/data/m.json", Source: datasets.Source{Address: test.address}}
		got, err := Follow(t.Context(), get, in, "")
		by := ""
		if got.Described != nil {
			by = got.Described.By
		}
		if err != nil || by != test.want {
			t.Errorf("%s: described by %q, %v, want %q", test.name, by, err, test.want)
		}
		r, err := got.read(t.Context(), intake.Options{})
		if err != nil || test.want != "" && (r.Table.Cell(1, 1).Missing != table.NotAvailable || r.Guesses() != 0) {
			t.Errorf("%s: %d guesses, %v", test.name, r.Guesses(), err)
		}
	}
}

// A schema that stands at an address of its own is fetched from there; one that
// cannot be had, or leaves its folder, describes nothing or is refused.
func TestFollowASchema(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, schema, asked, problem string
		gone, text                   bool
	}{
		{name: "beside the package", schema: "built-schema.json", asked: "https://example.org/p/built-schema.json", text: true},
		{name: "elsewhere", schema: "https://example.com/s.json", asked: "https://example.com/s.json", text: true},
		{name: "not to be had", schema: "built-schema.json", asked: "https://example.org/p/built-schema.json", gone: true},
		{name: "outside the folder", schema: "../s.json", problem: "outside its own folder"},
		{name: "of this machine", schema: "file:///etc/passwd", problem: "outside its own folder"},
	} {
		asked := ""
		get := func(_ context.Context, address string) (fetch.Fetched, error) {
			switch {
			case strings.HasSuffix(address, ".csv"):
				return fetch.Fetched{Body: []byte("year,n\n2021,5\n2022,6\n2023,7\n"), Address: address}, nil
			case test.gone:
				asked = address
				return fetch.Fetched{}, errors.New("gone")
			}
			asked = address
			return fetch.Fetched{Body: []byte(`{"fields":[{"name":"year","type":"year"},{"name":"n","type":"integer"}],"missingValues":["6"]}`), Address: address}, nil
		}
		raw := `{"resources":[{"name":"built","path":"built.csv","schema":"` + test.schema + `"}]}`
		got, err := Follow(t.Context(), get, Import{Raw: []byte(raw), Source: datasets.Source{Address: "https://example.org/p/datapackage.json"}}, "")
		var problem datasets.Problem
		if test.problem != "" {
			if !errors.As(err, &problem) || !strings.Contains(problem.Message, test.problem) || asked != "" {
				t.Errorf("%s: %v after asking for %q, want a problem that says %q", test.name, err, asked, test.problem)
			}
			continue
		}
		if err != nil || asked != test.asked {
			t.Errorf("%s: asked for %q, %v, want %q", test.name, asked, err, test.asked)
			continue
		}
		r, err := got.read(t.Context(), intake.Options{})
		if err != nil || (r.Table.Cell(1, 1).Missing == table.NotAvailable) != test.text {
			t.Errorf("%s: 6 is read as %+v, %v", test.name, r.Table.Cell(1, 1), err)
		}
	}
}

// A data package in a ZIP archive says what the source leaves open.
func TestFollowIntoAnArchive(t *testing.T) {
	t.Parallel()
	var raw bytes.Buffer
	w := zip.NewWriter(&raw)
	for name, text := range map[string]string{"datapackage.json": packaged, "data/built.csv": "ref;day;n\n10;02/01/2023;5\n11;03/01/2023;n.k.\n"} {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := Follow(t.Context(), nil, Import{Raw: raw.Bytes()}, "built")
	if err != nil || got.File != "data/built.csv" || got.Source.Title != "Homes" || got.Source.Licence != "OGL-UK-3.0" {
		t.Errorf("Follow = file %q, source %+v, %v", got.File, got.Source, err)
	}
	r, err := got.read(t.Context(), intake.Options{})
	if err != nil || r.Rows != 2 || r.Table.Cell(1, 2).Missing != table.NotAvailable || r.Recipe.Described != "the data package “Homes”" {
		t.Errorf("%d rows, described by %q, %v", r.Rows, r.Recipe.Described, err)
	}
}
