package widgets

import (
	"fmt"
	"regexp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// workingDaysToAnswer is the time limit of section 10(1) of the Freedom of
// Information Act 2000 and of regulation 5(2) of the Environmental Information
// Regulations 2004.
const workingDaysToAnswer = 20

// requests suggests figures of a log of information requests: how many were
// answered in time, how many came, how they ended, which exemptions were used
// and who asked. All are counts of rows; nobody is named.
func (k *shaped) requests() {
	k.answeredInTime(Headline)
	k.requestsByMonth()
	if _, ok := k.Column["answered"]; ok {
		k.answeredInTime(Line)
	}
	k.shareOf("outcome", words.OutcomeMost, k.say(words.ByOutcome))
	k.exemptions()
	k.shareOf("requester", words.RequestersMost, k.say(words.ByRequester))
}

// due are the steps that tell which requests were answered in time, of those
// that are answered or overdue and were not withdrawn.
func (k *shaped) due(says string) []datasets.Step {
	var steps []datasets.Step
	if values := k.Values["withdrawn"]; len(values) > 0 {
		steps = append(steps, datasets.Filter{Field: k.Column["outcome"], Test: "isNot", Values: values})
	}
	return append(steps, datasets.InTime{Name: says, Received: k.Column["received"], Answered: k.Column["answered"], WorkingDays: workingDaysToAnswer})
}

// answeredInTime is the share of requests answered in time, by the quarter in
// which they came.
func (k *shaped) answeredInTime(kind Kind) {
	received, ok := k.Column["received"], k.Column["answered"] != ""
	if !ok {
		return
	}
	says, inTime, all, rate, quarter := k.freeName("Answer"), k.freeName("In time"), k.freeName("Due"), k.freeName("Answered in time"), k.freeName("Quarter")
	steps := append(k.due(says),
		datasets.Filter{Field: says, Test: "isNot", Values: []string{datasets.NotDueYet}},
		datasets.Mark{Name: inTime, Field: says, Test: "is", Values: []string{datasets.AnsweredInTime}},
		datasets.Period{Name: quarter, Of: received, As: "quarter"}, withValue(quarter),
		datasets.Group{By: []string{quarter}, Measures: []datasets.Summary{{Name: inTime, Summary: "sum", Field: inTime}, {Name: all, Summary: "count", Field: inTime}}},
		datasets.Rate{Name: rate, Of: inTime, By: all, Per: 100}, ordered(quarter, "ascending"))
	quarters := k.count(steps...)
	spec := Spec{Kind: kind, Encoding: datasets.Roles{Time: quarter, Value: rate}, Note: k.say(words.InTimeNote),
		Subtitle: subtitle(k.say(words.RequestsInTime), k.options.Source.Publisher, k.say(words.InPerCent))}
	if kind == Headline {
		spec.Sentence, spec.Compare, spec.Sparkline = k.say(words.AnsweredRate, "period", "{latest:period}"), "previous", quarters > 2
		spec.Title = "{latest} " + spec.Sentence
		k.tell(spec, "", k.asAt(says), steps)
		return
	}
	if quarters < 3 {
		return
	}
	spec.Title = k.say(words.AnsweredLine, "number", "{latest}", "period", "{latest:period}")
	spec.Subtitle = subtitle(k.say(words.RequestsInTime), k.options.Source.Publisher, "{span}", k.say(words.InPerCent))
	k.tell(spec, fmt.Sprintf("The share of requests answered in time over %s", words.Count(quarters, "quarter", "quarters")), "", steps)
}

// asAt says how open requests were judged.
func (k *shaped) asAt(says string) string {
	latest := k.table.Profile(k.column("received")).Max
	if answered := k.table.Profile(k.column("answered")).Max; answered.Missing == table.Present && answered.Compare(latest) > 0 {
		latest = answered
	}
	text := "As at " + words.Period(latest) + ", the latest day in the log"
	if n := k.count(append(k.due(says), datasets.Filter{Field: says, Test: "is", Values: []string{datasets.NotDueYet}})...); n > 0 {
		text += fmt.Sprintf("; %s not due then %s left out", words.Count(n, "request", "requests"), isOrAre(n))
	}
	return text + ". Extensions are not known"
}

func (k *shaped) requestsByMonth() {
	received, n := k.Column["received"], k.freeName("Requests")
	steps, month, by := k.monthly(received)
	steps = append(steps, withValue(month), counting(n, month), ordered(month, "ascending"))
	if k.count(steps...) < 2 {
		return
	}
	title := words.RequestsMonth
	if by == k.say(words.ByQuarter) {
		title = words.RequestsMost
	}
	k.tell(Spec{Kind: Column, Highlight: []string{"{highest:period}"}, Encoding: datasets.Roles{Time: month, Value: n}, Title: k.say(title, "period", "{highest:period}", "number", "{highest}"),
		Subtitle: subtitle(k.say(words.RequestsMeasure), k.options.Source.Publisher, "{span}")}, "", "", steps)
}

// shareOf is how many of a hundred requests each value of a column has.
func (k *shaped) shareOf(part string, title words.Phrase, by string) {
	field, ok := k.Column[part]
	if !ok {
		return
	}
	n, share := k.freeName("Requests"), k.freeName("Share")
	span, since, until := k.spanned(k.Column["received"])
	k.tell(Spec{Kind: Bar, Order: "value", Highlight: []string{HighestStandsOut}, Encoding: datasets.Roles{Category: field, Value: share, Since: since, Until: until},
		Title:    k.say(title, "name", "{highest:name}", "number", "{highest}"),
		Subtitle: subtitle(k.say(words.RequestsBy, "what", by), k.options.Source.Publisher, "{span}", k.say(words.InPerCent))}, "", k.without(field),
		[]datasets.Step{withValue(field), span, counting(n, field, since, until), datasets.Share{Name: share, Of: n}, ordered(n, "descending"), datasets.Limit{Count: maxSuggestedBars}})
}

// without counts the rows that have nothing in a column.
func (k *shaped) without(field string) string {
	n := k.table.Profile(k.table.Index(field)).Missing
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s without one %s left out", words.Count(n, "request", "requests"), isOrAre(n))
}

// several finds cells that name more than one exemption.
var several = regexp.MustCompile(`(?i)(s|sec|section)\.? ?\d+.*(;|,|&|/|\+|\band\b).*\d`)

func (k *shaped) exemptions() {
	field, ok := k.Column["exemption"]
	if !ok {
		return
	}
	n := k.freeName("Requests")
	span, since, until := k.spanned(k.Column["received"])
	catch := ""
	for _, word := range k.table.Column(k.column("exemption")).Words[table.FirstCode:] {
		if several.MatchString(word) {
			catch = "Requests with several exemptions are counted under each combination"
		}
	}
	k.tell(Spec{Kind: Bar, Order: "value", Highlight: []string{HighestStandsOut}, Encoding: datasets.Roles{Category: field, Value: n, Since: since, Until: until},
		Title:    k.say(words.ExemptionMost, "name", "{highest:name}", "number", "{highest}"),
		Subtitle: subtitle(k.say(words.RequestsBy, "what", k.say(words.ByExemption)), k.options.Source.Publisher, "{span}")}, "", catch,
		[]datasets.Step{withValue(field), span, counting(n, field, since, until), ordered(n, "descending"), datasets.Limit{Count: maxSuggestedBars}})
}
