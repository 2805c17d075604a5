package widgets

import (
	"time"

	"figurehead/datasets"
)

// Edition is what the public got at one publish: its words, table, drawn
// parts and the blobs of its renditions. It is an allow-list: nothing that is
// not for everybody has a field here.
type Edition struct {
	PublicID    string          `json:"publicId"`
	ShortCode   string          `json:"shortCode"`
	Number      int             `json:"number"`
	PublishedAt time.Time       `json:"publishedAt"`
	Kind        Kind            `json:"kind"`
	Lang        string          `json:"lang"`
	Title       string          `json:"title"`
	Subtitle    string          `json:"subtitle"`
	Notes       []string        `json:"notes,omitempty"`
	Alt         string          `json:"alt"`
	Long        string          `json:"long,omitempty"` // the longer description
	Post        string          `json:"post"`           // drafted words for a social post
	Headline    HeadlineWords   `json:"headline"`
	Headlines   []HeadlineWords `json:"headlines,omitempty"` // of a row of them
	Table       TableWords      `json:"table"`
	Result      datasets.Result `json:"result"` // exactly the figures shown
	Facts       []datasets.Fact `json:"facts,omitempty"`
	Provenance  Provenance      `json:"provenance"`
	HowMade     []string        `json:"howMade"` // the Query in sentences
	DataSHA256  string          `json:"dataSha256"`
	Listed      bool            `json:"listed"`
	Directorate string          `json:"directorate,omitempty"`
	// ThemeID, ThemeVersion and Dress are those of the Theme it was published with;
	// Footer is the Theme's line, may be empty.
	ThemeID      string           `json:"themeId,omitempty"`
	ThemeVersion int              `json:"themeVersion,omitempty"`
	Dress        map[Scheme]Dress `json:"dress,omitempty"`
	Footer       string           `json:"footer,omitempty"`
	// Parts are the plots of the frame by "preset.scheme": "frame-s.light".
	Parts map[string]Drawing `json:"parts"`
	// Renditions are blobs by file name: "og.png", "print.svg", "data.csv",
	// "data.json", "datapackage.json", "data.xlsx", "data.parquet".
	Renditions map[string]Rendition `json:"renditions"`
	// FrameHeight is the closed height in px by which the snippet is made.
	FrameHeight int `json:"frameHeight"`
	// Corrections are the notices that stand beside the figure at present. They
	// are no part of what was published, and are not kept with it.
	Corrections []Correction `json:"-"`
	// Pinned says that it is public whatever is newer, at present.
	Pinned bool `json:"-"`
}

// Correction is a notice beside a figure whose numbers stay as they were
// published. Editions are the numbers of those that it concerns, in order.
type Correction struct {
	At       time.Time `json:"at"`
	Words    string    `json:"words"`
	Editions []int     `json:"editions"`
}

// Rendition is the bytes of one Edition at one preset and format.
type Rendition struct {
	SHA256      string `json:"sha256"`
	SizeBytes   int64  `json:"sizeBytes"`
	ContentType string `json:"contentType"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
}

// Published is the read model of a public address: the live Edition, or the
// word that it was withdrawn.
type Published struct {
	State       State   // Live, Withdrawn or Purged
	Edition     Edition // kept when withdrawn, for its height and title; empty when purged
	WithdrawnAt time.Time
	Reason      string // public reason of a withdrawal
}
