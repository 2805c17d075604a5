package widgets

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shorten cuts text to width with an ellipsis. Only names whose full form
// stands in the table are ever cut.
func (l *layout) shorten(text string, face Face, size, width Px) string {
	if l.width(face, size, text) <= width {
		return text
	}
	runes := []rune(text)
	if len(runes) > 200 {
		runes = runes[:200]
	}
	kept := func(n int) string { return strings.TrimRightFunc(string(runes[:n]), unicode.IsSpace) + "…" }
	n := sort.Search(len(runes), func(n int) bool { return l.width(face, size, kept(n+1)) > width })
	return kept(n)
}

// clip breaks a name into at most so many lines; what then still does not fit
// is cut with an ellipsis.
func (l *layout) clip(text string, face Face, size, width Px, lines int) []string {
	if l.width(face, size, text) <= width || lines == 1 || len(text) > maxWrapped {
		return []string{l.shorten(text, face, size, width)}
	}
	room := width
	if l.preset.Frame {
		room = width / 1.12
	}
	rows := l.wrap(text, face, size, room)
	if len(rows) > lines {
		rows[lines-1] = strings.Join(rows[lines-1:], " ")
		rows = rows[:lines]
	}
	for i := range rows {
		rows[i] = l.shorten(rows[i], face, size, width)
	}
	return rows
}

// shortenAll cuts names to width. Those that differ still do.
func (l *layout) shortenAll(names []string, face func(int) Face, size, width Px) []string {
	cut := distinctly(names, func(i int, name string) []string { return []string{l.shorten(name, face(i), size, width)} })
	short := make([]string, len(cut))
	for i, rows := range cut {
		short[i] = rows[0]
	}
	return short
}

// distinctly cuts names, each to the rows that cut gives it. Where names that differ
// come out alike, an ellipsis takes the place of the words that all of them
// begin with: "Goods and services: legal" is "…legal" beside "…printing".
func distinctly(names []string, cut func(i int, name string) []string) [][]string {
	rows, rest, alike := make([][]string, len(names)), slices.Clone(names), map[string][]int{}
	for i, name := range names {
		rows[i] = cut(i, name)
		alike[strings.Join(rows[i], "\n")] = append(alike[strings.Join(rows[i], "\n")], i)
	}
	for len(alike) > 0 {
		next := map[string][]int{}
		for _, group := range alike {
			opening := openingOf(rest, group)
			if opening == 0 {
				continue
			}
			for _, i := range group {
				if rest[i] = strings.TrimLeft(rest[i][opening:], " \u00a0,:;/–-"); rest[i] == "" { // the opening is all there is of it
					continue
				}
				rows[i] = cut(i, "…"+rest[i])
				next[strings.Join(rows[i], "\n")] = append(next[strings.Join(rows[i], "\n")], i)
			}
		}
		alike = next
	}
	return rows
}

// openingOf is how many bytes the names of a group begin with alike: whole words
// where there are some. Of one name, or of equal ones, it is none.
func openingOf(names []string, group []int) int {
	shared, same := names[group[0]], true
	for _, i := range group[1:] {
		same = same && names[i] == names[group[0]]
		n := 0
		for n < min(len(shared), len(names[i])) && shared[n] == names[i][n] {
			n++
		}
		shared = shared[:n]
	}
	if same {
		return 0
	}
	halved := func(i int) bool {
		next, _ := utf8.DecodeRuneInString(names[i][len(shared):])
		return len(names[i]) > len(shared) && !betweenWords(next)
	}
	if i := strings.LastIndexFunc(shared, betweenWords); i >= 0 && slices.ContainsFunc(group, halved) {
		_, n := utf8.DecodeRuneInString(shared[i:])
		return i + n
	}
	for !utf8.ValidString(shared) { // the last rune is half of each
		shared = shared[:len(shared)-1]
	}
	return len(shared)
}

func betweenWords(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }
