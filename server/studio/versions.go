package studio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// registerVersions adds what a figure was, and what stands beside it.
func (s *Studio) registerVersions(app *fiber.App) {
	read, edit, publish := s.Auth.Require(store.Viewer), s.Auth.Require(store.Editor), s.Auth.Require(store.Publisher)
	app.Get("/studio/figures/:widget/versions", read, s.versions)
	app.Post("/studio/figures/:widget/restore", edit, s.restore)
	app.Post("/studio/figures/:widget/pin", publish, s.pin)
	app.Post("/studio/figures/:widget/correction", publish, s.correct)
}

// versionsShown is how many versions a page lists.
const versionsShown = 30

// versionsPage is the history of a figure, with two of its versions compared.
type versionsPage struct {
	basePage
	Widget      widgets.Widget
	Draft       widgets.Draft
	Rows        []versionRow
	Older       int // the page goes on below this number; 0 when it does not
	Pinned      int
	Newest      int
	From, To    *comparedVersion
	Comparison  publishing.Comparison
	Corrections []correctionRow
	MayEdit     bool
	MayPublish  bool
	Before      int
	// What was typed into the notice, when it has to be mended.
	Words    string
	Concerns []int
}

// versionRow is one version as the timeline tells it.
type versionRow struct {
	store.Version
	On      bool // it is compared
	Live    bool
	Why     string
	Who     string
	Picture string // address of its thumbnail
}

// comparedVersion is one side of the comparison.
type comparedVersion struct {
	Number  int
	Edition widgets.Edition
	Picture string
	NoData  bool
	Live    bool
}

// correctionRow is a notice with who wrote it.
type correctionRow struct {
	store.Correction
	Who     string
	Numbers string
}

func (s *Studio) versions(c *fiber.Ctx) error {
	page, err := s.versionsOf(c)
	if err != nil {
		return err
	}
	return s.render(c, fiber.StatusOK, "versions", page)
}

// versionsOf is the page as its address says: ?v= twice for two to compare,
// ?before= for older ones.
func (s *Studio) versionsOf(c *fiber.Ctx) (versionsPage, error) {
	ctx := c.UserContext()
	page := versionsPage{basePage: s.base(c, "Versions")}
	page.Nav = "figures"
	var err error
	if page.Widget, err = s.Store.Widget(ctx, param(c, "widget")); err != nil {
		return page, err
	}
	if page.Draft, err = s.Store.Draft(ctx, page.Widget.ID); err != nil {
		return page, err
	}
	page.MayEdit = auth.May(page.User, auth.Edit, page.Widget.DirectorateID)
	page.MayPublish = auth.May(page.User, auth.Publish, page.Widget.DirectorateID)
	if page.Pinned, err = s.Store.Pinned(ctx, page.Widget.ID); err != nil {
		return page, err
	}
	if err := s.fillVersions(c, &page); err != nil {
		return page, err
	}
	if err := s.fillComparison(c, &page); err != nil {
		return page, err
	}
	return page, s.fillCorrections(c, &page)
}

// fillVersions lists what the timeline shows.
func (s *Studio) fillVersions(c *fiber.Ctx, page *versionsPage) error {
	page.Before, _ = strconv.Atoi(c.Query("before"))
	list, err := s.Store.Versions(c.UserContext(), page.Widget.ID, max(page.Before, 0), versionsShown+1)
	if err != nil {
		return err
	}
	newest, err := s.Store.Versions(c.UserContext(), page.Widget.ID, 0, 1)
	if err != nil {
		return err
	}
	if len(newest) > 0 {
		page.Newest = newest[0].Number
	}
	asks, err := s.Store.Asks(c.UserContext(), page.Widget.ID, 0)
	if err != nil {
		return err
	}
	for i, v := range list {
		if i == versionsShown {
			page.Older = list[i-1].Number
			break
		}
		row := versionRow{Version: v, Live: page.Widget.State == widgets.Live && v.Number == page.Widget.Edition, Who: publishedBy(v, asks)}
		row.Why = "First published"
		if i+1 < len(list) {
			row.Why = whyVersion(list[i+1], v)
		}
		if v.Pictures && page.Widget.State == widgets.Live {
			row.Picture = pictureOf(page.Widget, v.Number)
		}
		page.Rows = append(page.Rows, row)
	}
	return nil
}

func pictureOf(w widgets.Widget, number int) string {
	return fmt.Sprintf("/w/%s/e/%d/og.png", w.PublicID, number)
}

