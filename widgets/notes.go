package widgets

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"figurehead/widgets/words"
)

// missingNote says which values are missing and why: by name up to three, else
// by count for each reason. A reader never has to guess what a gap is.
func missingNote(f Figure) string {
	names := make(map[string][]string)
	var reasons []string
	total, missing := 0, 0
	count := func(name string, gone bool, reason string) {
		total++
		if !gone {
			return
		}
		missing++
		if !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
		names[reason] = append(names[reason], name)
	}
	for _, s := range f.Series {
		for _, p := range s.Points {
			count(pointName(f, s, p), p.Missing, p.Reason)
			if p.From != nil {
				count(f.say(words.SeriesInPeriod, "series", p.Category, "period", f.Between[0]), p.From.Missing, p.From.Reason)
			}
		}
	}
	switch {
	case missing == 0:
		return ""
	case missing <= 3:
		return ended(f.say(words.NoFigureFor, "names", f.namedReasons(reasons, names)))
	}
	return ended(f.say(words.SomeMissing, "missing", words.Whole(missing), "total", words.Whole(total), "reasons", f.countedReasons(reasons, names)))
}

// openInTable says how many numbers of a table are left open and why, for those who
// do not see the cells that say it.
func openInTable(f Figure) string {
	total, names := f.openCells()
	open := 0
	for _, cells := range names {
		open += len(cells)
	}
	if open == 0 {
		return ""
	}
	return ended(f.say(words.SomeMissing, "missing", words.Whole(open), "total", words.Whole(total), "reasons", f.countedReasons(slices.Sorted(maps.Keys(names)), names)))
}

// openCells counts the numbers of a table without small lines, and has its rows whose
// numbers are missing by the reason that their cells say.
func (f Figure) openCells() (total int, names map[string][]string) {
	names = map[string][]string{}
	if f.Kind != Table || len(f.Along) > 0 {
		return 0, names
	}
	reasons := f.words().Reasons[1:]
	for _, row := range f.Table.Rows {
		for column, text := range row {
			if !f.Table.Numeric[column] {
				continue
			}
			total++
			if slices.Contains(reasons, text) {
				names[text] = append(names[text], row[0])
			}
		}
	}
	return total, names
}

// undatedNote tells of rows that have no period and so no place in a chart.
func (b *reading) undatedNote() string {
	switch b.undated {
	case 0:
		return ""
	case 1:
		return ended(b.words.Say(words.RowUndated))
	}
	return ended(b.words.Say(words.RowsUndated, "n", words.Whole(b.undated)))
}

func (f Figure) namedReasons(reasons []string, names map[string][]string) string {
	var parts []string
	for _, r := range reasons {
		parts = append(parts, f.say(words.NamesAndReason, "names", f.words().List(names[r]), "reason", r))
	}
	return f.words().List(parts)
}

func (f Figure) countedReasons(reasons []string, names map[string][]string) string {
	if len(reasons) == 1 {
		return reasons[0]
	}
	var parts []string
	for _, r := range reasons {
		parts = append(parts, fmt.Sprintf("%s %s", words.Whole(len(names[r])), r))
	}
	return f.words().List(parts)
}

// pointName names a value: its category, with its line when there are several.
func pointName(f Figure, s Series, p Point) string {
	switch {
	case p.From != nil:
		return f.say(words.SeriesInPeriod, "series", p.Category, "period", f.Between[1])
	case len(f.Series) < 2:
		return p.Category
	case yearName.MatchString(s.Name): // a row of months: "May 2018"
		return p.Category + " " + s.Name
	}
	return f.say(words.SeriesInPeriod, "series", s.Name, "period", p.Category)
}

// yearName is the name of a year.
var yearName = regexp.MustCompile(`^\d{4}(/\d{2})?$`)
