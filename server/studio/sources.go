package studio

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/notify"
	"figurehead/store"
)

// registerSources adds source health.
func (s *Studio) registerSources(app *fiber.App) {
	app.Get("/studio/sources", s.Auth.Require(store.Viewer), s.sources)
}

// How many sources a page lists, and how many of the worst stand above the list.
const (
	sourcesOnPage = 50
	sourcesAbove  = 5
)

// sourcesPage is how every source is, the worst first.
type sourcesPage struct {
	basePage
	sourcesForm
	Directorates []store.Directorate
	States       []sourceState
	Total, Bad   int // of all sources, whatever the filter
	Found        int // that pass the filter
	Rows         []sourceRow
	Worst        []sourceRow
	From         int    // number of the first row
	Newer, Older string // addresses of the pages beside this one
	Said         string // what came of *Fetch now*
}

// sourcesForm is the filter as the address has it.
type sourcesForm struct{ Q, State, Directorate string }

// Filtered reports whether the filter leaves anything out.
func (f sourcesForm) Filtered() bool { return f != sourcesForm{} }

// sourceState is one state in words.
type sourceState struct {
	Name, Words, Look, Icon string
	Health                  store.SourceHealth
}

var sourceStates = []sourceState{
	{"stopped", "Stopped", "stop", "stop", store.SourceStopped},
	{"late", "Out of date", "look", "look", store.SourceLate},
	{"well", "Well", "ok", "done", store.SourceWell},
	{"rests", "By hand", "rest", "rest", store.SourceRests},
}

// sourceRow is one source in words.
type sourceRow struct {
	store.SourceRow
	State     sourceState
	Publisher string
	HowOften  string
	Brought   string // how it came, where there is nothing to fetch from
	Happened  string
	Effect    string
	Told      string // who is, and for one that stopped when
	Mend      string // words of the link to what mends it
	Link      string
	Fetchable bool // by whoever looks
}

func (s *Studio) sources(c *fiber.Ctx) error {
	ctx := c.UserContext()
	page := sourcesPage{basePage: s.base(c, "Source health"), States: sourceStates}
	page.Nav = "datasets"
	page.sourcesForm = sourcesForm{Q: strings.TrimSpace(strings.Clone(c.Query("q"))), State: strings.Clone(c.Query("state")), Directorate: strings.Clone(c.Query("directorate"))}
	filter := store.SourceFilter{Text: page.Q, DirectorateID: page.Directorate, Limit: sourcesOnPage}
	for _, st := range sourceStates {
		if st.Name == page.State {
			filter.Health = &st.Health
		}
	}
	at, err := strconv.Atoi(c.Query("page", "1"))
	if err != nil || at < 1 || at > 100_000 {
		at = 1
	}
	filter.Offset = (at - 1) * sourcesOnPage
	if page.Directorates, err = s.Store.Directorates(ctx); err != nil {
		return err
	}
	if err := s.countSources(ctx, &page, filter); err != nil {
		return err
	}
	if err := s.listSources(ctx, &page, filter); err != nil {
		return err
	}
	page.paged(at)
	if page.Said, err = s.fetchedJust(ctx, strings.Clone(c.Query("fetched"))); err != nil {
		return err
	}
	return s.render(c, fiber.StatusOK, "sources", page)
}

func (s *Studio) countSources(ctx context.Context, page *sourcesPage, filter store.SourceFilter) error {
	counts, err := s.Store.SourceCounts(ctx, store.SourceFilter{})
	if err != nil {
		return err
	}
	for h, n := range counts {
		page.Total += n
		if h <= store.SourceLate {
			page.Bad += n
		}
	}
	if counts, err = s.Store.SourceCounts(ctx, filter); err != nil {
		return err
	}
	for h, n := range counts {
		if filter.Health == nil || *filter.Health == h {
			page.Found += n
		}
	}
	return nil
}

func (s *Studio) listSources(ctx context.Context, page *sourcesPage, filter store.SourceFilter) error {
	list, err := s.Store.Sources(ctx, filter)
	if err != nil {
		return err
	}
	people, err := s.Store.Users(ctx)
	if err != nil {
		return err
	}
	for _, r := range list {
		row := s.sourceWords(r, page.User)
		if row.Told, err = s.toldOf(ctx, r, people); err != nil {
			return err
		}
		page.Rows = append(page.Rows, row)
		if r.Health <= store.SourceLate && len(page.Worst) < sourcesAbove && filter.Offset == 0 && !page.Filtered() {
			page.Worst = append(page.Worst, row)
		}
	}
	page.From = filter.Offset + 1
	return nil
}

