package htmltable

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/records"
)

var update = flag.Bool("update", false, "write the goldens again")

// TestClipboards reads clipboards as programs write them: their rows, and what
// is said of them.
func TestClipboards(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata: %d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			clipboard, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := worded(t, clipboard)
			golden := strings.TrimSuffix(file, ".html") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("reading (−want +got):\n%s", diff)
			}
		})
	}
}

func worded(t *testing.T, clipboard []byte) string {
	t.Helper()
	raw, ok := Clip(clipboard)
	if !ok || !Is(raw) {
		t.Fatalf("Clip found no table")
	}
	if strings.Contains(string(raw), "Person") || strings.Contains(string(raw), "Users") {
		t.Errorf("what is hidden is kept:\n%s", raw)
	}
	table, err := Read(raw, records.Request{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.Write(table.Text)
	for _, s := range table.Said {
		b.WriteString("\n" + s.Topic + ": " + s.Text)
	}
	for _, p := range table.Parts {
		b.WriteString("\nPart " + p.Name + ": " + p.Label)
	}
	for _, p := range table.Problems {
		b.WriteString("\nProblem: " + p.Error())
	}
	return b.String() + "\n"
}

func TestAPartOfAPaste(t *testing.T) {
	t.Parallel()
	clipboard, err := os.ReadFile("testdata/two-tables.html")
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := Clip(clipboard)
	table, err := Read(raw, records.Request{Part: "2"})
	if err != nil || string(table.Text) != "Total\n396\n" {
		t.Errorf("part 2 = %q, %v", table.Text, err)
	}
	for _, part := range []string{"0", "3", "x"} {
		if _, err := Read(raw, records.Request{Part: part}); err == nil {
			t.Errorf("part %q was read", part)
		}
	}
}

// TestNoTable gives what is to be read as plain text instead.
func TestNoTable(t *testing.T) {
	t.Parallel()
	for _, clipboard := range []string{"", "<p>4,025 tonnes</p>", "<table></table>", "<table><tr><td>One cell</td></tr></table>", "a\tb\n1\t2\n", "<table hidden><tr><td>1</td><td>2</td></tr></table>"} {
		if raw, ok := Clip([]byte(clipboard)); ok {
			t.Errorf("Clip(%q) = %q", clipboard, raw)
		}
	}
}

func TestExactly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ shown, value, want string }{
		{"51%", "0.5112", "51.12%"},
		{"51%", "0.51", "51%"},
		{"51.1%", "0.51100000000000001", "51.1%"},
		{"£1,234", "1234.5", "£1234.5"},
		{"£1,235", "1234.5", "£1234.5"},
		{"(58,021)", "-58021.25", "-58021.25"},
		{"-£3", "-2.75", "-£2.75"},
		{"1.2", "1234567", "1.234567"},
		{"181", "181250.4", "181.2504"},
		{"1.2", "7", "1.2"}, // the number says something else
		{"0.30", "0.30000000000000004", "0.30"},
		{"2023", "2023", "2023"},
		{"03/04/2024", "45385", "2024-04-03"},
		{"04/03/24", "45385", "2024-04-03"},
		{"3 April 2024", "45385", "2024-04-03"},
		{"3-Apr-24", "45385", "2024-04-03"},
		{"01/02/2020", "45385", "01/02/2020"},
		{"Yes", "1", "Yes"},
		{"####", "12.5", "12.5"},
		{"1-2", "3", "1-2"},
		{"", "3", ""},
		{"12", "NaN", "12"},
	} {
		if got := exactly(c.shown, c.value); got != c.want {
			t.Errorf("exactly(%q, %q) = %q, want %q", c.shown, c.value, got, c.want)
		}
	}
}

func TestIsNote(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mark, before string
		want         bool
	}{
		{"1", "Essex", true}, {"1", "1,234", true}, {"[12]", "Population", true}, {"a", "x", true}, {"r", "12.5", true}, {"[note 1]", "Total", true}, {"†", "Total", true},
		{"2", "Area (km", false}, {"3", "m", false}, {"nd", "2", false}, {"TM", "Excel", false}, {"a long remark that is text", "x", false}, {"1", "m", true},
	} {
		if got := isNote(c.mark, c.before); got != c.want {
			t.Errorf("isNote(%q, %q) = %v", c.mark, c.before, got)
		}
	}
}

// TestHugeSpans holds a few bytes to a few cells.
func TestHugeSpans(t *testing.T) {
	t.Parallel()
	wide := "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td colspan=1000 rowspan=1000>x</td>", 40)+"</tr>", 400) + "</table>"
	if _, ok := Clip([]byte(wide)); ok {
		t.Error("a table of 16 million columns is read")
	}
	deep := "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td colspan=1000>x</td>", 16)+"</tr>", 400) + "</table>"
	raw, ok := Clip([]byte(deep))
	if !ok {
		t.Fatal("no table")
	}
	if table, err := Read(raw, records.Request{}); err == nil {
		t.Errorf("read %d rows", table.Rows)
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		clipboard, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(clipboard)
	}
	f.Fuzz(func(t *testing.T, clipboard []byte) {
		raw, ok := Clip(clipboard)
		if !ok {
			return
		}
		if !Is(raw) {
			t.Errorf("Clip wrote %.60q", raw)
		}
		again, ok := Clip(raw)
		if !ok && bytes.Contains(raw, []byte("<td>")) {
			t.Errorf("what was clipped is no table: %q", again)
		}
		if table, err := Read(raw, records.Request{}); err == nil && bytes.ContainsAny(table.Text, "\x00") {
			t.Error("a NUL came through")
		}
	})
}
