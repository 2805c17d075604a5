package intake

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"figurehead/datasets"
)

// TestNaughtyStrings: every string of the big list survives a cell and a
// heading byte for byte. Spaces around a cell are not part of it.
func TestNaughtyStrings(t *testing.T) {
	t.Parallel()
	var naughty []string
	if err := json.Unmarshal(sharedFile(t, "corpus/naughty/blns.json"), &naughty); err != nil {
		t.Fatal(err)
	}
	if len(naughty) < 400 {
		t.Fatalf("the list has %d strings", len(naughty))
	}
	var b strings.Builder
	b.WriteString("Row,Text,Kind\n")
	var want []string
	for _, s := range naughty {
		s = string(trimSpace([]byte(s)))
		if s == "" || strings.ContainsRune(s, 0) {
			continue
		}
		want = append(want, s)
		b.WriteString(strconv.Itoa(len(want)) + `,"` + strings.ReplaceAll(s, `"`, `""`) + `",k` + strconv.Itoa(len(want)%2) + "\n")
	}
	r := propose(t, []byte(b.String()))
	column := r.Table.Index("Text")
	if r.Rows != len(want) || column < 0 {
		t.Fatalf("%d rows, column %d, want %d rows", r.Rows, column, len(want))
	}
	for row, s := range want {
		if got := r.Table.Cell(row, column).Text; got != s {
			t.Errorf("row %d = %q, want %q", row+1, got, s)
		}
	}
}

func TestNaughtyHeadings(t *testing.T) {
	t.Parallel()
	var naughty []string
	if err := json.Unmarshal(sharedFile(t, "corpus/naughty/blns.json"), &naughty); err != nil {
		t.Fatal(err)
	}
	for _, s := range naughty {
		s = string(trimSpace([]byte(s)))
		if s == "" || strings.ContainsRune(s, 0) {
			continue
		}
		text := `Ward,"` + strings.ReplaceAll(s, `"`, `""`) + "\"\nAbbey,1\nBocking,2\nCastle,3\n"
		r, err := Propose(t.Context(), s, []byte(text), Options{Area: s})
		if err != nil {
			if !errors.As(err, new(datasets.Problem)) {
				t.Errorf("heading %q: %v is not a Problem", s, err)
			}
			continue
		}
		if r.Recipe.HeaderRow == 1 && r.Recipe.Columns[1].Heading != s {
			t.Errorf("heading = %q, want %q", r.Recipe.Columns[1].Heading, s)
		}
	}
}

