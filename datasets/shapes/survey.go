package shapes

import "regexp"

// surveyRule recognises answers as they were given: one row for each person,
// with questions that share a scale such as "Strongly agree" to "Strongly
// disagree". A table of percentages is no such table.
func surveyRule() Rule {
	return Rule{Survey, []string{"questions", "group"}, findSurvey}
}

// strength are words that only a scale of opinions has: without one, "yes" and
// "no", or "high" and "low", are categories like any other.
var strength = regexp.MustCompile(`(?i)(^|[^\pL])(strongly|very|fairly|tend to|completely|totally|extremely|quite|slightly|somewhat|iawn|yn gryf|tueddu|gweddol|eithaf|braidd|hollol)($|[^\pL])`)

func findSurvey(v view) (Found, bool) {
	const fewest = 20 // rows, below which a column of answers may be a key
	var questions []string
	var scale []string
	for column, f := range v.fields {
		if f.Kind.Number() && v.whole(column) && v.table.Rows() > 0 && saysAny(v.headings[column], []string{"count", "number", "total", "responses", "respondents", "base"}) {
			return Found{}, false
		}
		if !v.text(column) || v.table.Rows() < fewest || !isScale(v.words(column)) {
			continue
		}
		if answers := v.words(column); scale == nil || overlap(scale, answers) {
			questions = append(questions, f.Name)
			scale = append(scale, answers...)
		}
	}
	if len(questions) == 0 {
		return Found{}, false
	}
	return Found{
		Columns: map[string][]string{"questions": questions},
		Column:  v.columns(map[string]int{"group": v.splits([]string{"district", "area", "ward", "age group", "age band", "age", "gender", "sex", "group"}, nil)}),
	}, true
}

// isScale reports whether answers run from one side to the other and say how strongly.
func isScale(answers []string) bool {
	strong, told := false, 0
	found := map[Side]bool{}
	for _, a := range answers {
		side, ok := Leaning(a)
		if ok {
			found[side], told = true, told+1
		}
		strong = strong || strength.MatchString(a)
	}
	return len(answers) >= 3 && len(answers) <= MaxAnswers && strong && found[LeftSide] && found[RightSide] && 4*told >= 3*len(answers)
}

// overlap reports whether two columns share most of their answers.
func overlap(scale, answers []string) bool {
	shared := 0
	for _, a := range answers {
		for _, b := range scale {
			if a == b {
				shared++
				break
			}
		}
	}
	return 2*shared >= len(answers)
}
