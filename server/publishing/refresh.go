package publishing

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/store"
	"figurehead/widgets"
)

// What a newer file may lose or gain in rows before somebody has to look at it:
// 30 % fewer, three times as many.
const (
	leastRows = 0.7
	mostRows  = 3
)

// Refreshed is what a newer file did.
type Refreshed struct {
	Snapshot datasets.Snapshot // in use from now on
	Changed  bool
	Figures  []Followed
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
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) == last.SHA256 {
		return p.Follow(ctx, by, datasetID, may)
	}
	options, err := p.intakeOptions(ctx)
	if err != nil {
		return Refreshed{}, err
	}
	kept, err := intake.Keep(ctx, name, raw, &last.Recipe, nil, options)
	if err != nil {
		return Refreshed{}, err
	}
	if err := p.whole(ctx, last, raw); err != nil {
		return Refreshed{}, err
	}
	if err := likeBefore(last, kept); err != nil {
		return Refreshed{}, err
	}
	if kept.Reading.Table.Digest() == last.TableDigest { // a sealed copy, or other bytes for the same table
		return p.Follow(ctx, by, datasetID, may)
	}
	next, err := p.stored(ctx, kept)
	if err != nil {
		return Refreshed{}, fmt.Errorf("refresh dataset %s: %w", datasetID, err)
	}
	next.DatasetID, next.Confirmed = datasetID, true
	if next, err = p.store.AddSnapshot(ctx, by, next); err != nil {
		return Refreshed{}, fmt.Errorf("refresh dataset %s: %w", datasetID, err)
	}
	r := Refreshed{Snapshot: next, Changed: true}
	r.Figures, err = p.follow(ctx, by, next, may)
	return r, err
}

// Follow is Refresh of a file in which nothing changed: figures that could not
// follow the last good copy before may do so now.
func (p *Publisher) Follow(ctx context.Context, by store.Actor, datasetID string, may func(widgets.Widget) bool) (Refreshed, error) {
	last, err := p.lastGood(ctx, datasetID)
	if err != nil {
		return Refreshed{}, err
	}
	r := Refreshed{Snapshot: last}
	r.Figures, err = p.follow(ctx, by, last, may)
	return r, err
}

// lastGood is the newest copy whose reading a person confirmed.
func (p *Publisher) lastGood(ctx context.Context, datasetID string) (datasets.Snapshot, error) {
	list, err := p.store.Snapshots(ctx, datasetID)
	if err != nil {
		return datasets.Snapshot{}, fmt.Errorf("refresh dataset %s: %w", datasetID, err)
	}
	at := slices.IndexFunc(list, func(s datasets.Snapshot) bool { return s.Confirmed && s.PurgedAt.IsZero() })
	if at < 0 {
		return datasets.Snapshot{}, datasets.Problem{Message: "Nobody has looked at how this file is read.", Suggestion: "Open its copy and press “Yes, use it like this” first."}
	}
	return list[at], nil
}

// whole refuses a text whose last line does not end where that of the last good
// copy did: half a file looks like that when its server promised no length.
func (p *Publisher) whole(ctx context.Context, last datasets.Snapshot, raw []byte) error {
	if last.Recipe.Format != "csv" || last.Recipe.Sealed != nil || endsLine(raw) {
		return nil
	}
	before, err := p.store.Blobs().Get(ctx, last.SHA256)
	if err != nil {
		return fmt.Errorf("snapshot %s: raw bytes: %w", last.ID, err)
	}
	if !endsLine(before) {
		return nil
	}
	return datasets.Problem{Message: "The last row of the file does not end as it did before, so the file looks cut short.", Suggestion: "The last good copy stays in use. Try again later."}
}

// endsLine reports whether a text ends with the end of a line, in any encoding
// that is read.
func endsLine(raw []byte) bool {
	raw = bytes.TrimRight(raw, "\x00")
	return bytes.HasSuffix(raw, []byte("\n")) || bytes.HasSuffix(raw, []byte("\r"))
}

