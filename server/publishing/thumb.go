package publishing

import (
	"context"
	"encoding/hex"
	"fmt"

	"github.com/maypok86/otter/v2"

	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// thumbBytes bounds the memory of thumbnails kept ready: about 1,600 of them.
const thumbBytes = 16 << 20

func newThumbs() *otter.Cache[resultKey, []byte] {
	return otter.Must(&otter.Options[resultKey, []byte]{
		MaximumWeight: thumbBytes,
		Weigher:       func(_ resultKey, png []byte) uint32 { return uint32(len(png)) + 256 },
	})
}

// Thumb is a small picture of a figure that is not public, as its link preview
// would be. Tag is that of all that it is made from; the picture is only drawn
// when draw is asked for it.
type Thumb struct {
	Tag  string
	draw func() ([]byte, error)
}

// PNG is the picture, drawn once for as long as it is kept: nobody may write into
// it. An error that a person can mend is a datasets.Problem.
func (t Thumb) PNG() ([]byte, error) { return t.draw() }

// Thumb returns the thumbnail of a Draft. An error that a person can mend is a
// datasets.Problem.
func (p *Publisher) Thumb(ctx context.Context, draft widgets.Draft) (Thumb, error) {
	snapshot, err := p.store.Snapshot(ctx, draft.SnapshotID)
	if err != nil {
		return Thumb{}, fmt.Errorf("snapshot %s: %w", draft.SnapshotID, err)
	}
	t, err := p.Table(ctx, draft.SnapshotID)
	if err != nil {
		return Thumb{}, err
	}
	m, err := p.gather(ctx, draft, snapshot, t, "")
	if err != nil {
		return Thumb{}, err
	}
	sets, err := p.boundariesFor(ctx, draft.Spec.Kind)
	if err != nil {
		return Thumb{}, err
	}
	key, keep, err := m.lookKey(sets, []string{"thumb"})
	if err != nil {
		return Thumb{}, err
	}
	drawn := func() ([]byte, error) {
		if err := m.word(ctx, t, sets); err != nil {
			return nil, err
		}
		placed, err := placeIn(m.figure, "og", widgets.Light, measurer(m.typeface))
		if err != nil {
			return nil, err
		}
		return draw.Thumbnail(placed, m.typeface)
	}
	if !keep {
		return Thumb{draw: drawn}, nil
	}
	return Thumb{hex.EncodeToString(key[:12]), func() ([]byte, error) { return p.thumb(key, drawn) }}, nil
}

// thumb is the picture that is kept under a key, or makes it. What was begun
// before data was erased is not kept.
func (p *Publisher) thumb(key resultKey, drawn func() ([]byte, error)) ([]byte, error) {
	if png, ok := p.thumbs.GetIfPresent(key); ok {
		return png, nil
	}
	erased := p.results.erasure.Load()
	png, err := drawn()
	if err != nil {
		return nil, err
	}
	p.thumbs.Set(key, png)
	if p.results.erasure.Load() != erased {
		p.thumbs.Invalidate(key)
	}
	return png, nil
}
