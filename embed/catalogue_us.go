package embed

import "strings"

// A catalogue by DCAT-US 1.1, which many portals harvest as /data.json.

type usCatalogue struct {
	Context     string      `json:"@context"`
	ID          string      `json:"@id"`
	Type        string      `json:"@type"`
	ConformsTo  string      `json:"conformsTo"`
	DescribedBy string      `json:"describedBy"`
	Datasets    []usDataset `json:"dataset"`
}

type usDataset struct {
	Type          string           `json:"@type"`
	Identifier    string           `json:"identifier"`
	Title         string           `json:"title"`
	Description   string           `json:"description"`
	Keywords      []string         `json:"keyword"`
	Modified      string           `json:"modified"`
	Publisher     usOrganization   `json:"publisher"`
	Contact       usContact        `json:"contactPoint"`
	Access        string           `json:"accessLevel"`
	Rights        string           `json:"rights,omitempty"`
	License       string           `json:"license,omitempty"`
	Temporal      string           `json:"temporal,omitempty"`
	Language      []string         `json:"language"`
	Page          string           `json:"landingPage"`
	References    []string         `json:"references,omitempty"`
	Distributions []usDistribution `json:"distribution"`
}

type usOrganization struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type usContact struct {
	Type  string `json:"@type"`
	Name  string `json:"fn"`
	Email string `json:"hasEmail,omitempty"`
	URL   string `json:"hasURL,omitempty"`
}

type usDistribution struct {
	Type      string `json:"@type"`
	Title     string `json:"title"`
	Download  string `json:"downloadURL"`
	MediaType string `json:"mediaType"`
	Format    string `json:"format"`
}

func (f *face) dcatUS(c catalogueOf) any {
	const schema = "https://project-open-data.cio.gov/v1.1/schema"
	out := usCatalogue{Context: schema + "/catalog.jsonld", ID: f.PublicURL + "/data.json", Type: "dcat:Catalog", ConformsTo: schema, DescribedBy: schema + "/catalog.json", Datasets: []usDataset{}}
	contact := usContact{Type: "vcard:Contact", Name: c.organisation}
	if point := f.apContact(c.organisation); point.Email != nil {
		contact.Email = point.Email.ID
	} else {
		contact.URL = point.URL.ID
	}
	for _, d := range c.datasets {
		licences, _ := d.Provenance.Licences()
		u := usDataset{
			Type: "dcat:Dataset", Identifier: d.ID, Title: d.Title, Description: d.Description, Keywords: d.Keywords, Modified: stamp(d.PublishedAt),
			Publisher: usOrganization{"org:Organization", c.organisation}, Contact: contact, Access: "public", Temporal: d.Covers,
			Rights: joinSentences(licences, d.Provenance.Statements()), Language: []string{d.Lang}, License: d.sharedLicence(), Page: d.Page, Distributions: []usDistribution{},
		}
		for _, o := range originsOf(d.Edition) {
			if link := webLink(o.SourceLink); link != "" {
				u.References = append(u.References, link)
			}
		}
		for _, file := range d.Files {
			u.Distributions = append(u.Distributions, usDistribution{"dcat:Distribution", strings.TrimPrefix(file.Name, "data."), file.Address, file.MediaType, file.Format})
		}
		out.Datasets = append(out.Datasets, u)
	}
	return out
}
