package widgets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/widgets/words"
)

// Limits of a Spec. Longer texts are a Problem, not cut.
const (
	maxSpecBytes  = 1 << 20
	maxNames      = 2000
	maxHighlights = 100
	maxDecimals   = 12
	maxAltFor     = 100
)

// The words a Spec may hold where the choice is closed; docs/reference/spec.md
// and spec.schema.json list the same.
var (
	orders     = []string{"", "value", "valueAscending", "name", "data"}
	compares   = []string{"", "previous", "yearBefore", "none"}
	polarities = []string{"", "upIsGood", "downIsGood"}
	langs      = append([]string{""}, words.Langs()...)
)

// specKeys are the keys of each object of a Spec; anything else is refused.
var specKeys = map[string][]string{
	"": {"version", "kind", "encoding", "title", "subtitle", "shortSubtitle", "note", "alt", "post", "altFor", "number", "highlight",
		"order", "seriesOrder", "left", "aside", "names", "places", "annotations", "breaks", "states", "sentence", "compare", "sparkline", "polarity", "measures", "panel", "scale", "target", "lang", "listed"},
	"encoding": {"category", "time", "series", "value", "low", "high", "from", "across", "status", "place", "target", "group", "total", "running", "since", "until"},
	"number":   {"decimals", "unit"},
	"target":   {"value", "text", "by"},
	// Objects in a list are named by the list.
	"annotations[]": {"type", "at", "to", "series", "value", "toValue", "text"},
	"breaks[]":      {"at", "text"},
}

// ParseSpec reads a Spec. The schema is closed: an unknown key, version, kind
// or choice is a datasets.Problem that names it.
func ParseSpec(raw []byte) (Spec, error) {
	if len(raw) > maxSpecBytes {
		return Spec{}, specProblem("", "The figure's settings are larger than 1 MiB.", "Use fewer names.")
	}
	if !utf8.Valid(raw) {
		return Spec{}, specProblem("", "The figure's settings are not valid UTF-8.", "Save the file as UTF-8.")
	}
	if err := checkKeys(raw); err != nil {
		return Spec{}, err
	}
	var s Spec
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return Spec{}, specProblem("", "The figure's settings cannot be read: "+err.Error()+".", "Compare them with docs/reference/spec.md.")
	}
	if _, err := d.Token(); err != io.EOF {
		return Spec{}, specProblem("", "There is more text after the figure's settings.", "Remove what stands after the closing brace.")
	}
	return s, s.Validate()
}

// checkKeys refuses keys that are unknown, written in other capitals or
// repeated, none of which encoding/json does.
func checkKeys(raw []byte) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	return walkKeys(d, "", 0)
}

// maxSpecDepth is deeper than any Spec, so that hostile nesting ends early.
const maxSpecDepth = 8

// walkKeys reads one value; path names the setting it is the value of.
func walkKeys(d *json.Decoder, path string, depth int) error {
	if depth > maxSpecDepth {
		return specProblem("", "The figure's settings are nested too deeply.", "Compare them with docs/reference/spec.md.")
	}
	token, err := d.Token()
	if err != nil {
		return specProblem("", "The figure's settings are not JSON: "+err.Error()+".", "Compare them with docs/reference/spec.md.")
	}
	switch token {
	case json.Delim('{'):
		return walkObject(d, path, depth)
	case json.Delim('['):
		for d.More() {
			if err := walkKeys(d, path+"[]", depth+1); err != nil {
				return err
			}
		}
		_, err = d.Token()
	case nil:
		return specProblem(path, "A setting is null.", "Leave it out instead.")
	}
	return err
}

func walkObject(d *json.Decoder, path string, depth int) error {
	allowed, closed := specKeys[path]
	closed = closed && depth <= 1+strings.Count(path, "[]")
	seen := make(map[string]bool)
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return specProblem("", "The figure's settings are not JSON: "+err.Error()+".", "Compare them with docs/reference/spec.md.")
		}
		key, _ := token.(string)
		if seen[key] {
			return specProblem(key, fmt.Sprintf("The setting %q is given twice.", key), "Keep one of them.")
		}
		if closed && !slices.Contains(allowed, key) {
			return specProblem(key, fmt.Sprintf("There is no setting named %q.", shorten(key)), "The settings are "+words.List(allowed)+".")
		}
		seen[key] = true
		if err := walkKeys(d, key, depth+1); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// Validate returns a datasets.Problem for the first thing that a Spec may not
// hold. It does not look at the data.
func (s Spec) Validate() error {
	if s.Version != SpecVersion {
		return specProblem("version", fmt.Sprintf("The figure's settings are of version %d.", s.Version),
			fmt.Sprintf("This server reads version %d.", SpecVersion))
	}
	if _, known := kindOf(s.Kind); !known {
		return choiceProblem("kind", string(s.Kind), names(Kinds()))
	}
	for _, c := range []struct {
		field, value string
		allowed      []string
	}{{"order", s.Order, orders}, {"compare", s.Compare, compares}, {"polarity", s.Polarity, polarities}, {"lang", s.Lang, langs}, {"panel", s.Panel, panels}, {"scale", s.Scale, scales}} {
		if !slices.Contains(c.allowed, c.value) {
			return choiceProblem(c.field, c.value, c.allowed[1:])
		}
	}
	if d := s.Number.Decimals; d != nil && (*d < 0 || *d > maxDecimals) {
		return specProblem("decimals", fmt.Sprintf("Decimal places must be between 0 and %d.", maxDecimals), "")
	}
	if len(s.Highlight) > maxHighlights {
		return specProblem("highlight", fmt.Sprintf("At most %d names can stand out.", maxHighlights), "")
	}
	if len(s.Measures) > MaxHeadlines {
		return specProblem("measures", fmt.Sprintf("A row of headlines shows up to %d numbers.", MaxHeadlines), "Keep fewer columns.")
	}
	if err := s.Target.validate(s); err != nil {
		return err
	}
	if len(s.AltFor) > maxAltFor {
		return specProblem("altFor", fmt.Sprintf("The description is kept for at most %d numbers.", maxAltFor), "Leave it out.")
	}
	if s.Places != "" && !places.ValidID(s.Places) {
		return specProblem("places", fmt.Sprintf("%q cannot be the id of a boundary set.", shorten(s.Places)), "Use one such as england-regions.")
	}
	if len(s.Names) > maxNames {
		return specProblem("names", "At most 2,000 names can be shortened.", "")
	}
	if err := s.validateAnnotations(); err != nil {
		return err
	}
	return s.validateTexts()
}

func (s Spec) validateTexts() error {
	for _, t := range append(s.texts(), specText{"unit", s.Number.Unit}) {
		if n := utf8.RuneCountInString(t.text); n > MaxTitle {
			return specProblem(t.field, fmt.Sprintf("The text is %s characters long; %s are allowed.", words.Whole(n), words.Whole(MaxTitle)), "Shorten it.")
		}
	}
	return nil
}

func specProblem(field, message, suggestion string) error {
	return datasets.Problem{Field: field, Message: message, Suggestion: suggestion}
}

func choiceProblem(field, value string, allowed []string) error {
	return specProblem(field, fmt.Sprintf("%q is not a choice for %s.", shorten(value), field),
		"The choices are "+strings.Join(allowed, ", ")+".")
}

func names(kinds []Kind) []string {
	var list []string
	for _, k := range kinds {
		list = append(list, string(k))
	}
	return list
}
