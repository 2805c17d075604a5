package widgets

import (
	"math"
	"slices"

	"figurehead/widgets/words"
)

// Arrow shows for each name the way from an earlier number to a later one.
const Arrow Kind = "arrow"

// pairRoles are what arrows and slopes read.
var pairRoles = []Role{{"category", "Names", true}, {"value", "Numbers, or the later ones", true},
	{"from", "Earlier numbers", false}, {"time", "The two periods", false}}

func arrowKind() kind {
	return kind{
		name: Arrow, called: called("arrow chart", "siart saethau"),
		roles: pairRoles,
		read:  (*reading).arrows, plot: plot{height: arrowsHeight, draw: drawArrows},
		describe: describeArrows, message: pairsMessage, suggest: (*suggester).arrows,
		drawn: pairsDrawn, crossed: true,
	}
}

// arrows makes one row for each name, the highest later number first.
func (b *reading) arrows(f *Figure) error { return b.pairs(f, MaxBars, "rows") }

func describeArrows(f Figure) []string {
	opening := f.say(words.ArrowsOpening, "rows", f.count(len(allPoints(f)), words.NounRow))
	return append([]string{about(f, opening+f.spanUnsaid(f.Between[0], f.Between[1]))}, pairsMessage(f)...)
}

// pairsMessage says how the highlighted ones moved, or the one that changed
// most, and how many rose and fell.
func pairsMessage(f Figure) []string {
	points := paired(allPoints(f))
	var told []string
	for _, p := range points {
		if p.Highlight && len(told) < 2 {
			told = append(told, f.moved(p))
		}
	}
	if most, change := f.changedMost(points); len(told) == 0 && change != "" && len(points) > 1 {
		told = append(told, f.say(words.ChangedMost, "name", most.Category, "change", change))
	}
	switch {
	case len(points) == 1 && len(told) == 0:
		told = append(told, f.moved(points[0]))
	case len(points) > 1:
		told = append(told, f.directions(points))
	}
	var sentences []string
	for _, text := range told {
		sentences = append(sentences, ended(text))
	}
	return sentences
}

// paired are the points that have both numbers.
func paired(points []Point) []Point {
	return slices.DeleteFunc(slices.Clone(points), func(p Point) bool { return p.Missing || !p.From.present() })
}

// moved says how one point moved: "Essex fell from 46.0% to 16.8%".
func (f Figure) moved(p Point) string {
	phrase := words.Rose
	switch {
	case p.Value == p.From.Value:
		phrase = words.Stayed
	case p.Label == p.From.Label:
		phrase = words.HardlyMoved
	case p.Value < p.From.Value:
		phrase = words.Fell
	}
	return f.say(phrase, "name", p.Category, "from", words.Plain(p.From.Label), "to", words.Plain(p.Label))
}

// directions says how many rose and how many fell; one that went another way
// than all others is named.
func (f Figure) directions(points []Point) string {
	var rose, fell []Point
	for _, p := range points {
		switch {
		case p.Value > p.From.Value:
			rose = append(rose, p)
		case p.Value < p.From.Value:
			fell = append(fell, p)
		}
	}
	n := len(points)
	switch {
	case len(rose) == n:
		return f.say(words.AllRose, "n", words.Whole(n))
	case len(fell) == n:
		return f.say(words.AllFell, "n", words.Whole(n))
	case len(rose) == 1 && len(fell) == n-1 && n > 2 && !rose[0].Highlight:
		return f.say(words.OthersFell, "moved", f.moved(rose[0]), "n", words.Whole(n-1))
	case len(fell) == 1 && len(rose) == n-1 && n > 2 && !fell[0].Highlight:
		return f.say(words.OthersRose, "moved", f.moved(fell[0]), "n", words.Whole(n-1))
	}
	return f.say(words.RoseAndFell, "rose", words.Whole(len(rose)), "fell", words.Whole(len(fell)))
}

// changedMost is the point whose change is the greatest and that change in
// words; "" when no Fact has the changes.
func (f Figure) changedMost(points []Point) (Point, string) {
	var most Point
	for _, p := range points {
		if p.Change == "" {
			return Point{}, ""
		}
		if math.Abs(p.Moved) > math.Abs(most.Moved) {
			most = p
		}
	}
	return most, most.Change
}

// pairsDrawn counts the numbers drawn: of the value's column, or of both
// periods' rows.
func pairsDrawn(f Figure) int {
	n := len(present(allPoints(f)))
	if f.Spec.Encoding.From != "" {
		return n
	}
	for _, p := range allPoints(f) {
		if p.From.present() {
			n++
		}
	}
	return n
}
