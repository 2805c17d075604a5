package places

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
)

// Options are what a file does not say of itself.
type Options struct {
	ID               string // "essex-wards"
	Name             string // "Wards of Essex"
	Licence          string // key of datasets.Licences
	Attribution      string // empty: the licence's own statement
	ShortAttribution string // empty: the Attribution
	// CodeField and NameField name the fields that hold code and name of a
	// place. Empty: the first field in which every value is a different place
	// code, and the field that goes with it.
	CodeField, NameField string
}

// The least triangle and the smallest islet kept, as parts of the square of the
// set's extent and of the extent: half of what the largest picture needs.
const (
	keptTriangle = 4e-6
	keptIslet    = 1.0 / 900
	// mostKept is how many points a set keeps at most.
	mostKept = 20_000
	// joined is the extent of the grid on which points that differ by less than
	// the noise of numbers in files become one.
	joined = 1 << 20
)

// Read makes a set of a file: GeoJSON with polygons, or a layout of tiles. What
// is wrong with it is a datasets.Problem. Equal files give equal sets.
func Read(raw []byte, o Options) (*Set, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if len(raw) > MaxFileBytes {
		return nil, problem(fmt.Sprintf("The file is larger than %d MiB.", MaxFileBytes>>20), "Use a generalised version of the boundaries.")
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if !utf8.Valid(raw) {
		return nil, problem("The file is not text in UTF-8.", "Export the boundaries as GeoJSON.")
	}
	if isLayout(raw) {
		return readTiles(raw, o)
	}
	c, err := parse(raw)
	if err != nil {
		return nil, err
	}
	return build(&c, o)
}

var validID = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$`)

// ValidID reports whether a set may have that id: lower-case letters, digits
// and hyphens, 60 at most.
func ValidID(id string) bool { return validID.MatchString(id) }

func (o Options) check() error {
	switch _, known := datasets.LicenceByKey(o.Licence); {
	case !ValidID(o.ID):
		return datasets.Problem{Field: "id", Message: fmt.Sprintf("%q cannot be the short name of a boundary set.", cut(o.ID)),
			Suggestion: "Use lower-case letters, digits and hyphens, such as essex-wards."}
	case strings.TrimSpace(o.Name) == "":
		return datasets.Problem{Field: "name", Message: "The boundary set has no name.", Suggestion: "Say what it holds, such as “Wards of Essex”."}
	case !known:
		return datasets.Problem{Field: "licence", Message: fmt.Sprintf("There is no licence %q.", cut(o.Licence)), Suggestion: "Give the licence of the boundaries, such as OGL-UK-3.0."}
	}
	for _, text := range []string{o.Name, o.Attribution, o.ShortAttribution} {
		if len(text) > maxText {
			return datasets.Problem{Field: "name", Message: fmt.Sprintf("Name and credit of a boundary set have %d characters at most.", maxText), Suggestion: "Shorten them."}
		}
	}
	return nil
}

// newSet is a set with what the options say.
func (o Options) newSet() *Set {
	licence, _ := datasets.LicenceByKey(o.Licence)
	s := &Set{ID: o.ID, Version: 1, Name: strings.TrimSpace(o.Name), Licence: o.Licence, Attribution: strings.TrimSpace(o.Attribution)}
	if s.Attribution == "" {
		s.Attribution = licence.Statement
	}
	s.ShortAttribution = strings.TrimSpace(o.ShortAttribution)
	if s.ShortAttribution == "" {
		s.ShortAttribution = s.Attribution
	}
	return s
}

// build makes a set of a collection.
func build(c *collection, o Options) (*Set, error) {
	s := o.newSet()
	if err := c.withShapes(s); err != nil {
		return nil, err
	}
	if err := s.chooseFields(c, o); err != nil {
		return nil, err
	}
	if err := s.namePlaces(c); err != nil {
		return nil, err
	}
	how, err := flatten(c)
	if err != nil {
		return nil, err
	}
	s.Notes = append(s.Notes, how)
	if err := s.join(c); err != nil {
		return nil, err
	}
	s.simplify(c.points)
	if err := s.coarsen(); err != nil {
		return nil, err
	}
	for i := range s.Places {
		s.Places[i].Label, s.Places[i].Room = s.labelPoint(s.Places[i])
	}
	return s, nil
}

// withShapes leaves out the features that have no area.
func (c *collection) withShapes(s *Set) error {
	all := len(c.features)
	kinds := ""
	c.features = slices.DeleteFunc(c.features, func(f feature) bool {
		empty := !slices.ContainsFunc(f.rings, func(r ring) bool { return len(r.points) > 3 })
		if empty && f.kind != "" && kinds == "" {
			kinds = f.kind
		}
		return empty
	})
	left := all - len(c.features)
	switch {
	case all == 0:
		return problem("The file has no features.", "Export the boundaries of all places.")
	case len(c.features) == 0 && kinds != "" && kinds != "Polygon" && kinds != "MultiPolygon":
		return problem(fmt.Sprintf("The file has shapes of kind %s, which have no area.", cut(kinds)), "Export the boundaries as polygons.")
	case len(c.features) == 0:
		return problem("None of the features has a shape.", "Export the boundaries with their geometry.")
	case left == 1:
		s.Notes = append(s.Notes, "1 feature without an area was left out.")
	case left > 1:
		s.Notes = append(s.Notes, grouped(left)+" features without an area were left out.")
	}
	return nil
}
