package studio

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/brand"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// foundPage shows what a web page says of a brand, to choose from.
type foundPage struct {
	basePage
	ID      string
	Theme   string // its name
	Version string // of the draft
	Token   string
	Found   brand.Found
	Colours []foundColour
	Chosen  string // number of the brand colour
	Logo    string // number of the logo, "" for none
	Alt     string
}

// foundColour is one of them with what becomes of it as the brand.
type foundColour struct {
	Value, Where, Verdict string
	Moved                 bool
	Rest                  []string // the colours worked out from it
}

// importBrand reads a page or takes a colour, or takes over what was chosen of what
// a page told.
func (s *Studio) importBrand(c *fiber.Ctx) error {
	if form(c, "found") != "" {
		return s.takeBrand(c)
	}
	d, err := s.Store.ThemeDraft(c.UserContext(), param(c, "theme"))
	if err != nil {
		return err
	}
	from, user := trimmed(c, "from"), s.base(c, "").User
	refuse := func(c *fiber.Ctx, err error) error {
		problem, ok := mendable(err)
		if !ok {
			return err
		}
		return s.showTheme(c, fiber.StatusUnprocessableEntity, d, "", fieldError{"from", problem.Message})
	}
	if from == "" {
		return refuse(c, datasets.Problem{Field: "from", Message: "Enter the address of a web page, or a brand colour such as #12436d."})
	}
	if colour, ok := brand.ParseColour(from); ok {
		token := s.finds.keep(brand.Found{Colours: []brand.Colour{{Color: colour, Where: "as you entered it"}}}, 1<<10, user.ID, s.Now())
		return c.Redirect(foundAddress(d.Theme.ID, token), fiber.StatusSeeOther)
	}
	if u, err := url.Parse(from); err == nil && u.Scheme == "" { // as people write it
		from = "https://" + from
	}
	t := task{verb: "Reading", failed: refuse, onCancel: "Cancelling stops the work, and nothing is changed.", stages: foundStages}
	return s.do(c, t, from, 0, func(ctx context.Context) (string, error) {
		release, err := jobs.Fetch(ctx)
		if err != nil {
			return "", err
		}
		defer release()
		found, err := brand.Read(ctx, s.Fetch, from, s.fitsAsLogo)
		if err != nil {
			return "", err
		}
		return foundAddress(d.Theme.ID, s.finds.keep(found, found.Bytes(), user.ID, s.Now())), nil
	})
}

// fitsAsLogo reports whether a picture can be a logo: it is read in a child process.
func (s *Studio) fitsAsLogo(ctx context.Context, raw []byte) bool {
	_, err := s.Publishing.Logo(ctx, raw)
	return err == nil
}

func foundAddress(theme, token string) string {
	return themeAddress(theme) + "/import?found=" + url.QueryEscape(token)
}

// kept returns what was found for whoever is signed in.
func (s *Studio) found(c *fiber.Ctx) (brand.Found, bool) {
	user, _ := auth.User(c)
	return s.finds.of(cmp.Or(form(c, "found"), c.Query("found")), user.ID, s.Now())
}

// foundBrand shows what was found.
func (s *Studio) foundBrand(c *fiber.Ctx) error { return s.showFound(c, fiber.StatusOK) }

func (s *Studio) showFound(c *fiber.Ctx, status int, problems ...fieldError) error {
	d, err := s.Store.ThemeDraft(c.UserContext(), param(c, "theme"))
	if err != nil {
		return err
	}
	found, ok := s.found(c)
	if !ok {
		return s.showTheme(c, fiber.StatusGone, d, "", fieldError{"from", "What was found is not kept any more. Enter the address again"})
	}
	page := foundPage{basePage: s.settingsBase(c, "What was found"), ID: d.Theme.ID, Theme: d.Theme.Name, Version: versionSeen(d), Found: found,
		Token: cmp.Or(form(c, "found"), c.Query("found")), Chosen: cmp.Or(form(c, "brand"), "0"), Logo: form(c, "logo"), Alt: cmp.Or(form(c, "alt"), d.Theme.LogoAlt, s.organisation().Name)}
	page.Errors = problems
	for _, colour := range found.Colours {
		t := d.Theme.Derived(colour.Color)
		f := foundColour{Value: colour.Color.String(), Where: colour.Where}
		for _, v := range t.Verdicts() {
			if v.Token == "brand" && f.Verdict == "" {
				f.Verdict, f.Moved = v.Sentence, v.Used != v.Given
			}
		}
		p := widgets.NewPalette(t, widgets.Light)
		for _, other := range []widgets.Color{p.Brand, p.Highlight, p.Link, p.Accent, p.Track} {
			f.Rest = append(f.Rest, other.String())
		}
		page.Colours = append(page.Colours, f)
	}
	return s.render(c, status, "theme_found", page)
}

// foundLogo serves a picture that was found, as it would be kept.
func (s *Studio) foundLogo(c *fiber.Ctx) error {
	found, ok := s.found(c)
	n, err := strconv.Atoi(c.Query("n"))
	if !ok || err != nil || n < 0 || n >= len(found.Logos) {
		return store.ErrNotFound
	}
	picture, err := s.Publishing.Logo(c.UserContext(), found.Logos[n].Raw)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/png")
	return c.Send(picture)
}

// takeBrand takes what was chosen over into the draft.
func (s *Studio) takeBrand(c *fiber.Ctx) error {
	d, err := s.Store.ThemeDraft(c.UserContext(), param(c, "theme"))
	if err != nil {
		return err
	}
	found, ok := s.found(c)
	if !ok {
		return s.showFound(c, fiber.StatusGone)
	}
	t := d.Theme
	if n, err := strconv.Atoi(form(c, "brand")); err == nil && n >= 0 && n < len(found.Colours) {
		t = t.Derived(found.Colours[n].Color)
	}
	if n, err := strconv.Atoi(form(c, "logo")); err == nil && n >= 0 && n < len(found.Logos) {
		if t.LogoPNG, err = s.Publishing.Logo(c.UserContext(), found.Logos[n].Raw); err != nil {
			return err
		}
		t.LogoAlt = trimmed(c, "alt")
	}
	_, err = s.Publishing.SaveThemeDraft(c.UserContext(), actor(c), seen(c, t))
	if problem, mends := publishing.Mendable(err); mends {
		return s.showFound(c, fiber.StatusUnprocessableEntity, fieldError{problem.Field, problem.Error()})
	}
	if errors.Is(err, store.ErrConflict) {
		return s.showFound(c, fiber.StatusConflict, fieldError{"", "Somebody else changed the theme meanwhile. Take it over again to put this in"})
	}
	if err != nil {
		return err
	}
	s.finds.release(form(c, "found"))
	return c.Redirect(themeAddress(t.ID)+"?done=imported", fiber.StatusSeeOther)
}
