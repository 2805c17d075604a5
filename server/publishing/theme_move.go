package publishing

import (
	"context"
	"errors"
	"fmt"

	"figurehead/store"
	"figurehead/widgets"
)

// ThemeMove is what is to be drawn in another version of a theme.
type ThemeMove struct {
	Theme   widgets.Theme // a published version
	Figures []string      // ids of live figures that stand alone
	Sets    []string      // ids of live sets, which move all or none
	// May says whose figures whoever asks may publish.
	May func(widgets.Widget) bool
}

// MoveTheme publishes figures anew with the numbers and words that they have, in
// another version of a theme: each by itself, sets as a whole, and all under the
// rules that MayGoOut asks. Those that cannot move stay as they were; a figure
// with changes that are not public takes the theme when they are.
func (p *Publisher) MoveTheme(ctx context.Context, by store.Actor, move ThemeMove) ([]Followed, error) {
	var done []Followed
	all := len(move.Figures) + len(move.Sets)
	for i, id := range move.Sets {
		if err := tellDrawing(ctx, i, all); err != nil {
			return done, err
		}
		moved, err := p.moveSet(ctx, by, id, move)
		if err != nil {
			return done, err
		}
		done = append(done, moved...)
	}
	for i, id := range move.Figures {
		if err := tellDrawing(ctx, len(move.Sets)+i, all); err != nil {
			return done, err
		}
		one, err := p.moveFigure(ctx, by, id, move)
		if err != nil {
			return done, err
		}
		done = append(done, one)
	}
	public := 0
	for _, one := range done {
		if one.Reason == "" {
			public++
		}
	}
	detail := fmt.Sprintf("%d of %d figures to version %d", public, len(done), move.Theme.Version)
	err := p.store.Record(ctx, store.Event{ActorID: by.ID, Actor: by.Name, Action: store.ThemeMoved, Subject: "theme " + move.Theme.ID, Title: move.Theme.Name, Detail: detail})
	return done, err
}

// moveFigure moves one figure that stands alone.
func (p *Publisher) moveFigure(ctx context.Context, by store.Actor, id string, move ThemeMove) (Followed, error) {
	w, err := p.store.Widget(ctx, id)
	if err != nil {
		return Followed{}, fmt.Errorf("figure %s: %w", id, err)
	}
	one := Followed{Widget: w, Edition: w.Edition}
	draft, err := p.store.Draft(ctx, id)
	if err != nil {
		return one, fmt.Errorf("figure %s: %w", id, err)
	}
	was := draft
	draft.ThemeID, draft.Heading = widgets.ThemeAt(move.Theme.ID, move.Theme.Version), p.Heading(ctx, draft)
	asPublished, err := p.asPublished(ctx, was)
	if err != nil {
		return one, err
	}
	switch {
	case w.State != widgets.Live:
		one.Reason = "It is not public any more."
		return one, nil
	case !move.May(w):
		one.Reason = "A publisher of its directorate has to move it."
		return one, nil
	case !asPublished:
		if was.ThemeID != draft.ThemeID {
			_, err = p.store.SaveDraft(ctx, by, draft)
		}
		one.Reason = "It has changes that are not published yet. It takes the theme with them."
		return one, conflictWords(&one, err)
	}
	asked, err := p.asksToMove(ctx, by, w, draft)
	if err != nil || asked {
		one.Reason = "It waits for approval."
		return one, conflictWords(&one, err)
	}
	if err = p.MayGoOut(ctx, Going{By: by, Widget: w, Draft: draft, Way: Decided, At: p.now()}); err == nil {
		err = p.publishMoved(ctx, by, draft, was)
	}
	return one, conflictWords(&one, err)
}

// asksToMove asks a second person where one has to look first.
func (p *Publisher) asksToMove(ctx context.Context, by store.Actor, w widgets.Widget, draft widgets.Draft) (asked bool, err error) {
	if err := p.notFrozen(ctx, Going{By: by, Widget: w, Draft: draft, Way: Decided, At: p.now()}); err != nil {
		return false, err
	}
	draft.SavedBy = by.ID
	a, err := p.Approval(ctx, w, draft)
	if err != nil || !a.Needed {
		return false, err
	}
	saved, err := p.store.SaveDraft(ctx, by, draft)
	if err != nil {
		return false, err
	}
	_, err = p.store.Ask(ctx, by, w.ID, saved.Version, "", "Its theme is to change.")
	return err == nil, err
}

