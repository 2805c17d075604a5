package widgets

import (
	"slices"
	"strings"
	"time"

	"figurehead/datasets"
)

// Provenance is printed with every figure; none of its parts is ever left out.
type Provenance struct {
	Source       string // "Department for Environment, Food and Rural Affairs, through ONS UK SDG data"
	ShortSource  string
	SourceLink   string
	Licence      datasets.Licence
	Statement    string
	Edited       string    // "2 figures edited by Essex County Council"; "" where none is
	AsAt         time.Time // when the data was retrieved
	AsAtWords    string    // "23 November 2026"
	Address      string    // "figures.example.gov.uk/s/7K2MQ9D", without scheme; "" before publishing
	AddressURL   string    // with scheme, for the QR code
	Organisation string
	// Also are the sources of numbers that are set against those of the first.
	Also []Origin `json:",omitempty"`
}

// Origin is one source of the numbers of a figure.
type Origin struct {
	Source      string
	ShortSource string
	SourceLink  string
	Licence     datasets.Licence
	Statement   string
	Edited      string
	AsAt        time.Time
	AsAtWords   string
}

// Origin is the source of the figure's own numbers.
func (p Provenance) Origin() Origin {
	return Origin{p.Source, p.ShortSource, p.SourceLink, p.Licence, p.Statement, p.Edited, p.AsAt, p.AsAtWords}
}

// Origins are all sources, the figure's own first, each once.
func (p Provenance) Origins() []Origin {
	origins := []Origin{p.Origin()}
	for _, also := range p.Also {
		if !slices.ContainsFunc(origins, also.same) {
			origins = append(origins, also)
		}
	}
	return origins
}

// same reports whether a reader could not tell two sources apart.
func (o Origin) same(other Origin) bool {
	return o.Source == other.Source && o.SourceLink == other.SourceLink && o.Licence == other.Licence && o.Statement == other.Statement && o.AsAtWords == other.AsAtWords
}

// Sources names all sources: "Department for Levelling Up, EB1; Office for National
// Statistics, mid-year estimates".
func (p Provenance) Sources() string {
	return p.each("; ", func(o Origin) string { return o.Source })
}

// ShortSources is Sources in the short names, where they are there.
func (p Provenance) ShortSources() string {
	return p.each("; ", func(o Origin) string { return firstOf(o.ShortSource, o.Source) })
}

// Licences names the licences of all sources, and in short.
func (p Provenance) Licences() (long, short string) {
	return p.each("; ", func(o Origin) string { return o.Licence.Name }), p.each("; ", func(o Origin) string { return o.Licence.ShortName })
}

// Statements are what all publishers ask to be said.
func (p Provenance) Statements() string {
	return p.each(" ", func(o Origin) string { return firstOf(o.Statement, o.Licence.Statement) })
}

// Dates are the days on which the data was retrieved, in words.
func (p Provenance) Dates() []string {
	var dates []string
	for _, o := range p.Origins() {
		if o.AsAtWords != "" && !slices.Contains(dates, o.AsAtWords) {
			dates = append(dates, o.AsAtWords)
		}
	}
	return dates
}

// each joins something of each source, once.
func (p Provenance) each(between string, of func(Origin) string) string {
	var parts []string
	for _, o := range p.Origins() {
		if part := of(o); part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, between)
}
