package portal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"figurehead/datasets/fetch"
)

// feed reads a catalogue that is one file or page: DCAT-AP in JSON-LD, the
// data.json of DCAT-US, or a web page with schema.org Datasets in it. It is
// searched here.
type feed struct{ api }

func (f feed) Search(ctx context.Context, words string, page int) (Page, error) {
	c, err := f.catalogue(ctx)
	if err != nil {
		return Page{}, err
	}
	return c.search(words, page), nil
}

func (f feed) Dataset(ctx context.Context, id string) (Found, error) {
	c, err := f.catalogue(ctx)
	if err != nil {
		return Found{}, err
	}
	if found, ok := c.dataset(id); ok {
		return found, nil
	}
	return Found{}, f.notThere(nil)
}

func (f feed) Read(ctx context.Context, of Found, r Resource) (File, error) {
	if layer, ok := layerAddress(r.Address); ok && r.Table {
		return f.layerRows(ctx, layer, of, r)
	}
	return f.file(ctx, of, r)
}

// where is the address of the catalogue: the site's own, or the usual place.
func (f feed) where() string {
	u, err := url.Parse(f.site.Address)
	if err == nil && strings.Trim(u.Path, "/") == "" && f.site.Kind == DCATUS {
		return f.address("/data.json", nil)
	}
	return f.site.Address
}

func (f feed) catalogue(ctx context.Context) (catalogue, error) {
	return f.desk.shelf.get(string(f.site.Kind)+" "+f.site.Address, func() ([]Found, error) {
		got, err := f.desk.ask(ctx, fetch.Request{Address: f.where(), Accept: "application/ld+json, application/json;q=0.9, text/html;q=0.8, */*;q=0.5", Page: true, MaxBytes: maxReply})
		if err != nil {
			return nil, f.trouble(err)
		}
		found, err := f.read(got)
		if err != nil {
			return nil, f.strange(err)
		}
		return found, nil
	})
}

// errNoDatasets is for a page or file in which none is described.
var errNoDatasets = errors.New("no datasets")

func (f feed) read(got fetch.Fetched) ([]Found, error) {
	if strings.HasPrefix(http.DetectContentType(bytes.TrimSpace(got.Body)), "text/html") {
		return f.readPage(got)
	}
	base, err := url.Parse(got.Address)
	if err != nil {
		return nil, err
	}
	nodes, publisher, err := readNodes(got.Body, base)
	if err != nil {
		return nil, err
	}
	found := f.datasets(nodes, publisher)
	if len(found) == 0 {
		return nil, errNoDatasets
	}
	return found, nil
}

// datasets makes datasets of nodes, no two with the same ID.
func (f feed) datasets(nodes []node, publisher text) (list []Found) {
	ids := ids{}
	for _, n := range nodes {
		found := f.dataset(n)
		if found.Title == "" {
			continue
		}
		found.ID = ids.of(text(first(n.text("identifier"), text(textOf(n.object["@id"])), text(found.Landing), text(found.Title))))
		found.Publisher = first(text(found.Publisher), publisher)
		list = append(list, found)
	}
	return list
}

func (f feed) dataset(n node) Found {
	found := Found{
		Title: string(n.text("title", "name", "label")), Publisher: publisherOf(n), Description: plain(string(n.text("description", "abstract"))),
		Landing: n.link("landingpage", "url", "webpage", "page", "@id", "identifier"), Modified: moment(text(first(n.text("modified", "datemodified"), n.text("issued", "datepublished")))),
		Licence: licence(licencesOf(n)...),
	}
	found.Licence.Statement = statement(n.text("credittext", "attribution", "rightsstatement"), n.text("accessinformation"))
	if found.Landing == "" {
		found.Landing = f.site.Address
	}
	ids := ids{}
	for _, d := range n.nodes("distribution") {
		r, ok := resourceOf(d, found.Title)
		if !ok {
			continue
		}
		if found.Licence.Key == "" {
			if l := licence(licencesOf(d)...); l.Key != "" || found.Licence.Said == "" {
				l.Statement, found.Licence = found.Licence.Statement, l
			}
		}
		r.ID = ids.of(text(r.Address))
		r.Version = first(text(r.Version), n.text("modified", "datemodified"))
		found.Resources = append(found.Resources, r)
	}
	return found
}

// publisherOf is a name, never an address.
func publisherOf(n node) string {
	for _, name := range []string{"publisher", "creator", "provider", "sourceorganization", "author"} {
		if s := n.text(name); s != "" && !isWeb(string(s)) {
			return string(s)
		}
	}
	return ""
}

func licencesOf(n node) []text {
	said := []text{n.text("license"), n.text("licence"), n.text("rights")}
	for _, l := range append(n.nodes("license"), n.nodes("rights")...) {
		said = append(said, text(textOf(l.object["@id"])), l.text("url"), l.text("label", "title", "name"))
	}
	return said
}

// resourceOf makes a resource of a distribution that leads anywhere.
func resourceOf(d node, of string) (Resource, bool) {
	address := d.link("downloadurl", "contenturl", "accessurl", "url")
	if address == "" {
		return Resource{}, false
	}
	r := Resource{
		Name: string(d.text("title", "name")), Address: address, Rows: -1, Modified: moment(d.text("modified", "datemodified")), Version: string(d.text("modified", "datemodified")),
		Format: formatOf(string(d.text("format", "encodingformat")), string(d.text("mediatype", "fileformat")), address),
	}
	if n, err := json.Number(d.text("bytesize")).Float64(); err == nil && n > 0 && n < 1<<50 {
		r.Bytes = int64(n)
	}
	if _, ok := layerAddress(address); ok {
		r.Table, r.Format = true, ""
	}
	if strings.EqualFold(r.Name, r.Format) || r.Name == "" {
		r.Name = of
	}
	return r, true
}
