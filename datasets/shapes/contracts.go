package shapes

// contractsRule recognises a register of contracts, which the Local Government
// Transparency Code 2015 asks for: who supplies what to which department, for
// how much and until when.
func contractsRule() Rule {
	return Rule{Contracts, []string{"supplier", "value", "start", "end", "title", "unit", "category"}, findContracts}
}

// endHeadings name the day on which a contract ends.
var endHeadings = []string{"contract end date", "end date", "contract end", "current end date", "expiry date", "contract expiry date", "contract expiry", "date of expiry", "end"}

func findContracts(v view) (Found, bool) {
	supplier := v.find(v.text, append([]string{"awarded supplier", "contractor name", "contractor", "provider name", "provider"}, payeeHeadings...), notPayee)
	end := v.find(v.dates, endHeadings, []string{"extension", "review", "option", "tender", "submission"})
	start := v.find(v.dates, []string{"contract start date", "start date", "contract start", "commencement date", "award date", "date awarded", "start"}, []string{"tender", "extension"})
	value := v.find(v.number, []string{"contract value", "total contract value", "value of contract", "total value", "awarded value", "award value", "estimated value", "annual value", "value", "amount", "total"}, []string{"vat", "code", "id", "percent", "irrecoverable"})
	switch {
	case supplier < 0 || end < 0 || value < 0 || !v.money(value):
		return Found{}, false
	case v.share(supplier, hasLetters) < 80 || v.present(end) < 50 || v.present(value) < 50:
		return Found{}, false
	case start >= 0 && v.inOrder(start, end) < 90:
		return Found{}, false
	}
	return Found{Column: v.columns(map[string]int{
		"supplier": supplier, "value": value, "start": start, "end": end,
		"title":    v.find(v.text, []string{"contract title", "title", "title of agreement", "contract name", "contract description", "description", "summary"}, []string{"id", "code", "reference"}),
		"unit":     v.splits(unitHeadings, notUnit),
		"category": v.splits([]string{"procurement category", "category", "service category", "cpv description", "procurement type", "type"}, []string{"id", "code", "supplier", "organisation"}),
	})}, true
}
