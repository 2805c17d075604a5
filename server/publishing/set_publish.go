package publishing

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/progress"
	"figurehead/datasets/protect"
	"figurehead/store"
	"figurehead/widgets"
)

// SetNotReadyError says which figures of a Set stand in the way of publishing it.
type SetNotReadyError struct{ Faults []SetFault }

// SetFault is why one figure cannot be published.
type SetFault struct{ Name, Reason string }

// Error names the first few.
func (e *SetNotReadyError) Error() string {
	const shown = 3
	var parts []string
	for i, f := range e.Faults {
		if i == shown {
			parts = append(parts, fmt.Sprintf("And %d more.", len(e.Faults)-shown))
			break
		}
		parts = append(parts, f.Name+": "+f.Reason)
	}
	return "Nothing was published. " + strings.Join(parts, " ")
}

// PublishSet draws every figure of a Set that is asked for and makes them public,
// all or none, in one transaction. Nothing is held while they are drawn, but for
// the Dataset where its small numbers are protected. A Set that was changed since
// version, or data with a newer copy than snapshotID, is store.ErrConflict; figures
// that checks stop are a SetNotReadyError; what a person can mend is a
// datasets.Problem.
func (p *Publisher) PublishSet(ctx context.Context, by store.Actor, setID string, version int, snapshotID string) (widgets.Set, error) {
	set, err := p.store.Set(ctx, setID)
	if err != nil {
		return set, fmt.Errorf("publish set %s: %w", setID, err)
	}
	last, err := p.lastGood(ctx, set.DatasetID)
	if err != nil {
		return set, err
	}
	if set.Version != version || last.ID != snapshotID {
		return set, store.ErrConflict
	}
	_, b, err := p.emptySheet(ctx, set, last)
	if err != nil {
		return set, err
	}
	members, gone, err := p.members(ctx, set, b)
	if err != nil {
		return set, err
	}
	var asked []Member
	for _, m := range members {
		if m.Asked {
			asked = append(asked, m)
		}
	}
	if len(asked) == 0 {
		return set, datasets.Problem{Message: "Nothing is ticked, so there is nothing to publish.", Suggestion: "Tick the figures that are to be published."}
	}
	return p.publishMembers(ctx, by, setWork{set: set, basis: b, members: asked, gone: gone, action: store.SetPublished})
}

// setWork is a Set on its way to the public.
type setWork struct {
	set     widgets.Set
	basis   basis
	members []Member
	stay    []widgets.PublishedPlace // of the page: those that are not drawn anew
	gone    []Member
	action  string
}

// publishMembers makes, checks and draws the figures, and then publishes them.
func (p *Publisher) publishMembers(ctx context.Context, by store.Actor, w setWork) (widgets.Set, error) {
	protected := w.basis.dataset.Protection.On()
	if protected { // each is made by the ledger that the others leave
		unlock, err := p.lockSet(ctx, w)
		if err != nil {
			return w.set, err
		}
		defer unlock()
	}
	if err := p.mayGoOut(ctx, by, w); err != nil {
		return w.set, err
	}
	if err := p.makeReady(ctx, w); err != nil {
		return w.set, err
	}
	editions, err := p.drawMembers(ctx, w)
	if err != nil {
		return w.set, err
	}
	if ctx, err = progress.Keep(ctx); err != nil {
		return w.set, err
	}
	if !protected {
		unlock, err := p.lockSet(ctx, w)
		if err != nil {
			return w.set, err
		}
		defer unlock()
	}
	if err := p.mayGoOut(ctx, by, w); err != nil { // drawing takes a while
		return w.set, err
	}
	if err := p.sameRules(ctx, w.basis.dataset); err != nil {
		return w.set, err
	}
	if err := p.setNumbers(ctx, w, editions); err != nil {
		return w.set, fmt.Errorf("publish set %s: ledger: %w", w.set.ID, err)
	}
	publish := store.SetPublish{Set: w.set, Action: w.action, Figures: editions, Page: w.page(editions)}
	for _, m := range w.gone {
		publish.Gone = append(publish.Gone, m.Place)
	}
	return p.store.PublishSet(ctx, by, publish)
}

// mayGoOut asks every rule about each figure: one that must stay keeps them all.
// Where a second person has to look, it is who publishes: somebody else than who
// changed the Set, or a figure of it by hand, last.
func (p *Publisher) mayGoOut(ctx context.Context, by store.Actor, w setWork) error {
	going := Going{By: by, Way: Decided, At: p.now(), second: true}
	if w.action == store.SetRefreshed {
		going.Way = Following
	} else if err := p.secondPerson(ctx, by, w); err != nil {
		return err
	}
	for _, m := range w.members {
		going.Widget, going.Draft = m.Widget, m.Draft
		going.Widget.DatasetID, going.Widget.DirectorateID = w.set.DatasetID, w.set.DirectorateID
		if err := p.MayGoOut(ctx, going); err != nil {
			return err
		}
	}
	return nil
}

