package publishing

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// Trial is what a newer file would do. Nothing of it is stored.
type Trial struct {
	Changed      bool
	Before, Rows int // of the last good copy, of the file
	New, Gone    int // rows that only the file has, that only the copy has
	Figures      []Tried
}

// Tried is a published figure of the dataset: its title now and then, or why it
// would stay as it is.
type Tried struct {
	Widget    widgets.Widget
	Now, Then string
	Reason    string
	Joins     bool // it is of another dataset, and takes numbers from this one
}

// Try is Refresh that writes nothing: the same file gives the same
// datasets.Problem, and figures the same reasons to stay.
func (p *Publisher) Try(ctx context.Context, datasetID, name string, raw []byte, may func(widgets.Widget) bool) (Trial, error) {
	last, err := p.lastGood(ctx, datasetID)
	if err != nil {
		return Trial{}, err
	}
	kept, changed, err := p.newer(ctx, last, name, raw)
	if err != nil {
		return Trial{}, err
	}
	before, err := p.Table(ctx, last.ID)
	if err != nil {
		return Trial{}, err
	}
	trial := Trial{Changed: changed, Before: before.Rows(), Rows: before.Rows()}
	next, t := last, before
	if changed {
		t = kept.Reading.Table
		trial.Rows = t.Rows()
		trial.New, trial.Gone = rowsApart(before, t)
		next = datasets.Snapshot{DatasetID: datasetID, Recipe: kept.Reading.Recipe, Confirmed: true, Rows: t.Rows(), RetrievedAt: p.now()}
	}
	trial.Figures, err = p.tryFigures(ctx, last, next, t, may)
	return trial, err
}

// TrySame is Try of a file that its server did not send again.
func (p *Publisher) TrySame(ctx context.Context, datasetID string, may func(widgets.Widget) bool) (Trial, error) {
	last, err := p.lastGood(ctx, datasetID)
	if err != nil {
		return Trial{}, err
	}
	t, err := p.Table(ctx, last.ID)
	if err != nil {
		return Trial{}, err
	}
	trial := Trial{Before: t.Rows(), Rows: t.Rows()}
	trial.Figures, err = p.tryFigures(ctx, last, last, t, may)
	return trial, err
}

// tryFigures goes through the figures that follow would publish anew. Those of
// other datasets are looked at when this one was fetched.
func (p *Publisher) tryFigures(ctx context.Context, last, next datasets.Snapshot, t *table.Table, may func(widgets.Widget) bool) ([]Tried, error) {
	due, err := p.behind(ctx, next)
	if err != nil {
		return nil, err
	}
	list := make([]Tried, 0, len(due))
	read := func() (*table.Table, error) { return t, nil }
	bands := p.bandsOf()
	if _, err := bands.lookAt(ctx, next, read); err != nil {
		return nil, err
	}
	o, err := p.Organisation(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range due {
		tried := Tried{Widget: d.widget}
		if d.widget.DatasetID != next.DatasetID {
			tried.Joins = true
			list = append(list, tried)
			continue
		}
		if d.moved, err = p.moved(ctx, d, bands); err != nil {
			return nil, err
		}
		d.newest.SnapshotID = last.ID // decisions about people are those of its Recipe
		if tried.Reason, err = p.stays(ctx, d, read, may); err != nil {
			return nil, err
		}
		if d.moved != "" && tried.Reason == "" {
			tried.Reason = wouldWait(d.moved, o.ApprovalOn)
		}
		if tried.Reason == "" {
			if err := p.tryFigure(ctx, &tried, d.newest, next, t); err != nil {
				return nil, err
			}
		}
		list = append(list, tried)
	}
	return list, nil
}

// tryFigure words a figure by the newer table and looks at its checks.
func (p *Publisher) tryFigure(ctx context.Context, tried *Tried, draft widgets.Draft, next datasets.Snapshot, t *table.Table) error {
	public, err := p.store.Published(ctx, tried.Widget.PublicID)
	if err != nil {
		return fmt.Errorf("figure %s: %w", tried.Widget.ID, err)
	}
	m, err := p.makeFrom(ctx, draft, next, t, public.Edition.ShortCode)
	if err == nil {
		err = p.ready(ctx, m)
	}
	if problem, ok := Mendable(err); ok {
		tried.Reason = problem.Error()
		return nil
	}
	if reasons, ok := notReady(err); ok {
		tried.Reason = reasons
		return nil
	}
	if err != nil {
		return fmt.Errorf("figure %s: %w", tried.Widget.ID, err)
	}
	tried.Now, tried.Then = cmp.Or(public.Edition.Title, tried.Widget.Title), m.figure.Title
	return nil
}

// rowsApart counts the rows that only one of two tables has, each as often as
// it is there more than in the other.
func rowsApart(before, after *table.Table) (added, gone int) {
	seed := maphash.MakeSeed()
	count := map[uint64]int{}
	for row := range before.Rows() {
		count[rowHash(seed, before, row)]--
	}
	for row := range after.Rows() {
		count[rowHash(seed, after, row)]++
	}
	for _, n := range count {
		added += max(n, 0)
		gone += max(-n, 0)
	}
	return added, gone
}

// rowHash is of the words of a row's cells, each with its reason when missing.
func rowHash(seed maphash.Seed, t *table.Table, row int) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for column := range t.Fields() {
		cell := t.Cell(row, column)
		h.WriteByte(byte(cell.Missing))
		h.WriteString(cell.String())
		h.WriteByte(0)
	}
	return h.Sum64()
}
