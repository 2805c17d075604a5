package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/records"
)

// Parts of a sheet, as a Recipe names them: "table-2", "quarters" or both,
// "table-2/quarters". These two read what stands below each other together.
const (
	allTables  = "all-tables"
	allPeriods = "all-periods"
	tablePart  = "table-"
)

// sheetParts is what stands below each other in one sheet, and what of it is read.
type sheetParts struct {
	tables []block // two or more, or none
	table  int     // the one that is read; -1 for all together
	strips []strip // two or more beside each other, or none
	strip  int     // the one that is read; -1 for all together
	within bool    // the tables stand below each other in the strip
	stack  stack
	grain  string // the length of period that is read; "" for all together
}

// part is what the Recipe says.
func (s sheetParts) part() string {
	w := wanted{within: s.within}
	if len(s.tables) > 0 {
		w.table = s.tableValue(s.table)
	}
	if len(s.strips) > 0 {
		w.beside = s.stripValue(s.strip)
	}
	if s.stack.found() {
		w.grain = s.grainValue()
	}
	return w.String()
}

func (s sheetParts) tableValue(table int) string {
	if table < 0 {
		return allTables
	}
	return tablePart + strconv.Itoa(table+1)
}

func (s sheetParts) grainValue() string {
	if s.grain == "" {
		return allPeriods
	}
	return s.grain
}

// wanted is a part that is asked for, taken apart.
type wanted struct {
	table, beside, grain string

	within bool // the table is one of those below each other beside others
}

// wantedPart reads what a Recipe or a person says. It is not known when it can
// be no part of a sheet.
func wantedPart(part string) (w wanted, known bool) {
	known = true
	for p := range strings.SplitSeq(part, "/") {
		switch {
		case p == "":
		case p == allTables || strings.HasPrefix(p, tablePart):
			w.table, w.within = p, w.beside != ""
		case p == allColumns || strings.HasPrefix(p, besidePart):
			w.beside = p
		case p == allPeriods || grainNamed(p) != nil:
			w.grain = p
		default:
			known = false
		}
	}
	return w, known
}

// with puts answers into a part. Another table has its own periods, and its own
// tables within it.
func (w wanted) with(table, beside, grain string) wanted {
	switch {
	case table != "" && table != w.table && w.within:
		w.table, w.grain = table, ""
	case table != "" && table != w.table:
		w = wanted{table: table}
	case beside != "" && beside != w.beside && w.within:
		w = wanted{beside: beside}
	case beside != "" && beside != w.beside:
		w.beside, w.grain = beside, ""
	}
	if grain != "" {
		w.grain = grain
	}
	return w
}

// String is the part as a Recipe names it.
func (w wanted) String() string {
	parts := []string{w.table, w.beside, w.grain}
	if w.within {
		parts[0], parts[1] = w.beside, w.table
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "/")
}

func noSuchPart(part string) error {
	return datasets.Problem{Field: "part", Message: fmt.Sprintf("The file has no part %s that could be read alone.", quote(part)), Suggestion: "Leave the part out, or choose one of those that are offered."}
}

// chooseTable reads one table alone where several stand below or beside each
// other. Those below each other come first; a table beside others may have
// tables below it, too.
func (p *proposal) chooseTable(g given) error {
	if p.told != nil || g.cleaned {
		return nil
	}
	w, known := wantedPart(g.part)
	if !known {
		return noSuchPart(g.part)
	}
	if err := p.chooseBelow(g, w); err != nil {
		return err
	}
	if err := p.chooseStrip(g, w); err != nil {
		return err
	}
	if p.parts.strip >= 0 && len(p.parts.tables) == 0 {
		if err := p.chooseBelow(g, w); err != nil {
			return err
		}
		p.parts.within = len(p.parts.tables) > 0
	}
	if w.table != "" && w.table != allTables && p.parts.table < 0 {
		return noSuchPart(w.table)
	}
	return nil
}

// chooseBelow reads one table alone where several stand below each other.
func (p *proposal) chooseBelow(g given, w wanted) error {
	found := findTables(p.sheet)
	if len(found) > 0 {
		p.sheet.names = found[0].header
	}
	if len(found) > 1 && !g.whole() {
		p.parts.tables = found
	}
	p.parts.table = -1
	n := len(p.parts.tables)
	switch {
	case n == 0, w.table == allTables:
		return nil
	case w.table == "":
		p.parts.table = fullestBlock(p.sheet, p.parts.tables)
	default:
		at, err := strconv.Atoi(strings.TrimPrefix(w.table, tablePart))
		if err != nil || at < 1 || at > n {
			return noSuchPart(w.table)
		}
		p.parts.table = at - 1
	}
	chosen := p.parts.tables[p.parts.table]
	p.sheet.names = chosen.header
	p.sheet.readOnly(func(row int) bool { return row >= chosen.first && row <= chosen.last })
	return nil
}

