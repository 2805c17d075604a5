package store

import (
	"time"

	"figurehead/widgets"
)

// Organisation is the one organisation of a server.
type Organisation struct {
	Name       string
	Area       string // "Essex"; drives suggestions
	AreaCode   string // "E10000012", may be empty
	Licence    string // key of datasets.Licences for its own data
	TimeZone   string // "Europe/London"
	Theme      widgets.Theme
	ApprovalOn bool
}

// Directorate is a part of the Organisation; a zero ValidTo is open.
type Directorate struct {
	ID        string
	Name      string
	ValidFrom time.Time
	ValidTo   time.Time
}

// Role says what a User may do. Source: design, section 9.
type Role string

// The roles, each of which may also do what those before it may.
const (
	Viewer    Role = "viewer"
	Editor    Role = "editor"
	Publisher Role = "publisher"
	Admin     Role = "admin"
)

// User is a person who signs in. PasswordHash is argon2id in PHC form.
type User struct {
	ID            string
	Email         string
	Name          string
	Role          Role
	DirectorateID string
	PasswordHash  string
	Disabled      bool
	CreatedAt     time.Time
	LastSeenAt    time.Time
}

// Session is one signed-in browser; Hash is sha256 of the cookie's token.
type Session struct {
	Hash      string
	UserID    string
	CSRF      string
	CreatedAt time.Time
	SeenAt    time.Time
}

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

// AuditFilter narrows a list of Events; empty fields do not.
type AuditFilter struct {
	Actor, Action, Subject, Text string
	From, To                     time.Time
	Before                       int64 // events with a lower Seq: paging
	Limit                        int
}
