package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

func (a *API) themeRoutes() []route {
	return []route{
		{fiber.MethodGet, "/themes", store.AdminScope, a.themes},
		{fiber.MethodPost, "/themes", store.AdminScope, a.addTheme},
		{fiber.MethodGet, "/themes/:theme", store.AdminScope, a.theme},
		{fiber.MethodPatch, "/themes/:theme", store.AdminScope, a.changeTheme},
		{fiber.MethodDelete, "/themes/:theme/draft", store.AdminScope, a.dropTheme},
		{fiber.MethodPost, "/themes/:theme/publish", store.AdminScope, a.publishTheme},
		{fiber.MethodPost, "/themes/:theme/use", store.AdminScope, a.useTheme},
		{fiber.MethodGet, "/themes/:theme/logo", store.AdminScope, a.logo},
		{fiber.MethodPost, "/themes/:theme/logo", store.AdminScope, a.saveLogo},
		{fiber.MethodDelete, "/themes/:theme/logo", store.AdminScope, a.dropLogo},
		{fiber.MethodPost, "/themes/:theme/typeface", store.AdminScope, a.saveTypeface},
		{fiber.MethodDelete, "/themes/:theme/typeface", store.AdminScope, a.dropTypeface},
		{fiber.MethodPost, "/themes/:theme/import", store.AdminScope, a.importBrand},
		{fiber.MethodGet, "/themes/:theme/move", store.AdminScope, a.toMove},
		{fiber.MethodPost, "/themes/:theme/move", store.AdminScope, a.moveTheme},
	}
}

// themeBody is a theme with what is being made of it.
type themeBody struct {
	ID        string     `json:"id"`
	Version   int        `json:"version"` // that was published last; 0 before the first
	Usual     bool       `json:"usual"`   // new figures are drawn in it
	DraftOf   int        `json:"draft"`   // number of the draft; 0 where nothing was changed since
	SavedAt   *time.Time `json:"savedAt,omitempty"`
	Theme     themeDraft `json:"theme"` // the draft, or what was published
	HasLogo   bool       `json:"hasLogo"`
	Typeface  string     `json:"typeface,omitempty"` // its name
	Lacks     string     `json:"lacks,omitempty"`    // usual characters that the typeface has not
	Sentences []verdict  `json:"sentences"`
}

// themeDraft is what of a theme can be written.
type themeDraft struct {
	Name      string `json:"name"`
	Footer    string `json:"footer"`
	LogoAlt   string `json:"logoAlt"`
	Brand     string `json:"brand"`
	Highlight string `json:"highlight"`
	Link      string `json:"link"`
	Accent    string `json:"accent"`
	Track     string `json:"track"`
	Ink       string `json:"ink"`
	Muted     string `json:"muted"`
	Paper     string `json:"paper"`
	Rule      string `json:"rule"`
}

// verdict says of a colour what is made of it, so that it can be read.
type verdict struct {
	Colour   string `json:"colour"` // name of the member
	Sentence string `json:"sentence"`
	Used     string `json:"used"`
}

// colours are those of a theme beside the members that hold them.
func (d *themeDraft) colours(t *widgets.Theme) map[string]struct {
	text   *string
	colour *widgets.Color
} {
	return map[string]struct {
		text   *string
		colour *widgets.Color
	}{
		"brand": {&d.Brand, &t.Brand}, "highlight": {&d.Highlight, &t.Highlight}, "link": {&d.Link, &t.Link},
		"accent": {&d.Accent, &t.Accent}, "track": {&d.Track, &t.Track}, "ink": {&d.Ink, &t.Ink},
		"muted": {&d.Muted, &t.Muted}, "paper": {&d.Paper, &t.Paper}, "rule": {&d.Rule, &t.Rule},
	}
}

func (a *API) showTheme(c *fiber.Ctx, d store.ThemeDraft) (themeBody, error) {
	o, err := a.Store.Organisation(c.UserContext())
	if err != nil {
		return themeBody{}, err
	}
	t := d.Theme.WithPaper()
	b := themeBody{ID: t.ID, Version: t.Version, Usual: o.Theme.ID == t.ID, DraftOf: d.Version, SavedAt: instant(d.SavedAt), HasLogo: len(t.LogoPNG) > 0,
		Theme: themeDraft{Name: t.Name, Footer: t.Footer, LogoAlt: t.LogoAlt}, Typeface: t.Typeface.Name, Lacks: t.Typeface.Lacks, Sentences: []verdict{}}
	for _, one := range b.Theme.colours(&t) {
		*one.text = one.colour.String()
	}
	for _, v := range t.Verdicts() {
		b.Sentences = append(b.Sentences, verdict{v.Token, v.Sentence, v.Used.String()})
	}
	return b, nil
}

func (a *API) themes(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	states, err := a.Store.Themes(c.UserContext())
	if err != nil {
		return err
	}
	shown := map[string]themeBody{}
	for _, state := range states {
		d, err := a.Store.ThemeDraft(c.UserContext(), state.ID)
		if err != nil {
			return err
		}
		if shown[state.ID], err = a.showTheme(c, d); err != nil {
			return err
		}
	}
	return sendFrom(c, w, states, func(t store.ThemeState) string { return t.ID }, func(t store.ThemeState) themeBody { return shown[t.ID] })
}

