package studio

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

// registerAPITokens adds the tokens by which programs act for a person.
func (s *Studio) registerAPITokens(app *fiber.App) {
	read, admin := s.Auth.Require(store.Viewer), s.Auth.Require(store.Admin)
	app.Get("/studio/account/tokens", read, s.apiTokens)
	app.Post("/studio/account/tokens", read, s.makeAPIToken)
	app.Post("/studio/account/tokens/:issued/revoke", read, s.revokeAPIToken)
	app.Get("/studio/settings/tokens", admin, s.allAPITokens)
}

// maxTokenName is how many characters the name of a token may have.
const maxTokenName = 100

// tokenDays is how long a token may last; the first is chosen.
var tokenDays = []int{90, 30, 180, 365}

// apiTokensPage lists tokens; a person's own page makes one as well.
type apiTokensPage struct {
	basePage
	Tokens  []apiTokenRow
	All     bool // an admin looks at everybody's
	Name    string
	Choices []scopeChoice
	Days    []dayChoice
	Made    store.Token
	Secret  string // shown once
	Revoked bool
}

// apiTokenRow is a token with whose it is and what it is good for now.
type apiTokenRow struct {
	store.Token
	Whose string
	Works bool
	Ended string // why it does not work, in words
}

type scopeChoice struct {
	Scope  store.Scope
	Does   string
	Chosen bool
}

type dayChoice struct {
	Days   int
	Until  time.Time
	Chosen bool
}

var scopeWords = map[store.Scope]string{
	store.ReadScope:    "everything you see in the studio",
	store.WriteScope:   "change data, drafts, campaigns, sets and plans, and ask for approval",
	store.PublishScope: "publish, withdraw and approve",
	store.AdminScope:   "look after people, themes, settings, freezes and webhooks",
}

func (s *Studio) apiTokens(c *fiber.Ctx) error {
	page := apiTokensPage{basePage: s.base(c, "API tokens"), Revoked: c.Query("revoked") == "1"}
	page.choose([]store.Scope{store.ReadScope}, tokenDays[0], s.Now())
	return s.showAPITokens(c, fiber.StatusOK, page)
}

// allAPITokens lists everybody's, for admins.
func (s *Studio) allAPITokens(c *fiber.Ctx) error {
	return s.showAPITokens(c, fiber.StatusOK, apiTokensPage{basePage: s.settingsBase(c, "API tokens"), All: true, Revoked: c.Query("revoked") == "1"})
}

// choose offers the scopes that the person's role allows, and the days.
func (p *apiTokensPage) choose(scopes []store.Scope, days int, now time.Time) {
	for _, scope := range auth.ScopesOf(p.User.Role, store.Scopes) {
		p.Choices = append(p.Choices, scopeChoice{scope, scopeWords[scope], slices.Contains(scopes, scope)})
	}
	for _, n := range tokenDays {
		p.Days = append(p.Days, dayChoice{n, now.AddDate(0, 0, n), n == days})
	}
	slices.SortFunc(p.Days, func(a, b dayChoice) int { return a.Days - b.Days })
}

func (s *Studio) showAPITokens(c *fiber.Ctx, status int, page apiTokensPage) error {
	whose := page.User.ID
	if page.All {
		whose = ""
	}
	list, err := s.Store.Tokens(c.UserContext(), whose)
	if err != nil {
		return err
	}
	people, err := s.Store.Users(c.UserContext())
	if err != nil {
		return err
	}
	byID := map[string]store.User{}
	for _, u := range people {
		byID[u.ID] = u
	}
	for _, t := range list {
		page.Tokens = append(page.Tokens, s.apiTokenRow(t, byID[t.UserID]))
	}
	return s.render(c, status, "api_tokens", page)
}

// apiTokenRow says what a token is good for now, and else why not.
func (s *Studio) apiTokenRow(t store.Token, u store.User) apiTokenRow {
	row := apiTokenRow{Token: t, Whose: u.Name, Works: t.Works(s.Now()) && !u.Disabled}
	switch {
	case !t.RevokedAt.IsZero():
		row.Ended = "Revoked " + s.when(t.RevokedAt)
	case !t.Works(s.Now()):
		row.Ended = "Ended " + s.when(t.ExpiresAt)
	case u.Disabled:
		row.Ended = "Rests: the account is disabled"
	}
	row.Scopes = auth.ScopesOf(u.Role, t.Scopes)
	return row
}

