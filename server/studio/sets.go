package studio

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// sheetPage is how many figures of a set are drawn on one page of its sheet.
const sheetPage = 24

// registerSets adds the pages of figures made from one pattern.
func (s *Studio) registerSets(app *fiber.App) {
	read, edit, publish := s.Auth.Require(store.Viewer), s.Auth.Require(store.Editor), s.Auth.Require(store.Publisher)
	app.Get("/studio/sets", read, s.sets)
	app.Post("/studio/figures/:widget/set", edit, s.makeSet)
	app.Get("/studio/sets/:set", edit, s.set)
	app.Post("/studio/sets/:set", edit, s.setChanged)
	app.Get("/studio/sets/:set/kit", read, s.setKit)
	app.Get("/studio/sets/:set/kit.zip", read, s.setKitZip)
	app.Get("/studio/sets/:set/withdraw", publish, s.withdrawingSet)
	app.Post("/studio/sets/:set/withdraw", publish, s.withdrawSet)
}

// setsPage lists the sets.
type setsPage struct {
	basePage
	Sets []widgets.Set
}

func (s *Studio) sets(c *fiber.Ctx) error {
	page := setsPage{basePage: s.base(c, "Sets of figures")}
	page.Nav = "figures"
	var err error
	if page.Sets, err = s.Store.Sets(c.UserContext(), store.SetFilter{}); err != nil {
		return err
	}
	return s.render(c, fiber.StatusOK, "sets", page)
}

