package embed

import (
	"fmt"
	"strings"

	"figurehead/widgets/words"
)

// A catalogue by DCAT-AP 3.0.1. Its context stands in it, so that nobody needs
// another address to read it.

// dcatContext names the vocabularies of the catalogue.
var dcatContext = map[string]any{
	"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
	"prov": "http://www.w3.org/ns/prov#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "spdx": "http://spdx.org/rdf/terms#",
	"vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}

type apCatalogue struct {
	Context     map[string]any `json:"@context"`
	ID          string         `json:"@id"`
	Type        string         `json:"@type"`
	Title       apText         `json:"dct:title"`
	Description apText         `json:"dct:description"`
	Publisher   apAgent        `json:"dct:publisher"`
	Homepage    apNode         `json:"foaf:homepage"`
	Language    apNode         `json:"dct:language"`
	Modified    apValue        `json:"dct:modified"`
	Datasets    []apDataset    `json:"dcat:dataset"`
}

type apText struct {
	Value string `json:"@value"`
	Lang  string `json:"@language"`
}

type apValue struct {
	Value string `json:"@value"`
	Type  string `json:"@type"`
}

type apNode struct {
	ID   string `json:"@id"`
	Type string `json:"@type,omitempty"`
}

type apAgent struct {
	ID   string `json:"@id,omitempty"`
	Type string `json:"@type"`
	Name string `json:"foaf:name"`
}

type apDataset struct {
	ID            string           `json:"@id"`
	Type          string           `json:"@type"`
	Identifier    string           `json:"dct:identifier"`
	Title         apText           `json:"dct:title"`
	Description   apText           `json:"dct:description"`
	Publisher     apAgent          `json:"dct:publisher"`
	Creators      []apAgent        `json:"dct:creator"`
	Contact       apContact        `json:"dcat:contactPoint"`
	Keywords      []apText         `json:"dcat:keyword,omitempty"`
	Language      apNode           `json:"dct:language"`
	Page          apNode           `json:"dcat:landingPage"`
	Modified      apValue          `json:"dct:modified"`
	Version       string           `json:"dcat:version"`
	Access        apNode           `json:"dct:accessRights"`
	Temporal      *apPeriod        `json:"dct:temporal,omitempty"`
	Sources       []apNode         `json:"dct:source,omitempty"`
	Provenance    *apStatement     `json:"dct:provenance,omitempty"`
	Series        *apSeries        `json:"dcat:inSeries,omitempty"`
	Distributions []apDistribution `json:"dcat:distribution"`
}

// apSeries is a set, said anew in each of its datasets.
type apSeries struct {
	ID          string `json:"@id"`
	Type        string `json:"@type"`
	Title       apText `json:"dct:title"`
	Description apText `json:"dct:description"`
}

type apContact struct {
	Type  string  `json:"@type"`
	Name  string  `json:"vcard:fn"`
	Email *apNode `json:"vcard:hasEmail,omitempty"`
	URL   *apNode `json:"vcard:hasURL,omitempty"`
}

type apPeriod struct {
	Type  string  `json:"@type"`
	Start apValue `json:"dcat:startDate"`
	End   apValue `json:"dcat:endDate"`
}

type apStatement struct {
	Type  string `json:"@type"`
	Label apText `json:"rdfs:label"`
}

type apDistribution struct {
	ID        string       `json:"@id"`
	Type      string       `json:"@type"`
	Title     apText       `json:"dct:title"`
	Access    apNode       `json:"dcat:accessURL"`
	Download  apNode       `json:"dcat:downloadURL"`
	MediaType apNode       `json:"dcat:mediaType"`
	Format    *apNode      `json:"dct:format,omitempty"`
	Licence   *apNode      `json:"dct:license,omitempty"`
	Rights    *apStatement `json:"dct:rights,omitempty"`
	Bytes     apValue      `json:"dcat:byteSize"`
	Checksum  apChecksum   `json:"spdx:checksum"`
}

type apChecksum struct {
	Type      string  `json:"@type"`
	Algorithm apNode  `json:"spdx:algorithm"`
	Value     apValue `json:"spdx:checksumValue"`
}

// The lists of values that DCAT-AP asks for. Source: EU Vocabularies.
const (
	authority    = "http://publications.europa.eu/resource/authority/"
	accessPublic = authority + "access-right/PUBLIC"
	mediaTypes   = "https://www.iana.org/assignments/media-types/"
)

// apLanguage is the term for a language of the product.
func apLanguage(lang string) apNode {
	code := "ENG"
	if lang == "cy" {
		code = "CYM"
	}
	return apNode{authority + "language/" + code, "dct:LinguisticSystem"}
}

func (f *face) dcatAP(c catalogueOf) any {
	publisher := apAgent{f.PublicURL + "/#publisher", "foaf:Agent", c.organisation}
	out := apCatalogue{
		Context: dcatContext, ID: f.PublicURL + "/catalog.jsonld", Type: "dcat:Catalog",
		Title: apText{c.title, c.lang}, Description: apText{c.description, c.lang}, Publisher: publisher,
		Homepage: apNode{f.PublicURL + "/", "foaf:Document"}, Language: apLanguage(c.lang), Modified: apMoment(stamp(c.modified)), Datasets: []apDataset{},
	}
	for _, d := range c.datasets {
		out.Datasets = append(out.Datasets, f.apDataset(d, publisher))
	}
	return out
}

func apMoment(text string) apValue { return apValue{text, "xsd:dateTime"} }

func (f *face) apDataset(d catalogued, publisher apAgent) apDataset {
	out := apDataset{
		ID: d.ID, Type: "dcat:Dataset", Identifier: d.ID, Title: apText{d.Title, d.Lang}, Description: apText{d.Description, d.Lang},
		Publisher: publisher, Contact: f.apContact(publisher.Name), Language: apLanguage(d.Lang),
		Page: apNode{d.Page, "foaf:Document"}, Modified: apMoment(stamp(d.PublishedAt)), Version: fmt.Sprint(d.Number), Access: apNode{accessPublic, "dct:RightsStatement"},
		Distributions: []apDistribution{},
	}
	for _, o := range originsOf(d.Edition) {
		out.Creators = append(out.Creators, apAgent{"", "foaf:Agent", o.Source})
		if link := webLink(o.SourceLink); link != "" {
			out.Sources = append(out.Sources, apNode{ID: link})
		}
	}
	for _, word := range d.Keywords {
		out.Keywords = append(out.Keywords, apText{word, d.Lang})
	}
	if first, last, ok := strings.Cut(d.Covers, "/"); ok {
		out.Temporal = &apPeriod{"dct:PeriodOfTime", apValue{first, "xsd:date"}, apValue{last, "xsd:date"}}
	}
	if made := strings.Join(d.HowMade, " "); made != "" {
		out.Provenance = &apStatement{"dct:ProvenanceStatement", apText{made, d.Lang}}
	}
	if set := d.Series; set != nil {
		l := words.For(set.Lang)
		out.Series = &apSeries{f.PublicURL + "/p/" + set.PublicID + "#series", "dcat:DatasetSeries", apText{set.Name, l.Lang}, apText{placesWords(l, set.Places), l.Lang}}
	}
	for _, file := range d.Files {
		out.Distributions = append(out.Distributions, apDistributionOf(d, file))
	}
	return out
}

func apDistributionOf(d catalogued, file cataloguedFile) apDistribution {
	out := apDistribution{
		ID: file.Address + "#distribution", Type: "dcat:Distribution", Title: apText{d.Title + " (" + file.Format + ")", d.Lang},
		Access: apNode{ID: d.Page}, Download: apNode{ID: file.Address}, MediaType: apNode{mediaTypes + file.MediaType, "dct:MediaType"},
		Bytes:    apValue{fmt.Sprint(file.SizeBytes), "xsd:nonNegativeInteger"},
		Checksum: apChecksum{"spdx:Checksum", apNode{ID: "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"}, apValue{file.SHA256, "xsd:hexBinary"}},
	}
	if file.Authority != "" {
		out.Format = &apNode{authority + "file-type/" + file.Authority, "dct:MediaTypeOrExtent"}
	}
	licences, _ := d.Provenance.Licences()
	if link := d.sharedLicence(); link != "" {
		out.Licence = &apNode{link, "dct:LicenseDocument"}
	}
	if rights := joinSentences(licences, d.Provenance.Statements()); rights != "" {
		out.Rights = &apStatement{"dct:RightsStatement", apText{rights, d.Lang}}
	}
	return out
}

// apContact is where questions about the data go.
func (f *face) apContact(name string) apContact {
	c := apContact{Type: "vcard:Organization", Name: name}
	switch {
	case strings.HasPrefix(f.Contact, "mailto:"):
		c.Email = &apNode{ID: f.Contact}
	case f.Contact != "":
		c.URL = &apNode{ID: f.Contact}
	default:
		c.URL = &apNode{ID: f.PublicURL + "/accessibility"}
	}
	return c
}
