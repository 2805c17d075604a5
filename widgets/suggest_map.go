package widgets

import (
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// suggestMap offers a map where most places of a boundary set have a number of
// the newest period: of outlines where the set has them, of tiles where it has
// not or where the numbers are amounts, of which large places have more.
func suggestMap(g *suggester) {
	set, who, codes := g.onMap()
	switch {
	case set == nil:
	case set.HasOutlines() && !g.additive:
		g.offerMap(Choropleth, set, who, codes)
	case set.HasTiles():
		g.offerMap(TileMap, set, who, codes)
	}
}

// suggestTiles offers the same as tiles.
func suggestTiles(g *suggester) {
	if set, who, codes := g.onMap(); set != nil && set.HasTiles() {
		g.offerMap(TileMap, set, who, codes)
	}
}

func (g *suggester) offerMap(kind Kind, set *places.Set, who, codes int) {
	v := view{who: who, time: g.time, what: -1}
	if g.additive && g.time >= 0 && g.fields[g.time].Kind == table.Dates {
		v.time = -1
	}
	g.pinAsAtHome(&v)
	if !g.pin(&v) {
		return
	}
	roles := g.roles(who, v.time, -1)
	roles.Place = g.name(codes)
	if g.fields[who].Kind == table.PlaceCode {
		roles.Category = ""
	}
	steps := join(v.pins, g.apart(who), g.onSet(set, who, codes), g.newest(v), g.summed(distinctColumns(who, codes, v.time)...), []datasets.Step{g.sorted(g.measure, "descending")})
	s, ok := g.sketch(Spec{Kind: kind, Encoding: roles, Places: set.ID, Order: "value"}, steps...)
	if !ok || 2*len(present(allPoints(s.figure))) < len(set.Places) {
		return
	}
	period := ""
	if fact, ok := words.FactNamed(s.figure.Facts, "value"); ok && fact.Period.Kind == table.Periods {
		period = words.Period(fact.Period)
	}
	s.spec.Subtitle = subtitle(g.noun(v.subject), set.Name, period, g.unit())
	among := "the " + words.Whole(len(present(allPoints(s.figure)))) + " " + plural(g.name(who))
	g.highestWords(&s, among, period, g.size(v.subject))
}

// pinAsAtHome holds the subject at that of the organisation's own place, so that
// the map is of what the other figures are of.
func (g *suggester) pinAsAtHome(v *view) {
	own := view{who: g.place, area: g.area, time: v.time, what: -1}
	if g.additive || own.who < 0 || !g.pin(&own) || own.what < 0 || own.what == v.who {
		return
	}
	v.what, v.subject = own.what, own.subject
	v.pins, v.pinned = []datasets.Step{g.is(own.what, own.subject)}, []int{own.what}
}

// onMap finds the boundary set most of whose places stand in a column of names
// or codes, that column, and the column of codes, which may be the same.
func (g *suggester) onMap() (set *places.Set, who, codes int) {
	most := 0.5
	for _, s := range append(slices.Clip(g.options.Sets), places.AllShipped()...) {
		for column, f := range g.fields {
			if f.Kind != table.PlaceCode && f.Kind != table.Text {
				continue
			}
			if share := g.shareOnMap(s, column); share > most || share == most && set == s && f.Kind == table.Text {
				most, set, who = share, s, column
			}
		}
	}
	if set == nil {
		return nil, -1, -1
	}
	codes = who
	for column, f := range g.fields {
		if f.Kind == table.PlaceCode && g.shareOnMap(set, column) > 0.5 {
			codes = column
		}
	}
	return set, who, codes
}

// shareOnMap is the part of a set's places that a column names; 0 where most of
// the column is of elsewhere, unless the set is of the organisation's area.
func (g *suggester) shareOnMap(set *places.Set, column int) float64 {
	list := g.table.Column(column).Words
	if len(list) < table.FirstCode+3 || len(list) > places.MaxPlaces {
		return 0
	}
	found := make(map[int]bool)
	for _, word := range list[table.FirstCode:] {
		if at, ok := set.Find(word, ""); ok {
			found[at] = true
		}
	}
	area := strings.ToLower(strings.TrimSpace(g.options.Area))
	home := area != "" && strings.Contains(strings.ToLower(set.Name), area)
	if !home && 2*len(found) < len(list)-table.FirstCode {
		return 0
	}
	return float64(len(found)) / float64(len(set.Places))
}

// onSet keeps the rows whose name or code is of the set, so that wholes and
// places of another kind in the same column are no part of the comparison.
func (g *suggester) onSet(set *places.Set, who, codes int) []datasets.Step {
	var values []string
	for _, word := range g.table.Column(who).Words[table.FirstCode:] {
		if _, ok := set.Find(word, ""); ok {
			values = append(values, word)
		}
	}
	if len(values) > datasets.MaxFilterValues {
		return nil
	}
	return []datasets.Step{datasets.Filter{Field: g.name(who), Test: "is", Values: values}}
}

func distinctColumns(columns ...int) []int {
	var list []int
	for _, c := range columns {
		if !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return list
}
