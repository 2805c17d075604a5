package publishing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// perHead is how the numbers of a table are set against a reference table.
type perHead struct {
	join   datasets.Join
	rate   datasets.Rate
	fields []table.Field // of the rows before
}

// steps are those of a Query on rows with the rate, made to run on the rows without
// it: its first filters come before, so that only what is shown is looked up.
func (h perHead) steps(of []datasets.Step) []datasets.Step {
	n := 0
	for ; n < len(of); n++ {
		filter, is := of[n].(datasets.Filter)
		if !is || !slices.ContainsFunc(h.fields, func(f table.Field) bool { return f.Name == filter.Field }) {
			break
		}
	}
	columns := datasets.Choose{}
	for _, f := range h.fields {
		if !f.Kind.Number() || f.Name == h.rate.Of {
			columns.Fields = append(columns.Fields, f.Name)
		}
	}
	return slices.Concat(of[:n], []datasets.Step{columns, h.join, h.rate}, h.shown(of[n:]))
}

// shown are steps that keep, beside the rate, the two numbers that it is made of, so
// that a reader can work it out again.
func (h perHead) shown(steps []datasets.Step) []datasets.Step {
	out := slices.Clone(steps)
	for i, step := range out {
		if choose, is := step.(datasets.Choose); is && slices.Contains(choose.Fields, h.rate.Name) {
			out[i] = datasets.Choose{Fields: append(slices.Clone(choose.Fields), h.rate.Of, h.join.Name)}
		}
	}
	return out
}

// perHead offers figures of the counts of a Snapshot per 1,000 of what a reference
// table counts: where one fits its places and periods and has a number for at least
// half of its rows. It names the table; there are none where no reference table does.
func (p *Publisher) perHead(ctx context.Context, dataset datasets.Dataset, t *table.Table, o widgets.SuggestOptions) (list []widgets.Suggestion, title string, err error) {
	err = p.eachReference(ctx, func(of ReferenceTable) error {
		if of.DatasetID == dataset.ID {
			return nil
		}
		list, err = p.suggestPerHead(ctx, of, dataset, t, o)
		if _, none := Mendable(err); none || errors.Is(err, errNoFit) {
			return nil
		}
		if title = of.Title; err != nil {
			return err
		}
		return errEnough
	})
	return list, title, err
}

// suggestPerHead offers figures that are set against one reference table.
func (p *Publisher) suggestPerHead(ctx context.Context, of ReferenceTable, dataset datasets.Dataset, t *table.Table, o widgets.SuggestOptions) ([]widgets.Suggestion, error) {
	h, rows, err := p.perHeadOf(ctx, of, t)
	if err != nil {
		return nil, err
	}
	run := p.suggestedBy(dataset)
	if run == nil {
		run = datasets.Run
	}
	o.Run = func(ctx context.Context, q datasets.Query, _ *table.Table) (datasets.Result, error) {
		q.Steps = h.steps(q.Steps)
		if q, err = p.With(ctx, q); err != nil {
			return datasets.Result{}, err
		}
		return run(ctx, q, t)
	}
	list, err := widgets.Suggest(ctx, rows, o)
	for i := range list {
		list[i].Query.Steps = h.steps(list[i].Query.Steps)
	}
	list = slices.DeleteFunc(list, func(s widgets.Suggestion) bool { return s.Spec.Encoding.Value != h.rate.Name })
	return list[:min(len(list), mostPerHead)], err
}

// mostPerHead is how many figures per head are offered beside the others.
const mostPerHead = 3

// errNoFit says that a reference table has nothing for a table.
var errNoFit = errors.New("the reference table does not fit")

// perHeadOf sets a table against one reference table, and gives the rows with the
// rate in the place of their numbers.
func (p *Publisher) perHeadOf(ctx context.Context, of ReferenceTable, t *table.Table) (perHead, *table.Table, error) {
	h := perHead{fields: t.Fields()}
	count, found := counted(h.fields)
	var fits bool
	h.join, fits = of.reference.Fits(h.fields, of.Fields, of.SnapshotID, newName(words.Capital(of.reference.Called), h.fields))
	h.join.Beyond = "leaveOut"
	if !fits || !found {
		return h, nil, errNoFit
	}
	h.rate = datasets.Rate{Of: count.Name, By: h.join.Name}
	for _, h.rate.Per = range []int{1000, 100_000} {
		h.rate.Name = newName(fmt.Sprintf("%s per %s %s", count.Name, words.Whole(h.rate.Per), of.reference.Called), h.fields)
		q, err := p.With(ctx, datasets.Query{Version: datasets.QueryVersion, Steps: h.steps(nil)})
		if err != nil {
			return h, nil, err
		}
		r, err := datasets.RunUpTo(ctx, q, t, datasets.MaxGroups)
		if err != nil {
			return h, nil, err
		}
		if largest, enough := h.rated(r); !enough {
			return h, nil, errNoFit
		} else if largest.Cmp(table.NewDecimal(1, 0)) < 0 && h.rate.Per == 1000 {
			continue
		}
		rows, err := tableOf(withoutNumbers(r, h.rate.Name))
		return h, rows, err
	}
	return h, nil, errNoFit
}

// rated is the largest rate, and whether at least half of the rows have one.
func (h perHead) rated(r datasets.Result) (largest table.Decimal, enough bool) {
	rate, found := r.Index(h.rate.Name), 0
	for _, row := range r.Rows {
		if c := row[rate]; c.Missing == table.Present {
			found++
			if c.Number.Cmp(largest) > 0 {
				largest = c.Number
			}
		}
	}
	return largest, found > 0 && found*2 >= len(r.Rows)
}

// counted is the first column that counts something.
func counted(fields []table.Field) (table.Field, bool) {
	i := slices.IndexFunc(fields, func(f table.Field) bool {
		return f.Kind == table.Integers && f.Role == table.Measure && f.Additive()
	})
	if i < 0 {
		return table.Field{}, false
	}
	return fields[i], true
}

// withoutNumbers is r without its numbers but one.
func withoutNumbers(r datasets.Result, but string) datasets.Result {
	var out datasets.Result
	var kept []int
	for i, f := range r.Fields {
		if !f.Kind.Number() || f.Name == but {
			kept, out.Fields = append(kept, i), append(out.Fields, f)
		}
	}
	for _, row := range r.Rows {
		cells := make([]table.Cell, len(kept))
		for i, column := range kept {
			cells[i] = row[column]
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// newName is a name that none of the fields has.
func newName(name string, fields []table.Field) string {
	for slices.ContainsFunc(fields, func(f table.Field) bool { return strings.EqualFold(f.Name, name) }) {
		name += " (reference)"
	}
	return name
}

// CheckReference is nil when the newest copy of a Dataset is the reference table that
// r says it is, or the Problem.
func (p *Publisher) CheckReference(ctx context.Context, datasetID string, r datasets.Reference) error {
	last, err := p.lastGood(ctx, datasetID)
	if err != nil {
		return err
	}
	t, err := p.Table(ctx, last.ID)
	if err != nil {
		return err
	}
	return r.Check(ctx, t)
}
