package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// archive makes a ZIP archive of names and contents.
func archive(t *testing.T, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const homesPackage = `{"title":"Homes","resources":[
 {"name":"built","path":"data/built.csv","schema":{"fields":[{"name":"ref","type":"string"},{"name":"n","type":"integer"}],"missingValues":["n.k."]}},
 {"name":"sold","path":"data/sold.csv","schema":"sold-schema.json"}]}`

// A data package in an archive is read by what it says of its tables; a person
// chooses which, and the Recipe reads it again.
func TestPackedDataPackage(t *testing.T) {
	t.Parallel()
	sold := "ref;n\n1;7\n2;8\n"
	raw := archive(t, "homes/datapackage.json", homesPackage, "homes/data/built.csv", "ref,n\n10,5\n11,n.k.\n12,7\n", "homes/data/sold.csv", sold,
		"homes/sold-schema.json", `{"fields":[{"name":"ref","type":"string"},{"name":"n","type":"integer"}]}`, "homes/other.csv", "a,b\n1,2\n")
	r := propose(t, raw)
	c, s := control(r, "file")
	if r.Recipe.File != "homes/data/built.csv" || fieldWords(r.Table) != "ref:text n:integer" || r.Table.Cell(1, 1).Missing != table.NotAvailable || len(c.Choices) != 2 || !s.Guess {
		t.Errorf("file %q, %s, %+v\n%s", r.Recipe.File, fieldWords(r.Table), c, allWords(r))
	}
	if want := "A ZIP archive with the data package “Homes”. The file “homes/data/built.csv” in it is read."; !strings.HasPrefix(s.Text, want) {
		t.Errorf("it is said %q, want %q", s.Text, want)
	}
	again(t, raw, r)
	other := answered(t, raw, r, "file", "homes/data/sold.csv")
	if other.Recipe.Delimiter != ";" || fieldWords(other.Table) != "ref:text n:integer" || other.Rows != 2 {
		t.Errorf("the other table: %s, %d rows", fieldWords(other.Table), other.Rows)
	}
	newer := archive(t, "homes/data/built.csv", "ref,n\n10,5\n")
	if got, err := Read(t.Context(), newer, r.Recipe, Options{}); err != nil || got.Rows != 1 {
		t.Errorf("a newer archive: %d rows, %v", got.Rows, err)
	}
	for name, bad := range map[string][]byte{"gone": archive(t, "x.csv", "a,b\n1,2\n"), "unpacked": []byte("ref,n\n10,5\n"), "cut": raw[:len(raw)-30]} {
		if _, err := Read(t.Context(), bad, r.Recipe, Options{}); !errors.As(err, new(datasets.Problem)) {
			t.Errorf("%s: %v, want a problem", name, err)
		}
	}
}

// Of other archives the largest file that may hold a table is read.
func TestArchives(t *testing.T) {
	t.Parallel()
	book := string(ownFile(t, "phe-covid-dashboard-historic.xlsx"))
	raw := archive(t, "notes.txt", "x\n", "cases.xlsx", book)
	r, err := Propose(t.Context(), "cases.zip", raw, Options{Sheet: "UK Cases"})
	if err != nil || r.Recipe.File != "cases.xlsx" || r.Recipe.Format != "xlsx" || r.Rows != 69 {
		t.Errorf("a workbook: file %q, %s, %d rows, %v", r.Recipe.File, r.Recipe.Format, r.Rows, err)
	}
	again(t, raw, r)
	for _, test := range []struct {
		name string
		raw  []byte
		o    Options
		want string
	}{
		{"no table", archive(t, "a.pdf", "x"), Options{}, "holds no table"},
		{"an archive in it", archive(t, "a.zip", "PK\x03\x04"), Options{}, "holds no table"},
		{"paths that leave it", archive(t, "../../a.csv", "a,b\n1,2\n", "/b.csv", "a,b\n1,2\n"), Options{}, "holds no table"},
		{"a package whose paths leave it", archive(t, "datapackage.json", `{"resources":[{"name":"a","path":"../a.csv"}]}`, "a.csv", "a,b\n1,2\n"), Options{}, "outside its own folder"},
		{"a file that is not there", archive(t, "a.csv", "a,b\n1,2\n"), Options{File: "b.csv"}, "no file “b.csv”"},
		{"a file of no archive", []byte("a,b\n1,2\n"), Options{File: "b.csv"}, "no ZIP archive"},
		{"a bomb", archive(t, "a.csv", strings.Repeat("1,2\n", 8<<20)), Options{}, "packed far tighter"},
	} {
		_, err := Propose(t.Context(), "f.zip", test.raw, test.o)
		var problem datasets.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.Message, test.want) || problem.Suggestion == "" {
			t.Errorf("%s: %v, want a problem that says %q", test.name, err, test.want)
		}
	}
}

// A file with people in an archive leaves a cleaned copy alone, and is read again
// from a newer archive.
func TestPackedPeople(t *testing.T) {
	t.Parallel()
	text := "Ward,n,Email\nAbbey,1,a.b@example.org\nBridge,2,c.d@example.org\nCastle,3,e.f@example.org\n"
	kept, err := Keep(t.Context(), "f.zip", archive(t, "people.csv", text), nil, map[string]datasets.PersonalDecision{"Email": decided(datasets.PersonalDrop)}, Options{})
	if err != nil || string(kept.Raw) != "Ward,n\nAbbey,1\nBridge,2\nCastle,3\n" || kept.Reading.Recipe.File != "" {
		t.Fatalf("the copy is %q, %v", kept.Raw, err)
	}
	if held, err := Keep(t.Context(), "f.zip", archive(t, "wards.csv", "Ward,n,m\nAbbey,1,2\nBridge,2,3\nCastle,3,4\nDale,4,5\n", "people.csv", text), nil, nil, Options{}); err != nil || strings.Contains(string(held.Raw), "@") || !strings.HasPrefix(string(held.Raw), "Ward") {
		t.Errorf("an archive with people in another file: %.60q, %v, want the columns alone", held.Raw, err)
	}
	plain := archive(t, "wards.csv", "Ward,n,m\nAbbey,1,2\nBridge,2,3\nCastle,3,4\nDale,4,5\n", "other.csv", "Ward,n\nAbbey,1\nBridge,2\n")
	if whole, err := Keep(t.Context(), "f.zip", plain, nil, nil, Options{}); err != nil || !bytes.Equal(whole.Raw, plain) {
		t.Errorf("an archive with nobody in it is kept as %.60q, %v, want as it is", whole.Raw, err)
	}
	newer, err := Keep(t.Context(), "f.zip", archive(t, "people.csv", text+"Dale,4,g.h@example.org\n"), &kept.Reading.Recipe, nil, Options{})
	if err != nil || !strings.HasSuffix(string(newer.Raw), "Dale,4\n") {
		t.Errorf("at a refresh: %q, %v", newer.Raw, err)
	}
}