// likeBefore refuses what a person has to look at.
func likeBefore(last datasets.Snapshot, kept intake.Kept) error {
	now := kept.Reading.Rows
	if float64(now) < leastRows*float64(last.Rows) || now > mostRows*last.Rows {
		return datasets.Problem{
			Message:    fmt.Sprintf("The file had %d rows; now it has %d.", last.Rows, now),
			Suggestion: "The last good copy stays in use. If this is right, bring the file in as new data.",
		}
	}
	if len(kept.Dropped) > 0 {
		return datasets.Problem{
			Field:      kept.Dropped[0].Field,
			Message:    fmt.Sprintf("The column “%s” may hold personal data now.", kept.Dropped[0].Field),
			Suggestion: "The last good copy stays in use. Bring the file in as new data and decide what may be kept.",
		}
	}
	return nil
}

// follow publishes every live figure of the dataset that is made from an older
// copy anew on this one.
func (p *Publisher) follow(ctx context.Context, by store.Actor, next datasets.Snapshot, may func(widgets.Widget) bool) ([]Followed, error) {
	list, err := p.store.Widgets(ctx, store.WidgetFilter{DatasetID: next.DatasetID, State: widgets.Live, Limit: 1000})
	if err != nil {
		return nil, fmt.Errorf("figures of dataset %s: %w", next.DatasetID, err)
	}
	joined, err := p.store.JoinedWidgets(ctx, next.DatasetID, widgets.Live)
	if err != nil {
		return nil, fmt.Errorf("figures that take numbers from dataset %s: %w", next.DatasetID, err)
	}
	var figures []Followed
	for _, w := range append(list, joined...) {
		draft, err := p.store.Draft(ctx, w.ID)
		if err != nil {
			return figures, fmt.Errorf("figure %s: %w", w.ID, err)
		}
		newest, err := p.newest(ctx, w, draft, next)
		if err != nil {
			return figures, err
		}
		if newest.SnapshotID == draft.SnapshotID && slices.Equal(newest.Query.References(), draft.Query.References()) {
			continue
		}
		one := Followed{Widget: w}
		if one.Edition, one.Reason, err = p.followOne(ctx, by, w, draft, newest, may); err != nil {
			return figures, err
		}
		figures = append(figures, one)
	}
	return figures, nil
}

// followOne gives the number of the new Edition, or the reason why there is none.
func (p *Publisher) followOne(ctx context.Context, by store.Actor, w widgets.Widget, draft, newest widgets.Draft, may func(widgets.Widget) bool) (int, string, error) {
	asPublished, err := p.asPublished(ctx, draft)
	if err != nil {
		return 0, "", err
	}
	switch {
	case !may(w):
		return 0, "A publisher has to publish it.", nil
	case !asPublished:
		return 0, "It has changes that are not published yet.", nil
	}
	if held := followsData(draft.Spec); !held {
		if held, err = p.stillSaid(ctx, newest); err != nil {
			return 0, "", err
		}
		if !held {
			return 0, "Its words were written for the earlier numbers. Make it from the newer copy, or put names in braces into its title, publish it and fetch again.", nil
		}
	}
	if draft, err = p.store.SaveDraft(ctx, by, newest); err != nil {
		return 0, "", fmt.Errorf("figure %s: %w", w.ID, err)
	}
	edition, err := p.Publish(ctx, by, w.ID, draft.Version)
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

// asPublished reports whether a draft is what its public Edition was made from.
func (p *Publisher) asPublished(ctx context.Context, draft widgets.Draft) (bool, error) {
	published, err := p.store.PublishedRevision(ctx, draft.WidgetID)
	if err != nil {
		return false, fmt.Errorf("figure %s: %w", draft.WidgetID, err)
	}
	was, err := json.Marshal([]any{published.Draft.Query, published.Draft.Spec})
	if err != nil {
		return false, fmt.Errorf("figure %s: %w", draft.WidgetID, err)
	}
	is, err := json.Marshal([]any{draft.Query, draft.Spec})
	return string(was) == string(is), err
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
