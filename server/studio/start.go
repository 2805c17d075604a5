package studio

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/htmltable"
	"figurehead/datasets/intake"
	"figurehead/datasets/progress"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/server/upload"
	"figurehead/store"
	"figurehead/widgets"
)

// startPage is the one box for a paste, a file or an address.
type startPage struct {
	basePage
	Data    string // what was pasted, kept after an error
	HTML    string // the same as the clipboard has it for programs that know tables; "" without scripts
	From    string // "ours" or "other"
	Other   string // name or link of another publisher
	Recent  []widgets.Widget
	Coming  []comingCampaign
	Largest string
	Search  bool // some portal is searched
	// Portals are the names of those that are searched, in words.
	Portals  string
	Examples []Example
	Near     []rowNear // where the paste could not be read
	Doing    []doing
	// Cancelled says that the reading was stopped by hand.
	Cancelled bool
}

// home leads to the figures, or to the first figure where there are none.
func (s *Studio) home(c *fiber.Ctx) error {
	figures, err := s.Store.Widgets(c.UserContext(), store.WidgetFilter{Limit: 1})
	if err != nil {
		return err
	}
	user, _ := auth.User(c)
	if len(figures) == 0 && user.Role != store.Viewer {
		return c.Redirect("/studio/new", fiber.StatusSeeOther)
	}
	return c.Redirect("/studio/figures", fiber.StatusSeeOther)
}

// start shows the box. An address in ?source= only fills it in: reading it
// takes a POST.
func (s *Studio) start(c *fiber.Ctx) error {
	page := s.newStartPage(c)
	page.Data = strings.Clone(c.Query("source"))
	return s.showStart(c, fiber.StatusOK, page)
}

func (s *Studio) newStartPage(c *fiber.Ctx) startPage {
	return startPage{basePage: s.base(c, "Paste a table, drop a file or give a web address").journey(1)}
}

func (s *Studio) showStart(c *fiber.Ctx, status int, page startPage) error {
	var err error
	if page.Recent, err = s.recentWork(c.UserContext(), page.User); err != nil {
		return err
	}
	if page.Coming, err = s.comingCampaigns(c.UserContext(), page.User); err != nil {
		return err
	}
	page.Doing = s.doingNow(page.User)
	portals, err := s.search.Searched(c.UserContext())
	if err != nil {
		return err
	}
	page.Search, page.Portals, page.Examples = len(portals) > 0, portalNames(portals), s.Examples
	page.Largest = "256 MB"
	return s.render(c, status, "start", page)
}

// receive reads what was pasted, dropped or named, stores it and goes on to
// Understand. When it cannot be read nothing is stored and the paste is kept.
func (s *Studio) receive(c *fiber.Ctx) error {
	page := s.newStartPage(c)
	page.Data, page.HTML, page.From, page.Other = form(c, "data"), form(c, "html"), form(c, "from"), strings.TrimSpace(form(c, "other"))
	if name := form(c, "example"); name != "" {
		return s.tryExample(c, page, name)
	}
	in, err := s.incoming(c, &page)
	t := task{verb: "Reading", pasted: len(page.Data) + len(page.HTML), failed: func(c *fiber.Ctx, err error) error { return s.notReceived(c, page, err) }}
	if err == nil && len(page.Errors) > 0 {
		err = errInForm
	}
	get := func(ctx context.Context) (publishing.Import, error) {
		if err != nil {
			return in, err
		}
		return publishing.Follow(ctx, s.Fetch.Get, in, fragmentOf(page.Data))
	}
	if err == nil && in.Source.Kind == "url" {
		get = asking(func(ctx context.Context) (publishing.Import, error) {
			return s.toFollow(ctx, in, fragmentOf(page.Data))
		})
	}
	return s.do(c, t, in.Name, len(in.Raw), s.importing(actor(c), page.User, get))
}

// toFollow reads the address of in, and what describes the file there.
func (s *Studio) toFollow(ctx context.Context, in publishing.Import, fragment string) (publishing.Import, error) {
	in, err := publishing.Fetched(ctx, s.Fetch.Get, in.Source.Address, in.Source)
	if err != nil {
		return in, err
	}
	return publishing.Follow(ctx, s.Fetch.Get, in, fragment)
}

// errInForm says that the page of the form has its problems already.
var errInForm = errors.New("the form has problems")

// notReceived shows the form again, as it was filled in, and why.
func (s *Studio) notReceived(c *fiber.Ctx, page startPage, err error) error {
	problems := page.Errors
	page.basePage = s.newStartPage(c).basePage
	page.Errors = problems
	switch {
	case aboutData(err):
		return s.showAt(c, page, strings.TrimSpace(page.Data), err)
	case errors.Is(err, jobs.ErrCancelled):
		page.Cancelled = true
		return s.showStart(c, fiber.StatusOK, page)
	case !errors.Is(err, errInForm):
		words, ok := mendable(err)
		if !ok {
			return err
		}
		page.problem("data", words.Message)
		if page.HTML == "" {
			page.Near = rowsNear(page.Data, err)
		}
	}
	return s.showStart(c, fiber.StatusUnprocessableEntity, page)
}

