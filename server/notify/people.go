package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// thing is what an event is about.
type thing struct {
	kind, id      string // "widget", "019f…"
	ownerID       string
	directorateID string
	directorates  []string // of a freeze; none means all of them
	everywhere    bool     // it belongs to no directorate
	figures       int      // public ones that it concerns; -1 when that is not asked
}

// effect says what it means for public figures.
func (t thing) effect() string {
	switch {
	case t.figures < 0:
		return ""
	case t.figures == 0:
		return "No public figure uses it."
	case t.figures == 1:
		return "One public figure uses it. It keeps its numbers and says how old they are."
	}
	return fmt.Sprintf("%d public figures use it. They keep their numbers and say how old they are.", t.figures)
}

// thing looks up what an event is about. What is there no more has no owner.
func (n *Notifier) thing(ctx context.Context, subject string) (t thing, err error) {
	t.kind, t.id, _ = strings.Cut(subject, " ")
	t.figures = -1
	switch {
	case t.kind == "widget":
		w, err := n.Store.Widget(ctx, t.id)
		t.ownerID, t.directorateID = w.OwnerID, w.DirectorateID
		return t, gone(err)
	case t.kind == "dataset":
		return n.dataset(ctx, t)
	case t.kind == "set":
		set, err := n.Store.Set(ctx, t.id)
		t.ownerID, t.directorateID = set.OwnerID, set.DirectorateID
		return t, gone(err)
	case t.kind == "freeze":
		return n.freeze(ctx, t)
	case t.kind == "directorate":
		t.directorateID = t.id
	case t.kind == "campaign":
		c, err := n.Store.Campaign(ctx, t.id)
		t.ownerID, t.directorateID = c.OwnerID, c.DirectorateID
		return t, gone(err)
	default:
		t.everywhere = true
	}
	return t, nil
}

// freeze finds the directorates that a freeze is about.
func (n *Notifier) freeze(ctx context.Context, t thing) (thing, error) {
	list, err := n.Store.Freezes(ctx, time.Time{})
	for _, f := range list {
		if f.ID == t.id {
			t.directorates = f.DirectorateIDs
		}
	}
	t.everywhere = len(t.directorates) == 0
	return t, err
}

func (n *Notifier) dataset(ctx context.Context, t thing) (thing, error) {
	d, err := n.Store.Dataset(ctx, t.id)
	if err != nil {
		return t, gone(err)
	}
	t.ownerID, t.directorateID = d.OwnerID, d.DirectorateID
	live, err := n.Store.Widgets(ctx, store.WidgetFilter{DatasetID: d.ID, State: widgets.Live})
	t.figures = len(live)
	return t, err
}

func gone(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

// told returns the ids of the people whom a rule names. Where that is nobody,
// because the owner has left and the directorate has no publisher, admins are.
func (n *Notifier) told(ctx context.Context, r rule, e store.Event, of thing, people []store.User) (ids []string, err error) {
	asked := ""
	if slices.Contains(r.Tell, asker) {
		if asked, err = n.askerOf(ctx, e); err != nil {
			return nil, err
		}
	}
	for _, u := range people {
		if u.Disabled || u.ID == e.ActorID && !r.Self {
			continue
		}
		if slices.ContainsFunc(r.Tell, func(w who) bool { return isOne(w, u, of, asked) }) {
			ids = append(ids, u.ID)
		}
	}
	if len(ids) > 0 || slices.Contains(r.Tell, oneself) {
		return ids, nil
	}
	for _, u := range people {
		if u.Role == store.Admin && !u.Disabled && (u.ID != e.ActorID || r.Self) {
			ids = append(ids, u.ID)
		}
	}
	return ids, nil
}

// isOne reports whether a person belongs to a group.
func isOne(w who, u store.User, of thing, asked string) bool {
	there := of.everywhere || u.DirectorateID == of.directorateID
	if len(of.directorates) > 0 {
		there = slices.Contains(of.directorates, u.DirectorateID)
	}
	switch w {
	case owner:
		return u.ID == of.ownerID
	case publishers:
		return u.Role == store.Publisher && there
	case approvers:
		return auth.May(u, auth.Publish, of.directorateID) || of.everywhere && u.Role == store.Publisher
	case editors:
		return u.Role == store.Admin || (u.Role == store.Editor || u.Role == store.Publisher) && there
	case admins:
		return u.Role == store.Admin
	case asker:
		return u.ID == asked
	case oneself:
		return u.ID == of.id
	}
	return false
}

// askerOf is who asked for approval last of what an event is about.
func (n *Notifier) askerOf(ctx context.Context, e store.Event) (string, error) {
	list, err := n.Store.Audit(ctx, store.AuditFilter{Action: "approval.asked", Subject: e.Subject, Before: e.Seq, Limit: 1})
	if err != nil || len(list) == 0 {
		return "", err
	}
	return list[0].ActorID, nil
}

// WhoIsTold names the people who are told when a dataset is not fetched, in
// order of name. People are all there are.
func WhoIsTold(ownerID, directorateID string, people []store.User) (names []string) {
	r, _ := ruleOf(store.DatasetNotRefreshed)
	of := thing{ownerID: ownerID, directorateID: directorateID}
	among := func(one func(u store.User) bool) {
		for _, u := range people {
			if !u.Disabled && one(u) {
				names = append(names, u.Name)
			}
		}
	}
	among(func(u store.User) bool {
		return slices.ContainsFunc(r.Tell, func(w who) bool { return isOne(w, u, of, "") })
	})
	if len(names) == 0 {
		among(func(u store.User) bool { return u.Role == store.Admin })
	}
	return names
}
