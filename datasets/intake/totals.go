package intake

import (
	"regexp"
	"slices"
	"strings"

	"figurehead/datasets/table"
)

// tidy reports whether words and time place nearly every row apart: then a
// blank word is a level, and not a word that someone forgot.
func (v view) tidy() bool {
	if v.t.Rows() < 4 || len(v.dimensions) < 2 {
		return false
	}
	seen := make(map[uint64]struct{}, v.t.Rows())
	columns := v.columns(v.dimensions)
	for row := range v.t.Rows() {
		seen[v.place(row, columns)] = struct{}{}
		if (row+1-len(seen))*200 > v.t.Rows() {
			return false
		}
	}
	return true
}

// blankTotals finds dimensions in which the blank cell stands for all.
func (v view) blankTotals() []totals {
	if len(v.measures) == 0 {
		return nil
	}
	var out []totals
	tidy, asked := false, false
	for _, i := range v.dimensions {
		f := v.fields[i]
		profile := v.t.Profile(i)
		if f.Role == table.Time || profile.Missing == 0 || profile.Distinct < 2 || profile.Missing*4 > v.t.Rows()*3 {
			continue
		}
		if !asked {
			tidy, asked = v.tidy(), true
		}
		if tidy {
			out = append(out, totals{field: f.Name, labels: []string{""}, rows: profile.Missing})
		}
	}
	v.nest(out)
	return out
}

// nest finds totals of which some are totals of a second column as well: of a
// region when its authority is blank, of the whole when both are.
func (v view) nest(found []totals) {
	for a := range found {
		for b := range found {
			if a == b || found[b].rows >= found[a].rows {
				continue
			}
			outer, inner := v.t.Column(v.t.Index(found[b].field)), v.t.Column(v.t.Index(found[a].field))
			inside := 0
			for row := range v.t.Rows() {
				if outer.Missing(row) != table.Present && inner.Missing(row) != table.Present {
					inside++
				}
			}
			if inside == found[b].rows {
				found[a].within, found[a].nested = found[b].field, inside
			}
		}
	}
}

var (
	allOf   = regexp.MustCompile(`(?i)^all( (people|persons|ages|sexes|households|areas|categories|groups|pupils|england|gb|uk|great britain|wards|districts|regions|authorities|types|tenures|ethnic groups|usual residents|methods|schools|children|adults|local authorities))?$`)
	nations = []string{"wales", "scotland", "northern ireland"}
	wholes  = []string{"england", "united kingdom", "uk", "great britain", "england and wales", "gb"}
)

// namedTotals finds labels such as Total, All people and, among many places, England.
func (v view) namedTotals() []totals {
	var out []totals
	for i, f := range v.fields {
		if f.Kind != table.Text || f.Role == table.Identifier && v.t.Profile(i).Distinct > 50_000 {
			continue
		}
		words := v.t.Column(i).Words[table.FirstCode:]
		var labels []string
		for _, w := range words {
			if len(w) > 40 {
				continue
			}
			if isTotalWord(w) || f.Role == table.Dimension && (w[0]|0x20 == 'a' && allOf.MatchString(w) || isWhole(w, words) || endsInTotal(w, words)) {
				labels = append(labels, w)
			}
		}
		if len(labels) == 0 || len(labels) == len(words) {
			continue
		}
		out = append(out, totals{field: v.fields[i].Name, labels: labels, rows: v.countRows(i, labels)})
	}
	return out
}

// namelessTotals finds the few rows that hold numbers and nothing else, such as
// a sum below the last row.
func (v view) namelessTotals() []totals {
	if len(v.measures) == 0 || v.t.Rows() < 4 {
		return nil
	}
	for i, f := range v.fields {
		missing := v.t.Profile(i).Missing
		if f.Kind.Number() || missing == 0 || missing > 2 {
			continue
		}
		nameless := 0
		for row := range v.t.Rows() {
			if v.saysNothing(row) {
				nameless++
			}
		}
		if nameless == missing {
			return []totals{{field: f.Name, labels: []string{""}, rows: nameless, out: true}}
		}
	}
	return nil
}

// saysNothing reports whether a row has no word and no day, but a number.
func (v view) saysNothing(row int) bool {
	numbers := false
	for i, f := range v.fields {
		present := v.t.Column(i).Missing(row) == table.Present
		if present && !f.Kind.Number() {
			return false
		}
		numbers = numbers || present
	}
	return numbers
}

func (v view) countRows(column int, labels []string) int {
	c, n := v.t.Column(column), 0
	for _, code := range c.Codes {
		if code >= table.FirstCode && slices.Contains(labels, c.Words[code]) {
			n++
		}
	}
	return n
}

// isWhole is true for a country that stands among its parts.
func isWhole(word string, words []string) bool {
	lower := strings.ToLower(word)
	if !slices.Contains(wholes, lower) || len(words) < 4 {
		return false
	}
	for _, w := range words {
		if slices.Contains(nations, strings.ToLower(w)) {
			return lower != "england"
		}
	}
	return true
}

// endsInTotal is true for the only name that ends so: "Essex total".
func endsInTotal(word string, words []string) bool {
	ends := func(w string) bool { return strings.HasSuffix(strings.ToLower(w), " total") }
	return ends(word) && len(words) >= 4 && !slices.ContainsFunc(words, func(w string) bool { return w != word && ends(w) })
}
