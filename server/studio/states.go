package studio

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// stateOffers are the words that say how firm a number is, as a Spec has them.
var stateOffers = []widgets.Offer{
	{Value: "provisional", Label: "Provisional"}, {Value: "estimated", Label: "Estimated"}, {Value: "forecast", Label: "A forecast"},
	{Value: "low reliability", Label: "Of low reliability"}, {Value: "part", Label: "Of a part of its period only"}, {Value: "revised", Label: "Revised since it was first published"},
}

// partEnding is what makes the words of a part a state: "April to June only".
const partEnding = " only"

// maxPart is the most characters that say what a part of a period covers.
const maxPart = 100

// stateForm says how firm one number is, or those of a run of periods.
type stateForm struct {
	at, to   string // to is empty for one number
	is, part string
	new      bool
}

func (s stateForm) blank() bool { return s.new && s.is+s.part == "" }

// text is the word of a Spec's state.
func (s stateForm) text() string {
	if s.is == "part" && s.part != "" {
		return s.part + partEnding
	}
	return s.is
}

// StatesShown reports whether the figure's kind draws numbers that are not
// final, and has some that can be named.
func (p sayPage) StatesShown() bool {
	return p.shows().States && (len(p.Draft.Spec.States) > 0 || len(widgets.Marks(p.Preview.Figure)) > 0)
}

// stateForms are those of the form as it was sent, else those of the Spec, and
// the one that was asked for.
func (p sayPage) stateForms() []stateForm {
	forms := sentStates(p.typed)
	if p.typed["states"] != "shown" {
		forms = statesOf(p.Draft.Spec, p.Preview.Figure)
	}
	if p.Add == stateRow {
		forms = append(forms, stateForm{new: true, at: newestFinal(p.Draft.Spec, widgets.Marks(p.Preview.Figure))})
	}
	return forms
}

// newestFinal is the last mark that has no state yet: the newest numbers are
// those most often not final.
func newestFinal(spec widgets.Spec, marks []widgets.Offer) string {
	for _, mark := range slices.Backward(marks) {
		if _, marked := spec.States[mark.Value]; !marked {
			return mark.Value
		}
	}
	return ""
}

func sentStates(values map[string]string) []stateForm {
	var forms []stateForm
	for n := 1; n <= maxRows; n++ {
		at, ok := values[rowField(stateRow, n, "at")]
		if !ok {
			break
		}
		get := func(setting string) string { return tidyText(values[rowField(stateRow, n, setting)]) }
		forms = append(forms, stateForm{at: at, to: get("to"), is: get("is"), part: strings.TrimSuffix(get("part"), partEnding), new: get("new") == "yes"})
	}
	return forms
}

// statesOf puts the states of a Spec into as few rows as say them: a run of
// periods of one state is one row.
func statesOf(spec widgets.Spec, f widgets.Figure) []stateForm {
	var forms []stateForm
	left := maps.Clone(spec.States)
	last := ""
	for _, mark := range widgets.Marks(f) {
		text, ok := left[mark.Value]
		delete(left, mark.Value)
		switch {
		case !ok:
			last = ""
		case text == last && widgets.OverTime(f):
			forms[len(forms)-1].to = mark.Value
		default:
			forms = append(forms, stateRowOf(mark.Value, text))
			last = text
		}
	}
	for _, name := range slices.Sorted(maps.Keys(left)) { // not in the figure
		forms = append(forms, stateRowOf(name, left[name]))
	}
	return forms
}

// stateRowOf puts a word of a Spec into its row, by the choice that means the same.
func stateRowOf(at, text string) stateForm {
	form := stateForm{at: at, is: text}
	status, known := words.ParseStatus(text)
	if !known || status.Break {
		return form
	}
	for _, offer := range stateOffers {
		if same, _ := words.ParseStatus(offer.Value); same.State == status.State {
			form.is, form.part = offer.Value, status.Part
		}
	}
	return form
}

