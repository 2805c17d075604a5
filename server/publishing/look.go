package publishing

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/maypok86/otter/v2"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/widgets"
)

// lookBytes bounds the memory of drawings kept for those who edit.
const lookBytes = 16 << 20

// look is a Draft as it was looked at last: what it is drawn as, or why not.
type look struct {
	preview Preview
	problem error
}

func newLooks() *otter.Cache[resultKey, *look] {
	const weightUnit = 1 << 10
	return otter.Must(&otter.Options[resultKey, *look]{
		MaximumWeight: lookBytes / weightUnit,
		Weigher: func(_ resultKey, l *look) uint32 {
			size := int64(4 << 10)
			for _, d := range l.preview.Drawings {
				size += int64(len(d.HTML))
			}
			for _, s := range l.preview.Figure.Series {
				size += int64(len(s.Points) * 128)
			}
			return uint32(size/weightUnit) + 1
		},
	})
}

// Look is a Preview for whoever is editing: drawn in the named presets and in no
// other, with the one check that is shown beside the form. What is as it was
// the last time is not made again.
func (p *Publisher) Look(ctx context.Context, draft widgets.Draft, presets ...string) (Preview, error) {
	snapshot, err := p.store.Snapshot(ctx, draft.SnapshotID)
	if err != nil {
		return Preview{}, fmt.Errorf("snapshot %s: %w", draft.SnapshotID, err)
	}
	t, err := p.Table(ctx, draft.SnapshotID)
	if err != nil {
		return Preview{}, err
	}
	m, err := p.gather(ctx, draft, snapshot, t, "")
	if err != nil {
		return Preview{}, err
	}
	sets, err := p.Boundaries(ctx)
	if err != nil {
		return Preview{}, err
	}
	key, keep, err := m.lookKey(sets, presets)
	if err != nil {
		return Preview{}, err
	}
	if kept, ok := p.looks.GetIfPresent(key); ok && keep {
		preview := kept.preview // others look at it at the same time
		preview.Result = m.result
		return preview, kept.problem
	}
	erased := p.results.erasure.Load()
	fit := sets
	if !widgets.OnMap(draft.Spec.Kind) {
		fit = nil
	}
	preview := Preview{}
	if err = m.word(ctx, t, fit); err == nil {
		preview, err = m.look(sets, presets)
	}
	if _, mends := Mendable(err); err != nil && !mends || !keep {
		return preview, err
	}
	p.looks.Set(key, &look{preview, err})
	if p.results.erasure.Load() != erased {
		p.looks.Invalidate(key)
	}
	return preview, err
}

// look draws the figure.
func (m made) look(sets []*places.Set, presets []string) (Preview, error) {
	preview := Preview{Figure: m.figure, Result: m.result, Sets: sets, Drawings: map[string]widgets.Drawing{}}
	for _, name := range presets {
		placed, err := place(m.figure, name, widgets.Light)
		if problem, ok := Mendable(err); ok {
			preview.Refused = append(preview.Refused, Refusal{name, problem})
			continue
		}
		if err != nil {
			return Preview{}, err
		}
		preview.Drawings[name] = drawing(placed, "p-"+name+"-")
		if name == presets[0] {
			preview.Spots, preview.Size = placed.Spots, widgets.Pt{X: placed.Width, Y: placed.Height}
		}
	}
	if check, ok := widgets.AltCheck(m.figure, m.draft.Spec); ok {
		preview.Checks = append(preview.Checks, check)
	}
	spec, result := m.draft.Spec, m.result
	preview.kinds = sync.OnceValue(func() []widgets.Kind { return otherKinds(spec, result, sets) })
	return preview, nil
}

// OtherKinds are the kinds that the rows of the figure can be shown as, its own
// left out.
func (p Preview) OtherKinds() []widgets.Kind {
	if p.kinds == nil {
		return nil
	}
	return p.kinds()
}

func otherKinds(spec widgets.Spec, result datasets.Result, sets []*places.Set) []widgets.Kind {
	var list []widgets.Kind
	for _, kind := range widgets.Kinds() {
		if kind == spec.Kind {
			continue
		}
		if _, err := widgets.AsKind(spec, result, kind, sets...); err == nil {
			list = append(list, kind)
		}
	}
	return list
}

// lookKey is the digest of all that the figure and its drawings are made from,
// or false where what it is made from is not kept.
func (m made) lookKey(sets []*places.Set, presets []string) (resultKey, bool, error) {
	if m.shown.key == (resultKey{}) {
		return resultKey{}, false, nil
	}
	parts := []any{m.shown.key, m.draft.Spec, m.provenance, m.theme.ID, m.theme.Version, m.lang, presets}
	for _, s := range sets {
		parts = append(parts, s.ID, s.Version)
	}
	raw, err := json.Marshal(parts)
	if err != nil {
		return resultKey{}, false, fmt.Errorf("figure: %w", err)
	}
	return sha256.Sum256(raw), true, nil
}
