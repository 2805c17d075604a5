package widgets

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// titleFinding asks whether the title says something or only names a topic.
func (e examination) titleFinding() (Check, bool) {
	title := strings.TrimSpace(e.figure.Title)
	c := Check{ID: "finding", Title: "The title says the finding", Field: "title"}
	topic := e.topic(title)
	c.Done = topic == ""
	c.Reason = "It is a statement, not the name of a table."
	switch {
	case title == "":
		c.Title, c.Blocking = "There is no title", true
		c.Reason = "Say in one sentence what the figure shows."
	case !c.Done:
		c.Title = "The title names the topic, not the finding"
		c.Reason = topic + " Say what happened, to whom and when."
	}
	return c, true
}

// topic says why a title is no finding; "" when it may be one.
func (e examination) topic(title string) string {
	same := func(text string) bool {
		return text != "" && strings.EqualFold(strings.Trim(title, ". "), strings.Trim(text, ". "))
	}
	switch {
	case title == "":
		return "It is empty."
	case same(e.figure.Subtitle):
		return "It repeats the subtitle."
	case same(e.from.Title) || same(e.from.FileName):
		return "It is the name of the dataset."
	case e.figure.Kind != Headline && len(strings.Fields(title)) < 3:
		return "It is too short to say what was found."
	case topicPattern.MatchString(title) && len(strings.Fields(title)) <= 8 && !strings.ContainsFunc(title, unicode.IsDigit):
		return "It says what is shown, but not what that shows."
	}
	return ""
}

// topicPattern is a noun phrase such as "Spending by service area".
var topicPattern = regexp.MustCompile(`(?i)^[\pL -]+ (by|per|over time)\b[\pL ,-]*$`)

func (e examination) titleLength() (Check, bool) {
	n := len(strings.Fields(e.figure.Title))
	c := Check{ID: "titleLength", Title: "The title is short", Field: "title", Done: n <= MaxTitleWords}
	c.Reason = fmt.Sprintf("%s. Up to %d read well.", words.Count(n, "word", "words"), MaxTitleWords)
	if !c.Done {
		c.Title = "The title is long"
	}
	return c, n > 0 && (e.figure.Kind != Headline || !c.Done)
}

// titleNumeral: a sentence does not start with a numeral, headline figures
// excepted (ONS style guide, "Numbers").
func (e examination) titleNumeral() (Check, bool) {
	c := Check{ID: "titleNumeral", Title: "The title starts with a word", Field: "title"}
	first := strings.TrimLeft(strings.TrimSpace(e.figure.Title), "£$€−-(“\"'‘")
	c.Done = first == "" || first[0] < '0' || first[0] > '9'
	c.Reason = "A sentence that starts with a numeral is hard to read aloud."
	if !c.Done {
		c.Title = "The title starts with a numeral"
		c.Reason += " Start with who or what it is about."
	}
	return c, e.figure.Kind != Headline && !c.Done
}

// numeral is a number as it stands in a text.
var numeral = regexp.MustCompile(`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`)

// titleNumbers looks for numbers in the title that the figure does not have.
func (e examination) titleNumbers() (Check, bool) {
	c := Check{ID: "titleNumbers", Title: "The numbers in the title are in the figure", Field: "title", Done: true}
	known := e.knownNumbers()
	title := words.Plain(e.figure.Title)
	for period := range known.periods {
		title = strings.ReplaceAll(title, period, "")
	}
	found := numeral.FindAllString(title, -1)
	for _, text := range found {
		d, err := table.ParseDecimal(strings.ReplaceAll(text, ",", ""))
		if err != nil || !known.has(d, decimalsIn(text)) {
			c.Done = false
			c.Title = "A number in the title is not in the figure"
			c.Reason = fmt.Sprintf("The data gives no %s. Check it, or leave it out.", text)
			return c, true
		}
	}
	c.Reason = fmt.Sprintf("%s found in the data.", words.Count(len(found), "number was", "numbers were"))
	return c, len(found) > 0
}

func decimalsIn(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction)
}

// known is every number that a title may hold: values, Facts, counts, and the
// parts of names, headings and periods.
type known struct {
	numbers []table.Decimal
	texts   map[string]bool
	periods map[string]bool
}

func (k known) has(d table.Decimal, decimals int) bool {
	if k.texts[d.String()] {
		return true
	}
	for _, n := range k.numbers {
		for _, shift := range []int{0, -3, -6, -9} {
			if m, err := n.Abs().Shift(shift); err == nil && (m.Round(decimals).Cmp(d) == 0 || shift == 0 && significant(m, d)) {
				return true
			}
		}
	}
	return false
}

// significant reports whether d is m to three significant figures.
func significant(m, d table.Decimal) bool {
	whole, _, _ := strings.Cut(m.String(), ".")
	return len(whole) > 3 && m.Round(3-len(whole)).Cmp(d) == 0
}

func (e examination) knownNumbers() known {
	k := known{texts: make(map[string]bool), periods: make(map[string]bool)}
	for _, field := range e.result.Fields {
		k.addText(field.Name)
	}
	for _, row := range e.result.Rows {
		for _, cell := range row {
			k.add(cell)
		}
	}
	for _, fact := range e.figure.Facts {
		for _, cell := range []table.Cell{fact.Value, fact.Base, fact.Period, fact.BasePeriod} {
			k.add(cell)
		}
	}
	k.addText(e.figure.Subtitle)
	for _, s := range e.figure.Series {
		k.addCount(len(s.Points))
	}
	k.addCount(len(e.figure.Series))
	k.addCount(len(e.result.Rows))
	return k
}

func (k *known) add(c table.Cell) {
	switch {
	case c.Missing != table.Present:
	case c.Kind.Number():
		k.numbers = append(k.numbers, c.Number)
	case c.Kind.Calendar():
		k.addText(words.Period(c))
		k.periods[words.Period(c)] = true
	default:
		k.addText(c.Text)
	}
}

func (k *known) addText(text string) {
	for _, n := range numeral.FindAllString(text, -1) {
		if d, err := table.ParseDecimal(strings.ReplaceAll(n, ",", "")); err == nil {
			k.texts[d.String()] = true
		}
	}
}

// addCount allows a count of things and those up to it: "third of 11".
func (k *known) addCount(n int) {
	for i := range min(n, MaxBars) {
		k.texts[table.NewDecimal(int64(i+1), 0).String()] = true
	}
	k.texts[table.NewDecimal(int64(n), 0).String()] = true
}
