package widgets

import (
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// HowMade tells the Query in sentences, one for each step, for the page where
// a reader asks how a figure was made.
func HowMade(q datasets.Query) []string {
	var sentences []string
	for _, step := range q.Steps {
		if s := stepSentence(step); s != "" {
			sentences = append(sentences, s+".")
		}
	}
	if len(sentences) == 0 {
		return []string{"All rows and columns of the data are shown as they are."}
	}
	return sentences
}

func stepSentence(step datasets.Step) string {
	switch s := step.(type) {
	case datasets.Filter:
		return "Rows were kept where " + quoted(s.Field) + " " + testWords(s)
	case datasets.Latest:
		if s.Count == 1 {
			return "The newest " + quoted(s.Field) + " was kept"
		}
		return fmt.Sprintf("The newest %s of %s were kept", words.Whole(s.Count), quoted(s.Field))
	case datasets.Choose:
		return "The columns used are " + quotedList(s.Fields)
	case datasets.Replace:
		return fmt.Sprintf("In %s, %s", quoted(s.Field), replaceWords(s.Values))
	case datasets.Rate:
		return fmt.Sprintf("%s is %s for every %s of %s", quoted(s.Name), quoted(s.Of), words.Whole(s.Per), quoted(s.By))
	case datasets.Unpivot:
		return fmt.Sprintf("%s became rows of %s, with %s saying which", severalNamed("column", s.Fields), quoted(s.Value), quoted(s.Name))
	case datasets.Pivot:
		became := "columns"
		if len(s.Columns) == 1 {
			became = "a column"
		}
		return fmt.Sprintf("%s of %s became %s of %s%s", severalNamed("value", s.Columns), quoted(s.Names), became, quoted(s.Value), rowFor(s.By))
	case datasets.Group:
		return groupSentence(s)
	case datasets.Bins:
		return fmt.Sprintf("%s counts the rows by %s in bins of %s", quoted(s.Name), quoted(s.Of), binWords(s))
	case datasets.Top:
		return topSentence(s)
	case datasets.Change:
		return changeSentence(s)
	case datasets.Share:
		return fmt.Sprintf("%s is %s as a percentage of its total%s", quoted(s.Name), quoted(s.Of), within(s.Within))
	case datasets.Cumulative:
		return fmt.Sprintf("%s is the running total of %s%s%s", quoted(s.Name), quoted(s.Of), over(s.Over), within(s.Within))
	case datasets.Rolling:
		return fmt.Sprintf("%s is the mean of %s over %s numbers up to this one%s%s", quoted(s.Name), quoted(s.Of), words.Whole(s.Count), over(s.Over), within(s.Within))
	case datasets.Index:
		return indexSentence(s)
	case datasets.Rank:
		return fmt.Sprintf("%s is the place of %s, %s%s", quoted(s.Name), quoted(s.Of), orderWords(s.Order), within(s.Within))
	case datasets.Total:
		return fmt.Sprintf("%s is the total of %s%s", quoted(s.Name), quoted(s.Of), within(s.Within))
	case datasets.Sort:
		return "Rows are in order of " + sortWords(s.By)
	case datasets.Limit:
		return fmt.Sprintf("The first %s were kept", words.Count(s.Count, "row", "rows"))
	}
	return ""
}

func testWords(f datasets.Filter) string {
	values := make([]string, len(f.Values))
	for i, v := range f.Values {
		values[i] = v
		if v == "" {
			values[i] = "blank"
		}
	}
	switch f.Test {
	case "is":
		return "is " + either(values)
	case "isNot":
		return "is not " + either(values)
	case "contains":
		return "contains " + either(values)
	case "between":
		return "is between " + strings.Join(values, " and ")
	case "present":
		return "has a value"
	case "missing":
		return "has no value"
	}
	tests := map[string]string{"atLeast": "is at least ", "atMost": "is at most ", "above": "is above ", "below": "is below "}
	return tests[f.Test] + strings.Join(values, " and ")
}

// either joins values by "or", and counts them when there are many.
func either(values []string) string {
	if len(values) > 12 {
		return fmt.Sprintf("one of %s values", words.Whole(len(values)))
	}
	if len(values) < 2 {
		return strings.Join(values, "")
	}
	return strings.Join(values[:len(values)-1], ", ") + " or " + values[len(values)-1]
}

func groupSentence(g datasets.Group) string {
	var parts []string
	for _, m := range g.Measures {
		if m.Summary == "count" {
			parts = append(parts, quoted(m.Name)+" counts the rows")
			continue
		}
		parts = append(parts, fmt.Sprintf("%s is %s of %s", quoted(m.Name), summaryWords(m), quoted(m.Field)))
	}
	if len(g.By) == 0 {
		return words.List(parts) + " over all rows"
	}
	return words.List(parts) + " for each " + quotedList(g.By)
}

func binWords(b datasets.Bins) string {
	width := "equal width"
	if b.Width != "" {
		width = b.Width
	}
	if b.Start != "" {
		return width + ", counted from " + b.Start
	}
	return width
}

func summaryWords(m datasets.Summary) string {
	if m.Summary == "quantile" {
		return "the quantile at " + m.At
	}
	return map[string]string{
		"sum": "the sum", "mean": "the mean", "median": "the median", "min": "the lowest", "max": "the highest",
		"distinct": "the number of different values", "first": "the first", "last": "the last",
	}[m.Summary]
}

// replaceWords tells a few replacements and counts many.
func replaceWords(values []datasets.Replacement) string {
	var parts []string
	count := 0
	for _, v := range values {
		count += len(v.From)
		from := make([]string, len(v.From))
		for i, text := range v.From {
			from[i] = orBlank(text)
		}
		parts = append(parts, fmt.Sprintf("%s became %s", words.List(from), orBlank(v.To)))
	}
	if count > 6 {
		return words.Count(count, "text was", "texts were") + " replaced"
	}
	return strings.Join(parts, ", ")
}

func orBlank(text string) string {
	if text == "" {
		return "blank"
	}
	return quoted(text)
}

func topSentence(t datasets.Top) string {
	each := ""
	if len(t.Each) > 0 {
		each = ", with a number for each " + quotedList(t.Each)
	}
	return fmt.Sprintf("The %s of %s with the largest sums of %s were kept and the rest put together as %s%s%s",
		words.Count(t.Count, "value", "values"), quoted(t.Field), quoted(t.Of), quoted(t.Other), within(t.Within), each)
}

func changeSentence(c datasets.Change) string {
	from := "the one before"
	if c.From == "yearBefore" {
		from = "the same time a year before"
	}
	as := "the change"
	if c.As == "percent" {
		as = "the change in per cent"
	}
	return fmt.Sprintf("%s is %s of %s from %s in %s%s", quoted(c.Name), as, quoted(c.Of), from, quoted(c.Over), within(c.Within))
}

func indexSentence(i datasets.Index) string {
	base := "the first " + quoted(i.Over)
	if i.Base != "" {
		base = i.Base
	}
	return fmt.Sprintf("%s is %s with %s as 100%s", quoted(i.Name), quoted(i.Of), base, within(i.Within))
}

func over(field string) string {
	if field == "" {
		return " in the order of the rows"
	}
	return " in order of " + quoted(field)
}

func within(fields []string) string {
	if len(fields) == 0 {
		return ""
	}
	return ", apart for each " + quotedList(fields)
}

func sortWords(keys []datasets.SortKey) string {
	var parts []string
	for _, k := range keys {
		parts = append(parts, quoted(k.Field)+", "+orderWords(k.Order))
	}
	return strings.Join(parts, ", then ")
}

func orderWords(order string) string {
	if order == "descending" {
		return "highest first"
	}
	return "lowest first"
}

func quoted(s string) string { return "“" + s + "”" }

// severalNamed names things, or the first and the last of many.
func severalNamed(what string, names []string) string {
	switch n := len(names); {
	case n > 6:
		return fmt.Sprintf("The %s from %s to %s", words.Count(n, what, what+"s"), quoted(names[0]), quoted(names[n-1]))
	case n == 1:
		return "The " + what + " " + quoted(names[0])
	}
	return "The " + what + "s " + quotedList(names)
}

func rowFor(fields []string) string {
	if len(fields) == 0 {
		return ", in one row"
	}
	return ", with a row for each " + quotedList(fields)
}

func quotedList(names []string) string {
	var quotes []string
	for _, n := range names {
		quotes = append(quotes, quoted(n))
	}
	return words.List(quotes)
}
