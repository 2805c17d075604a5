package shapes

import (
	"regexp"

	"figurehead/datasets/table"
)

// spendRule recognises payments as the Local Government Transparency Code 2015
// (and HM Treasury's guidance for departments) has them published: when, to
// whom, how much, and by which service or for what.
func spendRule() Rule {
	return Rule{Spend, []string{"payee", "amount", "date", "unit", "purpose"}, findSpend}
}

// Headings of columns that name who was paid, with those that only number them.
var (
	payeeHeadings  = []string{"supplier name", "supplier", "vendor name", "vendor", "beneficiary name", "beneficiary", "payee name", "payee", "creditor name", "creditor", "merchant name", "merchant", "paid to", "body paid"}
	notPayee       = []string{"id", "code", "no", "number", "ref", "type", "category", "postcode", "address", "vat", "class", "size"}
	unitHeadings   = []string{"directorate", "department", "service area", "service", "organisational unit", "organisation unit", "division", "portfolio", "entity", "cost centre description", "cost centre", "team"}
	notUnit        = []string{"id", "code", "no", "number", "label", "uri", "family", "user", "type"}
	redacted       = regexp.MustCompile(`(?i)redact|withheld|personal data|name removed`)
	hasLetters     = regexp.MustCompile(`\pL{2}`)
	amountHeadings = []string{"amount", "net amount", "amount net", "amount paid", "payment amount", "total amount", "invoice amount", "line amount", "value", "spend", "net", "total", "gross"}
	notAmount      = []string{"vat", "code", "id", "no", "number", "count", "contract", "annual", "percent"}
)

func findSpend(v view) (Found, bool) {
	payee := v.find(v.text, payeeHeadings, notPayee)
	amount := v.find(v.number, amountHeadings, notAmount)
	date := v.find(v.calendar, []string{"payment date", "paid date", "date paid", "clearing date", "posting date", "transaction date", "invoice date", "effective date", "date", "month", "period", "year"},
		[]string{"start", "end", "expiry", "received", "birth"})
	unit := v.splits(unitHeadings, notUnit)
	purpose := v.splits([]string{"purpose", "summary of purpose", "purpose of spend", "expenditure category", "expenditure catergory", "expense type", "expense area", "merchant category",
		"expenditure account code description", "category", "expenditure type", "type of expenditure", "subjective", "description"}, append(notUnit, "organisation", "supplier"))
	switch {
	case amount < 0 || date < 0 || unit < 0 && purpose < 0:
		return Found{}, false
	case payee < 0 && (unit < 0 || purpose < 0 || !v.ofTransactions()): // payees were left out, but what else is there
		return Found{}, false
	case !v.money(amount) || v.present(amount) < 95 || v.present(date) < 80:
		return Found{}, false
	case payee >= 0 && (v.share(payee, hasLetters) < 90 || v.table.Profile(payee).Distinct < 2):
		return Found{}, false
	case v.find(v.dates, endHeadings, nil) >= 0:
		return Found{}, false
	}
	return Found{
		Column: v.columns(map[string]int{"payee": payee, "amount": amount, "date": date, "unit": unit, "purpose": purpose}),
		Values: map[string][]string{"redacted": v.matching(payee, redacted)},
	}, true
}

// ofTransactions reports whether a heading says that rows are single payments.
func (v view) ofTransactions() bool {
	for _, heading := range v.headings {
		if saysAny(heading, []string{"trans", "transaction", "invoice", "voucher", "document", "expenditure", "expense", "paid", "payment"}) {
			return true
		}
	}
	return false
}

// money reports whether numbers look like payments: sums of money, or numbers
// with pence or in the hundreds.
func (v view) money(column int) bool {
	f, p := v.fields[column], v.table.Profile(column)
	return f.Kind == table.Currency || f.Kind != table.Percentages && p.Max.Missing == table.Present && p.Max.Number.Cmp(table.NewDecimal(100, 0)) > 0
}
