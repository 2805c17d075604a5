package embed

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/maypok86/otter/v2"

	"figurehead/store"
	"figurehead/widgets"
)

// defaultCacheBytes bounds what is kept in memory when Deps say nothing.
const defaultCacheBytes = 64 << 20

// Store is what the public face reads: no draft, no user, no dataset.
type Store interface {
	Published(ctx context.Context, publicID string) (widgets.Published, error)
	PublicIDByCode(ctx context.Context, code string) (string, error)
	Edition(ctx context.Context, publicID string, number int) (widgets.Edition, error)
	Listed(ctx context.Context, search string, limit int) ([]widgets.Published, error)
	Catalogued(ctx context.Context, limit int) ([]widgets.Published, error)
	PublishedSet(ctx context.Context, publicID string) (widgets.PublishedSet, error)
	PublishedSets(ctx context.Context) ([]widgets.PublishedSet, error)
	PublishedVersion(ctx context.Context) (int64, error)
	CampaignAt(ctx context.Context, slug string) (widgets.PublicCampaign, error)
	PublicCampaigns(ctx context.Context) ([]widgets.PublicCampaign, error)
	CampaignSlugs(ctx context.Context) ([]string, error)
	EditionBefore(ctx context.Context, publicID string, at time.Time) (int, error)
	Accessibility(ctx context.Context) (store.Accessibility, error)
	Blobs() store.Blobs
}

// Assets finds the browser's files; public.Assets is one.
type Assets interface {
	URL(name string) string
	File(hashed string) (body []byte, contentType string, ok bool)
}

// Deps is all that the public face needs.
type Deps struct {
	Store  Store
	Assets Assets
	// PublicURL is scheme and host of this server, without a path. Absolute
	// addresses are made of it and of nothing that a request says.
	PublicURL string
	// Organisation returns the organisation whose name stands on the pages;
	// store.ErrNotFound before set-up.
	Organisation func(context.Context) (store.Organisation, error)
	// Contact is where problems are reported, "mailto:…" or "https://…"; empty
	// points to the accessibility page.
	Contact string
	// Views hears of every page and frame of a figure that a reader was given;
	// nil counts nothing. It must not block.
	Views func(View)
	// Reports takes what a reader reports, with the request it came by;
	// ErrTooMany refuses it. When nil, nothing can be reported.
	Reports func(*fiber.Ctx, Report) error
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// CacheBytes bounds the bytes kept in memory; 0 means 64 MiB.
	CacheBytes int64
	// Log takes what a reader cannot mend; nil means slog.Default().
	Log *slog.Logger
}

// face answers the public addresses. Its fields are safe for concurrent use.
type face struct {
	Deps
	pointer pointer
	name    organisationName
	records *otter.Cache[string, *record]
	bodies  *otter.Cache[string, *body]
	// campaigns are what is public of campaigns, by address and version.
	campaigns *otter.Cache[string, *widgets.PublicCampaign]
	again     *Again
}

// Register adds every public address to app. What it returns answers some of
// them again, if it is asked before app is.
func Register(app fiber.Router, d Deps) *Again {
	f := newFace(d)
	f.register(app)
	return f.again
}

func (f *face) register(app fiber.Router) {
	app.Use([]string{"/w/", "/embed/", "/c/", "/s/", "/p/"}, withoutSlash)
	for _, r := range routes {
		app.Get(r.path, f.handler(r))
	}
	f.registerReports(app)
}

func newFace(d Deps) *face {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	if d.CacheBytes <= 0 {
		d.CacheBytes = defaultCacheBytes
	}
	d.PublicURL = strings.TrimRight(d.PublicURL, "/")
	f := &face{
		Deps:      d,
		records:   otter.Must(bounded(d.CacheBytes/8, (*record).weight)),
		bodies:    otter.Must(bounded(d.CacheBytes/2, (*body).weight)),
		campaigns: otter.Must(bounded(d.CacheBytes/8, campaignWeight)),
	}
	f.again = newAgain(f, d.CacheBytes/4)
	return f
}

// bounded returns options for a cache that holds at most maxBytes.
func bounded[V any](maxBytes int64, weight func(V) int) *otter.Options[string, V] {
	return &otter.Options[string, V]{
		MaximumWeight: uint64(max(maxBytes, 1)),
		Weigher:       func(key string, v V) uint32 { return uint32(len(key) + weight(v)) },
	}
}

// route is one public address and the shape of what it answers.
type route struct {
	path  string
	shape shape
	serve func(*face, *fiber.Ctx) error
}

// routes are all public addresses, in the order in which they are tried.
// docs/reference/addresses.md has a heading for each.
var routes = []route{
	{"/", page, (*face).gallery},
	{"/w/:id", page, (*face).share},
	{"/w/:id/data.csv", file, (*face).rendition},
	{"/w/:id/data.json", file, (*face).rendition},
	{"/w/:id/datapackage.json", file, (*face).rendition},
	{"/w/:id/data.xlsx", file, (*face).rendition},
	{"/w/:id/data.parquet", file, (*face).rendition},
	{"/w/:id/:preset.png", file, (*face).rendition},
	{"/w/:id/:preset.svg", file, (*face).rendition},
	{"/w/:id/e/:n", page, (*face).share},
	{"/w/:id/e/:n/data.csv", file, (*face).rendition},
	{"/w/:id/e/:n/data.json", file, (*face).rendition},
	{"/w/:id/e/:n/datapackage.json", file, (*face).rendition},
	{"/w/:id/e/:n/data.xlsx", file, (*face).rendition},
	{"/w/:id/e/:n/data.parquet", file, (*face).rendition},
	{"/w/:id/e/:n/:preset.png", file, (*face).rendition},
	{"/w/:id/e/:n/:preset.svg", file, (*face).rendition},
	{"/embed/:id", frame, (*face).frame},
	{"/embed/:id/e/:n", frame, (*face).frame},
	{setPath, page, (*face).setOf},
	{"/s/:code", page, (*face).short},
	{"/c/:slug", page, (*face).campaign},
	{"/c/:slug/og.png", file, (*face).campaignPicture},
	{"/assets/:name", file, (*face).asset},
	{"/oembed", file, (*face).oembed},
	{"/feed.atom", file, (*face).feedAtom},
	{"/feed.json", file, (*face).feedJSON},
	{"/catalog.jsonld", file, (*face).catalogueAP},
	{"/data.json", file, (*face).catalogueUS},
	{"/robots.txt", file, (*face).robots},
	{"/sitemap.xml", file, (*face).sitemap},
	{"/.well-known/security.txt", file, (*face).security},
	{statementPath, page, (*face).accessibility},
	{statementPath + "/cy", page, (*face).hygyrchedd},
}

// withoutSlash leads from an address with a slash at its end, which most web
// servers give the pages of a plain copy, to the one without.
func withoutSlash(c *fiber.Ctx) error {
	path, cut := strings.CutSuffix(c.Path(), "/")
	if !cut || c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead {
		return c.Next()
	}
	if query := c.Request().URI().QueryString(); len(query) > 0 {
		path += "?" + string(query)
	}
	c.Set(fiber.HeaderCacheControl, cacheStable)
	return c.Redirect(path, fiber.StatusMovedPermanently)
}

// handler serves one route: headers first, so that errors carry them too.
func (f *face) handler(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		setHeaders(c, r.shape)
		if err := r.serve(f, c); err != nil {
			return f.sendError(c, r.shape, err)
		}
		return nil
	}
}
