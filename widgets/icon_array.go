package widgets

import (
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// IconArray shows a percentage as so many of a hundred.
const IconArray Kind = "iconArray"

// MaxIconGroups is how many groups of a hundred stand in one figure.
const MaxIconGroups = 4

func iconArrayKind() kind {
	return kind{
		name: IconArray, called: called("icon array", "arae eiconau"),
		roles: []Role{{"category", "Groups", false}, {"value", "Percentages", true},
			{"low", "Lower ends of the intervals", false}, {"high", "Upper ends of the intervals", false}},
		read: (*reading).icons, plot: plot{height: iconsHeight, draw: drawIcons},
		describe: describeIcons, message: iconsMessage, suggest: (*suggester).icons,
	}
}

// icons makes one group of a hundred for each row, in the order of the data.
// Numbers that are no part of a hundred are refused.
func (b *reading) icons(f *Figure) error {
	if !b.number.Percent() {
		return datasets.Problem{Field: "value",
			Message:    fmt.Sprintf("%q is not a percentage, so it is no part of a hundred.", b.result.Fields[b.value].Name),
			Suggestion: "Choose a column of percentages, or give the number the unit %."}
	}
	if err := tooMany(len(b.result.Rows), MaxIconGroups, "groups"); err != nil {
		return err
	}
	s := Series{Name: b.result.Fields[b.value].Name}
	for i, row := range b.result.Rows {
		p := b.point(row, b.category, i)
		if b.category < 0 {
			p.Category, p.Short = s.Name, s.Name
		}
		if !p.Missing && (row[b.value].Number.Sign() < 0 || row[b.value].Number.Cmp(hundred) > 0) {
			return datasets.Problem{Field: "value",
				Message:    fmt.Sprintf("%s is %s, which is no part of a hundred.", shorten(p.Category), words.Plain(p.Label)),
				Suggestion: "Show a bar chart, or choose a percentage from 0 to 100."}
		}
		if !p.Missing {
			p.People = people(row[b.value].Number)
		}
		s.Points = append(s.Points, p)
	}
	if err := b.intervals(f, b.result.Rows, s.Points); err != nil {
		return err
	}
	if f.Order == "" {
		f.Order = "data"
	}
	sortPoints(s.Points, f.Order)
	f.Series = []Series{s}
	return unique(s.Points, "icon array")
}

var hundred = table.NewDecimal(100, 0)

// people are the whole people of a hundred, halves rounded away from zero. None
// is shown only for 0, and all only for 100.
func people(percent table.Decimal) int {
	n, _ := percent.Round(0).Int64() // from 0 to 100
	if n == 100 && percent.Cmp(hundred) < 0 {
		return 99
	}
	return int(n)
}

// peopleWords are the people of a hundred in words: "11", or "Under 1" where
// the number is not zero and yet no one is shown.
func (f Figure) peopleWords(p Point) string {
	switch {
	case p.People == 0 && p.Value > 0:
		return f.say(words.UnderOne)
	case p.People == 99 && p.Value >= 99.5:
		return f.say(words.Over99)
	}
	return words.Whole(p.People)
}

// fractions are the shares of a hundred that people say as so many in a few,
// by their percentage rounded to whole ones.
var fractions = map[int][2]int{
	1: {1, 100}, 2: {1, 50}, 4: {1, 25}, 5: {1, 20}, 10: {1, 10}, 11: {1, 9}, 13: {1, 8}, 14: {1, 7}, 17: {1, 6}, 20: {1, 5}, 25: {1, 4},
	30: {3, 10}, 33: {1, 3}, 40: {2, 5}, 50: {1, 2}, 60: {3, 5}, 67: {2, 3}, 70: {7, 10}, 75: {3, 4}, 80: {4, 5}, 90: {9, 10},
}

// about is a share as so many in a few, where it is that within rounding: "about
// 1 in 5"; "" for others.
func (f Figure) about(p Point) string {
	in, ok := fractions[p.People]
	if !ok || p.Missing {
		return ""
	}
	return f.say(words.AboutIn, "few", words.Whole(in[0]), "all", words.Whole(in[1]))
}

// exact is the number of a group with what is known of it: "11.0%, about 1 in
// 9", and its interval.
func (f Figure) exact(p Point) (number, interval string) {
	number = words.Plain(p.Label)
	if about := f.about(p); about != "" {
		number += ", " + about
	}
	if ends := f.interval(p); ends != "" {
		interval = f.shortInterval() + " " + ends
	}
	return number, interval
}

func describeIcons(f Figure) []string {
	opening := f.say(words.IconsOpening, "groups", f.count(len(allPoints(f)), words.NounGroup))
	return append([]string{about(f, opening)}, iconsMessage(f)...)
}

// iconsMessage says how many of a hundred each group has.
func iconsMessage(f Figure) []string {
	var parts []string
	for _, p := range present(allPoints(f)) {
		number, _ := f.exact(p)
		if ends := f.interval(p); ends != "" {
			number += ", " + ends
		}
		parts = append(parts, f.say(words.GroupOf100, "name", p.Category, "number", f.peopleWords(p), "exact", number))
	}
	return []string{ended(strings.Join(parts, "; "))}
}
