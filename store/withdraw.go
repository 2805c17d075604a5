package store

import (
	"context"
	"fmt"
	"strings"

	"figurehead/widgets"
)

// Withdraw takes a figure from the public with a reason that readers see. Its
// title, size and height stay in the read model so that pages keep their
// shape; numbers, words and drawings leave it. A figure that is withdrawn
// already stays as it is; ErrNotFound when it was never published.
func (s *Store) Withdraw(ctx context.Context, by Actor, widgetID, reason string) error {
	return s.change(ctx, "withdraw widget "+widgetID, func(tx *tx) error {
		if err := tx.withdraw(by, widgetID, reason); err != nil {
			return err
		}
		return tx.overtakePlan(by, widgetID, "withdrawn meanwhile", true)
	})
}

func (t *tx) withdraw(by Actor, widgetID, reason string) error {
	w, err := one(t, scanWidget, selectWidget, widgetID)
	if err != nil {
		return err
	}
	p, err := one(t, scanPublished, selectPublished, w.PublicID)
	if err != nil || p.State != widgets.Live {
		return err
	}
	body, err := toJSON(shapeOf(p.Edition))
	if err != nil {
		return err
	}
	if err := t.execOne(updateWithdrawn, widgets.Withdrawn, body, millis(t.now), reason, w.PublicID); err != nil {
		return err
	}
	if err := t.execOne(updateWidgetState, widgets.Withdrawn, 0, millis(t.now), w.ID); err != nil {
		return err
	}
	if err := t.exec(updateUnpinned, millis(t.now), w.ID); err != nil {
		return err
	}
	if err := t.exec(updateLeftOut, w.ID, widgets.Live); err != nil {
		return err
	}
	if err := t.exec(touchPublishedVersion); err != nil {
		return err
	}
	return t.audit(by, FigureWithdrawn, "widget "+w.ID, p.Edition.Title,
		fmt.Sprintf("edition %d of %s: %s", p.Edition.Number, w.PublicID, reason))
}

// updateLeftOut unticks a figure that is withdrawn on its own, so that its set
// does not make it public again; when the set is withdrawn, its figures stay
// ticked.
const updateLeftOut = `
UPDATE set_figures SET left_out = TRUE
WHERE widget_id = ? AND set_id IN (SELECT id FROM figure_sets WHERE state = ?)`

// NoticePrefix begins the names of the renditions that stay public when a
// figure is withdrawn: "withdrawn.og.png" says so at the size of "og.png".
const NoticePrefix = "withdrawn."

// shapeOf is what stays of an Edition that is withdrawn: an allow-list, with
// the names and sizes of its renditions and, but for the notices, not their bytes.
func shapeOf(e widgets.Edition) widgets.Edition {
	shape := widgets.Edition{
		PublicID: e.PublicID, ShortCode: e.ShortCode, Number: e.Number, PublishedAt: e.PublishedAt,
		Kind: e.Kind, Lang: e.Lang, Title: e.Title, FrameHeight: e.FrameHeight,
		Renditions: map[string]widgets.Rendition{},
	}
	for name, r := range e.Renditions {
		kept := widgets.Rendition{ContentType: r.ContentType, Width: r.Width, Height: r.Height}
		if strings.HasPrefix(name, NoticePrefix) {
			kept = r
		}
		shape.Renditions[name] = kept
	}
	return shape
}

const updateWithdrawn = `
UPDATE published SET state = ?, body = ?, listed = FALSE, search = '', withdrawn_at = ?, reason = ?
WHERE public_id = ?`
