package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// MaxMapRows is how many rows a map reads: one for each of its places.
const MaxMapRows = places.MaxPlaces

// namedInNotes is how many places a note names before it counts them.
const namedInNotes = 4

// mapped makes the one series of a map, of the rows that have a place on it:
// highest first, or lowest where the Spec says so, missing ones last. Each value
// has the class of its number as printed.
func (b *reading) mapped(f *Figure) error {
	by := b.category
	if by < 0 {
		by = b.place
	}
	switch {
	case by < 0:
		return datasets.Problem{Field: "place", Message: "No column of places is chosen.", Suggestion: "Choose the column of place codes, or of names."}
	case b.series >= 0 && b.series != by:
		return datasets.Problem{Field: "series", Message: "A map shows one number for each place and cannot be split again.",
			Suggestion: "Choose one group, or use a line chart or a table for the split."}
	}
	if err := tooMany(len(b.result.Rows), MaxMapRows, "places"); err != nil {
		return err
	}
	set, err := b.chooseSet()
	if err != nil {
		return err
	}
	f.Places = set
	s := Series{Name: b.result.Fields[b.value].Name}
	shades := b.classify(set, f)
	for i, row := range b.result.Rows {
		at, ok := b.findPlace(set, row)
		p := b.point(row, by, i)
		if !ok {
			f.OffMap = append(f.OffMap, p.Category)
			continue
		}
		b.namePlace(&p, set.Places[at], row)
		if !p.Missing {
			p.Class = shades.of(row[b.value].Number)
		}
		s.Points = append(s.Points, p)
	}
	f.Series = []Series{s}
	if f.Order != "valueAscending" {
		f.Order = "value"
	}
	sortPoints(s.Points, f.Order)
	return b.onePlaceOnce(s.Points)
}

// classify divides the numbers that are on the map and words the edges.
func (b *reading) classify(set *places.Set, f *Figure) classes {
	var numbers []table.Decimal
	decimals := b.number.Decimals
	for _, row := range b.result.Rows {
		if _, ok := b.findPlace(set, row); ok && row[b.value].Missing == table.Present {
			numbers = append(numbers, row[b.value].Number)
			if b.number.Decimals == words.Exact {
				decimals = max(decimals, row[b.value].Number.Places())
			}
		}
	}
	return b.breakAt(f, numbers, decimals)
}

// breakAt divides numbers into classes and words where one gives way to the
// next.
func (b *reading) breakAt(f *Figure, numbers []table.Decimal, decimals int) classes {
	c := newClasses(numbers, decimals)
	format := b.number.Label()
	format.Decimals = 0
	for _, edge := range c.edges() {
		format.Decimals = max(format.Decimals, edge.Places())
	}
	f.Breaks = []string{}
	for _, edge := range c.edges() {
		f.Breaks = append(f.Breaks, b.words.Number(edge, format))
	}
	return c
}

// findPlace is the place of a row: by its code, else by its name.
func (b *reading) findPlace(set *places.Set, row []table.Cell) (int, bool) {
	code, name := "", ""
	if b.place >= 0 {
		code = row[b.place].Text
	}
	if b.category >= 0 {
		name = row[b.category].Text
	}
	return set.Find(code, name)
}

// namePlace gives a point its place, and the name of the set where the data has
// only a code.
func (b *reading) namePlace(p *Point, place places.Place, row []table.Cell) {
	p.Place = place.Code
	column := b.category
	if column < 0 {
		column = b.place
	}
	if b.spec.Names[b.raw(row[column])] != "" {
		return
	}
	if b.category < 0 || p.Category == place.Code {
		p.Category, p.Short = place.Name, place.Name
	}
	if place.Short != "" {
		p.Short = place.Short
	}
}

// onePlaceOnce refuses two numbers for one place.
func (b *reading) onePlaceOnce(points []Point) error {
	seen := make(map[string]string, len(points))
	for _, p := range points {
		if _, twice := seen[p.Place]; twice {
			return datasets.Problem{Field: "category",
				Message:    fmt.Sprintf("%s has two numbers, but a map shows one for each place.", shorten(p.Category)),
				Suggestion: "Choose one period or one group, or add the numbers up."}
		}
		seen[p.Place] = p.Category
	}
	return nil
}

