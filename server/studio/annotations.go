package studio

import (
	"slices"
	"strings"

	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// annotationSort is one of the ways in which an Annotation is used, each with
// the fields that it needs and no others.
type annotationSort struct {
	name   string
	Label  string // in the list of what can be added
	legend string
	fields []string
	// shown reports whether a figure that can show so much can show it.
	shown func(widgets.Shows) bool
}

var annotationSorts = []annotationSort{
	{"words", "Words at a mark", "words at a mark", []string{"at", "series", "text"}, func(s widgets.Shows) bool { return s.Words }},
	{"level", "A line at a number, such as a target", "line at a number", []string{"value", "text"}, func(s widgets.Shows) bool { return s.Lines }},
	{"comparator", "A line at a name’s own number", "line at a name’s own number", []string{"value", "text"}, func(s widgets.Shows) bool { return s.Bands }},
	{"moment", "A line at a date", "line at a date", []string{"at", "at-day", "text"}, func(s widgets.Shows) bool { return s.Times }},
	{"stretch", "A shaded stretch of time", "shaded stretch of time", []string{"at", "at-day", "to", "to-day", "text"}, func(s widgets.Shows) bool { return s.Times }},
	{"band", "A shaded band between two numbers", "shaded band between two numbers", []string{"value", "toValue", "text"}, func(s widgets.Shows) bool { return s.Bands }},
}

func sortNamed(name string) (annotationSort, bool) {
	i := slices.IndexFunc(annotationSorts, func(s annotationSort) bool { return s.name == name })
	if i < 0 {
		return annotationSort{}, false
	}
	return annotationSorts[i], true
}

// sortOf is the sort that an Annotation of a Spec is of.
func sortOf(a widgets.Annotation) string {
	switch {
	case a.Type == "text":
		return "words"
	case a.Type == "line" && a.At != "":
		return "moment"
	case a.Type == "line" && widgets.IsTyped(a.Value):
		return "level"
	case a.Type == "line":
		return "comparator"
	case a.At != "" || a.To != "":
		return "stretch"
	}
	return "band"
}

// typeOf is the Annotation's type of a sort; what is unknown is left for the
// Spec to refuse.
func typeOf(sort string) string {
	switch sort {
	case "words":
		return "text"
	case "level", "comparator", "moment":
		return "line"
	case "stretch", "band":
		return "range"
	}
	return sort
}

// annotationForm is an Annotation as it stands in the form.
type annotationForm struct {
	sort string
	new  bool
	widgets.Annotation
	atDay, toDay string // exact days, in the place of At and To
}

// annotationForms are those of the form as it was sent, else those of the Spec,
// and the one that was asked for.
func (p sayPage) annotationForms() []annotationForm {
	var forms []annotationForm
	if p.typed["remarks"] == "shown" {
		forms = sentAnnotations(p.typed)
	} else {
		for _, a := range p.Draft.Spec.Annotations {
			forms = append(forms, p.annotationForm(a))
		}
	}
	if _, ok := sortNamed(p.Add); ok {
		forms = append(forms, p.newAnnotation())
	}
	return forms
}

// annotationForm puts a day that is no period of the figure into its own field.
func (p sayPage) annotationForm(a widgets.Annotation) annotationForm {
	form := annotationForm{sort: sortOf(a), Annotation: a}
	marks := widgets.Marks(p.Preview.Figure)
	for _, place := range []struct{ at, day *string }{{&form.At, &form.atDay}, {&form.To, &form.toDay}} {
		_, err := table.ParseDay(*place.at)
		if err == nil && !offered(marks, *place.at) && form.sort != "words" {
			*place.day, *place.at = *place.at, ""
		}
	}
	return form
}

// newAnnotation begins at the mark that stands out, else at the last in time or
// the first name.
func (p sayPage) newAnnotation() annotationForm {
	form := annotationForm{sort: p.Add, new: true}
	if form.sort != "words" && form.sort != "moment" {
		return form
	}
	if marks := widgets.Marks(p.Preview.Figure); len(marks) > 0 {
		form.At = marks[0].Value
		if widgets.OverTime(p.Preview.Figure) {
			form.At = marks[len(marks)-1].Value
		}
		for _, name := range p.Draft.Spec.Highlight {
			if offered(marks, name) {
				form.At = name
			}
		}
	}
	if offered(widgets.Marks(p.Preview.Figure), p.At) {
		form.At = p.At
	}
	if offered(widgets.Lines(p.Preview.Figure), p.On) {
		form.Series = p.On
		return form
	}
	if lines := widgets.Lines(p.Preview.Figure); len(lines) > 0 && len(p.Draft.Spec.Highlight) == 0 && !p.shows().Groups {
		form.Series = lines[0].Value
	}
	return form
}

// sentAnnotations reads the rows of a form.
func sentAnnotations(values map[string]string) []annotationForm {
	var forms []annotationForm
	for n := 1; n <= maxRows; n++ {
		sort, ok := values[rowField(annotationRow, n, "type")]
		if !ok {
			break
		}
		get := func(setting string) string { return tidyText(values[rowField(annotationRow, n, setting)]) }
		forms = append(forms, annotationForm{
			sort: sort, new: get("new") == "yes", atDay: get("at-day"), toDay: get("to-day"),
			Annotation: widgets.Annotation{Type: typeOf(sort), At: get("at"), To: get("to"), Series: get("series"), Value: get("value"), ToValue: get("toValue"), Text: get("text")},
		})
	}
	return forms
}

// blank reports whether a new row was left as it came.
func (a annotationForm) blank() bool {
	placed := a.Value + a.ToValue + a.To + a.atDay + a.toDay
	if a.sort == "stretch" {
		placed += a.At
	}
	return a.new && placed+a.Text == ""
}

// annotation is what the Spec holds of the form; an exact day goes before the
// period.
func (a annotationForm) annotation() widgets.Annotation {
	if a.atDay != "" {
		a.At = a.atDay
	}
	if a.toDay != "" {
		a.To = a.toDay
	}
	return a.Annotation
}

// readRemarks takes the annotations and breaks of a form that shows them.
func readRemarks(spec *widgets.Spec, values map[string]string) {
	if values["remarks"] != "shown" {
		return
	}
	spec.Annotations, spec.Breaks = nil, nil
	for _, form := range sentAnnotations(values) {
		if !form.blank() {
			spec.Annotations = append(spec.Annotations, form.annotation())
		}
	}
	for _, b := range sentBreaks(values) {
		if !b.blank() {
			spec.Breaks = append(spec.Breaks, b.SeriesBreak)
		}
	}
}

// remarkProblems names each annotation that found no place at its field, once
// all that a form says of them can be used.
func (p *sayPage) remarkProblems() {
	if p.ErrorIn("annotation-", "break-") {
		return
	}
	for _, u := range p.Preview.Figure.Unplaced {
		p.drawingProblem(fieldError{Field: u.Field, Message: u.Error()})
	}
}

// Annotates reports whether the figure's kind draws annotations.
func (p sayPage) Annotates() bool { return p.shows().Annotates() }

func (p sayPage) shows() widgets.Shows { return widgets.ShownBy(p.Draft.Spec) }

// RemarkSorts lists what can be added to the figure, with a break last.
func (p sayPage) RemarkSorts() []widgets.Offer {
	f := p.Preview.Figure
	var list []widgets.Offer
	for _, s := range annotationSorts {
		switch {
		case len(p.annotationForms()) >= widgets.MaxAnnotations, !s.shown(p.shows()),
			s.name == "comparator" && len(widgets.References(f)) < 2:
			continue
		}
		list = append(list, widgets.Offer{Value: s.name, Label: s.Label})
	}
	if p.shows().Breaks && len(p.breakForms()) < widgets.MaxBreaks {
		list = append(list, widgets.Offer{Value: breakRow, Label: "A break in the series"})
	}
	return list
}

// RemarkSummary counts the annotations and breaks: "2 annotations, 1 break".
func (p sayPage) RemarkSummary() string {
	var parts []string
	if n := len(p.Draft.Spec.Annotations); n > 0 {
		parts = append(parts, words.Count(n, "annotation", "annotations"))
	}
	if n := len(p.Draft.Spec.Breaks); n > 0 {
		parts = append(parts, words.Count(n, "break", "breaks"))
	}
	if len(parts) == 0 {
		return "None"
	}
	return strings.Join(parts, ", ")
}

// RemarksOpen reports whether the annotations are to be seen at once.
func (p sayPage) RemarksOpen() bool {
	_, sort := sortNamed(p.Add)
	return sort || p.Add == breakRow || p.Open == annotationRow || p.Open == breakRow || p.ErrorIn("annotation-", "break-")
}

func offered(list []widgets.Offer, value string) bool {
	return slices.ContainsFunc(list, func(o widgets.Offer) bool { return o.Value == value })
}
