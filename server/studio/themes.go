package studio

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/brand"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

const themesAddress = "/studio/settings/themes"

// registerThemes adds the pages where an organisation gets its look.
func (s *Studio) registerThemes(app *fiber.App) {
	admin := s.Auth.Require(store.Admin)
	app.Get(themesAddress, admin, s.themes)
	app.Post(themesAddress, admin, s.changeThemes)
	app.Get(themesAddress+"/:theme", admin, s.theme)
	app.Post(themesAddress+"/:theme", admin, s.saveTheme)
	app.Post(themesAddress+"/:theme/logo", admin, s.saveLogo)
	app.Get(themesAddress+"/:theme/logo.png", admin, s.logoPicture)
	app.Post(themesAddress+"/:theme/typeface", admin, s.saveTypeface)
	app.Get(themesAddress+"/:theme/import", admin, s.foundBrand)
	app.Post(themesAddress+"/:theme/import", admin, s.importBrand)
	app.Get(themesAddress+"/:theme/import/logo.png", admin, s.foundLogo)
	app.Get(themesAddress+"/:theme/move", admin, s.moving)
	app.Post(themesAddress+"/:theme/move", admin, s.move)
}

// newFinds keeps what web pages said of a brand until somebody chose from it.
func newFinds() *shelf[brand.Found] {
	return &shelf[brand.Found]{most: 16, mostBytes: 64 << 20, keptFor: time.Hour}
}

// newMoved keeps what became of figures that were to move to a theme.
func newMoved() *shelf[[]publishing.Followed] {
	return &shelf[[]publishing.Followed]{most: 64, mostBytes: 8 << 20, keptFor: time.Hour}
}

// themesPage lists the themes.
type themesPage struct {
	basePage
	Themes []themeRow
	Name   string // as it was typed
	Like   string
	Done   string // what was done, in words
}

// themeRow is a theme with what is drawn in it.
type themeRow struct {
	store.ThemeState
	Swatches []string
	Figures  int // public ones in any version of it
	Older    int // of them, in an earlier version than the newest
}

// Of is the figures in words.
func (r themeRow) Of() string {
	switch {
	case r.Figures == 0:
		return "No public figure is drawn in it."
	case r.Older == 0:
		return several(r.Figures, "public figure is", "public figures are") + " drawn in it."
	}
	return fmt.Sprintf("%s drawn in it, %s.", several(r.Figures, "public figure is", "public figures are"), strconv.Itoa(r.Older)+" in an earlier version")
}

// several words a number of things.
func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func (s *Studio) themes(c *fiber.Ctx) error { return s.showThemes(c, fiber.StatusOK) }

func (s *Studio) showThemes(c *fiber.Ctx, status int, problems ...fieldError) error {
	page := themesPage{basePage: s.settingsBase(c, "Themes"), Name: form(c, "name"), Like: form(c, "like")}
	page.Errors = problems
	if c.Query("dropped") == "1" {
		page.Done = "The theme is gone. It was never published."
	}
	all, err := s.Store.Themes(c.UserContext())
	if err != nil {
		return err
	}
	figures, err := s.Store.ThemedFigures(c.UserContext())
	if err != nil {
		return err
	}
	for _, state := range all {
		row := themeRow{ThemeState: state}
		draft, err := s.Store.ThemeDraft(c.UserContext(), state.ID)
		if err != nil {
			return err
		}
		p := widgets.NewPalette(draft.Theme, widgets.Light)
		for _, colour := range []widgets.Color{p.Brand, p.Highlight, p.Link, p.Accent} {
			row.Swatches = append(row.Swatches, colour.String())
		}
		for _, f := range figures {
			if f.ThemeID == state.ID {
				row.Figures++
				if f.Version != state.Version {
					row.Older++
				}
			}
		}
		page.Themes = append(page.Themes, row)
	}
	return s.render(c, status, "themes", page)
}

// changeThemes makes a theme, or chooses the usual one.
func (s *Studio) changeThemes(c *fiber.Ctx) error {
	if id := form(c, "use"); id != "" {
		if err := s.Store.UseTheme(c.UserContext(), actor(c), id); err != nil {
			return err
		}
		return c.Redirect(themesAddress, fiber.StatusSeeOther)
	}
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	like := o.Theme
	if id := form(c, "like"); id != "" {
		draft, err := s.Store.ThemeDraft(c.UserContext(), id)
		if err != nil {
			return err
		}
		like = draft.Theme
	}
	draft, err := s.Publishing.AddTheme(c.UserContext(), actor(c), form(c, "name"), like)
	if problem, ok := publishing.Mendable(err); ok {
		return s.showThemes(c, fiber.StatusUnprocessableEntity, fieldError{problem.Field, problem.Error()})
	}
	if err != nil {
		return err
	}
	return c.Redirect(themeAddress(draft.Theme.ID), fiber.StatusSeeOther)
}

func themeAddress(id string) string { return themesAddress + "/" + id }

// versionSeen is the version of a theme's form: of what is published and of the
// draft. Both count, for a draft that was published has none.
func versionSeen(d store.ThemeDraft) string { return fmt.Sprintf("%d.%d", d.Theme.Version, d.Version) }

// seen is the draft that the form was made from, with a theme that was typed.
func seen(c *fiber.Ctx, theme widgets.Theme) store.ThemeDraft {
	base, version, _ := strings.Cut(form(c, "version"), ".")
	d := store.ThemeDraft{Theme: theme}
	var errs [2]error
	d.Theme.Version, errs[0] = strconv.Atoi(base)
	d.Version, errs[1] = strconv.Atoi(version)
	if errs[0] != nil || errs[1] != nil {
		d.Version = -1 // no form was: a conflict
	}
	return d
}
