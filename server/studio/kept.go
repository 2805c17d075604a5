package studio

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets/words"
)

// keptForm is one form that was not taken.
type keptForm struct {
	action string // the address that it was sent to
	values []keptValue
	files  bool // it could have held files
	bytes  int
}

type keptValue struct{ Name, Value string }

// newKept is a shelf for forms that were sent when their sender was signed out,
// until they have signed in again: long enough to find a password, and little
// memory. A form is given back only in the browser that sent it.
func newKept() *shelf[keptForm] {
	return &shelf[keptForm]{most: 256, mostBytes: 16 << 20, keptFor: time.Hour}
}

// keptAddress shows the form that waits.
const keptAddress = "/studio/kept"

// KeepForms stands before the guard of forms. A form that is refused because its
// sender is signed out, or signed in anew since, is kept, and the browser is led
// to where it is given back.
func (s *Studio) KeepForms(c *fiber.Ctx) error {
	err := c.Next()
	if c.Method() != fiber.MethodPost || c.Path() == keptAddress {
		return err
	}
	if err == nil {
		if token := s.Auth.KeptForm(c); token != "" && form(c, "kept") == token { // it was sent again
			s.kept.release(token)
			s.Auth.SetKeptForm(c, "")
		}
		return nil
	}
	owner, next := "", keptAddress
	switch user, in := auth.User(c); {
	case partial(c) || !s.Auth.FromThisSite(c):
	case errors.Is(err, auth.ErrSignedOut):
		owner, next = s.Auth.EndedUser(c), auth.SignInAddress(keptAddress)
	case errors.Is(err, auth.ErrForged) && in:
		owner = user.ID
	}
	f, some := sentForm(c)
	if owner == "" || !some {
		return err
	}
	s.Auth.SetKeptForm(c, s.kept.keep(f, f.bytes, owner, s.Now()))
	return c.Redirect(next, fiber.StatusSeeOther)
}

// sentForm is what was typed into a form; none that holds a password.
func sentForm(c *fiber.Ctx) (keptForm, bool) {
	f := keptForm{action: string([]byte(c.Path()))}
	add := func(name, value string) {
		if name != "csrf" && name != "kept" {
			f.values = append(f.values, keptValue{name, value})
			f.bytes += len(name) + len(value)
		}
	}
	if sent, err := c.MultipartForm(); err == nil {
		f.files = true
		for _, name := range slices.Sorted(maps.Keys(sent.Value)) {
			for _, value := range sent.Value[name] {
				add(name, strings.Clone(value))
			}
		}
	} else {
		for name, value := range c.Request().PostArgs().All() {
			add(string(name), string(value))
		}
	}
	secret := func(v keptValue) bool { return strings.Contains(strings.ToLower(v.Name), "password") }
	return f, len(f.values) > 0 && f.bytes <= 1<<20 && !slices.ContainsFunc(f.values, secret)
}

// keptPage shows what was typed, and sends it on.
type keptPage struct {
	basePage
	Action string
	Files  bool
	Token  string
	Values []keptValue
	Typed  []keptValue // what a person wrote, by the name that its field has on screen
	More   string      // how much else there is
}

// typedNames are the fields in which people write, as they are called on screen.
var typedNames = map[string]string{
	"title": "Title", "sentence": "Sentence after the number", "subtitle": "Subtitle", "alt": "Description", "post": "Words for posts", "note": "Note",
	"data": "Table", "name": "Name", "text": "Text", "body": "Text", "goal": "Goal", "reason": "Reason", "why": "Reason", "value": "Value",
}

func (s *Studio) showKept(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	token := s.Auth.KeptForm(c)
	f, ok := s.kept.of(token, user.ID, s.Now())
	if !ok {
		return c.Redirect(auth.AfterSignIn, fiber.StatusSeeOther)
	}
	page := keptPage{basePage: s.base(c, "What you typed is still here"), Action: f.action, Files: f.files, Token: token, Values: f.values}
	for _, v := range f.values {
		name, typed := typedNames[v.Name]
		if strings.HasSuffix(v.Name, "-text") {
			name, typed = "Annotation", true
		}
		if typed && strings.TrimSpace(v.Value) != "" {
			page.Typed = append(page.Typed, keptValue{name, v.Value})
		}
	}
	if n := len(f.values) - len(page.Typed); n > 0 {
		page.More = words.Count(n, "other setting", "other settings")
	}
	return s.render(c, fiber.StatusOK, "kept", page)
}

// forgetKept drops the form that waits.
func (s *Studio) forgetKept(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	token := s.Auth.KeptForm(c)
	if _, ok := s.kept.of(token, user.ID, s.Now()); ok {
		s.kept.release(token)
	}
	s.Auth.SetKeptForm(c, "")
	return c.Redirect("/studio", fiber.StatusSeeOther)
}

func (s *Studio) registerKept(app *fiber.App) {
	read := s.Auth.Require(store.Viewer)
	app.Get(keptAddress, read, s.showKept)
	app.Post(keptAddress, read, s.forgetKept)
}