// choosePeriods reads periods of one length alone where several are stacked,
// and reports whether it did.
func (p *proposal) choosePeriods(g given) (bool, error) {
	if p.told != nil || g.cleaned || g.whole() {
		return false, nil
	}
	w, _ := wantedPart(g.part)
	p.parts.stack = findStack(p)
	s := p.parts.stack
	switch {
	case !s.found() && w.grain != "" && w.grain != allPeriods && !p.holds(w.grain):
		return false, datasets.Problem{Field: "part", Message: fmt.Sprintf("The file has no %s any more.", grainNamed(w.grain).words), Suggestion: "Choose what is read again."}
	case !s.found() || w.grain == allPeriods:
		return false, nil
	case w.grain == "":
		p.parts.grain = s.fullest()
	case s.rows[w.grain] == 0:
		return false, datasets.Problem{Field: "part", Message: fmt.Sprintf("%s has no %s.", quote(p.layout.names[s.columns[0]]), grainNamed(w.grain).words), Suggestion: "Choose one of the lengths of its periods."}
	default:
		p.parts.grain = w.grain
	}
	p.sheet.readOnly(func(row int) bool { return s.of[row] == "" || s.of[row] == p.parts.grain })
	return true, nil
}

// holds reports whether a column has periods of that length and no others.
func (p *proposal) holds(grain string) bool {
	return slices.ContainsFunc(p.verdicts, func(v verdict) bool { return v.kind.Calendar() && v.as&grainNamed(grain).as != 0 })
}

// partSentences say what stands below each other, and let a person choose.
func (d *describer) partSentences() []Sentence {
	var out []Sentence
	parts := d.p.parts
	if n := len(parts.tables); n > 0 {
		s := Sentence{Topic: "File", Guess: true}
		var choices []Choice
		for i, b := range parts.tables {
			choices = append(choices, Choice{parts.tableValue(i), fmt.Sprintf("Table %d, rows %s to %s: %s", i+1, count(b.header), count(b.end), b.title)})
		}
		choices = append(choices, Choice{allTables, "All rows as one table"})
		s.Controls = []Control{{"part", "Read", "select", parts.tableValue(parts.table), choices}}
		s.Text = fmt.Sprintf("%s tables stand below each other. All rows are read as one table.", datasets.Capital(inWords(n)))
		if parts.table >= 0 {
			b := parts.tables[parts.table]
			s.Text = fmt.Sprintf("%s tables stand below each other. Table %d, rows %s to %s, is read: %s. The others are left out.", datasets.Capital(inWords(n)), parts.table+1, count(b.header), count(b.end), quote(b.title))
		}
		out = append(out, s)
	}
	if len(parts.strips) > 0 {
		out = append(out, d.stripSentence())
	}
	if parts.stack.found() {
		out = append(out, d.stackSentence())
	}
	return out
}

// stackSentence says which of several lengths of periods is read.
func (d *describer) stackSentence() Sentence {
	parts := d.p.parts
	s := Sentence{Topic: "Time", Guess: true}
	var choices []Choice
	var names, others []string
	for _, g := range grains {
		n := parts.stack.rows[g.part]
		if n == 0 {
			continue
		}
		names = append(names, g.words)
		if g.part != parts.grain {
			others = append(others, g.words)
		}
		choices = append(choices, Choice{g.part, fmt.Sprintf("%s (%s)", datasets.Capital(g.words), records.Counted(n, "row", "rows"))})
	}
	choices = append(choices, Choice{allPeriods, "All of them together"})
	s.Controls = []Control{{"periods", "Read the", "select", parts.grainValue(), choices}}
	var in []string
	for _, c := range parts.stack.columns {
		in = append(in, quote(d.p.layout.names[c]))
	}
	verb := map[bool]string{true: "holds", false: "hold"}[len(in) == 1]
	s.Text = fmt.Sprintf("%s %s %s below each other. They are read together, so do not add them up: keep one of them with a filter.", datasets.Capital(joined(in, 2)), verb, joined(names, 9))
	if parts.grain != "" {
		s.Text = fmt.Sprintf("%s %s %s below each other. The %s are read, %s; the %s are left out, so nothing is counted twice.",
			joined(in, 2), verb, joined(names, 9), grainNamed(parts.grain).words, records.Counted(parts.stack.rows[parts.grain], "row", "rows"), joined(others, 9))
	}
	return s
}
