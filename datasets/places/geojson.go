package places

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/datasets/jsontext"
)

// Limits of a file of boundaries. Beyond them it is refused.
const (
	MaxFileBytes = 50 << 20
	MaxPoints    = 200_000
	MaxPlaces    = 2_000
	maxFields    = 200
	maxText      = 400 // bytes kept of a name or code
)

// position is a longitude and a latitude, or an easting and a northing.
type position struct{ x, y float64 }

// ring is a closed line as the file has it; a hole is any but the first of its
// polygon.
type ring struct {
	points []position
	hole   bool
}

// feature is one feature of a file.
type feature struct {
	fields map[string]string // texts and whole numbers only
	rings  []ring
	kind   string // of its geometry; "" for none
}

// collection is a file as it was read.
type collection struct {
	features []feature
	names    []string // of the fields, in order of first appearance
	crs      string
	points   int
}

// reader reads a collection.
type reader struct {
	jsontext.Scanner
	collection
}

func problem(message, suggestion string) error {
	return datasets.Problem{Message: message, Suggestion: suggestion}
}

// parse reads GeoJSON (RFC 7946, and the "crs" of the 2008 format).
func parse(raw []byte) (collection, error) {
	r := &reader{Scanner: jsontext.Scanner{Raw: raw}}
	kind := ""
	err := r.Object(func(name string) (err error) {
		switch name {
		case "type":
			kind, err = r.shortText()
			return err
		case "features":
			if r.features != nil {
				return problem("The file has “features” twice.", "Leave one of them out.")
			}
			r.features = []feature{}
			return r.Array(r.feature)
		case "crs":
			r.crs, err = r.crsName()
			return err
		}
		return r.Skip()
	})
	switch {
	case err == nil && !r.End():
		err = r.Bad()
	case err == nil && kind == "Topology":
		err = problem("This is TopoJSON, which is not read.", "Export the boundaries as GeoJSON.")
	case err == nil && (kind != "FeatureCollection" || r.features == nil):
		err = problem("The file is not a collection of GeoJSON features.", "Export the boundaries as GeoJSON, type FeatureCollection.")
	}
	return r.collection, r.worded(err)
}

// worded says in words what is wrong with the text.
func (r *reader) worded(err error) error {
	switch {
	case errors.Is(err, jsontext.ErrNotJSON):
		return problem(fmt.Sprintf("The file is not JSON: byte %d is not expected.", r.At+1), "Export the boundaries as GeoJSON again; the file may be cut short.")
	case errors.Is(err, jsontext.ErrNested):
		return problem("The file has too many brackets within each other.", "Export the boundaries as GeoJSON again.")
	}
	return err
}

// shortText reads a value as text; anything but text and numbers is "".
func (r *reader) shortText() (string, error) {
	switch c := r.Peek(); {
	case c == '"':
		text, err := r.Text()
		return cut(text), err
	case c == '-' || c >= '0' && c <= '9':
		digits, err := r.Digits()
		return cut(string(digits)), err
	}
	return "", r.Skip()
}

// cut keeps a text to what a name may hold.
func cut(text string) string {
	if len(text) <= maxText {
		return text
	}
	text = text[:maxText]
	for len(text) > 0 && !utf8.ValidString(text) {
		text = text[:len(text)-1]
	}
	return text
}

func (r *reader) crsName() (string, error) {
	if r.Peek() != '{' {
		return "", r.Skip()
	}
	crs := ""
	err := r.Object(func(name string) error {
		if name != "properties" || r.Peek() != '{' {
			return r.Skip()
		}
		return r.Object(func(name string) (err error) {
			if name != "name" && name != "code" {
				return r.Skip()
			}
			crs, err = r.shortText()
			return err
		})
	})
	return crs, err
}

func (r *reader) feature() error {
	if r.Peek() != '{' {
		return problem("One of the features is not an object.", "Export the boundaries as GeoJSON again.")
	}
	if len(r.features) == MaxPlaces {
		return problem(fmt.Sprintf("The file has more than %s places.", grouped(MaxPlaces)), "Keep the places of one area, such as the wards of one county.")
	}
	f := feature{fields: map[string]string{}}
	geometry := false
	err := r.Object(func(name string) error {
		switch name {
		case "properties":
			return r.properties(&f)
		case "geometry":
			if geometry {
				return problem("A feature has “geometry” twice.", "Leave one of them out.")
			}
			geometry = true
			return r.geometry(&f)
		}
		return r.Skip()
	})
	r.features = append(r.features, f)
	return err
}

func (r *reader) properties(f *feature) error {
	if r.Peek() != '{' {
		return r.Skip()
	}
	return r.Object(func(name string) error {
		text, err := r.shortText()
		if err != nil || text == "" {
			return err
		}
		if len(f.fields) >= maxFields {
			return problem(fmt.Sprintf("A feature has more than %d fields.", maxFields), "Keep the code and the name.")
		}
		name = cut(name)
		f.fields[name] = strings.TrimSpace(text)
		if !slices.Contains(r.names, name) && len(r.names) < maxFields {
			r.names = append(r.names, name)
		}
		return nil
	})
}

// geometry reads one geometry. Its coordinates may stand before its type, so
// they are read last.
func (r *reader) geometry(f *feature) error {
	if r.Peek() != '{' {
		return r.Skip() // null: no shape
	}
	kind, coordinates, depth := "", -1, 0
	err := r.Object(func(name string) (err error) {
		switch name {
		case "type":
			kind, err = r.shortText()
			return err
		case "coordinates":
			r.Peek()
			coordinates, depth = r.At, r.Depth
		case "geometries":
			if r.Peek() == '[' {
				return r.Array(func() error { return r.geometry(f) })
			}
		}
		return r.Skip()
	})
	if err != nil || coordinates < 0 {
		return err
	}
	end, outer := r.At, r.Depth
	r.At, r.Depth = coordinates, depth
	switch kind {
	case "Polygon":
		err = r.polygon(f)
	case "MultiPolygon":
		err = r.list(func() error { return r.polygon(f) })
	}
	if f.kind == "" || len(f.rings) > 0 {
		f.kind = kind
	}
	if err == nil {
		r.At, r.Depth = end, outer
	}
	return err
}

// list reads an array of coordinates.
func (r *reader) list(each func() error) error {
	if r.Peek() != '[' {
		return problem("A shape is not written as lists of coordinates.", "Export the boundaries as GeoJSON again.")
	}
	return r.Array(each)
}

func (r *reader) polygon(f *feature) error {
	first := true
	return r.list(func() error {
		ring := ring{hole: !first}
		first = false
		err := r.list(func() error {
			if r.points++; r.points > MaxPoints {
				return problem(fmt.Sprintf("The boundaries have more than %s points.", grouped(MaxPoints)),
					"Use a generalised version, which statistical offices publish beside the full one.")
			}
			p, err := r.position()
			ring.points = append(ring.points, p)
			return err
		})
		f.rings = append(f.rings, ring)
		return err
	})
}

// position reads two coordinates; a height after them is passed over.
func (r *reader) position() (position, error) {
	var p position
	n := 0
	err := r.list(func() error {
		if c := r.Peek(); c != '-' && (c < '0' || c > '9') {
			return problem("A coordinate is not a number.", "Export the boundaries as GeoJSON again.")
		}
		v, err := r.Number()
		switch n {
		case 0:
			p.x = v
		case 1:
			p.y = v
		}
		n++
		return err
	})
	if err == nil && n < 2 {
		err = problem("A point has only one coordinate.", "Export the boundaries as GeoJSON again.")
	}
	return p, err
}

// grouped writes a whole number with commas.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
