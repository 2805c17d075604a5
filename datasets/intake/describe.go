package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/table"
)

// describer says in words how a file was read by a Recipe.
type describer struct {
	p *proposal
	r datasets.Recipe
	t *table.Table // before columns became rows
	o Options

	final *table.Table
}

// maxGuesses is how many open questions an officer is asked at once.
const maxGuesses = 3

// sentences gives all sentences, guesses first. With more guesses than an
// officer can weigh at once, the header row is asked first and the last ones
// are folded.
func (d *describer) sentences() []Sentence {
	var all []Sentence
	for _, topic := range [][]Sentence{d.header(), d.packedSentences(), d.partSentences(), d.groupSentences(), d.time(), d.numbers(), d.units(), d.totals(), d.placeholders(), d.file(), d.places(), d.missing(), d.unusual(), d.people(), d.notUsed(),
		d.describedWords(), d.said("Numbers"), d.said("Time"), d.said("Missing"), d.said("Unusual"), d.said("Not used")} {
		all = append(all, topic...)
	}
	limitGuesses(all)
	order := func(s Sentence) int {
		at := slices.Index(Topics, s.Topic)
		if s.Guess {
			return at - len(Topics)
		}
		return at
	}
	slices.SortStableFunc(all, func(a, b Sentence) int { return order(a) - order(b) })
	offerOnce(all)
	return all
}

// offerOnce leaves each form field only in the first sentence that offers it.
func offerOnce(all []Sentence) {
	offered := map[string]bool{}
	for i := range all {
		all[i].Controls = slices.DeleteFunc(all[i].Controls, func(c Control) bool {
			again := offered[c.Name]
			offered[c.Name] = true
			return again
		})
	}
}

// limitGuesses keeps the first guesses open; beyond three the header row comes first.
func limitGuesses(all []Sentence) {
	guesses := 0
	for _, s := range all {
		if s.Guess {
			guesses++
		}
	}
	if guesses <= maxGuesses {
		return
	}
	open := 0
	for i := range all {
		if i == 0 && all[i].Topic == "Header" {
			all[i].Guess = true
		}
		if !all[i].Guess {
			continue
		}
		if open++; open > maxGuesses {
			all[i].Guess = false
		}
	}
}

// encodingNames are the encodings as an officer may know them.
var encodingNames = map[string]string{
	csvfile.UTF8: "UTF-8", csvfile.UTF16LE: "UTF-16", csvfile.UTF16BE: "UTF-16 (big-endian)",
	csvfile.Windows1252: "Windows-1252", csvfile.ISO8859x14: "ISO 8859-14 (Welsh)",
}

var delimiterNames = map[string]string{",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}

var delimiterChoices = []Choice{{",", "Comma"}, {";", "Semicolon"}, {"tab", "Tab"}, {"|", "Vertical bar"}}

func delimiterValue(d string) string {
	if d == "\t" {
		return "tab"
	}
	return d
}

func (d *describer) file() []Sentence {
	if d.r.Sealed != nil {
		return []Sentence{{Topic: "File", Text: d.sealedFile()}}
	}
	if d.p.book != nil {
		return d.workbookSentences()
	}
	if d.p.form != nil {
		return d.said("File")
	}
	var encodings []Choice
	for _, e := range csvfile.Encodings {
		encodings = append(encodings, Choice{e, encodingNames[e]})
	}
	s := Sentence{Topic: "File", Controls: []Control{
		{"delimiter", "Columns are separated by", "radio", delimiterValue(d.r.Delimiter), delimiterChoices},
		{"encoding", "Characters are", "radio", d.r.Encoding, encodings},
	}}
	between := delimiterNames[d.r.Delimiter] + " between the columns"
	if len(d.r.Columns) == 1 {
		between = "one column"
	}
	s.Text = fmt.Sprintf("Plain text in %s with %s. All %s were read.", encodingNames[d.r.Encoding], between, counted(d.p.sheet.rows(), "row", "rows"))
	if d.p.sheet.masked != nil || d.p.sheet.right > 0 {
		s.Text = fmt.Sprintf("Plain text in %s with %s, %s.", encodingNames[d.r.Encoding], between, counted(d.p.sheet.rows(), "row", "rows"))
	}
	if d.unended() {
		s.Text += fmt.Sprintf(" The last row, %s, has no line end; if the file may have been cut short, compare it with the source.", count(d.p.layout.last))
	}
	if n, row := d.p.sheet.lostLetters(); n > 0 {
		s.Guess = true
		s.Text += fmt.Sprintf(" %s, first in row %s: lost before the file was saved. Look for a copy that has all.", counted(n, "letter stands in it as �", "letters stand in it as �"), count(row))
	}
	if also := string(d.p.dialect.Also); d.p.dialect.Also != 0 {
		s.Guess = d.r.Delimiter == string(d.p.dialect.Delimiter)
		s.Text = fmt.Sprintf("The columns are read as separated by %s. They could be separated by %s as well.", delimiterNames[d.r.Delimiter], delimiterNames[also])
	}
	return []Sentence{s}
}

func (d *describer) header() []Sentence {
	if d.p.told != nil && d.p.told.Header > 0 {
		return d.said("Header")
	}
	l := d.p.layout
	if d.r.Sealed != nil {
		return nil
	}
	s := Sentence{Topic: "Header", Controls: []Control{{Name: "header-row", Label: "Names of the columns are in row (0 when no row has them)", Type: "number", Value: fmt.Sprint(l.header)}}}
	s.Guess = l.unproved != headerProved
	var words []string
	switch {
	case l.header == 0:
		words = append(words, fmt.Sprintf("No row holds the names of the columns, so they are called %s. Row %s is the first row of data.", listed(l.names, 3), count(l.first)))
	case l.unproved == headerAllText:
		words = append(words, fmt.Sprintf("Row %s is read as the names of the columns. Every column holds words, so nothing proves it.", count(l.header)))
	default:
		words = append(words, fmt.Sprintf("Row %s holds the names of the columns.", count(l.header)))
	}
	if l.upper > 0 {
		rows := fmt.Sprintf("Rows %s and %s both", count(l.upper), count(l.header))
		if l.header-l.upper > 1 {
			rows = fmt.Sprintf("Rows %s to %s all", count(l.upper), count(l.header))
		}
		words[0] = fmt.Sprintf("%s hold names of columns. They are read together, such as %s.", rows, quote(d.joinedName()))
		s.Guess = true
	}
	if l.unproved == headerTooNarrow {
		words = append(words, d.tooNarrow())
	}
	words = append(words, d.skipped(), d.renamed())
	s.Text = strings.TrimSpace(strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " "))
	return []Sentence{s}
}

