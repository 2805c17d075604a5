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
		describe: describeChoropleth, more: moreOfBars, message: mapMessage, suggest: suggestMap, leads: true, drawnOn: (*places.Set).HasOutlines,
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
