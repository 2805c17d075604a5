package store

import (
	"context"
	"io"
	"time"

	"figurehead/datasets"
	"figurehead/widgets"
)

// This file is the working agreement on signatures while the store is built;
// each method moves to the file of its table.

// Blobs is object storage by sha256.
type Blobs interface {
	// Put stores r and returns its sha256 and size; equal bytes are stored once.
	Put(ctx context.Context, r io.Reader) (sha256 string, size int64, err error)
	// Get returns the bytes, checked against the hash.
	Get(ctx context.Context, sha256 string) ([]byte, error)
	Open(ctx context.Context, sha256 string) (io.ReadCloser, error)
	Has(ctx context.Context, sha256 string) (bool, error)
	Delete(ctx context.Context, sha256 string) error
	// List calls each for every stored blob.
	List(ctx context.Context, each func(sha256 string, size int64) error) error
}

type api interface {
	Blobs() Blobs
	Close() error

	// Set-up. StartSetup stores the hash of a fresh token unless an admin
	// exists (ErrUsed). FinishSetup makes organisation, directorates and first
	// admin, and uses the token up, in one transaction.
	StartSetup(ctx context.Context, tokenHash string, now time.Time) error
	SetupOpen(ctx context.Context, tokenHash string) (bool, error)
	FinishSetup(ctx context.Context, tokenHash string, o Organisation, directorates []string, admin User) (User, error)

	Organisation(ctx context.Context) (Organisation, error) // ErrNotFound before set-up
	SaveOrganisation(ctx context.Context, by Actor, o Organisation) error
	Directorates(ctx context.Context) ([]Directorate, error)
	SaveDirectorate(ctx context.Context, by Actor, d Directorate) (Directorate, error)

	Users(ctx context.Context) ([]User, error)
	User(ctx context.Context, id string) (User, error)
	UserByEmail(ctx context.Context, email string) (User, error)
	CreateUser(ctx context.Context, by Actor, u User) (User, error) // ErrConflict: email taken
	SaveUser(ctx context.Context, by Actor, u User) error           // ends the user's sessions when role, password or Disabled changes
	CreateSession(ctx context.Context, by Actor, s Session) error   // audit: user.signed-in
	Session(ctx context.Context, hash string) (Session, User, error)
	TouchSession(ctx context.Context, hash string, at time.Time) error
	DeleteSession(ctx context.Context, by Actor, hash string) error // audit: user.signed-out
	DeleteExpiredSessions(ctx context.Context, idleBefore, createdBefore time.Time) error

	Record(ctx context.Context, e Event) error // events without another write, such as a failed sign-in
	Audit(ctx context.Context, f AuditFilter) ([]Event, error)

	// Datasets. Raw bytes are in Blobs first, the row second.
	CreateDataset(ctx context.Context, by Actor, d datasets.Dataset, s datasets.Snapshot) (datasets.Dataset, datasets.Snapshot, error)
	Dataset(ctx context.Context, id string) (datasets.Dataset, error)
	Datasets(ctx context.Context) ([]datasets.Dataset, error)
	SaveDataset(ctx context.Context, by Actor, d datasets.Dataset) error
	Snapshot(ctx context.Context, id string) (datasets.Snapshot, error)
	Snapshots(ctx context.Context, datasetID string) ([]datasets.Snapshot, error)
	AddSnapshot(ctx context.Context, by Actor, s datasets.Snapshot) (datasets.Snapshot, error)
	// SaveRecipe stores a corrected recipe of a snapshot that is not confirmed yet.
	SaveRecipe(ctx context.Context, by Actor, s datasets.Snapshot) error
	PurgeSnapshot(ctx context.Context, by Actor, id, reason string) error // erases raw bytes and its Editions; keeps hash

	// Widgets.
	CreateWidget(ctx context.Context, by Actor, w widgets.Widget, d widgets.Draft) (widgets.Widget, widgets.Draft, error)
	Widget(ctx context.Context, id string) (widgets.Widget, error)
	WidgetByPublicID(ctx context.Context, publicID string) (widgets.Widget, error)
	Widgets(ctx context.Context, f WidgetFilter) ([]widgets.Widget, error)
	Draft(ctx context.Context, widgetID string) (widgets.Draft, error)
	SaveDraft(ctx context.Context, by Actor, d widgets.Draft) (widgets.Draft, error) // ErrConflict on a stale Version
	AddRevision(ctx context.Context, by Actor, widgetID, reason string) (widgets.Revision, error)
	Revisions(ctx context.Context, widgetID string) ([]widgets.Revision, error)
	// Undo puts the newest Revision that differs back as the Draft; Redo the reverse.
	Undo(ctx context.Context, by Actor, widgetID string, version int) (widgets.Draft, error)
	Redo(ctx context.Context, by Actor, widgetID string, version int) (widgets.Draft, error)

	// Publish numbers the Edition, stores it, moves the Published row and the
	// Widget's state, gives the short code at first publish, and writes the
	// audit event, in one transaction. draftVersion stale: ErrConflict.
	Publish(ctx context.Context, by Actor, widgetID string, draftVersion int, e widgets.Edition) (widgets.Edition, error)
	// ReserveShortCode gives a widget its short code before its images are drawn.
	ReserveShortCode(ctx context.Context, widgetID string) (string, error)
	Withdraw(ctx context.Context, by Actor, widgetID, reason string) error

	// The public face. ErrNotFound when never published.
	Published(ctx context.Context, publicID string) (widgets.Published, error)
	PublicIDByCode(ctx context.Context, code string) (string, error)
	Edition(ctx context.Context, publicID string, number int) (widgets.Edition, error) // ErrPurged
	Listed(ctx context.Context, search string, limit int) ([]widgets.Published, error)
	// PublishedVersion rises with every publish, withdrawal and purge, by any process.
	PublishedVersion(ctx context.Context) (int64, error)

	DemoSeeded(ctx context.Context) (bool, error)
	MarkDemoSeeded(ctx context.Context) error

	Ping(ctx context.Context) error
}

// WidgetFilter narrows a list of Widgets; empty fields do not.
type WidgetFilter struct {
	DirectorateID, OwnerID, DatasetID, Text string
	State                                   widgets.State
	Limit                                   int
}
