package words

import (
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Resolve puts Facts in the place of tokens such as {value}, {change} and
// {period}. A token that is unknown, or whose Fact is missing, is left out of
// the text and reported: a reader never meets one. Everything else in text is
// kept byte for byte. The tokens are those of [Tokens].
func Resolve(text string, facts []datasets.Fact, f Format) (string, []string) {
	return British.Resolve(text, facts, f)
}

// Resolve puts Facts in the place of tokens; see the function of that name.
func (l *Locale) Resolve(text string, facts []datasets.Fact, f Format) (string, []string) {
	var b strings.Builder
	var unresolved []string
	for text != "" {
		before, name, rest, found := nextToken(text)
		b.WriteString(before)
		if found {
			word, ok := l.token(name, facts, f)
			if !ok {
				unresolved = append(unresolved, name)
			}
			b.WriteString(word)
		}
		text = rest
	}
	return b.String(), unresolved
}

// HasToken reports whether text holds something written as a token.
func HasToken(text string) bool {
	_, _, _, found := nextToken(text)
	return found
}

// nextToken finds the first {letters} that is not doubled or part of ${…}.
func nextToken(text string) (before, name, rest string, found bool) {
	for i := 0; i < len(text); i++ {
		if text[i] != '{' || i > 0 && (text[i-1] == '{' || text[i-1] == '$') {
			continue
		}
		end := i + 1
		for end < len(text) && letter(text[end]) {
			end++
		}
		closed := end < len(text) && text[end] == '}' && end > i+1
		if closed && !strings.HasPrefix(text[end+1:], "}") {
			return text[:i], text[i+1 : end], text[end+1:], true
		}
	}
	return text, "", "", false
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

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
)

// tokens maps each token to its Fact and what it shows of it.
var tokens = []struct {
	name, fact string
	part       part
}{
	{"value", "value", theValue},
	{"period", "value", thePeriod},
	{"name", "value", theName},
	{"change", "change", theChange},
	{"base", "change", theBase},
	{"basePeriod", "change", theBasePeriod},
	{"yearChange", "yearChange", theChange},
	{"yearBase", "yearChange", theBase},
	{"yearBasePeriod", "yearChange", theBasePeriod},
	{"first", "first", theValue},
	{"firstPeriod", "first", thePeriod},
	{"highest", "highest", theValue},
	{"highestName", "highest", theName},
	{"highestPeriod", "highest", thePeriod},
	{"lowest", "lowest", theValue},
	{"lowestName", "lowest", theName},
	{"lowestPeriod", "lowest", thePeriod},
	{"rows", "rows", theCount},
}

// Tokens are the names that Resolve knows, in the order the docs list them.
func Tokens() []string {
	var names []string
	for _, t := range tokens {
		names = append(names, t.name)
	}
	return names
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
	case theCount:
		f = Format{}
	}
	return l.Cell(c, f), c.Missing == table.Present && c.Kind.Number()
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

// FactNamed returns the Fact of that name whose value is present.
func FactNamed(facts []datasets.Fact, name string) (datasets.Fact, bool) {
	for _, f := range facts {
		if f.Name == name && f.Value.Missing == table.Present {
			return f, true
		}
	}
	return datasets.Fact{}, false
}

// Change writes the change of that name ("change" or "yearChange"): in
// percentage points for percentages, in per cent where the base allows it,
// else in the measure's unit. Empty without the Fact.
func (l *Locale) Change(facts []datasets.Fact, name string, f Format) string {
	change, ok := FactNamed(facts, name)
	if !ok {
		return ""
	}
	if percent, ok := percentOf(facts, name, f); ok {
		return l.PercentChange(percent)
	}
	return l.Difference(change.Value.Number, f)
}

// Size is how much the change of that name is, without its direction, for
// sentences such as "it rose by 1.2 percentage points". Empty without the Fact,
// and when it rounds to nothing.
func (l *Locale) Size(facts []datasets.Fact, name string, f Format) string {
	change, ok := FactNamed(facts, name)
	if !ok {
		return ""
	}
	if percent, ok := percentOf(facts, name, f); ok {
		return l.percentSize(percent)
	}
	return l.size(change.Value.Number, f)
}

// percentOf is a change in per cent, where one may be shown.
func percentOf(facts []datasets.Fact, name string, f Format) (table.Decimal, bool) {
	change, _ := FactNamed(facts, name)
	percent, ok := FactNamed(facts, name+"Percent")
	return percent.Value.Number, ok && !f.Percent() && AllowsPercent(change.Base.Number)
}