// chooseSet is the boundary set that the Spec names, or else the one on which
// the most rows have their place.
func (b *reading) chooseSet() (*places.Set, error) {
	drawn := b.kind.drawnOn
	if id := b.spec.Places; id != "" {
		i := slices.IndexFunc(b.sets, func(s *places.Set) bool { return s.ID == id })
		switch {
		case i < 0:
			return nil, datasets.Problem{Field: "places", Message: fmt.Sprintf("There is no boundary set named %q.", shorten(id)), Suggestion: "The boundary sets are " + b.setNames(nil) + "."}
		case !drawn(b.sets[i]):
			return nil, datasets.Problem{Field: "places", Message: fmt.Sprintf("The boundary set %q has no shapes for a %s.", b.sets[i].Name, KindWord(b.spec.Kind, "en")),
				Suggestion: "Choose another set or kind."}
		}
		if b.matches(b.sets[i]) == 0 {
			return nil, b.offEverything(b.sets[i])
		}
		return b.sets[i], nil
	}
	var best *places.Set
	most := 0
	for _, s := range b.sets {
		if n := b.matches(s); drawn(s) && n > most {
			best, most = s, n
		}
	}
	if best == nil {
		return nil, datasets.Problem{Field: "places", Message: "No row has its place on a map: " + b.firstPlaces() + ".",
			Suggestion: "Choose the column of place codes or names. The boundary sets are " + b.setNames(drawn) + "."}
	}
	return best, nil
}

// matches counts the rows that have a place on a set.
func (b *reading) matches(s *places.Set) int {
	n := 0
	for _, row := range b.result.Rows {
		if _, ok := b.findPlace(s, row); ok {
			n++
		}
	}
	return n
}

func (b *reading) offEverything(s *places.Set) error {
	return datasets.Problem{Field: "places", Message: fmt.Sprintf("No row has its place on the map %q: %s.", s.Name, b.firstPlaces()),
		Suggestion: "Choose another boundary set, or the column of place codes."}
}

// firstPlaces names the first rows as the data has them.
func (b *reading) firstPlaces() string {
	by := b.place
	if by < 0 {
		by = b.category
	}
	var list []string
	for _, row := range b.result.Rows[:min(len(b.result.Rows), namedInNotes)] {
		long, _ := b.label(row[by])
		list = append(list, shorten(long))
	}
	if len(b.result.Rows) > namedInNotes {
		return strings.Join(list, ", ") + " and others"
	}
	return words.List(list)
}

// setNames lists the sets that a kind can draw; nil lists all.
func (b *reading) setNames(drawn func(*places.Set) bool) string {
	var ids []string
	for _, s := range b.sets {
		if drawn == nil || drawn(s) {
			ids = append(ids, s.ID)
		}
	}
	return words.List(ids)
}

// sets is the boundary set that the figure was made with, if it is a map.
func (f Figure) sets() []*places.Set {
	if f.Places == nil {
		return nil
	}
	return []*places.Set{f.Places}
}

// withoutRow are the places of the map that no row is about.
func (f Figure) withoutRow() []places.Place {
	var list []places.Place
	for _, p := range f.Places.Places {
		if !slices.ContainsFunc(allPoints(f), func(q Point) bool { return q.Place == p.Code }) {
			list = append(list, p)
		}
	}
	return list
}

// offMapNote says which rows are not on the map.
func (f Figure) offMapNote() string {
	switch n := len(f.OffMap); {
	case n == 0:
		return ""
	case n <= namedInNotes:
		return ended(f.say(words.NotOnMap, "names", f.words().List(f.OffMap)))
	default:
		return ended(f.say(words.SomeNotOnMap, "rows", f.count(n, words.NounRow), "names", strings.Join(f.OffMap[:namedInNotes], ", ")))
	}
}

// noRowNote says which places have no row.
func (f Figure) noRowNote() string {
	list := f.withoutRow()
	var named []string
	for _, p := range list[:min(len(list), namedInNotes)] {
		named = append(named, p.Name)
	}
	switch n := len(list); {
	case n == 0:
		return ""
	case n <= namedInNotes:
		return ended(f.say(words.NoRowFor, "names", f.words().List(named)))
	default:
		return ended(f.say(words.SomeWithNoRow, "places", f.count(n, words.NounPlace), "names", f.words().List(named)))
	}
}

// mapMessage says which place is highest and lowest.
func mapMessage(f Figure) []string { return f.extremes(present(allPoints(f)), true) }
