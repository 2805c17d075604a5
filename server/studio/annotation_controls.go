package studio

import (
	"fmt"

	"figurehead/widgets"
)

// AnnotationGroups are the fields of each annotation, and of each break.
func (p sayPage) AnnotationGroups() []controls {
	if !p.Annotates() {
		return nil
	}
	var groups []controls
	for i, form := range p.annotationForms() {
		s, _ := sortNamed(form.sort)
		g := controls{Row: rowName(annotationRow, i+1), New: form.new, Kind: form.sort, Legend: fmt.Sprintf("Annotation %d: %s", i+1, s.legend)}
		for _, setting := range s.fields {
			c := p.annotationControl(form, setting)
			if c.Sort == "select" && setting == "series" && len(c.Offers) == 0 && c.Value == "" {
				continue // one line only
			}
			c.Name = rowField(annotationRow, i+1, setting)
			c.Focus = form.new && p.Add == form.sort && len(g.Fields) == 0 && p.typed == nil
			g.Fields = append(g.Fields, c)
		}
		g.Fields = p.told(g.Fields...)
		groups = append(groups, g)
	}
	return append(groups, p.breakGroups()...)
}

// annotationControl is one field of an annotation, without its name.
func (p sayPage) annotationControl(form annotationForm, setting string) control {
	f := p.Preview.Figure
	switch setting {
	case "at":
		return p.placeControl(form.sort, form.At)
	case "to":
		c := p.placeControl(form.sort, form.To)
		c.Label = "To the end of"
		return c
	case "at-day":
		return control{Label: map[bool]string{true: "Or from an exact day", false: "Or on an exact day"}[form.sort == "stretch"], Sort: "day", Value: form.atDay}
	case "to-day":
		return control{Label: "Or to an exact day", Sort: "day", Value: form.toDay}
	case "series":
		c := control{Label: "Which of them", Sort: "select", Value: form.Series, None: "The one that stands out", Offers: widgets.Lines(f)}
		if p.shows().Groups {
			c.None = "All that stand there"
		}
		return c
	case "value":
		return p.valueControl(form)
	case "toValue":
		return control{Label: "To", Value: form.ToValue}
	}
	return textControl(form)
}

func (p sayPage) placeControl(sort, at string) control {
	c := control{Label: "At", Sort: "select", Value: at, Offers: widgets.Marks(p.Preview.Figure)}
	switch sort {
	case "moment":
		c.None = "An exact day, below"
	case "stretch":
		c.Label, c.None = "From the start of", "Choose a period, or a day below"
	}
	return c
}

func (p sayPage) valueControl(form annotationForm) control {
	switch form.sort {
	case "comparator":
		c := control{Label: "Whose number", Sort: "select", Value: form.Value, None: "Choose a name", Offers: widgets.References(p.Preview.Figure)}
		if p.shows().Gives {
			c.Hint = "It has the line in the place of its own mark."
		}
		return c
	case "band":
		return control{Label: "From", Value: form.Value}
	}
	return control{Label: "Number", Hint: "It does not come from the data and will not change with it.", Value: form.Value}
}

func textControl(form annotationForm) control {
	c := control{Label: "Words", Sort: "words", Value: form.Text}
	switch form.sort {
	case "level":
		c.Hint = "What the number is: “Target for 2035”. The number is added."
	case "comparator":
		c.Hint = "Leave it empty for the name. The number is added."
	case "moment":
		c.Hint = "What happened then."
	}
	return c
}
