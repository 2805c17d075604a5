package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"figurehead/widgets"
)

// Plan is what a person decided to happen to a figure by itself: that one
// Revision of it becomes public, that the figure is withdrawn, or both. A zero
// time is none.
type Plan struct {
	ID         string // of this plan; a changed one has another
	WidgetID   string
	Revision   int // number of what becomes public
	PublishAt  time.Time
	WithdrawAt time.Time
	Reason     string // that readers see when it is withdrawn
	MadeAt     time.Time
	By         Actor
	// FailedAt is when publishing failed, and Failure why, in words.
	FailedAt time.Time
	Failure  string
}

// Publishes reports whether the plan still has something to publish.
func (p Plan) Publishes() bool { return !p.PublishAt.IsZero() && p.FailedAt.IsZero() }

// Next is what the plan does next and when; ok is false when that is nothing.
func (p Plan) Next() (at time.Time, ok bool) {
	if p.Publishes() {
		return p.PublishAt, true
	}
	return p.WithdrawAt, !p.WithdrawAt.IsZero()
}

// MakePlan keeps the draft as a Revision and plans what happens to the figure,
// in place of what was planned before. It returns ErrConflict when version is
// not that of the draft.
func (s *Store) MakePlan(ctx context.Context, by Actor, p Plan, version int) (Plan, error) {
	err := s.change(ctx, "plan widget "+p.WidgetID, func(tx *tx) error {
		w, err := one(tx, scanWidget, selectWidget, p.WidgetID)
		if err != nil {
			return err
		}
		d, err := tx.publishableDraft(p.WidgetID, version)
		if err != nil {
			return err
		}
		action := PublishingPlanned
		if _, err := one(tx, scanPlan, selectPlan, p.WidgetID); err == nil {
			action = PublishingPlanChanged
		} else if !errors.Is(err, ErrNotFound) {
			return err
		}
		revision, err := tx.keepRevision(by, d, "planned")
		if err != nil {
			return err
		}
		p.Revision = revision.Number
		return tx.storePlan(by, w, &p, action)
	})
	return p, err
}

// RetimePlan changes the times of a plan, and keeps the Revision that it
// publishes. Without one there is only a withdrawal to plan.
func (s *Store) RetimePlan(ctx context.Context, by Actor, p Plan) (Plan, error) {
	err := s.change(ctx, "plan widget "+p.WidgetID, func(tx *tx) error {
		w, err := one(tx, scanWidget, selectWidget, p.WidgetID)
		if err != nil {
			return err
		}
		was, err := one(tx, scanPlan, selectPlan, p.WidgetID)
		action := PublishingPlanChanged
		if errors.Is(err, ErrNotFound) {
			action, err = PublishingPlanned, nil
		}
		if err == nil && !p.PublishAt.IsZero() && was.PublishAt.IsZero() {
			err = fmt.Errorf("nothing is planned to be published: %w", ErrConflict)
		}
		if err != nil {
			return err
		}
		p.Revision = was.Revision
		return tx.storePlan(by, w, &p, action)
	})
	return p, err
}

// storePlan writes a plan in place of the one before.
func (t *tx) storePlan(by Actor, w widgets.Widget, p *Plan, action string) error {
	if err := t.newID(&p.ID); err != nil {
		return err
	}
	p.MadeAt, p.By, p.FailedAt, p.Failure = t.now, by, time.Time{}, ""
	p.PublishAt, p.WithdrawAt = wholeMillis(p.PublishAt), wholeMillis(p.WithdrawAt)
	err := t.exec(upsertPlan, p.WidgetID, p.ID, p.Revision, millis(p.PublishAt), millis(p.WithdrawAt), p.Reason, millis(p.MadeAt), by.ID, by.Name)
	if err != nil {
		return err
	}
	return t.audit(by, action, "widget "+w.ID, w.Title, p.words())
}