// newTheme makes a theme that looks like another, or like the usual one.
type newTheme struct {
	Name string `json:"name"`
	Like string `json:"like"`
}

func (a *API) addTheme(c *fiber.Ctx) error {
	if err := may(c, auth.Themes, ""); err != nil {
		return err
	}
	var sent newTheme
	if err := read(c, &sent); err != nil {
		return err
	}
	o, err := a.Store.Organisation(c.UserContext())
	if err != nil {
		return err
	}
	like := o.Theme
	if sent.Like != "" {
		d, err := a.Store.ThemeDraft(c.UserContext(), sent.Like)
		if err != nil {
			return err
		}
		like = d.Theme
	}
	d, err := a.Publishing.AddTheme(c.UserContext(), actor(c), sent.Name, like)
	if err != nil {
		return themeFault(err)
	}
	return a.themeDone(c, fiber.StatusCreated, d)
}

// themeFault says in which member of a theme something is to be mended.
func themeFault(err error) error {
	problem, ok := publishing.Mendable(err)
	if !ok {
		return err
	}
	members := map[string]string{"name": "/name", "footer": "/footer", "alt": "/logoAlt"}
	return fault{Pointer: members[problem.Field], Detail: problem.Error(), Field: problem.Field}
}

func (a *API) themeDone(c *fiber.Ctx, status int, d store.ThemeDraft) error {
	b, err := a.showTheme(c, d)
	if err != nil {
		return err
	}
	location := ""
	if status == fiber.StatusCreated {
		location = "/themes/" + b.ID
	}
	return done(c, status, location, b)
}

// themeTo is the draft of the theme of the address, for who may change it.
func (a *API) themeTo(c *fiber.Ctx) (store.ThemeDraft, error) {
	if err := may(c, auth.Themes, ""); err != nil {
		return store.ThemeDraft{}, err
	}
	return a.Store.ThemeDraft(c.UserContext(), param(c, "theme"))
}

func (a *API) theme(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, err := a.themeTo(c)
	if err != nil {
		return err
	}
	b, err := a.showTheme(c, d)
	if err != nil {
		return err
	}
	return send(c, b)
}

// themeSent is a draft as it is to be. Derive works the other colours of figures
// out from the brand.
type themeSent struct {
	themeDraft
	Derive bool `json:"derive"`
}

func (a *API) changeTheme(c *fiber.Ctx) error {
	d, err := a.themeTo(c)
	if err != nil {
		return err
	}
	now, err := a.showTheme(c, d)
	if err != nil {
		return err
	}
	if err := unchanged(c, now); err != nil {
		return err
	}
	var sent themeSent
	if err := mergedBody(c, now.Theme, &sent); err != nil {
		return err
	}
	t := d.Theme.WithPaper()
	t.Name, t.Footer, t.LogoAlt = sent.Name, sent.Footer, sent.LogoAlt
	for name, one := range sent.colours(&t) {
		if *one.colour, err = widgets.ParseColor(*one.text); err != nil {
			return fault{Pointer: "/" + name, Detail: "Write # and six digits, such as #12436d."}
		}
	}
	if sent.Derive {
		t = t.Derived(t.Brand)
	}
	return a.keepTheme(c, d, t)
}

// keepTheme stores a theme in the draft that was read.
func (a *API) keepTheme(c *fiber.Ctx, d store.ThemeDraft, t widgets.Theme) error {
	d.Theme = t
	d, err := a.Publishing.SaveThemeDraft(c.UserContext(), actor(c), d)
	if err != nil {
		return themeFault(err)
	}
	return a.themeDone(c, fiber.StatusOK, d)
}

// dropTheme forgets what was changed since the theme was published; one that never
// was is gone.
func (a *API) dropTheme(c *fiber.Ctx) error {
	d, err := a.themeTo(c)
	if err != nil {
		return err
	}
	if err := a.Store.DropThemeDraft(c.UserContext(), actor(c), d); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// draftSeen is the number of the draft that was looked at.
type draftSeen struct {
	Draft int `json:"draft"`
}

func (a *API) publishTheme(c *fiber.Ctx) error {
	d, err := a.themeTo(c)
	if err != nil {
		return err
	}
	var sent draftSeen
	if err := read(c, &sent); err != nil {
		return err
	}
	if d.Version == 0 {
		return fault{Pointer: "/draft", Detail: "Nothing was changed since this theme was published."}
	}
	if d.Version != sent.Draft {
		return store.ErrConflict
	}
	if _, err := a.Store.PublishTheme(c.UserContext(), actor(c), d); err != nil {
		return err
	}
	if d, err = a.Store.ThemeDraft(c.UserContext(), d.Theme.ID); err != nil {
		return err
	}
	return a.themeDone(c, fiber.StatusOK, d)
}

// useTheme makes a published theme that of new figures.
func (a *API) useTheme(c *fiber.Ctx) error {
	d, err := a.themeTo(c)
	if err != nil {
		return err
	}
	if err := a.Store.UseTheme(c.UserContext(), actor(c), d.Theme.ID); err != nil {
		return err
	}
	return a.themeDone(c, fiber.StatusOK, d)
}
