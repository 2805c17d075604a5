package publishing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// ErrNotApprover is returned to whoever may not decide about a figure: who made
// its last Revision, or may not publish in its directorate.
var ErrNotApprover = errors.New("somebody else has to approve it")

// Approval is where a figure stands with the organisation's rule that a second
// person looks before it is public.
type Approval struct {
	On bool // in the settings
	// Needed: the figure may not be published as it is without somebody's yes.
	Needed bool
	// Approvers may give it. Where approval is on and there are none, nobody
	// could, so that whoever may publish does.
	Approvers []store.User
	Ask       *store.Ask // that waits
	Last      *store.Ask // that was decided last
}

// May reports whether a person is among those who may approve.
func (a Approval) May(userID string) bool {
	return slices.ContainsFunc(a.Approvers, func(u store.User) bool { return u.ID == userID })
}

// Given reports whether the draft as it is has somebody's yes and is not public.
func (a Approval) Given() bool {
	return a.On && !a.Needed && a.Last != nil && a.Last.State == store.AskGiven && a.Last.Edition == 0
}

// Nobody reports whether approval is on and nobody could give it.
func (a Approval) Nobody() bool { return a.On && a.Ask == nil && len(a.Approvers) == 0 }

// Refused is what somebody asked to be changed, if nobody was asked since.
func (a Approval) Refused() *store.Ask {
	if a.Ask == nil && a.Last != nil && a.Last.State == store.AskRefused {
		return a.Last
	}
	return nil
}

// Approval tells where a draft, or a planned Revision, of a figure stands.
func (p *Publisher) Approval(ctx context.Context, widget widgets.Widget, draft widgets.Draft) (Approval, error) {
	o, err := p.Organisation(ctx)
	if err != nil {
		return Approval{}, err
	}
	a := Approval{On: o.ApprovalOn}
	asks, err := p.store.Asks(ctx, widget.ID, 1)
	if err != nil {
		return Approval{}, fmt.Errorf("asks of %s: %w", widget.ID, err)
	}
	maker := draft.SavedBy
	if len(asks) > 0 && asks[0].State == store.AskOpen {
		a.Ask, maker = &asks[0], asks[0].MadeBy
	} else if len(asks) > 0 {
		a.Last = &asks[0]
	}
	if !a.On {
		return a, nil
	}
	if a.Approvers, err = p.approvers(ctx, widget, maker); err != nil {
		return Approval{}, err
	}
	approved, err := p.store.Approved(ctx, draft)
	if err != nil {
		return Approval{}, fmt.Errorf("approval of %s: %w", widget.ID, err)
	}
	a.Needed = len(a.Approvers) > 0 && !approved
	return a, nil
}

// approvers are those who may publish in the figure's directorate, but for who
// made its last Revision. Source: design, section 9; auth.May says the same of
// whoever is signed in.
func (p *Publisher) approvers(ctx context.Context, widget widgets.Widget, maker string) ([]store.User, error) {
	people, err := p.store.Users(ctx)
	if err != nil {
		return nil, fmt.Errorf("approvers: %w", err)
	}
	return slices.DeleteFunc(people, func(u store.User) bool { return !mayApprove(u, widget, maker) }), nil
}

// mayApprove reports whether a person may say yes to what maker made.
func mayApprove(u store.User, w widgets.Widget, maker string) bool {
	covers := u.Role == store.Admin || u.Role == store.Publisher && u.DirectorateID == w.DirectorateID
	return covers && !u.Disabled && u.ID != maker
}

// approved refuses what a second person has to look at first.
func (p *Publisher) approved(ctx context.Context, g Going) error {
	if g.Way == Following || g.Way == Again || g.ask != "" || g.second {
		return nil // within what was allowed; was public before; somebody says yes to it now
	}
	if g.Draft.WidgetID == "" {
		return nil // another time for what was planned with a yes
	}
	a, err := p.Approval(ctx, g.Widget, g.Draft)
	if err != nil || !a.Needed {
		return err
	}
	return datasets.Problem{Message: "Somebody else has to approve this figure before it is public.", Suggestion: "Ask for approval."}
}

