package search

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/datasets/portal"
	"figurehead/server/publishing"
	"figurehead/store"
)

// How long one portal may take while somebody waits, and how long a file of it;
// how many are asked at the same time; and the bounds of what is asked for.
const (
	AskTime  = 20 * time.Second
	ReadTime = 3 * time.Minute
	atATime  = 6
	maxWords = 200 // characters
	LastPage = 500
)

// Options are what a Searcher works with.
type Options struct {
	Store *store.Store
	// Organisation is that of the server, whose area portals are asked about.
	Organisation func() store.Organisation
	Fetch        *fetch.Client
	Now          func() time.Time
}

// Searcher asks portals. It is used by several at the same time.
type Searcher struct {
	Options
	desk *portal.Desk
}

// New makes a Searcher, which remembers what portals said for a while.
func New(o Options) *Searcher {
	return &Searcher{Options: o, desk: portal.NewDesk(o.Fetch, portal.Options{Now: o.Now})}
}

// Desk opens portals for the organisation's area.
func (s *Searcher) Desk() *portal.Desk {
	o := s.Organisation()
	return s.desk.For(o.AreaCode, o.Area)
}

// Searched are the portals that are switched on.
func (s *Searcher) Searched(ctx context.Context) ([]store.Portal, error) {
	list, err := s.Store.Portals(ctx)
	return slices.DeleteFunc(list, func(p store.Portal) bool { return !p.Searched }), err
}

// Words are what to search for, in one line of bounded length.
func Words(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	return string(r[:min(len(r), maxWords)])
}

// Answer is what one portal answered, or why it did not.
type Answer struct {
	Portal store.Portal
	portal.Page
	Err error
}

// All asks portals for a page of what they have, all at the same time.
func (s *Searcher) All(ctx context.Context, portals []store.Portal, words string, page int) []Answer {
	answers := make([]Answer, len(portals))
	desk := s.Desk()
	turns := make(chan struct{}, atATime)
	var wg sync.WaitGroup
	for i, p := range portals {
		wg.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			answers[i] = ask(ctx, desk, p, words, page)
		})
	}
	wg.Wait()
	return answers
}

// Try asks a portal for anything.
func (s *Searcher) Try(ctx context.Context, p store.Portal) Answer {
	return ask(ctx, s.Desk(), p, "", 1)
}

func ask(ctx context.Context, desk *portal.Desk, p store.Portal, words string, page int) Answer {
	ctx, cancel := context.WithTimeout(ctx, AskTime)
	defer cancel()
	a := Answer{Portal: p}
	connector, err := desk.Open(SiteOf(p))
	if err == nil {
		a.Page, err = connector.Search(ctx, words, page)
	}
	a.Err = err
	return a
}

// SiteOf is where a portal is.
func SiteOf(p store.Portal) portal.Site {
	return portal.Site{Name: p.Name, Kind: portal.Kind(p.Kind), Address: p.Address}
}

// At is what a page, a catalogue or a service has: the site that it stands on as
// a portal, and the datasets.
func (s *Searcher) At(ctx context.Context, address string) (store.Portal, []portal.Found, error) {
	ctx, cancel := context.WithTimeout(ctx, AskTime)
	defer cancel()
	site, found, err := s.Desk().At(ctx, address)
	return store.Portal{Name: site.Name, Kind: string(site.Kind), Address: site.Address}, found, err
}

// Chosen is a file of a dataset of a portal.
type Chosen struct {
	Dataset  string // its id there
	Resource string // id of the file
	Name     string // of the file, by which it is found where its id is new
}

// Read asks a portal for a dataset and reads one file of it. The dataset comes
// back even where the file cannot be read.
func (s *Searcher) Read(ctx context.Context, p store.Portal, chosen Chosen) (publishing.Import, portal.Found, error) {
	ctx, cancel := context.WithTimeout(ctx, ReadTime)
	defer cancel()
	site := SiteOf(p)
	connector, err := s.Desk().Open(site)
	if err != nil {
		return publishing.Import{}, portal.Found{}, err
	}
	found, err := connector.Dataset(ctx, chosen.Dataset)
	if err != nil {
		return publishing.Import{}, portal.Found{}, err
	}
	r, ok := found.Resource(chosen.Resource, chosen.Name)
	if !ok {
		return publishing.Import{}, found, datasets.Problem{Field: "chosen", Message: "The portal does not have this file any more.", Suggestion: "Choose one of those that it has now."}
	}
	file, err := connector.Read(ctx, found, r)
	if errors.Is(err, fetch.ErrWebPage) {
		return publishing.Import{}, found, datasets.Problem{Field: "chosen", Message: "The portal leads to a web page here, not to a file.", Suggestion: "Choose another file, or open " + r.Address + " and look for a link that downloads CSV."}
	}
	if err != nil {
		return publishing.Import{}, found, err
	}
	return publishing.Import{Raw: file.Body, Name: file.Name, Source: found.Source(site, r, file)}, found, nil
}
