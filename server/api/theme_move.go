package api

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// themedBody is a public figure that is drawn in another theme, or another version
// of it. Those of a set move with it, all or none.
type themedBody struct {
	Figure  string `json:"figure"`
	Set     string `json:"set,omitempty"`
	Title   string `json:"title"`
	Theme   string `json:"theme"`
	Version int    `json:"version"` // of the theme; 0 of figures from before it was kept
}

// toMove lists the figures that could move to the newest version of a theme.
func (a *API) toMove(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	theme, err := a.publishedTheme(c)
	if err != nil {
		return err
	}
	found, err := a.Store.ThemedFigures(c.UserContext())
	if err != nil {
		return err
	}
	found = slices.DeleteFunc(found, func(f store.ThemedFigure) bool { return f.ThemeID == theme.ID && f.Version == theme.Version })
	return sendFrom(c, w, found, func(f store.ThemedFigure) string { return f.Widget.ID }, func(f store.ThemedFigure) themedBody {
		return themedBody{f.Widget.ID, f.SetID, f.Widget.Title, f.ThemeID, f.Version}
	})
}

// publishedTheme is the newest version of the theme of the address.
func (a *API) publishedTheme(c *fiber.Ctx) (widgets.Theme, error) {
	if err := may(c, auth.Themes, ""); err != nil {
		return widgets.Theme{}, err
	}
	return a.Store.Theme(c.UserContext(), param(c, "theme"), 0)
}

// moving names what is to be drawn in the version that was looked at.
type moving struct {
	Version int      `json:"version"`
	Figures []string `json:"figures"`
	Sets    []string `json:"sets"`
}

// movedBody is what became of a figure; why says why it stayed.
type movedBody struct {
	Items []movedFigure `json:"items"`
}

type movedFigure struct {
	Figure string `json:"figure"`
	Title  string `json:"title"`
	Moved  bool   `json:"moved"`
	Why    string `json:"why,omitempty"`
}

// moveTheme publishes figures anew: the token must be good for that too.
func (a *API) moveTheme(c *fiber.Ctx) error {
	theme, err := a.publishedTheme(c)
	if err != nil {
		return err
	}
	if b, ok := c.Locals(bearerKey).(auth.Bearer); !ok || !b.Has(store.PublishScope) {
		return scopeError{store.PublishScope}
	}
	var sent moving
	if err := read(c, &sent); err != nil {
		return err
	}
	if sent.Version != theme.Version {
		return store.ErrConflict
	}
	if len(sent.Figures)+len(sent.Sets) == 0 {
		return fault{Pointer: "/figures", Detail: "Name the figures or sets that are to be moved."}
	}
	slices.Sort(sent.Sets)
	u, by := user(c), actor(c)
	m := publishing.ThemeMove{Theme: theme, Figures: sent.Figures, Sets: slices.Compact(sent.Sets),
		May: func(w widgets.Widget) bool { return auth.May(u, auth.Publish, w.DirectorateID) }}
	return a.do(c, theme.Name, 0, func(ctx context.Context) (outcome, error) {
		release, err := jobs.Turn(ctx, drawingBytes)
		if err != nil {
			return outcome{}, err
		}
		defer release()
		b := movedBody{[]movedFigure{}}
		moved, err := a.Publishing.MoveTheme(ctx, by, m)
		for _, one := range moved {
			b.Items = append(b.Items, movedFigure{one.Widget.ID, one.Widget.Title, one.Reason == "", one.Reason})
		}
		return outcome{fiber.StatusOK, "", b}, err
	})
}
