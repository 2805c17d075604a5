package shapes

import (
	"regexp"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// view is a table as the rules look at it.
type view struct {
	table    *table.Table
	fields   []table.Field
	headings []string // in small letters, words apart by one space
}

func viewOf(t *table.Table) view {
	v := view{table: t, fields: t.Fields()}
	for _, f := range v.fields {
		v.headings = append(v.headings, strings.Join(datasets.HeadingWords(f.Name), " "))
	}
	return v
}

// says reports whether a phrase stands in a heading, whole words.
func says(heading, phrase string) bool { return strings.Contains(" "+heading+" ", " "+phrase+" ") }

func saysAny(heading string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return says(heading, p) })
}

// is is a test of one column.
type is func(column int) bool

func (v view) number(column int) bool   { return v.fields[column].Kind.Number() }
func (v view) dates(column int) bool    { return v.fields[column].Kind == table.Dates }
func (v view) calendar(column int) bool { return v.fields[column].Kind.Calendar() }
func (v view) text(column int) bool {
	return v.fields[column].Kind == table.Text && v.fields[column].Role != table.Identifier
}

// find is the first column whose heading is one of the phrases, or has it in it,
// the first phrase first; −1 for none. A heading with one of the words of not is
// no match.
func (v view) find(test is, phrases, not []string) int {
	for _, whole := range []bool{true, false} {
		for _, phrase := range phrases {
			for column, heading := range v.headings {
				fits := heading == phrase || !whole && says(heading, phrase)
				if fits && test(column) && (heading == phrase || !saysAny(heading, not)) && v.table.Profile(column).Distinct > 0 {
					return column
				}
			}
		}
	}
	return -1
}

// name is the name of a column, "" for −1.
func (v view) name(column int) string {
	if column < 0 {
		return ""
	}
	return v.fields[column].Name
}

// columns names the columns of a Found, leaving out those that are not there.
func (v view) columns(parts map[string]int) map[string]string {
	named := map[string]string{}
	for part, column := range parts {
		if column >= 0 {
			named[part] = v.name(column)
		}
	}
	return named
}

// share is how many of a hundred texts of a column match, of those present.
func (v view) share(column int, pattern *regexp.Regexp) int {
	if column < 0 {
		return 0
	}
	c := v.table.Column(column)
	matches := make([]bool, len(c.Words))
	for i, w := range c.Words {
		matches[i] = i >= table.FirstCode && pattern.MatchString(w)
	}
	present, matching := 0, 0
	for _, code := range c.Codes {
		if code >= table.FirstCode {
			present++
			if matches[code] {
				matching++
			}
		}
	}
	if present == 0 {
		return 0
	}
	return 100 * matching / present
}

// matching are the different texts of a column that match.
func (v view) matching(column int, pattern *regexp.Regexp) []string {
	if column < 0 {
		return nil
	}
	var list []string
	for _, w := range v.words(column) {
		if pattern.MatchString(w) {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	return list
}

// words are the different texts of a column.
func (v view) words(column int) []string { return v.table.Column(column).Words[table.FirstCode:] }

// present is how many of a hundred cells of a column have a value.
func (v view) present(column int) int {
	return 100 * (v.table.Rows() - v.table.Profile(column).Missing) / v.table.Rows()
}

// splits is the first column of the phrases that has from two to many values; −1
// for none.
func (v view) splits(phrases, not []string) int {
	const many = 400
	return v.find(func(column int) bool {
		n := v.table.Profile(column).Distinct
		return v.text(column) && n > 1 && n <= many && v.present(column) >= 50
	}, phrases, not)
}

// inOrder is how many of a hundred rows with both days have the first not after
// the second.
func (v view) inOrder(first, second int) int {
	a, b := v.table.Column(first), v.table.Column(second)
	both, ordered := 0, 0
	for row := range v.table.Rows() {
		if a.Missing(row) == table.Present && b.Missing(row) == table.Present {
			both++
			if a.Days[row] <= b.Days[row] {
				ordered++
			}
		}
	}
	if both == 0 {
		return 0
	}
	return 100 * ordered / both
}
