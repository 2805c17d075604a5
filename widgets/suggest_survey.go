package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/shapes"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// survey suggests figures of answers as they were given: all questions side by
// side in the order of their scale, and the first by who answered. Shares are of
// those who answered a question; how many they were is said.
func (k *shaped) survey() {
	questions := k.Columns["questions"]
	if len(questions) > 1 {
		question, answer := k.freeName("Question"), k.freeName("Answer")
		k.answersTo(questions, question, answer, datasets.Choose{Fields: questions}, datasets.Unpivot{Fields: questions, Name: question, Value: answer}, withValue(answer))
	}
	group, grouped := k.Column["group"]
	for _, q := range questions[:min(2, len(questions))] {
		if grouped && k.table.Profile(k.table.Index(group)).Distinct <= 12 {
			k.answersTo([]string{q}, group, q, withValue(group), withValue(q))
		}
	}
}

// answersTo offers the share of each answer for each name of a column, after some
// steps. Answers that nobody gave are none of a hundred, and are there.
func (k *shaped) answersTo(questions []string, each, answer string, steps ...datasets.Step) {
	said, n, share := k.freeName("Said"), k.freeName("Answers"), k.freeName("Share")
	scale := k.scale(questions)
	counted := datasets.Group{By: []string{each}}
	turned := datasets.Unpivot{Labels: scale, Name: said, Value: n}
	for i, a := range scale {
		name := fmt.Sprintf("fh %d", i)
		steps = append(steps, datasets.Mark{Name: name, Field: answer, Test: "is", Values: []string{a}})
		counted.Measures = append(counted.Measures, datasets.Summary{Name: name, Summary: "sum", Field: name})
		turned.Fields = append(turned.Fields, name)
	}
	spec := Spec{Kind: DivergingBar, SeriesOrder: scale, Encoding: datasets.Roles{Category: each, Series: said, Value: share}}
	steps = append(steps, counted, turned, datasets.Share{Name: share, Of: n, Within: []string{each}})
	asked := len(questions) == 1
	if asked {
		steps = append(steps, ordered(each, "ascending"))
	}
	before := len(k.list)
	k.offerAnswersOf(spec, steps, plainName(each))
	if len(k.list) == before {
		return
	}
	s := &k.list[before]
	if s.Spec.Subtitle = subtitle(k.say(words.AnswersBy, "what", plainName(each)), k.baseOf(questions), k.say(words.InPerCent)); asked {
		s.Spec.Subtitle = "“" + questions[0] + "” " + lower(s.Spec.Subtitle)
		s.Spec.ShortSubtitle = subtitle("“"+questions[0]+"”", k.say(words.InPerCent))
		s.Catch = "Asked: “" + questions[0] + "”"
		return
	}
	k.commonestAnswer(s)
}

// commonestAnswer names the question at which an answer is commonest.
func (k *shaped) commonestAnswer(s *Suggestion) {
	r, ok := k.run(s.Query.Steps...)
	if !ok {
		return
	}
	f, err := NewFigure(s.Spec, r, Provenance{}, DefaultTheme(), "en-GB")
	if err != nil {
		return
	}
	if answer, high, _, ok := commonest(f.side(RightSide)); ok {
		s.Spec.Title = k.say(words.AnswerCommon, "answer", answer, "name", high.Category, "number", words.Plain(high.Label))
		s.Sentence = ended(s.Spec.Title)
	}
}

// scale is the order of all answers to some questions.
func (k *shaped) scale(questions []string) []string {
	var answers []string
	for _, q := range questions {
		for _, a := range k.table.Column(k.table.Index(q)).Words[table.FirstCode:] {
			if !slices.Contains(answers, a) {
				answers = append(answers, a)
			}
		}
	}
	slices.Sort(answers)
	return shapes.InOrder(answers)
}

// baseOf says how many answers each bar is made of: "base 226 to 235 answers".
func (k *shaped) baseOf(questions []string) string {
	least, most := k.table.Rows(), 0
	for _, q := range questions {
		n := k.table.Rows() - k.table.Profile(k.table.Index(q)).Missing
		least, most = min(least, n), max(most, n)
	}
	base := words.Whole(least)
	if least != most {
		base = k.words.Between(base, words.Whole(most))
	}
	return k.say(words.AnswersBase, "number", base)
}
