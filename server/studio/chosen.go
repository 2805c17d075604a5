package studio

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// maxChosen is how many figures are changed at once: those of a page.
const maxChosen = libraryPageFigures

// chosenPage asks before something is done to several figures.
type chosenPage struct {
	basePage
	Do        string // "withdraw", "assign", "campaign" or "kits"
	Back      libraryForm
	Figures   []chosenFigure
	LeftOut   []leftOut
	Reason    string
	Owner     string
	Move      string // directorate; "" leaves it
	People    []choice
	Dirs      []choice
	Anywhere  bool // there are several directorates to move to
	KitsQuery string
	Campaigns []choice // that may be changed
	Campaign  string   // the one chosen
	Name      string   // of a new one
}

// chosenFigure is a figure that it will be done to, as it is now.
type chosenFigure struct {
	widgets.Widget
	Was string // what it looked like when it was chosen, for the form
}

// leftOut is a chosen figure that it cannot be done to, and why.
type leftOut struct{ Title, Why string }

// chosenActions are what can be done to several figures.
var chosenActions = map[string]struct {
	action auth.Action
	title  string
}{
	"withdraw": {auth.Withdraw, "Withdraw figures"},
	"assign":   {auth.Edit, "Change owner or directorate"},
	"campaign": {auth.Read, "Add to a campaign"},
	"kits":     {auth.Read, "Download kits"},
}

// errNoneChosen says that nothing was chosen.
var errNoneChosen = fieldError{Field: "list", Message: "Choose at least one figure"}

// chosen asks what exactly is to be done to the figures of the address.
func (s *Studio) chosen(c *fiber.Ctx) error {
	query := c.Context().QueryArgs()
	var ids []string
	for _, id := range query.PeekMulti("figure") {
		ids = append(ids, string(id))
	}
	return s.showChosen(c, c.Query("do"), strings.Clone(c.Query("back")), ids, fiber.StatusOK, func(*chosenPage) {})
}

func (s *Studio) showChosen(c *fiber.Ctx, do, back string, ids []string, status int, change func(*chosenPage)) error {
	what, known := chosenActions[do]
	if !known || len(ids) > maxChosen {
		return fiber.ErrBadRequest
	}
	if len(ids) == 0 {
		page, err := s.libraryPage(c, readLibraryForm(back))
		if err != nil {
			return err
		}
		page.Errors = []fieldError{errNoneChosen}
		return s.render(c, fiber.StatusUnprocessableEntity, "figures", page)
	}
	page := chosenPage{basePage: s.base(c, what.title), Do: strings.Clone(do), Back: readLibraryForm(back)}
	page.Nav = "figures"
	for _, id := range ids {
		if err := s.choose(c, &page, id, what.action); err != nil {
			return err
		}
	}
	for _, f := range page.Figures {
		page.KitsQuery += "&figure=" + f.ID
	}
	page.KitsQuery = strings.TrimPrefix(page.KitsQuery, "&")
	if err := s.chosenChoices(c, &page); err != nil {
		return err
	}
	change(&page)
	return s.render(c, status, "chosen", page)
}

// choose puts a figure among those that it will be done to, or among those left
// out.
func (s *Studio) choose(c *fiber.Ctx, page *chosenPage, id string, action auth.Action) error {
	w, err := s.Store.Widget(c.UserContext(), id)
	if errors.Is(err, store.ErrNotFound) {
		page.LeftOut = append(page.LeftOut, leftOut{"A figure that is not there any more", "It is gone."})
		return nil
	}
	if err != nil {
		return err
	}
	title := w.Title
	if title == "" {
		title = "A figure without a title"
	}
	switch {
	case !auth.May(page.User, action, w.DirectorateID):
		page.LeftOut = append(page.LeftOut, leftOut{title, "It belongs to another directorate, or your role does not reach."})
	case page.Do == "campaign" && !mayJoin(page.User, w):
		page.LeftOut = append(page.LeftOut, leftOut{title, "It is neither public nor a draft of your directorate."})
	case page.Do != "assign" && page.Do != "campaign" && w.State != widgets.Live:
		page.LeftOut = append(page.LeftOut, leftOut{title, "It is not public."})
	default:
		page.Figures = append(page.Figures, chosenFigure{w, asChosen(w)})
	}
	return nil
}

