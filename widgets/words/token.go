package words

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// part is what a token shows of its Fact.
type part uint8

const (
	theValue part = iota
	theChange
	thePeriod
	theName
	theBase
	theBasePeriod
	theCount
	theGap
	theSize
	theMiddle
	theSpan
)

// tokens maps each token to its Fact and what it shows of it. The first names
// are those offered; the others were released earlier and mean the same.
var tokens = []struct {
	name, fact string
	part       part
	earlier    bool
}{
	{"latest", "value", theValue, false},
	{"latest:period", "value", thePeriod, false},
	{"latest:name", "value", theName, false},
	{"change", "change", theChange, false},
	{"previous", "change", theBase, false},
	{"previous:period", "change", theBasePeriod, false},
	{"change on year", "yearChange", theChange, false},
	{"year before", "yearChange", theBase, false},
	{"year before:period", "yearChange", theBasePeriod, false},
	{"first", "first", theValue, false},
	{"first:period", "first", thePeriod, false},
	{"first:name", "first", theName, false},
	{"change since first", "firstChange", theChange, false},
	{"highest rise", "highestRise", theChange, false},
	{"highest rise:name", "highestRise", theName, false},
	{"highest fall", "highestFall", theChange, false},
	{"highest fall:name", "highestFall", theName, false},
	{"highest", "highest", theValue, false},
	{"highest:name", "highest", theName, false},
	{"highest:period", "highest", thePeriod, false},
	{"second", "second", theValue, false},
	{"second:name", "second", theName, false},
	{"second:period", "second", thePeriod, false},
	{"lowest", "lowest", theValue, false},
	{"lowest:name", "lowest", theName, false},
	{"lowest:period", "lowest", thePeriod, false},
	{"latest highest", "latestHighest", theValue, false},
	{"latest highest:name", "latestHighest", theName, false},
	{"latest lowest", "latestLowest", theValue, false},
	{"latest lowest:name", "latestLowest", theName, false},
	{"latest total", "latestTotal", theValue, false},
	{"gap", "gap", theSize, false},
	{"total", "total", theValue, false},
	{"mean", "mean", theMiddle, false},
	{"median", "median", theMiddle, false},
	{"count", "count", theCount, false},
	{"target", "target", theValue, false},
	{"target:difference", "targetDifference", theGap, false},
	{"rows", "rows", theCount, false},
	{"span", "span", theSpan, false},
	{"value", "value", theValue, true},
	{"period", "value", thePeriod, true},
	{"name", "value", theName, true},
	{"base", "change", theBase, true},
	{"basePeriod", "change", theBasePeriod, true},
	{"yearChange", "yearChange", theChange, true},
	{"yearBase", "yearChange", theBase, true},
	{"yearBasePeriod", "yearChange", theBasePeriod, true},
	{"firstPeriod", "first", thePeriod, true},
	{"highestName", "highest", theName, true},
	{"highestPeriod", "highest", thePeriod, true},
	{"lowestName", "lowest", theName, true},
	{"lowestPeriod", "lowest", thePeriod, true},
}

// Token is a name that a text may hold in braces, and what it stands for at
// present.
type Token struct{ Name, Value string }

// Tokens are the names that Resolve knows, in the order the docs list them.
func Tokens() []string {
	var names []string
	for _, t := range tokens {
		names = append(names, t.name)
	}
	return names
}

// Offered lists the tokens that have a value in Facts, each with it. Where
// several lines or places have a Fact of one name, none of them is offered: a
// token says nothing of which it means.
func (l *Locale) Offered(facts []datasets.Fact, f Format) []Token {
	count := map[string]int{}
	for _, fact := range facts {
		count[fact.Name]++
	}
	var list []Token
	for _, t := range tokens {
		if t.earlier || count[t.fact] != 1 || t.part == theName && !named(facts, t.fact) {
			continue
		}
		if value, ok := l.token(t.name, facts, f); ok && value != "" {
			list = append(list, Token{t.name, Plain(value)})
		}
	}
	return list
}

// named reports whether the Fact stands at a name and not only at a period.
func named(facts []datasets.Fact, name string) bool {
	fact, _ := FactNamed(facts, name)
	return fact.Category.Text != "" || fact.Series.Text != ""
}

// NearToken is the offered token whose name a mistyped one comes closest to;
// false when none is near.
func NearToken(mistyped string) (string, bool) {
	best, distance := "", 3
	for _, t := range tokens {
		if d := edits(mistyped, t.name, distance); !t.earlier && d < distance {
			best, distance = t.name, d
		}
	}
	return best, best != ""
}

// KnownToken reports whether Resolve knows the name.
func KnownToken(name string) bool { return slices.Contains(Tokens(), name) }

// edits counts the letters to insert, leave out or replace to make a into b;
// anything from most on is most.
func edits(a, b string, most int) int {
	if max(len(a)-len(b), len(b)-len(a)) >= most {
		return most
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], most)
}

func (l *Locale) token(name string, facts []datasets.Fact, f Format) (string, bool) {
	for _, t := range tokens {
		if t.name != name {
			continue
		}
		fact, ok := FactNamed(facts, t.fact)
		if !ok {
			return "", false
		}
		if t.part == theChange {
			return l.Change(facts, t.fact, f), true
		}
		if t.part == theGap {
			return l.Gap(facts, f), true
		}
		return l.factPart(fact, t.part, f)
	}
	return "", false
}

func (l *Locale) factPart(fact datasets.Fact, p part, f Format) (string, bool) {
	c := fact.Value
	switch p {
	case thePeriod:
		return l.place(fact.Period)
	case theName:
		for _, c := range []table.Cell{fact.Category, fact.Series, fact.Period} {
			if text, ok := l.place(c); ok {
				return text, true
			}
		}
		return "", false
	case theBase:
		c = fact.Base
	case theBasePeriod:
		return l.place(fact.BasePeriod)
	case theSpan:
		return l.Span(fact.BasePeriod, fact.Period), true
	case theCount:
		f = Format{}
	case theMiddle:
		f = middleFormat(c, f)
	case theSize:
		return l.distance(c.Number, f), true
	}
	return l.Cell(c, f), c.Missing == table.Present && c.Kind.Number()
}

// middleFormat gives a mean or median of small whole numbers the one decimal
// that they do not have themselves: "2.4", but "41,437".
func middleFormat(c table.Cell, f Format) Format {
	if f.Decimals == 0 && c.Number.Places() > 0 && magnitude(c.Number) <= 2 && !f.money() {
		f.Decimals = 1
	}
	return f
}

// place writes the category or period a Fact stands at; false when it has none.
func (l *Locale) place(c table.Cell) (string, bool) {
	if c.Missing != table.Present || c.Kind == table.Text && c.Text == "" {
		return "", false
	}
	return glueIf(l.Cell(c, Format{Decimals: Exact}), c.Kind.Calendar()), true
}

// glueIf glues s when keep is set.
func glueIf(s string, keep bool) string {
	if keep {
		return Glue(s)
	}
	return s
}
