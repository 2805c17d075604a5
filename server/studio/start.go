package studio

import (
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/portal"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// startPage is the one box for a paste, a file or an address.
type startPage struct {
	basePage
	Data    string // what was pasted, kept after an error
	From    string // "ours" or "other"
	Other   string // name or link of another publisher
	Drafts  []widgets.Widget
	Largest string
	Search  bool // some portal is searched
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
	page := startPage{basePage: s.base(c, "Paste a table, drop a file or give a web address").journey(1), Data: strings.Clone(c.Query("source"))}
	return s.showStart(c, fiber.StatusOK, page)
}

func (s *Studio) showStart(c *fiber.Ctx, status int, page startPage) error {
	drafts, err := s.Store.Widgets(c.UserContext(), store.WidgetFilter{OwnerID: page.User.ID, State: widgets.InDraft, Limit: 5})
	if err != nil {
		return err
	}
	page.Drafts = drafts
	portals, err := s.searched(c.UserContext())
	if err != nil {
		return err
	}
	page.Search = len(portals) > 0
	page.Largest = "256 MB"
	return s.render(c, status, "start", page)
}

// receive reads what was pasted, dropped or named, stores it and goes on to
// Understand. When it cannot be read nothing is stored and the paste is kept.
func (s *Studio) receive(c *fiber.Ctx) error {
	page := startPage{
		basePage: s.base(c, "Paste a table, drop a file or give a web address").journey(1),
		Data:     form(c, "data"), From: form(c, "from"), Other: strings.TrimSpace(form(c, "other")),
	}
	in, err := s.incoming(c, &page)
	if aboutData(err) {
		return s.showAt(c, page, strings.TrimSpace(page.Data), err)
	}
	if err == nil && len(page.Errors) == 0 {
		in, err = publishing.Follow(c.UserContext(), s.Fetch.Get, in, fragmentOf(page.Data))
	}
	if err == nil && len(page.Errors) == 0 {
		var next string
		if next, err = s.takeIn(c, page.User, in); err == nil {
			return c.Redirect(next, fiber.StatusSeeOther)
		}
	}
	if err != nil {
		words, ok := mendable(err)
		if !ok {
			return err
		}
		page.problem("data", words.Message)
	}
	return s.showStart(c, fiber.StatusUnprocessableEntity, page)
}

// takeIn stores a file and returns the address of its reading. One with
// personal data is held in memory until somebody has decided what may be kept.
func (s *Studio) takeIn(c *fiber.Ctx, user store.User, in publishing.Import) (string, error) {
	in.OwnerID, in.DirectorateID, in.Ask = user.ID, user.DirectorateID, true
	_, snapshot, err := s.Publishing.Import(c.UserContext(), actor(c), in)
	if undecided := new(intake.Undecided); errors.As(err, &undecided) {
		return "/studio/new/" + s.held.hold(in, user.ID, s.Now()) + "/people", nil
	}
	return "/studio/sources/" + snapshot.ID + "/read", err
}

// incoming gathers the bytes and the source from the form. What is missing is
// added to the page.
func (s *Studio) incoming(c *fiber.Ctx, page *startPage) (publishing.Import, error) {
	source, err := s.saidSource(c.UserContext(), page)
	if err != nil {
		return publishing.Import{}, err
	}
	if header, err := c.FormFile("file"); err == nil && header.Filename != "" {
		return uploaded(c, header, source)
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
		return s.fetched(c.UserContext(), text, source)
	}
	source.Kind = "paste"
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
	case page.From == "other" && isAddress(page.Other):
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

// uploaded reads the file of the form.
func uploaded(c *fiber.Ctx, header *multipart.FileHeader, source datasets.Source) (publishing.Import, error) {
	raw, lifted := c.Locals(liftedKey).([]byte)
	if !lifted {
		var err error
		if raw, err = readPart(header, datasets.MaxFileBytes); err != nil {
			return publishing.Import{}, err
		}
	}
	if len(raw) > datasets.MaxFileBytes {
		return publishing.Import{}, datasets.Problem{
			Message:    fmt.Sprintf("The file is larger than %d MB.", datasets.MaxFileBytes>>20),
			Suggestion: "Cut it into smaller files, or ask the publisher for totals.",
		}
	}
	name := strings.Clone(header.Filename)
	source.Kind, source.FileName = "upload", name
	return publishing.Import{Raw: raw, Name: name, Source: source}, nil
}

// fetched reads a web address through the guarded client.
func (s *Studio) fetched(ctx context.Context, address string, source datasets.Source) (publishing.Import, error) {
	if portal.IsService(address) {
		return publishing.Import{}, errAboutData
	}
	got, err := s.Fetch.Get(ctx, address)
	if err != nil {
		return publishing.Import{}, err
	}
	if portal.IsCatalogue(got.Body) {
		return publishing.Import{}, errAboutData
	}
	// The address that was asked, not where it led: that may be good for an hour only.
	source.Kind, source.Address, source.FileName = "url", address, got.FileName
	if source.Link == "" {
		source.Link = address
	}
	name := got.FileName
	if name == "" {
		name = address
	}
	return publishing.Import{Raw: got.Body, Name: name, Source: source, DescribedBy: got.DescribedBy}, nil
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

// isAddress reports whether text is one web address and nothing else.
func isAddress(text string) bool {
	if strings.ContainsAny(text, " \t\r\n") {
		return false
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
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
