package intake

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"figurehead/datasets/table"
)

// lines makes n rows.
func lines(n int, row func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(row(i))
		b.WriteByte('\n')
	}
	return b.String()
}

// payment is a row of a well-behaved file.
func payment(i int) string { return fmt.Sprintf("2025-04-%02d,Firm %d,%d.50", i%28+1, i, i) }

// awkward is one of the 28 files on which a well-known reader was six times
// silently wrong (reference/data-engine.md, section 3).
type awkward struct {
	name     string
	text     string
	rows     int
	fields   string // name:kind[:grain] of each field in use
	sum      string // of the last number column
	guesses  string // topics of open questions
	says     string // must stand in the sentences or problems
	header   int
	win1252  bool
	problems int
}

func awkwardFiles() []awkward {
	const columns = "Date,Supplier,Amount\n"
	payments := lines(200, payment)
	plain := "Date:date Supplier:text Amount:currency"
	return []awkward{
		{name: "01 clean", text: columns + payments, rows: 200, fields: plain, sum: "20000", guesses: "Numbers", header: 1, says: "Only its name says so"},
		{name: "02 preamble", text: "Lambeth Council\nPayments over £500 - April 2025\n\n" + columns + payments, rows: 200, fields: plain, sum: "20000", guesses: "Numbers", header: 4, says: "Rows 1 to 3 above it are left out."},
		{name: "03 preamble with commas", text: "Lambeth Council,,\n\"Payments over £500, April 2025\",,\n,,\n" + columns + payments, rows: 200, fields: plain, sum: "20000", guesses: "Numbers", header: 4, says: "Rows 1 to 3 above it are left out."},
		{name: "04 decimal comma", text: "Datum;Firma;Betrag\n" + lines(200, func(i int) string { return fmt.Sprintf("%02d.04.2025;Firm %d;1.%03d,50", i%28+1, i, i) }), rows: 200, fields: "Datum:date Firma:text Betrag:decimal", sum: "220000", header: 1},
		{name: "05 pounds", text: columns + lines(200, func(i int) string {
			return fmt.Sprintf("2025-04-%02d,Firm %d,\"£%d,%03d.50\"", i%28+1, i, i%9+1, i)
		}), rows: 200, fields: plain, sum: "1013000", header: 1},
		{name: "06 thousands", text: columns + lines(200, func(i int) string {
			return fmt.Sprintf("2025-04-%02d,Firm %d,\"%d,%03d.50\"", i%28+1, i, i%9+1, i)
		}), rows: 200, fields: plain, sum: "1013000", guesses: "Numbers", header: 1},
		{name: "07 day first", text: columns + lines(200, func(i int) string { return fmt.Sprintf("%02d/04/2025,Firm %d,%d.50", i%28+1, i, i) }), rows: 200, fields: plain, sum: "20000", guesses: "Numbers", header: 1, says: "1 April 2025 to 28 April 2025. They are written with the day first."},
		{name: "08 day first, unproved, with times", text: columns + lines(200, func(i int) string { return fmt.Sprintf("%02d/04/2025 07:30,Firm %d,%d.50", i%12+1, i, i) }), rows: 200, fields: plain, sum: "20000", guesses: "Numbers Time", header: 1, says: "Times of day are left out."},
		{name: "08 ISO, with times", text: columns + lines(200, func(i int) string { return fmt.Sprintf("2025-04-%02dT07:30:00,Firm %d,%d.50", i%12+1, i, i) }), rows: 200, fields: plain, sum: "20000", guesses: "Numbers", header: 1, says: "Times of day are left out."},
		{name: "08 day first, unproved", text: columns + lines(200, func(i int) string { return fmt.Sprintf("%02d/04/2025,Firm %d,%d.50", i%12+1, i, i) }), rows: 200, fields: plain, sum: "20000", guesses: "Numbers Time", header: 1, says: "No day above 12 proves it."},
		{name: "09 day first, proved in row 30,002", text: columns + lines(30100, func(i int) string {
			d := i%12 + 1
			if i > 30000 {
				d = 25
			}
			return fmt.Sprintf("%02d/04/2025,Firm %d,%d.50", d, i, i)
		}), rows: 30100, fields: plain, sum: "453005000", guesses: "Numbers", header: 1, says: "1 April 2025 to 25 April 2025"},
		{name: "10 footnotes", text: columns + payments + "\nSource: Lambeth finance system\nNote: figures exclude VAT, where recoverable\n", rows: 200, fields: plain, sum: "20000", guesses: "Numbers", header: 1, says: "Rows 203 to 204 below the table are notes and left out: “Source: Lambeth finance system”."},
		{name: "11 total row", text: columns + payments + "Total,,20000.00\n", rows: 200, fields: plain, sum: "20000", guesses: "Numbers Totals", header: 1, says: "“Total” stands where “Date” holds dates. The row is read as a total and left out"},
		{name: "12 suppressed", text: "Ward,Count\n" + lines(200, func(i int) string {
			switch {
			case i%7 == 0:
				return fmt.Sprintf("Ward %d,*", i)
			case i%11 == 0:
				return fmt.Sprintf("Ward %d,<5", i)
			}
			return fmt.Sprintf("Ward %d,%d", i, i)
		}), rows: 200, fields: "Ward:text Count:integer", sum: "15408", header: 1, says: "“<5” in 16 cells of “Count” are read as suppressed."},
		{name: "13 leading zeros", text: "Code,Name,Value\n" + lines(200, func(i int) string { return fmt.Sprintf("%05d,Name %d,%d", i, i, i) }), rows: 200, fields: "Code:text Name:text Value:integer", sum: "19900", header: 1, says: "“Code” is read as a code"},
		{name: "14 parentheses", text: "Date,Amount\n" + lines(200, func(i int) string { return fmt.Sprintf("2025-04-%02d,(%d.00)", i%28+1, i) }), rows: 200, fields: "Date:date Amount:currency", sum: "-19900", guesses: "Numbers", header: 1, says: "200 amounts in parentheses are read as below zero."},
		{name: "15 financial years", text: "Year,Value\n" + lines(200, func(i int) string { return fmt.Sprintf("%d/%02d,%d", 2010+i%14, (11+i%14)%100, i) }), rows: 200, fields: "Year:period:financial year Value:integer", sum: "19900", header: 1, says: "2010/11 to 2023/24"},
		{name: "16 months", text: "Month,Value\n" + lines(200, func(i int) string { return fmt.Sprintf("%s-25,%d", []string{"Apr", "May", "Jun"}[i%3], i) }), rows: 200, fields: "Month:period:month Value:integer", sum: "19900", header: 1, says: "April 2025 to June 2025"},
		{name: "17 blank headings", text: ",Name,Value,,\n" + lines(200, func(i int) string { return fmt.Sprintf("%d,Name %d,%d,,", i, i, i) }), rows: 200, fields: "Column 1:integer Name:text Value:integer", sum: "19900", header: 1, says: "1 column without a name is called “Column 1”."},
		{name: "18 doubled headings", text: "Ward,2024,2025,Ward\n" + lines(200, func(i int) string { return fmt.Sprintf("W%d,%d,%d,x%d", i, i, i, i%2) }), rows: 200, fields: "Ward:text 2024:integer 2025:integer Ward (2):text", sum: "19900", header: 1, says: "the later one is called “Ward (2)”."},
		{name: "19 Windows-1252", win1252: true, text: "Supplier,Note,Amount\n" + lines(200, func(i int) string { return fmt.Sprintf("Café %d,“quote” – dash %d,£%d", i, i%3, i) }), rows: 200, fields: "Supplier:text Note:text Amount:currency", sum: "19900", header: 1, says: "Plain text in Windows-1252"},
		{name: "20 line end in quotes", text: "Name,Addr,V\n" + lines(200, func(i int) string { return fmt.Sprintf("N%d,\"%d High St\nLondon\",%d", i, i, i) }), rows: 200, fields: "Name:text Addr:text V:integer", sum: "19900", header: 1},
		{name: "21 tabs", text: "Name\tA\tV\n" + lines(200, func(i int) string { return fmt.Sprintf("N%d\ta, b%d\t%d", i, i%2, i) }), rows: 200, fields: "Name:text A:text V:integer", sum: "19900", header: 1, says: "tabs between the columns"},
		{name: "22 byte order mark", text: "\ufeffName,V\n" + lines(200, func(i int) string { return fmt.Sprintf("N%d,%d", i, i) }), rows: 200, fields: "Name:text V:integer", sum: "19900", header: 1},
		{name: "23 no header", text: lines(200, func(i int) string { return fmt.Sprintf("N%d,%d", i, i) }), rows: 200, fields: "Column 1:text Column 2:integer", sum: "19900", guesses: "Header", header: 0, says: "No row holds the names of the columns"},
		{name: "24 words only", text: "Ward,Party\n" + lines(200, func(i int) string { return fmt.Sprintf("Ward %d,P%d", i, i%3) }), rows: 200, fields: "Ward:text Party:text", guesses: "Header", header: 1, says: "Every column holds words, so nothing proves it."},
		{name: "25 late n/a", text: "Ward,V\n" + lines(30100, func(i int) string {
			if i == 30050 {
				return "Ward x,n/a"
			}
			return fmt.Sprintf("Ward %d,%d", i, i)
		}), rows: 30100, fields: "Ward:text V:integer", sum: "452959900", header: 1, says: "“n/a” in 1 cell of “V” is read as not available."},
		{name: "26 stray quotes", text: "Name,V\n" + lines(200, func(i int) string { return fmt.Sprintf("The \"Old\" Mill %d,%d", i, i) }), rows: 200, fields: "Name:text V:integer", sum: "19900", header: 1},
		{name: "27 short rows", text: "A,B,C\n" + lines(200, func(i int) string {
			if i%10 == 0 {
				return fmt.Sprintf("a%d,b%d", i, i%2)
			}
			return fmt.Sprintf("a%d,b%d,%d", i, i%2, i)
		}), rows: 200, fields: "A:text B:text C:integer", sum: "18000", header: 1, problems: 1, says: "20 rows have fewer values than there are columns: rows 2, 12, 22, 32 and 16 more."},
		{name: "28 two header rows", text: "Ward,Number of households,,Percent,\n,2024,2025,2024,2025\n" + lines(200, func(i int) string { return fmt.Sprintf("Ward %d,%d,%d,%d.1,%d.2", i, i, i+1, i%100, i%100) }), rows: 200,
			fields: "Ward:text Number of households 2024:integer Number of households 2025:integer Percent 2024:percentage Percent 2025:percentage", sum: "9940", guesses: "Header", header: 2, says: "Rows 1 and 2 both hold names of columns."},
	}
}

