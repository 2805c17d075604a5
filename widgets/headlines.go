package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Headlines is a pair or row of headline figures under one title.
const Headlines Kind = "headlines"

// MaxHeadlines is how many numbers one image tells apart at a glance.
const MaxHeadlines = 4

func headlinesKind() kind {
	return kind{
		name: Headlines, called: called("row of headline figures", "rhes o brif ffigurau"),
		roles:    []Role{{"category", "Names", false}, {"time", "Periods", false}, {"value", "Numbers", true}},
		read:     (*reading).headlines,
		plot:     plot{frame: headlinesPlot, draw: drawHeadlines, words: headlinesWordsHeight},
		describe: describeHeadlines, more: moreOfHeadlines, message: headlinesMessage, asTheyAre: true,
		settings: []string{"measures"},
		suggest:  (*suggester).headlines,
		empty:    func(f Figure) bool { return len(f.Headlines) == 0 },
	}
}

// headlines words two to four numbers, each with its name and its change: one
// for each column that the Spec's measures name, else for each line or row.
func (b *reading) headlines(f *Figure) error {
	items, err := b.ofEachName()
	if len(b.spec.Measures) > 0 {
		items, err = b.ofEachMeasure()
	}
	switch {
	case err != nil:
		return err
	case len(items) < 2:
		return datasets.Problem{Field: "rows", Message: "There is one number, and a row of headlines needs two.",
			Suggestion: "Use a headline figure, or keep more names."}
	case len(items) > MaxHeadlines:
		return datasets.Problem{Field: "rows",
			Message:    fmt.Sprintf("There are %s numbers, and a row of headlines shows up to %d.", words.Whole(len(items)), MaxHeadlines),
			Suggestion: "Keep fewer names, or use a bar chart."}
	}
	f.Order, f.Facts = "data", b.facts
	b.leftOut()
	points := make([]Point, len(items))
	for i, item := range items {
		points[i] = item.point
		f.Headlines = append(f.Headlines, item.words)
	}
	f.Series = []Series{{Name: b.result.Fields[b.value].Name, Points: points}}
	return unique(points, "row of headlines")
}

// headlineItem is one number of a row.
type headlineItem struct {
	words HeadlineWords
	point Point
}

// item words one number by its Facts: that of the name "value" and its changes.
func (b *reading) item(name string, facts []datasets.Fact, format words.Format, highlight bool) headlineItem {
	value := facts[0]
	h := HeadlineWords{Label: name, Direction: NoComparison, Share: -1, Highlight: highlight}
	p := Point{Category: name, Short: name, Highlight: highlight}
	if value.Value.Missing != table.Present {
		h.Reason = b.words.Reason(value.Value.Missing)
		p.Missing, p.Reason = true, h.Reason
		return headlineItem{h, p}
	}
	h.Number = b.words.Number(value.Value.Number, format)
	p.Value, p.Label = value.Value.Number.Float64(), h.Number
	b.compare(&h, facts, format)
	return headlineItem{h, p}
}

// ofEachName makes an item for each line along the time, or each row without one.
func (b *reading) ofEachName() ([]headlineItem, error) {
	by := b.category
	if by < 0 {
		by = b.series
	}
	if by < 0 {
		return nil, datasets.Problem{Field: "category", Message: "A row of headlines needs a name for each number.",
			Suggestion: "Choose the column of names, or use a headline figure."}
	}
	groups := b.factsByName(by)
	format := writtenIn(Headlines, b.spec, b.number, b.words, slices.Concat(groups...))
	var items []headlineItem
	for _, facts := range groups {
		name := facts[0].Category
		if by == b.series {
			name = facts[0].Series
		}
		label, _ := b.label(name)
		items = append(items, b.item(label, facts, format, b.highlighted(name)))
		if len(items) > MaxHeadlines {
			return items, nil
		}
	}
	if len(items) == 0 {
		return nil, datasets.Problem{Field: "rows", Message: "There is more than one number for a name and a period, so none of them is a headline.",
			Suggestion: "Choose one place or group, or add the numbers up."}
	}
	return items, nil
}

// factsByName are the Facts of each name, its value first.
func (b *reading) factsByName(by int) [][]datasets.Fact {
	if b.time < 0 {
		var rows [][]datasets.Fact
		for _, row := range b.result.Rows[:min(len(b.result.Rows), MaxHeadlines+1)] {
			fact := datasets.Fact{Name: "value", Value: row[b.value], Category: row[by], Series: row[by]}
			rows = append(rows, []datasets.Fact{fact})
		}
		return rows
	}
	var groups [][]datasets.Fact
	for _, value := range b.facts {
		if value.Name != "value" {
			continue
		}
		group := []datasets.Fact{value}
		for _, fact := range b.facts {
			if fact.Name != "value" && fact.Category == value.Category && fact.Series == value.Series {
				group = append(group, fact)
			}
		}
		if groups = append(groups, group); len(groups) > MaxHeadlines {
			break
		}
	}
	return groups
}

// ofEachMeasure makes an item for each column of numbers that the Spec names,
// each in the unit of its column.
func (b *reading) ofEachMeasure() ([]headlineItem, error) {
	var items []headlineItem
	var all []datasets.Fact
	for _, name := range b.spec.Measures {
		if column := b.result.Index(name); column < 0 || !b.result.Fields[column].Kind.Number() {
			return nil, datasets.Problem{Field: "measures", Message: fmt.Sprintf("The data has no column of numbers named %q.", shorten(name)),
				Suggestion: "Choose a column of numbers."}
		}
	}
	for _, name := range b.spec.Measures {
		facts := datasets.Facts(b.whole, datasets.Roles{Time: b.spec.Encoding.Time, Value: name})
		at := slices.IndexFunc(facts, func(f datasets.Fact) bool { return f.Name == "value" })
		if at < 0 {
			return nil, datasets.Problem{Field: "rows", Message: "There is more than one row for a period, so none of their numbers is a headline.",
				Suggestion: "Choose one place or group, or add the numbers up."}
		}
		facts[0], facts[at] = facts[at], facts[0]
		all = append(all, facts...)
		format := writtenIn(Headlines, b.spec, b.format(b.result.Index(name)), b.words, facts)
		items = append(items, b.item(firstOf(b.spec.Names[name], name), facts, format, slices.Contains(b.spec.Highlight, name)))
	}
	b.facts = all
	return items, nil
}

// describeHeadlines names what the numbers are of, all of them, and how each
// changed.
func describeHeadlines(f Figure) []string {
	opening := f.say(words.PairOpening)
	if n := len(f.Headlines); n > 2 {
		opening = f.say(words.RowOpening, "headlines", f.count(n, words.NounHeadline))
	}
	return append([]string{about(f, opening)}, headlinesMessage(f)...)
}

// headlinesMessage is every number with its name.
func headlinesMessage(f Figure) []string {
	var parts []string
	for _, h := range f.Headlines {
		if h.Number != "" {
			parts = append(parts, f.say(words.NameAndValue, "name", h.Label, "value", words.Plain(h.Number)))
		}
	}
	return []string{ended(strings.Join(parts, ", "))}
}

// moreOfHeadlines says how each number changed.
func moreOfHeadlines(f Figure) []string {
	var sentences []string
	for _, h := range f.Headlines {
		if h.Change != "" {
			sentences = append(sentences, ended(words.Plain(f.say(words.ItemChange, "name", h.Label, "change", h.Change, "base", h.Base))))
		}
	}
	return sentences
}
