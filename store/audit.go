package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Actor is who does something: a user's id and name, or "demo", "refresh",
// "command line".
type Actor struct {
	ID   string
	Name string
}

// Event is one line of the audit trail; it is never changed. Detail holds no
// cell of a dataset.
type Event struct {
	Seq     int64
	At      time.Time
	ActorID string
	Actor   string
	Action  string // "figure.published", "user.signed-in" …
	Subject string // kind and id: "widget 019f…"
	Title   string // the words people know it by
	Detail  string // why, or what changed
}

// The actions this package writes. Other packages add their own with Record.
const (
	OrganisationSetUp   = "organisation.set-up"
	OrganisationChanged = "organisation.changed"
	ThemeMade           = "theme.made"
	ThemeChanged        = "theme.changed"
	ThemeDropped        = "theme.dropped"
	ThemePublished      = "theme.published"
	ThemeChosen         = "theme.chosen"
	ThemeMoved          = "theme.moved"
	DirectorateAdded    = "directorate.added"
	DirectorateChanged  = "directorate.changed"
	UserAdded           = "user.added"
	UserChanged         = "user.changed"
	UserInvited         = "user.invited" // a link to choose a password was made
	UserSignedIn        = "user.signed-in"
	UserSignedOut       = "user.signed-out"
	DatasetImported     = "dataset.imported"
	DatasetChanged      = "dataset.changed"
	DatasetRefreshed    = "dataset.refreshed"
	DatasetNotRefreshed = "dataset.not-refreshed"
	RecipeChanged       = "recipe.changed"
	RecipeConfirmed     = "recipe.confirmed"
	PersonalDecided     = "personal.decided"
	ProtectionChanged   = "protection.changed"
	ReferenceChanged    = "reference.changed"
	SnapshotSealed      = "snapshot.sealed"
	SnapshotPurged      = "snapshot.purged"
	FigureStarted       = "figure.started"
	FigureEdited        = "figure.edited"
	NumberEdited        = "figure.number-edited"
	EditDropped         = "figure.edit-dropped"
	FigureUndone        = "figure.undone"
	FigureRedone        = "figure.redone"
	FigurePublished     = "figure.published"
	FigureWithdrawn     = "figure.withdrawn"
	FigureAssigned      = "figure.assigned"
	FigureDuplicated    = "figure.duplicated"
	FigureRestored      = "figure.restored"
	FigurePinned        = "figure.pinned"
	FigureUnpinned      = "figure.unpinned"
	FigureCorrected     = "figure.corrected"

	ApprovalAsked     = "approval.asked"
	ApprovalGiven     = "approval.given"
	ApprovalRefused   = "approval.refused"
	ApprovalTakenBack = "approval.taken-back"

	PublishingPlanned       = "publishing.planned"
	PublishingPlanChanged   = "publishing.plan-changed"
	PublishingPlanCancelled = "publishing.plan-cancelled"
	PublishingPlanFailed    = "publishing.plan-failed"
	FreezeSet               = "freeze.set"
	FreezeLifted            = "freeze.lifted"
	ReportReceived          = "report.received"
	ReportClosed            = "report.closed"
	SessionsEnded           = "sessions.ended"
	TokenMade               = "token.made"
	TokenRevoked            = "token.revoked"

	AccessibilityChanged = "accessibility.changed"

	SetMade      = "set.made"
	SetChanged   = "set.changed"
	SetPublished = "set.published"
	SetRefreshed = "set.refreshed"
	SetWithdrawn = "set.withdrawn"

	BoundariesImported = "boundaries.imported"
	PortalAdded        = "portal.added"
	PortalChanged      = "portal.changed"
	PortalRemoved      = "portal.removed"
	DemoSeeded         = "demo.seeded"
	MailChanged        = "mail.changed"
	CampaignCreated    = "campaign.created"
	CampaignChanged    = "campaign.changed"
	CampaignPublished  = "campaign.published"
	CampaignEnded      = "campaign.ended"
	CampaignRemoved    = "campaign.removed"
	CampaignDeleted    = "campaign.deleted"
	WebhookAdded       = "webhook.added"
	WebhookChanged     = "webhook.changed"
	WebhookRemoved     = "webhook.removed"
	WebhookStopped     = "webhook.stopped"
)

