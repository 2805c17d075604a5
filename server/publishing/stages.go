package publishing

import (
	"context"
	"errors"
	"fmt"

	"figurehead/datasets"
	"figurehead/widgets"
)

// Stage is the table after one step of a Draft's Query, or before the first.
type Stage struct {
	datasets.Stage
	// Hidden says that its rows are not shown, because small numbers of the
	// Dataset are protected and cannot be in them.
	Hidden bool
}

// Stages shows the table before the first step of a Draft's Query and after each
// of them, the first rows of each. Where a step cannot be run, the stages before
// it come with the Problem that stops it. Small numbers are protected as in a
// figure.
func (p *Publisher) Stages(ctx context.Context, draft widgets.Draft, rows int) ([]Stage, error) {
	d, t, whole, err := p.dataOf(ctx, draft)
	if err != nil {
		return nil, err
	}
	plain, stopped := datasets.Stages(ctx, whole, t, rows)
	if _, mends := Mendable(stopped); stopped != nil && !mends {
		return nil, fmt.Errorf("stages of figure %s: %w", draft.WidgetID, stopped)
	}
	stages := make([]Stage, len(plain))
	for i, s := range plain {
		stages[i].Stage = s
		if !d.Protection.On() {
			continue
		}
		q := datasets.Query{Version: datasets.QueryVersion, Steps: append(append([]datasets.Step{}, whole.Steps[:i]...), datasets.Limit{Count: rows})}
		shown, err := p.run(ctx, d, q, t)
		if _, mends := Mendable(err); mends {
			stages[i].Rows, stages[i].Hidden = nil, true
			continue
		}
		if err != nil {
			return nil, err
		}
		stages[i].Rows = shown.Result.Rows
	}
	return stages, stopped
}

// Fitted is a Draft whose figure reads columns that its Result has: those it
// read before where they are still there, and where not, others that fit its
// kind. The Problem says what has to be chosen when none do.
func (p *Publisher) Fitted(ctx context.Context, draft widgets.Draft) (widgets.Draft, error) {
	if _, err := p.Figure(ctx, draft); err == nil {
		return draft, nil
	} else if _, mends := Mendable(err); !mends && !errors.Is(err, widgets.ErrNoNumbers) {
		return draft, err
	}
	result, _, err := p.EditTable(ctx, draft)
	if err != nil {
		return draft, err
	}
	sets, err := p.Boundaries(ctx)
	if err != nil {
		return draft, err
	}
	spec := widgets.WithColumnsOf(draft.Spec, result)
	fitted, err := widgets.AsKind(spec, result, spec.Kind, sets...)
	if err != nil {
		return draft, err
	}
	draft.Spec = fitted
	return draft, nil
}
