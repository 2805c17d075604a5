package widgets

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// wholeOf offers a whole that one dimension divides into from least to most
// groups, drawn by their shares.
func (g *suggester) wholeOf(kind Kind, least, most int) {
	if g.measure < 0 || !g.additive {
		return
	}
	for _, d := range g.openDimensions() {
		if n := g.groups(d); n < least || n > most {
			continue
		}
		share, parts := g.topShare(d)
		if !parts {
			continue
		}
		roles := g.roles(d, -1, -1)
		roles.Value = g.freeName("Share")
		s, ok := g.sketch(Spec{Kind: kind, Encoding: roles}, join(g.rowsOf(d), g.summed(d),
			[]datasets.Step{datasets.Share{Name: roles.Value, Of: g.name(g.measure)}, g.sorted(g.measure, "descending")})...)
		if !ok {
			continue
		}
		largest := s.figure.Series[0].Points[0]
		s.spec.Highlight = []string{g.rawName(&s, largest.Category)}
		s.spec.Title = fmt.Sprintf("%s made up %s of %s", largest.Category, share, g.ofAllOf(d))
		s.spec.Subtitle = subtitle(measureName(g.name(g.measure))+" by "+thing(g.name(d)), g.payer(), trimComma(g.whenOf(d)), "per cent")
		g.offer(s, fmt.Sprintf("%s, among %s", s.spec.Title, words.Count(g.groups(d), thing(g.name(d)), plural(g.name(d)))), "")
	}
}
