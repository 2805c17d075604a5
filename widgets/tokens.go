package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// specText is one text of a Spec that may hold tokens, with its setting.
type specText struct{ field, text string }

// texts are the texts of a Spec that may hold tokens.
func (s Spec) texts() []specText {
	texts := []specText{
		{"title", s.Title}, {"subtitle", s.Subtitle}, {"shortSubtitle", s.ShortSubtitle}, {"note", s.Note},
		{"alt", s.Alt}, {"sentence", s.Sentence}, {"post", s.Post},
	}
	for i, a := range s.Annotations {
		texts = append(texts, specText{annotationField(i, "text"), a.Text})
	}
	for i, b := range s.Breaks {
		texts = append(texts, specText{fmt.Sprintf("break-%d-text", i+1), b.Text})
	}
	return texts
}

// Tokens lists the tokens that the texts of a figure may hold, each with what
// it stands for at present.
func Tokens(f Figure) []words.Token {
	return f.words().Offered(shortlyNamed(f.Facts, f.Spec.Names), f.written())
}

// shortlyNamed are Facts with the names that the Spec gives in place of those of
// the data, so that words and labels say the same.
func shortlyNamed(facts []datasets.Fact, names map[string]string) []datasets.Fact {
	if len(names) == 0 {
		return facts
	}
	named := slices.Clone(facts)
	for i := range named {
		for _, cell := range []*table.Cell{&named[i].Category, &named[i].Series} {
			if short := names[cell.Text]; short != "" {
				cell.Text = short
			}
		}
	}
	return named
}

// TokenFaults gives a Problem for each token in the figure's texts that the
// data has no number or name for, with the setting that holds it. A figure
// with any is not published.
func TokenFaults(f Figure) []datasets.Problem {
	var faults []datasets.Problem
	spec := f.Spec
	if !kindNamed(f.Kind).shows.annotates() { // they are kept for another kind, and not printed
		spec.Annotations, spec.Breaks = nil, nil
	}
	for _, t := range spec.texts() {
		_, unresolved := f.words().Resolve(t.text, f.Facts, f.written())
		for _, name := range slices.Compact(unresolved) {
			faults = append(faults, tokenFault(t.field, name))
		}
	}
	return faults
}

func tokenFault(field, name string) datasets.Problem {
	if words.KnownToken(name) {
		return datasets.Problem{Field: field, Message: fmt.Sprintf("The data gives nothing for {%s}.", name),
			Suggestion: "Write the words out, or choose another."}
	}
	suggestion := "Choose one of the list, or put it in double braces to have it printed."
	if near, ok := words.NearToken(name); ok {
		suggestion = fmt.Sprintf("Did you mean {%s}?", near)
	}
	return datasets.Problem{Field: field, Message: fmt.Sprintf("There is no number or name called {%s}.", name), Suggestion: suggestion}
}
