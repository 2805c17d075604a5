package widgets

import (
	"regexp"
	"slices"

	"figurehead/datasets"
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

// place is the side on which answers are drawn: those of no answer apart.
func (s Side) place() Side {
	if s == NoAnswer {
		return Aside
	}
	return s
}

// maxAnswers is the most answers shown: a scale of seven and those who gave none.
const maxAnswers = 8

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

// leaning is the side that the words of an answer tell; false where they tell
// none.
func leaning(answer string) (Side, bool) {
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

// answerScale is how answers stand: from the outermost left to the centre, from
// there to the outermost right, and those that stand apart.
type answerScale struct{ left, right, neutral, none []int }

// scaleOf divides answers, given in the order of the data, into sides. An odd
// one in the middle stands apart. left and aside are what the Spec says, by
// the names of the answers.
func scaleOf(answers, left, aside []string) answerScale {
	var s answerScale
	var rest []int
	for i, a := range answers {
		side, told := leaning(a)
		switch {
		case slices.Contains(left, a):
			rest = append(rest, i)
		case (slices.Contains(aside, a) || len(aside) == 0) && told && side == NoAnswer:
			s.none = append(s.none, i)
		case slices.Contains(aside, a), len(aside) == 0 && told && side == Aside:
			s.neutral = append(s.neutral, i)
		default:
			rest = append(rest, i)
		}
	}
	isLeft := func(i int) bool { return slices.Contains(left, answers[i]) }
	if len(left) == 0 {
		isLeft = func(i int) bool { side, told := leaning(answers[i]); return told && side == LeftSide }
	}
	if len(rest) > 1 && isLeft(rest[len(rest)-1]) && !isLeft(rest[0]) {
		slices.Reverse(rest)
	}
	cut := divided(answers, rest, left, isLeft)
	if cut < 0 {
		if cut = len(rest) / 2; len(rest)%2 == 1 {
			s.neutral = append([]int{rest[cut]}, s.neutral...)
			rest = slices.Delete(slices.Clone(rest), cut, cut+1)
		}
	}
	s.left, s.right = rest[:cut], rest[cut:]
	return s
}

// divided is where the left answers end, or −1 where the words of some tell no
// side or sides alternate.
func divided(answers []string, rest []int, left []string, isLeft func(int) bool) int {
	cut := 0
	for k, i := range rest {
		if _, told := leaning(answers[i]); !told && len(left) == 0 {
			return -1
		}
		if isLeft(i) {
			if cut != k {
				return -1
			}
			cut++
		}
	}
	return cut
}

// divide puts the answers of a figure in the order in which they stand and
// gives each its side.
func (b *reading) divide(f *Figure) error {
	answers := make([]string, len(f.Series))
	for i, s := range f.Series {
		answers[i] = b.rawSeries(s.Name)
	}
	scale := scaleOf(answers, b.spec.Left, b.spec.Aside)
	if len(scale.left) == 0 || len(scale.right) == 0 {
		return datasets.Problem{Field: "series", Message: "The answers do not fall into two sides.",
			Suggestion: "Say which of them stand left of the centre line, or show 100% bars."}
	}
	var series []Series
	for _, side := range []struct {
		of   Side
		from []int
	}{{LeftSide, scale.left}, {RightSide, scale.right}, {Aside, scale.neutral}, {NoAnswer, scale.none}} {
		for _, i := range side.from {
			s := f.Series[i]
			s.Side = side.of
			series = append(series, s)
		}
	}
	f.Series = series
	return nil
}
