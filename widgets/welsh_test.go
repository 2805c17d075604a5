package widgets_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"figurehead/widgets"
)

// english are words of sentences that no Welsh one holds.
var english = regexp.MustCompile(`(?i)\b(the|of|and|in|is|are|has|have|from|to|with|for|than|by|chart|figure|highest|lowest|rose|fell|up|down|values?|rows?|missing|million)\b`)

// In Welsh, nothing that a figure says of itself is English: no sentence is
// written past the catalogue of package words. The officer's own words, and
// the names in the data, stay in the language they were written in.
func TestFiguresInWelsh(t *testing.T) {
	t.Parallel()
	for _, e := range examples(t) {
		t.Run(filepath.Base(e.folder), func(t *testing.T) {
			t.Parallel()
			e.spec.Title, e.spec.Subtitle, e.spec.ShortSubtitle, e.spec.Note, e.spec.Sentence, e.spec.Alt = "", "", "", "", "", ""
			if e.spec.Target != nil {
				e.spec.Target.Text = ""
			}
			for i := range e.spec.Annotations {
				e.spec.Annotations[i].Text = "…"
			}
			for i := range e.spec.Breaks {
				e.spec.Breaks[i].Text = ""
			}
			for name := range e.spec.States {
				e.spec.States[name] = "Ebrill i Fehefin yn unig"
			}
			e.about.Lang = "cy"
			f := e.figure(t)
			texts := append([]string{widgets.Describe(f), widgets.Post(f), f.Headline.Change, f.Headline.Base, f.Headline.Number}, f.Notes...)
			for _, text := range texts {
				if found := english.FindAllString(withoutNames(text, f), -1); len(found) > 0 || strings.ContainsAny(text, "{}") {
					t.Errorf("%q holds the English %q or a part left open", text, found)
				}
			}
		})
	}
}

// withoutNames takes the names of the data out of a text.
func withoutNames(text string, f widgets.Figure) string {
	names := append([]string{f.Provenance.Source, f.Provenance.ShortSource}, f.Table.Heads...)
	if f.Places != nil {
		names = append(names, f.Places.Attribution)
	}
	for _, s := range f.Series {
		names = append(names, s.Name)
		for _, p := range s.Points {
			names = append(names, p.Category, p.Short)
		}
	}
	for _, row := range f.Table.Rows {
		for i, cell := range row {
			if !f.Table.Numeric[i] {
				names = append(names, cell)
			}
		}
	}
	for _, name := range names {
		if name != "" {
			text = strings.ReplaceAll(text, name, "…")
		}
	}
	return text
}
