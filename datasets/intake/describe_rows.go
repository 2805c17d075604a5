package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

var totalChoices = []Choice{{"apart", "Keep them apart"}, {"rows", "Treat them like other rows"}, {"out", "Leave them out"}}

// totals asks what to do with each set of rows that add up others.
func (d *describer) totals() []Sentence {
	var out []Sentence
	for _, f := range d.p.found.totals {
		if d.nestedElsewhere(f) || d.totalUse(f.field) == "" {
			continue
		}
		out = append(out, d.totalSentence(f))
	}
	for i, v := range d.p.verdicts {
		if len(v.totals) == 0 {
			continue
		}
		name := d.p.layout.names[i]
		use := d.totalUse(name)
		c := columnNamed(&d.r, name)
		if c == nil || use == "" {
			continue
		}
		s := Sentence{Topic: "Totals", Guess: use == datasets.TotalsOut, Controls: []Control{d.totalControl(*c, []Choice{totalChoices[2], totalChoices[1]})}}
		s.Text = fmt.Sprintf("%s stands where %s holds %s. The row is read as a total and left out, so nothing is counted twice.", listed(v.totals, 3), quote(name), kindWords(c.Field))
		if use != datasets.TotalsOut {
			s.Text = fmt.Sprintf("%s stands where %s holds %s. The row is used like other rows.", listed(v.totals, 3), quote(name), kindWords(c.Field))
		}
		out = append(out, s)
	}
	return append(append(out, d.rulesAlone()...), d.sumColumnSentences()...)
}

// rulesAlone says which rows a Recipe leaves out although this copy of the
// file shows no reason for it.
func (d *describer) rulesAlone() []Sentence {
	var out []Sentence
	for _, rule := range d.r.TotalRows {
		c := columnNamed(&d.r, rule.Field)
		known := c == nil || len(d.p.verdicts[c.Position].totals) > 0
		for _, f := range d.p.found.totals {
			known = known || f.field == rule.Field
		}
		if known || rule.Use == datasets.TotalsRows {
			continue
		}
		what := listed(rule.Labels, 4)
		if rule.Labels[0] == "" {
			what = "nothing"
		}
		use := map[datasets.TotalUse]string{datasets.TotalsOut: "left out", datasets.TotalsApart: "kept apart as totals"}[rule.Use]
		out = append(out, Sentence{Topic: "Totals", Text: fmt.Sprintf("Rows in which %s holds %s are %s, as before.", quote(rule.Field), what, use),
			Controls: []Control{d.totalControl(*c, totalChoices)}})
	}
	return out
}

// nestedElsewhere is true for totals that are said with another column's.
func (d *describer) nestedElsewhere(f totals) bool {
	for _, other := range d.p.found.totals {
		if other.within == f.field {
			return d.totalUse(f.field) == d.totalUse(other.field)
		}
	}
	return false
}

func (d *describer) totalUse(field string) datasets.TotalUse {
	for _, rule := range d.r.TotalRows {
		if rule.Field == field {
			return rule.Use
		}
	}
	return ""
}

func (d *describer) totalControl(c datasets.RecipeColumn, choices []Choice) Control {
	return Control{Name: fmt.Sprintf("totals-%d", c.Position), Label: "What to do with the totals", Type: "radio", Value: string(d.totalUse(c.Field.Name)), Choices: choices}
}

func (d *describer) totalSentence(f totals) Sentence {
	c := columnNamed(&d.r, f.field)
	use := d.totalUse(f.field)
	if f.parts > 0 {
		return d.sumSentence(f, *c, use)
	}
	if f.out {
		return d.namelessSentence(f, *c, use)
	}
	s := Sentence{Topic: "Totals", Guess: use == datasets.TotalsApart, Controls: []Control{d.totalControl(*c, totalChoices)}}
	what := fmt.Sprintf("%s %s", listed(f.labels, 4), map[bool]string{true: "stands", false: "stand"}[len(f.labels) == 1])
	what = fmt.Sprintf("%s in %s of %s.", what, counted(f.rows, "row", "rows"), quote(f.field))
	of := ""
	if f.labels[0] == "" {
		what = fmt.Sprintf("%s %s no %s.", datasets.Capital(counted(f.rows, "row", "rows")), map[bool]string{true: "has", false: "have"}[f.rows == 1], quote(f.field))
		of = d.totalsOf(f)
	}
	them := map[bool]string{true: "It is", false: "They are"}[f.rows == 1]
	switch use {
	case datasets.TotalsApart:
		as := map[bool]string{true: "a total", false: "totals"}[f.rows == 1]
		s.Text = fmt.Sprintf("%s %s read as %s%s and kept apart, so nothing is counted twice.", what, them, as, of)
	case datasets.TotalsOut:
		s.Text = fmt.Sprintf("%s %s left out.", what, them)
	default:
		s.Text = fmt.Sprintf("%s %s used like other rows.", what, them)
	}
	return s
}

func (d *describer) namelessSentence(f totals, c datasets.RecipeColumn, use datasets.TotalUse) Sentence {
	s := Sentence{Topic: "Totals", Guess: use == datasets.TotalsOut, Controls: []Control{d.totalControl(c, []Choice{totalChoices[2], totalChoices[1]})}}
	what := fmt.Sprintf("%s %s numbers and nothing else.", datasets.Capital(counted(f.rows, "row", "rows")), holds(f.rows))
	if s.Guess {
		s.Text = what + " " + map[bool]string{true: "It is read as a total and left out", false: "They are read as totals and left out"}[f.rows == 1] + ", so nothing is counted twice."
	} else {
		s.Text = what + " " + map[bool]string{true: "It is", false: "They are"}[f.rows == 1] + " used like other rows."
	}
	return s
}