// TestHardCases: each a table or a sentence, never wrong in silence.
func TestHardCases(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		text string
		want string // in the error, or in the sentences
		err  bool
	}{
		{name: "header alone", text: "a,b,c\n", want: "The file has no rows of data below the column names.", err: true},
		{name: "one cell", text: "a\n", want: "The file has no rows of data", err: true},
		{name: "three numbers", text: "1,2,3\n", want: "No row holds the names of the columns"},
		{name: "a value more in one row", text: "a,b\n1,2\n3,4,5\n6,7\n", want: "Row 3 has 3 values under 2 column names.", err: true},
		{name: "empty values more", text: "a,b\n1,2\n3,4,,\n6,7\n", want: "Row 1 holds the names"},
		{name: "too many columns", text: strings.Repeat("a,", 250) + "a\n" + strings.Repeat("1,", 250) + "1\n", want: "The file has 251 columns; at most 200 are read.", err: true},
		{name: "39 digits", text: "a,b\nx," + strings.Repeat("9", 39) + "\ny,2\n", want: "which is not a number of at most 38 digits", err: true},
		{name: "38 digits", text: "a,b\nx," + strings.Repeat("9", 38) + "\ny,2\n", want: "“b” holds whole numbers."},
		{name: "no numbers at all", text: "Ward,Party\nAbbey,Green\nTye,Red\n", want: "Every column holds words, so nothing proves it."},
		{name: "all missing", text: "Ward,2024,2025\nAbbey,..,1\nTye,..,2\n", want: "“..” in 2 cells of “2024” are read as not available."},
		{name: "swallowed rows", text: "a,b,c\n1,\"x\n2,y,3\n4,z\",5\n6,w,7\n", want: "One value of row 2 holds what looks like whole rows."},
		{name: "mixed marks", text: "a,b\nx,\"1.234,50\"\ny,\"1,234.50\"\nz,2\n", want: "“b” is read as text: its numbers or dates are written in more than one way."},
		{name: "years, quarters and months", text: "Period,V\n2023,1\n2023 Q1,2\n2023 JAN,3\n", want: "“Period” holds years, quarters and months below each other"},
		{name: "outlier", text: "a,b\n" + lines(20, func(i int) string { return "x" + strconv.Itoa(i) + "," + strconv.Itoa(i+1) }) + "y,9000\n", want: "9,000 in row 22 is more than ten times any other number of “b”."},
		{name: "England among places", text: "Area,Year,V\n" + lines(4, func(i int) string { return "Place " + strconv.Itoa(i) + ",2020,1" }) + "England,2020,4\n", want: "“England” stands in 1 row of “Area”. It is read as a total and kept apart"},
		{name: "strange cells", text: "Ward,V\n" + lines(40, func(i int) string { return "W" + strconv.Itoa(i) + "," + strconv.Itoa(i) }) + "X,see note\n", want: "“V” holds numbers, but “see note” in 1 row, first in row 42. That cell is left without a value."},
		{name: "too many strange cells", text: "Ward,V\n" + lines(10, func(i int) string { return "W" + strconv.Itoa(i) + "," + strconv.Itoa(i) }) + "X,see note\nY,other\n", want: "“V” is read as text: among its values stand words, such as “see note” in row 12."},
		{name: "NUL", text: "a,b\n1,\x002\n", want: "Row 2 holds a NUL character", err: true},
		{name: "per cent in some cells", text: "a,b\nx,12%\ny,0.12\nz,13%\nw,14%\n", want: "“b” is read as text: its numbers or dates are written in more than one way."},
		{name: "euros", text: "a,b\nx,€5\ny,€6.50\n", want: "“b” holds amounts of money."},
		{name: "two currencies", text: "a,b\nx,€5\ny,£6.50\nz,£1\n", want: "“b” is read as text: its numbers or dates are written in more than one way."},
		{name: "codes that look like exponents", text: "Class,V\n1E05,1\n2E10,2\n3E07,3\n", want: "Row 1 holds the names"},
		{name: "years without a name", text: "Ward,Season,V\na,2019,1\nb,2020,2\nc,2021,3\n", want: "“Season” is read as calendar years, 2019 to 2021. It could hold numbers as well."},
		{name: "a sum below without a word", text: "Ward,Kind,V\na,p,1\nb,q,2\nc,p,3\nd,q,4\n,,10\n", want: "1 row holds numbers and nothing else. It is read as a total and left out, so nothing is counted twice."},
		{name: "a total among codes", text: "Ref no,V\nA-1 x,1\nA-2 x,2\nTotal,3\n", want: "“Total” stands in 1 row of “Ref no”. It is read as a total and kept apart"},
		{name: "no line end, a shorter number", text: "a,b\nx,1.25\ny,2.50\nz,3.7", want: "The last row, 4, has no line end and a shorter value than the rows above it."},
		{name: "no line end, part of a word", text: "a,b\n1,Abbey\n2,Bocking\n3,Abb", want: "The last row, 4, has no line end and a shorter value than the rows above it."},
		{name: "letters that were lost", text: "a,b\nx,1\nCaf\uFFFD,2\nJos\uFFFD,3\n", want: "2 letters stand in it as �, first in row 3: lost before the file was saved."},
		{name: "a letter that was lost", text: "a\uFFFD,b\nx,1\ny,2\n", want: "1 letter stands in it as �, first in row 1: lost before the file was saved."},
		{name: "no line end, whole", text: "a,b\nx,1.25\ny,2.50\nz,3.75", want: "The last row, 4, has no line end; if the file may have been cut short, compare it with the source."},
		{name: "Mauna Loa in small", text: "Date,Mean\n2020-01,1,2\n2020-02,3,4\n2020-03,5,6\n", want: "The rows have three values under two names, so the last column is called “Column 3”."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r, err := Propose(t.Context(), test.name, []byte(test.text), Options{})
			if test.err {
				if !errors.As(err, new(datasets.Problem)) || !strings.Contains(err.Error(), test.want) {
					t.Errorf("Propose() = %v, want %q", err, test.want)
				}
				return
			}
			if err != nil || !strings.Contains(allWords(r), test.want) {
				t.Errorf("Propose() = %v; %q is not said in\n%s", err, test.want, allWords(r))
			}
		})
	}
}

