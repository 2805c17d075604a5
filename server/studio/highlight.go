package studio

import (
	"slices"

	"figurehead/widgets"
)

// Names lists what can stand out: the categories or series of the Result, else
// the periods or bins that are drawn.
func (p sayPage) Names() []widgets.Offer {
	encoding := p.Draft.Spec.Encoding
	field := encoding.Category
	if encoding.Series != "" {
		field = encoding.Series
	}
	var names []widgets.Offer
	if slices.Contains(p.Draft.Spec.Highlight, widgets.HighestStandsOut) {
		names = append(names, widgets.Offer{Value: widgets.HighestStandsOut, Label: "The highest, whichever it is"})
	}
	at := p.Preview.Result.Index(field)
	if at < 0 {
		return widgets.Standouts(p.Preview.Figure)
	}
	seen := map[string]bool{}
	for _, row := range p.Preview.Result.Rows {
		if name := row[at].Text; name != "" && !seen[name] && len(names) < maxChoices {
			seen[name] = true
			names = append(names, widgets.Offer{Value: name, Label: name})
		}
	}
	return names
}

// Highlighted is the first highlight, "" for none.
func (p sayPage) Highlighted() string {
	if len(p.Draft.Spec.Highlight) == 0 {
		return ""
	}
	return p.Draft.Spec.Highlight[0]
}

// HighlightSummary says what stands out, as the list of names calls it.
func (p sayPage) HighlightSummary() string {
	highlight := p.Draft.Spec.Highlight
	if len(highlight) == 0 {
		return "Nothing stands out"
	}
	names := p.Names()
	if i := slices.IndexFunc(names, func(o widgets.Offer) bool { return o.Value == highlight[0] }); i >= 0 {
		return names[i].Label + " stands out"
	}
	return highlight[0] + " stands out"
}

// readHighlight takes the name that stands out. The list shows the first of
// several; while that is chosen the others stay.
func readHighlight(spec *widgets.Spec, values map[string]string) {
	name, shown := values["highlight"]
	switch {
	case !shown || len(spec.Highlight) > 0 && spec.Highlight[0] == name:
	case name == "":
		spec.Highlight = nil
	default:
		spec.Highlight = []string{name}
	}
}
