package api

import (
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"figurehead/datasets/fetch"
	"figurehead/public"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/notify"
	"figurehead/server/publishing"
	"figurehead/server/refresh"
	"figurehead/server/search"
	"figurehead/server/settings"
	"figurehead/store"
)

// Prefix begins every address of this package.
const Prefix = "/api/v1"

// Serves reports whether an address belongs to this package.
func Serves(path string) bool {
	rest, ok := strings.CutPrefix(path, Prefix)
	return ok && (rest == "" || rest[0] == '/')
}

// Deps are what the API works with.
type Deps struct {
	Store      *store.Store
	Publishing *publishing.Publisher
	Auth       *auth.Auth
	Fetch      publishing.Get
	Client     *fetch.Client // everything that is asked of other servers
	Notify     *notify.Notifier
	Fetcher    *refresh.Fetcher // of the studio
	Search     *search.Searcher
	Settings   []settings.Setting // of the program
	Checks     *settings.Server
	Jobs       *jobs.Desk // of the studio: people and programs have their turns together
	Assets     *public.Assets
	PublicURL  string
	// Instance is a word that is new at each start of the server.
	Instance string
	Now      func() time.Time
	Log      *slog.Logger
}

// API serves programs that show a token.
type API struct {
	Deps
	document
}

// route is one method of one address. The path stands below Prefix, as Fiber
// writes it; the scope is what the token must be good for.
type route struct {
	method, path string
	scope        store.Scope
	handle       func(*fiber.Ctx) error
}

// New reads the document of the API. One that cannot be read is an error of the
// program.
func New(d Deps) (*API, error) {
	doc, err := openDocument(d.PublicURL, d.Assets)
	if err != nil {
		return nil, err
	}
	return &API{Deps: d, document: doc}, nil
}

// routes lists every route that takes a token.
func (a *API) routes() []route {
	return slices.Concat(a.meRoutes(), a.datasetRoutes(), a.snapshotRoutes(), a.figureRoutes(), a.draftRoutes(), a.publishRoutes(),
		a.versionRoutes(), a.approvalRoutes(), a.planRoutes(), a.freezeRoutes(), a.campaignRoutes(), a.setRoutes(),
		a.reportRoutes(), a.noticeRoutes(), a.auditRoutes(), a.personRoutes(),
		a.upkeepRoutes(),
		a.webhookRoutes(), a.settingsRoutes(), a.accessibilityRoutes(), a.serverRoutes(), a.portalRoutes(), a.themeRoutes())
}

// Register adds the routes. The document and its page are for everybody.
func (a *API) Register(app *fiber.App) {
	app.Get(Prefix, a.page)
	app.Get(Prefix+"/openapi.json", a.openAPI)
	for _, r := range a.routes() {
		chain := []fiber.Handler{a.bearer(r.scope), r.handle}
		if r.method == fiber.MethodPost {
			chain = []fiber.Handler{a.bearer(r.scope), a.once, r.handle}
		}
		app.Add(r.method, Prefix+r.path, chain...)
		if r.method == fiber.MethodGet {
			app.Head(Prefix+r.path, chain...)
		}
	}
}

// localsKey names what bearer leaves on the context.
type localsKey int

const bearerKey localsKey = iota

// anyScope is of routes that look at the scopes themselves.
const anyScope store.Scope = ""

// bearer lets through whoever shows a token that is good for the scope. Cookies
// are not read.
func (a *API) bearer(scope store.Scope) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderCacheControl, "no-store")
		b, err := a.Auth.Bearer(c)
		if err != nil {
			return err
		}
		if scope != anyScope && !b.Has(scope) {
			return scopeError{scope}
		}
		c.Locals(bearerKey, b)
		return c.Next()
	}
}

// bearerOf is the token of the request.
func bearerOf(c *fiber.Ctx) auth.Bearer {
	b, _ := c.Locals(bearerKey).(auth.Bearer)
	return b
}

// user is whose token it is.
func user(c *fiber.Ctx) store.User { return bearerOf(c).User }

// actor is the same as the audit trail names them.
func actor(c *fiber.Ctx) store.Actor { return auth.ActorOf(user(c)) }

// may is auth.ErrForbidden for what the person of the token may not do to
// something of that directorate.
func may(c *fiber.Ctx, action auth.Action, directorateID string) error {
	if !auth.May(user(c), action, directorateID) {
		return auth.ErrForbidden
	}
	return nil
}

// param copies a route parameter out of the request.
func param(c *fiber.Ctx, name string) string { return utils.CopyString(c.Params(name)) }

// asked is the query of a request. A parameter that is not in the list is refused.
func asked(c *fiber.Ctx, names ...string) (map[string]string, error) {
	values := map[string]string{}
	for key, value := range c.Request().URI().QueryArgs().All() {
		if !slices.Contains(names, string(key)) {
			return nil, fault{Field: string(key), Detail: "There is no parameter of this name.", Suggestion: "Compare it with " + Prefix + "."}
		}
		values[string(key)] = string(value)
	}
	return values, nil
}
