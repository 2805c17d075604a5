package studio

import (
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/settings"
	"figurehead/store"
	"figurehead/widgets/words"
)

// registerAccessibility adds the organisation's part of the public
// accessibility statement.
func (s *Studio) registerAccessibility(app *fiber.App) {
	admin := s.Auth.Require(store.Admin)
	app.Get("/studio/settings/accessibility", admin, s.accessibility)
	app.Post("/studio/settings/accessibility", admin, s.saveAccessibility)
}

// Longest answers, in characters.
const (
	maxStatementRunes = 5000
	maxPhoneRunes     = 120
	maxReplyDays      = 60
)

// Answers of the form that are empty in the store: a statement of which nothing
// else is said is not filled in.
const (
	notJudged = "not-yet"
	inBritain = "gb"
)

// accessibilityPage is the form; Days is as typed.
type accessibilityPage struct {
	basePage
	store.Accessibility
	Days  string
	Saved bool
	Named bool // something is stored: readers see it
}

func (s *Studio) accessibility(c *fiber.Ctx) error {
	a, err := s.Store.Accessibility(c.UserContext())
	if err != nil {
		return err
	}
	page := accessibilityPage{basePage: s.settingsBase(c, "Accessibility"), Accessibility: a, Saved: c.Query("saved") == "1"}
	if a.ReplyDays > 0 {
		page.Days = strconv.Itoa(a.ReplyDays)
	}
	page.Named = a != store.Accessibility{}
	return s.render(c, fiber.StatusOK, "accessibility", page)
}

// saveAccessibility stores the form.
func (s *Studio) saveAccessibility(c *fiber.Ctx) error {
	stored, err := s.Store.Accessibility(c.UserContext())
	if err != nil {
		return err
	}
	page := accessibilityPage{basePage: s.settingsBase(c, "Accessibility"), Days: trimmed(c, "reply-days"), Named: stored != store.Accessibility{}}
	page.Accessibility = readAccessibility(c)
	page.check(s)
	if len(page.Errors) > 0 {
		return s.render(c, fiber.StatusUnprocessableEntity, "accessibility", page)
	}
	if page.Accessibility != stored {
		if err := s.Store.SaveAccessibility(c.UserContext(), actor(c), page.Accessibility); err != nil {
			return err
		}
	}
	return c.Redirect("/studio/settings/accessibility?saved=1", fiber.StatusSeeOther)
}

