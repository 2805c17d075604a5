package words

import (
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Resolve puts Facts in the place of tokens such as {latest}, {change on year}
// and {highest:name}. A token that is unknown, or whose Fact is missing, is
// left out of the text and reported: a reader never meets one. A name in double
// braces stands in single ones. Everything else in text is kept byte for byte.
// The tokens are those of [Tokens].
func Resolve(text string, facts []datasets.Fact, f Format) (string, []string) {
	return British.Resolve(text, facts, f)
}

// Resolve puts Facts in the place of tokens; see the function of that name.
func (l *Locale) Resolve(text string, facts []datasets.Fact, f Format) (string, []string) {
	var b strings.Builder
	var unresolved []string
	for text != "" {
		before, token, rest := nextToken(text)
		b.WriteString(before)
		switch {
		case token.escaped:
			b.WriteString("{" + token.name + "}")
		case token.name != "":
			word, ok := l.token(token.name, facts, f)
			if !ok {
				unresolved = append(unresolved, token.name)
			}
			b.WriteString(word)
		}
		text = rest
	}
	return b.String(), unresolved
}

// HasToken reports whether text holds something written as a token.
func HasToken(text string) bool {
	for text != "" {
		_, found, rest := nextToken(text)
		if found.name != "" && !found.escaped {
			return true
		}
		text = rest
	}
	return false
}

// found is something in braces: a token, or one in double braces, which stands
// for itself.
type found struct {
	name    string
	escaped bool
}

// maxTokenName is longer than any name in the list.
const maxTokenName = 40

// nextToken finds the next {name}: letters, and single spaces and colons
// between them. One that is part of ${…} is none.
func nextToken(text string) (before string, token found, rest string) {
	for i := 0; i < len(text); i++ {
		if text[i] != '{' || i > 0 && text[i-1] == '$' {
			continue
		}
		open := i + 1
		double := strings.HasPrefix(text[open:], "{")
		if double {
			open++
		}
		name, after, closed := strings.Cut(text[open:], "}")
		switch {
		case !closed || !isTokenName(name):
			i = open - 1
		case !double:
			return text[:i], found{name: name}, after
		case strings.HasPrefix(after, "}"):
			return text[:i], found{name: name, escaped: true}, after[1:]
		}
	}
	return text, found{}, ""
}

func isTokenName(s string) bool {
	if s == "" || len(s) > maxTokenName {
		return false
	}
	for i := range len(s) {
		between := i > 0 && i < len(s)-1 && letter(s[i-1]) && letter(s[i+1])
		if !letter(s[i]) && !(between && (s[i] == ' ' || s[i] == ':')) {
			return false
		}
	}
	return true
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

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
// else in the measure's unit; "similar" within the confidence intervals. Empty
// without the Fact.
func (l *Locale) Change(facts []datasets.Fact, name string, f Format) string {
	change, ok := FactNamed(facts, name)
	if !ok {
		return ""
	}
	if change.Similar {
		return l.Similar
	}
	if percent, ok := percentOf(facts, name, f); ok {
		return l.PercentChange(percent)
	}
	return l.Difference(change.Value.Number, f)
}

// Telling is the format with as many more significant figures as it takes for
// every value and the number it is compared with to read differently when a
// change between them is told: never "15,400, up 0.1% from 15,400". It is the
// format as it was where no number of figures does that.
func (l *Locale) Telling(facts []datasets.Fact, f Format) Format {
	const most = 15 // digits of the numbers that are read
	for told := f; told.Figures <= most; told.Figures++ {
		if !slices.ContainsFunc(facts, func(value datasets.Fact) bool { return l.tellsNothing(value, facts, told) }) {
			return told
		}
	}
	return f
}

// tellsNothing reports whether a value reads like one that it is said to differ from.
func (l *Locale) tellsNothing(value datasets.Fact, facts []datasets.Fact, f Format) bool {
	if value.Name != "value" || value.Value.Missing != table.Present {
		return false
	}
	var its []datasets.Fact
	for _, fact := range facts {
		if fact.Category == value.Category && fact.Series == value.Series {
			its = append(its, fact)
		}
	}
	number := l.Number(value.Value.Number, f)
	for _, name := range []string{"change", "yearChange"} {
		switch change, ok := FactNamed(its, name); {
		case !ok, change.Similar, change.Base.Missing != table.Present, number != l.Number(change.Base.Number, f):
		case l.Change(its, name, f) != l.Unchanged && l.Change(its, name, f) != l.Little:
			return true
		}
	}
	return false
}

// Size is how much the change of that name is, without its direction, for
// sentences such as "it rose by 1.2 percentage points". Empty without the Fact,
// when it rounds to nothing and within the confidence intervals.
func (l *Locale) Size(facts []datasets.Fact, name string, f Format) string {
	change, ok := FactNamed(facts, name)
	if !ok {
		return ""
	}
	if change.Similar {
		return ""
	}
	if percent, ok := percentOf(facts, name, f); ok {
		return l.percentSize(percent)
	}
	return l.size(change.Value.Number, f)
}

// Gap writes how far the value is from the target: "12.4 percentage points
// below the target", "on target". Empty without the Facts.
func (l *Locale) Gap(facts []datasets.Fact, f Format) string {
	gap, ok := FactNamed(facts, "targetDifference")
	if !ok {
		return ""
	}
	size := l.size(gap.Value.Number, f)
	switch {
	case size == "":
		return l.Say(OnTarget)
	case gap.Value.Number.Sign() > 0:
		return l.Say(AboveTarget, "size", size)
	}
	return l.Say(BelowTarget, "size", size)
}

// GapFrom writes the same in two parts, of which the first is the finding, with
// the target named: "12.4 percentage points", "below the target of 65% by 2035".
// Both are empty without the Facts.
func (l *Locale) GapFrom(facts []datasets.Fact, f Format, target string) (gap, aim string) {
	difference, ok := FactNamed(facts, "targetDifference")
	if !ok {
		return "", ""
	}
	size, side := l.size(difference.Value.Number, f), BelowAim
	switch {
	case size == "":
		return l.Say(OnAim), l.Say(OfAim, "target", target)
	case difference.Value.Number.Sign() > 0:
		side = AboveAim
	}
	return size, l.Say(side, "target", target)
}

// percentOf is a change in per cent, where one may be shown.
func percentOf(facts []datasets.Fact, name string, f Format) (table.Decimal, bool) {
	change, _ := FactNamed(facts, name)
	percent, ok := FactNamed(facts, name+"Percent")
	return percent.Value.Number, ok && !f.Percent() && AllowsPercent(change.Base.Number)
}
