package widgets

import (
	"math"
	"strings"

	"figurehead/widgets/words"
)

// Heights of the parts of a frame that hold no text of the figure, in px
// (shared figure design, section 2).
const (
	keelHeight    = 5
	disclosureRow = 42 // opens the table; WCAG 2.2, 2.5.8 asks for 24 at least
	linkLength    = 24 // characters of the link to the data
	frameSlack    = 12 // for fonts that are a little wider than ours
)

// FrameHeight is the closed height in px that all three layouts of a frame
// share, so that turning a phone never cuts the figure: the height of the
// tallest, and never over 1,000. placed are frame-s, frame-m and frame-l.
func FrameHeight(f Figure, placed [3]Placed) int {
	tallest := Px(0)
	for _, p := range placed {
		tallest = max(tallest, p.Height+p.Around)
	}
	return min(int(math.Ceil(float64(tallest)))+frameSlack, maxFrame)
}

// around is the height of the HTML words around the plot of a frame, as its
// style sheet sets them.
func (l *layout) around() Px {
	width := l.preset.Width - 2*l.size.margin
	height := l.size.margin + keelHeight + 8 + 12
	if words := l.kind.plot.words; words != nil {
		height += words(l, width)
	} else {
		height += l.titleWordsHeight(width)
	}
	source := l.size.source
	for _, note := range l.figure.Notes {
		height += 14 + Px(l.rowsOf(note, Regular, source.size, width))*source.lead
	}
	p := l.figure.Provenance
	credit := l.say(words.Source)
	for _, o := range p.Origins() {
		credit += o.Source + ", " + l.say(words.AsAt) + o.AsAtWords + ". "
	}
	if p.Edited != "" {
		credit += p.Edited + ". "
	}
	credit += p.Statements() + " " + strings.Repeat("n", linkLength)
	if footer := l.figure.Theme.Footer; footer != "" {
		credit += " " + footer
	}
	return height + disclosureRow + 24 + Px(l.rowsOf(credit, Regular, source.size, width))*source.lead + 6
}

func (l *layout) titleWordsHeight(width Px) Px {
	t, s := l.size.title, l.size.subtitle
	h := Px(l.rowsOf(l.figure.Title, Bold, t.size, width)) * t.lead
	if l.figure.Subtitle != "" {
		h += 8 + Px(l.rowsOf(l.figure.Subtitle, Regular, s.size, width))*s.lead
	}
	return h
}

// headlineWordsHeight is the height of number, sentence and change, in one column.
func headlineWordsHeight(l *layout, width Px) Px {
	h, n := l.figure.Headline, l.size.number
	height := n.size + 6 + Px(l.rowsOf(h.Sentence, Regular, n.sentence, width))*n.lead
	if h.Change != "" {
		height += 22 + 21*Px(l.rowsOf(h.Change+" "+h.Base, Bold, 15, width-40))
	}
	if h.Target != nil && h.Target.Gap != "" {
		height += 22 + 21*Px(l.rowsOf(h.Target.Gap+" "+h.Target.Aim, Bold, 15, width-40))
	}
	return height
}

// rowsOf counts the rows that a browser breaks text into.
func (l *layout) rowsOf(text string, face Face, size, width Px) int {
	if len(text) > maxWrapped {
		return len(text) / 20
	}
	rows := 0
	for _, row := range l.wrap(text, face, size, width) {
		rows += 1 + int(l.measure(face, size, row)/(width+1))
	}
	return rows
}
