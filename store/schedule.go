package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"figurehead/datasets"
)

// RefreshRule is how often a dataset is fetched by itself.
type RefreshRule string

// The rules, from the rarest.
const (
	RefreshNever   RefreshRule = "never"
	RefreshYearly  RefreshRule = "yearly"
	RefreshMonthly RefreshRule = "monthly"
	RefreshWeekly  RefreshRule = "weekly"
	RefreshDaily   RefreshRule = "daily"
	RefreshHourly  RefreshRule = "hourly"
	RefreshOnce    RefreshRule = "once"    // on a day
	RefreshRelease RefreshRule = "release" // when a portal has something newer
)

// Schedule is when a dataset is fetched by itself. Whoever fetches it leases it
// first; a lease that has run out, because its holder was killed, counts for
// nothing. Times are whole milliseconds.
type Schedule struct {
	DatasetID   string
	Rule        RefreshRule
	Day         string    // of RefreshOnce, as 2027-03-01; else ""
	SetBy       string    // id of the user who chose the rule
	DueAt       time.Time // zero when it is not due any more
	LeasedUntil time.Time
	Failures    int // in a row
	Source      datasets.Source
}

// SetSchedule chooses the rule of a dataset, its day, and when it is due first.
// A lease that somebody holds stays.
func (s *Store) SetSchedule(ctx context.Context, by Actor, chosen Schedule) error {
	return s.change(ctx, "schedule dataset "+chosen.DatasetID, func(tx *tx) error {
		d, err := one(tx, scanDataset, selectDataset, chosen.DatasetID)
		if err != nil {
			return err
		}
		if err := tx.exec(upsertSchedule, d.ID, chosen.Rule, chosen.Day, by.ID, millis(chosen.DueAt)); err != nil {
			return err
		}
		if err := tx.judge(d.ID); err != nil {
			return err
		}
		return tx.audit(by, DatasetChanged, "dataset "+d.ID, d.Title, strings.TrimSpace("fetched by itself: "+string(chosen.Rule)+" "+chosen.Day))
	})
}

// Schedule returns when a dataset is fetched by itself: never, when nobody
// chose a rule.
func (s *Store) Schedule(ctx context.Context, datasetID string) (found Schedule, err error) {
	err = s.view(ctx, "schedule of dataset "+datasetID, func(tx *tx) (err error) {
		found, err = one(tx, scanSchedule, selectSchedule, datasetID)
		if errors.Is(err, ErrNotFound) {
			found, err = Schedule{DatasetID: datasetID, Rule: RefreshNever}, nil
		}
		return err
	})
	return found, err
}

// DueSchedules returns what is due at now and leased to nobody, the longest due
// first.
func (s *Store) DueSchedules(ctx context.Context, now time.Time) (list []Schedule, err error) {
	err = s.view(ctx, "list due schedules", func(tx *tx) (err error) {
		list, err = all(tx, scanSchedule, selectDueSchedules, RefreshNever, millis(now), millis(now))
		return err
	})
	return list, err
}

// LeaseSchedule takes a Schedule that is still due, and leased to nobody, until
// an instant. It reports false when somebody else was first.
func (s *Store) LeaseSchedule(ctx context.Context, due Schedule, now, until time.Time) (leased bool, err error) {
	err = s.change(ctx, "lease dataset "+due.DatasetID, func(tx *tx) error {
		n, err := tx.count(leaseSchedule, millis(until), due.DatasetID, RefreshNever, millis(due.DueAt), millis(now))
		leased = n == 1
		return err
	})
	return leased, err
}

// FinishSchedule gives a lease back and says when the dataset is due again. A
// due time that somebody chose meanwhile stays, and a lease that another holds
// by now is left alone.
func (s *Store) FinishSchedule(ctx context.Context, leased Schedule, due time.Time, failures int) error {
	return s.change(ctx, "finish dataset "+leased.DatasetID, func(tx *tx) error {
		err := tx.exec(finishSchedule, millis(leased.DueAt), failures, millis(leased.DueAt), millis(due), leased.DatasetID, millis(leased.LeasedUntil))
		if err != nil {
			return err
		}
		return tx.judge(leased.DatasetID)
	})
}

const (
	upsertSchedule = `
INSERT INTO schedules (dataset_id, rule, day, set_by, due_at, leased_until, failures) VALUES (?, ?, ?, ?, ?, 0, 0)
ON CONFLICT (dataset_id) DO UPDATE SET rule = excluded.rule, day = excluded.day, set_by = excluded.set_by, due_at = excluded.due_at, failures = 0`

	selectSchedule = `
SELECT s.dataset_id, s.rule, s.day, s.set_by, s.due_at, s.leased_until, s.failures, d.source
FROM schedules s JOIN datasets d ON d.id = s.dataset_id WHERE s.dataset_id = ?`

	selectDueSchedules = `
SELECT s.dataset_id, s.rule, s.day, s.set_by, s.due_at, s.leased_until, s.failures, d.source
FROM schedules s JOIN datasets d ON d.id = s.dataset_id
WHERE s.rule <> ? AND s.due_at > 0 AND s.due_at <= ? AND s.leased_until <= ?
ORDER BY s.due_at, s.dataset_id`

	leaseSchedule = `
UPDATE schedules SET leased_until = ?
WHERE dataset_id = ? AND rule <> ? AND due_at = ? AND leased_until <= ?`

	finishSchedule = `
UPDATE schedules SET
  failures = CASE WHEN due_at = ? THEN ? ELSE failures END,
  due_at = CASE WHEN due_at = ? THEN ? ELSE due_at END,
  leased_until = 0
WHERE dataset_id = ? AND leased_until = ?`
)

func scanSchedule(row scanner) (s Schedule, err error) {
	return s, row.Scan(&s.DatasetID, &s.Rule, &s.Day, &s.SetBy, timeColumn{&s.DueAt}, timeColumn{&s.LeasedUntil}, &s.Failures, jsonColumn{&s.Source})
}
