package publishing

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/protect"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
)

// joined is another Dataset that a figure takes numbers from.
type joined struct {
	dataset  datasets.Dataset
	snapshot datasets.Snapshot
	columns  datasets.Query // the part of it that is used
	shown    shown          // what readers may learn of it
}

// With gives a Query the tables that it takes numbers from, as readers may see
// them. A Snapshot that is not there any more is a datasets.Problem.
func (p *Publisher) With(ctx context.Context, q datasets.Query) (datasets.Query, error) {
	q, _, err := p.join(ctx, q)
	return q, err
}

// join is With, and tells of the Datasets.
func (p *Publisher) join(ctx context.Context, q datasets.Query) (datasets.Query, []joined, error) {
	tables := map[string]*table.Table{}
	var all []joined
	for _, id := range q.References() {
		j, err := p.joined(ctx, id)
		if err != nil {
			return q, nil, err
		}
		t, err := p.Table(ctx, id)
		if err != nil {
			return q, nil, err
		}
		j.columns = columnsTaken(q, id)
		if j.dataset.Protection.On() {
			if j.shown, err = p.run(ctx, j.dataset, j.columns, t); err != nil {
				return q, nil, err
			}
			if t, err = tableOf(j.shown.Result); err != nil {
				return q, nil, err
			}
		}
		tables[id], all = t, append(all, j)
	}
	return q.With(tables), all, nil
}

// joined finds a Snapshot that a Query names.
func (p *Publisher) joined(ctx context.Context, id string) (joined, error) {
	snapshot, err := p.store.Snapshot(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !snapshot.PurgedAt.IsZero() {
		return joined{}, datasets.Problem{Field: "from", Message: "The reference table that this figure takes numbers from was erased.", Suggestion: "Make the figure again."}
	}
	if err != nil {
		return joined{}, fmt.Errorf("snapshot %s: %w", id, err)
	}
	dataset, err := p.store.Dataset(ctx, snapshot.DatasetID)
	if err != nil {
		return joined{}, fmt.Errorf("dataset %s: %w", snapshot.DatasetID, err)
	}
	return joined{dataset: dataset, snapshot: snapshot}, nil
}

// columnsTaken chooses the columns that q uses of one Snapshot.
func columnsTaken(q datasets.Query, id string) datasets.Query {
	return datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{datasets.Choose{Fields: fieldsTaken(q, id)}}}
}

// fieldsTaken are the names of those columns.
func fieldsTaken(q datasets.Query, id string) []string {
	var fields []string
	for _, step := range q.Steps {
		join, is := step.(datasets.Join)
		if !is || join.From != id {
			continue
		}
		used := []string{join.Place.Is, join.Take}
		if join.Period != nil {
			used = append(used, join.Period.Is)
		}
		for _, name := range used {
			if !slices.Contains(fields, name) {
				fields = append(fields, name)
			}
		}
	}
	return fields
}

// tableOf makes a table of a Result.
func tableOf(r datasets.Result) (*table.Table, error) {
	b := table.NewBuilder(r.Fields)
	for i, row := range r.Rows {
		for column, cell := range row {
			b.Set(column, cell)
		}
		if err := b.EndRow(i + 1); err != nil {
			return nil, fmt.Errorf("table of a result: %w", err)
		}
	}
	return b.Table()
}

// lockAll waits for the Datasets that a figure is made from, in one order for all.
func (p *Publisher) lockAll(ctx context.Context, w widgets.Widget, q datasets.Query) (unlock func(), err error) {
	ids := []string{w.DatasetID}
	for _, id := range q.References() {
		j, err := p.joined(ctx, id)
		if err != nil {
			return nil, err
		}
		ids = append(ids, j.dataset.ID)
	}
	slices.Sort(ids)
	var unlocks []func()
	for _, id := range slices.Compact(ids) {
		unlocks = append(unlocks, p.datasets.lock(id))
	}
	return func() {
		for _, unlock := range unlocks {
			unlock()
		}
	}, nil
}

// joinedNumbers are what the figure adds to the ledgers of the other Datasets.
func (p *Publisher) joinedNumbers(ctx context.Context, m made) ([]store.Numbers, error) {
	var all []store.Numbers
	for _, j := range m.joined {
		if !j.dataset.Protection.On() {
			var err error
			if j.shown, err = p.followed(ctx, j.dataset.ID, j.snapshot.ID, j.columns); err != nil {
				return nil, err
			}
		}
		all = append(all, store.Numbers{DatasetID: j.dataset.ID, Version: j.shown.ledger.Version, Entries: j.shown.Entries})
	}
	return all, nil
}

// followed gives the numbers of a Query on a Dataset without a rule.
func (p *Publisher) followed(ctx context.Context, datasetID, snapshotID string, q datasets.Query) (s shown, err error) {
	if s.ledger, err = p.store.Ledger(ctx, datasetID); err != nil {
		return s, err
	}
	t, err := p.Table(ctx, snapshotID)
	if err != nil {
		return s, err
	}
	outcome, err := protect.Run(ctx, q, t, datasets.Protection{}, nil)
	s.Entries = outcome.Entries
	return s, err
}

// newest is a draft made from the newest copies: from next, where that is of its own
// Dataset, and from the last good copies of those that it takes numbers from.
func (p *Publisher) newest(ctx context.Context, w widgets.Widget, draft widgets.Draft, next datasets.Snapshot) (widgets.Draft, error) {
	if w.DatasetID == next.DatasetID {
		draft.SnapshotID = next.ID
	}
	renewed := map[string]string{}
	for _, id := range draft.Query.References() {
		j, err := p.joined(ctx, id)
		if _, gone := Mendable(err); gone {
			continue // its publish says so
		}
		if err != nil {
			return draft, err
		}
		last, err := p.lastGood(ctx, j.dataset.ID)
		if _, none := Mendable(err); none {
			continue
		}
		if err != nil {
			return draft, err
		}
		renewed[id] = last.ID
	}
	draft.Query = draft.Query.Renewed(renewed)
	return draft, nil
}

// ofAnyCopy names the Datasets that a Query takes numbers from in the place of
// their copies, so that two Queries can be compared.
func (p *Publisher) ofAnyCopy(ctx context.Context, q datasets.Query) (datasets.Query, error) {
	of := map[string]string{}
	for _, id := range q.References() {
		s, err := p.store.Snapshot(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return q, fmt.Errorf("snapshot %s: %w", id, err)
		}
		of[id] = s.DatasetID
	}
	return q.Renewed(of), nil
}
