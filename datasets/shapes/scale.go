package shapes

import (
	"regexp"
	"slices"
)

// Side says on which side of the centre line the answers of a Series stand.
type Side int8

// The sides: answers that are neither low nor high stand apart, at the right.
const (
	LeftSide  Side = -1
	Aside     Side = 0
	RightSide Side = 1
	NoAnswer  Side = 2 // stands apart too, hollow
)

// Place is the side on which answers are drawn: those of no answer apart.
func (s Side) Place() Side {
	if s == NoAnswer {
		return Aside
	}
	return s
}

// MaxAnswers is the most answers shown: a scale of seven and those who gave none.
const MaxAnswers = 8

// Words of answers, in English and in Welsh with their mutations. Those of no
// answer and of neither side stand apart; of the others the low ones stand left.
// A scale without such words, such as how often, is divided in the middle.
var (
	noAnswer = answerWords(
		`don[’']?t know|do not know|not sure|unsure|no opinion|no answer|not answered|not stated|not applicable|prefer not|refused|can[’']?t say|no response|n/a`,
		`d?dim yn gwybod|d?dim yn siŵr|ansicr|dim barn|dim ateb|heb ateb|heb ei nodi|ddim yn berthnasol|amherthnasol|g?well gen( i|nyf|nym)|gwrthod|methu dweud|dim ymateb`)
	neither = answerWords(
		`neither|neutral|no change|about the same|no difference|undecided|mixed`,
		`nac yn|d?dim .+ nac? .+|niwtral|dim newid|tua[’']r un|dim gwahaniaeth|heb benderfynu|cymysg`)
	lowWord = answerWords(
		`disagree|dissatisfied|unsatisfied|unsafe|bad|badly|poor|poorly|low|unhappy|difficult|worse|worst|against|oppose|disapprove|unlikely|unimportant|unfavourable|unaware|negative|ineffective|not|no|decreased?|less`,
		`anghytuno|anfodlon|anniogel|drwg|gwael|wael|gwaeth|waeth|gwaethaf|isel|anhapus|anodd|yn erbyn|gwrthwynebu|anghymeradwyo|annhebygol|dibwys|anffafriol|anymwybodol|negyddol|aneffeithiol|ddim|dim|nid|nage|naddo|nac (ydw|ydy|ydyn|oes|oedd)|gostwng|lleihau|llai`)
	highWord = answerWords(
		`agree|satisfied|safe|good|well|high|happy|easy|better|best|support|favour|approve|likely|important|favourable|aware|positive|effective|excellent|yes|increased?|more`,
		`cytuno|bodlon|fodlon|diogel|ddiogel|da|dda|uchel|hapus|hawdd|gwell|well|gorau|cefnogi|o blaid|cymeradwyo|tebygol|debygol|pwysig|bwysig|ffafriol|ymwybodol|cadarnhaol|effeithiol|ardderchog|rhagorol|ie|ydw|ydy|oes|cynyddu|mwy`)
)

// answerWords finds one of the words of both languages, whatever the capitals.
func answerWords(english, welsh string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|[^\pL])(` + english + `|` + welsh + `)($|[^\pL])`)
}

// Leaning is the side that the words of an answer tell; false where they tell
// none.
func Leaning(answer string) (Side, bool) {
	switch {
	case noAnswer.MatchString(answer):
		return NoAnswer, true
	case neither.MatchString(answer):
		return Aside, true
	case lowWord.MatchString(answer):
		return LeftSide, true
	case highWord.MatchString(answer):
		return RightSide, true
	}
	return Aside, false
}

// most and some are words of answers that lean far, and of those that lean a little.
var (
	most = answerWords(`strongly|very|completely|totally|extremely|fully|definitely|always`, `yn gryf|gryf|iawn|hollol|yn llwyr|bob amser`)
	some = answerWords(`tend to|fairly|quite|slightly|somewhat|partly|a little|mostly`, `tueddu|gweddol|eithaf|braidd|ychydig`)
)

// InOrder puts the answers of a scale in its order: the farthest left first, those
// between the sides in the middle, those of no answer last. Answers that words do
// not tell apart keep their order.
func InOrder(answers []string) []string {
	place := func(a string) int {
		side, _ := Leaning(a)
		strength := 2
		switch {
		case most.MatchString(a):
			strength = 3
		case some.MatchString(a):
			strength = 1
		}
		switch side {
		case LeftSide, RightSide:
			return int(side) * strength
		case NoAnswer:
			return 10
		}
		return 0
	}
	ordered := slices.Clone(answers)
	slices.SortStableFunc(ordered, func(a, b string) int { return place(a) - place(b) })
	return ordered
}
