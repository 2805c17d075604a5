package server

import (
	"crypto/rand"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/google/go-cmp/cmp"

	"figurehead/server/api"
	"figurehead/server/auth"
	"figurehead/store"
)

var update = flag.Bool("update", false, "write testdata/routes.golden anew")

// routeName is one registered method and path.
type routeName struct{ method, path string }

// routeNames lists what the app serves; HEAD goes with GET.
func routeNames(app *fiber.App) []routeName {
	var names []routeName
	for _, r := range app.GetRoutes(true) {
		n := routeName{r.Method, r.Path}
		if r.Method != fiber.MethodHead && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	slices.SortFunc(names, func(a, b routeName) int {
		return strings.Compare(a.path+" "+a.method, b.path+" "+b.method)
	})
	return names
}

// actors of the table, in its order.
var actors = []string{"anonymous", "viewer", "editor", "publisher", "editor elsewhere", "publisher elsewhere", "admin"}

// TestRoutesByRole compares what each actor gets from each registered route
// with testdata/routes.golden. A route without a row fails; -update writes the
// table, whose change is then looked at.
func TestRoutesByRole(t *testing.T) {
	t.Parallel()
	var table strings.Builder
	fmt.Fprintf(&table, "%-52s", "route")
	for _, actor := range actors {
		fmt.Fprintf(&table, " | %-19s", actor)
	}
	table.WriteString("\n")
	w := newWorld(t, nil).settle()
	w.fill()
	for _, route := range routeNames(w.app) {
		fmt.Fprintf(&table, "%-52s", route.method+" "+route.path)
		for _, actor := range actors {
			fmt.Fprintf(&table, " | %-19s", w.ask(route, actor))
		}
		table.WriteString("\n")
	}
	if *update {
		w.must(os.WriteFile("testdata/routes.golden", []byte(table.String()), 0o644))
	}
	want, err := os.ReadFile("testdata/routes.golden")
	w.must(err)
	if diff := cmp.Diff(string(want), table.String()); diff != "" {
		t.Errorf("routes by role (-want +got):\n%s", diff)
	}
}

// officer is a browser of an actor and the token of its forms.
type officer struct {
	browser *browser
	csrf    string
}

// ask sends an empty request of the actor's own making: status and, for a
// redirect to sign-in, those words.
func (w *world) ask(route routeName, actor string) string {
	if api.Serves(route.path) {
		return fmt.Sprint(w.program(actor).send(route.method, w.sample(route.path), nil).status)
	}
	if strings.HasPrefix(route.path, "/sign-") || strings.HasSuffix(route.path, "/link") {
		defer func() { w.signedIn = nil }() // these end sessions
	}
	if w.signedIn[actor] == nil {
		b, csrf := w.as(actor)
		if w.signedIn == nil {
			w.signedIn = map[string]*officer{}
		}
		w.signedIn[actor] = &officer{b, csrf}
	}
	b, csrf := w.signedIn[actor].browser, w.signedIn[actor].csrf
	var got answer
	if route.method == "GET" {
		got = b.get(w.sample(route.path))
	} else {
		got = b.post(w.sample(route.path), csrf, nil)
	}
	if strings.HasPrefix(got.header.Get("Location"), "/sign-in") && route.path != "/sign-out" {
		return fmt.Sprintf("%d sign in", got.status)
	}
	return fmt.Sprint(got.status)
}

// program is what asks for an actor with a token that is good for everything.
func (w *world) program(actor string) *browser {
	w.t.Helper()
	if b := w.programs[actor]; b != nil {
		b.header.Set("Idempotency-Key", rand.Text())
		return b
	}
	b := w.browser()
	if w.programs == nil {
		w.programs = map[string]*browser{}
	}
	w.programs[actor] = b
	u, known := w.users[actor]
	if !known {
		return b
	}
	token, hash, err := w.auth.NewBearer()
	w.must(err)
	_, err = w.store.MakeToken(w.t.Context(), auth.ActorOf(u), store.Token{Name: "Test", UserID: u.ID, Scopes: store.Scopes, Hash: hash, ExpiresAt: w.now().AddDate(0, 1, 0)})
	w.must(err)
	b.header.Set("Authorization", "Bearer "+token)
	b.header.Set("Idempotency-Key", hash)
	b.header.Set("Content-Type", "application/json")
	return b
}
