package export

import (
	"net/url"
	"slices"
	"strings"
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
	Covers      string    // first and last day of the numbers, "2014-04-01/2019-03-31"; empty when they have none
	Also        []Also    // sources of numbers that are set against those of the first
}

// Also is one more source of a Result.
type Also struct {
	Source    datasets.Source
	Licence   datasets.Licence
	Statement string
	Retrieved time.Time
	SHA256    string
}

// about is what is said of the source alone.
func (a Also) about() About {
	return About{Source: a.Source, Licence: a.Licence, Statement: a.Statement, Retrieved: a.Retrieved, SHA256: a.SHA256}
}

// all are the sources, the first first.
func (a About) all() []About {
	all := []About{a}
	for _, also := range a.Also {
		all = append(all, also.about())
	}
	return all
}

// Origins name all publishers, the keys of their licences and what they ask to be
// said, each once.
func (a About) Origins() (publishers, licences, statements string) {
	var all [3][]string
	for _, s := range a.all() {
		for i, text := range []string{s.Source.Publisher, s.Licence.Key, s.Statement} {
			if text != "" && !slices.Contains(all[i], text) {
				all[i] = append(all[i], text)
			}
		}
	}
	return strings.Join(all[0], "; "), strings.Join(all[1], "; "), strings.Join(all[2], " ")
}

// RetrievedAt is when the data of each source was fetched or uploaded, in their order.
func (a About) RetrievedAt() string {
	var all []string
	for _, s := range a.all() {
		if at := timestamp(s.Retrieved); at != "" {
			all = append(all, at)
		}
	}
	return strings.Join(all, "; ")
}

// alsoJSON is a source with its licence.
type alsoJSON struct {
	sourceJSON
	Licence licenceJSON `json:"licence"`
}

func (a About) also() []any {
	list := []any{}
	for _, also := range a.Also {
		about := also.about()
		list = append(list, alsoJSON{about.source(), about.licence()})
	}
	return list
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
