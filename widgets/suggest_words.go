package widgets

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// generic reports whether a heading says nothing about what is counted.
func generic(heading string) bool {
	list := []string{"value", "values", "amount", "figure", "figures", "number", "count", "total", "measure", "data", "result", "obs value", "y", "n"}
	return slices.Contains(list, strings.ToLower(spaced(heading)))
}

// spaced turns a heading's underscores into spaces.
func spaced(heading string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(heading, "_", " ")), " ")
}

// unitBeside is the unit at the end of a heading, where every number is written
// with it.
var unitBeside = regexp.MustCompile(`\s*\((£|%)\)$`)

// measureName is a measure's heading within a sentence.
func measureName(heading string) string {
	heading = unitBeside.ReplaceAllString(heading, "")
	if _, err := strconv.Atoi(strings.TrimSpace(heading)); err == nil {
		return "figure for " + strings.TrimSpace(heading)
	}
	if strings.EqualFold(strings.TrimSpace(heading), "actual") { // beside a target
		return "actual figure"
	}
	if rest, ok := strings.CutPrefix(heading, "% "); ok && !strings.EqualFold(rest, "change") {
		return "share " + lowerWords(rest)
	}
	if of := endsInYear.FindStringSubmatch(heading); of != nil {
		return lowerWords(of[1]) + " in " + of[2]
	}
	return lowerWords(heading)
}

// endsInYear is a heading such as "Visits 2023/24".
var endsInYear = regexp.MustCompile(`^(.*\pL) ((?:1[89]|2[01])\d\d(?:[/-]\d\d(?:\d\d)?)?)$`)

// thing is what one value of a dimension is called: "local authority".
func thing(heading string) string {
	if unnamed.MatchString(heading) {
		return "row"
	}
	return lowerWords(heading)
}

// unnamed is the name of a column that had no heading in the file.
var unnamed = regexp.MustCompile(`^Column \d+$`)

// properNouns keep their capital within a sentence.
var properNouns = regexp.MustCompile(`^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(uary|ruary|ch|il|e|y|ust|tember|ober|ember)?$`)

// lowerWords makes every word of a heading small that is not in capitals; a
// heading of one letter, such as the A of council tax bands, stays a capital.
func lowerWords(heading string) string {
	list := strings.Fields(spaced(heading))
	if len(list) == 1 && len(list[0]) == 1 {
		return list[0]
	}
	for i, word := range list {
		if !properNouns.MatchString(word) && word == words.Capital(strings.ToLower(word)) {
			list[i] = strings.ToLower(word)
		}
	}
	return strings.Join(list, " ")
}

