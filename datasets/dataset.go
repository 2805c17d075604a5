package datasets

import "time"

// Source says where the rows of a Dataset come from and under which licence.
// It is printed with every figure.
type Source struct {
	Kind      string         `json:"kind"` // "upload", "paste", "url" or "portal"
	FileName  string         `json:"fileName,omitempty"`
	Address   string         `json:"address,omitempty"`   // the address that was fetched; https or http
	Title     string         `json:"title"`               // "Sustainable Development Goals data, 11.6.1"
	ShortName string         `json:"shortName,omitempty"` // "Defra through ONS, SDG 11.6.1"
	Publisher string         `json:"publisher"`           // "Department for Environment, Food and Rural Affairs"
	Link      string         `json:"link,omitempty"`      // landing page for readers
	Licence   string         `json:"licence"`             // key of Licences; "" when not decided
	LicenceBy string         `json:"licenceBy,omitempty"` // who decided the licence: "Amina Khan, 27 November 2026"; "" when it came with the data
	Statement string         `json:"statement,omitempty"` // attribution asked for by the publisher, else the licence's own
	Note      string         `json:"note,omitempty"`      // what was done to the file before it came here
	Retrieved time.Time      `json:"retrieved"`
	Portal    PortalResource `json:"portal,omitzero"`
}

// Fetchable reports whether it is an address that can be asked again.
func (s Source) Fetchable() bool { return s.Kind == "url" || s.Kind == "portal" }

// PortalResource is what finds the data again on the portal that it came from.
type PortalResource struct {
	Kind     string `json:"kind"`    // of the portal: "ckan"
	Address  string `json:"address"` // of the portal
	Dataset  string `json:"dataset"`
	Resource string `json:"resource"`
	Name     string `json:"name,omitempty"` // of the resource, where a new upload has another id
}

// Dataset is one body of data with its provenance. Times are UTC.
type Dataset struct {
	ID            string
	Title         string
	Source        Source
	DirectorateID string
	OwnerID       string
	SnapshotID    string // the newest
	Protection    Protection
	Reference     Reference
	Bands         []Band // of its columns, for newer files
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// Snapshot is one immutable reading of a Source: raw bytes by sha256, the
// Recipe that read them, and the digest of the table they gave.
type Snapshot struct {
	ID          string
	DatasetID   string
	SHA256      string // of the raw bytes, hex
	SizeBytes   int64
	Recipe      Recipe
	Confirmed   bool   // the officer pressed "Yes, use it like this"
	TableDigest string // hex; a rebuild that differs is never served
	Rows        int
	RetrievedAt time.Time
	PurgedAt    time.Time // zero while the raw bytes are kept
}

// Problem is something a person can mend, in words that say where and what to do.
type Problem struct {
	Row        int    `json:"row,omitempty"`   // row of the file, from 1; 0 when it is about the whole
	Field      string `json:"field,omitempty"` // column heading or form field
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
}

// Error makes a Problem usable as an error.
func (p Problem) Error() string {
	if p.Suggestion == "" {
		return p.Message
	}
	return p.Message + " " + p.Suggestion
}
