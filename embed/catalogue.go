package embed

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets"
)

// The numbers behind listed figures as catalogues that portals harvest: DCAT-AP
// 3 as JSON-LD (SEMIC, DCAT-AP 3.0.1) and DCAT-US 1.1 (resources.data.gov).
// Each figure is a dataset of its own whose identifier never changes; what it
// was made from is its source. The figures of a set are a series of datasets.

// maxCatalogue is how many datasets a catalogue has, the newest.
const maxCatalogue = 5000

// catalogued is what both catalogues say of a figure's numbers.
type catalogued struct {
	widgets.Edition
	ID, Page, Description, Covers string
	Keywords                      []string
	Files                         []cataloguedFile
	Series                        *widgets.PublishedSet // to which it belongs; nil for none
}

type cataloguedFile struct {
	Name, Address, Format, MediaType string
	Authority                        string // of the format; "" where there is no term
	widgets.Rendition
}

// numberFiles are the files of the numbers alone, the plainest first: what each is
// called, its media type and its term of EU Vocabularies.
var numberFiles = []struct{ name, format, mediaType, authority string }{
	{"data.csv", "CSV", "text/csv", "CSV"},
	{"data.json", "JSON", "application/json", "JSON"},
	{"data.xlsx", "XLSX", typeXLSX, "XLSX"},
	{"data.parquet", "Parquet", typeParquet, ""},
}

func (f *face) catalogued(e widgets.Edition) catalogued {
	page := f.PublicURL + "/w/" + e.PublicID
	c := catalogued{Edition: e, ID: page + "#dataset", Page: page, Covers: Coverage(e.Result), Description: joinSentences(e.Subtitle, e.Alt, SourceWords(e))}
	for _, file := range numberFiles {
		if r, ok := e.Renditions[file.name]; ok {
			c.Files = append(c.Files, cataloguedFile{file.name, page + "/" + file.name, file.format, file.mediaType, file.authority, r})
		}
	}
	keywords := []string{e.Directorate}
	for _, o := range originsOf(e) {
		keywords = append(keywords, o.ShortSource)
	}
	for _, field := range e.Result.Fields {
		keywords = append(keywords, field.Name)
	}
	for _, word := range keywords {
		if word = strings.TrimSpace(word); word != "" && !slices.Contains(c.Keywords, word) {
			c.Keywords = append(c.Keywords, word)
		}
	}
	return c
}

// sharedLicence is the address of the licence that all sources have; "" where they
// differ or it has none.
func (c catalogued) sharedLicence() string {
	origins := originsOf(c.Edition)
	shared := webLink(origins[0].Licence.Link)
	if slices.ContainsFunc(origins, func(o widgets.Origin) bool { return webLink(o.Licence.Link) != shared }) {
		return ""
	}
	return shared
}

// catalogueOf is both catalogues before they are written.
type catalogueOf struct {
	title, description, organisation, lang string
	modified                               time.Time
	datasets                               []catalogued
}

func (f *face) newCatalogue(ctx context.Context) (catalogueOf, error) {
	published, err := f.Store.Catalogued(ctx, maxCatalogue)
	if err != nil {
		return catalogueOf{}, fmt.Errorf("catalogue: %w", err)
	}
	sets, err := f.listedSets(ctx)
	if err != nil {
		return catalogueOf{}, err
	}
	series := map[string]*widgets.PublishedSet{}
	for i := range sets {
		for _, place := range sets[i].Places {
			series[place.PublicID] = &sets[i]
		}
	}
	l := f.own(ctx)
	base := f.basePage(ctx, "", l)
	c := catalogueOf{
		title: say(l, "catalogue", "organisation", base.Organisation), description: say(l, "catalogueAbout", "organisation", base.Organisation),
		organisation: base.Organisation, lang: l.Lang, modified: time.Unix(0, 0),
	}
	for _, p := range published {
		d := f.catalogued(p.Edition)
		d.Series = series[p.Edition.PublicID]
		c.datasets = append(c.datasets, d)
		if p.Edition.PublishedAt.After(c.modified) {
			c.modified = p.Edition.PublishedAt
		}
	}
	return c, nil
}

// catalogue serves one of the catalogues.
func (f *face) catalogue(c *fiber.Ctx, name, contentType string, write func(*face, catalogueOf) any) error {
	return f.listing(c, name, func(ctx context.Context) (*body, error) {
		catalogue, err := f.newCatalogue(ctx)
		if err != nil {
			return nil, err
		}
		text, err := json.Marshal(write(f, catalogue))
		if err != nil {
			return nil, fmt.Errorf("catalogue: %w", err)
		}
		return newBody(contentType, text), nil
	})
}

func (f *face) catalogueAP(c *fiber.Ctx) error {
	return f.catalogue(c, "catalog.jsonld", "application/ld+json; charset=utf-8", (*face).dcatAP)
}

func (f *face) catalogueUS(c *fiber.Ctx) error {
	return f.catalogue(c, "data.json", "application/json; charset=utf-8", (*face).dcatUS)
}
