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

// typefaceCache keeps the typeface used last ready to draw with: an
// organisation has one.
type typefaceCache struct {
	mu   sync.Mutex
	id   string
	face *draw.Typeface
}

// typeface returns what pictures of a theme are set in; nil is the built-in
// one.
func (p *Publisher) typeface(ctx context.Context, t widgets.Theme) (*draw.Typeface, error) {
	if t.Typeface.ID == "" {
		return nil, nil
	}
	p.typefaces.mu.Lock()
	defer p.typefaces.mu.Unlock()
	if p.typefaces.id == t.Typeface.ID {
		return p.typefaces.face, nil
	}
	stored, err := p.store.Typeface(ctx, t.Typeface.ID)
	if err != nil {
		return nil, fmt.Errorf("typeface of the theme: %w", err)
	}
	face, err := draw.ReadTypeface(stored.Regular, stored.Bold)
	if err != nil {
		return nil, err
	}
	p.typefaces.id, p.typefaces.face = stored.ID, face
	return face, nil
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