// words say a plan in the audit trail, in UTC.
func (p Plan) words() string {
	var parts []string
	if !p.PublishAt.IsZero() {
		parts = append(parts, fmt.Sprintf("publish revision %d at %s", p.Revision, p.PublishAt.UTC().Format(time.RFC3339)))
	}
	if !p.WithdrawAt.IsZero() {
		parts = append(parts, "withdraw at "+p.WithdrawAt.UTC().Format(time.RFC3339)+": "+p.Reason)
	}
	return strings.Join(parts, "; ")
}

// Plan returns what is planned for a figure, or ErrNotFound.
func (s *Store) Plan(ctx context.Context, widgetID string) (p Plan, err error) {
	err = s.view(ctx, "plan of widget "+widgetID, func(tx *tx) (err error) {
		p, err = one(tx, scanPlan, selectPlan, widgetID)
		return err
	})
	return p, err
}

// Plans returns every plan that has something to do, and those that failed, the
// next first.
func (s *Store) Plans(ctx context.Context) (list []Plan, err error) {
	err = s.view(ctx, "list plans", func(tx *tx) (err error) {
		list, err = all(tx, scanPlan, selectPlans)
		return err
	})
	return list, err
}

// DuePlans returns the plans that have something to do until an instant.
func (s *Store) DuePlans(ctx context.Context, until time.Time) (list []Plan, err error) {
	err = s.view(ctx, "list due plans", func(tx *tx) (err error) {
		list, err = all(tx, scanPlan, selectDuePlans, millis(until), millis(until))
		return err
	})
	return list, err
}

// CancelPlan drops what is planned for a figure; ErrNotFound when nothing is.
func (s *Store) CancelPlan(ctx context.Context, by Actor, widgetID string) error {
	return s.change(ctx, "cancel plan of widget "+widgetID, func(tx *tx) error {
		p, err := one(tx, scanPlan, selectPlan, widgetID)
		if err != nil {
			return err
		}
		return tx.dropPlan(by, p, "")
	})
}

// dropPlan deletes a plan and says why it is no more.
func (t *tx) dropPlan(by Actor, p Plan, why string) error {
	w, err := one(t, scanWidget, selectWidget, p.WidgetID)
	if err != nil {
		return err
	}
	if err := t.exec(deletePlan, p.WidgetID); err != nil {
		return err
	}
	return t.audit(by, PublishingPlanCancelled, "widget "+w.ID, w.Title, strings.Trim(why+": "+p.words(), ": "))
}