// makeAPIToken needs the password: a token outlives a browser left open. It is
// shown in the answer and nowhere else.
func (s *Studio) makeAPIToken(c *fiber.Ctx) error {
	page := apiTokensPage{basePage: s.base(c, "API tokens"), Name: trimmed(c, "name")}
	var scopes []store.Scope
	for _, scope := range auth.ScopesOf(page.User.Role, store.Scopes) {
		if form(c, "scope-"+string(scope)) == "yes" {
			scopes = append(scopes, scope)
		}
	}
	days, err := strconv.Atoi(form(c, "days"))
	if err != nil || !slices.Contains(tokenDays, days) {
		days = 0
	}
	if err := s.checkAPIToken(c, &page, scopes, days); err != nil {
		return err
	}
	if len(page.Errors) == 0 {
		err := s.issue(c, &page, store.Token{Name: page.Name, UserID: page.User.ID, Scopes: scopes, ExpiresAt: s.Now().AddDate(0, 0, days)})
		if errors.Is(err, store.ErrConflict) {
			page.problem("name", "You have 50 tokens that work. Revoke one first")
		} else if err != nil {
			return err
		}
	}
	if len(page.Errors) > 0 {
		page.choose(scopes, days, s.Now())
		return s.showAPITokens(c, fiber.StatusUnprocessableEntity, page)
	}
	page.Name = ""
	page.choose([]store.Scope{store.ReadScope}, tokenDays[0], s.Now())
	return s.showAPITokens(c, fiber.StatusOK, page)
}

// checkAPIToken adds what is wrong with a token as typed. The password is asked
// last, so that what is wrong elsewhere costs no try.
func (s *Studio) checkAPIToken(c *fiber.Ctx, page *apiTokensPage, scopes []store.Scope, days int) error {
	switch n := len([]rune(page.Name)); {
	case n == 0:
		page.problem("name", "Enter what the token is for")
	case n > maxTokenName:
		page.problem("name", "Keep the name under 100 characters")
	}
	if len(scopes) == 0 {
		page.problem("scope-read", "Choose what the program may do")
	}
	if days == 0 {
		page.problem("days-"+strconv.Itoa(slices.Min(tokenDays)), "Choose how long it lasts")
	}
	if len(page.Errors) > 0 {
		return nil
	}
	problem, err := s.confirmed(c, page.User)
	if problem != "" {
		page.problem("password", problem)
	}
	return err
}

// confirmed asks for the password of who is signed in: what is wrong with it, in
// words, or nothing.
func (s *Studio) confirmed(c *fiber.Ctx, u store.User) (problem string, err error) {
	switch err := s.Auth.Confirm(c, u, form(c, "password")); {
	case errors.Is(err, auth.ErrTooManyTries):
		return "That was tried too often. Wait a quarter of an hour, then try again", nil
	case errors.Is(err, auth.ErrWrongSignIn):
		return "This is not your present password", nil
	default:
		return "", err
	}
}

// issue makes the token and puts it on the page.
func (s *Studio) issue(c *fiber.Ctx, page *apiTokensPage, t store.Token) (err error) {
	text, hash, err := s.Auth.NewBearer()
	if err != nil {
		return err
	}
	t.Hash = hash
	if page.Made, err = s.Store.MakeToken(c.UserContext(), actor(c), t); err == nil {
		page.Secret = text
	}
	return err
}

// revokeAPIToken ends a token of one's own, or as an admin anybody's. Of others'
// it says no more than that there is none.
func (s *Studio) revokeAPIToken(c *fiber.Ctx) error {
	t, err := s.Store.Token(c.UserContext(), param(c, "issued"))
	if err != nil {
		return err
	}
	u, _ := auth.User(c)
	if t.UserID != u.ID && !auth.May(u, auth.People, "") {
		return store.ErrNotFound
	}
	if err := s.Store.RevokeToken(c.UserContext(), actor(c), t.ID); err != nil {
		return err
	}
	back := "/studio/account/tokens"
	if form(c, "from") == "settings" && auth.May(u, auth.People, "") {
		back = "/studio/settings/tokens"
	}
	return c.Redirect(back+"?revoked=1", fiber.StatusSeeOther)
}
