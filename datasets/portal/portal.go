package portal

import (
	"context"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
)

// Kind is the software, or the catalogue format, that a portal speaks.
type Kind string

// The kinds of portal.
const (
	CKAN          Kind = "ckan"
	Opendatasoft  Kind = "opendatasoft"
	Socrata       Kind = "socrata"
	ArcGISHub     Kind = "arcgis-hub"
	FeatureServer Kind = "feature-server"
	DataPress     Kind = "datapress"
	ONS           Kind = "ons"
	Nomis         Kind = "nomis"
	DataEuropa    Kind = "data-europa"
	DCATAP        Kind = "dcat-ap"
	DCATUS        Kind = "dcat-us"
	WebPage       Kind = "web-page"
)

// kindOf is a kind with its name and its connector.
type kindOf struct {
	kind Kind
	name string
	open func(api) Connector
}

// kinds is the one list of kinds, in the order they are offered.
var kinds []kindOf

func init() { // not in the declaration: one kind asks for the others
	kinds = []kindOf{
		{FindOut, "Not known: find out", func(a api) Connector { return findOut{a} }},
		{CKAN, "CKAN", func(a api) Connector { return ckan{a} }},
		{Opendatasoft, "Opendatasoft or Huwise", func(a api) Connector { return opendatasoft{a} }},
		{Socrata, "Socrata", func(a api) Connector { return socrata{a} }},
		{ArcGISHub, "ArcGIS Hub", func(a api) Connector { return arcgisHub{a} }},
		{FeatureServer, "ArcGIS FeatureServer", func(a api) Connector { return featureServer{a} }},
		{DataPress, "DataPress", func(a api) Connector { return dataPress{a} }},
		{ONS, "Office for National Statistics", func(a api) Connector { return ons{a} }},
		{Nomis, "Nomis", func(a api) Connector { return nomis{a} }},
		{DataEuropa, "data.europa.eu", func(a api) Connector { return dataEuropa{a} }},
		{DCATAP, "DCAT-AP catalogue (JSON-LD)", func(a api) Connector { return feed{a} }},
		{DCATUS, "DCAT-US catalogue (data.json)", func(a api) Connector { return feed{a} }},
		{WebPage, "Web page with datasets", func(a api) Connector { return feed{a} }},
	}
}

// Kinds returns every kind in the order they are offered.
func Kinds() []Kind {
	list := make([]Kind, len(kinds))
	for i, k := range kinds {
		list[i] = k.kind
	}
	return list
}

// Name is what people call the kind, or "" for one that is not known.
func (k Kind) Name() string {
	for _, known := range kinds {
		if known.kind == k {
			return known.name
		}
	}
	return ""
}

// Site is one portal: what its settings row says.
type Site struct {
	Name    string
	Kind    Kind
	Address string // https address without a trailing slash
}

// Connector reads one portal. Errors are a [datasets.Problem] in words, and
// carry fetch.ErrRefused, fetch.ErrUnavailable or fetch.ErrTooLarge where the
// client gave one.
type Connector interface {
	// Search returns a page of the datasets that match all words, from page 1.
	// No words match everything. A page beyond the last is empty.
	Search(ctx context.Context, words string, page int) (Page, error)
	// Dataset returns a dataset by the ID that Search gave.
	Dataset(ctx context.Context, id string) (Found, error)
	// Read returns a resource of a dataset, whole or not at all: where the
	// portal says how many rows there are, so many are in the file.
	Read(ctx context.Context, of Found, r Resource) (File, error)
}

// perPage is how many datasets a page of Search holds.
const perPage = 10

// Page is one page of what Search found.
type Page struct {
	Found []Found
	Total int // of all pages; -1 when the portal does not say
	More  bool
}

// Found is a dataset of a portal.
type Found struct {
	ID          string
	Title       string
	Publisher   string
	Description string // plain text, at most 300 characters
	Licence     Licence
	Landing     string // page for readers
	Modified    time.Time
	NextRelease time.Time // day on which it is renewed; zero when not said
	Resources   []Resource
}

// Licence is what a portal says of the terms.
type Licence struct {
	Key       string // of datasets.Licences; "" when it is not one of them
	Said      string // in the portal's words
	Statement string // attribution that the publisher asks for
}

// Resource is one file or table of a dataset.
type Resource struct {
	ID       string
	Name     string
	Format   string // "CSV", "XLSX", "PDF" …; "" when nothing tells
	Address  string
	Bytes    int64 // 0 when not said
	Rows     int   // -1 when not said
	Modified time.Time
	Version  string // changes when the content does; "" when the portal has none
	Table    bool   // the portal gives its rows, whatever the format
	// What an earlier answer said of the very file at Address, if anything: an
	// unchanged one is not sent again.
	ETag, LastModified string
}

// Readable reports whether the resource can become a figure.
func (r Resource) Readable() bool { return r.Table || readable[r.Format] }

// File is a resource as it was read.
type File struct {
	Body         []byte
	Name         string // "Recycling rates.csv"
	Address      string // after redirects
	Rows         int    // as counted by the portal; -1 when it does not count
	ETag         string
	LastModified string
	Note         string // what was done to it on the way, in a sentence
	Unchanged    bool   // since the ETag or time of the Resource; then there is no Body
}

// Resource returns the resource with an ID or else with a name: a new upload
// may get another ID.
func (f Found) Resource(id, name string) (Resource, bool) {
	for _, r := range f.Resources {
		if r.ID == id {
			return r, true
		}
	}
	for _, r := range f.Resources {
		if name != "" && r.Name == name {
			return r, true
		}
	}
	return Resource{}, false
}

// Source is what is kept of where a file came from.
func (f Found) Source(site Site, r Resource, file File) datasets.Source {
	return datasets.Source{
		Kind: "portal", FileName: file.Name, Address: file.Address, Title: f.Title, Publisher: f.Publisher,
		Link: f.Landing, Licence: f.Licence.Key, Statement: f.Licence.Statement, Note: file.Note,
		Portal: datasets.PortalResource{Kind: string(site.Kind), Address: site.Address, Dataset: f.ID, Resource: r.ID, Name: r.Name},
	}
}

// Options of a Desk.
type Options struct {
	// Area is the place code and name of the organisation, for portals whose
	// tables must be cut to a place.
	AreaCode, Area string
	Now            func() time.Time
	// Sleep waits, or returns the error of a context that ended first.
	Sleep func(context.Context, time.Duration) error
}

// Desk opens portals. It is safe for several goroutines and shared by all
// requests, so that each host is asked one thing at a time.
type Desk struct {
	client  *fetch.Client
	hosts   *hosts
	shelf   *shelf
	options Options
}

// NewDesk returns a Desk over the one guarded client.
func NewDesk(client *fetch.Client, o Options) *Desk {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return &Desk{client: client, hosts: newHosts(), shelf: newShelf(o.Now), options: o}
}

// For returns the Desk for another organisation's area.
func (d *Desk) For(areaCode, area string) *Desk {
	other := *d
	other.options.AreaCode, other.options.Area = areaCode, area
	return &other
}

// Open returns the connector of a site. A kind that is not known is a Problem.
func (d *Desk) Open(site Site) (Connector, error) {
	for _, k := range kinds {
		if k.kind == site.Kind {
			return k.open(api{d, site}), nil
		}
	}
	return nil, datasets.Problem{Field: "kind", Message: "This kind of portal is not known.", Suggestion: "Choose one from the list."}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
