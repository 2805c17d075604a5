package publishing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// Prepared is a planned Edition drawn before its time. Nothing public points to
// it; whoever publishes at the time makes sure that it is still what would be
// drawn then.
type Prepared struct {
	plan    string
	like    []byte // what it was drawn from
	edition widgets.Edition
}

// Plan plans what a Draft holds now, when every rule and check would let it out
// at its time. A withdrawal alone needs a figure that is public. A stale version
// is store.ErrConflict.
func (p *Publisher) Plan(ctx context.Context, by store.Actor, plan store.Plan, version int) error {
	if plan.PublishAt.IsZero() {
		return p.Replan(ctx, by, plan)
	}
	widget, err := p.store.Widget(ctx, plan.WidgetID)
	if err != nil {
		return fmt.Errorf("plan %s: %w", plan.WidgetID, err)
	}
	draft, err := p.store.Draft(ctx, plan.WidgetID)
	if err != nil {
		return fmt.Errorf("plan %s: draft: %w", plan.WidgetID, err)
	}
	if draft.Version != version {
		return store.ErrConflict
	}
	if _, err := p.mayPublish(ctx, Going{By: by, Widget: widget, Draft: draft, Way: Planned, At: plan.PublishAt}, widget.ShortCode); err != nil {
		return err
	}
	_, err = p.store.MakePlan(ctx, by, plan, version)
	return err
}

// Replan changes the times of a plan; what it publishes stays. It is
// store.ErrConflict when that was published or cancelled meanwhile.
func (p *Publisher) Replan(ctx context.Context, by store.Actor, plan store.Plan) error {
	widget, err := p.store.Widget(ctx, plan.WidgetID)
	if err != nil {
		return fmt.Errorf("plan %s: %w", plan.WidgetID, err)
	}
	if plan.PublishAt.IsZero() && widget.State != widgets.Live {
		return datasets.Problem{Field: "withdraw-day", Message: "This figure is not public, so it cannot be withdrawn.", Suggestion: "Enter when it is published."}
	}
	if !plan.PublishAt.IsZero() {
		if err := p.MayGoOut(ctx, Going{By: by, Widget: widget, Way: Planned, At: plan.PublishAt}); err != nil {
			return err
		}
	}
	_, err = p.store.RetimePlan(ctx, by, plan)
	return err
}

// Prepare draws a planned Revision before its time, so that nothing but one
// transaction is left to do then.
func (p *Publisher) Prepare(ctx context.Context, plan store.Plan) (*Prepared, error) {
	going, code, err := p.planned(ctx, plan)
	if err != nil {
		return nil, err
	}
	unlock, err := p.lockAll(ctx, going.Widget, going.Draft.Query)
	if err != nil {
		return nil, err
	}
	defer unlock()
	m, err := p.mayPublish(ctx, going, code)
	if err != nil {
		return nil, err
	}
	like, err := likeness(m, code)
	if err != nil {
		return nil, err
	}
	edition, err := p.edition(ctx, m, going.Widget, code, plan.PublishAt)
	if err != nil {
		return nil, fmt.Errorf("prepare %s: %w", plan.WidgetID, err)
	}
	return &Prepared{plan: plan.ID, like: like, edition: edition}, nil
}

// PublishPlanned publishes the Revision of a plan as Publish does a Draft: the
// same rules, checks and drawings, once, however many try. Prepared may be nil.
func (p *Publisher) PublishPlanned(ctx context.Context, plan store.Plan, ready *Prepared) (widgets.Edition, error) {
	going, code, err := p.planned(ctx, plan)
	if err != nil {
		return widgets.Edition{}, err
	}
	unlock, err := p.lockAll(ctx, going.Widget, going.Draft.Query)
	if err != nil {
		return widgets.Edition{}, err
	}
	defer unlock()
	going.At = p.now()
	m, err := p.mayPublish(ctx, going, code)
	if err != nil {
		return widgets.Edition{}, err
	}
	edition, err := p.drawn(ctx, m, going.Widget, code, ready, plan)
	if err != nil {
		return widgets.Edition{}, fmt.Errorf("publish planned %s: %w", plan.WidgetID, err)
	}
	return p.commit(ctx, going, m, func(numbers []store.Numbers) (widgets.Edition, error) {
		return p.store.PublishPlanned(ctx, plan, edition, numbers...)
	})
}

