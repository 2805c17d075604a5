package studio

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/widgets"
)

// TargetControls are the fields of a target that stands in no column; none for
// a kind that shows no target.
func (p sayPage) TargetControls() []control {
	spec := p.Draft.Spec
	if !widgets.ReadsRole(spec, "target") {
		return nil
	}
	t := widgets.Target{}
	if spec.Target != nil {
		t = *spec.Target
	}
	return p.told(
		control{Name: "target", Label: "Number aimed at", Hint: "In digits, such as 65. Leave it empty for none.", Value: t.Value},
		control{Name: "target-text", Label: "What it is", Hint: "Such as: target for recycling of all municipal waste.", Value: t.Text},
		control{Name: "target-by", Label: "To be met by", Hint: "A year, such as 2035.", Value: t.By},
	)
}

// TargetSummary is the target in short: "65 by 2035".
func (p sayPage) TargetSummary() string {
	switch t := p.Draft.Spec.Target; {
	case t != nil && t.By != "":
		return t.Value + " by " + t.By
	case t != nil:
		return t.Value
	case p.Draft.Spec.Encoding.Target != "":
		return "As “" + p.Draft.Spec.Encoding.Target + "” says"
	}
	return "None"
}

func readTarget(spec *widgets.Spec, values map[string]string) {
	if _, shown := values["target"]; !shown {
		return
	}
	t := widgets.Target{Value: tidyText(values["target"]), Text: tidyText(values["target-text"]), By: tidyText(values["target-by"])}
	if spec.Target = &t; t == (widgets.Target{}) {
		spec.Target = nil
	}
}

// panelNames and scaleNames are what the choices for small multiples are called.
var (
	panelNames = map[string]string{"line": "Lines", "column": "Columns", "bar": "Bars"}
	scaleNames = map[string]string{"shared": "The same for all charts", "free": "Its own for each chart"}
)

// KindControls are the fields that only the figure's kind has.
func (p sayPage) KindControls() []control {
	var list []control
	spec := p.Draft.Spec
	if widgets.ReadsSetting(spec.Kind, "panel") {
		c := closedControl("panel", "Each small chart is made of", spec.Panel, widgets.Panels(), panelNames)
		c.Focus = p.Open == "kind" // it was changed, and the columns with it
		list = append(list, c)
	}
	if widgets.ReadsSetting(spec.Kind, "scale") {
		list = append(list, closedControl("scale", "Axis of values", spec.Scale, widgets.Scales(), scaleNames))
	}
	if widgets.ReadsSetting(spec.Kind, "measures") {
		list = append(list, p.measureControls()...)
	}
	return p.told(list...)
}

// closedControl is a choice from a closed list whose first is meant when the
// Spec says nothing.
func closedControl(name, label, value string, choices []string, names map[string]string) control {
	c := control{Name: name, Label: label, Sort: "select", Value: value}
	for _, choice := range choices {
		called := names[choice]
		if called == "" {
			called = choice
		}
		c.Offers = append(c.Offers, widgets.Offer{Value: choice, Label: called})
	}
	if value == "" {
		c.Value = choices[0]
	}
	return c
}

// measureControls let a row of headlines show a number of each column. There
// are none where there is only one column of numbers.
func (p sayPage) measureControls() []control {
	var columns []widgets.Offer
	for _, field := range p.Preview.Result.Fields {
		if field.Kind.Number() {
			columns = append(columns, widgets.Offer{Value: field.Name, Label: field.Name})
		}
	}
	measures := p.Draft.Spec.Measures
	if len(columns) < 2 && len(measures) == 0 {
		return nil
	}
	var list []control
	for n := 1; n <= widgets.MaxHeadlines; n++ {
		c := control{Name: fmt.Sprintf("measure-%d", n), Label: fmt.Sprintf("Number %d in the row", n), Sort: "select", None: "None", Offers: columns}
		if n == 1 {
			c.None, c.Hint = "One of each name", "A column for each number, or one number of each name."
		}
		if n <= len(measures) {
			c.Value = measures[n-1]
		}
		list = append(list, c)
	}
	return list
}

// readMeasures takes the columns of a row of headlines; each stands in it once.
func readMeasures(spec *widgets.Spec, values map[string]string) []fieldError {
	if _, shown := values["measure-1"]; !shown {
		return nil
	}
	var problems []fieldError
	spec.Measures = nil
	for n := 1; n <= widgets.MaxHeadlines; n++ {
		name := fmt.Sprintf("measure-%d", n)
		column := values[name]
		if slices.Contains(spec.Measures, column) {
			problems = append(problems, fieldError{Field: name, Message: fmt.Sprintf("%q stands in the row already", column)})
		}
		if column != "" {
			spec.Measures = append(spec.Measures, column)
		}
	}
	return problems
}

// fitPanels finds the columns that small charts need when they are made of
// something else.
func fitPanels(spec *widgets.Spec, stored widgets.Spec, result datasets.Result) []fieldError {
	if spec.Panel == stored.Panel || spec.Kind != stored.Kind {
		return nil
	}
	fitted, err := widgets.AsKind(*spec, result, spec.Kind)
	if err != nil {
		return []fieldError{{Field: "panel", Message: err.Error()}}
	}
	*spec = fitted
	return nil
}

// readPanels takes what small multiples are made of. The choice that is meant
// when a Spec says nothing is not written into it.
func readPanels(spec *widgets.Spec, values map[string]string) {
	for _, s := range []struct {
		name    string
		to      *string
		choices []string
	}{{"panel", &spec.Panel, widgets.Panels()}, {"scale", &spec.Scale, widgets.Scales()}} {
		value, shown := values[s.name]
		if shown && (value != s.choices[0] || *s.to != "") {
			*s.to = value
		}
	}
}
