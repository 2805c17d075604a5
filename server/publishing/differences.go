package publishing

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/store"
)

// Differences are what sets a copy of a Dataset apart from the one before it.
type Differences struct {
	table.Differences
	// Withheld says why the changed cells are not listed; "" when they are.
	Withheld string
	// Rows of the older copy and of the newer one.
	Before, Rows int
}

// Differences compares two copies of one Dataset, once: the answer is kept. A
// copy that was erased is store.ErrNotFound for its bytes. Cells are listed only
// where every one of them may be seen.
func (p *Publisher) Differences(ctx context.Context, before, after datasets.Snapshot) (Differences, error) {
	if d, ok := p.KnownDifferences(before, after); ok {
		return p.seen(ctx, d, after)
	}
	was, err := p.Table(ctx, before.ID)
	if err != nil {
		return Differences{}, err
	}
	is, err := p.Table(ctx, after.ID)
	if err != nil {
		return Differences{}, err
	}
	d := compared(was, is)
	p.differences.Set(differencesKey(before, after), d)
	return p.seen(ctx, d, after)
}

// CopyBefore is the copy that another of the same Dataset is compared with: the
// newest of the older ones that was confirmed and not erased. Without one, and for
// a copy that was erased itself, it is store.ErrNotFound.
func (p *Publisher) CopyBefore(ctx context.Context, of datasets.Snapshot) (datasets.Snapshot, error) {
	list, err := p.store.Snapshots(ctx, of.DatasetID)
	if err != nil {
		return datasets.Snapshot{}, fmt.Errorf("dataset %s: %w", of.DatasetID, err)
	}
	at := slices.IndexFunc(list, func(s datasets.Snapshot) bool { return s.ID == of.ID })
	if before, ok := Earlier(list[at+1:]); ok && at >= 0 && of.PurgedAt.IsZero() {
		return before, nil
	}
	return datasets.Snapshot{}, fmt.Errorf("copy before %s: %w", of.ID, store.ErrNotFound)
}

// Earlier is the newest of older copies, the newest first, that can be compared
// with.
func Earlier(older []datasets.Snapshot) (datasets.Snapshot, bool) {
	at := slices.IndexFunc(older, func(s datasets.Snapshot) bool { return s.Confirmed && s.PurgedAt.IsZero() })
	if at < 0 {
		return datasets.Snapshot{}, false
	}
	return older[at], true
}

// KnownDifferences gives the counts of a comparison that was made before,
// without its cells.
func (p *Publisher) KnownDifferences(before, after datasets.Snapshot) (Differences, bool) {
	return p.differences.GetIfPresent(differencesKey(before, after))
}

func differencesKey(before, after datasets.Snapshot) string {
	return before.TableDigest + "." + after.TableDigest
}

func compared(was, is *table.Table) Differences {
	return Differences{Differences: table.Compare(was, is), Before: was.Rows(), Rows: is.Rows()}
}

// seen withholds cells by the rules of the Dataset: where small numbers are
// hidden, where nobody has decided about people, and those that name people.
func (p *Publisher) seen(ctx context.Context, d Differences, after datasets.Snapshot) (Differences, error) {
	dataset, err := p.store.Dataset(ctx, after.DatasetID)
	if err != nil {
		return Differences{}, fmt.Errorf("dataset %s: %w", after.DatasetID, err)
	}
	open, err := p.OpenPeople(ctx, after.ID)
	if err != nil {
		return Differences{}, err
	}
	return withheld(d, dataset, after.Recipe, len(open) > 0), nil
}

func withheld(d Differences, dataset datasets.Dataset, r datasets.Recipe, open bool) Differences {
	personal := func(field string) bool {
		return slices.ContainsFunc(r.Columns, func(c datasets.RecipeColumn) bool { return c.Field.Name == field && c.Personal != nil })
	}
	switch {
	case dataset.Protection.On():
		d.Withheld = "Small numbers of this data are hidden to protect people, so its numbers are not shown here."
	case open:
		d.Withheld = "Nobody has decided about the people in this data, so its cells are not shown here."
	case slices.ContainsFunc(d.Key, personal):
		d.Withheld = "The rows of this data are told apart by people in it, so its cells are not shown here."
	}
	if d.Withheld != "" {
		d.Changes, d.AddedRows, d.GoneRows = nil, nil, nil
		return d
	}
	d.Changes = slices.DeleteFunc(slices.Clone(d.Changes), func(c table.CellChange) bool { return personal(c.Field) })
	return d
}
