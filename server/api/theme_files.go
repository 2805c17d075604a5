package api

import (
	"context"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/brand"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/server/upload"
	"figurehead/store"
	"figurehead/widgets"
)

// Themes begins the addresses of themes, below which files are sent.
const Themes = Prefix + "/themes/"

// logo is the picture of the draft.
func (a *API) logo(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, err := a.themeTo(c)
	if err != nil {
		return err
	}
	if len(d.Theme.LogoPNG) == 0 {
		return store.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, "image/png")
	return c.Send(d.Theme.LogoPNG)
}

// part is a file of a form, as large as it may be.
func part(c *fiber.Ctx, name string, most int64) ([]byte, error) {
	if len(c.Request().Header.MultipartFormBoundary()) == 0 {
		return nil, errMedia
	}
	header, err := c.FormFile(name)
	if err != nil || header.Filename == "" {
		return nil, fault{Field: name, Detail: "Send the file in the part “" + name + "”."}
	}
	return upload.Part(header, most)
}

func (a *API) saveLogo(c *fiber.Ctx) error {
	d, err := a.themeTo(c)
	if err != nil {
		return err
	}
	raw, err := part(c, "logo", publishing.MaxLogoBytes)
	if err != nil {
		return err
	}
	t := d.Theme
	if t.LogoPNG, err = a.Publishing.Logo(c.UserContext(), raw); err != nil {
		return err
	}
	t.LogoAlt = strings.Clone(c.FormValue("alt"))
	return a.keepTheme(c, d, t)
}

func (a *API) dropLogo(c *fiber.Ctx) error {
	return a.without(c, func(t *widgets.Theme) { t.LogoPNG, t.LogoAlt = nil, "" })
}

// without takes something away from the draft.
func (a *API) without(c *fiber.Ctx, take func(*widgets.Theme)) error {
	d, err := a.themeTo(c)
	if err != nil {
		return err
	}
	take(&d.Theme)
	if _, err := a.Publishing.SaveThemeDraft(c.UserContext(), actor(c), d); err != nil {
		return themeFault(err)
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func (a *API) saveTypeface(c *fiber.Ctx) error {
	d, err := a.themeTo(c)
	if err != nil {
		return err
	}
	var files [2][]byte
	for i, name := range []string{"regular", "bold"} {
		if files[i], err = part(c, name, publishing.MaxFontBytes); err != nil {
			return err
		}
	}
	t := d.Theme
	if t.Typeface, err = a.Publishing.Typeface(c.UserContext(), files[0], files[1]); err != nil {
		return err
	}
	return a.keepTheme(c, d, t)
}

func (a *API) dropTypeface(c *fiber.Ctx) error {
	return a.without(c, func(t *widgets.Theme) { t.Typeface = widgets.TypefaceRef{} })
}

// importing names a web page to read colours and logos from.
type importing struct {
	From string `json:"from"`
}

// brandBody is what a page says of a brand, to choose from. Nothing of it is kept:
// a colour is taken by PATCH, a logo by sending its picture.
type brandBody struct {
	Address string        `json:"address"`
	Name    string        `json:"name,omitempty"`
	Colours []brandColour `json:"colours"`
	Logos   []brandLogo   `json:"logos"`
}

type brandColour struct {
	Colour string `json:"colour"`
	Where  string `json:"where"`
}

type brandLogo struct {
	Address string `json:"address"`
	Alt     string `json:"alt,omitempty"`
	Picture []byte `json:"picture"` // a PNG, as it would be kept
}

func (a *API) importBrand(c *fiber.Ctx) error {
	if _, err := a.themeTo(c); err != nil {
		return err
	}
	var sent importing
	if err := read(c, &sent); err != nil {
		return err
	}
	from := strings.TrimSpace(sent.From)
	if u, err := url.Parse(from); err == nil && u.Scheme == "" { // as people write it
		from = "https://" + from
	}
	return a.do(c, from, 0, func(ctx context.Context) (outcome, error) {
		release, err := jobs.Fetch(ctx)
		if err != nil {
			return outcome{}, err
		}
		defer release()
		b := brandBody{Colours: []brandColour{}, Logos: []brandLogo{}}
		pictures := map[string][]byte{}
		found, err := brand.Read(ctx, a.Client, from, func(ctx context.Context, raw []byte) bool {
			picture, err := a.Publishing.Logo(ctx, raw)
			pictures[string(raw)] = picture
			return err == nil
		})
		b.Address, b.Name = found.Address, found.Name
		for _, one := range found.Colours {
			b.Colours = append(b.Colours, brandColour{one.Color.String(), one.Where})
		}
		for _, one := range found.Logos {
			b.Logos = append(b.Logos, brandLogo{one.Address, one.Alt, pictures[string(one.Raw)]})
		}
		if problem, ok := publishing.Mendable(err); ok {
			err = fault{Pointer: "/from", Detail: problem.Error()}
		}
		return outcome{fiber.StatusOK, "", b}, err
	})
}
