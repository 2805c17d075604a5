package studio

import (
	"fmt"

	"figurehead/widgets"
)

// breakForm is a SeriesBreak as it stands in the form.
type breakForm struct {
	new bool
	widgets.SeriesBreak
}

func (b breakForm) blank() bool { return b.new && b.At+b.Text == "" }

// breakForms are those of the form as it was sent, else those of the Spec, and
// the one that was asked for.
func (p sayPage) breakForms() []breakForm {
	var forms []breakForm
	if p.typed["remarks"] == "shown" {
		forms = sentBreaks(p.typed)
	} else {
		for _, b := range p.Draft.Spec.Breaks {
			forms = append(forms, breakForm{SeriesBreak: b})
		}
	}
	if p.Add == breakRow {
		forms = append(forms, breakForm{new: true})
	}
	return forms
}

func sentBreaks(values map[string]string) []breakForm {
	var forms []breakForm
	for n := 1; n <= maxRows; n++ {
		at, ok := values[rowField(breakRow, n, "at")]
		if !ok {
			break
		}
		forms = append(forms, breakForm{values[rowField(breakRow, n, "new")] == "yes",
			widgets.SeriesBreak{At: tidyText(at), Text: tidyText(values[rowField(breakRow, n, "text")])}})
	}
	return forms
}

func (p sayPage) breakGroups() []controls {
	var groups []controls
	for i, form := range p.breakForms() {
		focus := form.new && p.Add == breakRow && p.typed == nil
		groups = append(groups, controls{Row: rowName(breakRow, i+1), New: form.new, Legend: fmt.Sprintf("Break %d in the series", i+1), Fields: p.told(
			control{Name: rowField(breakRow, i+1, "at"), Label: "The new numbers begin with", Sort: "select", Value: form.At, None: "Choose a period", Offers: widgets.Marks(p.Preview.Figure), Focus: focus},
			control{Name: rowField(breakRow, i+1, "text"), Label: "Why", Hint: "What changed in how it is counted.", Sort: "words", Value: form.Text},
		)})
	}
	return groups
}