// asChosen is what a form keeps of a figure, so that a change by somebody else
// in between is seen.
func asChosen(w widgets.Widget) string {
	return strings.Join([]string{w.ID, string(w.State), w.OwnerID, w.DirectorateID, strconv.Itoa(w.Edition)}, "/")
}

// parseChosen reads what asChosen wrote.
func parseChosen(text string) (store.Chosen, bool) {
	parts := strings.Split(text, "/")
	if len(parts) != 5 {
		return store.Chosen{}, false
	}
	edition, err := strconv.Atoi(parts[4])
	return store.Chosen{WidgetID: parts[0], State: widgets.State(parts[1]), OwnerID: parts[2], DirectorateID: parts[3], Edition: edition}, err == nil
}

// chosenChoices fills who and where figures can be given to.
func (s *Studio) chosenChoices(c *fiber.Ctx, page *chosenPage) error {
	if page.Do == "campaign" {
		return s.campaignsToJoin(c, page)
	}
	if page.Do != "assign" {
		return nil
	}
	people, err := s.Store.Users(c.UserContext())
	if err != nil {
		return err
	}
	for _, u := range people {
		if u.Role != store.Viewer && !u.Disabled {
			page.People = append(page.People, choice{u.ID, u.Name})
		}
	}
	directorates, err := s.Store.Directorates(c.UserContext())
	if err != nil {
		return err
	}
	for _, d := range directorates {
		if d.ValidTo.IsZero() && auth.May(page.User, auth.Edit, d.ID) {
			page.Dirs = append(page.Dirs, choice{d.ID, d.Name})
		}
	}
	page.Anywhere = len(page.Dirs) > 1
	return nil
}

// changeChosen does it: to all of the figures, or to none.
func (s *Studio) changeChosen(c *fiber.Ctx) error {
	do, back := form(c, "do"), form(c, "back")
	var chosen []store.Chosen
	var ids []string
	for _, text := range c.Request().PostArgs().PeekMulti("was") {
		one, ok := parseChosen(string(text))
		if !ok {
			return fiber.ErrBadRequest
		}
		chosen, ids = append(chosen, one), append(ids, one.WidgetID)
	}
	if do == "campaign" && len(ids) > 0 && len(ids) <= maxChosen {
		return s.addChosen(c, back, ids)
	}
	if len(ids) == 0 || len(ids) > maxChosen || do != "withdraw" && do != "assign" {
		return s.showChosen(c, do, back, ids, fiber.StatusUnprocessableEntity, func(*chosenPage) {})
	}
	if err := s.mayChange(c, do, ids); err != nil {
		return err
	}
	words, err := s.applyChosen(c, do, chosen)
	if words != nil {
		return s.showChosen(c, do, back, ids, fiber.StatusUnprocessableEntity, func(p *chosenPage) {
			p.Errors, p.Reason, p.Owner, p.Move = []fieldError{*words}, form(c, "reason"), form(c, "owner"), form(c, "directorate")
		})
	}
	var moved *store.ChosenError
	if errors.As(err, &moved) {
		return s.showChosen(c, do, back, ids, fiber.StatusConflict, func(p *chosenPage) {
			p.problem("", "Somebody else changed “"+strings.Join(moved.Titles, "”, “")+"” meanwhile. Nothing was done. Look at the figures as they are now, and press again")
			p.Reason, p.Owner, p.Move = form(c, "reason"), form(c, "owner"), form(c, "directorate")
		})
	}
	if err != nil {
		return err
	}
	to := readLibraryForm(back)
	query := to.Query()
	if query != "" {
		query += "&"
	}
	return c.Redirect(fmt.Sprintf("/studio/figures?%sdone=%s&of=%d", query, do, len(ids)), fiber.StatusSeeOther)
}

