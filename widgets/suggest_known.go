package widgets

import (
	"regexp"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/shapes"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// knownFigures are the figures of each shape that a table can be recognised as.
// One of another shape is a file and a line here.
var knownFigures = map[shapes.Shape]func(k *shaped){
	shapes.Spend: (*shaped).spend, shapes.Requests: (*shaped).requests, shapes.Contracts: (*shaped).contracts,
	shapes.PayGap: (*shaped).payGap, shapes.Population: (*shaped).population, shapes.Survey: (*shaped).survey,
}

// enoughKnown is how many figures of a known shape leave no room for those that
// are made of any table.
const enoughKnown = 3

// shaped makes the figures of a recognised shape. Their titles hold tokens, so
// that they follow the data.
type shaped struct {
	*suggester
	shapes.Found
	words *words.Locale
}

// recognised offers the figures of the table's shape, and reports whether they
// are enough.
func (g *suggester) recognised() bool {
	found, ok := shapes.Recognise(g.table)
	if !ok {
		return false
	}
	knownFigures[found.Shape](&shaped{g, found, words.For(g.options.Lang)})
	return len(g.list) >= enoughKnown
}

// say writes a phrase in the organisation's language.
func (k *shaped) say(p words.Phrase, parts ...string) string { return k.words.Say(p, parts...) }

// column is the position of the column that plays a part, or −1.
func (k *shaped) column(part string) int {
	name, ok := k.Column[part]
	if !ok {
		return -1
	}
	return k.table.Index(name)
}

// tell offers a figure whose title says what is true; sentence, where it is not
// empty, is said of it in place of the title. It reports false where the data
// does not bear the figure.
func (k *shaped) tell(spec Spec, sentence, catch string, steps []datasets.Step) bool {
	if len(k.list) >= MaxSuggestions {
		return false
	}
	spec.Version = SpecVersion
	result, ok := k.run(steps...)
	if !ok {
		return false
	}
	lang := firstOf(k.options.Lang, "en-GB")
	f, err := NewFigure(spec, result, Provenance{}, DefaultTheme(), lang, k.options.Sets...)
	if err == nil {
		if joint := k.joint(f); joint != "" {
			spec.Title, spec.Highlight, sentence = joint, nil, ""
			f, err = NewFigure(spec, result, Provenance{}, DefaultTheme(), lang, k.options.Sets...)
		}
	}
	if err != nil || len(f.Unresolved) > 0 {
		return false
	}
	if sentence == "" {
		sentence = words.Plain(f.Title)
	}
	k.list = append(k.list, Suggestion{
		Kind: spec.Kind, Spec: spec, Sentence: ended(sentence), Catch: ended(catch),
		Query: datasets.Query{Version: datasets.QueryVersion, Steps: steps},
	})
	return true
}

// joint is the title of a figure whose own names one of several that share the
// highest number; "" for every other. It does not follow the data, because the
// next time it may be one.
func (k *shaped) joint(f Figure) string {
	if !NamesOneOfSeveral(f) {
		return ""
	}
	var names []string
	points := present(allPoints(f))
	high, _ := highestLowest(points)
	for _, p := range points {
		if p.Value == high.Value && len(names) < 4 {
			names = append(names, words.Plain(p.Category))
		}
	}
	if len(names) > 3 {
		return k.say(words.SeveralHighest, "number", words.Plain(high.Label))
	}
	return k.say(words.HighestShared, "names", k.words.List(names), "number", words.Plain(high.Label))
}

// row runs steps that end in one row, and gives its cells.
func (k *shaped) row(steps ...datasets.Step) []table.Cell {
	r, ok := k.run(steps...)
	if !ok || len(r.Rows) != 1 {
		return nil
	}
	return r.Rows[0]
}

// spanned adds the columns of the days that the rows cover, and names them.
func (k *shaped) spanned(date string) (step datasets.Step, since, until string) {
	since, until = k.freeName("First day"), k.freeName("Last day")
	return datasets.Span{Of: date, From: since, To: until}, since, until
}

// monthly puts days into months, or into quarters where there are many; periods
// stay as they are.
func (k *shaped) monthly(date string) (steps []datasets.Step, name, by string) {
	f := k.fields[k.table.Index(date)]
	if f.Kind == table.Periods {
		return nil, date, thing(date)
	}
	p := k.table.Profile(k.table.Index(date))
	if p.Max.Day-p.Min.Day > 2*366 {
		name = k.freeName("Quarter")
		return []datasets.Step{datasets.Period{Name: name, Of: date, As: "quarter"}}, name, k.say(words.ByQuarter)
	}
	name = k.freeName("Month")
	return []datasets.Step{datasets.Period{Name: name, Of: date, As: "month"}}, name, k.say(words.ByMonth)
}

// plainName is a heading within a sentence, with words that were written together
// apart: "organisational unit".
func plainName(heading string) string { return thing(plainWords(heading)) }

// plainWords writes the words of a heading apart.
func plainWords(heading string) string {
	return spaced(wordsTogether.ReplaceAllString(heading, "$1 $2"))
}

var wordsTogether = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)

// ofTop adds up a column for the largest of names; the rest stand together.
func (k *shaped) ofTop(field, of, other string, count int, within ...string) datasets.Step {
	return datasets.Top{Field: field, Of: of, Count: count, Other: other, Within: within}
}

// counting is a group with the number of its rows.
func counting(name string, by ...string) datasets.Step {
	return datasets.Group{By: by, Measures: []datasets.Summary{{Name: name, Summary: "count"}}}
}

// summing is a group with the sum of a column under its own name.
func summing(of string, by ...string) datasets.Step {
	return datasets.Group{By: by, Measures: []datasets.Summary{{Name: of, Summary: "sum", Field: of}}}
}

func withValue(field string) datasets.Step { return datasets.Filter{Field: field, Test: "present"} }

func ordered(field, order string) datasets.Step {
	return datasets.Sort{By: []datasets.SortKey{{Field: field, Order: order}}}
}

// asOne replaces values of a column by one of them, so that they stand together.
func asOne(field string, values []string) []datasets.Step {
	if len(values) < 2 {
		return nil
	}
	rest := slices.Clone(values[1:])
	return []datasets.Step{datasets.Replace{Field: field, Values: []datasets.Replacement{{From: rest, To: values[0]}}}}
}