// joinedName is the first name that two rows made together.
func (d *describer) joinedName() string {
	l := d.p.layout
	for i, n := range l.names {
		if l.headings[i] != "" && n != oneLine(l.headings[i]) {
			return n
		}
	}
	return l.names[len(l.names)-1]
}

// tooNarrow says which names are in doubt when rows have more values than
// there are names.
func (d *describer) tooNarrow() string {
	l := d.p.layout
	named := lastFilled(l.headings)
	extra := l.names[named:]
	text := fmt.Sprintf("The rows have %s values under %s names, so the last %s called %s.",
		inWords(len(l.names)), inWords(named), map[bool]string{true: "column is", false: "columns are"}[len(extra) == 1], listed(extra, 3))
	from := d.doubtfulFrom(named)
	return text + fmt.Sprintf(" A name may be missing further left: check that %s %s over the right numbers.", listed(l.names[from:named], 8), map[bool]string{true: "stands", false: "stand"}[named-from == 1])
}

// doubtfulFrom is the first column whose name may belong to another: where a
// name asks for whole numbers and decimals stand below it, the names are
// shifted from the last column of whole numbers before it.
func (d *describer) doubtfulFrom(named int) int {
	for i := named - 1; i > 0; i-- {
		if !countNames.MatchString(d.p.layout.names[i]) || d.p.verdicts[i].kind != table.Decimals {
			continue
		}
		for from := i - 1; from > 0; from-- {
			if d.p.verdicts[from].kind == table.Integers {
				return from
			}
		}
	}
	return 0
}

// skipped says what was left out above the names, between and below the rows.
func (d *describer) skipped() string {
	l, s := d.p.layout, d.p.sheet
	top := l.header
	if l.upper > 0 {
		top = l.upper
	}
	if l.header == 0 {
		top = l.first
	}
	var words []string
	if above := top - 1; above == 1 {
		words = append(words, "Row 1 above it is left out.")
	} else if above > 1 {
		words = append(words, fmt.Sprintf("Rows 1 to %s above it are left out.", count(above)))
	}
	if d.p.profile.blank > 0 {
		words = append(words, fmt.Sprintf("%s between the rows %s passed over.", datasets.Capital(counted(d.p.profile.blank, "empty row", "empty rows")), map[bool]string{true: "is", false: "are"}[d.p.profile.blank == 1]))
	}
	if l.notes && s.rows() > l.last {
		words = append(words, d.notesBelow())
	}
	if len(words) == 0 && l.header > 0 && s.masked == nil {
		return "Nothing was skipped above it or below the last row."
	}
	return strings.Join(words, " ")
}

func (d *describer) notesBelow() string {
	l, s := d.p.layout, d.p.sheet
	from := l.last + 1
	for from < s.rows() && s.blank(from) {
		from++
	}
	first, last := d.firstWords(from), s.rows()
	for last > from && s.blank(last) {
		last--
	}
	if from == last {
		return fmt.Sprintf("Row %s below the table is a note and left out: %s.", count(from), quote(first))
	}
	return fmt.Sprintf("Rows %s to %s below the table are notes and left out: %s.", count(from), count(last), quote(first))
}

// firstWords is the first cell at or below row from that says something.
func (d *describer) firstWords(from int) string {
	for row := from; row <= d.p.sheet.rows(); row++ {
		for _, c := range d.p.sheet.strings(row) {
			if strings.ContainsFunc(c, unicode.IsLetter) {
				return c
			}
		}
	}
	return ""
}

// renamed says which columns got a name of ours.
func (d *describer) renamed() string {
	l := d.p.layout
	var doubled, unnamed []string
	for i, n := range l.names {
		if d.r.Columns[i].Dropped && d.p.verdicts[i].empty {
			continue
		}
		switch heading := oneLine(l.headings[i]); {
		case l.header == 0 || l.upper > 0:
		case heading == "" && i < max(l.named, 1):
			unnamed = append(unnamed, n)
		case heading != "" && heading != n:
			doubled = append(doubled, n)
		}
	}
	var words []string
	if len(unnamed) > 0 && l.unproved != headerTooNarrow {
		words = append(words, fmt.Sprintf("%s without a name %s called %s.", datasets.Capital(counted(len(unnamed), "column", "columns")), is(len(unnamed)), listed(unnamed, 4)))
	}
	if len(doubled) > 0 {
		words = append(words, fmt.Sprintf("A name stands more than once, so the later %s called %s.", map[bool]string{true: "one is", false: "ones are"}[len(doubled) == 1], listed(doubled, 4)))
	}
	return strings.Join(words, " ")
}
