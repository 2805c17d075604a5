package studio

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/progress"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// movesDrawn is how many figures one page shows as they are and as they would be.
const movesDrawn = 6

// movePage moves public figures to the newest version of a theme.
type movePage struct {
	basePage
	Theme   widgets.Theme // the newest version
	Changes []themeChange
	Rows    []moveRow
	Figures int // of all rows
	Drawn   int // rows with drawings
	From    int // the first of them
	Moved   int
	Stayed  []publishing.Followed
	Done    bool
}

// Next is where the next drawings begin, 0 for the end.
func (p movePage) Next() int {
	if p.From+movesDrawn < len(p.Rows) {
		return p.From + movesDrawn
	}
	return 0
}

// moveRow is a figure or a set that is drawn in another version.
type moveRow struct {
	Value   string // of its box: "figure:id" or "set:id"
	Title   string
	Now     string // the theme it has, in words
	Link    string
	Was, Is publishing.Sample
	Shown   bool
	Why     string // it cannot be drawn, in words
	figure  store.ThemedFigure
}

// themeChange is what is different between two versions.
type themeChange struct {
	Part, Was, Is string
	Colours       bool
}

// moving shows what would change.
func (s *Studio) moving(c *fiber.Ctx) error { return s.showMove(c, fiber.StatusOK) }

func (s *Studio) showMove(c *fiber.Ctx, status int, problems ...fieldError) error {
	ctx := c.UserContext()
	theme, err := s.Store.Theme(ctx, param(c, "theme"), 0)
	if err != nil {
		return err
	}
	page := movePage{basePage: s.settingsBase(c, "Move figures to "+theme.Name), Theme: theme}
	page.Errors = problems
	var oldest widgets.Theme
	if page.Rows, page.Figures, oldest, err = s.moveRows(ctx, theme); err != nil {
		return err
	}
	if oldest.ID != "" {
		page.Changes = themeChanges(oldest, theme)
	}
	if from, err := strconv.Atoi(c.Query("from")); err == nil && from > 0 && from < len(page.Rows) {
		page.From = from
	}
	for i := page.From; i < min(page.From+movesDrawn, len(page.Rows)); i++ {
		row := &page.Rows[i]
		row.Was, row.Is, err = s.Publishing.InTheme(ctx, row.figure, theme, fmt.Sprintf("m%d-", i))
		if problem, ok := publishing.Mendable(err); ok {
			row.Why = problem.Error()
			continue
		}
		if err != nil {
			return err
		}
		row.Shown = true
		page.Drawn++
	}
	user, _ := auth.User(c)
	if result, ok := s.moved.of(c.Query("done"), user.ID, s.Now()); ok {
		page.Done = true
		for _, one := range result {
			if one.Reason == "" {
				page.Moved++
			} else {
				page.Stayed = append(page.Stayed, one)
			}
		}
	}
	return s.render(c, status, "theme_move", page)
}

// moveRows are the figures and sets in another version or theme, and the version
// that most of those of this theme have.
func (s *Studio) moveRows(ctx context.Context, theme widgets.Theme) (rows []moveRow, figures int, was widgets.Theme, err error) {
	list, err := s.Store.ThemedFigures(ctx)
	if err != nil {
		return nil, 0, was, err
	}
	names := map[string]string{}
	states, err := s.Store.Themes(ctx)
	if err != nil {
		return nil, 0, was, err
	}
	for _, state := range states {
		names[state.ID] = state.Name
	}
	sets, versions := map[string]int{}, map[int]int{}
	for _, f := range list {
		if f.ThemeID == theme.ID && f.Version == theme.Version {
			continue
		}
		figures++
		now := fmt.Sprintf("version %d", f.Version)
		if f.ThemeID != theme.ID {
			now = cmpName(names[f.ThemeID]) + ", " + now
		} else {
			versions[f.Version]++
		}
		if f.SetID != "" {
			sets[f.SetID]++
			if sets[f.SetID] > 1 {
				continue
			}
			rows = append(rows, moveRow{Value: "set:" + f.SetID, Now: now, Link: "/studio/sets/" + f.SetID, figure: f})
			continue
		}
		rows = append(rows, moveRow{Value: "figure:" + f.Widget.ID, Title: f.Widget.Title, Now: now, Link: "/studio/figures/" + f.Widget.ID + "/kit", figure: f})
	}
	for i := range rows {
		id, isSet := bytes.CutPrefix([]byte(rows[i].Value), []byte("set:"))
		if !isSet {
			continue
		}
		set, err := s.Store.Set(ctx, string(id))
		if err != nil {
			return nil, 0, was, err
		}
		rows[i].Title = fmt.Sprintf("%s: a set of %s", set.Name, several(sets[set.ID], "figure", "figures"))
	}
	usual := 0
	for version, n := range versions {
		if version > 0 && (usual == 0 || n > versions[usual] || n == versions[usual] && version > usual) {
			usual = version
		}
	}
	if usual > 0 {
		was, err = s.Store.Theme(ctx, theme.ID, usual)
	}
	return rows, figures, was, err
}

