package store

import (
	"context"
	"fmt"
	"time"

	"figurehead/widgets"
)

// ProblemReport is what a reader reported about a figure, in plain text.
type ProblemReport struct {
	ID       string
	WidgetID string
	Title    string // of the figure, as lists show it
	Edition  int    // that the reader had before them
	Words    string
	Email    string // where the reader may be answered; "" when they gave none, or when its time is over
	At       time.Time
	ClosedAt time.Time // zero while it is open
	ClosedBy string
	Note     string // of whoever closed it
}

// KeptReporters is how long the email address of a reader is kept.
const KeptReporters = 90 * 24 * time.Hour

// Reader is who reports, as the audit trail names them.
var Reader = Actor{Name: "a reader"}

// ProblemReportFilter narrows a list of them; empty fields do not.
type ProblemReportFilter struct {
	WidgetID string
	OpenOnly bool
	Limit    int
}

// AddProblemReport keeps what a reader reported about a figure that is public, or
// returns ErrNotFound. The audit trail has that it came, and nothing it says.
func (s *Store) AddProblemReport(ctx context.Context, publicID string, r ProblemReport) (ProblemReport, error) {
	err := s.change(ctx, "add report", func(tx *tx) error {
		id, ok := FoldPublicID(publicID)
		if !ok {
			return ErrNotFound
		}
		w, err := one(tx, scanWidget, selectWidgetByPublicID, id)
		if err == nil && w.State != widgets.Live {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := tx.newID(&r.ID); err != nil {
			return err
		}
		r.WidgetID, r.Title, r.Edition, r.At = w.ID, w.Title, w.Edition, tx.now
		if err := tx.exec(insertReport, r.ID, r.WidgetID, r.Edition, r.Words, r.Email, millis(r.At)); err != nil {
			return err
		}
		return tx.audit(Reader, ReportReceived, "widget "+w.ID, w.Title, fmt.Sprintf("report %s on edition %d", r.ID, r.Edition))
	})
	return r, err
}

// ProblemReports returns those that pass the filter: open ones first, the newest first.
func (s *Store) ProblemReports(ctx context.Context, f ProblemReportFilter) (list []ProblemReport, err error) {
	err = s.view(ctx, "list reports", func(tx *tx) (err error) {
		list, err = all(tx, scanReport, selectReports, f.WidgetID, f.WidgetID, f.OpenOnly, atMost(f.Limit))
		return err
	})
	return list, err
}

// ProblemReportsPage returns the reports that pass the filter in the order in which
// they came, the newest first: so many as its limit after the one with an id, ""
// from the start.
func (s *Store) ProblemReportsPage(ctx context.Context, f ProblemReportFilter, after string) (list []ProblemReport, err error) {
	err = s.view(ctx, "page of reports", func(tx *tx) (err error) {
		list, err = all(tx, scanReport, selectReportsPage, f.WidgetID, f.WidgetID, f.OpenOnly, after, after, atMost(f.Limit))
		return err
	})
	return list, err
}

// ProblemReport returns one, or ErrNotFound.
func (s *Store) ProblemReport(ctx context.Context, id string) (r ProblemReport, err error) {
	err = s.view(ctx, "report "+id, func(tx *tx) (err error) {
		r, err = one(tx, scanReport, selectReport, id)
		return err
	})
	return r, err
}

// CloseProblemReport closes a report with a note for colleagues. It returns
// ErrConflict when somebody closed it already.
func (s *Store) CloseProblemReport(ctx context.Context, by Actor, id, note string) error {
	return s.change(ctx, "close report "+id, func(tx *tx) error {
		r, err := one(tx, scanReport, selectReport, id)
		if err == nil && !r.ClosedAt.IsZero() {
			err = fmt.Errorf("report %s is closed: %w", id, ErrConflict)
		}
		if err != nil {
			return err
		}
		if err := tx.execOne(closeReport, millis(tx.now), by.Name, note, id); err != nil {
			return err
		}
		return tx.audit(by, ReportClosed, "widget "+r.WidgetID, r.Title, "report "+id)
	})
}

// ForgetReporters deletes the email addresses of readers whose time is over.
func (s *Store) ForgetReporters(ctx context.Context, now time.Time) error {
	return s.change(ctx, "forget reporters", func(tx *tx) error {
		return tx.exec(forgetReporters, millis(now.Add(-KeptReporters)))
	})
}

const (
	insertReport = `
INSERT INTO reports (id, widget_id, edition, words, email, at, closed_at, closed_by, note) VALUES (?, ?, ?, ?, ?, ?, 0, '', '')`

	selectReport = `
SELECT r.id, r.widget_id, w.title, r.edition, r.words, r.email, r.at, r.closed_at, r.closed_by, r.note
FROM reports r JOIN widgets w ON w.id = r.widget_id WHERE r.id = ?`

	reportsWhere = `
SELECT r.id, r.widget_id, w.title, r.edition, r.words, r.email, r.at, r.closed_at, r.closed_by, r.note
FROM reports r JOIN widgets w ON w.id = r.widget_id
WHERE (? = '' OR r.widget_id = ?) AND (NOT ? OR r.closed_at = 0)`

	selectReports = reportsWhere + `
ORDER BY CASE WHEN r.closed_at = 0 THEN 0 ELSE 1 END, r.at DESC, r.id DESC LIMIT ?`

	selectReportsPage = reportsWhere + ` AND (? = '' OR r.id < ?) ORDER BY r.id DESC LIMIT ?`

	closeReport = `UPDATE reports SET closed_at = ?, closed_by = ?, note = ? WHERE id = ?`

	forgetReporters = `UPDATE reports SET email = '' WHERE email <> '' AND at < ?`
)

func scanReport(row scanner) (r ProblemReport, err error) {
	err = row.Scan(&r.ID, &r.WidgetID, &r.Title, &r.Edition, &r.Words, &r.Email, timeColumn{&r.At}, timeColumn{&r.ClosedAt}, &r.ClosedBy, &r.Note)
	return r, err
}
