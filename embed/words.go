package embed

import (
	"fmt"

	"figurehead/widgets"
)

// frameWords are the frame's own words in one language; what the figure says
// was resolved when it was published.
type frameWords struct {
	Table, Source, AsAt, Link, All, Rows string
	Kinds                                map[widgets.Kind]string
}

var frameWordsOf = map[string]frameWords{
	"en-GB": {
		Table: "Show the figures as a table", Source: "Source:", AsAt: "as at",
		Link: "Source data and licence", All: "All", Rows: "rows",
		Kinds: map[widgets.Kind]string{
			widgets.Headline: "headline figure", widgets.Bar: "bar chart", widgets.Column: "column chart",
			widgets.Line: "line chart", widgets.Table: "table",
		},
	},
	"cy": {
		Table: "Dangos y ffigurau mewn tabl", Source: "Ffynhonnell:", AsAt: "ar",
		Link: "Data ffynhonnell a thrwydded", All: "Pob un o’r", Rows: "rhes",
		Kinds: map[widgets.Kind]string{
			widgets.Headline: "prif ffigur", widgets.Bar: "siart bar", widgets.Column: "siart colofn",
			widgets.Line: "siart llinell", widgets.Table: "tabl",
		},
	},
}

// kindWords names a kind in the sentences of pages: "Bar chart".
var kindWords = map[widgets.Kind]string{
	widgets.Headline: "Headline figure", widgets.Bar: "Bar chart", widgets.Column: "Column chart",
	widgets.Line: "Line chart", widgets.Table: "Table",
}

// welshMonths from January.
var welshMonths = [...]string{"Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"}

// asAt is the day the data was retrieved, in the frame's language.
func asAt(e widgets.Edition, lang string) string {
	at := e.Provenance.AsAt
	if lang != "cy" || at.IsZero() {
		return e.Provenance.AsAtWords
	}
	return fmt.Sprintf("%d %s %d", at.Day(), welshMonths[at.Month()-1], at.Year())
}