// makeSet makes a set of a figure, or goes on with the one that was begun.
func (s *Studio) makeSet(c *fiber.Ctx) error {
	draft, err := s.draftToChange(c)
	if err != nil {
		return err
	}
	set, err := s.Publishing.NewSet(c.UserContext(), actor(c), draft)
	if words, ok := mendable(err); err != nil && ok {
		return s.refuseSay(c, draft, nil, []fieldError{words})
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/sets/"+set.ID, fiber.StatusSeeOther)
}

// setPage is a set: its pattern beside the sheet of its figures.
type setPage struct {
	basePage
	publishing.Sheet
	Drawings   map[string]widgets.Drawing
	Template   widgets.Widget
	Newer      bool // the template was changed since the pattern was taken
	MayPublish bool
	At, Pages  int
	Conflict   bool
	Saved      string
}

// set shows it.
func (s *Studio) set(c *fiber.Ctx) error {
	set, err := s.setToChange(c)
	if err != nil {
		return err
	}
	return s.showSet(c, fiber.StatusOK, set)
}

// setToChange returns the set of the address, when whoever is signed in may
// change it.
func (s *Studio) setToChange(c *fiber.Ctx) (widgets.Set, error) {
	set, err := s.Store.Set(c.UserContext(), param(c, "set"))
	if err != nil {
		return set, err
	}
	user, _ := auth.User(c)
	if !auth.May(user, auth.Edit, set.DirectorateID) {
		return set, auth.ErrForbidden
	}
	return set, nil
}

// showSet writes the page of a set, or for htmx its sheet.
func (s *Studio) showSet(c *fiber.Ctx, status int, set widgets.Set, problems ...fieldError) error {
	page := setPage{basePage: s.base(c, "One figure for each "+set.Pattern.Field)}
	page.Nav, page.Errors, page.Conflict = "figures", problems, status == fiber.StatusConflict
	if err := s.fillSet(c.UserContext(), &page, set, pageAsked(c)); err != nil {
		return err
	}
	if status != fiber.StatusOK && c.Method() == fiber.MethodPost {
		page.keep(readSetForm(c))
	}
	page.MayPublish = auth.May(page.User, auth.Publish, set.DirectorateID)
	page.Saved = "Saved at " + s.when(page.Set.UpdatedAt)
	if partial(c) {
		return s.renderBlock(c, status, "set", "sheet-and-dock", page)
	}
	return s.render(c, status, "set", page)
}

// keep leaves the ticks as they were sent: nothing of them was saved.
func (p *setPage) keep(f setForm) {
	for i := range p.Members {
		if m := &p.Members[i]; slices.Contains(f.shown, m.Place) {
			m.Asked = f.ticked[m.Place]
		}
	}
}

// pageAsked is the page of the sheet that is wanted, from 1.
func pageAsked(c *fiber.Ctx) int {
	n, err := strconv.Atoi(c.FormValue("page", c.Query("page")))
	if err != nil {
		return 1
	}
	return n
}

// fillSet makes the figures and draws those of one page.
func (s *Studio) fillSet(ctx context.Context, page *setPage, set widgets.Set, at int) error {
	var err error
	page.Sheet, err = s.Publishing.Sheet(ctx, set)
	if problem, ok := mendable(err); err != nil && ok {
		page.Errors, err = append(page.Errors, problem), nil
		page.Sheet.Set = set
	}
	if err != nil {
		return err
	}
	page.Pages = max((len(page.Members)+sheetPage-1)/sheetPage, 1)
	page.At = min(max(at, 1), page.Pages)
	if page.Drawings, err = s.Publishing.DrawMembers(page.Shown()); err != nil {
		return err
	}
	if page.Template, err = s.Store.Widget(ctx, set.TemplateID); err != nil {
		return err
	}
	draft, err := s.Store.Draft(ctx, set.TemplateID)
	page.Newer = err == nil && publishing.StateOf(draft) != set.Pattern.Taken
	return err
}

// Shown are the figures of this page of the sheet.
func (p setPage) Shown() []publishing.Member {
	from := (p.At - 1) * sheetPage
	return p.Members[min(from, len(p.Members)):min(from+sheetPage, len(p.Members))]
}

// Asked counts the figures that are ticked.
func (p setPage) Asked() int {
	n := 0
	for _, m := range p.Members {
		if m.Asked {
			n++
		}
	}
	return n
}

// Heading counts the figures in words.
func (p setPage) Heading() string {
	text := words.Count(p.Asked(), "figure", "figures")
	if left := len(p.Members) - p.Asked(); left > 0 {
		text += fmt.Sprintf(", %d left out", left)
	}
	return text
}

// Looks counts the figures that deserve a look, "" for none.
func (p setPage) Looks() string {
	n := 0
	for _, m := range p.Members {
		if m.Asked && (m.Wrong != "" || len(m.Look) > 0) {
			n++
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "1 deserves a look"
	}
	return fmt.Sprintf("%d deserve a look", n)
}

// Blocked reports whether a figure that is ticked, or all of them, cannot go out.
func (p setPage) Blocked() bool {
	for _, c := range p.Checks {
		if c.Blocking {
			return true
		}
	}
	return slices.ContainsFunc(p.Members, func(m publishing.Member) bool { return m.Asked && m.Blocked() })
}

// Own names the figures that were changed by hand.
func (p setPage) Own() []string {
	var names []string
	for _, m := range p.Members {
		if m.Own && m.Asked {
			names = append(names, m.Name)
		}
	}
	return names
}

// Within are the parts of the places of the Field that can be chosen.
func (p setPage) Within() []publishing.SetWithin {
	for _, f := range p.Fields {
		if f.Name == p.Set.Pattern.Field {
			return f.Within
		}
	}
	return nil
}

// FieldCount is how many values the Field has in the data.
func (p setPage) FieldCount() int {
	for _, f := range p.Fields {
		if f.Name == p.Set.Pattern.Field {
			return f.Count
		}
	}
	return len(p.Members)
}

// Tokens are the names in braces that the texts may hold, with what they stand for
// in the first figure that can be made.
func (p setPage) Tokens() []words.Token {
	for _, m := range p.Members {
		if m.Figure.Kind != "" && m.Asked {
			return append([]words.Token{{Name: "place", Value: m.Name}}, widgets.Tokens(m.Figure)...)
		}
	}
	return []words.Token{{Name: "place"}}
}

// Example is the place that the tokens are shown for.
func (p setPage) Example() string { return p.Tokens()[0].Value }

// PageNumbers are those of the sheet.
func (p setPage) PageNumbers() []int {
	var list []int
	for i := range p.Pages {
		list = append(list, i+1)
	}
	return list
}

// setConflict says that somebody else was faster.
func setConflict(err error) bool { return errors.Is(err, store.ErrConflict) }
