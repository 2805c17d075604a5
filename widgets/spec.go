package widgets

import "figurehead/datasets"

// SpecVersion is written into every new Spec.
const SpecVersion = 1

// Kind names a kind of figure; each constant stands in the file of its kind.
type Kind string

// Spec says how a Result is shown. Any released version still draws.
// Texts may hold tokens such as {value}, {change} and {period}, which are
// replaced by Facts once for each Edition (see words.Resolve).
type Spec struct {
	Version       int            `json:"version"`
	Kind          Kind           `json:"kind"`
	Encoding      datasets.Roles `json:"encoding"`
	Title         string         `json:"title"`
	Subtitle      string         `json:"subtitle,omitempty"`
	ShortSubtitle string         `json:"shortSubtitle,omitempty"` // used where the subtitle does not fit
	Note          string         `json:"note,omitempty"`
	// Alt is the description for people who cannot see the figure. Empty means
	// written from the numbers and kept up to date.
	Alt string `json:"alt,omitempty"`
	// Post is the words of a social post. Empty means drafted from the finding and
	// its numbers.
	Post string `json:"post,omitempty"`
	// AltFor is what the numbers were when a person wrote Alt; see NumbersBehind.
	AltFor    map[string]string `json:"altFor,omitempty"`
	Number    NumberFormat      `json:"number"`
	Highlight []string          `json:"highlight,omitempty"` // categories or series, as in the Result
	// Order is "value", "valueAscending", "name" or "data"; time is never reordered.
	Order string `json:"order,omitempty"`
	// SeriesOrder names series in the order shown, as in the Result; the others
	// follow as the data has them.
	SeriesOrder []string `json:"seriesOrder,omitempty"`
	// Left and Aside name answers of a diverging bar chart, as in the Result:
	// those left of the centre line and those that stand apart. Empty means
	// told from their words, or from the middle of their order.
	Left  []string          `json:"left,omitempty"`
	Aside []string          `json:"aside,omitempty"`
	Names map[string]string `json:"names,omitempty"` // shorter names for categories and series
	// Places is the id of the boundary set of a map; empty means the one that
	// most rows have their place on.
	Places string `json:"places,omitempty"`
	// Annotations and Breaks are remarks on the figure; States say how firm the
	// numbers of single categories or periods are, where no column does.
	Annotations []Annotation      `json:"annotations,omitempty"`
	Breaks      []SeriesBreak     `json:"breaks,omitempty"`
	States      map[string]string `json:"states,omitempty"`
	// Headline settings.
	Sentence  string `json:"sentence,omitempty"`  // reads on from the number: "of waste collected by …"
	Compare   string `json:"compare,omitempty"`   // "previous", "yearBefore" or "none"
	Sparkline bool   `json:"sparkline,omitempty"` // draw the periods before the latest
	Polarity  string `json:"polarity,omitempty"`  // "upIsGood", "downIsGood" or ""
	// Measures are the columns of a row of headlines, where each number is one.
	Measures []string `json:"measures,omitempty"`
	// Panel is what small multiples are made of, "line", "column" or "bar", and Scale
	// whether all have the same value axis: "shared" or "free".
	Panel string `json:"panel,omitempty"`
	Scale string `json:"scale,omitempty"`
	// Target is a number aimed at that stands in no column.
	Target *Target `json:"target,omitempty"`
	// Lang is the language of the figure's own words: "en-GB" or "cy". Empty
	// means the organisation's.
	Lang string `json:"lang,omitempty"`
	// Listed figures stand in the public gallery.
	Listed bool `json:"listed"`
}

// NumberFormat says how numbers are written. Decimals nil means chosen from
// the numbers. Unit empty means the Field's own.
type NumberFormat struct {
	Decimals *int   `json:"decimals,omitempty"`
	Unit     string `json:"unit,omitempty"`
}
