package widgets

import (
	"strings"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// EditedBy says how much of a Result a person changed, in that language: "2
// figures edited by Essex County Council". Readers are told the organisation; who
// it was stands in the audit trail. It is empty where nothing was.
func EditedBy(r datasets.Result, organisation, lang string) string {
	figures, names := 0, 0
	for _, cell := range r.Edited {
		if cell.Text {
			names++
			continue
		}
		figures++
	}
	l := words.For(lang)
	var what []string
	if figures > 0 {
		what = append(what, l.Count(figures, words.NounFigure))
	}
	if names > 0 {
		what = append(what, l.Count(names, words.NounName))
	}
	switch {
	case len(what) == 0:
		return ""
	case organisation == "":
		return l.Say(words.EditedByHand, "what", l.List(what))
	}
	return l.Say(words.EditedBy, "what", l.List(what), "who", organisation)
}

// mostEdits is how many edits a page tells one by one.
const mostEdits = 12

// edited words the edits of a step, each with what the source says and why.
func (m madeIn) edited(s datasets.EditCells) string {
	var said []string
	for _, e := range s.Edits[:min(len(s.Edits), mostEdits)] {
		var row []string
		for _, v := range e.Row {
			if v.Value != "" {
				row = append(row, v.Value)
			}
		}
		from := e.From.Value
		if from == "" {
			from = m.Say(words.EditedMissing)
		}
		phrase := words.EditedCell
		if len(row) == 0 {
			phrase = words.EditedOnly
		}
		said = append(said, m.Say(phrase, "field", quoted(e.Field), "row", strings.Join(row, ", "), "from", from,
			"why", strings.TrimRight(strings.TrimSpace(e.Why), ".")))
	}
	if more := len(s.Edits) - mostEdits; more > 0 {
		said = append(said, m.Say(words.EditedMore, "n", words.Whole(more)))
	}
	return strings.Join(said, ". ")
}