// AboutPeople reports whether events of an action are for admins alone: who signed
// in, what changed about people, and their tokens.
func AboutPeople(action string) bool {
	return strings.HasPrefix(action, "user.") || strings.HasPrefix(action, "token.") || action == SessionsEnded
}

// AuditFilter narrows a list of Events; empty fields do not. Actor is an id or
// a name; To is not included.
type AuditFilter struct {
	Actor, Action, Subject, Text string
	From, To                     time.Time
	Before                       int64 // events with a lower Seq: paging
	Limit                        int
}

// Record writes an event that comes with no other write, such as a failed
// sign-in.
func (s *Store) Record(ctx context.Context, e Event) error {
	return s.change(ctx, "record "+e.Action, func(tx *tx) error { return tx.record(e) })
}

// Audit returns the events that pass the filter, newest first.
func (s *Store) Audit(ctx context.Context, f AuditFilter) (events []Event, err error) {
	err = s.view(ctx, "list audit events", func(tx *tx) (err error) {
		text := matching(f.Text)
		events, err = all(tx, scanEvent, selectEvents,
			f.Actor, f.Actor, f.Actor, f.Action, f.Action, f.Subject, f.Subject, text, text,
			millis(f.From), millis(f.To), millis(f.To), f.Before, f.Before, atMost(f.Limit))
		return err
	})
	return events, err
}

const selectEvents = `
SELECT seq, at, actor_id, actor, action, subject, title, detail
FROM audit_events
WHERE (? = '' OR actor_id = ? OR actor = ?)
  AND (? = '' OR action = ?)
  AND (? = '' OR subject = ?)
  AND (? = '' OR search LIKE ? ESCAPE '!')
  AND at >= ?
  AND (? = 0 OR at < ?)
  AND (? = 0 OR seq < ?)
ORDER BY seq DESC
LIMIT ?`

func scanEvent(row scanner) (e Event, err error) {
	err = row.Scan(&e.Seq, timeColumn{&e.At}, &e.ActorID, &e.Actor, &e.Action, &e.Subject, &e.Title, &e.Detail)
	return e, err
}

// AuditActions returns every action that has happened, in order of name.
func (s *Store) AuditActions(ctx context.Context) (actions []string, err error) {
	err = s.view(ctx, "list audit actions", func(tx *tx) (err error) {
		actions, err = values[string](tx, selectActions)
		return err
	})
	return actions, err
}

const selectActions = `SELECT DISTINCT action FROM audit_events ORDER BY action`

// audit writes the event of a change into the change's own transaction.
func (t *tx) audit(by Actor, action, subject, title, detail string) error {
	return t.record(Event{ActorID: by.ID, Actor: by.Name, Action: action, Subject: subject, Title: title, Detail: detail})
}

// record appends an event and chains its hash to the one before.
func (t *tx) record(e Event) error {
	last, err := one(t, scanLink, selectLastLink)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	e.Seq = last.seq + 1
	if e.At.IsZero() {
		e.At = t.now
	}
	hash, err := chain(last.hash, e)
	if err != nil {
		return err
	}
	err = t.exec(insertEvent, e.Seq, millis(e.At), e.ActorID, e.Actor, e.Action, e.Subject, e.Title, e.Detail,
		searchable(e.Actor, e.Action, e.Subject, e.Title, e.Detail), hash)
	if err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	return nil
}

const (
	selectLastLink = `SELECT seq, hash FROM audit_events ORDER BY seq DESC LIMIT 1`
	insertEvent    = `
INSERT INTO audit_events (seq, at, actor_id, actor, action, subject, title, detail, search, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
)

// link is the place of an event in the chain.
type link struct {
	seq  int64
	hash string
}

func scanLink(row scanner) (l link, err error) { return l, row.Scan(&l.seq, &l.hash) }

// chain returns the hash of an event that follows the one with the hash
// before, so that a changed or missing line shows in all that come after it.
func chain(before string, e Event) (string, error) {
	text, err := toJSON([]any{before, e.Seq, millis(e.At), e.ActorID, e.Actor, e.Action, e.Subject, e.Title, e.Detail})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:]), nil
}
