package studio

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/publishing"
	"figurehead/store"
)

// freezesPage lists the times in which nothing new is published, and adds one.
type freezesPage struct {
	basePage
	freezeForm
	Freezes      []freezeRow
	Directorates []directorateRow
	Zone         string
	Failed       string // id of the freeze whose lifting was refused
}

// freezeForm is a freeze as it was typed.
type freezeForm struct {
	FromDay, FromTime, ToDay, ToTime, Reason string
	Chosen                                   []string // ids of directorates
	All, Hold                                bool
}

// Has reports whether a directorate was chosen.
func (f freezeForm) Has(id string) bool { return slices.Contains(f.Chosen, id) }

// freezeRow is a freeze in words.
type freezeRow struct {
	store.Freeze
	Whose, State string
	Stands       bool
}

func (s *Studio) freezes(c *fiber.Ctx) error {
	return s.showFreezes(c, fiber.StatusOK, freezesPage{freezeForm: freezeForm{All: true, FromTime: "00:01", ToTime: "22:00"}})
}

func (s *Studio) showFreezes(c *fiber.Ctx, status int, page freezesPage) error {
	problems := page.Errors
	page.basePage = s.settingsBase(c, "Freezes")
	page.Errors, page.Zone = problems, s.zoneName()
	var err error
	if page.Directorates, err = s.directorateRows(c); err != nil {
		return err
	}
	list, err := s.Store.Freezes(c.UserContext(), s.Now().Add(-store.LongestFreeze))
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, d := range page.Directorates {
		names[d.ID] = d.Name
	}
	for _, f := range slices.Backward(list) {
		page.Freezes = append(page.Freezes, s.freezeRow(f, names))
	}
	return s.render(c, status, "freezes", page)
}

func (s *Studio) freezeRow(f store.Freeze, names map[string]string) freezeRow {
	row := freezeRow{Freeze: f, Whose: "All directorates"}
	var whose []string
	for _, id := range f.DirectorateIDs {
		whose = append(whose, names[id])
	}
	if len(whose) > 0 {
		row.Whose = strings.Join(whose, ", ")
	}
	switch now := s.Now(); {
	case !f.LiftedAt.IsZero():
		row.State = "Lifted"
	case now.Before(f.From):
		row.State, row.Stands = "Still to come", true
	case now.Before(f.To):
		row.State, row.Stands = "In force", true
	default:
		row.State = "Over"
	}
	return row
}

func (s *Studio) setFreeze(c *fiber.Ctx) error {
	page := freezesPage{freezeForm: readFreezeForm(c)}
	f := s.freezeOf(&page)
	if len(page.Errors) == 0 {
		if err := s.checkDirectorates(c, &page); err != nil {
			return err
		}
	}
	if len(page.Errors) > 0 {
		return s.showFreezes(c, fiber.StatusUnprocessableEntity, page)
	}
	if _, err := s.Store.SetFreeze(c.UserContext(), actor(c), f); err != nil {
		return err
	}
	return c.Redirect("/studio/freezes", fiber.StatusSeeOther)
}

func readFreezeForm(c *fiber.Ctx) freezeForm {
	f := freezeForm{
		FromDay: trimmed(c, "from-day"), FromTime: trimmed(c, "from-time"), ToDay: trimmed(c, "to-day"), ToTime: trimmed(c, "to-time"),
		Reason: trimmed(c, "reason"), All: form(c, "whose") != "some", Hold: form(c, "hold") == "yes",
	}
	for _, id := range c.Request().PostArgs().PeekMulti("directorate") {
		f.Chosen = append(f.Chosen, string(id))
	}
	return f
}