// paged sets the addresses of the pages beside this one.
func (p *sourcesPage) paged(at int) {
	to := func(n int) string {
		return listAt("/studio/sources", map[string]*string{"q": &p.Q, "state": &p.State, "directorate": &p.Directorate}, n)
	}
	if at > 1 {
		p.Newer = to(at - 1)
	}
	if at*sourcesOnPage < p.Found {
		p.Older = to(at + 1)
	}
}

// sourceWords says of a source how it is, what that does, and what mends it.
func (s *Studio) sourceWords(r store.SourceRow, user store.User) sourceRow {
	row := sourceRow{SourceRow: r, State: sourceStates[r.Health], Publisher: cmp.Or(r.Dataset.Source.ShortName, r.Dataset.Source.Publisher, "Not named yet")}
	from := r.Dataset.Source.Fetchable()
	row.Fetchable = from && auth.May(user, auth.Edit, r.Dataset.DirectorateID)
	row.Link = "/studio/datasets/" + r.Dataset.ID
	switch {
	case !from:
		row.Brought = "uploaded"
		if r.Dataset.Source.Kind == "paste" {
			row.Brought = "pasted"
		}
	case r.Schedule.Rule == store.RefreshNever:
		row.HowOften = "Only by hand"
	default:
		row.HowOften = ruleName(r.Schedule.Rule)
	}
	row.Happened = r.Last.Words
	switch {
	case r.Last.At.IsZero():
		row.Happened = fmt.Sprintf("A copy of %s rows came %s.", thousands(r.Rows), onDay(s.when(r.CopyAt)))
	case r.Last.Outcome == store.RefreshSame:
		row.Happened = fmt.Sprintf("Nothing new since %s.", s.when(r.CopyAt))
	}
	switch r.Health {
	case store.SourceStopped:
		row.Mend = "How to mend it"
		row.Link += "#refresh"
	case store.SourceLate:
		row.Happened = s.lateWords(r)
		row.Mend, row.Link = "Look at its source", row.Link+"#refresh"
	}
	row.Effect = effectWords(r.Figures, r.Health)
	return row
}

// onDay puts "at" before a time of today.
func onDay(when string) string {
	if strings.HasSuffix(when, "m") && !strings.Contains(when, " ") {
		return "at " + when
	}
	return "on " + when
}

func (s *Studio) lateWords(r store.SourceRow) string {
	if r.Late {
		return fmt.Sprintf("It should have been fetched %s and was not. Either its server is left alone after many failures, or this one was stopped.", onDay(s.when(r.Schedule.DueAt)))
	}
	return fmt.Sprintf("Nothing newer has come since %s, though it is looked for %s. The publisher may have moved it.", s.when(r.CopyAt), strings.ToLower(ruleName(r.Schedule.Rule)))
}

// effectWords say what a source does to what the public sees.
func effectWords(figures int, h store.SourceHealth) string {
	switch {
	case figures == 0:
		return "No public figure uses it."
	case h > store.SourceLate && figures == 1:
		return "One public figure."
	case h > store.SourceLate:
		return fmt.Sprintf("%d public figures.", figures)
	case figures == 1:
		return "One public figure keeps its last good copy and says how old it is."
	}
	return fmt.Sprintf("%d public figures keep their last good copy and say how old it is.", figures)
}

// toldOf names who hears when a source breaks; of one that is broken, who has
// heard, and when.
func (s *Studio) toldOf(ctx context.Context, r store.SourceRow, people []store.User) (string, error) {
	if r.Health > store.SourceLate {
		return strings.Join(notify.WhoIsTold(r.Dataset.OwnerID, r.Dataset.DirectorateID, people), ", "), nil
	}
	topic := store.DatasetNotRefreshed + " dataset " + r.Dataset.ID
	if r.Health == store.SourceLate {
		topic = "source.late dataset " + r.Dataset.ID
	}
	list, err := s.Store.NoticesOn(ctx, topic)
	if err != nil {
		return "", err
	}
	var names []string
	var at time.Time
	for _, n := range list {
		i := slices.IndexFunc(people, func(u store.User) bool { return u.ID == n.UserID })
		if i < 0 {
			continue
		}
		names, at = append(names, people[i].Name), n.FirstAt
	}
	if len(names) == 0 {
		return "nobody yet", nil
	}
	return strings.Join(names, ", ") + ", " + onDay(s.when(at)), nil
}

// fetchedJust says what came of fetching a dataset from this page.
func (s *Studio) fetchedJust(ctx context.Context, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	d, err := s.Store.Dataset(ctx, id)
	if err != nil {
		return "", nil // an address by hand
	}
	tries, err := s.Store.Refreshes(ctx, id)
	if err != nil || len(tries) == 0 {
		return "", err
	}
	return d.Title + ": " + tries[0].Words, nil
}
