package studio

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets/words"
)

// keptForm is one form that was not taken.
type keptForm struct {
	Action string // the address that it was sent to
	Values []keptValue
	Files  bool // it could have held files
	bytes  int
}

type keptValue struct{ Name, Value string }

// keepForm stores a form for the user who sent it and returns the token that it is
// asked for by. The token stays in the browser alone, and the form is sealed with a
// key made from it: pasted rows may tell of people, and nobody has decided yet what
// may be kept of them.
func (s *Studio) keepForm(ctx context.Context, f keptForm, owner string) (token string, err error) {
	plain, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("keep form: %w", err)
	}
	token = rand.Text()
	seal, err := sealOf(token)
	if err != nil {
		return "", err
	}
	// Each token seals one form, so its nonce need not differ.
	sealed := seal.Seal(nil, make([]byte, seal.NonceSize()), plain, nil)
	kept := store.KeptForm{Hash: auth.HashToken(token), UserID: owner, Sealed: base64.StdEncoding.EncodeToString(sealed), At: s.Now()}
	return token, s.Store.KeepForm(ctx, kept)
}

// keptFormOf opens the form of a token, or returns store.ErrNotFound.
func (s *Studio) keptFormOf(ctx context.Context, token, owner string) (f keptForm, err error) {
	kept, err := s.Store.KeptForm(ctx, auth.HashToken(token), owner, s.Now())
	if err != nil {
		return f, err
	}
	seal, err := sealOf(token)
	if err != nil {
		return f, err
	}
	sealed, err := base64.StdEncoding.DecodeString(kept.Sealed)
	if err != nil {
		return f, fmt.Errorf("kept form: %w", err)
	}
	plain, err := seal.Open(nil, make([]byte, seal.NonceSize()), sealed, nil)
	if err != nil {
		return f, fmt.Errorf("kept form: %w", err)
	}
	return f, json.Unmarshal(plain, &f)
}

func sealOf(token string) (cipher.AEAD, error) {
	key := sha256.Sum256([]byte("the form kept for " + token))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, fmt.Errorf("kept form: %w", err)
	}
	return cipher.NewGCM(block)
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
			s.Auth.SetKeptForm(c, "")
			return s.Store.ForgetKeptForm(c.UserContext(), auth.HashToken(token))
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
	token, keepErr := s.keepForm(c.UserContext(), f, owner)
	if keepErr != nil {
		return errors.Join(err, keepErr)
	}
	s.Auth.SetKeptForm(c, token)
	return c.Redirect(next, fiber.StatusSeeOther)
}

// sentForm is what was typed into a form; none that holds a password.
func sentForm(c *fiber.Ctx) (keptForm, bool) {
	f := keptForm{Action: string([]byte(c.Path()))}
	add := func(name, value string) {
		if name != "csrf" && name != "kept" {
			f.Values = append(f.Values, keptValue{name, value})
			f.bytes += len(name) + len(value)
		}
	}
	if sent, err := c.MultipartForm(); err == nil {
		f.Files = true
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
	return f, len(f.Values) > 0 && f.bytes <= 1<<20 && !slices.ContainsFunc(f.Values, secret)
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
	f, err := s.keptFormOf(c.UserContext(), token, user.ID)
	if errors.Is(err, store.ErrNotFound) {
		return c.Redirect(auth.AfterSignIn, fiber.StatusSeeOther)
	}
	if err != nil {
		return err
	}
	page := keptPage{basePage: s.base(c, "What you typed is still here"), Action: f.Action, Files: f.Files, Token: token, Values: f.Values}
	for _, v := range f.Values {
		name, typed := typedNames[v.Name]
		if strings.HasSuffix(v.Name, "-text") {
			name, typed = "Annotation", true
		}
		if typed && strings.TrimSpace(v.Value) != "" {
			page.Typed = append(page.Typed, keptValue{name, v.Value})
		}
	}
	if n := len(f.Values) - len(page.Typed); n > 0 {
		page.More = words.Count(n, "other setting", "other settings")
	}
	return s.render(c, fiber.StatusOK, "kept", page)
}

// forgetKept drops the form that waits.
func (s *Studio) forgetKept(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	token := s.Auth.KeptForm(c)
	_, err := s.keptFormOf(c.UserContext(), token, user.ID)
	if err == nil {
		err = s.Store.ForgetKeptForm(c.UserContext(), auth.HashToken(token))
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	s.Auth.SetKeptForm(c, "")
	return c.Redirect("/studio", fiber.StatusSeeOther)
}

func (s *Studio) registerKept(app *fiber.App) {
	read := s.Auth.Require(store.Viewer)
	app.Get(keptAddress, read, s.showKept)
	app.Post(keptAddress, read, s.forgetKept)
}
