package widgets

import "fmt"

// PlaceNotice lays a sentence in that language out where a picture was: the same planes and the
// same size, and no figure. It stands in for the images of a figure that was
// withdrawn.
func PlaceNotice(sentence, lang string, provenance Provenance, p Preset, t Theme, m TextMeasurer) (Placed, error) {
	if _, known := measuresOf[p.Name]; !known || p.Frame {
		return Placed{}, fmt.Errorf("notice: %q is not a picture", p.Name)
	}
	l, err := newLayout(Figure{Kind: Table, Lang: lang, Title: sentence, Provenance: provenance, Theme: t}, p, Light, m)
	if err != nil {
		return Placed{}, fmt.Errorf("notice: %w", err)
	}
	band := l.provenance()
	if _, err := l.claim(l.bandTop(band)); err != nil {
		return Placed{}, fmt.Errorf("notice: %w", err)
	}
	l.drawBand(band)
	return Placed{
		Preset: p, Width: p.Width, Height: p.Height, Paper: l.colors.Paper, Colors: l.colors,
		Name: sentence, Description: sentence, Lang: lang, Marks: l.marks,
	}, nil
}
