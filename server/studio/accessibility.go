package studio

import (
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/settings"
	"figurehead/store"
)

// registerAccessibility adds the organisation's part of the public
// accessibility statement.
func (s *Studio) registerAccessibility(app *fiber.App) {
	admin := s.Auth.Require(store.Admin)
	app.Get("/studio/settings/accessibility", admin, s.accessibility)
	app.Post("/studio/settings/accessibility", admin, s.saveAccessibility)
}

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
	a := p.Accessibility
	if typed := strconv.Itoa(a.ReplyDays); p.Days != "" && (typed != p.Days || a.ReplyDays == 0) {
		a.ReplyDays = -1 // no number of days
	}
	p.mend(settings.Accessibility(a, s.organisation().Lang, s.Now().In(s.zone()).Format(time.DateOnly)))
}
