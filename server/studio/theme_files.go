package studio

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/server/upload"
	"figurehead/store"
	"figurehead/widgets"
)

// keepTheme stores a changed theme in the draft that the form was made from.
func (s *Studio) keepTheme(c *fiber.Ctx, t widgets.Theme) error {
	d := seen(c, t)
	if _, err := s.Publishing.SaveThemeDraft(c.UserContext(), actor(c), d); err != nil {
		return s.themeRefused(c, d, err)
	}
	return c.Redirect(themeAddress(t.ID)+"?done=saved", fiber.StatusSeeOther)
}

// saveLogo takes a new logo, new words for it, or the logo away.
func (s *Studio) saveLogo(c *fiber.Ctx) error {
	is, err := s.Store.ThemeDraft(c.UserContext(), param(c, "theme"))
	if err != nil {
		return err
	}
	t := is.Theme
	if form(c, "do") == "remove" {
		t.LogoPNG, t.LogoAlt = nil, ""
		return s.keepTheme(c, t)
	}
	t.LogoAlt = trimmed(c, "alt")
	raw, err := formFile(c, "logo", publishing.MaxLogoBytes)
	if err == nil && len(raw) > 0 {
		t.LogoPNG, err = s.Publishing.Logo(c.UserContext(), raw)
	} else if err == nil && len(t.LogoPNG) == 0 {
		err = errNoFile
	}
	if problem, ok := mendable(err); ok {
		t.LogoPNG = is.Theme.LogoPNG
		return s.showTheme(c, fiber.StatusUnprocessableEntity, seen(c, t), "", fieldError{"logo", problem.Message})
	}
	if err != nil {
		return err
	}
	return s.keepTheme(c, t)
}

// saveTypeface takes the two weights of a typeface, or the typeface away.
func (s *Studio) saveTypeface(c *fiber.Ctx) error {
	is, err := s.Store.ThemeDraft(c.UserContext(), param(c, "theme"))
	if err != nil {
		return err
	}
	t := is.Theme
	if form(c, "do") == "remove" {
		t.Typeface = widgets.TypefaceRef{}
		return s.keepTheme(c, t)
	}
	var files [2][]byte
	for i, name := range []string{"regular", "bold"} {
		if files[i], err = formFile(c, name, publishing.MaxFontBytes); err != nil {
			return err
		}
		if len(files[i]) == 0 {
			return s.showTheme(c, fiber.StatusUnprocessableEntity, seen(c, t), "", fieldError{name, "Choose the file of the " + name + " weight"})
		}
	}
	t.Typeface, err = s.Publishing.Typeface(c.UserContext(), files[0], files[1])
	if problem, ok := publishing.Mendable(err); ok {
		return s.showTheme(c, fiber.StatusUnprocessableEntity, seen(c, is.Theme), "", fieldError{problem.Field, problem.Error()})
	}
	if err != nil {
		return err
	}
	return s.keepTheme(c, t)
}

// errNoFile says that the form came without the file it is for.
var errNoFile error = datasets.Problem{Field: "logo", Message: "No file was chosen.", Suggestion: "Choose a PNG or an SVG."}

// formFile reads a file of the form, one byte more than most at the most; it
// is empty when none was chosen.
func formFile(c *fiber.Ctx, name string, most int64) ([]byte, error) {
	header, err := c.FormFile(name)
	if err != nil || header.Filename == "" {
		return nil, nil
	}
	return upload.Part(header, most)
}

// logoPicture serves the logo of the draft to its page.
func (s *Studio) logoPicture(c *fiber.Ctx) error {
	d, err := s.Store.ThemeDraft(c.UserContext(), param(c, "theme"))
	if err != nil {
		return err
	}
	if len(d.Theme.LogoPNG) == 0 {
		return store.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, "image/png")
	return c.Send(d.Theme.LogoPNG)
}

// colourPattern is a colour as an address has it.
var colourPattern = regexp.MustCompile(`^[0-9a-f]{6}$`)

// dataColour is the colour of what stands out in a figure, "" where it is the one
// that every page of the studio has.
func (s *Studio) dataColour(f widgets.Figure) string {
	own, usual := widgets.NewDress(f.Theme, widgets.Light).Highlight, widgets.NewDress(s.organisation().Theme, widgets.Light).Highlight
	if colour := strings.ToLower(strings.TrimPrefix(own.String(), "#")); own != usual && colourPattern.MatchString(colour) {
		return colour
	}
	return ""
}

// themeStyle is the colour of figures in the pages of the studio, as their own
// frames have it: the pages take no style but from files.
func (s *Studio) themeStyle(c *fiber.Ctx) error {
	if colour := c.Query("colour"); colour != "" {
		if !colourPattern.MatchString(colour) {
			return fiber.ErrBadRequest
		}
		c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
		c.Set(fiber.HeaderCacheControl, "private, max-age=86400")
		return c.SendString(fmt.Sprintf(".fh .fh-data-%s{--fh-data:#%s}\n", colour, colour))
	}
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	return c.SendString(fmt.Sprintf(".fh{--fh-data:%s}\n", widgets.NewDress(o.Theme, widgets.Light).Highlight))
}
