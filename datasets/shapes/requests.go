package shapes

import "regexp"

// requestsRule recognises a log of requests under the Freedom of Information Act
// 2000 or the Environmental Information Regulations 2004: when each was received
// and answered, how it ended, which exemption was used and who asked, by type.
func requestsRule() Rule {
	return Rule{Requests, []string{"reference", "received", "answered", "outcome", "exemption", "requester", "regime", "unit"}, findRequests}
}

// Values that only a log of information requests has.
var (
	outcomeValue   = regexp.MustCompile(`(?i)granted|disclos|releas|info(rmation)? (provided|supplied|sent)|supplied|refus|withheld|exempt|not held|no info|vexatious|neither confirm`)
	exemptionValue = regexp.MustCompile(`(?i)\b(s|sec|section|reg|regulation)\.? ?(1[0-9]|2[0-9]|3[0-9]|4[0-4])\b`)
	regimeValue    = regexp.MustCompile(`(?i)\b(foia?|eir|freedom of information|environmental information)\b`)
	referenceValue = regexp.MustCompile(`(?i)\b(foia?|eir)[-_ /]?\d`)
	withdrawn      = regexp.MustCompile(`(?i)withdrawn|lapsed|cancelled|abandoned|transferred|duplicate|not valid|invalid`)
)

func findRequests(v view) (Found, bool) {
	received := v.find(v.dates, []string{"date received", "received", "received date", "date of receipt", "date of request", "request date", "request received", "date opened", "date logged", "received on", "created"},
		[]string{"due", "by"})
	answered := v.find(v.dates, []string{"date answered", "answered", "response date", "date of response", "date responded", "responded", "date closed", "closed", "closed date", "date completed", "completed", "date sent", "response sent", "reply date", "date of reply", "disclosure date"},
		[]string{"due", "target", "deadline"})
	outcome := v.splits([]string{"outcome", "decision", "result", "response type", "disclosure", "status"}, []string{"date", "code", "id"})
	some := func(c int) bool { return v.text(c) && v.table.Profile(c).Distinct <= 200 }
	exemption := v.find(some, []string{"exemption", "exemptions", "exemption applied", "exemptions applied", "exemption section", "exception", "exceptions", "section"}, []string{"date", "reason", "id"})
	requester := v.splits([]string{"requester type", "requestor type", "applicant type", "type of requester", "type of applicant", "requester category", "applicant category", "category of requester", "customer type", "requester group", "sector", "source"}, []string{"name", "id", "email"})
	regime := v.find(v.text, []string{"regime", "legislation", "request type", "foi eir", "foi or eir", "act", "type"}, []string{"requester", "requestor", "applicant", "name"})
	reference := v.find(func(int) bool { return true }, []string{"reference", "ref", "request reference", "reference number", "foi number", "foi reference", "request id", "case reference", "case number", "id"}, []string{"date"})
	if received < 0 || answered < 0 && outcome < 0 || v.present(received) < 80 {
		return Found{}, false
	}
	if exemption < 0 || v.share(exemption, exemptionValue) < 50 {
		exemption = -1
	}
	if v.share(outcome, outcomeValue) < 50 && exemption < 0 && v.share(regime, regimeValue) < 80 && v.shareOfTexts(reference, referenceValue) < 80 {
		return Found{}, false
	}
	if answered >= 0 && v.inOrder(received, answered) < 90 && v.table.Profile(answered).Distinct > 0 {
		return Found{}, false
	}
	return Found{
		Column: v.columns(map[string]int{"reference": reference, "received": received, "answered": answered, "outcome": outcome, "exemption": exemption,
			"requester": requester, "regime": regime, "unit": v.splits(unitHeadings, notUnit)}),
		Values: map[string][]string{"withdrawn": v.matching(outcome, withdrawn)},
	}, true
}

// shareOfTexts is share of a column that may hold anything.
func (v view) shareOfTexts(column int, pattern *regexp.Regexp) int {
	if column < 0 || v.table.Column(column).Codes == nil {
		return 0
	}
	return v.share(column, pattern)
}