// lower makes the first letter small, unless the word is in capitals.
func lower(s string) string {
	s = spaced(s)
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(second) || size == 0 {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

// plural is the plural of a heading: "local authorities".
func plural(heading string) string {
	h := thing(heading)
	for _, joint := range []string{" of ", " for ", " ("} {
		if first, rest, found := strings.Cut(h, joint); found && first != "" {
			return plural(first) + joint + rest
		}
	}
	switch {
	case strings.HasSuffix(h, "s"):
		return h
	case strings.HasSuffix(h, "y") && len(h) > 1 && !strings.ContainsRune("aeiou", rune(h[len(h)-2])):
		return h[:len(h)-1] + "ies"
	case strings.HasSuffix(h, "ch"), strings.HasSuffix(h, "sh"), strings.HasSuffix(h, "x"):
		return h + "es"
	}
	return h + "s"
}

// councilEndings are what the name of a place loses, longest first.
var councilEndings = []string{" Metropolitan Borough Council", " Metropolitan District Council", " County Borough Council", " County Council",
	" Borough Council", " District Council", " City Council", " Council"}

// shortName takes the kind of council off the name of a place.
func shortName(name string) string {
	for _, ending := range councilEndings {
		if short, ok := strings.CutSuffix(name, ending); ok && short != "" {
			return short
		}
	}
	return name
}

// names are the short names of what a figure shows, where all stay different.
func (g *suggester) names(r datasets.Result, roles datasets.Roles) map[string]string {
	found := make(map[string]string)
	taken := make(map[string]bool)
	for _, field := range []string{roles.Category, roles.Series} {
		column := r.Index(field)
		if column < 0 || r.Fields[column].Kind != table.Text {
			continue
		}
		for _, row := range r.Rows {
			name := row[column].Text
			if _, seen := found[name]; seen || row[column].Missing != table.Present {
				continue
			}
			found[name] = shortName(name)
			if taken[found[name]] {
				return nil
			}
			taken[found[name]] = true
		}
	}
	for name, short := range found {
		if name == short {
			delete(found, name)
		}
	}
	if len(found) == 0 || len(found) > MaxBars {
		return nil
	}
	return found
}

// the puts the article before regions that need one: "the East of England".
func the(place string) string {
	first, _, more := strings.Cut(place, " ")
	if more && slices.Contains([]string{"North", "South", "East", "West"}, first) {
		return "the " + place
	}
	return place
}

// at puts a name after "in" where it is that of a place, and after "for" else.
func (g *suggester) at(name string) string {
	isPlace := func(f table.Field) bool { return f.Kind == table.PlaceCode }
	if g.place >= 0 || headingHas(g.name(g.longest()), placeWords) || slices.ContainsFunc(g.fields, isPlace) {
		return "in " + the(name)
	}
	return "for " + name
}

// noun is what the numbers are: the measure, or a part's share of the whole.
func (g *suggester) noun(subject string) string {
	heading := g.name(g.measure)
	switch {
	case subject == "":
		return measureName(heading)
	case g.percent() && (generic(heading) || g.parts >= 0):
		return lower(subject) + " share"
	case generic(heading):
		return lower(subject)
	}
	return measureName(heading) + " for " + subject
}

// counted reports whether the measure counts what its heading names, so that
// its number reads "412 fly-tips".
func (g *suggester) counted() bool {
	f := g.fields[g.measure]
	return g.additive && f.Kind == table.Integers && !generic(f.Name) && (measureName(f.Name) == lowerWords(f.Name) || endsInYear.MatchString(f.Name))
}

// size is the noun of a comparison: "number of fly-tips", "recycling rate".
func (g *suggester) size(subject string) string {
	if noun := g.noun(subject); !g.counted() || strings.HasPrefix(noun, "number") {
		return noun
	}
	return "number of " + g.noun(subject)
}

func (g *suggester) percent() bool {
	f := g.fields[g.measure]
	return g.proved == "%" || words.Format{Unit: f.Unit, Kind: f.Kind}.Percent()
}

// unit is the unit in words, for the subtitle.
func (g *suggester) unit() string {
	f := g.fields[g.measure]
	switch {
	case g.percent():
		return "per cent"
	case f.Kind == table.Currency && (f.Unit == "" || f.Unit == "£"):
		return "pounds"
	}
	return f.Unit
}

// subtitle joins measure, place, period and unit, leaving empty ones out.
func subtitle(parts ...string) string {
	kept := slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return words.Capital(strings.Join(kept, ", "))
}

// during puts a period after "in", or a day after "on".
func during(c table.Cell) string {
	if c.Kind == table.Dates {
		return "on " + words.Period(c)
	}
	return "in " + words.Period(c)
}

// from names the days or periods between which rows lie.
func fromTo(first, last table.Cell) string {
	if first.Day == last.Day {
		return words.Period(first)
	}
	from, to := words.Period(first), words.Period(last)
	if first.Kind == table.Dates {
		day, month, _ := strings.Cut(from, " ")
		_, end, _ := strings.Cut(to, " ")
		switch year := " " + end[len(end)-4:]; {
		case month == end:
			from = day
		case strings.HasSuffix(from, year):
			from = strings.TrimSuffix(from, year)
		}
	}
	return fmt.Sprintf("%s to %s", from, to)
}

// every is how often a period comes: "every year".
func every(c table.Cell) string {
	switch c.Grain {
	case table.Month:
		return "every month"
	case table.Quarter, table.FinancialQuarter:
		return "every quarter"
	case table.HalfYear:
		return "every half-year"
	case table.Week:
		return "every week"
	case table.NoGrain:
		return "every time"
	}
	return "every year"
}
