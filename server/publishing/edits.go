package publishing

import (
	"context"
	"errors"
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// EditState is an edit of a Draft as it meets the data.
type EditState struct {
	datasets.Edit
	// Conflict says that the data is another than the one that was edited; nil
	// where the edit is made.
	Conflict *datasets.EditConflict
}

// EditTable runs a Draft's Query, with the edits that meet what was edited. An
// error that a person can mend is a datasets.Problem.
func (p *Publisher) EditTable(ctx context.Context, draft widgets.Draft) (datasets.Result, []EditState, error) {
	var states []EditState
	for _, e := range draft.Query.Edits() {
		states = append(states, EditState{Edit: e})
	}
	d, t, q, err := p.dataOf(ctx, draft)
	if err != nil {
		return datasets.Result{}, states, err
	}
	for {
		s, err := p.run(ctx, d, q, t)
		var conflict *datasets.EditConflict
		if !errors.As(err, &conflict) {
			return s.Result, states, err
		}
		at := sameEdit(q.Edits(), conflict.Edit)
		if at < 0 { // no edit of this Query
			return s.Result, states, err
		}
		q = q.WithoutEdit(at)
		states[nthWithout(states, at)].Conflict = conflict
	}
}

// CanKeep reports whether the edit can be kept for the number as it is now.
func (s EditState) CanKeep() bool {
	return s.Conflict != nil && s.Conflict.Rows == 1 && s.Conflict.Now.Missing != table.Suppressed && s.Conflict.Now.Missing != table.Confidential
}

// KeptEdit gives the Query of a Draft with its edit n, from 0, kept for the number as
// it is now, in the name of whoever keeps it.
func (p *Publisher) KeptEdit(ctx context.Context, draft widgets.Draft, n int, by string) (datasets.Query, error) {
	_, states, err := p.EditTable(ctx, draft)
	if err != nil {
		return draft.Query, err
	}
	if n < 0 || n >= len(states) || !states[n].CanKeep() {
		return draft.Query, datasets.Problem{Message: "That edit cannot be kept."}
	}
	e := draft.Query.Edits()[n]
	e.From, e.By, e.At = datasets.ValueOf(states[n].Conflict.Now), by, p.now().UTC()
	return draft.Query.WithEdit(n, e), nil
}

// DroppedEdit is the Query of a Draft without its edit n, from 0.
func DroppedEdit(draft widgets.Draft, n int) (datasets.Query, error) {
	if n < 0 || n >= len(draft.Query.Edits()) {
		return draft.Query, datasets.Problem{Message: "That edit is not there any more."}
	}
	return draft.Query.WithoutEdit(n), nil
}

// sameEdit is the place of an edit among others, or -1.
func sameEdit(edits []datasets.Edit, e datasets.Edit) int {
	for i, o := range edits {
		if o.Field == e.Field && fmt.Sprint(o.Row) == fmt.Sprint(e.Row) && o.To == e.To {
			return i
		}
	}
	return -1
}

// nthWithout is the place of edit n of those that are in no conflict yet.
func nthWithout(states []EditState, n int) int {
	for i, s := range states {
		if s.Conflict != nil {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	return len(states) - 1
}

// Edited gives the Query of a Draft with one cell of its Result changed, in row
// and Field as EditTable shows them.
func (p *Publisher) Edited(ctx context.Context, draft widgets.Draft, row int, e datasets.Edit) (datasets.Query, error) {
	d, t, q, err := p.dataOf(ctx, draft)
	if err != nil {
		return draft.Query, err
	}
	place := q.EditPlace(e.Field)
	there, err := datasets.Query{Version: q.Version, Steps: q.Steps[:place]}.ResultFields(t.Fields())
	if err != nil {
		return q, err
	}
	all, err := p.run(ctx, d, q.AllColumns(place), t)
	if err != nil {
		return q, err
	}
	if row < 0 || row >= len(all.Result.Rows) {
		return q, datasets.Problem{Field: e.Field, Message: "That row is not there any more.", Suggestion: "Choose it again."}
	}
	next, err := q.Edited(e, there, all.Result.Fields, all.Result.Rows[row])
	if err != nil {
		return q, err
	}
	_, err = p.run(ctx, d, next, t)
	var conflict *datasets.EditConflict
	if errors.As(err, &conflict) && conflict.Rows > 1 {
		return q, datasets.Problem{Field: e.Field, Message: "Other rows have the same names, so nobody could tell which one is edited.", Suggestion: "Keep a column that tells them apart."}
	}
	return next, err
}

// dataOf is what a Draft is made from: its Dataset and table, and its Query with
// the tables that it takes numbers from.
func (p *Publisher) dataOf(ctx context.Context, draft widgets.Draft) (d datasets.Dataset, t *table.Table, q datasets.Query, err error) {
	snapshot, err := p.store.Snapshot(ctx, draft.SnapshotID)
	if err != nil {
		return d, nil, q, fmt.Errorf("snapshot %s: %w", draft.SnapshotID, err)
	}
	if d, err = p.store.Dataset(ctx, snapshot.DatasetID); err != nil {
		return d, nil, q, fmt.Errorf("dataset %s: %w", snapshot.DatasetID, err)
	}
	if t, err = p.Table(ctx, draft.SnapshotID); err != nil {
		return d, nil, q, err
	}
	q, err = p.With(ctx, draft.Query)
	return d, t, q, err
}

// smallEdits refuses edits that would show a number which the rule of the
// Dataset hides or rounds.
func smallEdits(rule datasets.Protection, q datasets.Query, r datasets.Result) error {
	for _, e := range q.Edits() {
		if at := r.Index(e.Field); at >= 0 && r.Fields[at].Kind != table.Integers && r.Fields[at].Kind != table.Decimals {
			continue
		}
		number, err := table.ParseDecimal(e.To.Value)
		n, whole := number.Int64()
		switch {
		case err != nil || !whole:
		case n > 0 && n < int64(rule.Threshold):
			return datasets.Problem{Field: e.Field, Message: fmt.Sprintf("Numbers of people below %d are hidden in this dataset, and an edit cannot show one.", rule.Threshold), Suggestion: "Drop the edit."}
		case rule.Round && n%5 != 0:
			return datasets.Problem{Field: e.Field, Message: "Numbers of people are shown to the nearest 5 in this dataset.", Suggestion: "Edit it to such a number."}
		}
	}
	return nil
}
