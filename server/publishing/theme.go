package publishing

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/draw"
	"figurehead/widgets/draw/logo"
	"figurehead/widgets/words"
)

// Limits of the texts of a theme, in characters.
const (
	maxFooter = 100
	maxAlt    = 200
)

// MaxLogoBytes is how large an uploaded logo may be.
const MaxLogoBytes = logo.MaxBytes

// SaveTheme stores a changed theme as the organisation's next version. What a
// person can mend is a datasets.Problem; a theme that somebody else changed
// since is store.ErrConflict.
func (p *Publisher) SaveTheme(ctx context.Context, by store.Actor, t widgets.Theme) (widgets.Theme, error) {
	t.Footer, t.LogoAlt = strings.TrimSpace(t.Footer), strings.TrimSpace(t.LogoAlt)
	if utf8.RuneCountInString(t.Footer) > maxFooter || strings.ContainsAny(t.Footer, "\r\n") {
		return t, datasets.Problem{Field: "footer", Message: "The line under every figure is longer than 100 characters.", Suggestion: "Shorten it."}
	}
	if len(t.LogoPNG) > 0 && t.LogoAlt == "" {
		return t, datasets.Problem{Field: "alt", Message: "The logo has no description.", Suggestion: "Enter the words that stand in it, or whose it is."}
	}
	if utf8.RuneCountInString(t.LogoAlt) > maxAlt {
		return t, datasets.Problem{Field: "alt", Message: "The description of the logo is longer than 200 characters.", Suggestion: "Enter the words that stand in it."}
	}
	return p.store.SaveTheme(ctx, by, t)
}

// Logo reads an uploaded logo in a child process and returns it as pictures
// carry it.
func (p *Publisher) Logo(ctx context.Context, raw []byte) ([]byte, error) {
	return inChild(ctx, "logo", "logo", raw)
}

// ThemeSample draws the organisation's newest figure as a link preview in its
// theme, or a sentence where there is no figure yet.
func (p *Publisher) ThemeSample(ctx context.Context) ([]byte, error) {
	o, err := p.Organisation(ctx)
	if err != nil {
		return nil, err
	}
	face, err := p.typeface(ctx, o.Theme)
	if err != nil {
		return nil, err
	}
	placed, err := p.sample(ctx, o, measurer(face))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = pngWriter(placed, face, draw.Metadata{Title: placed.Name})(&out)
	return out.Bytes(), err
}

func (p *Publisher) sample(ctx context.Context, o store.Organisation, text widgets.TextMeasurer) (widgets.Placed, error) {
	newest, err := p.store.Widgets(ctx, store.WidgetFilter{State: widgets.Live, Limit: 1})
	if err != nil {
		return widgets.Placed{}, err
	}
	preset, _ := widgets.PresetByName("og")
	if len(newest) == 1 {
		draft, err := p.store.Draft(ctx, newest[0].ID)
		if err != nil {
			return widgets.Placed{}, err
		}
		if m, err := p.makeFigure(ctx, draft, ""); err == nil {
			if placed, err := placeIn(m.figure, preset.Name, widgets.Light, text); err == nil {
				return placed, nil
			}
		}
	}
	return widgets.PlaceNotice("Pictures look like this", words.British.Lang, widgets.Provenance{Organisation: o.Name}, preset, o.Theme, text)
}