// freezeOf reads the form; what is wrong is added to the page.
func (s *Studio) freezeOf(page *freezesPage) store.Freeze {
	f := store.Freeze{Reason: page.Reason, HoldRefreshes: page.Hold}
	if !page.All {
		f.DirectorateIDs = page.Chosen
		if len(page.Chosen) == 0 {
			page.problem("whose", "Choose the directorates, or all of them")
		}
	}
	read := func(name, day, clock string) time.Time {
		at, field, problem := readInstant(day, clock, s.zone())
		if problem != "" {
			page.problem(name+"-"+field, problem)
		}
		return at
	}
	f.From, f.To = read("from", page.FromDay, page.FromTime), read("to", page.ToDay, page.ToTime)
	unread := len(page.Errors) > 0
	for _, w := range f.Problems(s.Now()) {
		if field := map[string]string{"to": "to-day", "reason": "reason"}[w.Field]; field == "reason" || !unread {
			page.problem(field, w.Error())
		}
	}
	return f
}

func (s *Studio) checkDirectorates(c *fiber.Ctx, page *freezesPage) error {
	list, err := s.Store.Directorates(c.UserContext())
	for _, id := range page.Chosen {
		if !page.All && !slices.ContainsFunc(list, func(d store.Directorate) bool { return d.ID == id }) {
			page.problem("whose", "Choose directorates from the list")
			break
		}
	}
	return err
}

// liftFreeze lifts a freeze, whole or for the figure that is named.
func (s *Studio) liftFreeze(c *fiber.Ctx) error {
	ctx, id, widgetID, reason := c.UserContext(), param(c, "freeze"), form(c, "figure"), trimmed(c, "reason")
	const missing = "Enter why it is lifted. The reason is kept"
	if widgetID != "" {
		widget, err := s.Store.Widget(ctx, widgetID)
		if err != nil {
			return err
		}
		err = s.Store.LiftFreezeFor(ctx, actor(c), id, widget.ID, reason)
		if errors.Is(err, store.ErrReason) {
			return s.showCheckOf(c, fiber.StatusUnprocessableEntity, widget.ID, fieldError{Field: "lift-reason", Message: missing})
		}
		if err != nil {
			return err
		}
		return c.Redirect("/studio/figures/"+widget.ID+"/check", fiber.StatusSeeOther)
	}
	err := s.Store.LiftFreeze(ctx, actor(c), id, reason)
	if errors.Is(err, store.ErrReason) {
		page := freezesPage{freezeForm: freezeForm{All: true}, Failed: id}
		page.problem("lift-"+id, missing)
		return s.showFreezes(c, fiber.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/freezes", fiber.StatusSeeOther)
}

// soon is how long before it begins a freeze is told of on every page.
const soon = 7 * 24 * time.Hour

// freezeBanner says to whoever is concerned that nothing new is published, or
// will not be soon; "" when nothing is to be said. A banner that cannot be made
// keeps no page back.
func (s *Studio) freezeBanner(c *fiber.Ctx, user store.User) string {
	list, err := s.Store.Freezes(c.UserContext(), s.Now())
	if err != nil {
		s.Log.Error("freezes", "error", err)
		return ""
	}
	now, o := s.Now(), s.organisation()
	for _, f := range list {
		concerned := user.Role == store.Admin || len(f.DirectorateIDs) == 0 || slices.Contains(f.DirectorateIDs, user.DirectorateID)
		if !concerned || !f.LiftedAt.IsZero() || f.From.After(now.Add(soon)) {
			continue
		}
		whose := "Nothing new"
		if len(f.DirectorateIDs) > 0 {
			whose = "Nothing new of some directorates"
			if user.Role != store.Admin {
				whose = "Nothing new of your directorate"
			}
		}
		if f.From.After(now) {
			return fmt.Sprintf("%s is published from %s to %s: %s.", whose, publishing.Moment(f.From, o), publishing.Moment(f.To, o), strings.TrimRight(f.Reason, "."))
		}
		return fmt.Sprintf("%s is published until %s: %s.", whose, publishing.Moment(f.To, o), strings.TrimRight(f.Reason, "."))
	}
	return ""
}
