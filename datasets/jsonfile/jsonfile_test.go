package jsonfile

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/jsontext"
	"figurehead/datasets/records"
	"figurehead/datasets/records/contract"
)

const whole = `{"help":"x","count":2,"result":{"fields":[{"id":"a"}],"records":[
 {"ward":"Old \"Town\", east","n":-1.50e-1,"at":{"code":"E05000001","xy":[1,2]},"tags":["a","b"],"ok":true},
 {"ward":"Lines\nof text","n":null,"at":{"code":"E05000002"},"ok":false,"parts":[{"p":1},{"p":2}]}]}}
`

const lines = "{\"a\":1,\"b\":\"x\"}\n{\"b\":\"y\",\"a\":2}\n{\"a\":null}\n"

// many makes a list of records.
func many(rows, columns, size int) []byte {
	var b bytes.Buffer
	b.WriteString("[")
	for row := range rows {
		if row > 0 {
			b.WriteString(",")
		}
		for column := range columns {
			fmt.Fprintf(&b, "%s\"c%d\":%d", map[bool]string{true: "{", false: ","}[column == 0], column, row)
		}
		fmt.Fprintf(&b, ",\"text\":\"%s\"}", strings.Repeat("x", size))
	}
	b.WriteString("]")
	return b.Bytes()
}

