package publishing

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// Pin makes public addresses serve one Edition of a live figure until Unpin;
// refreshes go on making Editions. What cannot be pinned is a datasets.Problem.
func (p *Publisher) Pin(ctx context.Context, by store.Actor, widgetID string, number int) error {
	widget, err := p.store.Widget(ctx, widgetID)
	if err != nil {
		return fmt.Errorf("pin %s: %w", widgetID, err)
	}
	if number != widget.Edition { // else nothing public changes
		if err := p.mayComeBack(ctx, by, widget); err != nil {
			return err
		}
	}
	return pinWords(p.store.Pin(ctx, by, widgetID, number), number)
}

// Unpin lets the newest Edition be public again.
func (p *Publisher) Unpin(ctx context.Context, by store.Actor, widgetID string) error {
	widget, err := p.store.Widget(ctx, widgetID)
	if err != nil {
		return fmt.Errorf("unpin %s: %w", widgetID, err)
	}
	newest, err := p.store.Versions(ctx, widgetID, 0, 1)
	if err != nil {
		return fmt.Errorf("unpin %s: %w", widgetID, err)
	}
	if len(newest) > 0 && newest[0].Number != widget.Edition {
		if err := p.mayComeBack(ctx, by, widget); err != nil {
			return err
		}
	}
	return pinWords(p.store.Unpin(ctx, by, widgetID), 0)
}

func (p *Publisher) mayComeBack(ctx context.Context, by store.Actor, widget widgets.Widget) error {
	draft, err := p.store.Draft(ctx, widget.ID)
	if err != nil {
		return fmt.Errorf("figure %s: %w", widget.ID, err)
	}
	return p.MayGoOut(ctx, Going{By: by, Widget: widget, Draft: draft, Way: Again, At: p.now()})
}

func pinWords(err error, number int) error {
	switch {
	case errors.Is(err, store.ErrPurged):
		return datasets.Problem{Message: fmt.Sprintf("The data of version %d was erased.", number), Suggestion: "Choose another version."}
	case errors.Is(err, store.ErrThinned):
		return datasets.Problem{Message: fmt.Sprintf("The images of version %d are no longer kept, so it cannot be public again.", number), Suggestion: "Make a draft from it and publish that."}
	case errors.Is(err, store.ErrWithdrawn):
		return datasets.Problem{Message: "This figure is not public, so there is nothing to keep.", Suggestion: "Publish it first."}
	}
	return err
}

// Restore makes the words, rows and data of an Edition the draft again. What is
// public stays, and so does every Revision.
func (p *Publisher) Restore(ctx context.Context, by store.Actor, widgetID string, version, number int) (widgets.Draft, error) {
	draft, err := p.store.Restore(ctx, by, widgetID, version, number)
	if errors.Is(err, store.ErrPurged) {
		return draft, datasets.Problem{
			Message:    fmt.Sprintf("The data of version %d was erased, so no draft can be made from it.", number),
			Suggestion: "Choose another version.",
		}
	}
	return draft, err
}

// maxCorrection is how long a notice may be, in characters: it has to be read.
const maxCorrection = 500

// Correct puts a notice beside a figure and the Editions that it concerns. What
// is wrong with the form is a datasets.Problem.
func (p *Publisher) Correct(ctx context.Context, by store.Actor, widgetID, words string, editions []int) error {
	const notPublic = "This figure is not public, so no notice can stand beside it."
	if widget, err := p.store.Widget(ctx, widgetID); err != nil {
		return fmt.Errorf("correct %s: %w", widgetID, err)
	} else if widget.State != widgets.Live {
		return datasets.Problem{Message: notPublic}
	}
	words = strings.Join(strings.Fields(words), " ")
	switch n := len([]rune(words)); {
	case n == 0:
		return datasets.Problem{Field: "words", Message: "Say what was wrong and what is right"}
	case n > maxCorrection:
		return datasets.Problem{Field: "words", Message: fmt.Sprintf("The notice has %d characters and may have %d", n, maxCorrection)}
	case len(editions) == 0:
		return datasets.Problem{Field: "concerns", Message: "Tick the versions that the notice concerns"}
	}
	err := p.store.Correct(ctx, by, widgetID, words, editions)
	if errors.Is(err, store.ErrWithdrawn) {
		return datasets.Problem{Message: notPublic}
	}
	return err
}