// secondPerson refuses who made what is to be published, where approval is on and
// there is somebody else.
func (p *Publisher) secondPerson(ctx context.Context, by store.Actor, w setWork) error {
	o, err := p.Organisation(ctx)
	if err != nil || !o.ApprovalOn {
		return err
	}
	makers := []string{w.set.SavedBy}
	for _, m := range w.members {
		if m.Own && !slices.Contains(makers, m.Draft.SavedBy) {
			makers = append(makers, m.Draft.SavedBy)
		}
	}
	for _, maker := range makers {
		approvers, err := p.approvers(ctx, widgets.Widget{DirectorateID: w.set.DirectorateID}, maker)
		if err != nil {
			return err
		}
		a := Approval{Approvers: approvers}
		if len(approvers) > 0 && !a.May(by.ID) {
			return datasets.Problem{Message: "Somebody else has to look at this set and publish it: you changed it last, or a figure of it.", Suggestion: "Send a publisher of your directorate the address of this page."}
		}
	}
	return nil
}

// lockSet waits for the Datasets that the figures are made from.
func (p *Publisher) lockSet(ctx context.Context, w setWork) (func(), error) {
	return p.lockAll(ctx, widgets.Widget{DatasetID: w.set.DatasetID}, w.members[0].Draft.Query)
}

// sameRules reports a Dataset whose source or protection was changed while its
// figures were drawn.
func (p *Publisher) sameRules(ctx context.Context, was datasets.Dataset) error {
	is, err := p.store.Dataset(ctx, was.ID)
	if err != nil {
		return fmt.Errorf("dataset %s: %w", was.ID, err)
	}
	if is.Protection != was.Protection || !reflect.DeepEqual(is.Source, was.Source) {
		return fmt.Errorf("the dataset was changed while its figures were drawn: %w", store.ErrConflict)
	}
	return nil
}

// makeReady makes the figures with their addresses, and gathers what stands in the
// way of any of them.
func (p *Publisher) makeReady(ctx context.Context, w setWork) error {
	if err := p.identify(ctx, w); err != nil {
		return err
	}
	many := p.setRunner(w.basis)
	var faults []SetFault
	for i := range w.members {
		progress.Tell(ctx, progress.Checking, i, len(w.members))
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		m := &w.members[i]
		if err := p.makeMember(ctx, many, m, m.Widget.ShortCode); err != nil {
			return err
		}
		if m.Wrong != "" {
			faults = append(faults, SetFault{m.Name, m.Wrong})
			continue
		}
		err := p.ready(ctx, m.made)
		reason, blocked := notReady(err)
		if problem, mends := Mendable(err); mends {
			reason, blocked = problem.Error(), true
		}
		if err != nil && !blocked {
			return err
		}
		if blocked {
			faults = append(faults, SetFault{m.Name, reason})
		}
	}
	if len(faults) > 0 {
		return &SetNotReadyError{faults}
	}
	return nil
}

// identify gives every figure its public id and short code. Of figures that were
// never opened nothing is stored yet.
func (p *Publisher) identify(ctx context.Context, w setWork) error {
	without := 0
	for i := range w.members {
		m := &w.members[i]
		if m.Widget.ID == "" {
			without++
			continue
		}
		code, err := p.store.ReserveShortCode(ctx, m.Widget.ID)
		if err != nil {
			return fmt.Errorf("short address of figure %s: %w", m.Widget.ID, err)
		}
		m.Widget.ShortCode = code
	}
	fresh, err := p.store.NewSetIdentities(ctx, without)
	if err != nil {
		return err
	}
	for i := range w.members {
		m := &w.members[i]
		if m.Widget.ID != "" {
			continue
		}
		m.Widget = widgets.Widget{PublicID: fresh[0].PublicID, ShortCode: fresh[0].ShortCode,
			DatasetID: w.set.DatasetID, DirectorateID: w.set.DirectorateID, OwnerID: w.set.OwnerID}
		fresh = fresh[1:]
	}
	return nil
}

// drawMembers draws and stores every figure. Their rows are written later.
func (p *Publisher) drawMembers(ctx context.Context, w setWork) ([]store.SetEdition, error) {
	editions, now := make([]store.SetEdition, len(w.members)), p.now()
	for i := range w.members {
		m := &w.members[i]
		if err := tellDrawing(ctx, i, len(w.members)); err != nil {
			return nil, err
		}
		e, err := p.edition(ctx, m.made, m.Widget, m.Widget.ShortCode, now)
		if problem, mends := Mendable(err); err != nil && mends {
			return nil, &SetNotReadyError{[]SetFault{{m.Name, problem.Error()}}}
		}
		if err != nil && ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if err != nil {
			return nil, fmt.Errorf("publish set %s: %w", w.set.ID, err)
		}
		editions[i] = store.SetEdition{Place: m.Place, Widget: m.Widget, Draft: m.Draft, Own: m.Own, Edition: e}
	}
	return editions, tellDrawing(ctx, len(w.members), len(w.members))
}

