package export

import (
	"net/url"
	"time"

	"figurehead/datasets"
)

// About is what is said about a Result beside its numbers.
type About struct {
	Lang        string // of title, description and names: "cy"; empty is left out
	Title       string
	Description string
	Source      datasets.Source
	Licence     datasets.Licence
	Statement   string    // attribution; the licence's own when empty
	Retrieved   time.Time // when the data was fetched or uploaded
	Published   time.Time // zero before publishing
	Address     string    // the share page; empty before publishing
	SHA256      string    // of the raw bytes that were read
}

// sourceJSON is the part of a Source that is for everybody: no file name of an
// officer and no sign-in within an address.
type sourceJSON struct {
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Link      string `json:"link,omitempty"`
	Note      string `json:"note,omitempty"`
	Retrieved string `json:"retrieved,omitempty"`
	SHA256    string `json:"sha256,omitempty"`
}

type licenceJSON struct {
	Key       string `json:"key,omitempty"`
	Name      string `json:"name,omitempty"`
	Link      string `json:"link,omitempty"`
	Statement string `json:"statement,omitempty"`
}

func (a About) source() sourceJSON {
	return sourceJSON{
		Title: a.Source.Title, Publisher: a.Source.Publisher, Link: a.link(), Note: a.Source.Note,
		Retrieved: timestamp(a.Retrieved), SHA256: a.SHA256,
	}
}

func (a About) licence() licenceJSON {
	return licenceJSON{a.Licence.Key, a.Licence.Name, a.Licence.Link, a.statement()}
}

func (a About) statement() string {
	if a.Statement != "" {
		return a.Statement
	}
	return a.Licence.Statement
}

// link is where a reader finds the source: its landing page, or else the
// address that was fetched without user and password.
func (a About) link() string {
	if a.Source.Link != "" {
		return a.Source.Link
	}
	u, err := url.Parse(a.Source.Address)
	if err != nil {
		return ""
	}
	u.User = nil
	return u.String()
}

func timestamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