var englishRegions = []string{"north east", "north west", "yorkshire and the humber", "yorkshire & the humber", "east midlands", "west midlands", "east of england", "east", "london", "south east", "south west"}

// totalsOf says what the totals are of, when another column tells.
func (d *describer) totalsOf(f totals) string {
	i := d.t.Index(f.within)
	if f.within == "" || i < 0 {
		return ""
	}
	words := d.t.Column(i).Words[table.FirstCode:]
	for _, w := range words {
		if !slices.Contains(englishRegions, strings.ToLower(w)) {
			return fmt.Sprintf(" for the %s values of %s and for the whole", inWords(len(words)), quote(f.within))
		}
	}
	return fmt.Sprintf(" for England and its %s regions", inWords(len(words)))
}

var placeNames = regexp.MustCompile(`(?i)(authorit|region|ward|district|\barea|_area|county|counties|borough|parish|place|constituenc|lsoa|msoa|country|nation|\bstate\b|council|location|geograph|town|city|name of area|ltla|utla)`)

// otherAreas are areas of work, not of ground.
var otherAreas = regexp.MustCompile(`(?i)(service|expen\w*|spend\w*|business|subject|policy|cost|work|budget)[ _]*area`)

// placeColumns are the columns of the table that name places.
func (d *describer) placeColumns() []int {
	var out []int
	for i, f := range d.t.Fields() {
		if f.Kind == table.PlaceCode || f.Kind == table.Text && placeNames.MatchString(f.Name) && !otherAreas.MatchString(f.Name) && d.t.Profile(i).Distinct > 1 {
			out = append(out, i)
		}
	}
	return out
}

func (d *describer) places() []Sentence {
	var names, codes []string
	s := Sentence{Topic: "Places"}
	fields := d.t.Fields()
	for _, i := range d.placeColumns() {
		n := d.t.Profile(i).Distinct
		if fields[i].Kind == table.PlaceCode {
			codes = append(codes, fmt.Sprintf("%s holds %s", quote(fields[i].Name), counted(n, "place code", "place codes")))
		} else {
			names = append(names, fmt.Sprintf("%s holds %s", quote(fields[i].Name), counted(n, "name", "names")))
		}
		s.Controls = append(s.Controls, kindControl(*columnNamed(&d.r, fields[i].Name)))
	}
	if len(names)+len(codes) == 0 {
		return nil
	}
	s.Text = datasets.Capital(joined(append(names, codes...), 6)) + "."
	if d.o.Area != "" && len(names) > 0 {
		if found := d.areaNames(); len(found) > 0 {
			s.Text += fmt.Sprintf(" Your area, %s, is among them: %s.", d.o.Area, listed(found, 3))
		} else {
			s.Text += fmt.Sprintf(" Your area, %s, is not among them.", d.o.Area)
		}
	}
	return []Sentence{s}
}

// areaNames are the names of places that have the organisation's area in them.
func (d *describer) areaNames() []string {
	var out []string
	for _, i := range d.placeColumns() {
		for _, w := range d.t.Column(i).Words {
			if isAbout(w, d.o.Area) && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// isAbout reports whether area stands in text as words of its own.
func isAbout(text, area string) bool {
	text, area = strings.ToLower(text), strings.ToLower(strings.TrimSpace(area))
	if area == "" {
		return false
	}
	for from := 0; ; {
		at := strings.Index(text[from:], area)
		if at < 0 {
			return false
		}
		start, end := from+at, from+at+len(area)
		if (start == 0 || !isLetter(text[start-1])) && (end == len(text) || !isLetter(text[end])) {
			return true
		}
		from = end
	}
}

func (d *describer) notUsed() []Sentence {
	var same, empty, told, beside []string
	s := Sentence{Topic: "Not used"}
	for i, c := range d.r.Columns {
		if !c.Dropped {
			continue
		}
		drop := d.p.told != nil && i < len(d.p.told.Columns) && d.p.told.Columns[i].Drop
		switch {
		case d.p.verdicts[i].empty && drop, d.p.found.isSum(c.Field.Name): // it is said elsewhere
			continue
		case d.p.verdicts[i].empty:
			empty = append(empty, c.Field.Name)
			continue
		case drop:
			told = append(told, c.Field.Name)
		case !d.p.constant(i):
			beside = append(beside, c.Field.Name)
		default:
			same = append(same, c.Field.Name)
		}
		s.Controls = append(s.Controls, useControl(c, "no"))
	}
	var words []string
	if len(same) > 0 {
		words = append(words, fmt.Sprintf("%s %s the same in every row.", listed(same, 6), map[bool]string{true: "says", false: "say"}[len(same) == 1]))
	}
	if len(told) > 0 {
		words = append(words, fmt.Sprintf("%s %s left out: %s what the server or the format adds for itself.", listed(told, 6), is(len(told)), map[bool]string{true: "it is", false: "they are"}[len(told) == 1]))
	}
	if len(beside) > 0 {
		words = append(words, d.leftOut(beside))
	}
	if len(empty) > 0 {
		words = append(words, fmt.Sprintf("%s %s empty in every row.", listed(empty, 6), is(len(empty))))
	}
	if len(words) == 0 {
		return nil
	}
	s.Text = strings.Join(words, " ")
	return []Sentence{s}
}

// leftOut says which columns somebody chose not to use, or are about more than
// one of the rows that others were turned into.
func (d *describer) leftOut(names []string) string {
	why := ""
	if d.r.Within != "" {
		why = fmt.Sprintf(": %s not about one %s", map[bool]string{true: "it is", false: "they are"}[len(names) == 1], withinGrain(d.r).name)
	}
	return fmt.Sprintf("%s %s left out%s.", listed(names, 7), is(len(names)), why)
}
