package intake

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/office"
	"figurehead/datasets/table"
)

// wideRows is a table of a place and 299 measures.
func wideRows(rows int) [][]string {
	head := []string{"Area"}
	for i := 1; i < 300; i++ {
		head = append(head, fmt.Sprintf("Measure %d", i))
	}
	all := [][]string{head}
	for row := range rows {
		cells := []string{[]string{"Abbey", "Bridge", "Castle", "Dock"}[row]}
		for i := 1; i < 300; i++ {
			cells = append(cells, fmt.Sprint(i*10+row))
		}
		all = append(all, cells)
	}
	return all
}

func csvOf(rows [][]string) []byte {
	var out []string
	for _, row := range rows {
		out = append(out, strings.Join(row, ","))
	}
	return []byte(strings.Join(out, "\n") + "\n")
}

// openDocumentOf is a copy of a workbook, which reads as one.
func openDocumentOf(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	book := office.NewCopy(xlsxFormat, &out)
	sheet, err := book.Add(office.Sheet{Name: "Wide"}, office.Table{Rows: len(rows), Cells: len(rows) * len(rows[0])})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sheet.Write(csvOf(rows)); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pastedOf(rows [][]string) []byte {
	out := `<table data-pasted="Excel">`
	for _, row := range rows {
		out += "<tr><td>" + strings.Join(row, "</td><td>") + "</td></tr>"
	}
	return []byte(out + "</table>")
}

func jsonOf(rows [][]string) []byte {
	var records []string
	for _, row := range rows[1:] {
		var keys []string
		for i, cell := range row {
			keys = append(keys, fmt.Sprintf("%q:%q", rows[0][i], cell))
		}
		records = append(records, "{"+strings.Join(keys, ",")+"}")
	}
	return []byte("[" + strings.Join(records, ",") + "]")
}

// TestColumnsAreChosen reads some columns of a table that has too many: it names
// them all, reads just those that are asked for, keeps nothing of the others, and
// finds them again in a newer file.
func TestColumnsAreChosen(t *testing.T) {
	t.Parallel()
	rows := wideRows(4)
	for name, raw := range map[string][]byte{"csv": csvOf(rows), "workbook": openDocumentOf(t, rows), "pasted": pastedOf(rows), "json": jsonOf(rows)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Propose(t.Context(), "wide", raw, Options{})
			wide := new(TooWide)
			if !errors.As(err, &wide) || !slices.Equal(wide.Names, rows[0]) {
				t.Fatalf("a table of 300 columns: %v, names %q", err, wide.Names)
			}
			var problem datasets.Problem
			if !errors.As(err, &problem) || !strings.Contains(problem.Message, "The file has 300 columns; at most 200 are read.") {
				t.Errorf("who cannot choose reads %v", err)
			}
			only := []int{0, 7, 250, 299}
			kept, err := Keep(t.Context(), "wide", raw, nil, nil, Options{Only: only})
			if err != nil {
				t.Fatal(err)
			}
			want := "Area,Measure 7,Measure 250,Measure 299\nAbbey,70,2500,2990\nBridge,71,2501,2991\nCastle,72,2502,2992\nDock,73,2503,2993\n"
			if diff := cmp.Diff(want, string(kept.Raw)); diff != "" {
				t.Errorf("what is kept (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(only, kept.Reading.Recipe.Sealed.Only); diff != "" {
				t.Errorf("the choice in the Recipe (-want +got):\n%s", diff)
			}
			if file := kept.Reading.Sentences[0].Text; !strings.HasPrefix(file, "This is a copy of the columns that were chosen of ") || !strings.Contains(file, "4 rows in 4 columns") {
				t.Errorf("said of the file: %s", file)
			}
		})
	}
}

// TestChosenColumnsAreReadAgain replays a choice on newer files.
func TestChosenColumnsAreReadAgain(t *testing.T) {
	t.Parallel()
	kept, err := Keep(t.Context(), "wide", csvOf(wideRows(3)), nil, nil, Options{Only: []int{0, 7, 299}})
	if err != nil {
		t.Fatal(err)
	}
	change := func(with func(row []string, at int) []string) []byte {
		rows := wideRows(4)
		for i := range rows {
			rows[i] = with(rows[i], i)
		}
		return csvOf(rows)
	}
	const same = "Area,Measure 7,Measure 299\nAbbey,70,2990\nBridge,71,2991\nCastle,72,2992\nDock,73,2993\n"
	for name, c := range map[string]struct {
		raw  []byte
		want string // of the copy, or of what is wrong
	}{
		"another row":        {change(func(row []string, _ int) []string { return row }), same},
		"a new column first": {change(func(row []string, _ int) []string { return slices.Insert(row, 1, "5") }), same},
		"a new column last":  {change(func(row []string, _ int) []string { return append(row, "5") }), same},
		"one gone before it": {change(func(row []string, _ int) []string { return slices.Delete(row, 2, 4) }), same},
		"a chosen one gone":  {change(func(row []string, _ int) []string { return slices.Delete(row, 7, 8) }), "Row 1 of “Measure 7” does not read as its column should. The last good copy stays in use."},
		"one name twice": {change(func(row []string, at int) []string {
			if at == 0 {
				return slices.Insert(row, 1, "Measure 7")
			}
			return slices.Insert(row, 1, "1")
		}), "Row 1 of “Measure 7” does not read as its column should. The last good copy stays in use."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			again, err := Keep(t.Context(), "wide", c.raw, &kept.Reading.Recipe, nil, Options{})
			got := string(again.Raw)
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, c.want) {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// TestTooManyToChooseFrom refuses a file that is wider than a list that anybody
// would look through.
func TestTooManyToChooseFrom(t *testing.T) {
	t.Parallel()
	row := strings.Repeat("1,", table.MaxOffered) + "1\n"
	head := strings.Repeat("Name,", table.MaxOffered) + "Name\n"
	_, err := Propose(t.Context(), "wide.csv", []byte(head+row+row), Options{})
	if errors.As(err, new(*TooWide)) || err == nil || !strings.Contains(err.Error(), "2,001 columns") {
		t.Errorf("2,001 columns: %v", err)
	}
}