// TestAwkwardFiles reads each of the 28 right, or asks about what it cannot prove.
func TestAwkwardFiles(t *testing.T) {
	t.Parallel()
	for _, test := range awkwardFiles() {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			raw := []byte(test.text)
			if test.win1252 {
				var err error
				if raw, err = charmap.Windows1252.NewEncoder().Bytes(raw); err != nil {
					t.Fatal(err)
				}
			}
			r := propose(t, raw)
			if r.Rows != test.rows || r.Recipe.HeaderRow != test.header || len(r.Problems) != test.problems {
				t.Errorf("rows %d, header row %d, problems %v, want %d, %d and %d problems", r.Rows, r.Recipe.HeaderRow, r.Problems, test.rows, test.header, test.problems)
			}
			if got := fieldWords(r.Table); got != test.fields {
				t.Errorf("fields = %s\nwant %s", got, test.fields)
			}
			if got := lastSum(r.Table); got != test.sum {
				t.Errorf("sum = %s, want %s", got, test.sum)
			}
			if got := guessTopics(r); got != test.guesses {
				t.Errorf("guesses = %q, want %q\n%s", got, test.guesses, allWords(r))
			}
			if !strings.Contains(allWords(r), test.says) {
				t.Errorf("%q is not said in\n%s", test.says, allWords(r))
			}
		})
	}
}

func fieldWords(t *table.Table) string {
	var words []string
	for _, f := range t.Fields() {
		w := f.Name + ":" + f.Kind.String()
		if f.Grain != table.NoGrain {
			w += ":" + f.Grain.String()
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

func lastSum(t *table.Table) string {
	sum := ""
	for i, f := range t.Fields() {
		if f.Kind.Number() {
			sum = exactWords(t.Profile(i).Sum)
		}
	}
	return sum
}

func guessTopics(r Reading) string {
	var topics []string
	for _, s := range r.Sentences {
		if s.Guess {
			topics = append(topics, s.Topic)
		}
	}
	return strings.Join(topics, " ")
}

func allWords(r Reading) string {
	var b strings.Builder
	for _, s := range r.Sentences {
		b.WriteString(s.Topic + ": " + s.Text + "\n")
	}
	for _, p := range r.Problems {
		b.WriteString(p.Error() + "\n")
	}
	return b.String()
}
