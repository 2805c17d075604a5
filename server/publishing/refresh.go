package publishing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/progress"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
)

// Refreshed is what a newer file did.
type Refreshed struct {
	Snapshot datasets.Snapshot // in use from now on
	Changed  bool
	Figures  []Followed
	Places   []NewPlaces
	New      []string // columns of a file with people in it that nobody has looked at; they were left out
}

// Followed is a published figure of the dataset: a new Edition, or why it stays
// as it was.
type Followed struct {
	Widget  widgets.Widget
	Edition int
	Reason  string
}

// Refresh reads a newer file of a dataset as the last one was read, and lets
// every published figure follow that may says yes to and whose words follow the
// data or are still true of it. A file that reads
// differently, or has far fewer or more rows, is a datasets.Problem and changes
// nothing. A figure that cannot follow stays as it was.
func (p *Publisher) Refresh(ctx context.Context, by store.Actor, datasetID, name string, raw []byte, may func(widgets.Widget) bool) (Refreshed, error) {
	last, err := p.lastGood(ctx, datasetID)
	if err != nil {
		return Refreshed{}, err
	}
	kept, changed, err := p.newer(ctx, last, name, raw)
	if err != nil {
		return Refreshed{}, err
	}
	if !changed {
		r, err := p.Follow(ctx, by, datasetID, may)
		r.New = kept.New
		return r, err
	}
	return p.keepNewer(ctx, by, datasetID, kept, may)
}

// keepNewer stores what may be kept of a newer file as the newest copy, and
// lets figures follow.
func (p *Publisher) keepNewer(ctx context.Context, by store.Actor, datasetID string, kept intake.Kept, may func(widgets.Widget) bool) (Refreshed, error) {
	ctx, err := progress.Keep(ctx)
	if err != nil {
		return Refreshed{}, err
	}
	next, err := p.stored(ctx, kept)
	if err != nil {
		return Refreshed{}, fmt.Errorf("refresh dataset %s: %w", datasetID, err)
	}
	next.DatasetID, next.Confirmed = datasetID, true
	if next, err = p.store.AddSnapshot(ctx, by, next); err != nil {
		return Refreshed{}, fmt.Errorf("refresh dataset %s: %w", datasetID, err)
	}
	r := Refreshed{Snapshot: next, Changed: true, New: kept.New}
	if r.Figures, err = p.follow(ctx, by, next, may); err != nil {
		return r, err
	}
	r.Places, err = p.newPlaces(ctx, next)
	return r, err
}

// Follow is Refresh of a file in which nothing changed: figures that could not
// follow the last good copy before may do so now.
func (p *Publisher) Follow(ctx context.Context, by store.Actor, datasetID string, may func(widgets.Widget) bool) (Refreshed, error) {
	last, err := p.lastGood(ctx, datasetID)
	if err != nil {
		return Refreshed{}, err
	}
	if ctx, err = progress.Keep(ctx); err != nil {
		return Refreshed{}, err
	}
	r := Refreshed{Snapshot: last}
	r.Figures, err = p.follow(ctx, by, last, may)
	return r, err
}

// follow publishes every live figure that takes numbers from an older copy of
// the dataset anew on this one.
func (p *Publisher) follow(ctx context.Context, by store.Actor, next datasets.Snapshot, may func(widgets.Widget) bool) ([]Followed, error) {
	list, err := p.behind(ctx, next)
	if err != nil {
		return nil, err
	}
	var figures []Followed
	bands := p.bandsOf()
	for i := range list {
		if list[i].moved, err = p.moved(ctx, list[i], bands); err != nil {
			return figures, err
		}
	}
	list, sets, err := p.bySet(ctx, list)
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(sets)) {
		followed, err := p.followSet(ctx, by, id, sets[id], may)
		figures = append(figures, followed...)
		if err != nil {
			return figures, err
		}
	}
	for _, d := range list {
		one := Followed{Widget: d.widget}
		if one.Edition, one.Reason, err = p.followOne(ctx, by, d, may); err != nil {
			return figures, err
		}
		figures = append(figures, one)
	}
	return figures, nil
}

// drafted is a figure with its draft, as it is and on the newest copies.
type drafted struct {
	widget        widgets.Widget
	draft, newest widgets.Draft
	moved         string // why a second person has to look at the newest; "" when none has to
}

