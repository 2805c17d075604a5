package studio

import (
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// theme shows what is being made of a theme.
func (s *Studio) theme(c *fiber.Ctx) error {
	d, err := s.Store.ThemeDraft(c.UserContext(), param(c, "theme"))
	if err != nil {
		return err
	}
	said := map[string]string{
		"published": fmt.Sprintf("Published as version %d. New figures use it; those that are public keep theirs until they are moved.", d.Theme.Version),
		"saved":     "Saved in the draft. Nothing public changes before it is published.",
		"dropped":   "The draft is gone. This is the theme as it was published.",
		"imported":  "Taken into the draft. Nothing public changes before it is published.",
	}[c.Query("done")]
	return s.showTheme(c, fiber.StatusOK, d, said)
}

// showTheme shows a draft, with errors where it was not taken.
func (s *Studio) showTheme(c *fiber.Ctx, status int, d store.ThemeDraft, said string, problems ...fieldError) error {
	page, err := s.newThemePage(c, d)
	if err != nil {
		return err
	}
	page.Said, page.Errors = said, problems
	if page.Live {
		return s.renderBlock(c, status, "theme", "theme-live", page)
	}
	return s.render(c, status, "theme", page)
}

// saveTheme stores what is typed in the draft, and does with it what is asked.
func (s *Studio) saveTheme(c *fiber.Ctx) error {
	is, err := s.Store.ThemeDraft(c.UserContext(), param(c, "theme"))
	if err != nil {
		return err
	}
	if form(c, "do") == "drop" {
		return s.dropTheme(c, is)
	}
	typed, faults := readTheme(c, is.Theme)
	d := seen(c, typed)
	if len(faults) > 0 {
		return s.showTheme(c, fiber.StatusUnprocessableEntity, d, "", faults...)
	}
	if form(c, "do") == "derive" {
		d.Theme = d.Theme.Derived(d.Theme.Brand)
	}
	saved, err := s.Publishing.SaveThemeDraft(c.UserContext(), actor(c), d)
	if err != nil {
		return s.themeRefused(c, d, err)
	}
	switch {
	case partial(c):
		return s.showTheme(c, fiber.StatusOK, saved, "Saved in the draft at "+s.when(saved.SavedAt))
	case form(c, "do") == "publish":
		return s.publishTheme(c, saved)
	}
	return c.Redirect(themeAddress(d.Theme.ID)+"?done=saved", fiber.StatusSeeOther)
}

func (s *Studio) publishTheme(c *fiber.Ctx, d store.ThemeDraft) error {
	if _, err := s.Store.PublishTheme(c.UserContext(), actor(c), d); err != nil {
		return s.themeRefused(c, d, err)
	}
	return c.Redirect(themeAddress(d.Theme.ID)+"?done=published", fiber.StatusSeeOther)
}

// dropTheme forgets the draft.
func (s *Studio) dropTheme(c *fiber.Ctx, is store.ThemeDraft) error {
	if err := s.Store.DropThemeDraft(c.UserContext(), actor(c), seen(c, is.Theme)); err != nil {
		return s.themeRefused(c, is, err)
	}
	if is.Theme.Version == 0 {
		return c.Redirect(themesAddress+"?dropped=1", fiber.StatusSeeOther)
	}
	return c.Redirect(themeAddress(is.Theme.ID)+"?done=dropped", fiber.StatusSeeOther)
}

// themeRefused shows the form again with what was typed, and why it was not kept.
func (s *Studio) themeRefused(c *fiber.Ctx, d store.ThemeDraft, err error) error {
	if problem, ok := publishing.Mendable(err); ok {
		return s.showTheme(c, fiber.StatusUnprocessableEntity, d, "", fieldError{problem.Field, problem.Error()})
	}
	if !errors.Is(err, store.ErrConflict) {
		return err
	}
	is, err := s.Store.ThemeDraft(c.UserContext(), d.Theme.ID)
	if err != nil {
		return err
	}
	mine := d
	mine.Version, mine.Theme.Version = is.Version, is.Theme.Version // saving again is a choice now
	mine.Theme.LogoPNG, mine.Theme.LogoAlt, mine.Theme.Typeface = is.Theme.LogoPNG, is.Theme.LogoAlt, is.Theme.Typeface
	page, err := s.newThemePage(c, mine)
	if err != nil {
		return err
	}
	page.problem("", "Somebody else changed the theme meanwhile. The form has what you chose, with theirs beside it. Save to keep yours")
	withTheirs(page.Colours, is.Theme)
	withTheirs(page.More, is.Theme)
	if page.Live {
		return s.renderBlock(c, fiber.StatusConflict, "theme", "theme-conflict", page)
	}
	return s.render(c, fiber.StatusConflict, "theme", page)
}

// withTheirs puts what somebody else chose beside each colour where it differs.
func withTheirs(fields []colourField, theirs widgets.Theme) {
	theirs = theirs.WithPaper()
	for i := range fields {
		for _, token := range tokens {
			if is := token.of(&theirs).String(); token.id == fields[i].ID && is != fields[i].Value {
				fields[i].Theirs = is
			}
		}
	}
}
