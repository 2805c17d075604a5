package widgets

import (
	"figurehead/datasets/places"
	"figurehead/widgets/words"
)

// Choropleth colours the places of a map by the class of their number, beside
// the list of them.
const Choropleth Kind = "choropleth"

func choroplethKind() kind {
	return kind{
		name: Choropleth, called: called("map", "map"),
		roles: mapRoles(),
		read:  (*reading).choropleth, plot: plot{height: choroplethHeight, draw: drawChoropleth, stretches: true},
		describe: describeChoropleth, more: moreOfBars, message: mapMessage, suggest: suggestMap, checks: []func(examination) (Check, bool){examination.rates}, leads: true, drawnOn: (*places.Set).HasOutlines,
	}
}

// mapRoles are the columns that a map reads.
func mapRoles() []Role {
	return []Role{{"category", "Names of the places", false}, {"place", "Place codes", true}, {"value", "Numbers", true}}
}

func (b *reading) choropleth(f *Figure) error {
	if err := b.mapped(f); err != nil {
		return err
	}
	f.Credit = f.Places.ShortAttribution
	b.remarks = f.choroplethNotes()
	return nil
}

func describeChoropleth(f Figure) []string {
	opening := about(f, f.say(words.MapOpening, "places", f.count(len(allPoints(f)), words.NounPlace)))
	return append([]string{opening}, mapMessage(f)...)
}

// choroplethNotes says what shades and numbers mean, what is not there, and
// whose boundaries they are.
func (f Figure) choroplethNotes() []string {
	shades := ended(f.say(words.MapOneShade))
	if len(f.Breaks) > 0 {
		shades = ended(f.say(words.MapShades, "edges", f.words().List(f.Breaks)))
	}
	return []string{shades, f.offMapNote(), f.noRowNote(), f.Places.Attribution}
}

// rates warns of amounts on a map of outlines, where large places look high for
// their size (Analysis Function, "Maps").
func (e examination) rates() (Check, bool) {
	column := e.result.Index(e.spec.Encoding.Value)
	if column < 0 {
		return Check{}, false
	}
	c := Check{ID: "rates", Title: "The numbers can be compared whatever the size of a place", Field: "kind", Done: !additive(e.result.Fields[column])}
	c.Reason = "They are rates, shares or means."
	if !c.Done {
		c.Title = "Large places may look high for their size"
		c.Reason = "These are amounts, and large places have more of most things. Squares of one size or bars do not mislead; a rate for each head does not either."
		c.Repair = &Repair{Name: "kind", Value: string(Bar), Label: "Show bars instead"}
	}
	return c, true
}