// behind are the live figures that take numbers from an older copy.
func (p *Publisher) behind(ctx context.Context, next datasets.Snapshot) ([]drafted, error) {
	list, err := p.store.Widgets(ctx, store.WidgetFilter{DatasetID: next.DatasetID, State: widgets.Live})
	if err != nil {
		return nil, fmt.Errorf("figures of dataset %s: %w", next.DatasetID, err)
	}
	joined, err := p.store.JoinedWidgets(ctx, next.DatasetID, widgets.Live)
	if err != nil {
		return nil, fmt.Errorf("figures that take numbers from dataset %s: %w", next.DatasetID, err)
	}
	var behind []drafted
	for _, w := range append(list, joined...) {
		draft, err := p.store.Draft(ctx, w.ID)
		if err != nil {
			return nil, fmt.Errorf("figure %s: %w", w.ID, err)
		}
		newest, err := p.newest(ctx, w, draft, next)
		if err != nil {
			return nil, err
		}
		if newest.SnapshotID != draft.SnapshotID || !slices.Equal(newest.Query.References(), draft.Query.References()) {
			behind = append(behind, drafted{widget: w, draft: draft, newest: newest})
		}
	}
	return behind, nil
}

// followOne gives the number of the new Edition, or the reason why there is none.
func (p *Publisher) followOne(ctx context.Context, by store.Actor, d drafted, may func(widgets.Widget) bool) (int, string, error) {
	w := d.widget
	read := func() (*table.Table, error) { return p.Table(ctx, d.newest.SnapshotID) }
	if reason, err := p.stays(ctx, d, read, may); err != nil || reason != "" {
		return 0, reason, err
	}
	// Asked before the Draft moves, so that the figure follows at the next fetch.
	err := p.MayGoOut(ctx, Going{By: by, Widget: w, Draft: d.newest, Way: Following, At: p.now()})
	if problem, ok := Mendable(err); ok {
		return 0, problem.Error(), nil
	}
	if err != nil {
		return 0, "", err
	}
	if f, err := p.Figure(ctx, d.newest); err == nil && widgets.NamesOneOfSeveral(f) {
		return 0, "Several share the number that its words give to one. Make it from the newer copy, or write them anew.", nil
	}
	if d.moved != "" {
		reason, err := p.askToFollow(ctx, by, d)
		return 0, reason, err
	}
	d.newest.Heading = p.Heading(ctx, d.newest)
	draft, err := p.store.SaveDraft(ctx, by, d.newest)
	if err != nil {
		return 0, "", fmt.Errorf("figure %s: %w", w.ID, err)
	}
	edition, err := p.publish(ctx, by, w.ID, draft.Version, Following, "")
	if problem, ok := Mendable(err); ok {
		return 0, problem.Error(), nil
	}
	if reasons, ok := notReady(err); ok {
		return 0, reasons, nil
	}
	if err != nil {
		return 0, "", fmt.Errorf("figure %s: %w", w.ID, err)
	}
	return edition.Number, "", nil
}

// stays is why a figure cannot follow a newer table, "" when it can. The table
// is read only where its words must be compared with it.
func (p *Publisher) stays(ctx context.Context, d drafted, read func() (*table.Table, error), may func(widgets.Widget) bool) (string, error) {
	asPublished, err := p.asPublished(ctx, d.draft)
	switch {
	case err != nil:
		return "", err
	case !may(d.widget):
		return "A publisher has to publish it.", nil
	case !asPublished:
		return "It has changes that are not published yet.", nil
	case followsData(d.newest.Spec):
		return "", nil
	}
	t, err := read()
	if err != nil {
		return "", err
	}
	held, err := p.stillSaid(ctx, d.widget.DatasetID, d.newest, t)
	if err != nil || held {
		return "", err
	}
	return "Its words were written for the earlier numbers. Make it from the newer copy, or put names in braces into its title, publish it and fetch again.", nil
}

// asPublished reports whether a draft is what its public Edition was made from,
// but for newer copies.
func (p *Publisher) asPublished(ctx context.Context, draft widgets.Draft) (bool, error) {
	published, err := p.store.PublishedRevision(ctx, draft.WidgetID)
	if err != nil {
		return false, fmt.Errorf("figure %s: %w", draft.WidgetID, err)
	}
	var texts [2]string
	for i, d := range []widgets.Draft{published.Draft, draft} {
		query, err := p.ofAnyCopy(ctx, d.Query)
		if err != nil {
			return false, err
		}
		text, err := json.Marshal([]any{query, d.Spec})
		if err != nil {
			return false, fmt.Errorf("figure %s: %w", draft.WidgetID, err)
		}
		texts[i] = string(text)
	}
	return texts[0] == texts[1], nil
}

// notReady is what stands in the way of publishing, in words.
func notReady(err error) (string, bool) {
	var blocked *NotReadyError
	if !errors.As(err, &blocked) {
		return "", false
	}
	reasons := make([]string, len(blocked.Blocking))
	for i, c := range blocked.Blocking {
		reasons[i] = c.Reason
	}
	return strings.Join(reasons, " "), true
}