// Ask asks for approval of a Draft: of exactly what it is now. It is refused like
// publishing is, when checks block, and in words where approval is not needed.
func (p *Publisher) Ask(ctx context.Context, by store.Actor, widgetID string, version int, note string) (store.Ask, error) {
	widget, err := p.store.Widget(ctx, widgetID)
	if err != nil {
		return store.Ask{}, fmt.Errorf("ask %s: %w", widgetID, err)
	}
	draft, err := p.store.Draft(ctx, widgetID)
	if err != nil {
		return store.Ask{}, fmt.Errorf("ask %s: %w", widgetID, err)
	}
	if draft.Version != version {
		return store.Ask{}, store.ErrConflict
	}
	a, err := p.Approval(ctx, widget, draft)
	if err != nil {
		return store.Ask{}, err
	}
	if !a.Needed {
		return store.Ask{}, datasets.Problem{Message: "Nobody has to approve this figure.", Suggestion: "Publish it, or ask a publisher to."}
	}
	m, err := p.makeFigure(ctx, draft, "")
	if err != nil {
		return store.Ask{}, err
	}
	if err := p.ready(ctx, m); err != nil {
		return store.Ask{}, err
	}
	return p.store.Ask(ctx, by, widgetID, version, note, "")
}

// Approve says yes to what an Ask asks for and makes it public, in one
// transaction. ErrConflict when it is not open any more or the figure has changed.
func (p *Publisher) Approve(ctx context.Context, by store.Actor, widgetID, askID string, version int) (widgets.Edition, error) {
	if _, err := p.mayDecide(ctx, by, widgetID, askID); err != nil {
		return widgets.Edition{}, err
	}
	return p.publish(ctx, by, widgetID, version, Decided, askID)
}

// Allow says yes and publishes nothing: whoever may publish does, now or at a time.
func (p *Publisher) Allow(ctx context.Context, by store.Actor, widgetID, askID string) error {
	a, err := p.mayDecide(ctx, by, widgetID, askID)
	if err != nil {
		return err
	}
	return p.store.Allow(ctx, by, a.ID)
}

// AskForChange says no, and what should change.
func (p *Publisher) AskForChange(ctx context.Context, by store.Actor, widgetID, askID, answer string) error {
	if strings.TrimSpace(answer) == "" {
		return datasets.Problem{Field: "note", Message: "Say what should change, so that they know what to do"}
	}
	a, err := p.mayDecide(ctx, by, widgetID, askID)
	if err != nil {
		return err
	}
	return p.store.Refuse(ctx, by, a.ID, answer)
}

// TakeBack ends an Ask that its maker no longer wants answered.
func (p *Publisher) TakeBack(ctx context.Context, by store.Actor, widgetID, askID string) error {
	a, err := p.waiting(ctx, widgetID, askID)
	if err != nil {
		return err
	}
	return p.store.TakeBack(ctx, by, a.ID)
}

// waiting is the open Ask of that id, else ErrConflict.
func (p *Publisher) waiting(ctx context.Context, widgetID, askID string) (store.Ask, error) {
	a, err := p.store.OpenAsk(ctx, widgetID)
	if errors.Is(err, store.ErrNotFound) || err == nil && a.ID != askID {
		return store.Ask{}, store.ErrConflict
	}
	return a, err
}

func (p *Publisher) mayDecide(ctx context.Context, by store.Actor, widgetID, askID string) (store.Ask, error) {
	a, err := p.waiting(ctx, widgetID, askID)
	if err != nil {
		return a, err
	}
	widget, err := p.store.Widget(ctx, widgetID)
	if err != nil {
		return a, fmt.Errorf("approval of %s: %w", widgetID, err)
	}
	people, err := p.approvers(ctx, widget, a.MadeBy)
	if err != nil {
		return a, err
	}
	if !(Approval{Approvers: people}).May(by.ID) {
		return a, ErrNotApprover
	}
	return a, nil
}

// Waits are the Asks that a person may decide, the longest waiting first.
func (p *Publisher) Waits(ctx context.Context, userID string) ([]store.Waiting, error) {
	list, err := p.store.OpenAsks(ctx)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	people, err := p.store.Users(ctx)
	if err != nil {
		return nil, fmt.Errorf("approvals: %w", err)
	}
	at := slices.IndexFunc(people, func(u store.User) bool { return u.ID == userID })
	if at < 0 {
		return nil, nil
	}
	u := people[at]
	return slices.DeleteFunc(list, func(w store.Waiting) bool { return !mayApprove(u, w.Widget, w.Ask.MadeBy) }), nil
}

// Proposed is what a draft would say if it were published now: an Edition without
// its drawings and number. An error that a person can mend is a datasets.Problem.
func (p *Publisher) Proposed(ctx context.Context, widget widgets.Widget, draft widgets.Draft) (widgets.Edition, error) {
	m, err := p.makeFigure(ctx, draft, widget.ShortCode)
	if err != nil {
		return widgets.Edition{}, err
	}
	return worded(m), nil
}
