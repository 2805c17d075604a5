package widgets

import (
	"fmt"
	"strings"

	"figurehead/widgets/words"
)

// Describe writes the description of a figure for people who cannot see it,
// in one to three sentences: kind, subject and period; the message in numbers,
// each as its label has it; what is missing. Source: Analysis Function,
// "Charts: accessibility".
func Describe(f Figure) string {
	var sentences []string
	if k, known := kindOf(f.Kind); known {
		sentences = k.describe(f)
	}
	if note := missingNote(f); note != "" {
		sentences = append(sentences, note)
	}
	return strings.Join(sentences, " ")
}

func headlineSentence(f Figure) string {
	h := f.Headline
	text := h.Number
	switch {
	case h.Sentence != "":
		text += " " + h.Sentence
	case f.Title != "":
		text += ": " + f.Title
	}
	if h.Change != "" {
		text = strings.TrimRight(text, ".") + ", " + h.Change + " " + h.Base
	}
	return ended(words.Plain(text))
}

func describeHeadline(f Figure) []string {
	sentences := []string{"Headline figure: " + headlineSentence(f)}
	if ends := present(f.Headline.Sparkline); len(ends) > 1 {
		first, last := ends[0], ends[len(ends)-1]
		sentences = append(sentences, fmt.Sprintf("A small line runs from %s to %s.", labelAt(first), labelAt(last)))
	}
	return sentences
}

func describeBars(f Figure) []string {
	opening := about(f, fmt.Sprintf("Bar chart of %s", words.Count(len(allPoints(f)), "bar", "bars")))
	return append([]string{opening}, barsMessage(f)...)
}

// barsMessage says which is highest and lowest.
func barsMessage(f Figure) []string { return extremes(present(allPoints(f)), true) }

func describeColumns(f Figure) []string {
	points := present(allPoints(f))
	opening := "Column chart of " + words.Count(len(allPoints(f)), "column", "columns")
	if len(points) > 1 {
		opening += f.spanUnsaid(points[0].Category, points[len(points)-1].Category)
	}
	return append([]string{about(f, opening)}, columnsMessage(f)...)
}

// columnsMessage says how the numbers went.
func columnsMessage(f Figure) []string { return course(present(allPoints(f))) }

func describeTable(f Figure) []string {
	opening := fmt.Sprintf("Table of %s: %s", words.Count(len(f.Table.Rows), "row", "rows"), words.List(f.Table.Heads))
	if f.Subtitle != "" {
		opening += ". " + f.Subtitle
	}
	return []string{ended(opening)}
}

// about joins what a chart is with what it shows.
func about(f Figure, kind string) string {
	subject := f.Subtitle
	if subject == "" {
		subject = f.Title
	}
	if subject == "" {
		return ended(kind)
	}
	return ended(kind + ": " + subject)
}

// spanUnsaid names the first and last period unless the subtitle does.
func (f Figure) spanUnsaid(first, last string) string {
	subtitle := words.Plain(f.Subtitle)
	if first == "" || first == last || strings.Contains(subtitle, last) && strings.Contains(subtitle, first) {
		return ""
	}
	return fmt.Sprintf(", %s to %s", first, last)
}

// ended closes a sentence that has no stop yet.
func ended(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

func allPoints(f Figure) []Point {
	var points []Point
	for _, s := range f.Series {
		points = append(points, s.Points...)
	}
	return points
}

// present leaves the missing points out.
func present(points []Point) []Point {
	var kept []Point
	for _, p := range points {
		if !p.Missing {
			kept = append(kept, p)
		}
	}
	return kept
}