// portalNames lists what a search asks: "data.gov.uk, Nomis and 2 more".
func portalNames(portals []store.Portal) string {
	const most = 3
	var names []string
	for _, p := range portals {
		names = append(names, p.Name)
	}
	switch n := len(names); {
	case n == 0:
		return ""
	case n > most:
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", n-most)
	case n > 1:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return names[0]
}

// takeIn stores a file and returns the address of its reading, or of the
// question which of its columns are read or what may be kept of it.
func (s *Studio) takeIn(ctx context.Context, by store.Actor, user store.User, in publishing.Import) (string, error) {
	in.OwnerID, in.DirectorateID, in.Ask = user.ID, user.DirectorateID, true
	_, snapshot, err := s.Publishing.Import(ctx, by, in)
	undecided, wide, held, question := new(intake.Undecided), new(intake.TooWide), heldFile{in: in}, ""
	switch {
	case errors.As(err, &undecided):
		held.found, question = undecided.Found, "/people"
	case errors.As(err, &wide):
		held.wide, question = wide, "/columns"
	default:
		return "/studio/sources/" + snapshot.ID + "/read", err
	}
	if _, err := progress.Keep(ctx); err != nil { // what was cancelled is not held either
		return "", err
	}
	return "/studio/new/" + s.held.keep(held, len(in.Raw), user.ID, s.Now()) + question, nil
}

// incoming gathers the bytes and the source from the form. What is missing is
// added to the page.
func (s *Studio) incoming(c *fiber.Ctx, page *startPage) (publishing.Import, error) {
	source, err := s.saidSource(c.UserContext(), page)
	if err != nil {
		return publishing.Import{}, err
	}
	if in, chosen, err := uploaded(c, source); chosen || err != nil {
		return in, err
	}
	text := strings.TrimSpace(page.Data)
	if text == "" {
		page.problem("data", "Paste a table, choose a file or enter a web address")
		return publishing.Import{}, nil
	}
	if meantAsAddress(text) {
		if len(page.Errors) > 0 {
			return publishing.Import{}, nil
		}
		source.Kind, source.Address = "url", text
		return publishing.Import{Name: text, Source: source}, nil // to be fetched
	}
	source.Kind = "paste"
	if table, ok := htmltable.Clip([]byte(page.HTML)); ok {
		return publishing.Import{Raw: table, Name: "Pasted table", Source: source}, nil
	}
	return publishing.Import{Raw: []byte(page.Data), Name: "Pasted table", Source: source}, nil
}

// saidSource is the answer to "Where is this from?", the one required field.
func (s *Studio) saidSource(ctx context.Context, page *startPage) (datasets.Source, error) {
	organisation, err := s.Publishing.Organisation(ctx)
	if err != nil {
		return datasets.Source{}, err
	}
	switch {
	case page.From == "ours":
		return datasets.Source{Publisher: organisation.Name, Licence: organisation.Licence}, nil
	case page.From == "other" && publishing.IsAddress(page.Other):
		link, err := url.Parse(page.Other)
		if err != nil {
			return datasets.Source{}, datasets.Problem{Field: "other", Message: "This web address cannot be read.", Suggestion: "Check it, or enter the publisher's name."}
		}
		return datasets.Source{Publisher: link.Hostname(), Link: page.Other}, nil
	case page.From == "other" && page.Other != "":
		return datasets.Source{Publisher: page.Other}, nil
	case page.From == "other":
		page.problem("other", "Enter the name or web address of who published this")
	default:
		page.problem("from-ours", "Say where this is from")
	}
	return datasets.Source{}, nil
}

// uploaded is the file of the form; false when none was chosen.
func uploaded(c *fiber.Ctx, source datasets.Source) (publishing.Import, bool, error) {
	name, raw, chosen, err := upload.Data(c)
	source.Kind, source.FileName = "upload", name
	return publishing.Import{Raw: raw, Name: name, Source: source}, chosen, err
}

// meantAsAddress reports whether text is one word that begins as a web address
// does, right or wrong. One word is never a table.
func meantAsAddress(text string) bool {
	if strings.ContainsAny(text, " \t\r\n") {
		return false
	}
	scheme, _, found := strings.Cut(text, "://")
	return found && !strings.ContainsAny(scheme, ",;|\"'") || strings.HasPrefix(strings.ToLower(text), "www.")
}

// fragmentOf is what stands behind # in an address: the table of a description.
func fragmentOf(text string) string {
	text = strings.TrimSpace(text)
	if u, err := url.Parse(text); meantAsAddress(text) && err == nil {
		return u.Fragment
	}
	return ""
}

// hostOf is the host of an address, or nothing.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// ago words how long ago a draft was saved.
func (s *Studio) ago(at time.Time) string {
	minutes := int(s.Now().Sub(at).Minutes())
	switch {
	case minutes < 1:
		return "just now"
	case minutes == 1:
		return "1 minute ago"
	case minutes < 60:
		return fmt.Sprintf("%d minutes ago", minutes)
	}
	return s.when(at)
}