// planned is what a plan makes public.
func (p *Publisher) planned(ctx context.Context, plan store.Plan) (Going, string, error) {
	widget, err := p.store.Widget(ctx, plan.WidgetID)
	if err != nil {
		return Going{}, "", fmt.Errorf("planned %s: %w", plan.WidgetID, err)
	}
	revision, err := p.store.Revision(ctx, plan.WidgetID, plan.Revision)
	if err != nil {
		return Going{}, "", fmt.Errorf("planned %s: revision %d: %w", plan.WidgetID, plan.Revision, err)
	}
	code, err := p.store.ReserveShortCode(ctx, plan.WidgetID)
	if err != nil {
		return Going{}, "", fmt.Errorf("planned %s: short address: %w", plan.WidgetID, err)
	}
	return Going{By: plan.By, Widget: widget, Draft: revision.Draft, Way: Planned, At: plan.PublishAt}, code, nil
}

// drawn is what was prepared, when it is still what would be drawn now; else it
// is drawn now.
func (p *Publisher) drawn(ctx context.Context, m made, w widgets.Widget, code string, ready *Prepared, plan store.Plan) (widgets.Edition, error) {
	if ready != nil && ready.plan == plan.ID {
		like, err := likeness(m, code)
		if err != nil {
			return widgets.Edition{}, err
		}
		if bytes.Equal(like, ready.like) && p.kept(ctx, ready.edition) {
			return ready.edition, nil
		}
	}
	return p.edition(ctx, m, w, code, p.now())
}

// kept reports whether every file of an Edition is still stored: bytes that
// nothing points to are swept up after a while.
func (p *Publisher) kept(ctx context.Context, e widgets.Edition) bool {
	for _, r := range e.Renditions {
		if there, err := p.store.Blobs().Has(ctx, r.SHA256); err != nil || !there {
			return false
		}
	}
	return true
}

// likeness is everything that the drawings and files of an Edition are made
// from, but for the date on which it is published.
func likeness(m made, code string) ([]byte, error) {
	raw, err := json.Marshal([]any{worded(m), m.figure, m.draft.Spec, m.dataset.Source, code})
	if err != nil {
		return nil, fmt.Errorf("compare with what was prepared: %w", err)
	}
	return raw, nil
}

// WithdrawPlanned withdraws a figure as planned.
func (p *Publisher) WithdrawPlanned(ctx context.Context, plan store.Plan) error {
	if err := p.store.WithdrawPlanned(ctx, plan); err != nil {
		return fmt.Errorf("withdraw planned %s: %w", plan.WidgetID, err)
	}
	return nil
}

// WhyNot words for the person who planned it why something could not be
// published. It is false for what may go better in a moment.
func WhyNot(err error) (words string, lasting bool) {
	var blocked *NotReadyError
	problem, mends := Mendable(err)
	switch {
	case mends:
		return problem.Error(), true
	case errors.As(err, &blocked):
		words, _ = notReady(err)
		return words, true
	case errors.Is(err, store.ErrPurged):
		return "Its data was erased.", true
	case errors.Is(err, store.ErrNotFound):
		return "The figure or the data that was planned is not there any more.", true
	case errors.Is(err, store.ErrFull):
		return "The disk of the server was full.", false
	}
	return "Something went wrong in the server. Its log says what.", false
}

// Late is how long after its time a plan is still carried out: a server that was
// down meanwhile publishes when it is back.
const Late = 24 * time.Hour
