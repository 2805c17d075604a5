package publishing

import (
	"context"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// ErrUnconfirmed says that nobody has looked at how a copy was read.
var ErrUnconfirmed error = datasets.Problem{Message: "Nobody has looked at how this file was read.", Suggestion: "Open its data and press “Yes, use it like this”."}

// Begin starts a figure of a person from a confirmed Snapshot, with a Query and a
// Spec. It joins the campaign that was planned for its data. title is for lists.
// A Snapshot that is not confirmed is ErrUnconfirmed.
func (p *Publisher) Begin(ctx context.Context, owner store.User, snapshot datasets.Snapshot, q datasets.Query, spec widgets.Spec, title string) (widgets.Widget, widgets.Draft, error) {
	if !snapshot.Confirmed {
		return widgets.Widget{}, widgets.Draft{}, ErrUnconfirmed
	}
	by := store.Actor{ID: owner.ID, Name: owner.Name}
	widget := widgets.Widget{
		DatasetID: snapshot.DatasetID, OwnerID: owner.ID, DirectorateID: owner.DirectorateID,
		State: widgets.InDraft, Kind: spec.Kind, Title: title,
	}
	widget, draft, err := p.store.CreateWidget(ctx, by, widget, widgets.Draft{SnapshotID: snapshot.ID, Query: q, Spec: spec})
	if err != nil {
		return widget, draft, err
	}
	return widget, draft, p.store.JoinPlanned(ctx, by, widget)
}
