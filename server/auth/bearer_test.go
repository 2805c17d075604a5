package auth

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/go-cmp/cmp"

	"figurehead/store"
)

// desk answers every request with what Bearer says of it.
type desk struct {
	t     *testing.T
	store *store.Store
	auth  *Auth
	now   time.Time
	app   *fiber.App
	got   Bearer
	who   store.User
	err   error
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &desk{t: t, store: st, now: time.Now(), app: fiber.New()}
	d.auth = New(st, Options{Now: func() time.Time { return d.now }})
	d.app.Get("/", func(c *fiber.Ctx) error {
		d.got, d.err = d.auth.Bearer(c)
		d.who, _ = User(c)
		return nil
	})
	return d
}

// ask sends a header and returns the error of Bearer.
func (d *desk) ask(header string) error {
	d.t.Helper()
	r := httptest.NewRequest("GET", "/", nil)
	if header != "" {
		r.Header.Set("Authorization", header)
	}
	if _, err := d.app.Test(r, -1); err != nil {
		d.t.Fatal(err)
	}
	return d.err
}

// made is a person with a token, and the token.
func (d *desk) made(role store.Role, scopes ...store.Scope) (store.User, store.Token, string) {
	d.t.Helper()
	u, err := d.store.CreateUser(d.t.Context(), store.Actor{Name: "test"}, store.User{Name: "One", Email: string(role) + "@example.gov.uk", Role: role})
	if err != nil {
		d.t.Fatal(err)
	}
	text, hash, err := d.auth.NewBearer()
	if err != nil {
		d.t.Fatal(err)
	}
	token, err := d.store.MakeToken(d.t.Context(), ActorOf(u), store.Token{Name: "Nightly", UserID: u.ID, Scopes: scopes, Hash: hash, ExpiresAt: d.now.Add(time.Hour)})
	if err != nil {
		d.t.Fatal(err)
	}
	return u, token, text
}

func (d *desk) want(header string, want error) {
	d.t.Helper()
	if got := d.ask(header); !errors.Is(got, want) {
		d.t.Errorf("%.40q = %v, want %v", header, got, want)
	}
}

// TestBearer: a token stands for its person as they are now.
func TestBearer(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, err := d.store.CreateUser(t.Context(), store.Actor{Name: "test"}, store.User{Name: "Admin", Email: "a@example.gov.uk", Role: store.Admin})
	if err != nil {
		t.Fatal(err)
	}
	u, token, text := d.made(store.Publisher, store.Scopes...)
	if !strings.HasPrefix(text, BearerPrefix) || len(text) != len(BearerPrefix)+bearerChars || strings.Contains(token.Hash, text) {
		t.Fatalf("a token looks like %q", text)
	}
	d.want("Bearer "+text, nil)
	if d.who.ID != u.ID || !d.got.Has(store.PublishScope) || d.got.Has(store.AdminScope) {
		t.Errorf("it stands for %q with %v", d.who.Name, d.got.Scopes)
	}
	used := func() time.Time {
		found, err := d.store.Token(t.Context(), token.ID)
		if err != nil {
			t.Fatal(err)
		}
		return found.LastUsedAt
	}
	first := used()
	d.now = d.now.Add(59 * time.Second)
	d.want("bearer "+text, nil)
	if first.IsZero() || !used().Equal(first) {
		t.Errorf("used at %s, then %s within a minute", first, used())
	}
	d.now = d.now.Add(time.Second)
	d.want("Bearer "+text, nil)
	if used().Equal(first) {
		t.Error("a use a minute later is not written")
	}
	u.Role = store.Viewer
	if err := d.store.SaveUser(t.Context(), ActorOf(u), u); err != nil {
		t.Fatal(err)
	}
	d.want("Bearer "+text, nil)
	if diff := cmp.Diff([]store.Scope{store.ReadScope}, d.got.Scopes); diff != "" || d.got.User.Role != store.Viewer {
		t.Errorf("of a viewer now (−want +got):\n%s", diff)
	}
	u.Disabled = true
	if err := d.store.SaveUser(t.Context(), ActorOf(u), u); err != nil {
		t.Fatal(err)
	}
	d.want("Bearer "+text, ErrWrongBearer)
}

// TestBearerEnds: what has ended does not work, and the one answer never says why.
func TestBearerEnds(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, token, text := d.made(store.Editor, store.ReadScope)
	if err := d.store.RevokeToken(t.Context(), store.Actor{Name: "test"}, token.ID); err != nil {
		t.Fatal(err)
	}
	d.want("Bearer "+text, ErrWrongBearer)
	_, _, other := d.made(store.Viewer, store.ReadScope)
	d.want("Bearer "+other, nil)
	d.now = d.now.Add(time.Hour)
	d.want("Bearer "+other, ErrWrongBearer)
	if d.who.ID != "" {
		t.Error("a refused token leaves somebody signed in")
	}
	d.now = d.now.Add(rememberTokens + time.Hour)
	if err := d.auth.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := d.store.Tokens(t.Context(), ""); err != nil || len(left) != 0 {
		t.Errorf("%d ended tokens are kept, %v", len(left), err)
	}
}

// TestBearerShapes: a header of any other shape is no token or a wrong one, and
// wrong ones run out.
func TestBearerShapes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, _, text := d.made(store.Editor, store.ReadScope)
	for _, none := range []string{"", "Bearer", "Bearer ", "Basic dTpw", text, "Bearer" + text, "Token " + text} {
		d.want(none, ErrNoBearer)
	}
	wrong := []string{"Bearer null", "Bearer \"" + text + "\"", "Bearer " + strings.ToUpper(text), "Bearer " + text[:len(text)-1], "Bearer " + text + "a", "Bearer " + text + " " + text,
		"Bearer " + BearerPrefix + strings.Repeat("a", bearerChars), "Bearer " + HashToken(text), "Bearer " + strings.Repeat("x", 4000)}
	for _, header := range wrong {
		d.want(header, ErrWrongBearer)
	}
	d.want("Bearer  "+text, nil)
	d.want("Bearer "+BearerPrefix+strings.Repeat("b", bearerChars), ErrWrongBearer) // the tenth
	d.want("Bearer "+text, ErrTooManyTries)
	events, err := d.store.Audit(t.Context(), store.AuditFilter{Action: BearerRefused})
	if err != nil || len(events) != 1 {
		t.Errorf("%d events of ten refusals, %v; want 1", len(events), err)
	}
}
