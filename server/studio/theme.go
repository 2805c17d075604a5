package studio

import (
	"bytes"
	"fmt"
	"image/png"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/server/upload"
	"figurehead/store"
	"figurehead/widgets"
)

// themePage changes the look of the organisation: colours, logo, line of text.
type themePage struct {
	basePage
	Theme   widgets.Theme
	Colours []colourField // of the brand
	More    []colourField // text and paper
	Eyes    []eyes
	Alike   []string // sentences about colours that some cannot tell apart
	Logo    string   // size in words; empty without one
	Small   bool     // the logo is smaller than its box
	Saved   bool
	Looked  bool // the colours are those typed, and not saved
	Samples []publishing.Sample
	See     string // "", or the vision that the samples are drawn for
	Visions []choice
}

// visions are the eyes that samples are shown to, the usual ones first.
var visions = []choice{{"", "As it is"}, {"protanopia", "Without red cones"}, {"deuteranopia", "Without green cones"}, {"tritanopia", "Without blue cones"}, {"grey", "In grey"}}

// colourField is one colour of the form with what is made of it.
type colourField struct {
	ID, Label, Where string
	Value            string
	Verdict          string
	Moved            bool
}

// eyes is how the colours look to some readers.
type eyes struct {
	Name    string
	Colours []string
}

// tokens are the colours of the form, in its order.
var tokens = []struct {
	id, label, where string
	more             bool
	of               func(*widgets.Theme) *widgets.Color
}{
	{"brand", "Brand", "behind the title of a picture", false, func(t *widgets.Theme) *widgets.Color { return &t.Brand }},
	{"highlight", "Stands out", "the bar, column or line a figure is about", false, func(t *widgets.Theme) *widgets.Color { return &t.Highlight }},
	{"link", "Links", "in frames", false, func(t *widgets.Theme) *widgets.Color { return &t.Link }},
	{"accent", "Accent", "the short stroke over a title", false, func(t *widgets.Theme) *widgets.Color { return &t.Accent }},
	{"track", "Badge", "behind a change, and the rest of 100%", false, func(t *widgets.Theme) *widgets.Color { return &t.Track }},
	{"ink", "Text", "labels, values, titles of frames", true, func(t *widgets.Theme) *widgets.Color { return &t.Ink }},
	{"muted", "Quieter text", "subtitles, ticks, sources", true, func(t *widgets.Theme) *widgets.Color { return &t.Muted }},
	{"paper", "Paper", "the ground of light figures", true, func(t *widgets.Theme) *widgets.Color { return &t.Paper }},
	{"rule", "Gridlines", "need not stand out", true, func(t *widgets.Theme) *widgets.Color { return &t.Rule }},
}

func (s *Studio) theme(c *fiber.Ctx) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	page := s.newThemePage(c, o.Theme)
	page.Saved = c.Query("saved") == "1"
	return s.render(c, fiber.StatusOK, "theme", page)
}

// sampleTheme draws three kinds in the theme of the page, as seen by a vision.
// Without them the page is of use all the same.
func (s *Studio) sampleTheme(page *themePage, see string) {
	page.Visions = visions
	for _, v := range visions {
		if v.Value == see {
			page.See = v.Value
		}
	}
	var err error
	if page.Samples, err = s.Publishing.Samples(page.Theme, page.See); err != nil {
		s.Log.Error("samples of the theme", "error", err)
	}
}

// newThemePage shows a theme with the verdict on each of its colours.
func (s *Studio) newThemePage(c *fiber.Ctx, t widgets.Theme) themePage {
	page := themePage{basePage: s.settingsBase(c, "Theme"), Theme: t}
	verdicts := map[string]widgets.Verdict{}
	for _, v := range t.Verdicts() {
		verdicts[v.Token] = v
	}
	if t.Ink == t.Paper { // a theme from before it had them
		usual := widgets.DefaultTheme()
		t.Ink, t.Paper, t.Muted, t.Rule = usual.Ink, usual.Paper, usual.Muted, usual.Rule
	}
	for _, token := range tokens {
		v := verdicts[token.id]
		f := colourField{ID: token.id, Label: token.label, Where: token.where, Value: token.of(&t).String(), Verdict: v.Sentence, Moved: v.Used != v.Given}
		if token.more {
			page.More = append(page.More, f)
		} else {
			page.Colours = append(page.Colours, f)
		}
	}
	page.Eyes, page.Alike = eyesOf(t)
	page.Logo, page.Small = logoSize(t.LogoPNG)
	s.sampleTheme(&page, form(c, "see"))
	return page
}

// eyesOf shows what stands out beside the rest, and the brand, as readers with
// each colour vision see them.
func eyesOf(t widgets.Theme) (list []eyes, alike []string) {
	p := widgets.NewPalette(t, widgets.Light)
	colours := []widgets.NamedColor{{Name: "what stands out", Color: p.Highlight}, {Name: "other bars", Color: p.Context},
		{Name: "the brand", Color: p.Brand}, {Name: "the accent", Color: p.Accent}}
	as := eyes{Name: "As it is"}
	for _, c := range colours {
		as.Colours = append(as.Colours, c.Color.String())
	}
	list = append(list, as)
	names := map[string]string{"protanopia": "Without red cones", "deuteranopia": "Without green cones", "tritanopia": "Without blue cones"}
	for _, v := range widgets.Visions {
		seen := eyes{Name: names[v.Name]}
		for _, c := range colours {
			seen.Colours = append(seen.Colours, v.See(c.Color).String())
		}
		list = append(list, seen)
	}
	for _, pair := range widgets.LookAlikes(colours[:2]) {
		alike = append(alike, fmt.Sprintf("With %s, %s and %s look alike; what stands out is also in bold.", pair.Vision, pair.A.Name, pair.B.Name))
	}
	return list, alike
}

