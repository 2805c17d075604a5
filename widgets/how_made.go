package widgets

import (
	"strings"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// HowMade tells the Query in sentences of that language, one for each step, for
// the page where a reader asks how a figure was made.
func HowMade(q datasets.Query, lang string) []string {
	m := madeIn{words.For(lang)}
	var sentences []string
	for _, step := range q.Steps {
		if s := m.step(step); s != "" {
			sentences = append(sentences, s+".")
		}
	}
	if len(sentences) == 0 {
		return []string{m.Say(words.MadeAsIs) + "."}
	}
	return sentences
}

// madeIn words steps in one language.
type madeIn struct{ *words.Locale }

func (m madeIn) step(step datasets.Step) string {
	switch s := step.(type) {
	case datasets.Filter:
		return m.filter(s)
	case datasets.Latest:
		if s.Count == 1 {
			return m.Say(words.KeptNewest, "field", quoted(s.Field))
		}
		return m.Say(words.KeptNewestOf, "n", words.Whole(s.Count), "field", quoted(s.Field))
	case datasets.Limit:
		return m.Say(words.KeptFirst, "rows", m.Count(s.Count, words.NounRow))
	case datasets.Top:
		return m.top(s)
	case datasets.Choose:
		return m.Say(words.ColumnsUsed, "fields", m.quotedList(s.Fields))
	case datasets.Replace:
		return m.Say(words.TextsBecame, "field", quoted(s.Field), "changes", m.replaced(s.Values))
	case datasets.Unpivot:
		return m.Say(words.BecameRows, "columns", m.several(s.Fields, words.ColumnOne, words.ColumnsNamed, words.ColumnsFrom),
			"value", quoted(s.Value), "name", quoted(s.Name))
	case datasets.Pivot:
		return m.pivot(s)
	case datasets.Group:
		return m.group(s)
	case datasets.EditCells:
		return m.edited(s)
	case datasets.Sort:
		return m.Say(words.RowsInOrder, "keys", m.sortKeys(s.By))
	}
	return m.column(step)
}

// column words a step that works out a column.
func (m madeIn) column(step datasets.Step) string {
	switch s := step.(type) {
	case datasets.Bins:
		return m.Say(words.CountsInBins, "name", quoted(s.Name), "of", quoted(s.Of), "width", m.binWidth(s))
	case datasets.Join:
		by := []string{s.Place.Field}
		if s.Period != nil {
			by = append(by, s.Period.Field)
		}
		said := m.Say(words.IsLookedUp, "name", quoted(s.Name), "take", quoted(s.Take), "fields", m.quotedList(by))
		if s.Beyond == "leaveOut" && s.Period != nil {
			said += m.Say(words.BeyondLeftOut, "field", quoted(s.Period.Field))
		}
		return said
	case datasets.Rate:
		return m.Say(words.IsRate, "name", quoted(s.Name), "of", quoted(s.Of), "n", words.Whole(s.Per), "by", quoted(s.By))
	case datasets.Period:
		return m.Say(words.IsPeriod, "name", quoted(s.Name), "period", m.Say(periodWords[s.As]), "of", quoted(s.Of))
	case datasets.Span:
		return m.Say(words.IsSpan, "from", quoted(s.From), "to", quoted(s.To), "of", quoted(s.Of))
	case datasets.Mark:
		return m.mark(s)
	case datasets.InTime:
		return m.Say(words.IsInTime, "name", quoted(s.Name), "answered", quoted(s.Answered), "n", words.Whole(s.WorkingDays), "received", quoted(s.Received))
	case datasets.Change:
		return m.change(s)
	case datasets.Share:
		return m.Say(words.IsShare, "name", quoted(s.Name), "of", quoted(s.Of)) + m.within(s.Within)
	case datasets.Cumulative:
		return m.Say(words.IsRunning, "name", quoted(s.Name), "of", quoted(s.Of)) + m.over(s.Over) + m.within(s.Within)
	case datasets.Rolling:
		return m.Say(words.IsRolling, "name", quoted(s.Name), "of", quoted(s.Of), "n", words.Whole(s.Count)) + m.over(s.Over) + m.within(s.Within)
	case datasets.Index:
		base := s.Base
		if base == "" {
			base = m.Say(words.TheFirst, "over", quoted(s.Over))
		}
		return m.Say(words.IsIndex, "name", quoted(s.Name), "of", quoted(s.Of), "base", base) + m.within(s.Within)
	case datasets.Rank:
		return m.Say(words.IsRank, "name", quoted(s.Name), "of", quoted(s.Of), "order", m.order(s.Order)) + m.within(s.Within)
	case datasets.Total:
		return m.Say(words.IsTotal, "name", quoted(s.Name), "of", quoted(s.Of)) + m.within(s.Within)
	}
	return ""
}

// periodWords name the periods that a day is put into.
var periodWords = map[string]words.Phrase{"month": words.IsMonth, "quarter": words.IsQuarter, "financial quarter": words.IsOwnQuarter, "year": words.IsYear,
	"financial year": words.IsFinancial, "academic year": words.IsAcademic, "half-year": words.IsHalf, "week": words.IsWeek}

// filterPhrases say which rows a test keeps.
var filterPhrases = map[string]words.Phrase{
	"is": words.KeptIs, "isNot": words.KeptIsNot, "contains": words.KeptContains, "between": words.KeptBetween,
	"present": words.KeptPresent, "missing": words.KeptMissing,
	"atLeast": words.KeptAtLeast, "atMost": words.KeptAtMost, "above": words.KeptAbove, "below": words.KeptBelow,
}

func (m madeIn) filter(f datasets.Filter) string {
	return m.Say(filterPhrases[f.Test], "field", quoted(f.Field), "values", m.tested(f.Test, f.Values))
}

// tested joins the values of a test.
func (m madeIn) tested(test string, named []string) string {
	values := make([]string, len(named))
	for i, v := range named {
		if values[i] = v; v == "" {
			values[i] = m.Say(words.BlankWord)
		}
	}
	if test == "is" || test == "isNot" || test == "contains" {
		return m.either(values)
	}
	return m.joined(values, words.BothAnd)
}

func (m madeIn) mark(s datasets.Mark) string {
	says := words.MarksTest
	if s.Test == "is" {
		says = words.MarksIs
	}
	return m.Say(says, "name", quoted(s.Name), "field", quoted(s.Field), "test", s.Test, "values", m.tested(s.Test, s.Values))
}

// either joins values by "or", and counts them when there are many.
func (m madeIn) either(values []string) string {
	if len(values) > 12 {
		return m.Say(words.OneOfMany, "n", words.Whole(len(values)))
	}
	return m.joined(values, words.EitherOr)
}

func (m madeIn) joined(values []string, last words.Phrase) string {
	if len(values) < 2 {
		return strings.Join(values, "")
	}
	return m.Say(last, "list", strings.Join(values[:len(values)-1], ", "), "last", values[len(values)-1])
}

func (m madeIn) group(g datasets.Group) string {
	var parts []string
	for _, s := range g.Measures {
		if s.Summary == "count" {
			parts = append(parts, m.Say(words.CountsRows, "name", quoted(s.Name)))
			continue
		}
		summary := m.Say(summaries[s.Summary], "at", s.At)
		parts = append(parts, m.Say(words.Summarises, "name", quoted(s.Name), "summary", summary, "field", quoted(s.Field)))
	}
	if len(g.By) == 0 {
		return m.Say(words.OverAllRows, "parts", m.List(parts))
	}
	return m.Say(words.ForEach, "parts", m.List(parts), "fields", m.quotedList(g.By))
}

var summaries = map[string]words.Phrase{
	"sum": words.SummarySum, "mean": words.SummaryMean, "median": words.SummaryMedian, "min": words.SummaryMin, "max": words.SummaryMax,
	"distinct": words.SummaryUnlike, "first": words.SummaryFirst, "last": words.SummaryLast, "quantile": words.SummaryAt,
}

func (m madeIn) binWidth(b datasets.Bins) string {
	width := firstOf(b.Width, m.Say(words.EqualWidth))
	if b.Start == "" {
		return width
	}
	return m.Say(words.CountedFrom, "width", width, "start", b.Start)
}

// replaced tells a few replacements and counts many.
func (m madeIn) replaced(values []datasets.Replacement) string {
	var parts []string
	count := 0
	for _, v := range values {
		count += len(v.From)
		from := make([]string, len(v.From))
		for i, text := range v.From {
			from[i] = m.orBlank(text)
		}
		parts = append(parts, m.Say(words.TextBecame, "from", m.List(from), "to", m.orBlank(v.To)))
	}
	if count > 6 {
		return m.Say(words.TextsReplaced, "n", words.Whole(count))
	}
	return strings.Join(parts, ", ")
}

func (m madeIn) orBlank(text string) string {
	if text == "" {
		return m.Say(words.BlankWord)
	}
	return quoted(text)
}

func (m madeIn) top(t datasets.Top) string {
	text := m.Say(words.KeptTop, "values", m.Count(t.Count, words.NounValue), "field", quoted(t.Field), "of", quoted(t.Of), "other", quoted(t.Other)) +
		m.within(t.Within)
	if len(t.Each) > 0 {
		text += m.Say(words.NumberForEach, "fields", m.quotedList(t.Each))
	}
	return text
}

func (m madeIn) pivot(p datasets.Pivot) string {
	became := words.BecameColumns
	if len(p.Columns) == 1 {
		became = words.BecameColumn
	}
	text := m.Say(became, "values", m.several(p.Columns, words.ValueOne, words.ValuesNamed, words.ValuesFrom), "names", quoted(p.Names), "value", quoted(p.Value))
	if len(p.By) == 0 {
		return text + m.Say(words.InOneRow)
	}
	return text + m.Say(words.RowForEach, "fields", m.quotedList(p.By))
}

func (m madeIn) change(c datasets.Change) string {
	base, is := words.OneBefore, words.IsChange
	if c.From == "yearBefore" {
		base = words.YearBefore
	}
	if c.As == "percent" {
		is = words.IsPercent
	}
	return m.Say(is, "name", quoted(c.Name), "of", quoted(c.Of), "base", m.Say(base), "over", quoted(c.Over)) + m.within(c.Within)
}

func (m madeIn) over(field string) string {
	if field == "" {
		return m.Say(words.InRowOrder)
	}
	return m.Say(words.InOrderOf, "field", quoted(field))
}

func (m madeIn) within(fields []string) string {
	if len(fields) == 0 {
		return ""
	}
	return m.Say(words.ApartForEach, "fields", m.quotedList(fields))
}

func (m madeIn) sortKeys(keys []datasets.SortKey) string {
	text := ""
	for _, k := range keys {
		key := quoted(k.Field) + ", " + m.order(k.Order)
		if text == "" {
			text = key
			continue
		}
		text = m.Say(words.ThenBy, "keys", text, "key", key)
	}
	return text
}

func (m madeIn) order(order string) string {
	if order == "descending" {
		return m.Say(words.HighestFirst)
	}
	return m.Say(words.LowestFirst)
}

// several names things, or the first and the last of many.
func (m madeIn) several(names []string, one, few, many words.Phrase) string {
	switch n := len(names); {
	case n > 6:
		return m.Say(many, "n", words.Whole(n), "first", quoted(names[0]), "last", quoted(names[n-1]))
	case n == 1:
		return m.Say(one, "names", quoted(names[0]))
	}
	return m.Say(few, "names", m.quotedList(names))
}

func (m madeIn) quotedList(names []string) string { return m.List(quotedAll(names)) }

func quoted(s string) string { return "“" + s + "”" }

func quotedAll(names []string) []string {
	quotes := make([]string, len(names))
	for i, n := range names {
		quotes[i] = quoted(n)
	}
	return quotes
}

func quotedList(names []string) string { return words.List(quotedAll(names)) }
