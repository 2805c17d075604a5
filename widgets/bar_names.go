package widgets

import (
	"math"
	"strings"
)

// fitNames gives the names a column, their short forms, lines above each bar
// or, last, a wider column and an ellipsis: the full name is in the table.
func (l *layout) fitNames(p *bars, b box) {
	if p.column = l.nameColumn(p.rows, p.names); p.column <= 0.42*b.w {
		return
	}
	short := shortNames(p.rows)
	for i := range short {
		if p.names[i] == "" {
			short[i] = ""
		}
	}
	if w := l.nameColumn(p.rows, short); w <= 0.42*b.w {
		p.names, p.column = short, w
		return
	}
	size, room := l.size.label, b.h/Px(len(p.rows))
	if room < 2.5*size && p.column <= 0.52*b.w { // names over bars would crowd them
		return
	}
	if p.naming == namesBeside && room >= 1.95*size {
		if p.column-9*l.u > b.w {
			p.names = short
		}
		if l.nameColumn(p.rows, p.names)-9*l.u > b.w && room >= 3.6*size {
			p.lines = 2
		}
		p.naming, p.column = namesAbove, 0
		p.pitch = Px(math.Floor(float64(min(room, (2.6+1.15*Px(p.lines))*size))))
		return
	}
	p.names = l.shortenAll(short, p.face, size, 0.6*b.w-9*l.u)
	p.column = l.nameColumn(p.rows, p.names)
}

// narrowNames cuts the names beside their bars until they fit a column.
func (l *layout) narrowNames(p *bars, column Px) {
	if p.naming == namesAbove {
		return
	}
	p.names = l.shortenAll(p.names, p.face, l.size.label, column-9*l.u)
	p.column = l.nameColumn(p.rows, p.names)
}

func (p *bars) face(i int) Face { return faceOf(p.rows[i].Highlight) }

// nameColumn is the width of names beside their bars, with the gap.
func (l *layout) nameColumn(rows []Point, names []string) Px {
	w := Px(0)
	for i, name := range names {
		if name != "" {
			w = max(w, l.width(faceOf(rows[i].Highlight), l.size.label, name))
		}
	}
	return w + 9*l.u
}

// fullNames are the names of the rows as the data has them.
func fullNames(rows []Point) []string {
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = bind(r.Category)
	}
	return names
}

// councilWords end the names of councils, longest first; a list of councils
// can do without them.
var councilWords = []string{" Metropolitan Borough Council", " Metropolitan District Council", " London Borough Council",
	" County Council", " District Council", " Borough Council", " City Council", " Council"}

// shortNames are the short forms of the names: the officer's own, and councils
// without the word where every name stays different.
func shortNames(rows []Point) []string {
	names, seen := make([]string, len(rows)), make(map[string]bool, len(rows))
	for i, r := range rows {
		name := firstOf(r.Short, r.Category)
		for _, word := range councilWords {
			if short, ok := strings.CutSuffix(name, word); ok {
				name = short
				break
			}
		}
		if seen[name] {
			return fullNames(rows)
		}
		seen[name], names[i] = true, bind(name)
	}
	return names
}

// sparse says which rows keep their name when there is no room for all: the
// highlights, the first, the last.
func sparse(rows []Point, pitch, need Px) []bool {
	named := make([]bool, len(rows))
	var kept []int
	try := func(i int) {
		for _, k := range kept {
			if Px(math.Abs(float64(i-k)))*pitch < need {
				return
			}
		}
		kept, named[i] = append(kept, i), true
	}
	for i, r := range rows {
		if r.Highlight {
			try(i)
		}
	}
	try(0)
	try(len(rows) - 1)
	return named
}
