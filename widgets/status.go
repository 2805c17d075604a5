package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// statusOf says how firm the number of a row is: from the Spec's states, or from
// the column of statuses. A word that neither knows leaves the number final;
// a Check tells of it.
func (b *reading) statusOf(row []table.Cell, key string) words.Status {
	if text, ok := b.spec.States[key]; ok {
		s, _ := words.ParseStatus(text)
		return s
	}
	if b.status < 0 {
		return words.Status{}
	}
	s, _ := words.ParseStatus(row[b.status].String())
	return s
}

// maxParts is the most parts of periods that have their words at the mark.
const maxParts = 2

// statusRemarks adds the breaks that the column of statuses marks, unless the
// Spec gives a reason for one there, and says at each part of a period what
// it covers.
func (b *reading) statusRemarks(f *Figure) {
	parts := 0
	for _, s := range f.Series {
		for i, p := range s.Points {
			there := slices.ContainsFunc(f.Remarks, func(r Remark) bool { return r.Type == "break" && r.From == p.Ordinal })
			if p.Break && i > 0 && !there {
				f.Remarks = append(f.Remarks, Remark{Type: "break", Along: true, From: p.Ordinal, To: p.Ordinal, Place: p.Category, Auto: true})
			}
			if p.State != words.PartOfPeriod || p.Missing || parts == maxParts {
				continue
			}
			parts++
			text := b.words.Say(words.PartUnsaid)
			if p.Part != "" {
				text = b.words.Say(words.PartSaid, "part", p.Part)
			}
			f.Remarks = append(f.Remarks, Remark{Type: "text", Along: true, From: p.Ordinal, To: p.Ordinal, Series: s.Key,
				Place: p.Category, Text: text, Number: p.Label, Auto: true})
		}
	}
}

// notedStates are the states that a note tells of, in its order.
var notedStates = []words.State{words.Provisional, words.Estimated, words.Forecast, words.Unreliable, words.Revised}

// stateNote says which numbers are provisional, estimated, revised or of a part
// of their period; "" when all are final.
func stateNote(f Figure) string {
	var sentences []string
	for _, state := range notedStates {
		names, run := stateNames(f, state)
		are := f.words().AreInState(state)
		switch {
		case len(names) == 0:
		case run && len(names) > 2:
			sentences = append(sentences, f.say(words.StateOfRun, "first", names[0], "last", names[len(names)-1], "state", are))
		case len(names) > 3:
			sentences = append(sentences, f.say(words.StateOfMany, "n", words.Whole(len(names)), "total", words.Whole(len(present(allPoints(f)))), "state", are))
		default:
			sentences = append(sentences, f.say(words.StateOfNames, "names", f.words().List(names), "state", are))
		}
	}
	for _, p := range pointsIn(f, words.PartOfPeriod) {
		text := f.say(words.PartOf, "name", p.Category)
		if p.Part != "" {
			text = f.say(words.PartCovered, "name", p.Category, "part", p.Part)
		}
		if !slices.Contains(sentences, text) {
			sentences = append(sentences, text)
		}
	}
	return strings.Join(sentences, " ")
}

// pointsIn are the points that have a number in that state.
func pointsIn(f Figure, state words.State) []Point {
	var points []Point
	for _, s := range f.Series {
		for i := range s.Points {
			if p := &s.Points[i]; p.State == state && !p.Missing {
				points = append(points, *p)
			}
		}
	}
	return points
}

// stateNames are the places whose numbers have the state, each once where it
// holds for every line there; run is set when they follow each other in time.
func stateNames(f Figure, state words.State) (names []string, run bool) {
	if len(pointsIn(f, state)) == 0 {
		return nil, false
	}
	type place struct{ with, of int }
	var order []int
	places := map[int]*place{}
	for _, s := range f.Series {
		for _, p := range s.Points {
			if places[p.Ordinal] == nil {
				places[p.Ordinal] = &place{}
				order = append(order, p.Ordinal)
			}
			if !p.Missing {
				places[p.Ordinal].of++
				places[p.Ordinal].with += btoi(p.State == state)
			}
		}
	}
	first, last, count := -1, -1, 0
	for i, at := range order {
		if p := places[at]; p.with > 0 {
			if first < 0 {
				first = i
			}
			last, count = i, count+1
		}
	}
	seen := map[string]bool{}
	whole := true
	for _, s := range f.Series {
		for _, p := range s.Points {
			at := places[p.Ordinal]
			if p.Missing || p.State != state {
				continue
			}
			name := p.Category
			if at.with < at.of {
				name, whole = pointName(f, s, p), false
			}
			if !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names, whole && count > 0 && last-first+1 == count && f.overTime()
}

// overTime reports whether the marks stand along days or periods.
func (f Figure) overTime() bool {
	e, k := f.Spec.Encoding, kindNamed(f.Kind)
	return e.Time != "" && (e.Category == "" || e.Category == e.Time || k.alongTime)
}

func kindNamed(name Kind) kind {
	k, _ := kindOf(name)
	return k
}

// statuses tells of words in the column of statuses that are not known, and of
// states for places that are not shown.
func (e examination) statuses() (Check, bool) {
	c := Check{ID: "statuses", Title: "It is known which numbers are not final", Field: "states", Done: true}
	column := e.result.Index(e.spec.Encoding.Status)
	var unknown []string
	for _, row := range e.result.Rows {
		if column < 0 {
			break
		}
		text := row[column].String()
		if _, known := words.ParseStatus(text); !known && !slices.Contains(unknown, text) {
			unknown = append(unknown, text)
		}
	}
	if c.Done = len(unknown) == 0; !c.Done {
		c.Title = "A status is not known"
		c.Reason = fmt.Sprintf("%s in “%s” says nothing about how firm a number is; those numbers are shown as final. Words that are known: provisional, estimated, forecast, revised, part.",
			quotedList(first(unknown, 3)), e.spec.Encoding.Status)
		return c, true
	}
	for _, name := range sortedKeys(e.spec.States) {
		if !slices.ContainsFunc(allPoints(e.figure), func(p Point) bool { return p.Key == name }) {
			c.Done = false
			c.Title = "A status is for a number that is not shown"
			c.Reason = fmt.Sprintf("“%s” is marked as %s, but it is not in the figure.", shorten(name), shorten(e.spec.States[name]))
			return c, true
		}
	}
	c.Reason = stateNote(e.figure)
	return c, c.Reason != ""
}

func first(list []string, n int) []string { return list[:min(n, len(list))] }
