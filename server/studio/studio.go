package studio

import (
	"log/slog"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/fetch"
	"figurehead/embed"
	"figurehead/public"
	"figurehead/server/auth"
	"figurehead/server/brand"
	"figurehead/server/jobs"
	"figurehead/server/notify"
	"figurehead/server/publishing"
	"figurehead/server/refresh"
	"figurehead/server/search"
	"figurehead/store"
)

// Deps are what the studio works with.
type Deps struct {
	Store      *store.Store
	Publishing *publishing.Publisher
	Auth       *auth.Auth
	Fetch      *fetch.Client
	Assets     *public.Assets
	PublicURL  string
	Now        func() time.Time
	// Face is what the public pages are made of.
	Face embed.Deps
	Log  *slog.Logger
	// Notify is what tells people; New makes one that nothing runs when nil.
	Notify *notify.Notifier
	// Examples are what Start offers to try.
	Examples []Example
	// Settings are those of the program, as they are in force.
	Settings []Setting
	// Instance is a word of this process that /healthz/server answers with.
	Instance string
	// Patience is how long a form waits for its work before it shows how far that
	// is; 0 for the usual time.
	Patience time.Duration
}

// Studio serves the pages behind sign-in.
type Studio struct {
	Deps
	pages pages
	icons sync.Map // those of pages, by name
	held  *shelf[heldFile]
	finds *shelf[brand.Found]
	moved *shelf[[]publishing.Followed]
	jobs  *jobs.Desk
	// search asks the portals.
	search *search.Searcher
	// Fetcher puts newer files to use, also for whatever else fetches.
	Fetcher *refresh.Fetcher
}

// New returns a Studio. A template that does not parse is an error of the
// program and is returned.
func New(d Deps) (*Studio, error) {
	s := &Studio{Deps: d, held: newHeld(), finds: newFinds(), moved: newMoved(), jobs: jobs.NewDesk(jobs.Options{Now: d.Now})}
	s.search = search.New(search.Options{Store: d.Store, Organisation: s.organisation, Fetch: d.Fetch, Now: d.Now})
	s.Fetcher = &refresh.Fetcher{Store: d.Store, Publishing: d.Publishing, Client: d.Fetch, Portals: s.search.Desk}
	if s.Notify == nil {
		s.Notify = notify.New(notify.Options{Store: d.Store, Fetch: d.Fetch, PublicURL: d.PublicURL, Zone: s.Zone, Now: d.Now, Log: d.Log})
	}
	if _, err := parsedPages(); err != nil {
		return nil, err
	}
	return s, nil
}

// Register adds the studio's routes. Whoever is signed in may read; every
// other right is asked where it is used.
func (s *Studio) Register(app *fiber.App) {
	s.registerAccounts(app)
	s.registerThemes(app)
	s.registerVersions(app)
	s.registerSets(app)
	s.registerCampaigns(app)
	s.registerApproval(app)
	s.registerHelp(app)
	s.registerKept(app)
	s.registerNotices(app)
	s.registerSources(app)
	s.registerLibrary(app)
	s.registerWhen(app)
	s.registerServerSettings(app)
	s.registerMail(app)
	s.registerAccessibility(app)
	s.registerReleases(app)
	s.registerReports(app)
	s.registerWebhooks(app)
	s.registerAPITokens(app)
	read, edit, publish := s.Auth.Require(store.Viewer), s.Auth.Require(store.Editor), s.Auth.Require(store.Publisher)
	admin := s.Auth.Require(store.Admin)

	app.Get("/studio", read, s.home)
	app.Get("/studio/new", edit, s.start)
	app.Post("/studio/new", edit, s.receive)
	app.Get("/studio/new/:held/people", edit, s.heldPeople)
	app.Post("/studio/new/:held/people", edit, s.heldDecided)
	s.registerColumns(app)
	app.Get("/studio/under-way/:job", edit, s.underWay)
	app.Post("/studio/under-way/:job/cancel", edit, s.cancel)
	app.Get("/studio/sources/:snapshot/people", edit, s.people)
	app.Post("/studio/sources/:snapshot/people", edit, s.decided)
	app.Get("/studio/find", edit, s.find)
	app.Post("/studio/find", edit, s.searchPortals)
	app.Post("/studio/find/use", edit, s.use)
	app.Get("/studio/sources/:snapshot/read", edit, s.reading)
	app.Post("/studio/sources/:snapshot/read", edit, s.answer)
	app.Get("/studio/sources/:snapshot/pick", edit, s.pick)
	app.Post("/studio/sources/:snapshot/pick", edit, s.picked)
	app.Get("/studio/figures/:widget/say", edit, s.say)
	app.Post("/studio/figures/:widget/say", edit, s.said)
	app.Get("/studio/figures/:widget/steps", edit, s.steps)
	app.Post("/studio/figures/:widget/steps", edit, s.stepsChanged)
	app.Post("/studio/figures/:widget/step", edit, s.stepped)
	app.Get("/studio/figures/:widget/numbers", edit, s.numbers)
	app.Post("/studio/figures/:widget/numbers", edit, s.numbersChanged)
	app.Get("/studio/figures/:widget/check", read, s.check)
	app.Post("/studio/figures/:widget/check", edit, s.checked)
	app.Get("/studio/figures/:widget/kit", read, s.kit)
	app.Get("/studio/figures/:widget/kit.zip", read, s.kitZip)
	app.Get("/studio/figures/:widget/qr.svg", read, s.kitQR)
	app.Get("/studio/figures/:widget/qr.png", read, s.kitQRPicture)
	app.Get("/studio/figures/:widget/withdraw", publish, s.withdrawing)
	app.Post("/studio/figures/:widget/withdraw", publish, s.withdraw)
	app.Get("/studio/kinds", read, s.kinds)
	app.Get("/studio/theme.css", read, s.themeStyle)
	app.Get("/studio/datasets", read, s.datasets)
	app.Get("/studio/datasets/:dataset", read, s.dataset)
	app.Post("/studio/datasets/:dataset", edit, s.saveDataset)
	app.Post("/studio/datasets/:dataset/protection", publish, s.protect)
	app.Post("/studio/datasets/:dataset/reference", edit, s.makeReference)
	app.Post("/studio/datasets/:dataset/refresh", edit, s.refresh)
	app.Post("/studio/datasets/:dataset/schedule", edit, s.schedule)
	app.Post("/studio/datasets/:dataset/try", edit, s.try)
	app.Get("/studio/datasets/:dataset/bands", edit, s.bands)
	app.Post("/studio/datasets/:dataset/bands", edit, s.saveBands)
	app.Post("/studio/datasets/:dataset/purge", admin, s.purge)
}
