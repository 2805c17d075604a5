package api

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/server/settings"
	"figurehead/store"
)

func (a *API) accessibilityRoutes() []route {
	return []route{
		{fiber.MethodGet, "/settings/accessibility", store.AdminScope, a.accessibility},
		{fiber.MethodPatch, "/settings/accessibility", store.AdminScope, a.changeAccessibility},
	}
}

// accessibilityBody is the organisation's part of the accessibility statement of
// its public pages.
type accessibilityBody struct {
	Status    string             `json:"status"`   // "not-judged", "full", "partial" or "none"
	Enforced  string             `json:"enforced"` // "gb", "ni" or "own"
	Email     string             `json:"email"`
	Phone     string             `json:"phone"`
	Page      string             `json:"page"`
	ReplyDays int                `json:"replyDays"` // working days; 0 when not said
	Prepared  string             `json:"prepared"`  // days as 2006-01-02, or ""
	Reviewed  string             `json:"reviewed"`
	Tested    string             `json:"tested"`
	English   accessibilityWords `json:"english"`
	Welsh     accessibilityWords `json:"welsh"`
}

// accessibilityWords are plain text, a point on each line.
type accessibilityWords struct {
	Problems    string `json:"problems"`
	Burden      string `json:"burden"`
	OutOfScope  string `json:"outOfScope"`
	Testing     string `json:"testing"`
	Enforcement string `json:"enforcement"`
}

// What is empty in the store has a word here.
const (
	notJudged = "not-judged"
	inBritain = "gb"
)

func showAccessibility(a store.Accessibility) accessibilityBody {
	b := accessibilityBody{a.Status, a.Enforced, a.Email, a.Phone, a.Page, a.ReplyDays, a.Prepared, a.Reviewed, a.Tested,
		accessibilityWords(a.English), accessibilityWords(a.Welsh)}
	if b.Status == store.NotJudged {
		b.Status = notJudged
	}
	if b.Enforced == store.EnforcedInBritain {
		b.Enforced = inBritain
	}
	return b
}

// stored is the statement as the store has it; a word that means nothing stays
// one, and is refused.
func (b accessibilityBody) stored() store.Accessibility {
	named := func(word, empty string) string {
		switch word {
		case empty:
			return ""
		case "":
			return "?"
		}
		return word
	}
	return store.Accessibility{
		Status: named(b.Status, notJudged), Enforced: named(b.Enforced, inBritain), ReplyDays: b.ReplyDays,
		Email: strings.TrimSpace(b.Email), Phone: strings.Join(strings.Fields(b.Phone), " "), Page: strings.TrimSpace(b.Page),
		Prepared: b.Prepared, Reviewed: b.Reviewed, Tested: b.Tested, English: b.English.tidied(), Welsh: b.Welsh.tidied(),
	}
}

func (w accessibilityWords) tidied() store.AccessibilityWords {
	return store.AccessibilityWords{
		Problems: strings.TrimSpace(w.Problems), Burden: strings.TrimSpace(w.Burden), OutOfScope: strings.TrimSpace(w.OutOfScope),
		Testing: strings.TrimSpace(w.Testing), Enforcement: strings.TrimSpace(w.Enforcement),
	}
}

func (a *API) accessibility(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	stored, err := a.Store.Accessibility(c.UserContext())
	if err != nil {
		return err
	}
	return send(c, showAccessibility(stored))
}

// changeAccessibility stores what the organisation says. Readers have it at once.
func (a *API) changeAccessibility(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	stored, err := a.Store.Accessibility(c.UserContext())
	if err != nil {
		return err
	}
	var sent accessibilityBody
	if err := patched(c, showAccessibility(stored), &sent); err != nil {
		return err
	}
	o, err := a.Store.Organisation(c.UserContext())
	if err != nil {
		return err
	}
	next, today := sent.stored(), a.Now().In(publishing.Location(o)).Format(time.DateOnly)
	if err := mended(settings.Accessibility(next, o.Lang, today), statementMember); err != nil {
		return err
	}
	if err := a.Store.SaveAccessibility(c.UserContext(), actor(c), next); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showAccessibility(next))
}

// statementMember finds the member of a statement by the field of the studio's form.
func statementMember(field string) string {
	switch field {
	case "status-none-yet":
		return "/status"
	case "enforced-gb":
		return "/enforced"
	case "reply-days":
		return "/replyDays"
	case "email", "phone", "page", "prepared", "reviewed", "tested":
		return "/" + field
	}
	name, welsh := strings.CutSuffix(field, "-cy")
	if name == "scope" {
		name = "outOfScope"
	}
	if welsh {
		return "/welsh/" + name
	}
	return "/english/" + name
}
