package embed

import (
	"fmt"

	"figurehead/widgets"
)

// frameWords are the frame's own words in one language; what the figure says
// was resolved when it was published.
type frameWords struct {
	Table, Source, AsAt, Link, All, Rows string
}

var frameWordsOf = map[string]frameWords{
	"en-GB": {
		Table: "Show the figures as a table", Source: "Source:", AsAt: "as at",
		Link: "Source data and licence", All: "All", Rows: "rows",
	},
	"cy": {
		Table: "Dangos y ffigurau mewn tabl", Source: "Ffynhonnell:", AsAt: "ar",
		Link: "Data ffynhonnell a thrwydded", All: "Pob un o’r", Rows: "rhes",
	},
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