// readStates takes the states of a form that shows them. Rows that say what
// the Spec says already leave it as it is.
func (s *Studio) readStates(ctx context.Context, stored widgets.Draft, spec *widgets.Spec, values map[string]string) []fieldError {
	if values["states"] != "shown" {
		return nil
	}
	f, err := s.Publishing.Figure(ctx, stored)
	if _, mends := mendable(err); err != nil && !mends {
		return []fieldError{{Message: "The data of this figure cannot be read at the moment. Nothing was changed."}}
	}
	sent := slices.DeleteFunc(sentStates(values), stateForm.blank)
	for i := range sent {
		sent[i].new = false
	}
	if slices.Equal(sent, statesOf(stored.Spec, f)) {
		return nil
	}
	spec.States = nil
	var problems []fieldError
	for i, form := range sent {
		switch {
		case form.at == "":
			problems = append(problems, fieldError{Field: rowField(stateRow, i+1, "at"), Message: "Choose the number that is not final"})
		case form.is == "":
			problems = append(problems, fieldError{Field: rowField(stateRow, i+1, "is"), Message: "Choose how firm the number is"})
		case utf8.RuneCountInString(form.part) > maxPart:
			problems = append(problems, fieldError{Field: rowField(stateRow, i+1, "part"), Message: fmt.Sprintf("What it covers must be %d characters or fewer", maxPart)})
		}
		for _, key := range between(widgets.Marks(f), form) {
			if spec.States == nil {
				spec.States = map[string]string{}
			}
			if key != "" && form.is != "" {
				spec.States[key] = form.text()
			}
		}
	}
	return problems
}

// between lists the periods from the first to the last of a row, whichever
// stands first.
func between(marks []widgets.Offer, form stateForm) []string {
	place := func(key string) int {
		return slices.IndexFunc(marks, func(o widgets.Offer) bool { return o.Value == key })
	}
	first, last := place(form.at), place(form.to)
	if form.to == "" {
		return []string{form.at}
	}
	if first < 0 || last < 0 {
		return []string{form.at, form.to}
	}
	var keys []string
	for _, mark := range marks[min(first, last) : max(first, last)+1] {
		keys = append(keys, mark.Value)
	}
	return keys
}

// StateSummary says in short what is not final.
func (p sayPage) StateSummary() string {
	if p.Draft.Spec.Encoding.Status != "" && len(p.Draft.Spec.States) == 0 {
		return "As “" + p.Draft.Spec.Encoding.Status + "” says"
	}
	switch n := len(p.Draft.Spec.States); n {
	case 0:
		return "All are final"
	default:
		return words.Count(n, "number is marked", "numbers are marked")
	}
}

// StatesOpen reports whether the states are to be seen at once.
func (p sayPage) StatesOpen() bool {
	return p.Add == stateRow || p.Open == stateRow || p.ErrorIn("state-", "add-state")
}

// StateGroups are the fields of each row of states.
func (p sayPage) StateGroups() []controls {
	forms := p.stateForms()
	if len(forms) == 0 || !p.StatesShown() {
		return nil
	}
	marks, inTime := widgets.Marks(p.Preview.Figure), widgets.OverTime(p.Preview.Figure)
	var groups []controls
	for i, form := range forms {
		name := func(setting string) string { return rowField(stateRow, i+1, setting) }
		fields := []control{{Name: name("at"), Label: "Number of", Sort: "select", Value: form.at, Offers: marks, Focus: form.new && p.Add == stateRow && p.typed == nil}}
		if inTime || form.to != "" {
			fields = append(fields, control{Name: name("to"), Label: "To", Sort: "select", Value: form.to, None: "Only that one", Offers: marks})
		}
		is := control{Name: name("is"), Label: "It is", Sort: "select", Value: form.is, None: "Choose", Offers: stateOffers}
		if !offered(stateOffers, form.is) && form.is != "" {
			is.Offers = append(slices.Clone(stateOffers), widgets.Offer{Value: form.is, Label: strings.Trim(form.is, "[]")})
		}
		part := control{Name: name("part"), Label: "What it covers", Hint: "Such as April to June.", Value: form.part, Class: "fh-part"}
		groups = append(groups, controls{Legend: fmt.Sprintf("Not final, %d", i+1), Row: rowName(stateRow, i+1), New: form.new, Fields: p.told(append(fields, is, part)...)})
	}
	return groups
}
