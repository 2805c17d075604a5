package widgets

import (
	"reflect"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// maxFits is how many ways of reading a Result as another kind are tried.
const maxFits = 6

// AsKind is the Spec as a figure of another kind from the same Result. Columns
// already chosen keep their roles; a role that the kind still needs takes the
// first column of the right sort with which the figure can be made; a map names
// the boundary set that it was then drawn on. It returns the Problem of the first
// try when none can.
func AsKind(s Spec, r datasets.Result, name Kind, sets ...*places.Set) (Spec, error) {
	k, known := kindOf(name)
	if !known {
		return s, unknownKind(name)
	}
	chosen := s.Encoding
	s.Kind, s.Places = name, ""
	k.roles = k.rolesIn(s)
	var first error
	for _, roles := range k.fits(chosen, r.Fields) {
		s.Encoding = roles
		f, err := NewFigure(s, r, Provenance{}, DefaultTheme(), words.British.Lang, sets...)
		if err == nil && f.Places != nil {
			s.Places = f.Places.ID
		}
		if err == nil {
			return s, nil
		}
		if first == nil {
			first = err
		}
	}
	return s, first
}

// fits lists ways in which the kind can read columns.
func (k kind) fits(chosen datasets.Roles, fields []table.Field) []datasets.Roles {
	var kept datasets.Roles
	for _, r := range k.roles {
		SetRole(&kept, r.Name, RoleField(chosen, r.Name))
	}
	ways := []datasets.Roles{kept}
	for _, r := range k.roles {
		if !r.Needed || RoleField(kept, r.Name) != "" {
			continue
		}
		var wider []datasets.Roles
		for _, way := range ways {
			wider = append(wider, filled(way, r.Name, fields)...)
		}
		ways = wider[:min(len(wider), maxFits)]
	}
	return ways
}

// filled lists the roles with each column that can stand in role, or the roles
// as they are where none can.
func filled(roles datasets.Roles, role string, fields []table.Field) []datasets.Roles {
	var ways []datasets.Roles
	for _, f := range fields {
		if FitsRole(role, f) && !Reads(roles, f.Name) {
			way := roles
			SetRole(&way, role, f.Name)
			ways = append(ways, way)
		}
	}
	if ways == nil {
		return []datasets.Roles{roles}
	}
	return ways
}

// FitsRole reports whether a column can stand in a role: numbers for numbers,
// dates and periods for time, anything but numbers for names.
func FitsRole(role string, f table.Field) bool {
	switch role {
	case "value", "low", "high", "from", "across", "target", "total", "running":
		return f.Kind.Number()
	case "time":
		return f.Kind.Calendar()
	case "status":
		return f.Kind == table.Text
	}
	return !f.Kind.Number()
}

// RoleField is the column in a role, by the role's name in a Spec; "" for none.
func RoleField(roles datasets.Roles, role string) string {
	if v := roleValue(&roles, role); v.IsValid() {
		return v.String()
	}
	return ""
}

// SetRole puts a column into a role; a role that is not there is left alone.
func SetRole(roles *datasets.Roles, role, field string) {
	if v := roleValue(roles, role); v.IsValid() {
		v.SetString(field)
	}
}

// WithColumnsOf is the Spec without the columns that a Result does not have.
func WithColumnsOf(s Spec, r datasets.Result) Spec {
	roles := reflect.ValueOf(&s.Encoding).Elem()
	for i := range roles.NumField() {
		if r.Index(roles.Field(i).String()) < 0 {
			roles.Field(i).SetString("")
		}
	}
	s.Measures = slices.DeleteFunc(slices.Clone(s.Measures), func(name string) bool { return r.Index(name) < 0 })
	return s
}

// roleValue is the field of Roles whose name in JSON is role.
func roleValue(roles *datasets.Roles, role string) reflect.Value {
	v := reflect.ValueOf(roles).Elem()
	for i := range v.NumField() {
		if name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); name == role {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

// Reads reports whether a column stands in one of the roles.
func Reads(roles datasets.Roles, field string) bool {
	v := reflect.ValueOf(roles)
	for i := range v.NumField() {
		if v.Field(i).String() == field {
			return true
		}
	}
	return false
}
