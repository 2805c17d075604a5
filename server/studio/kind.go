package studio

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/widgets"
)

// kindChoice is another kind of figure that the rows of a Draft can be.
type kindChoice struct {
	Kind widgets.Kind
	Name string
}

// columnChoice lets an officer say which column stands in a role.
type columnChoice struct {
	Name    string // of the form field: "column-" and the role
	Label   string
	Value   string
	Columns []string // that can stand in it
	Needed  bool
}

// Kinds lists the kinds that the figure's rows can be shown as, its own left
// out.
func (p sayPage) Kinds() []kindChoice {
	var choices []kindChoice
	for _, kind := range p.Preview.OtherKinds() {
		choices = append(choices, kindChoice{kind, widgets.KindName(kind)})
	}
	return choices
}

// Columns lists the roles of the figure's kind with the columns that can stand
// in each.
func (p sayPage) Columns() []columnChoice {
	var choices []columnChoice
	for _, role := range widgets.Roles(p.Draft.Spec) {
		choice := columnChoice{Name: "column-" + role.Name, Label: role.Label, Needed: role.Needed,
			Value: widgets.RoleField(p.Draft.Spec.Encoding, role.Name)}
		for _, field := range p.Preview.Result.Fields {
			if widgets.FitsRole(role.Name, field) {
				choice.Columns = append(choice.Columns, field.Name)
			}
		}
		if len(choice.Columns) > 1 || len(choice.Columns) == 1 && !role.Needed {
			choices = append(choices, choice)
		}
	}
	return choices
}

// Maps lists the boundary sets that the figure can be drawn on; none for a
// figure that is no map.
func (p sayPage) Maps() []*places.Set { return mapsFor(p.Draft.Spec.Kind, p.Preview.Sets) }

// Map is the id of the set that the figure is drawn on.
func (p sayPage) Map() string {
	if p.Preview.Figure.Places == nil {
		return p.Draft.Spec.Places
	}
	return p.Preview.Figure.Places.ID
}

func mapsFor(kind widgets.Kind, sets []*places.Set) []*places.Set {
	if !widgets.OnMap(kind) {
		return nil
	}
	return slices.DeleteFunc(slices.Concat(sets, places.AllShipped()), func(s *places.Set) bool { return !widgets.DrawnOn(kind, s) })
}

// KindName is what the figure is called: "Bar chart".
func (p sayPage) KindName() string { return widgets.KindName(p.Draft.Spec.Kind) }

// Sortable reports whether the figure's names can be put in another order.
func (p sayPage) Sortable() bool {
	return slices.ContainsFunc(widgets.Roles(p.Draft.Spec), func(r widgets.Role) bool { return r.Name == "category" })
}

// ColumnError reports whether a choice of column could not be used.
func (p sayPage) ColumnError() bool {
	return slices.ContainsFunc(p.Errors, func(e fieldError) bool { return strings.HasPrefix(e.Field, "column-") })
}

// columnField is the form field of a role that a drawing problem names, "" when
// it names none of the page.
func (p *sayPage) columnField(role string) string {
	for _, choice := range p.Columns() {
		if choice.Name == "column-"+role {
			return choice.Name
		}
	}
	return ""
}

// readKind takes another kind and other columns into the Spec. What cannot be
// used is named by its field and the Spec keeps what it had there.
func readKind(spec *widgets.Spec, result datasets.Result, sets []*places.Set, values map[string]string) []fieldError {
	var problems []fieldError
	for _, role := range widgets.Roles(*spec) {
		name := "column-" + role.Name
		value, given := values[name]
		if !given || value == widgets.RoleField(spec.Encoding, role.Name) {
			continue
		}
		at := result.Index(value)
		switch {
		case value == "" && role.Needed:
			problems = append(problems, fieldError{Field: name, Message: fmt.Sprintf("Choose a column for %q", role.Label)})
		case value != "" && (at < 0 || !widgets.FitsRole(role.Name, result.Fields[at])):
			problems = append(problems, fieldError{Field: name, Message: "Choose one of the columns in the list"})
		default:
			widgets.SetRole(&spec.Encoding, role.Name, value)
		}
	}
	if id, given := values["places"]; given && id != spec.Places {
		if !slices.ContainsFunc(mapsFor(spec.Kind, sets), func(s *places.Set) bool { return s.ID == id }) {
			return append(problems, fieldError{Field: "places", Message: "Choose one of the maps in the list"})
		}
		spec.Places = id
	}
	kind := widgets.Kind(values["kind"])
	if kind == "" || kind == spec.Kind || len(problems) > 0 {
		return problems
	}
	other, err := widgets.AsKind(*spec, result, kind, sets...)
	if err != nil {
		return append(problems, fieldError{Field: "kind", Message: err.Error()})
	}
	*spec = other
	return problems
}
