package widgets

import (
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// MaxAlt is the most characters of a description that Describe writes: more is
// skipped by people who listen (Analysis Function, "Charts: accessibility").
const MaxAlt = 250

// maxLongSentences is the most sentences of a LongDescription.
const maxLongSentences = 5

// Describe writes the description of a figure for people who cannot see it,
// in at most MaxAlt characters and whole sentences: kind, subject and period;
// the message in numbers, each as its label has it; what is missing. Where the
// first two are too long together, the subject loses its last parts.
func Describe(f Figure) string {
	sentences := sentencesOf(f)
	if len(sentences) == 0 {
		return ""
	}
	room := MaxAlt
	if k, _ := kindOf(f.Kind); len(sentences) > 1 && (!k.asTheyAre || len(f.Along) > 0) { // there the first is the message
		if left := MaxAlt - 1 - utf8.RuneCountInString(sentences[1]); left >= leastSubject {
			room = left
		}
	}
	text := shortSubject(sentences[0], room)
	for _, sentence := range sentences[1:] {
		if utf8.RuneCountInString(text)+1+utf8.RuneCountInString(sentence) <= MaxAlt {
			text += " " + sentence
		}
	}
	return text
}

// LongDescription says more than Describe, in at most five sentences: also
// what only the whole drawing shows, such as the order of all bars.
func LongDescription(f Figure) string {
	sentences := sentencesOf(f)
	k, _ := kindOf(f.Kind)
	if k.more != nil {
		sentences = append(sentences, k.more(f)...)
	}
	return strings.Join(sentences[:min(len(sentences), maxLongSentences)], " ")
}

// sentencesOf are the sentences of a kind's description with what is missing
// or not final after the message, and the annotations.
func sentencesOf(f Figure) []string {
	k, known := kindOf(f.Kind)
	if !known {
		return nil
	}
	sentences := k.describe(f)
	for _, note := range []string{ended(f.Provenance.Edited), stateNote(f), missingNote(f), openInTable(f)} {
		if note != "" {
			sentences = slices.Insert(sentences, min(2, len(sentences)), note)
		}
	}
	return append(sentences, f.remarkSentences()...)
}

// leastSubject is the room kept for what is drawn where the message is long.
const leastSubject = 90

// shortSubject leaves parts out of the end of an opening, from comma to comma,
// until it has at most that many characters; a first part that is longer is
// cut at a word.
func shortSubject(opening string, most int) string {
	kind, _, _ := strings.Cut(opening, ": ")
	for utf8.RuneCountInString(opening) > most {
		comma := strings.LastIndex(opening, ", ")
		if comma <= len(kind) {
			return cutWords(opening, most)
		}
		opening = ended(opening[:comma])
	}
	return opening
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
	case f.Title != "" && f.Title != h.Number:
		text += ": " + f.Title
	}
	if h.Change != "" {
		text = strings.TrimRight(text, ".") + ", " + h.Change + " " + h.Base
	}
	return ended(words.Plain(text))
}

// headlineGap says how far the number is from its target, and whose that is.
func headlineGap(f Figure) []string {
	t := f.Headline.Target
	if t == nil || t.Gap == "" {
		return nil
	}
	text := words.Plain(f.say(words.GapIs, "gap", t.Gap, "aim", t.Aim))
	if f.Spec.Target == nil || strings.TrimSpace(f.Spec.Target.Text) == "" {
		return []string{ended(text)}
	}
	defined := ended(f.say(words.GapOf, "gap", text, "definition", strings.TrimSpace(f.Spec.Target.Text)))
	if utf8.RuneCountInString(headlineSentence(f)+defined) > MaxAlt-leastSubject/4 {
		return []string{ended(text)}
	}
	return []string{defined}
}

func describeHeadline(f Figure) []string {
	sentences := append([]string{f.say(words.HeadlineIs, "text", headlineSentence(f))}, headlineGap(f)...)
	if ends := present(f.Headline.Sparkline); len(ends) > 1 {
		first, last := ends[0], ends[len(ends)-1]
		sentences = append(sentences, ended(f.say(words.HeadlineRuns, "first", f.labelAt(first), "last", f.labelAt(last))))
	}
	return sentences
}

// moreOfHeadline gives the number in full where the figure rounds it.
func moreOfHeadline(f Figure) []string {
	value, ok := words.FactNamed(f.Facts, "value")
	if !ok {
		return nil
	}
	if f.words().Number(value.Value.Number, f.number) == f.Headline.Number {
		return nil
	}
	exact := f.number
	exact.Decimals = words.Exact
	return []string{ended(words.Plain(f.say(words.ExactlyIs, "number", f.words().Number(value.Value.Number, exact))))}
}

func describeBars(f Figure) []string {
	opening := about(f, f.say(words.BarsOpening, "bars", f.count(len(allPoints(f)), words.NounBar)))
	return append([]string{opening}, barsMessage(f)...)
}

// barsMessage says which is highest and lowest.
func barsMessage(f Figure) []string { return f.extremes(present(allPoints(f)), true) }

func moreOfBars(f Figure) []string { return f.inOrder(present(allPoints(f))) }

func describeColumns(f Figure) []string {
	points := present(allPoints(f))
	opening := f.say(words.ColumnsOpening, "columns", f.count(len(allPoints(f)), words.NounColumn))
	if len(points) > 1 && f.Spec.Encoding.Time != "" {
		opening += f.spanUnsaid(points[0].Category, points[len(points)-1].Category)
	}
	return append([]string{about(f, opening)}, columnsMessage(f)...)
}

// columnsMessage says how the numbers went, or which is highest and lowest
// where the columns are no periods.
func columnsMessage(f Figure) []string {
	if f.Spec.Encoding.Time == "" {
		return barsMessage(f)
	}
	return f.course(present(allPoints(f)))
}

func describeTable(f Figure) []string {
	if len(f.Along) > 0 {
		return describeLinesOf(f)
	}
	opening := f.say(words.TableOpening, "rows", f.count(len(f.Table.Rows), words.NounRow), "heads", f.words().List(f.Table.Heads))
	if f.Subtitle != "" {
		opening += ". " + f.Subtitle
	}
	return []string{ended(opening)}
}

// moreOfTable says which of the numbers of a table is highest and lowest.
func moreOfTable(f Figure) []string {
	if len(f.Along) > 0 && len(f.Series) <= MaxLines {
		return f.eachEnds()
	}
	var points []Point
	for _, name := range []string{"highest", "lowest"} {
		fact, ok := words.FactNamed(f.Facts, name)
		if !ok {
			return nil
		}
		label := f.words().Number(fact.Value.Number, f.number.Label())
		points = append(points, Point{Category: f.factName(fact), Value: fact.Value.Number.Float64(), Label: label})
	}
	if points[0].Category == "" || points[0].Value == points[1].Value {
		return nil
	}
	return f.extremes(points, false)
}

// factName is the name or the period a Fact stands at, as the figure shows it.
func (f Figure) factName(fact datasets.Fact) string {
	for _, c := range []table.Cell{fact.Category, fact.Series, fact.Period} {
		if name := f.words().Cell(c, words.Format{Decimals: words.Exact}); c.Missing == table.Present && name != "" {
			return firstOf(f.Spec.Names[c.Text], name)
		}
	}
	return ""
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
