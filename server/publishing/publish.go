package publishing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/progress"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// NotReadyError says that checks stand between a Draft and the public.
type NotReadyError struct {
	Blocking []widgets.Check
}

// Error names what must be mended.
func (e *NotReadyError) Error() string {
	reasons := make([]string, len(e.Blocking))
	for i, c := range e.Blocking {
		reasons[i] = c.Reason
	}
	return "not ready to publish: " + strings.Join(reasons, " ")
}

// Publish draws every preset of the Draft and makes it public in one
// transaction. Any failure leaves what was public before. A stale version is
// store.ErrConflict; checks that block are a NotReadyError; what a person can
// mend is a datasets.Problem.
func (p *Publisher) Publish(ctx context.Context, by store.Actor, widgetID string, version int) (widgets.Edition, error) {
	return p.publish(ctx, by, widgetID, version, Decided, "")
}

// publish is Publish in a way; ask is the Ask that by says yes to, "" for none.
func (p *Publisher) publish(ctx context.Context, by store.Actor, widgetID string, version int, way Way, ask string) (widgets.Edition, error) {
	widget, err := p.store.Widget(ctx, widgetID)
	if err != nil {
		return widgets.Edition{}, fmt.Errorf("publish %s: %w", widgetID, err)
	}
	draft, err := p.store.Draft(ctx, widgetID)
	if err != nil {
		return widgets.Edition{}, fmt.Errorf("publish %s: draft: %w", widgetID, err)
	}
	unlock, err := p.lockAll(ctx, widget, draft.Query)
	if err != nil {
		return widgets.Edition{}, err
	}
	defer unlock()
	if draft, err = p.store.Draft(ctx, widgetID); err != nil { // it may have changed while waiting
		return widgets.Edition{}, fmt.Errorf("publish %s: draft: %w", widgetID, err)
	}
	if draft.Version != version {
		return widgets.Edition{}, store.ErrConflict
	}
	going := Going{By: by, Widget: widget, Draft: draft, Way: way, At: p.now(), ask: ask}
	code, err := p.store.ReserveShortCode(ctx, widgetID)
	if err != nil {
		return widgets.Edition{}, fmt.Errorf("publish %s: short address: %w", widgetID, err)
	}
	m, err := p.mayPublish(ctx, going, code)
	if err != nil {
		return widgets.Edition{}, err
	}
	edition, err := p.edition(tellPictures(ctx), m, widget, code, p.now())
	if err != nil {
		return widgets.Edition{}, fmt.Errorf("publish %s: %w", widgetID, err)
	}
	if ctx, err = progress.Keep(ctx); err != nil {
		return widgets.Edition{}, err
	}
	return p.commit(ctx, going, m, func(numbers []store.Numbers) (widgets.Edition, error) {
		if ask != "" {
			return p.store.PublishApproved(ctx, by, ask, widgetID, version, edition, numbers...)
		}
		return p.store.PublishNumbers(ctx, by, widgetID, version, edition, numbers...)
	})
}

// mayPublish makes what is to be drawn, when every rule and check says yes.
func (p *Publisher) mayPublish(ctx context.Context, g Going, code string) (made, error) {
	if err := p.MayGoOut(ctx, g); err != nil {
		return made{}, err
	}
	m, err := p.makeFigure(ctx, g.Draft, code)
	if err != nil {
		return made{}, err
	}
	return m, p.ready(ctx, m)
}

// commit is the last step of publishing, when everything is drawn: the rules are
// asked once more, for drawing takes a while, and then it happens or it does not.
func (p *Publisher) commit(ctx context.Context, g Going, m made, publish func([]store.Numbers) (widgets.Edition, error)) (widgets.Edition, error) {
	g.At = p.now()
	if err := p.MayGoOut(ctx, g); err != nil {
		return widgets.Edition{}, err
	}
	numbers, err := p.numbers(ctx, m)
	if err != nil {
		return widgets.Edition{}, fmt.Errorf("publish %s: ledger: %w", g.Widget.ID, err)
	}
	return publish(numbers)
}

// ready returns why a figure may not be published, or nil.
func (p *Publisher) ready(ctx context.Context, m made) error {
	if !m.snapshot.Confirmed {
		return ErrUnconfirmed
	}
	faults, err := contrastFaults(m)
	if err != nil {
		return err
	}
	checks, err := p.checks(ctx, m, faults)
	if err != nil {
		return err
	}
	var blocking []widgets.Check
	for _, c := range checks {
		if c.Blocking && !c.Done {
			blocking = append(blocking, c)
		}
	}
	if len(blocking) > 0 {
		return &NotReadyError{Blocking: blocking}
	}
	return nil
}

