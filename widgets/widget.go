package widgets

import (
	"time"

	"figurehead/datasets"
)

// Widget is a figure in the making. Times are UTC.
type Widget struct {
	ID            string // uuid v7, never public
	PublicID      string // 26 lower-case Crockford characters, from 16 random bytes
	ShortCode     string // 7 Crockford characters, given at first publish
	DatasetID     string
	DirectorateID string
	OwnerID       string
	State         State
	Title         string // of the draft, for lists
	Kind          Kind
	Edition       int // number of the live Edition, 0 before
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// State of a Widget.
type State string

// The states.
const (
	InDraft   State = "draft"
	Live      State = "live"
	Withdrawn State = "withdrawn"
	Purged    State = "purged"
)

// Draft is the one mutable row of a Widget. A save with another Version than
// the stored one is a conflict.
type Draft struct {
	WidgetID   string
	Version    int
	SnapshotID string
	Query      datasets.Query
	Spec       Spec
	// ThemeID is a theme, with the version that the figure keeps since it was
	// published, as ThemeAt names them; "" is the usual theme.
	ThemeID string
	SavedAt time.Time
	SavedBy string // user id
	// Heading is the title as it reads with the numbers of the data, for lists of
	// figures; "" where it is the Spec's own. It is not kept with the Draft.
	Heading string
}

// Revision is an immutable copy of a Draft. It is never public.
type Revision struct {
	ID       string
	WidgetID string
	Number   int
	Reason   string // "left page", "undo", "publish"
	Draft    Draft
	At       time.Time
	By       string
}
