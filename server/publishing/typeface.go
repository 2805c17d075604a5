package publishing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/draw"
	"figurehead/widgets/draw/fontfile"
)

// MaxFontBytes is how large an uploaded font file may be.
const MaxFontBytes = fontfile.MaxBytes

// dressing keeps the versions of themes and the typefaces used last ready to
// draw with: an organisation has few, and none of them ever changes.
type dressing struct {
	mu     sync.Mutex
	themes map[string]widgets.Theme // by the name that a Draft keeps
	faces  map[string]*draw.Typeface
}

// Each may hold a megabyte.
const (
	keptThemes    = 16
	keptTypefaces = 4
)

// themeOf returns the theme that a Draft is drawn in, with its typeface: the
// version it keeps, else the newest one, else the usual one.
func (p *Publisher) themeOf(ctx context.Context, draft widgets.Draft, o store.Organisation) (widgets.Theme, *draw.Typeface, error) {
	id, version := widgets.SplitTheme(draft.ThemeID)
	theme := o.Theme
	if id != "" && (id != theme.ID || version != 0 && version != theme.Version) {
		kept, err := p.themeVersion(ctx, id, version)
		switch {
		case err == nil:
			theme = kept
		case !errors.Is(err, store.ErrNotFound): // figures from before set-up have one that is nowhere
			return theme, nil, fmt.Errorf("theme of figure %s: %w", draft.WidgetID, err)
		}
	}
	face, err := p.typeface(ctx, theme)
	return theme, face, err
}

// themeVersion reads a version of a theme, or its newest one for 0.
func (p *Publisher) themeVersion(ctx context.Context, id string, version int) (widgets.Theme, error) {
	name := widgets.ThemeAt(id, version)
	p.dressing.mu.Lock()
	defer p.dressing.mu.Unlock()
	if theme, ok := p.dressing.themes[name]; ok && version > 0 {
		return theme, nil
	}
	theme, err := p.store.Theme(ctx, id, version)
	if err == nil && version > 0 {
		keepOne(&p.dressing.themes, name, theme, keptThemes)
	}
	return theme, err
}

// typeface returns what pictures of a theme are set in; nil is the built-in
// one.
func (p *Publisher) typeface(ctx context.Context, t widgets.Theme) (*draw.Typeface, error) {
	if t.Typeface.ID == "" {
		return nil, nil
	}
	p.dressing.mu.Lock()
	defer p.dressing.mu.Unlock()
	if face, ok := p.dressing.faces[t.Typeface.ID]; ok {
		return face, nil
	}
	stored, err := p.store.Typeface(ctx, t.Typeface.ID)
	if err != nil {
		return nil, fmt.Errorf("typeface of the theme: %w", err)
	}
	face, err := draw.ReadTypeface(stored.Regular, stored.Bold)
	if err != nil {
		return nil, err
	}
	keepOne(&p.dressing.faces, stored.ID, face, keptTypefaces)
	return face, nil
}

// keepOne adds to a small store that begins anew when it is full.
func keepOne[T any](in *map[string]T, key string, value T, most int) {
	if *in == nil || len(*in) >= most {
		*in = map[string]T{}
	}
	(*in)[key] = value
}

// measurer is what a typeface is measured with; that of nil is the built-in's.
func measurer(t *draw.Typeface) widgets.TextMeasurer {
	if t == nil {
		return draw.Text
	}
	return t
}

// Typeface reads two font files, each in a child process, and keeps them as a
// typeface. A file that cannot be used is a datasets.Problem of the field
// "regular" or "bold".
func (p *Publisher) Typeface(ctx context.Context, regular, bold []byte) (widgets.TypefaceRef, error) {
	var weights [2]fontfile.Weight
	for i, raw := range [][]byte{regular, bold} {
		field := []string{"regular", "bold"}[i]
		result, err := inChild(ctx, "font", field, raw)
		var problem datasets.Problem
		if errors.As(err, &problem) {
			problem.Field = field
			return widgets.TypefaceRef{}, problem
		}
		if err != nil {
			return widgets.TypefaceRef{}, err
		}
		if err := json.Unmarshal(result, &weights[i]); err != nil {
			return widgets.TypefaceRef{}, fmt.Errorf("typeface: %w", err)
		}
	}
	if _, err := draw.ReadTypeface(weights[0].Packed, weights[1].Packed); err != nil {
		return widgets.TypefaceRef{}, err
	}
	kept, err := p.store.AddTypeface(ctx, store.Typeface{Name: weights[0].Name, Regular: weights[0].Packed, Bold: weights[1].Packed})
	return widgets.TypefaceRef{ID: kept.ID, Name: kept.Name, Lacks: weights[0].Lacks}, err
}
