package studio

import (
	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

// accountPage is a person's own account.
type accountPage struct {
	basePage
	Name        string
	Directorate string
	Sessions    []sessionRow
	Saved       string // what was saved, in words
}

// sessionRow is a browser in which they are signed in.
type sessionRow struct {
	store.Session
	This bool // the one that asks
}

// savedWords say what was saved, by the word in the address.
var savedWords = map[string]string{"name": "Your name is saved.", "password": "Your password is changed. Every other browser was signed out."}

func (s *Studio) account(c *fiber.Ctx) error {
	page := accountPage{Saved: savedWords[c.Query("saved")]}
	user, _ := auth.User(c)
	page.Name = user.Name
	return s.showAccount(c, fiber.StatusOK, page)
}

func (s *Studio) showAccount(c *fiber.Ctx, status int, page accountPage) error {
	problems := page.Errors
	page.basePage = s.base(c, "Your account")
	page.Errors = problems
	list, err := s.Store.Sessions(c.UserContext(), page.User.ID)
	if err != nil {
		return err
	}
	for _, one := range list {
		page.Sessions = append(page.Sessions, sessionRow{one, one.Hash == auth.ThisSession(c)})
	}
	directorates, err := s.Store.Directorates(c.UserContext())
	for _, d := range directorates {
		if d.ID == page.User.DirectorateID {
			page.Directorate = d.Name
		}
	}
	if err != nil {
		return err
	}
	return s.render(c, status, "account", page)
}

// saveAccount saves the name, changes the password, or signs out everywhere.
func (s *Studio) saveAccount(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	switch form(c, "do") {
	case "password":
		return s.changePassword(c, user)
	case "sign-out":
		if _, err := s.Store.EndSessions(c.UserContext(), actor(c), user.ID); err != nil {
			return err
		}
		return c.Redirect("/sign-in", fiber.StatusSeeOther)
	}
	page := accountPage{Name: trimmed(c, "name")}
	page.checkPerson(page.Name, user.Email)
	if len(page.Errors) > 0 {
		return s.showAccount(c, fiber.StatusUnprocessableEntity, page)
	}
	user.Name = page.Name
	if err := s.Store.SaveUser(c.UserContext(), actor(c), user); err != nil {
		return err
	}
	return c.Redirect("/studio/account?saved=name", fiber.StatusSeeOther)
}

// changePassword needs the present one. It signs every other browser out.
func (s *Studio) changePassword(c *fiber.Ctx, user store.User) error {
	page := accountPage{Name: user.Name}
	next := form(c, "new-password")
	if problem := auth.PasswordProblem(next, user.Name, user.Email, s.organisation().Name); problem != "" {
		page.problem("new-password", problem)
	} else if problem, err := s.confirmed(c, user); err != nil {
		return err
	} else if problem != "" {
		page.problem("password", problem)
	}
	if len(page.Errors) > 0 {
		return s.showAccount(c, fiber.StatusUnprocessableEntity, page)
	}
	hash, err := s.Auth.HashPassword(next)
	if err != nil {
		return err
	}
	user.PasswordHash = hash
	if err := s.Store.SaveUser(c.UserContext(), actor(c), user); err != nil { // ends every session
		return err
	}
	if err := s.Auth.Start(c, user); err != nil {
		return err
	}
	return c.Redirect("/studio/account?saved=password", fiber.StatusSeeOther)
}

// signOutUser signs somebody out everywhere; the password stays.
func (s *Studio) signOutUser(c *fiber.Ctx) error {
	if _, err := s.Store.EndSessions(c.UserContext(), actor(c), param(c, "user")); err != nil {
		return err
	}
	return c.Redirect("/studio/users/"+param(c, "user"), fiber.StatusSeeOther)
}