func TestContract(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]contract.Case{
		"records": {Whole: []byte(whole)},
		"lines":   {Whole: []byte(lines), Lines: true},
	} {
		c.Read, c.Make, c.MostBytes = Read, many, MaxFileBytes
		t.Run(name, func(t *testing.T) { t.Parallel(); contract.Hold(t, c) })
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, raw, part, order, want, path string }{
		{"flattened, in the order of first appearance", whole, "", "",
			"ward,n,at.code,at.xy,tags,ok,parts\n\"Old \"\"Town\"\", east\",-1.50e-1,E05000001,1; 2,a; b,true\n\"Lines\nof text\",,E05000002,,,false\n", "/result/records/*"},
		{"another list", whole, "/result/records/*/parts/*", "", "p\n1\n2\n", "/result/records/*/parts/*"},
		{"lines", lines, "", "", "a,b\n1,x\n2,y\n\n", "/*"},
		{"names of the last reading first", lines, "", "b,a", "b,a\nx,1\ny,2\n,\n", "/*"},
		{"a name of the last reading that is gone", lines, "", "z,a", ",a,b\n,1,x\n,2,y\n,\n", "/*"},
		{"numbers keep their digits", `[{"n":12345678901234567890.12300},{"n":1E400},{"n":-0}]`, "", "", "n\n12345678901234567890.12300\n1E400\n-0\n", "/*"},
		{"lists of lists", `{"meta":[{"a":1}],"data":[["x",1],["y",null]]}`, "", "", "x,1\ny,\n", "/data/*"},
		{"a key with a slash", `{"a/b":[{"x":1}]}`, "", "", "x\n1\n", "/a~1b/*"},
		{"null records", `[{"a":1},null,{"a":2}]`, "", "", "a\n1\n\n2\n", "/*"},
		{"features", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"E1","n":1},"geometry":null}]}`, "", "", "code,n\nE1,1\n", "/features/*/properties"},
		{"days of an ArcGIS server, midnight in summer", `{"fields":[{"name":"d","type":"esriFieldTypeDate"},{"name":"n","type":"esriFieldTypeInteger"}],"features":[{"attributes":{"d":1561935600000,"n":1561935600000}}]}`, "", "", "d,n\n2019-07-01,1561935600000\n", "/features/*/attributes"},
		{"escapes", `[{"a\u0041":"\u00e9\t\ud83d\ude00"}]`, "", "", "aA\né\t😀\n", "/*"},
		{"byte order mark", "\ufeff[{\"a\":1}]", "", "", "a\n1\n", "/*"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			q := records.Request{Part: test.part}
			if test.order != "" {
				q.Order = strings.Split(test.order, ",")
			}
			got, err := Read([]byte(test.raw), q)
			if err != nil || tidy(got.Text) != tidy([]byte(test.want)) || got.Part != test.path {
				t.Errorf("Read = %q at %q, %v, want %q at %q", got.Text, got.Part, err, test.want, test.path)
			}
		})
	}
}

// tidy takes separators off the ends of lines.
func tidy(text []byte) string {
	rows := strings.Split(string(text), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], ",")
	}
	return strings.Join(rows, "\n")
}

func TestProblems(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 100) + strings.Repeat("]", 100)
	for _, test := range []struct{ name, raw, part, want string }{
		{"no list", `{"a":1}`, "", "no list of records"},
		{"plain values", `[1,2,3]`, "", "no list of records"},
		{"a plain value among records", `[{"a":1},{"a":2},7]`, "", "plain value"},
		{"twice", `{"r":[{"a":1}],"r":[{"a":2}]}`, "", "twice"},
		{"nested", deep, "", "brackets"},
		{"two values", `{"a":1} {"a":2}`, "", "not expected"},
		{"an error of a server", `{"error":{"code":400,"message":"Invalid URL"}}`, "", "Invalid URL"},
		{"another part", whole, "/nowhere/*", "no list at"},
		{"NUL", `[{"a":"x\u0000"}]`, "", "NUL"},
		{"not UTF-8", "[{\"a\":\"\xff\"}]", "", "UTF-8"},
		{"TopoJSON", `{"type":"Topology","objects":{},"arcs":[[[0,0]]]}`, "", "TopoJSON"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read([]byte(test.raw), records.Request{Part: test.part})
			var problem datasets.Problem
			if !errors.As(err, &problem) || !strings.Contains(problem.Message, test.want) || problem.Suggestion == "" {
				t.Errorf("Read = %v, want a Problem that says %q", err, test.want)
			}
		})
	}
}

// What is not clear of a file is said.
func TestWhatIsSaid(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, raw, want string }{
		{"mixed", `[{"a":1},{"a":"x"},{"a":2}]`, "“a” holds a number in 2 records and text in 1 record."},
		{"lists within", whole, "Lists within the records are not part of the rows: “parts”."},
		{"joined", whole, "semicolons between them: “at.xy”, “tags”"},
		{"a page", `{"total":11507,"records":[{"a":1}]}`, "1 of 11,507 records"},
		{"the whole", `{"total":1,"records":[{"a":1}]}`, ""},
		{"more than a server sends", `{"exceededTransferLimit":true,"features":[{"attributes":{"a":1}}]}`, "there is more"},
		{"a key twice", `[{"a":1,"a":2}]`, "“a” twice; the last one is used"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read([]byte(test.raw), records.Request{})
			if err != nil {
				t.Fatal(err)
			}
			text := ""
			for _, s := range got.Said {
				text += s.Text + "\n"
			}
			for _, p := range got.Problems {
				text += p.Message + "\n"
			}
			if test.want == "" && len(got.Problems) > 0 || !strings.Contains(text, test.want) {
				t.Errorf("Read says %q, want %q", text, test.want)
			}
		})
	}
}

// TestSuite holds the reader to the JSON parsing test suite: what must be
// refused is, what must be accepted is, and nothing takes long.
func TestSuite(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		t.Skip("not run: the suite is read from the folder that FIGUREHEAD_TEST_SHARED names")
	}
	files, err := filepath.Glob(filepath.Join(folder, "corpus", "jsontestsuite", "test_*", "*.json"))
	if err != nil || len(files) < 300 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		_, err = Read(raw, records.Request{})
		var problem datasets.Problem
		if err != nil && !errors.As(err, &problem) {
			t.Errorf("%s: %v, want a Problem", filepath.Base(file), err)
		}
		name := filepath.Base(file)
		body, bad := Check(raw)
		if bad == nil {
			_, bad = look(body)
		}
		if name[:2] == "y_" && bad != nil || name[:2] == "n_" && bad == nil {
			t.Errorf("%s: %v", name, bad)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{whole, lines, `[["a","b"],[1,2],[3,4]]`, `[{"a":1},[2]]`, `{"type":"FeatureCollection","features":[{"properties":{"a":1}}]}`} {
		f.Add([]byte(seed), "")
	}
	f.Add([]byte(whole), "/result/records/*/parts/*")
	f.Fuzz(func(t *testing.T, raw []byte, part string) {
		got, err := Read(raw, records.Request{Part: part})
		var problem datasets.Problem
		switch {
		case err != nil && !errors.As(err, &problem):
			t.Fatalf("Read(%q) = %v, want a Problem", raw, err)
		case err == nil && got.Rows == 0:
			t.Fatalf("Read(%q) has no rows", raw)
		case errors.Is(err, jsontext.ErrNotJSON):
			t.Fatalf("Read(%q) = %v, without words", raw, err)
		case err == nil:
			contract.Again(t, Read, raw, got)
		}
	})
}
