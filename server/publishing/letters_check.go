package publishing

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// lettersCheck tells of characters that frames and pages show and pictures
// cannot: emoji, and scripts that the typefaces of pictures do not have.
func lettersCheck(m made) (widgets.Check, bool) {
	typeface := draw.Undrawn
	if m.typeface != nil {
		typeface = m.typeface.Undrawn
	}
	if len(typeface(figureTexts(m.figure))) == 0 {
		return widgets.Check{}, false
	}
	var texts []string // as they are drawn
	for _, preset := range []string{"og", "portrait"} {
		placed, err := placeIn(m.figure, preset, widgets.Light, measurer(m.typeface))
		if err != nil { // the words are too long: that is told elsewhere
			continue
		}
		for _, mark := range placed.Marks {
			if text, is := mark.(widgets.TextMark); is {
				texts = append(texts, text.Text)
			}
		}
	}
	undrawn := typeface(strings.Join(texts, " "))
	if len(undrawn) == 0 {
		return widgets.Check{}, false
	}
	const most = 8
	shown := make([]string, 0, most)
	for _, r := range undrawn[:min(len(undrawn), most)] {
		shown = append(shown, string(r))
	}
	c := widgets.Check{ID: "letters", Title: "Pictures cannot show some characters", Field: "title",
		Reason: fmt.Sprintf("Frames and pages show %s; in the images an empty box stands there.", listOf(shown, len(undrawn)))}
	title := draw.WithoutUndrawn(m.draft.Spec.Title, undrawn)
	if title != "" && slices.ContainsFunc(undrawn, func(r rune) bool { return strings.ContainsRune(m.draft.Spec.Title, r) }) {
		c.Repair = &widgets.Repair{Name: "title", Value: title, Label: "Take them out of the title"}
	}
	return c, true
}

// figureTexts are the texts of a figure that its pictures may show.
func figureTexts(f widgets.Figure) string {
	var all strings.Builder
	add := func(texts ...string) {
		for _, text := range texts {
			all.WriteString(text)
			all.WriteByte(' ')
		}
	}
	add(f.Title, f.Subtitle, f.ShortSubtitle, f.Provenance.Sources(), f.Headline.Number, f.Headline.Sentence)
	add(f.Notes...)
	for _, s := range f.Series {
		add(s.Name)
		for _, p := range s.Points {
			add(p.Category, p.Group)
		}
	}
	for _, row := range f.Table.Rows {
		add(row...)
	}
	for _, r := range f.Remarks {
		add(r.Text)
	}
	return all.String()
}

// listOf joins what is shown of so many with commas.
func listOf(shown []string, of int) string {
	list := strings.Join(shown, ", ")
	if more := of - len(shown); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}