// publishMoved saves a draft and publishes it. When it cannot be published the
// draft is as it was.
func (p *Publisher) publishMoved(ctx context.Context, by store.Actor, draft, was widgets.Draft) error {
	saved, err := p.store.SaveDraft(ctx, by, draft)
	if err != nil {
		return err
	}
	if _, err = p.publish(ctx, by, draft.WidgetID, saved.Version, Decided, ""); err == nil {
		return nil
	}
	was.Version, was.Heading = saved.Version, draft.Heading
	_, back := p.store.SaveDraft(context.WithoutCancel(ctx), by, was)
	if errors.Is(back, store.ErrConflict) { // somebody goes on from there
		back = nil
	}
	return errors.Join(err, back)
}

// conflictWords gives the reason why a figure stays; other errors are returned.
func conflictWords(one *Followed, err error) error {
	if words, blocked := notReady(err); blocked {
		one.Reason = words
		return nil
	}
	if words, blocked := notReadySet(err); blocked {
		one.Reason = words
		return nil
	}
	if problem, ok := Mendable(err); ok {
		one.Reason = problem.Error()
		return nil
	}
	if errors.Is(err, store.ErrConflict) {
		one.Reason = "Somebody changed it at the same time."
		return nil
	}
	return err
}

// moveSet moves the public figures of a set, all or none.
func (p *Publisher) moveSet(ctx context.Context, by store.Actor, id string, move ThemeMove) ([]Followed, error) {
	set, err := p.store.Set(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("set %s: %w", id, err)
	}
	last, err := p.lastGood(ctx, set.DatasetID)
	if err != nil {
		return nil, err
	}
	w := setWork{set: set, action: store.SetPublished}
	if _, w.basis, err = p.emptySheet(ctx, set, last); err != nil {
		return nil, err
	}
	members, gone, err := p.members(ctx, set, w.basis)
	if err != nil {
		return nil, err
	}
	w.gone = gone
	var done []Followed
	reason := ""
	for _, m := range members {
		if !m.Asked || m.Widget.State != widgets.Live {
			continue
		}
		done = append(done, Followed{Widget: m.Widget, Edition: m.Widget.Edition})
		if reason == "" {
			if reason, err = p.setMemberStays(ctx, m, move); err != nil {
				return nil, err
			}
		}
		m.Draft.ThemeID = widgets.ThemeAt(move.Theme.ID, move.Theme.Version)
		w.members = append(w.members, m)
	}
	outcome := Followed{Reason: reason}
	if reason == "" && len(w.members) > 0 {
		_, err = p.publishMembers(ctx, by, w)
		if err := conflictWords(&outcome, err); err != nil {
			return nil, fmt.Errorf("set %s: %w", id, err)
		}
	}
	for i := range done {
		done[i].Reason = outcome.Reason
	}
	return done, nil
}

// setMemberStays is why a figure of a set cannot move, "" when it can.
func (p *Publisher) setMemberStays(ctx context.Context, m Member, move ThemeMove) (string, error) {
	stored, err := p.store.Draft(ctx, m.Widget.ID)
	if err != nil {
		return "", fmt.Errorf("figure %s: %w", m.Widget.ID, err)
	}
	asPublished, err := p.asPublished(ctx, stored)
	switch {
	case err != nil:
		return "", err
	case !move.May(m.Widget):
		return "A publisher of its directorate has to move it.", nil
	case stored.SnapshotID != m.Draft.SnapshotID:
		return "Its set waits for a look at newer data. Publish the set first.", nil
	case !asPublished:
		return fmt.Sprintf("The figure for %s has changes that are not published yet, so no figure of the set was moved.", m.Name), nil
	}
	return "", nil
}

// InTheme draws a public figure in the theme it has and in another: the same
// numbers and words in both. prefix keeps the ids of drawings apart.
func (p *Publisher) InTheme(ctx context.Context, f store.ThemedFigure, theme widgets.Theme, prefix string) (was, is Sample, err error) {
	r, err := p.store.PublishedRevision(ctx, f.Widget.ID)
	if err != nil {
		return was, is, fmt.Errorf("figure %s: %w", f.Widget.ID, err)
	}
	draft := r.Draft
	draft.ThemeID = widgets.ThemeAt(f.ThemeID, f.Version)
	if was, err = p.sampleOf(ctx, draft, prefix+"was-"); err != nil {
		return was, is, err
	}
	draft.ThemeID = widgets.ThemeAt(theme.ID, theme.Version)
	is, err = p.sampleOf(ctx, draft, prefix+"is-")
	return was, is, err
}

func (p *Publisher) sampleOf(ctx context.Context, draft widgets.Draft, prefix string) (Sample, error) {
	m, err := p.makeFigure(ctx, draft, "")
	if err != nil {
		return Sample{}, err
	}
	placed, err := place(m.figure, "frame-s", widgets.Light)
	if err != nil {
		return Sample{}, err
	}
	return Sample{Name: m.figure.Title, Figure: m.figure, Drawing: drawing(placed, prefix)}, nil
}