// checks are those of the figure and those of the data behind it, what stands in
// the way first.
func (p *Publisher) checks(ctx context.Context, m made, faults []widgets.ContrastFault) ([]widgets.Check, error) {
	people, err := p.peopleCheck(ctx, m.draft.SnapshotID)
	if err != nil {
		return nil, err
	}
	checks := widgets.Checks(m.figure, m.draft.Spec, m.dataset.Source, m.result, faults...)
	if small, applies := smallNumbersCheck(m); applies && small.Done {
		checks = append(checks, small)
	} else if applies {
		checks = append([]widgets.Check{small}, checks...)
	}
	checks = append(checks, tieChecks(m)...)
	if letters, some := lettersCheck(m); some {
		checks = append([]widgets.Check{letters}, checks...)
		slices.SortStableFunc(checks, func(a, b widgets.Check) int { return cmp.Compare(widgets.Urgency(a), widgets.Urgency(b)) })
	}
	if len(m.joined) > 0 {
		others, err := p.joinChecks(ctx, m)
		if err != nil {
			return nil, err
		}
		checks = append(others, checks...)
		slices.SortStableFunc(checks, func(a, b widgets.Check) int { return cmp.Compare(widgets.Urgency(a), widgets.Urgency(b)) })
	}
	if people.Done {
		return append(checks, people), nil
	}
	return append([]widgets.Check{people}, checks...), nil
}

// contrastFaults looks at every drawing that would be published.
func contrastFaults(m made) ([]widgets.ContrastFault, error) {
	var faults []widgets.ContrastFault
	for _, preset := range widgets.Presets {
		for _, scheme := range []widgets.Scheme{widgets.Light, widgets.Dark} {
			if scheme == widgets.Dark && !preset.Frame {
				continue
			}
			text := draw.Text
			if !preset.Frame {
				text = measurer(m.typeface)
			}
			placed, err := placeIn(m.figure, preset.Name, scheme, text)
			if err != nil {
				return nil, err
			}
			faults = append(faults, widgets.ContrastFaults(placed, text)...)
		}
	}
	return faults, nil
}

// Withdraw takes a figure back from the public, with the reason it will read.
func (p *Publisher) Withdraw(ctx context.Context, by store.Actor, widgetID, reason string) error {
	if err := reasonGiven(reason); err != nil {
		return err
	}
	if err := p.store.Withdraw(ctx, by, widgetID, reason); err != nil {
		return fmt.Errorf("withdraw %s: %w", widgetID, err)
	}
	return nil
}

// WithdrawAll takes several figures back from the public with one reason: all of
// them, or none and a store.ChosenError.
func (p *Publisher) WithdrawAll(ctx context.Context, by store.Actor, chosen []store.Chosen, reason string) error {
	if err := reasonGiven(reason); err != nil {
		return err
	}
	if err := p.store.WithdrawAll(ctx, by, chosen, reason); err != nil {
		return fmt.Errorf("withdraw %d figures: %w", len(chosen), err)
	}
	return nil
}

// reasonGiven asks for the reason of a withdrawal.
func reasonGiven(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return datasets.Problem{Field: "reason", Message: "Readers will ask why this figure was withdrawn.", Suggestion: "Enter a short reason."}
	}
	return nil
}

// Purge erases the raw bytes of a Snapshot and every Edition made from it.
func (p *Publisher) Purge(ctx context.Context, by store.Actor, snapshotID, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return datasets.Problem{Field: "reason", Message: "Erasing data needs a reason, which is kept.", Suggestion: "Enter the reason."}
	}
	if err := p.store.PurgeSnapshot(ctx, by, snapshotID, reason); err != nil {
		return fmt.Errorf("purge snapshot %s: %w", snapshotID, err)
	}
	p.forget(snapshotID)
	return nil
}

// InTheWay is Mendable, or what stands in the way of publishing.
func InTheWay(err error) (datasets.Problem, bool) {
	if problem, ok := Mendable(err); ok {
		return problem, true
	}
	var setNotReady *SetNotReadyError
	if errors.As(err, &setNotReady) {
		return datasets.Problem{Message: setNotReady.Error()}, true
	}
	var notReady *NotReadyError
	if errors.As(err, &notReady) {
		return datasets.Problem{Message: notReady.Blocking[0].Reason}, true
	}
	return datasets.Problem{}, false
}

// Mendable returns the words for a person when err is one a person can mend.
func Mendable(err error) (datasets.Problem, bool) {
	var problem datasets.Problem
	if errors.As(err, &problem) {
		return problem, true
	}
	return datasets.Problem{}, false
}
