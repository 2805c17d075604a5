package widgets

import (
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

// words is the locale the figure is worded in.
func (f Figure) words() *words.Locale { return words.For(f.Lang) }

// say writes a phrase in the language of the figure; see [words.Locale.Say].
func (f Figure) say(p words.Phrase, parts ...string) string { return f.words().Say(p, parts...) }

// count writes a number of things in the language of the figure.
func (f Figure) count(n int, thing words.Noun) string { return f.words().Count(n, thing) }

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
	sentences := []string{f.say(words.HeadlineIs, "text", headlineSentence(f))}
	if ends := present(f.Headline.Sparkline); len(ends) > 1 {
		first, last := ends[0], ends[len(ends)-1]
		sentences = append(sentences, ended(f.say(words.HeadlineRuns, "first", f.labelAt(first), "last", f.labelAt(last))))
	}
	return sentences
}

func describeBars(f Figure) []string {
	opening := about(f, f.say(words.BarsOpening, "bars", f.count(len(allPoints(f)), words.NounBar)))
	return append([]string{opening}, barsMessage(f)...)
}

// barsMessage says which is highest and lowest.
func barsMessage(f Figure) []string { return f.extremes(present(allPoints(f)), true) }

func describeColumns(f Figure) []string {
	points := present(allPoints(f))
	opening := f.say(words.ColumnsOpening, "columns", f.count(len(allPoints(f)), words.NounColumn))
	if len(points) > 1 {
		opening += f.spanUnsaid(points[0].Category, points[len(points)-1].Category)
	}
	return append([]string{about(f, opening)}, columnsMessage(f)...)
}

// columnsMessage says how the numbers went.
func columnsMessage(f Figure) []string { return f.course(present(allPoints(f))) }

func describeTable(f Figure) []string {
	opening := f.say(words.TableOpening, "rows", f.count(len(f.Table.Rows), words.NounRow), "heads", f.words().List(f.Table.Heads))
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
	return ", " + f.words().Between(first, last)
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
