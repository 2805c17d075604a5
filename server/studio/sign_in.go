package studio

import (
	"errors"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

// tryAgainAfter is what a browser is told that had too many tries.
const tryAgainAfter = 15 * time.Minute

// signInPage asks for an email address and a password.
type signInPage struct {
	basePage
	Email string
	Next  string // where to go afterwards: an address of the studio
	SetUp bool   // there is somebody who can sign in
}

func (s *Studio) signIn(c *fiber.Ctx) error {
	next := auth.SafeNext(c.Query("next"))
	if _, ok := auth.User(c); ok {
		return c.Redirect(next, fiber.StatusSeeOther)
	}
	return s.showSignIn(c, fiber.StatusOK, signInPage{basePage: s.base(c, "Sign in"), Next: next})
}

func (s *Studio) showSignIn(c *fiber.Ctx, status int, page signInPage) error {
	people, err := s.Store.Users(c.UserContext())
	if err != nil {
		return err
	}
	page.SetUp = len(people) > 0
	return s.render(c, status, "sign_in", page)
}

// signedIn checks what was typed. It never says which part was wrong.
func (s *Studio) signedIn(c *fiber.Ctx) error {
	page := signInPage{basePage: s.base(c, "Sign in"), Email: form(c, "email"), Next: auth.SafeNext(form(c, "next"))}
	_, err := s.Auth.SignIn(c, page.Email, form(c, "password"))
	switch {
	case err == nil:
		return c.Redirect(page.Next, fiber.StatusSeeOther)
	case errors.Is(err, auth.ErrTooManyTries):
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(tryAgainAfter.Seconds())))
		page.problem("email", "There were too many tries. Wait 15 minutes, then try again")
		return s.showSignIn(c, fiber.StatusTooManyRequests, page)
	case errors.Is(err, auth.ErrWrongSignIn):
		page.problem("email", "Email address and password do not go together. Check both")
		return s.showSignIn(c, fiber.StatusUnprocessableEntity, page)
	}
	return err
}

func (s *Studio) signOut(c *fiber.Ctx) error {
	if err := s.Auth.SignOut(c); err != nil {
		return err
	}
	return c.Redirect("/sign-in", fiber.StatusSeeOther)
}

// passwordPage lets the holder of a link choose a password, once.
type passwordPage struct {
	basePage
	Token string
	Name  string
	Email string
}

func (s *Studio) choosePassword(c *fiber.Ctx) error {
	token := param(c, "token")
	u, err := s.linkHolder(c, token)
	if err != nil {
		return err
	}
	return s.showPassword(c, fiber.StatusOK, u, token)
}

func (s *Studio) showPassword(c *fiber.Ctx, status int, u store.User, token string, problems ...string) error {
	page := passwordPage{basePage: s.base(c, "Choose your password"), Token: token, Name: u.Name, Email: u.Email}
	for _, p := range problems {
		page.problem("password", p)
	}
	return s.render(c, status, "password", page)
}

// passwordChosen stores the password, which uses the link up, and signs in.
func (s *Studio) passwordChosen(c *fiber.Ctx) error {
	token, password := param(c, "token"), form(c, "password")
	u, err := s.linkHolder(c, token)
	if err != nil {
		return err
	}
	organisation, err := s.Publishing.Organisation(c.UserContext())
	if err != nil {
		return err
	}
	if problem := auth.PasswordProblem(password, u.Name, u.Email, organisation.Name); problem != "" {
		return s.showPassword(c, fiber.StatusUnprocessableEntity, u, token, problem)
	}
	if u.PasswordHash, err = s.Auth.HashPassword(password); err != nil {
		return err
	}
	if err := s.Store.SaveUser(c.UserContext(), auth.ActorOf(u), u); err != nil {
		return err
	}
	if err := s.Auth.Start(c, u); err != nil {
		return err
	}
	return c.Redirect(auth.AfterSignIn, fiber.StatusSeeOther)
}

// linkHolder finds whose link a token is; a used, old or wrong one is
// store.ErrUsed.
func (s *Studio) linkHolder(c *fiber.Ctx, token string) (store.User, error) {
	people, err := s.Store.Users(c.UserContext())
	if err != nil {
		return store.User{}, err
	}
	for _, u := range people {
		if !u.Disabled && s.Auth.PasswordLinkFits(u.PasswordHash, token) {
			return u, nil
		}
	}
	return store.User{}, store.ErrUsed
}
