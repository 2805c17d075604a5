package embed

import (
	"slices"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// linkedDataset describes a figure to search engines (schema.org Dataset, with
// the picture as an ImageObject).
type linkedDataset struct {
	Context     string             `json:"@context"`
	Type        string             `json:"@type"`
	ID          string             `json:"@id"`
	URL         string             `json:"url"`
	Name        string             `json:"name"`
	Description string             `json:"description"`
	Language    string             `json:"inLanguage,omitempty"`
	Version     int                `json:"version"`
	Published   string             `json:"datePublished"`
	Creator     linkedParty        `json:"creator"`
	Publisher   linkedParty        `json:"publisher"`
	License     any                `json:"license,omitempty"`
	Free        bool               `json:"isAccessibleForFree"`
	BasedOn     any                `json:"isBasedOn,omitempty"` // an address, or several
	Covers      string             `json:"temporalCoverage,omitempty"`
	Files       []linkedDownload   `json:"distribution"`
	Image       *linkedImage       `json:"image,omitempty"`
	Corrections []linkedCorrection `json:"correction,omitempty"`
}

type linkedParty struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type linkedDownload struct {
	Type   string `json:"@type"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
}

type linkedImage struct {
	Type    string       `json:"@type"`
	URL     string       `json:"contentUrl"`
	Caption string       `json:"caption"`
	Width   linkedPixels `json:"width"`
	Height  linkedPixels `json:"height"`
	License string       `json:"license,omitempty"`
	Credit  string       `json:"creditText"`
}

// linkedPixels is a length: schema.org takes no bare number for one.
type linkedPixels struct {
	Type  string `json:"@type"`
	Value int    `json:"value"`
	Unit  string `json:"unitCode"`
}

// pixels is a length in pixels. Source of the code: UN/CEFACT, Recommendation 20.
func pixels(n int) linkedPixels { return linkedPixels{"QuantitativeValue", n, "E37"} }

// linkedData describes the figure of a share page. The template writes it as
// JSON in which no text can end the script element.
func (f *face) linkedData(p sharePage) linkedDataset {
	d := linkedDataset{
		Context: "https://schema.org/", Type: "Dataset",
		ID: p.Link + "#dataset", URL: p.Link, Name: p.Edition.Title, Description: p.Alt, Language: p.PageLang(),
		Version: p.Edition.Number, Published: p.PublishedAt.UTC().Format(time.RFC3339),
		Creator:   linkedParty{"Organization", p.Provenance.Source},
		Publisher: linkedParty{"Organization", p.basePage.Organisation},
		License:   oneOrMore(p.Origins, func(o widgets.Origin) string { return webLink(o.Licence.Link) }), Free: true, BasedOn: oneOrMore(p.Origins, func(o widgets.Origin) string { return o.SourceLink }),
		Covers: Coverage(p.Result), Corrections: linkedCorrections(p.Edition),
	}
	for _, file := range numberFiles {
		if !p.Has(file.name) {
			continue
		}
		d.Files = append(d.Files, linkedDownload{"DataDownload", file.mediaType, f.PublicURL + p.Base + "/" + file.name})
	}
	if p.Preview != nil {
		d.Image = &linkedImage{"ImageObject", p.Preview.Address, p.Alt, pixels(p.Preview.Width), pixels(p.Preview.Height), webLink(p.Provenance.Licence.Link), p.Provenance.Sources()}
	}
	return d
}

// oneOrMore is something of each source, once: nil, a text, or a list of them.
func oneOrMore(origins []widgets.Origin, of func(widgets.Origin) string) any {
	var all []string
	for _, o := range origins {
		if text := of(o); text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

// Coverage is the span of the dates in a Result, as ISO 8601 days; "" when it
// has none.
func Coverage(r datasets.Result) string {
	first, last, found := table.Day(0), table.Day(0), false
	for _, row := range r.Rows {
		for _, cell := range row {
			if !cell.Kind.Calendar() || cell.Missing != table.Present {
				continue
			}
			if !found || cell.Day < first {
				first = cell.Day
			}
			if end := lastDay(cell); !found || end > last {
				last = end
			}
			found = true
		}
	}
	if !found {
		return ""
	}
	return isoDay(first) + "/" + isoDay(last)
}

// lastDay is the last day of a period, or the day itself.
func lastDay(c table.Cell) table.Day {
	at := time.Unix(int64(c.Day)*86400, 0).UTC()
	switch c.Grain {
	case table.Week:
		at = at.AddDate(0, 0, 6)
	case table.Month:
		at = at.AddDate(0, 1, -1)
	case table.Quarter, table.FinancialQuarter:
		at = at.AddDate(0, 3, -1)
	case table.HalfYear:
		at = at.AddDate(0, 6, -1)
	case table.Year, table.FinancialYear, table.AcademicYear:
		at = at.AddDate(1, 0, -1)
	}
	return table.Day(at.Unix() / 86400)
}

func isoDay(d table.Day) string { return time.Unix(int64(d)*86400, 0).UTC().Format("2006-01-02") }
