package portal

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
)

// FindOut is the kind of a site whose kind nobody knows: it is asked in the
// ways of the other kinds until it answers.
const FindOut Kind = "find-out"

type findOut struct{ api }

// sign is an address that only one kind answers with an object of these keys.
type sign struct {
	kind Kind
	path string
	keys []string // none: a list
}

// signs are tried in this order; the commonest kinds of councils come first.
var signs = []sign{
	{CKAN, "/api/3/action/package_search?rows=0", []string{"success", "result"}},
	{CKAN, "/api/action/package_search?rows=0", []string{"success", "result"}},
	{ArcGISHub, hubItems + "?limit=1", []string{"type", "features"}},
	{Opendatasoft, odsCatalogue + "?limit=1", []string{"total_count", "results"}},
	{Socrata, "/api/catalog/v1?limit=1&domains={host}", []string{"resultSetSize", "results"}},
	{DataPress, "/api/datasets/export.json", nil},
	{DCATUS, "/data.json", []string{"dataset"}},
}

// connector finds the kind out, once for as long as the shelf keeps things.
func (f findOut) connector(ctx context.Context) (Connector, error) {
	kept, err := f.desk.shelf.get("kind of "+f.site.Address, func() ([]Found, error) {
		kind, err := f.kind(ctx)
		return []Found{{ID: string(kind)}}, err
	})
	if err != nil {
		return nil, err
	}
	site := f.site
	site.Kind = Kind(kept.found[0].ID)
	return f.desk.Open(site)
}

func (f findOut) kind(ctx context.Context) (Kind, error) {
	if isService(f.site.Address) {
		return FeatureServer, nil
	}
	host := f.site.Address
	if u, err := url.Parse(host); err == nil {
		host = u.Hostname()
	}
	var last error
	for _, s := range signs {
		got, err := f.desk.ask(ctx, fetch.Request{Address: f.address(strings.ReplaceAll(s.path, "{host}", host), nil), Accept: "application/json", Page: true, MaxBytes: maxReply})
		if err != nil {
			last = err
			if !answered(err) || waits(err) {
				return "", f.trouble(err) // nobody is there, or not now: asking on is pointless
			}
			continue
		}
		if s.fits(got.Body) {
			return s.kind, nil
		}
	}
	// A catalogue in a file, or a page with datasets, has its own address.
	page := feed(f)
	page.site.Kind = WebPage
	if _, err := page.catalogue(ctx); err == nil {
		return WebPage, nil
	}
	return "", &failure{datasets.Problem{
		Field: "portal", Message: f.site.Name + " answers in no way that is known here.", Suggestion: "Ask an admin to choose its kind in Settings, Portals, or to switch it off.",
	}, last}
}

// fits reports whether an answer has the keys of the sign.
func (s sign) fits(body []byte) bool {
	if len(s.keys) == 0 {
		var list []map[string]json.RawMessage
		return json.Unmarshal(body, &list) == nil && len(list) > 0
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) != nil {
		return false
	}
	for _, key := range s.keys {
		if _, ok := object[key]; !ok {
			return false
		}
	}
	return true
}

// answered reports whether there was an answer, of whatever kind.
func answered(err error) bool {
	var status fetch.Status
	return errors.As(err, &status) || errors.Is(err, fetch.ErrTooLarge)
}

func (f findOut) Search(ctx context.Context, words string, page int) (Page, error) {
	c, err := f.connector(ctx)
	if err != nil {
		return Page{}, err
	}
	return c.Search(ctx, words, page)
}

func (f findOut) Dataset(ctx context.Context, id string) (Found, error) {
	c, err := f.connector(ctx)
	if err != nil {
		return Found{}, err
	}
	return c.Dataset(ctx, id)
}

func (f findOut) Read(ctx context.Context, of Found, r Resource) (File, error) {
	c, err := f.connector(ctx)
	if err != nil {
		return File{}, err
	}
	return c.Read(ctx, of, r)
}
