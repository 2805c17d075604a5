package widgets

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/shapes"
)

// Side says on which side of the centre line the answers of a Series stand.
type Side = shapes.Side

// The sides: answers that are neither low nor high stand apart, at the right.
const (
	LeftSide  = shapes.LeftSide
	Aside     = shapes.Aside
	RightSide = shapes.RightSide
	NoAnswer  = shapes.NoAnswer // stands apart too, hollow
)

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
		side, told := shapes.Leaning(a)
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
		isLeft = func(i int) bool { side, told := shapes.Leaning(answers[i]); return told && side == LeftSide }
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
		if _, told := shapes.Leaning(answers[i]); !told && len(left) == 0 {
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