// setNumbers are what the figures add to the ledgers, all by the version that the
// ledgers have now: nobody else publishes from the Dataset meanwhile.
func (p *Publisher) setNumbers(ctx context.Context, w setWork, editions []store.SetEdition) error {
	ledger, err := p.store.Ledger(ctx, w.set.DatasetID)
	if err != nil {
		return err
	}
	many := p.followedRunner(w.basis)
	for i := range w.members {
		m := w.members[i].made
		entries := m.shown.Entries
		if !m.dataset.Protection.On() {
			if entries, err = many(ctx, m.draft.Query); err != nil {
				return err
			}
		}
		others, err := p.joinedNumbers(ctx, m)
		if err != nil {
			return err
		}
		editions[i].Numbers = append(others, store.Numbers{DatasetID: w.set.DatasetID, Version: ledger.Version, Entries: entries})
	}
	return nil
}

// followedRunner gives the numbers of Queries on a Dataset without a rule.
func (p *Publisher) followedRunner(b basis) func(context.Context, datasets.Query) ([]datasets.LedgerEntry, error) {
	many := protect.NewMany(b.table, datasets.Protection{}, nil)
	return func(ctx context.Context, q datasets.Query) ([]datasets.LedgerEntry, error) {
		outcome, err := many.Run(ctx, q)
		return outcome.Entries, err
	}
}

// page is the page of the Set with these figures.
func (w setWork) page(editions []store.SetEdition) widgets.PublishedSet {
	page := widgets.PublishedSet{Name: w.set.Name, Field: w.set.Pattern.Field, Listed: w.set.Pattern.Spec.Listed,
		Lang: langOf(w.set.Pattern.Spec, w.basis.organisation)}
	for i, e := range editions {
		page.Places = append(page.Places, widgets.PublishedPlace{Place: e.Place, Name: w.members[i].Name, PublicID: e.Widget.PublicID})
	}
	page.Places = append(page.Places, w.stay...)
	for _, m := range w.gone {
		page.Places = append(page.Places, widgets.PublishedPlace{Place: m.Place, Name: m.Name, PublicID: m.Widget.PublicID, Gone: true})
	}
	sortPlaces(page.Places)
	return page
}

// WithdrawSet takes a Set back from the public, with the reason that readers get.
func (p *Publisher) WithdrawSet(ctx context.Context, by store.Actor, setID, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return datasets.Problem{Field: "reason", Message: "Readers will ask why these figures were withdrawn.", Suggestion: "Enter a short reason."}
	}
	if err := p.store.WithdrawSet(ctx, by, setID, reason); err != nil {
		return fmt.Errorf("withdraw set %s: %w", setID, err)
	}
	return nil
}

// SaveSet stores a changed Set, and gives the figures that exist and that nobody
// changed by hand what its Pattern says now. The Drafts are those of the data as it
// is; out has the places whose tick was changed.
func (p *Publisher) SaveSet(ctx context.Context, by store.Actor, set widgets.Set, out map[string]bool) (widgets.Set, error) {
	last, err := p.lastGood(ctx, set.DatasetID)
	if err != nil {
		return set, err
	}
	_, b, err := p.emptySheet(ctx, set, last)
	if err != nil {
		return set, err
	}
	members, _, err := p.members(ctx, set, b)
	if err != nil {
		return set, err
	}
	change := store.SetChange{Set: set, Out: out, Drafts: map[string]widgets.Draft{}}
	for _, m := range members {
		if m.Widget.ID == "" || m.Own {
			continue
		}
		stored, err := p.store.Draft(ctx, m.Widget.ID)
		if err != nil {
			return set, fmt.Errorf("figure %s: %w", m.Widget.ID, err)
		}
		draft := m.Draft
		draft.SnapshotID = stored.SnapshotID // moved to newer data by publishing alone
		if !sameFigure(draft, stored) {
			change.Drafts[m.Place] = draft
		}
	}
	return p.store.SaveSet(ctx, by, change)
}

// OpenMember gives one figure of a Set a life of its own to be changed in.
func (p *Publisher) OpenMember(ctx context.Context, by store.Actor, set widgets.Set, place string) (widgets.Widget, error) {
	last, err := p.lastGood(ctx, set.DatasetID)
	if err != nil {
		return widgets.Widget{}, err
	}
	_, b, err := p.emptySheet(ctx, set, last)
	if err != nil {
		return widgets.Widget{}, err
	}
	members, _, err := p.members(ctx, set, b)
	if err != nil {
		return widgets.Widget{}, err
	}
	for _, m := range members {
		if m.Place != place {
			continue
		}
		w := widgets.Widget{DatasetID: set.DatasetID, DirectorateID: set.DirectorateID, OwnerID: set.OwnerID}
		return p.store.OpenSetFigure(ctx, by, set.ID, place, w, m.Draft)
	}
	return widgets.Widget{}, store.ErrNotFound
}

// notReadySet is what stands in the way of publishing a Set, in words.
func notReadySet(err error) (string, bool) {
	var blocked *SetNotReadyError
	if !errors.As(err, &blocked) {
		return "", false
	}
	return blocked.Error(), true
}