// mayChange asks the right to each figure again: a form can be older than it.
func (s *Studio) mayChange(c *fiber.Ctx, do string, ids []string) error {
	user, _ := auth.User(c)
	for _, id := range ids {
		w, err := s.Store.Widget(c.UserContext(), id)
		if err == nil && !auth.May(user, chosenActions[do].action, w.DirectorateID) {
			err = auth.ErrForbidden
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// applyChosen gives the words for the form when something in it is to mend.
func (s *Studio) applyChosen(c *fiber.Ctx, do string, chosen []store.Chosen) (*fieldError, error) {
	ctx, by := c.UserContext(), actor(c)
	if do == "withdraw" {
		err := s.Publishing.WithdrawAll(ctx, by, chosen, strings.TrimSpace(form(c, "reason")))
		if words, ok := mendable(err); err != nil && ok {
			return &words, nil
		}
		return nil, err
	}
	to := store.Assignment{OwnerID: form(c, "owner"), DirectorateID: form(c, "directorate")}
	to.Move = to.DirectorateID != ""
	if to.OwnerID == "" && !to.Move {
		return &fieldError{"owner", "Choose a new owner, a new directorate or both"}, nil
	}
	if words, err := s.badAssignment(c, to, chosen); words != nil || err != nil {
		return words, err
	}
	return nil, s.Store.AssignAll(ctx, by, chosen, to)
}

// badAssignment says why figures cannot go to that person or directorate: a
// figure whose owner may not change it is nobody's.
func (s *Studio) badAssignment(c *fiber.Ctx, to store.Assignment, chosen []store.Chosen) (*fieldError, error) {
	user, _ := auth.User(c)
	if to.Move {
		list, err := s.Store.Directorates(c.UserContext())
		if err != nil {
			return nil, err
		}
		open := false
		for _, d := range list {
			open = open || d.ID == to.DirectorateID && d.ValidTo.IsZero()
		}
		if !open || !auth.May(user, auth.Edit, to.DirectorateID) {
			return &fieldError{"directorate", "Choose a directorate from the list"}, nil
		}
	}
	if to.OwnerID == "" {
		return nil, nil
	}
	owner, err := s.Store.User(c.UserContext(), to.OwnerID)
	if errors.Is(err, store.ErrNotFound) {
		return &fieldError{"owner", "Choose a person from the list"}, nil
	}
	if err != nil {
		return nil, err
	}
	for _, f := range chosen {
		at := f.DirectorateID
		if to.Move {
			at = to.DirectorateID
		}
		if !auth.May(owner, auth.Edit, at) {
			return &fieldError{"owner", owner.Name + " may not change figures of that directorate. Choose somebody who may"}, nil
		}
	}
	return nil, nil
}

// doneWords say what was done to n figures.
func doneWords(done string, n int) string {
	if n < 1 || n > maxChosen {
		return ""
	}
	switch done {
	case "withdraw":
		return howMany(n, "figure") + " withdrawn. Their frames and pages say so, with the reason."
	case "assign":
		return "Owner or directorate changed for " + howMany(n, "figure") + "."
	}
	return ""
}

// chosenKits sends the kits of the chosen figures in one archive, each in a
// folder; one that is not public is named in its README.
func (s *Studio) chosenKits(c *fiber.Ctx) error {
	args := c.Context().QueryArgs().PeekMulti("figure")
	if len(args) == 0 || len(args) > maxChosen {
		return fiber.ErrBadRequest
	}
	ids := make([]string, len(args))
	for i, id := range args {
		ids[i] = string(id)
	}
	kits, contents, err := s.kitsOf(c, ids)
	if err != nil {
		return err
	}
	readme := "Kits of figures, each in a folder.\n\n" + contents
	s.streamKits(c, fmt.Sprintf("kits-%s.zip", s.Now().UTC().Format(time.DateOnly)), []archived{{"README.txt", []byte(readme)}}, each(kits))
	return nil
}
