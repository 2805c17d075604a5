package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// spend suggests figures of payments: how much in all, when, to whom, by which
// service and for what. Payees that were redacted stay, as one of them.
func (k *shaped) spend() {
	k.paidInAll()
	k.paidByMonth()
	if payee, ok := k.Column["payee"]; ok {
		k.paidMost(payee, k.say(words.BySupplier), words.PaidMost, k.say(words.OtherSuppliers), k.Values["redacted"])
	}
	if unit, ok := k.Column["unit"]; ok {
		k.paidMost(unit, plainName(unit), words.PaidByUnit, k.say(words.AllTheOthers), nil)
	}
	if purpose, ok := k.Column["purpose"]; ok {
		k.paidMost(purpose, k.say(words.ByPurpose), words.PaidFor, k.say(words.AllTheOthers), nil)
	}
	k.paidOnce()
}

// aboutPayments are the parts of a subtitle that all figures of payments share.
func (k *shaped) aboutPayments(measure string) string {
	return subtitle(measure, k.options.Source.Publisher, "{span}", k.say(words.InPounds))
}

// creditsNote says that credits are taken off, where there are any.
func (k *shaped) creditsNote() string {
	if len(k.credits()) == 0 {
		return ""
	}
	return k.say(words.CreditsOff)
}

// credits are how many amounts are below zero, and their sum; nil for none.
func (k *shaped) credits() []table.Cell {
	amount := k.Column["amount"]
	below := datasets.Filter{Field: amount, Test: "below", Values: []string{"0"}}
	row := k.row(below, datasets.Group{Measures: []datasets.Summary{{Name: "fh n", Summary: "count"}, {Name: "fh sum", Summary: "sum", Field: amount}}})
	if len(row) != 2 || row[0].Number.Sign() == 0 || row[1].Missing != table.Present {
		return nil
	}
	return row
}

func (k *shaped) paidInAll() {
	amount := k.Column["amount"]
	span, since, until := k.spanned(k.Column["date"])
	spec := Spec{Kind: Headline, Encoding: datasets.Roles{Value: amount, Since: since, Until: until},
		Sentence: k.say(words.PaidInAll, "span", "{span}"), Subtitle: subtitle(k.say(words.Payments), k.options.Source.Publisher, k.say(words.InPounds)), Note: k.creditsNote()}
	spec.Title = "{latest} " + spec.Sentence
	var catch []string
	if credits := k.credits(); credits != nil {
		n, _ := credits[0].Number.Int64()
		catch = append(catch, fmt.Sprintf("%s of %s in all %s taken off", words.Count(int(n), "credit", "credits"), words.Plain(words.Number(credits[1].Number.Abs(), words.Format{Unit: "£", Kind: table.Currency})), isOrAre(int(n))))
	}
	if payee, values := k.Column["payee"], k.Values["redacted"]; len(values) > 0 {
		n := k.count(datasets.Filter{Field: payee, Test: "is", Values: values})
		catch = append(catch, fmt.Sprintf("%s without a name %s part of it", words.Count(n, "payment", "payments"), isOrAre(n)))
	}
	k.tell(spec, "", words.Capital(strings.Join(catch, ". ")), []datasets.Step{span, summing(amount, since, until)})
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func (k *shaped) paidByMonth() {
	amount, date := k.Column["amount"], k.Column["date"]
	steps, month, by := k.monthly(date)
	steps = append(steps, withValue(month), datasets.Latest{Field: month, Count: 24}, summing(amount, month), ordered(month, "ascending"))
	if k.count(steps...) < 2 {
		return
	}
	title := k.say(words.PaidMonths, "period", "{highest:period}", "number", "{highest}")
	p := k.table.Profile(k.table.Index(date))
	catch := ""
	if _, _, first := p.Min.Day.Civil(); p.Min.Kind == table.Dates && (first > 5 || endsEarly(p.Max.Day)) {
		catch = "The first or the last of them may not be whole: the days run from " + words.Period(p.Min) + " to " + words.Period(p.Max)
	}
	k.tell(Spec{Kind: Column, Highlight: []string{"{highest:period}"}, Encoding: datasets.Roles{Time: month, Value: amount}, Title: title,
		Subtitle: k.aboutPayments(k.say(words.PaymentsBy, "what", by)), Note: k.creditsNote()}, "", catch, steps)
}

// endsEarly reports whether a day lies more than five days before the end of
// its month.
func endsEarly(d table.Day) bool {
	return table.PeriodStart(d+6, table.Month) == table.PeriodStart(d, table.Month)
}

// paidMost are the largest of a column's names, with the rest as one.
func (k *shaped) paidMost(field, by string, title words.Phrase, other string, redacted []string) {
	const most = maxSuggestedBars - 1
	amount := k.Column["amount"]
	span, since, until := k.spanned(k.Column["date"])
	steps := append(asOne(field, redacted), span, k.ofTop(field, amount, other, most, since, until))
	spec := Spec{Kind: Bar, Order: "data", Highlight: []string{HighestStandsOut}, Encoding: datasets.Roles{Category: field, Value: amount, Since: since, Until: until},
		Title: k.say(title, "name", "{highest:name}", "number", "{highest}"), Subtitle: k.aboutPayments(k.say(words.PaymentsBy, "what", by)), Note: k.creditsNote()}
	catch := ""
	if len(redacted) > 0 {
		spec.Names = map[string]string{redacted[0]: k.say(words.PayeeNotNamed)}
		spec.Note = strings.TrimSpace(spec.Note + " " + k.say(words.PayeesNotNamed))
	}
	if n := k.table.Profile(k.table.Index(field)).Distinct; n > most {
		catch = fmt.Sprintf("The %d largest of %s; the rest stand together", most, words.Whole(n))
	}
	k.tell(spec, "", k.namesPayees(catch, field), steps)
}

// namesPayees adds to a catch that names are shown, where the payee's column is
// among the fields: a payee can be a private person.
func (k *shaped) namesPayees(catch string, fields ...string) string {
	payee, ok := k.Column["payee"]
	if !ok || !slices.Contains(fields, payee) {
		return catch
	}
	const names = "It names who was paid: look whether one of them is a private person"
	if catch == "" {
		return names
	}
	return names + ". " + catch
}

// paidOnce are the ten largest payments as they stand in the file.
func (k *shaped) paidOnce() {
	const most = 10
	amount, date := k.Column["amount"], k.Column["date"]
	fields := []string{date}
	for _, part := range []string{"payee", "unit", "purpose"} {
		if name, ok := k.Column[part]; ok && len(fields) < 3 {
			fields = append(fields, name)
		}
	}
	k.tell(Spec{Kind: Table, Encoding: datasets.Roles{Value: amount}, Title: k.say(words.PaidOnce, "number", "{highest}"),
		Subtitle: subtitle(k.say(words.PaymentsTop), k.options.Source.Publisher, k.say(words.InPounds))}, "",
		k.namesPayees("", fields...), []datasets.Step{ordered(amount, "descending"), datasets.Limit{Count: most}, datasets.Choose{Fields: append(fields, amount)}})
}