// overtakePlan ends what was to be published, when something else was just
// published or the figure withdrawn: an older Revision must not come after it.
func (t *tx) overtakePlan(by Actor, widgetID, why string, whole bool) error {
	p, err := one(t, scanPlan, selectPlan, widgetID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if whole || p.WithdrawAt.IsZero() {
		return t.dropPlan(by, p, why)
	}
	if p.PublishAt.IsZero() {
		return nil
	}
	w, err := one(t, scanWidget, selectWidget, widgetID)
	if err != nil {
		return err
	}
	if err := t.exec(clearPlannedPublish, widgetID); err != nil {
		return err
	}
	return t.audit(by, PublishingPlanChanged, "widget "+w.ID, w.Title, why)
}

// FailPlan notes that what was planned could not be published, and why. It
// reports false, and does nothing, when the plan is another by now.
func (s *Store) FailPlan(ctx context.Context, p Plan, why string) (failed bool, err error) {
	err = s.change(ctx, "fail plan of widget "+p.WidgetID, func(tx *tx) error {
		w, err := one(tx, scanWidget, selectWidget, p.WidgetID)
		if err != nil {
			return err
		}
		n, err := tx.count(failPlan, millis(tx.now), why, p.WidgetID, p.ID)
		if failed = err == nil && n == 1; !failed {
			return err
		}
		return tx.audit(p.By, PublishingPlanFailed, "widget "+w.ID, w.Title, why)
	})
	return failed, err
}

// PublishPlanned makes the Revision of a plan public, as PublishNumbers does
// with a draft, and takes it off the plan in the same transaction: of two who
// try, one does. It returns ErrConflict when the plan is another by now.
func (s *Store) PublishPlanned(ctx context.Context, p Plan, e widgets.Edition, numbers ...Numbers) (widgets.Edition, error) {
	err := s.change(ctx, "publish planned widget "+p.WidgetID, func(tx *tx) error {
		w, err := one(tx, scanWidget, selectWidget, p.WidgetID)
		if err != nil {
			return err
		}
		now, err := one(tx, scanPlan, selectPlan, p.WidgetID)
		if errors.Is(err, ErrNotFound) || err == nil && (now.ID != p.ID || !now.Publishes()) {
			return fmt.Errorf("the plan is another: %w", ErrConflict)
		}
		if err != nil {
			return err
		}
		revision, err := one(tx, scanRevision, selectRevision, p.WidgetID, p.Revision)
		if err != nil {
			return err
		}
		if err := tx.clearPlan(p); err != nil {
			return err
		}
		return tx.withNumbers(w, numbers, func() error {
			e, err = tx.publishRevision(p.By, w, revision.Revision, e)
			return err
		})
	})
	return e, err
}

// clearPlan takes what was published off a plan, which stays when the figure is
// to be withdrawn later.
func (t *tx) clearPlan(p Plan) error {
	if p.WithdrawAt.IsZero() {
		return t.exec(deletePlan, p.WidgetID)
	}
	return t.exec(clearPlannedPublish, p.WidgetID)
}

// WithdrawPlanned withdraws a figure as planned and ends the plan. It returns
// ErrConflict when the plan is another by now. A figure that is not public ends
// its plan and nothing else.
func (s *Store) WithdrawPlanned(ctx context.Context, p Plan) error {
	return s.change(ctx, "withdraw planned widget "+p.WidgetID, func(tx *tx) error {
		n, err := tx.count(deletePlanOf, p.WidgetID, p.ID)
		if err == nil && n == 0 {
			err = fmt.Errorf("the plan is another: %w", ErrConflict)
		}
		if err != nil {
			return err
		}
		err = tx.withdraw(p.By, p.WidgetID, p.Reason)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		return err
	})
}

const planColumns = `widget_id, id, revision, publish_at, withdraw_at, reason, made_at, by_id, by_name, failed_at, failure`

const (
	upsertPlan = `
INSERT INTO plans (widget_id, id, revision, publish_at, withdraw_at, reason, made_at, by_id, by_name, failed_at, failure)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')
ON CONFLICT (widget_id) DO UPDATE SET id = excluded.id, revision = excluded.revision, publish_at = excluded.publish_at,
  withdraw_at = excluded.withdraw_at, reason = excluded.reason, made_at = excluded.made_at,
  by_id = excluded.by_id, by_name = excluded.by_name, failed_at = 0, failure = ''`

	selectPlan = `SELECT ` + planColumns + ` FROM plans WHERE widget_id = ?`

	selectPlans = `SELECT ` + planColumns + ` FROM plans ORDER BY CASE WHEN publish_at > 0 THEN publish_at ELSE withdraw_at END, widget_id`

	selectDuePlans = `
SELECT ` + planColumns + ` FROM plans
WHERE (publish_at > 0 AND failed_at = 0 AND publish_at <= ?)
   OR ((publish_at = 0 OR failed_at > 0) AND withdraw_at > 0 AND withdraw_at <= ?)
ORDER BY CASE WHEN publish_at > 0 THEN publish_at ELSE withdraw_at END, widget_id`

	deletePlan          = `DELETE FROM plans WHERE widget_id = ?`
	deletePlanOf        = `DELETE FROM plans WHERE widget_id = ? AND id = ?`
	clearPlannedPublish = `UPDATE plans SET publish_at = 0, failed_at = 0, failure = '' WHERE widget_id = ?`
	failPlan            = `UPDATE plans SET failed_at = ?, failure = ? WHERE widget_id = ? AND id = ? AND failed_at = 0`
)

func scanPlan(row scanner) (p Plan, err error) {
	err = row.Scan(&p.WidgetID, &p.ID, &p.Revision, timeColumn{&p.PublishAt}, timeColumn{&p.WithdrawAt}, &p.Reason,
		timeColumn{&p.MadeAt}, &p.By.ID, &p.By.Name, timeColumn{&p.FailedAt}, &p.Failure)
	return p, err
}