// publishedBy names who published a version, and who approved it.
func publishedBy(v store.Version, asks []store.Ask) string {
	at := slices.IndexFunc(asks, func(a store.Ask) bool { return a.State == store.AskGiven && a.Edition == v.Number })
	switch {
	case at >= 0:
		return "Asked for by " + asks[at].Asker + ", approved by " + asks[at].Name
	case v.By == store.ByItself.ID:
		return "Followed its data by itself"
	case v.ByName != "":
		return "Published by " + v.ByName
	case v.By == "":
		return "Published from the command line"
	}
	return "Published by " + v.By
}

// whyVersion tells what made a version different from the one before it.
func whyVersion(before, v store.Version) string {
	a, b := before.Revision.Draft, v.Revision.Draft
	var why []string
	if a.SnapshotID != b.SnapshotID || !slices.Equal(a.Query.References(), b.Query.References()) {
		why = append(why, "new data")
	} else if !sameJSON(a.Query, b.Query) {
		why = append(why, "other rows or columns")
	}
	if a.Spec.Title != b.Spec.Title {
		why = append(why, "title")
	}
	if a.Spec.Subtitle != b.Spec.Subtitle {
		why = append(why, "subtitle")
	}
	if a.Spec.Alt != b.Spec.Alt {
		why = append(why, "description")
	}
	if a.Spec.Kind != b.Spec.Kind {
		why = append(why, "kind of figure")
	}
	a.Spec.Title, a.Spec.Subtitle, a.Spec.Alt, a.Spec.Kind = b.Spec.Title, b.Spec.Subtitle, b.Spec.Alt, b.Spec.Kind
	if !sameJSON(a.Spec, b.Spec) {
		why = append(why, "look or notes")
	}
	if len(why) == 0 {
		return "Published again as it was"
	}
	return words.Capital(strings.Join(why, ", "))
}

// fillComparison takes the two newest of those that are ticked; without ticks,
// the newest and the one before it.
func (s *Studio) fillComparison(c *fiber.Ctx, page *versionsPage) error {
	var ticked []int
	for _, raw := range c.Context().QueryArgs().PeekMulti("v") {
		if n, err := strconv.Atoi(string(raw)); err == nil && n > 0 && !slices.Contains(ticked, n) {
			ticked = append(ticked, n)
		}
	}
	slices.SortFunc(ticked, func(a, b int) int { return b - a })
	if len(ticked) < 2 {
		for _, row := range page.Rows {
			if len(ticked) < 2 && !slices.Contains(ticked, row.Number) {
				ticked = append(ticked, row.Number)
			}
		}
		slices.SortFunc(ticked, func(a, b int) int { return b - a })
	}
	for i := range page.Rows {
		page.Rows[i].On = slices.Contains(ticked[:min(len(ticked), 2)], page.Rows[i].Number)
	}
	if len(ticked) == 0 {
		return nil
	}
	var err error
	if page.To, err = s.comparedVersion(c, page.Widget, ticked[0]); err != nil || len(ticked) < 2 {
		return err
	}
	if page.From, err = s.comparedVersion(c, page.Widget, ticked[1]); err != nil {
		return err
	}
	if !page.From.NoData && !page.To.NoData {
		page.Comparison = publishing.Compare(page.From.Edition, page.To.Edition)
	}
	return nil
}

func (s *Studio) comparedVersion(c *fiber.Ctx, w widgets.Widget, number int) (*comparedVersion, error) {
	v := &comparedVersion{Number: number, Live: w.State == widgets.Live && w.Edition == number}
	var err error
	v.Edition, err = s.Store.VersionEdition(c.UserContext(), w.ID, number)
	if errors.Is(err, store.ErrPurged) {
		v.NoData = true
		return v, nil
	}
	if err != nil {
		return nil, err
	}
	if w.State == widgets.Live {
		if public, err := s.Store.Edition(c.UserContext(), w.PublicID, number); err == nil {
			if _, ok := public.Renditions["og.png"]; ok {
				v.Picture = pictureOf(w, number)
			}
		}
	}
	return v, nil
}

func (s *Studio) fillCorrections(c *fiber.Ctx, page *versionsPage) error {
	list, err := s.Store.Corrections(c.UserContext(), page.Widget.ID)
	if err != nil {
		return err
	}
	people, err := s.Store.Users(c.UserContext())
	if err != nil {
		return err
	}
	for _, one := range list {
		row := correctionRow{Correction: one, Numbers: versionNumbers(one.Editions)}
		if at := slices.IndexFunc(people, func(u store.User) bool { return u.ID == one.By }); at >= 0 {
			row.Who = people[at].Name
		}
		page.Corrections = append(page.Corrections, row)
	}
	return nil
}

