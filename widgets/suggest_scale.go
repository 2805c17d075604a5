package widgets

import (
	"regexp"
	"slices"
	"strconv"

	"figurehead/datasets/shapes"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// isScale reports whether the names of a dimension are the steps of a scale in
// the order of the data: answers of a survey, or bands of numbers such as ages,
// which keep that order where other names stand highest first.
func (g *suggester) isScale(d int) bool {
	names := g.steps(d)
	return len(names) > 2 && (twoSided(names) && sidesApart(names) || bandsRise(names))
}

// steps are the names of a dimension without those of totals.
func (g *suggester) steps(d int) []string {
	names := slices.Clone(g.table.Column(d).Words[table.FirstCode:])
	return slices.DeleteFunc(names, func(name string) bool { return slices.Contains(g.fields[d].Totals, name) })
}

// sidesApart reports whether answers run from one side to the other, and do not
// alternate as in order of the alphabet.
func sidesApart(answers []string) bool {
	var sides []Side
	for _, a := range answers {
		if side, told := shapes.Leaning(a); told && side.Place() != Aside {
			sides = append(sides, side.Place())
		}
	}
	return len(slices.Compact(sides)) == 2
}

// called is a name at the start of a sentence: one that begins with a numeral
// has its heading before it, "Age 55-64".
func (g *suggester) called(d int, name string) string {
	if name == "" || name[0] < '0' || name[0] > '9' {
		return name
	}
	return words.Capital(thing(g.name(d))) + " " + name
}

// numberBand is a band of numbers by its name: 0-4, 25 to 34, 85+, under 16, more
// than 180, 65 and over.
var numberBand = regexp.MustCompile(`(?i)^(?:(?:aged?|under|over|up to|less than|fewer than|more than) )*(\d{1,6})(?:\+|(?: ?[-–] ?| to )\d{1,6}| (?:and|or) (?:over|above|more|older|under))?(?: (?:years|days|weeks|months|hours|minutes|people))?$`)

// bandsRise reports whether all names are bands of numbers, each beginning where
// the one before it does or later, and some of them from one number to another.
func bandsRise(names []string) bool {
	last, spans := -1, 0
	for _, name := range names {
		found := numberBand.FindStringSubmatch(name)
		if found == nil {
			return false
		}
		from, err := strconv.Atoi(found[1])
		if err != nil || from < last {
			return false
		}
		if last = from; name != found[1] {
			spans++
		}
	}
	return 2*spans > len(names)
}