// TestGuessesAreFew: never more than three open questions, the header first.
func TestGuessesAreFew(t *testing.T) {
	t.Parallel()
	const text = "Datum;Betrag;A;Sub;P\n01/02/2025;1.234;100;x;2010-11\n02/02/2025;2.345;50;y;2010-11\nTotal;3.579;150;z;2010-11\n"
	r := propose(t, []byte(text))
	if r.Guesses() > maxGuesses {
		t.Errorf("%d guesses: %s", r.Guesses(), allWords(r))
	}
	if !strings.HasPrefix(guessTopics(r), "Header") && r.Guesses() == maxGuesses {
		t.Errorf("guesses = %q, want the header row first", guessTopics(r))
	}
}

// FuzzPropose: any bytes give a table that replays to itself, or a Problem.
func FuzzPropose(f *testing.F) {
	for _, a := range awkwardFiles() {
		f.Add([]byte(a.text[:min(len(a.text), 400)]))
	}
	for _, s := range []string{
		`[{"a":1,"b":"x"},{"a":2,"b":"y"}]`, `{"result":{"records":[{"a":[1,2],"b":{"c":1}},{"b":null}],"total":9}}`, `{"a":[{"b":[{"c":1},{"c":2}]}],"d":[{"e":"2020"},{"e":"2021"}]}`,
		"{\"a\":1}\n{\"a\":2}\n", `[["a","b"],[1,2],[3,4]]`, `{"type":"FeatureCollection","features":[{"properties":{"a":1}},{"properties":{"a":2}}]}`, `{"a/b":[{"*":1},{"":2}]}`,
	} {
		f.Add([]byte(s))
	}
	for _, s := range []string{wards, "a,b\n1,2", "\xff\xfea\x00", "£;1,5\n\"", "2018/19,(1)\n-,[c]\n", "sep=|\na|b\n1|2\n", "\xef\xbb\xbf\xa0\xa0,\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := Propose(t.Context(), "fuzz.csv", raw, Options{Area: "Essex"})
		if err != nil {
			var p datasets.Problem
			if !errors.As(err, &p) || p.Message == "" || p.Suggestion == "" {
				t.Fatalf("Propose() = %v, which is not a Problem with words", err)
			}
			return
		}
		if r.Rows == 0 || r.Guesses() > maxGuesses || len(r.Sentences) == 0 {
			t.Fatalf("%d rows, %d guesses, %d sentences", r.Rows, r.Guesses(), len(r.Sentences))
		}
		again, err := Read(t.Context(), raw, r.Recipe, Options{Area: "Essex"})
		if err != nil || again.Table.Digest() != r.Table.Digest() {
			t.Fatalf("Read() of the proposed Recipe = %v, or another table", err)
		}
		recipe, err := Change(t.Context(), raw, r.Recipe, answersOf(r), Options{})
		if err != nil {
			t.Fatalf("Change() with the values shown = %v", err)
		}
		for i, c := range recipe.Columns {
			if c.Field.Kind != r.Recipe.Columns[i].Field.Kind {
				t.Fatalf("Change() with the values shown makes %q %v", c.Field.Name, c.Field.Kind)
			}
		}
	})
}