// versionNumbers names versions: "version 2", "versions 1, 2 and 4".
func versionNumbers(numbers []int) string {
	var texts []string
	for _, n := range numbers {
		texts = append(texts, strconv.Itoa(n))
	}
	switch len(texts) {
	case 0:
		return "no version"
	case 1:
		return "version " + texts[0]
	}
	return "versions " + strings.Join(texts[:len(texts)-1], ", ") + " and " + texts[len(texts)-1]
}

// Heading is what the page is about: the change, or that there is one version.
func (p versionsPage) Heading() string {
	switch {
	case p.To == nil:
		return "Not published yet"
	case p.From == nil:
		return fmt.Sprintf("Version %d is the only one", p.To.Number)
	}
	return fmt.Sprintf("What changed from version %d to version %d", p.From.Number, p.To.Number)
}

// refusedVersions shows the page again with what has to be mended.
func (s *Studio) refusedVersions(c *fiber.Ctx, status int, problems ...fieldError) error {
	page, err := s.versionsOf(c)
	if err != nil {
		return err
	}
	page.Errors = problems
	page.Words, page.Concerns = form(c, "words"), numbersOf(c, "concerns")
	return s.render(c, status, "versions", page)
}

// numbersOf reads a field that stands in the form several times.
func numbersOf(c *fiber.Ctx, field string) (numbers []int) {
	for _, raw := range c.Request().PostArgs().PeekMulti(field) {
		if n, err := strconv.Atoi(string(raw)); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// Concerned reports whether a version is ticked in the notice.
func (p versionsPage) Concerned(number int) bool {
	return slices.Contains(p.Concerns, number)
}

// afterVersions leads back to the page, or says what a person can mend.
func (s *Studio) afterVersions(c *fiber.Ctx, err error, to string) error {
	if errors.Is(err, store.ErrConflict) {
		return s.refusedVersions(c, fiber.StatusConflict, fieldError{Message: "Someone else changed this figure while you looked. Look at it again, then choose."})
	}
	if words, ok := mendable(err); err != nil && ok {
		return s.refusedVersions(c, fiber.StatusUnprocessableEntity, words)
	}
	if err != nil {
		return err
	}
	return c.Redirect(to, fiber.StatusSeeOther)
}

// restore makes a draft from a version and leads to it.
func (s *Studio) restore(c *fiber.Ctx) error {
	widgetID := param(c, "widget")
	if err := s.mayEdit(c, widgetID); err != nil {
		return err
	}
	values := formValues(c)
	number, err := strconv.Atoi(values["number"])
	if err != nil {
		return store.ErrNotFound
	}
	_, err = s.Publishing.Restore(c.UserContext(), actor(c), widgetID, versionOf(values), number)
	return s.afterVersions(c, err, "/studio/figures/"+widgetID+"/say")
}

// mayPublish refuses whoever may not publish figures of the Widget's directorate.
func (s *Studio) mayPublish(c *fiber.Ctx, widgetID string) error {
	widget, err := s.Store.Widget(c.UserContext(), widgetID)
	if err != nil {
		return err
	}
	user, _ := auth.User(c)
	if !auth.May(user, auth.Publish, widget.DirectorateID) {
		return auth.ErrForbidden
	}
	return nil
}

// pin keeps public addresses at a version, or lets them go on.
func (s *Studio) pin(c *fiber.Ctx) error {
	widgetID := param(c, "widget")
	if err := s.mayPublish(c, widgetID); err != nil {
		return err
	}
	var err error
	if form(c, "do") == "unpin" {
		err = s.Publishing.Unpin(c.UserContext(), actor(c), widgetID)
	} else {
		number, bad := strconv.Atoi(form(c, "number"))
		if bad != nil {
			return store.ErrNotFound
		}
		err = s.Publishing.Pin(c.UserContext(), actor(c), widgetID, number)
	}
	return s.afterVersions(c, err, "/studio/figures/"+widgetID+"/versions#pinned")
}

// correct puts a notice beside the figure, or takes one away.
func (s *Studio) correct(c *fiber.Ctx) error {
	widgetID := param(c, "widget")
	if err := s.mayPublish(c, widgetID); err != nil {
		return err
	}
	var err error
	if id := form(c, "remove"); id != "" {
		err = s.Store.RemoveCorrection(c.UserContext(), actor(c), widgetID, id)
	} else {
		err = s.Publishing.Correct(c.UserContext(), actor(c), widgetID, form(c, "words"), numbersOf(c, "concerns"))
	}
	return s.afterVersions(c, err, "/studio/figures/"+widgetID+"/versions#corrections")
}

// sameJSON reports whether two values are written alike.
func sameJSON(a, b any) bool {
	one, err := json.Marshal(a)
	if err != nil {
		return false
	}
	other, err := json.Marshal(b)
	return err == nil && bytes.Equal(one, other)
}
