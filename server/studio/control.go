package studio

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"figurehead/widgets"
)

// control is one field of a form with its label, hint and message.
type control struct {
	Name, Label, Hint string
	Sort              string // "select", "words", "day" or "" for a line of text
	Value             string
	None              string // what no choice is called; "" where one must be made
	Offers            []widgets.Offer
	Focus             bool // where the page begins, after it was asked for
	Class             string
	Error             string
}

// Shown are the choices of a select: those offered, and the one that stands in
// the Spec although the data no longer has it.
func (c control) Shown() []widgets.Offer {
	known := slices.ContainsFunc(c.Offers, func(o widgets.Offer) bool { return o.Value == c.Value })
	switch {
	case known || c.Value == "":
		return c.Offers
	case len(c.Offers) == 0: // nothing is drawn, so nothing is known
		return []widgets.Offer{{Value: c.Value, Label: c.Value}}
	}
	return append(slices.Clone(c.Offers), widgets.Offer{Value: c.Value, Label: strings.TrimPrefix(c.Value, "=") + " (not in the data)"})
}

// controls are fields under one legend that can be taken away together.
type controls struct {
	Legend string
	Row    string // "annotation-2": what the names of its fields begin with
	New    bool   // not of the Draft yet: left blank it is nothing
	Kind   string // what sort of row it is, where there are several
	Fields []control
}

// The names that rows of fields begin with.
const (
	annotationRow = "annotation"
	breakRow      = "break"
	stateRow      = "state"
)

// maxRows is more rows than any Spec may hold, so that its own limit is told.
const maxRows = 60

func rowName(row string, n int) string { return fmt.Sprintf("%s-%d", row, n) }

// rowField is a field of a row: "annotation-2-at".
func rowField(row string, n int, setting string) string { return rowName(row, n) + "-" + setting }

var rowFields = regexp.MustCompile(`^(annotation|break|state)-([1-9][0-9]?)-`)

// withoutRemoved takes the row that a Remove button names out of the form; the
// rows after it move up.
func withoutRemoved(values map[string]string) map[string]string {
	row, at, ok := removedRow(values["do"])
	if !ok {
		return values
	}
	kept := maps.Clone(values)
	maps.DeleteFunc(kept, func(name, _ string) bool { return strings.HasPrefix(name, row+"-") && rowFields.MatchString(name) })
	for name, value := range values {
		found := rowFields.FindStringSubmatch(name)
		if found == nil || found[1] != row {
			continue
		}
		n, err := strconv.Atoi(found[2])
		switch {
		case err != nil || n == at:
		case n > at:
			kept[rowField(row, n-1, name[len(found[0]):])] = value
		default:
			kept[name] = value
		}
	}
	return kept
}

// removedRow reads the value of a Remove button: "remove-annotation-2".
func removedRow(do string) (row string, n int, ok bool) {
	rest, ok := strings.CutPrefix(do, "remove-")
	found := rowFields.FindStringSubmatch(rest + "-")
	if !ok || found == nil {
		return "", 0, false
	}
	n, err := strconv.Atoi(found[2])
	return found[1], n, err == nil
}

// after is where Say it goes on to when a form was saved: beside the row that
// was asked for, or among those that were changed.
func after(values map[string]string, was, is widgets.Spec) string {
	sort := addedRow(values)
	switch {
	case sort != "":
		return "?add=" + sort
	case !slices.Equal(was.Annotations, is.Annotations) || !slices.Equal(was.Breaks, is.Breaks):
		return "?open=" + annotationRow
	case !maps.Equal(was.States, is.States):
		return "?open=" + stateRow
	case was.Panel != is.Panel:
		return "?open=kind"
	}
	if row, _, ok := removedRow(values["do"]); ok { // one that was still blank
		return "?open=" + row
	}
	return ""
}

// addedRow is the sort of the row that an Add button asks for; "" for none.
func addedRow(values map[string]string) string {
	switch values["do"] {
	case "add":
		return knownSort(values["annotation-sort"])
	case "add-state":
		return stateRow
	}
	return ""
}

// knownSort is a sort of row that the page can add, or "".
func knownSort(name string) string {
	if _, ok := sortNamed(name); ok || name == breakRow || name == stateRow {
		return name
	}
	return ""
}

// Groups are all rows of fields on the page.
func (p sayPage) Groups() []controls {
	return slices.Concat(p.AnnotationGroups(), p.StateGroups())
}

// Controls are all fields on the page whose messages follow what is typed.
func (p sayPage) Controls() []control {
	list := slices.Concat(p.TargetControls(), p.KindControls())
	for _, g := range p.Groups() {
		list = append(list, g.Fields...)
	}
	return list
}

// settleErrors puts each message about a row that stands at none of its fields
// at the first of them.
func (p *sayPage) settleErrors() {
	if len(p.Errors) == 0 {
		return
	}
	names := map[string]bool{}
	first := map[string]string{"annotations": "annotation-sort", "breaks": "annotation-sort", "states": "add-state"}
	for _, g := range p.Groups() {
		for i, c := range g.Fields {
			names[c.Name] = true
			if i == 0 {
				first[g.Row] = c.Name
			}
		}
	}
	for i, e := range p.Errors {
		row := e.Field
		if found := rowFields.FindStringSubmatch(e.Field); found != nil {
			row = rowName(found[1], atoi(found[2]))
		}
		if at, ok := first[row]; ok && !names[e.Field] {
			p.Errors[i].Field = at
		}
	}
}

func atoi(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// hasControl reports whether a message can stand at a row or field of that name.
func (p sayPage) hasControl(name string) bool {
	return rowFields.MatchString(name) || slices.ContainsFunc(p.Controls(), func(c control) bool { return c.Name == name })
}

// ErrorIn reports whether a field whose name begins so could not be used.
func (p sayPage) ErrorIn(prefixes ...string) bool {
	return slices.ContainsFunc(p.Errors, func(e fieldError) bool {
		return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(e.Field, prefix) })
	})
}

// told gives each field its message.
func (p sayPage) told(fields ...control) []control {
	for i := range fields {
		fields[i].Error = p.ErrorAt(fields[i].Name)
	}
	return fields
}