func cmpName(name string) string {
	if name == "" {
		return "the usual theme"
	}
	return name
}

// themeChanges tells what is different in a newer version of a theme.
func themeChanges(was, is widgets.Theme) []themeChange {
	was, is = was.WithPaper(), is.WithPaper()
	var list []themeChange
	for _, token := range tokens {
		a, b := token.of(&was).String(), token.of(&is).String()
		if a != b {
			list = append(list, themeChange{token.label, a, b, true})
		}
	}
	for _, text := range []themeChange{
		{Part: "Line under every figure", Was: was.Footer, Is: is.Footer},
		{Part: "Typeface of pictures", Was: was.Typeface.Name, Is: is.Typeface.Name},
		{Part: "Description of the logo", Was: was.LogoAlt, Is: is.LogoAlt},
	} {
		if text.Was != text.Is {
			list = append(list, text)
		}
	}
	if !bytes.Equal(was.LogoPNG, is.LogoPNG) {
		list = append(list, themeChange{Part: "Logo", Was: map[bool]string{true: "none", false: "the earlier one"}[len(was.LogoPNG) == 0], Is: map[bool]string{true: "none", false: "another"}[len(is.LogoPNG) == 0]})
	}
	return list
}

// move publishes what was ticked in the newest version.
func (s *Studio) move(c *fiber.Ctx) error {
	theme, err := s.Store.Theme(c.UserContext(), param(c, "theme"), 0)
	if err != nil {
		return err
	}
	if form(c, "version") != strconv.Itoa(theme.Version) {
		return s.showMove(c, fiber.StatusConflict, fieldError{"", "The theme was published again meanwhile. Look at what would change now"})
	}
	user, _ := auth.User(c)
	m := publishing.ThemeMove{Theme: theme, May: func(w widgets.Widget) bool { return auth.May(user, auth.Publish, w.DirectorateID) }}
	for _, raw := range c.Request().PostArgs().PeekMulti("move") {
		if id, ok := bytes.CutPrefix(raw, []byte("set:")); ok {
			m.Sets = append(m.Sets, string(id))
		} else if id, ok := bytes.CutPrefix(raw, []byte("figure:")); ok {
			m.Figures = append(m.Figures, string(id))
		}
	}
	if len(m.Sets)+len(m.Figures) == 0 {
		return s.showMove(c, fiber.StatusUnprocessableEntity, fieldError{"move", "Tick the figures that are to be moved"})
	}
	slices.Sort(m.Sets)
	by, at := actor(c), themeAddress(theme.ID)+"/move"
	t := task{verb: "Moving figures to", stages: movingStages, onCancel: "Cancelling stops the work. Figures that were moved already stay moved.",
		failed: func(c *fiber.Ctx, err error) error {
			problem, ok := mendable(err)
			if !ok {
				return err
			}
			return s.showMove(c, fiber.StatusUnprocessableEntity, fieldError{"", problem.Message})
		}}
	return s.do(c, t, fmt.Sprintf("version %d of “%s”", theme.Version, theme.Name), 0, func(ctx context.Context) (string, error) {
		release, err := jobs.Turn(ctx, drawingBytes)
		if err != nil {
			return "", err
		}
		defer release()
		result, err := s.Publishing.MoveTheme(ctx, by, m)
		if err != nil {
			return "", err
		}
		return at + "?done=" + s.moved.keep(result, 256*len(result), user.ID, s.Now()), nil
	})
}

// movingStages words how far the moving is.
func movingStages(at progress.Step) []stage {
	st := stage{Name: "Drawing", Now: true}
	if at.Stage == progress.Waiting {
		st.Name, st.Detail = "Waiting for its turn", "Others are being drawn first."
	} else if at.Of > 0 {
		st.Detail = fmt.Sprintf("%s of %s", thousands(int(at.Done)), thousands(int(at.Of)))
	}
	return []stage{st}
}

// foundStages words how far the reading of a page is.
func foundStages(at progress.Step) []stage {
	return []stage{{Name: "Asking for the page, its style sheets and its logo", Now: true}}
}