func readAccessibility(c *fiber.Ctx) store.Accessibility {
	days, _ := strconv.Atoi(trimmed(c, "reply-days")) // what is no number is refused by check
	a := store.Accessibility{
		Status: form(c, "status"), Enforced: form(c, "enforced"), ReplyDays: days,
		Email: trimmed(c, "email"), Phone: oneLine(form(c, "phone")), Page: trimmed(c, "page"),
		Prepared: trimmed(c, "prepared"), Reviewed: trimmed(c, "reviewed"), Tested: trimmed(c, "tested"),
	}
	for lang, w := range map[string]*store.AccessibilityWords{"": &a.English, "-cy": &a.Welsh} {
		text := func(name string) string { return tidyText(form(c, name+lang)) }
		*w = store.AccessibilityWords{
			Problems: text("problems"), Burden: text("burden"), OutOfScope: text("scope"), Testing: text("testing"), Enforcement: text("enforcement"),
		}
	}
	if a.Status == notJudged {
		a.Status = store.NotJudged
	} else if a.Status == store.NotJudged {
		a.Status = "?" // a form without an answer takes nothing back
	}
	if a.Enforced == inBritain {
		a.Enforced = store.EnforcedInBritain
	}
	if a.Enforced != store.EnforcedElsewhere {
		a.English.Enforcement, a.Welsh.Enforcement = "", ""
	}
	return a
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// check names what cannot be said, and what a judged statement has to say.
func (p *accessibilityPage) check(s *Studio) {
	p.checkJudgement(s)
	p.checkContact()
	p.checkDays(s)
	for lang, w := range map[string]store.AccessibilityWords{"": p.English, "-cy": p.Welsh} {
		for name, text := range map[string]string{"problems": w.Problems, "burden": w.Burden, "scope": w.OutOfScope, "testing": w.Testing, "enforcement": w.Enforcement} {
			if len([]rune(text)) > maxStatementRunes {
				p.problem(name+lang, "Use at most 5,000 characters")
			}
		}
	}
	slices.SortStableFunc(p.Errors, func(a, b fieldError) int {
		return slices.Index(statementFields, a.Field) - slices.Index(statementFields, b.Field)
	})
}

// statementFields are the fields in the order of the page.
var statementFields = []string{"status-none-yet", "problems", "problems-cy", "burden", "burden-cy", "scope", "scope-cy", "email", "phone", "page", "reply-days",
	"enforced-gb", "enforcement", "enforcement-cy", "prepared", "reviewed", "tested", "testing", "testing-cy"}

func (p *accessibilityPage) checkJudgement(s *Studio) {
	if !slices.Contains([]string{store.NotJudged, store.FullyCompliant, store.PartiallyCompliant, store.NotCompliant}, p.Status) {
		p.problem("status-none-yet", "Choose how far the pages comply")
	}
	own, at := p.English, ""
	if s.organisation().Lang == words.Welsh.Lang {
		own, at = p.Welsh, "-cy"
	}
	if (p.Status == store.PartiallyCompliant || p.Status == store.NotCompliant) && own.Problems == "" {
		p.problem("problems"+at, "Say what does not comply. The statement is not complete without it")
	}
	if p.Status == store.FullyCompliant && p.English.Problems+p.Welsh.Problems != "" {
		p.problem("problems", "Take out what does not comply, or choose that the pages comply partially")
	}
	switch p.Enforced {
	case store.EnforcedInBritain, store.EnforcedInNorthernIreland:
	case store.EnforcedElsewhere:
		if own.Enforcement == "" {
			p.problem("enforcement"+at, "Say who enforces the law where you are, and how to reach them")
		}
	default:
		p.problem("enforced-gb", "Choose who enforces the regulations")
	}
}

func (p *accessibilityPage) checkContact() {
	if address, err := mail.ParseAddress(p.Email); p.Email != "" && (err != nil || address.Address != p.Email || len(p.Email) > settings.MaxName) {
		p.problem("email", "Enter an email address, such as name@example.gov.uk")
	}
	if len([]rune(p.Phone)) > maxPhoneRunes {
		p.problem("phone", "Enter a phone number, with its times if you like, of at most 120 characters")
	}
	if u, err := url.Parse(p.Page); p.Page != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || len(p.Page) > maxAddressBytes) {
		p.problem("page", "Enter a whole web address, such as https://www.example.gov.uk/contact")
	}
	if p.Status != store.NotJudged && p.Email == "" && p.Phone == "" && p.Page == "" {
		p.problem("email", "Enter an email address, a phone number or a web page: readers must be able to tell you of a problem")
	}
	if p.Days != "" && (p.ReplyDays < 1 || p.ReplyDays > maxReplyDays || p.Days != strconv.Itoa(p.ReplyDays)) {
		p.problem("reply-days", "Enter a whole number of working days from 1 to 60")
	} else if p.Days == "" && p.Status != store.NotJudged {
		p.problem("reply-days", "Enter in how many working days you answer")
	}
}

// maxAddressBytes is how long the address of a page may be.
const maxAddressBytes = 2000

// checkDays takes real days up to today; a statement that judges has to say
// when it was prepared.
func (p *accessibilityPage) checkDays(s *Studio) {
	today := s.Now().In(s.zone()).Format(time.DateOnly)
	for _, field := range []struct{ name, value string }{{"prepared", p.Prepared}, {"reviewed", p.Reviewed}, {"tested", p.Tested}} {
		switch _, err := time.Parse(time.DateOnly, field.value); {
		case field.value == "":
		case err != nil:
			p.problem(field.name, "Enter a real day, such as 27/11/2026")
		case field.value > today:
			p.problem(field.name, fmt.Sprintf("The day it was %s cannot be after today", field.name))
		}
	}
	if p.Prepared == "" && p.Status != store.NotJudged {
		p.problem("prepared", "Enter the day on which the statement was prepared")
	}
	if p.Reviewed != "" && p.Prepared != "" && p.Reviewed < p.Prepared && p.ErrorAt("reviewed") == "" {
		p.problem("reviewed", "The last review cannot be before the day it was prepared")
	}
}
