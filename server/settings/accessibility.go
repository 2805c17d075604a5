package settings

import (
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"time"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets/words"
)

// Longest answers of the accessibility statement.
const (
	maxStatementRunes = 5000 // of one answer
	maxPhoneRunes     = 120
	maxReplyDays      = 60 // working days
	maxAddressBytes   = 2000
)

// Accessibility asks of the organisation's part of the accessibility statement
// what cannot be said, and what a judged statement has to say in lang, the
// organisation's language. today is as 2006-01-02. Fields of Welsh end with "-cy".
func Accessibility(a store.Accessibility, lang, today string) []datasets.Problem {
	var wrong problems
	own := ""
	if lang == words.Welsh.Lang {
		own = "-cy"
	}
	wrong.judgement(a, own)
	wrong.contact(a)
	wrong.days(a, today)
	for lang, w := range map[string]store.AccessibilityWords{"": a.English, "-cy": a.Welsh} {
		for name, text := range map[string]string{"problems": w.Problems, "burden": w.Burden, "scope": w.OutOfScope, "testing": w.Testing, "enforcement": w.Enforcement} {
			if len([]rune(text)) > maxStatementRunes {
				wrong.add(name+lang, "Use at most 5,000 characters")
			}
		}
	}
	slices.SortStableFunc(wrong, func(a, b datasets.Problem) int {
		return slices.Index(statementFields, a.Field) - slices.Index(statementFields, b.Field)
	})
	return wrong
}

// statementFields are the fields in the order of the page.
var statementFields = []string{"status-none-yet", "problems", "problems-cy", "burden", "burden-cy", "scope", "scope-cy", "email", "phone", "page", "reply-days",
	"enforced-gb", "enforcement", "enforcement-cy", "prepared", "reviewed", "tested", "testing", "testing-cy"}

func (p *problems) judgement(a store.Accessibility, at string) {
	if !slices.Contains([]string{store.NotJudged, store.FullyCompliant, store.PartiallyCompliant, store.NotCompliant}, a.Status) {
		p.add("status-none-yet", "Choose how far the pages comply")
	}
	own := a.English
	if at != "" {
		own = a.Welsh
	}
	if (a.Status == store.PartiallyCompliant || a.Status == store.NotCompliant) && own.Problems == "" {
		p.add("problems"+at, "Say what does not comply. The statement is not complete without it")
	}
	if a.Status == store.FullyCompliant && a.English.Problems+a.Welsh.Problems != "" {
		p.add("problems", "Take out what does not comply, or choose that the pages comply partially")
	}
	switch a.Enforced {
	case store.EnforcedInBritain, store.EnforcedInNorthernIreland:
	case store.EnforcedElsewhere:
		if own.Enforcement == "" {
			p.add("enforcement"+at, "Say who enforces the law where you are, and how to reach them")
		}
	default:
		p.add("enforced-gb", "Choose who enforces the regulations")
	}
}

func (p *problems) contact(a store.Accessibility) {
	if address, err := mail.ParseAddress(a.Email); a.Email != "" && (err != nil || address.Address != a.Email || len(a.Email) > MaxName) {
		p.add("email", "Enter an email address, such as name@example.gov.uk")
	}
	if len([]rune(a.Phone)) > maxPhoneRunes {
		p.add("phone", "Enter a phone number, with its times if you like, of at most 120 characters")
	}
	if u, err := url.Parse(a.Page); a.Page != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || len(a.Page) > maxAddressBytes) {
		p.add("page", "Enter a whole web address, such as https://www.example.gov.uk/contact")
	}
	if a.Status != store.NotJudged && a.Email == "" && a.Phone == "" && a.Page == "" {
		p.add("email", "Enter an email address, a phone number or a web page: readers must be able to tell you of a problem")
	}
	if a.ReplyDays < 0 || a.ReplyDays > maxReplyDays {
		p.add("reply-days", "Enter a whole number of working days from 1 to 60")
	} else if a.ReplyDays == 0 && a.Status != store.NotJudged {
		p.add("reply-days", "Enter in how many working days you answer")
	}
}

// days takes real days up to today; a statement that judges has to say
// when it was prepared.
func (p *problems) days(a store.Accessibility, today string) {
	for _, field := range []struct{ name, value string }{{"prepared", a.Prepared}, {"reviewed", a.Reviewed}, {"tested", a.Tested}} {
		switch _, err := time.Parse(time.DateOnly, field.value); {
		case field.value == "":
		case err != nil:
			p.add(field.name, "Enter a real day, such as 27/11/2026")
		case field.value > today:
			p.add(field.name, fmt.Sprintf("The day it was %s cannot be after today", field.name))
		}
	}
	if a.Prepared == "" && a.Status != store.NotJudged {
		p.add("prepared", "Enter the day on which the statement was prepared")
	}
	named := slices.ContainsFunc(*p, func(w datasets.Problem) bool { return w.Field == "reviewed" })
	if a.Reviewed != "" && a.Prepared != "" && a.Reviewed < a.Prepared && !named {
		p.add("reviewed", "The last review cannot be before the day it was prepared")
	}
}