// logoSize words the size of the kept logo.
func logoSize(raw []byte) (words string, small bool) {
	config, err := png.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return "", false
	}
	return fmt.Sprintf("%d × %d pixels", config.Width, config.Height), config.Width < 216 && config.Height < 64
}

// saveTheme stores the colours and the line of text, or works the colours out
// from the brand.
func (s *Studio) saveTheme(c *fiber.Ctx) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	t, faults := o.Theme, []fieldError(nil)
	t.Footer = trimmed(c, "footer")
	for _, token := range tokens {
		colour, err := widgets.ParseColor(trimmed(c, token.id))
		if err != nil {
			faults = append(faults, fieldError{token.id, token.label + ": write # and six digits, such as #12436d"})
			continue
		}
		*token.of(&t) = colour
	}
	if len(faults) > 0 {
		page := s.newThemePage(c, t)
		page.Errors = faults
		return s.render(c, fiber.StatusUnprocessableEntity, "theme", page)
	}
	if form(c, "do") == "derive" {
		t = derived(t, t.Brand)
	}
	if form(c, "do") == "look" || partial(c) {
		return s.look(c, t)
	}
	return s.storeTheme(c, t)
}

// derived is a theme with its other colours worked out from a brand.
func derived(t widgets.Theme, brand widgets.Color) widgets.Theme {
	d := widgets.BrandTheme(brand)
	t.Brand, t.Highlight, t.Link, t.Accent, t.Track = brand, d.Highlight, d.Link, d.Accent, d.Track
	return t
}

// look shows colours that are not saved: verdicts, samples and other eyes.
func (s *Studio) look(c *fiber.Ctx, t widgets.Theme) error {
	page := s.newThemePage(c, t)
	page.Looked = true
	if partial(c) {
		return s.renderBlock(c, fiber.StatusOK, "theme", "looked", page)
	}
	return s.render(c, fiber.StatusOK, "theme", page)
}

// storeTheme makes t the theme, if nobody changed it since the form was shown.
func (s *Studio) storeTheme(c *fiber.Ctx, t widgets.Theme) error {
	if version := form(c, "version"); version != fmt.Sprint(t.Version) {
		page := s.newThemePage(c, t)
		page.problem("", "Somebody else changed the theme meanwhile. Look at it as it is now, and save again")
		return s.render(c, fiber.StatusConflict, "theme", page)
	}
	_, err := s.Publishing.SaveTheme(c.UserContext(), actor(c), t)
	if problem, ok := publishing.Mendable(err); ok {
		page := s.newThemePage(c, t)
		page.problem(problem.Field, problem.Error())
		return s.render(c, fiber.StatusUnprocessableEntity, "theme", page)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/settings/theme?saved=1", fiber.StatusSeeOther)
}

// saveLogo takes a new logo, new words for it, or the logo away.
func (s *Studio) saveLogo(c *fiber.Ctx) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	t := o.Theme
	if form(c, "do") == "remove" {
		t.LogoPNG, t.LogoAlt = nil, ""
		return s.storeTheme(c, t)
	}
	t.LogoAlt = trimmed(c, "alt")
	raw, err := formFile(c, "logo", publishing.MaxLogoBytes)
	if err == nil && len(raw) > 0 {
		t.LogoPNG, err = s.Publishing.Logo(c.UserContext(), raw)
	} else if err == nil && len(t.LogoPNG) == 0 {
		err = errNoFile
	}
	if problem, ok := mendable(err); ok {
		t.LogoPNG = o.Theme.LogoPNG
		page := s.newThemePage(c, t)
		page.problem("logo", problem.Message)
		return s.render(c, fiber.StatusUnprocessableEntity, "theme", page)
	}
	if err != nil {
		return err
	}
	return s.storeTheme(c, t)
}

// saveTypeface takes the two weights of a typeface, or the typeface away.
func (s *Studio) saveTypeface(c *fiber.Ctx) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	t := o.Theme
	if form(c, "do") == "remove" {
		t.Typeface = widgets.TypefaceRef{}
		return s.storeTheme(c, t)
	}
	var files [2][]byte
	for i, name := range []string{"regular", "bold"} {
		if files[i], err = formFile(c, name, publishing.MaxFontBytes); err != nil {
			return err
		}
		if len(files[i]) == 0 {
			page := s.newThemePage(c, t)
			page.problem(name, "Choose the file of the "+name+" weight")
			return s.render(c, fiber.StatusUnprocessableEntity, "theme", page)
		}
	}
	t.Typeface, err = s.Publishing.Typeface(c.UserContext(), files[0], files[1])
	if problem, ok := publishing.Mendable(err); ok {
		page := s.newThemePage(c, o.Theme)
		page.problem(problem.Field, problem.Error())
		return s.render(c, fiber.StatusUnprocessableEntity, "theme", page)
	}
	if err != nil {
		return err
	}
	return s.storeTheme(c, t)
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

// logoPicture serves the kept logo to the page.
func (s *Studio) logoPicture(c *fiber.Ctx) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	if len(o.Theme.LogoPNG) == 0 {
		return store.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, "image/png")
	return c.Send(o.Theme.LogoPNG)
}

// themeStyle is the colour of figures in the pages of the studio, as their own
// frames have it: the pages take no style but from files.
func (s *Studio) themeStyle(c *fiber.Ctx) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	return c.SendString(fmt.Sprintf(".fh{--fh-data:%s}\n", widgets.NewDress(o.Theme, widgets.Light).Highlight))
}

// themeSample serves the newest figure in the theme as it is.
func (s *Studio) themeSample(c *fiber.Ctx) error {
	picture, err := s.Publishing.ThemeSample(c.UserContext())
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/png")
	return c.Send(picture)
}
