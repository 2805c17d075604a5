package embed

import (
	"time"

	"figurehead/widgets"
)

// linkedPage describes the page of a campaign to search engines (schema.org
// CollectionPage of Datasets).
type linkedPage struct {
	Context     string       `json:"@context"`
	Type        string       `json:"@type"`
	ID          string       `json:"@id"`
	URL         string       `json:"url"`
	Name        string       `json:"name"`
	Description string       `json:"description"`
	Language    string       `json:"inLanguage"`
	Published   string       `json:"datePublished"`
	Covers      string       `json:"temporalCoverage,omitempty"`
	Publisher   linkedParty  `json:"publisher"`
	BasedOn     any          `json:"isBasedOn,omitempty"` // an address, or several
	Image       *linkedImage `json:"image,omitempty"`
	Parts       []linkedPart `json:"hasPart,omitempty"`
}

// linkedPart is a figure of a campaign; its own page says more.
type linkedPart struct {
	Type        string `json:"@type"`
	ID          string `json:"@id"`
	URL         string `json:"url"`
	Name        string `json:"name"`
	Description string `json:"description"`
	License     any    `json:"license,omitempty"`
	BasedOn     any    `json:"isBasedOn,omitempty"`
}

// linkedCampaign describes the page of a campaign. The template writes it as
// JSON in which no text can end the script element.
func (f *face) linkedCampaign(p campaignPage, c widgets.PublicCampaign, figures []*campaignFigure) linkedPage {
	d := linkedPage{
		Context: "https://schema.org/", Type: "CollectionPage", ID: p.Canonical + "#page", URL: p.Canonical,
		Name: p.Name, Description: p.Description, Language: p.PageLang(), Published: c.PublishedAt.UTC().Format(time.RFC3339),
		Publisher: linkedParty{"Organization", p.Organisation},
		BasedOn:   oneOrMore(p.Sources, func(o widgets.Origin) string { return o.SourceLink }),
	}
	if c.Starts != "" && c.Ends != "" {
		d.Covers = c.Starts + "/" + c.Ends
	}
	if p.Preview != nil {
		d.Image = &linkedImage{Type: "ImageObject", URL: p.Preview.Address, Caption: p.Name, Width: pixels(p.Preview.Width), Height: pixels(p.Preview.Height), Credit: p.Organisation}
	}
	for _, fig := range figures {
		if fig.Gone != nil {
			continue
		}
		page := f.PublicURL + fig.Address
		d.Parts = append(d.Parts, linkedPart{
			Type: "Dataset", ID: page + "#dataset", URL: page, Name: fig.Title, Description: fig.Alt,
			License: oneOrMore(fig.Origins, func(o widgets.Origin) string { return webLink(o.Licence.Link) }),
			BasedOn: oneOrMore(fig.Origins, func(o widgets.Origin) string { return o.SourceLink }),
		})
	}
	return d
}
