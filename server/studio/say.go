package studio

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// previewPresets are the drawings beside the form: page, phone and post.
var previewPresets = []string{"frame-m", "frame-s", "square"}

// sayPage is Say it: the words and settings of a Draft beside its drawing.
type sayPage struct {
	basePage
	Widget            widgets.Widget
	Draft             widgets.Draft
	Preview           publishing.Preview
	Data              []dataChoice
	Rows              string
	Alt               string // as it stands in the box
	Altered           bool   // the description was written by a person
	Source            string
	Saved             string
	Conflict          bool
	Theirs            widgets.Draft // what someone else saved, in a conflict
	Who               string        // they are
	Differences       []difference
	Unsaved           bool       // what is in the form
	Asked             *store.Ask // a change that whoever approves asks for
	Post, PostWritten string     // as it stands in the box, and as it was drafted
	Posted            bool       // it was written by a person
	PostWords         string     // of a post as it would be sent, without its link
	// Add is the sort of a row that was asked for, Open the rows to be seen at
	// once, and typed the form as it was sent; see rows of fields in control.go.
	Add, Open string
	At, On    string // the mark that the added row is about, and of which line
	typed     map[string]string
}

// say shows the Draft.
func (s *Studio) say(c *fiber.Ctx) error {
	draft, err := s.Store.Draft(c.UserContext(), param(c, "widget"))
	if err != nil {
		return err
	}
	return s.showSay(c, fiber.StatusOK, draft, nil)
}

// said takes the form: it saves the Draft, and with "check" goes on. A stale
// version is a conflict, shown and not saved.
func (s *Studio) said(c *fiber.Ctx) error {
	stored, err := s.draftToChange(c)
	if err != nil {
		return err
	}
	values := withoutRemoved(formValues(c))
	if values["do"] == "theirs" {
		return c.Redirect("/studio/figures/"+stored.WidgetID+"/say", fiber.StatusSeeOther)
	}
	if values["do"] == "redo" {
		return s.step(c, stored, values)
	}
	changed, problems := s.read(c.UserContext(), stored, values)
	if values["do"] == "undo" && len(problems) > 0 {
		return s.step(c, stored, values)
	}
	if len(problems) > 0 {
		return s.refuseSay(c, changed, values, problems)
	}
	if err := s.Publishing.KeepAltNumbers(c.UserContext(), stored, &changed, values["alt-checked"] == "yes"); err != nil {
		return err
	}
	if values["do"] == "chosen" {
		if changed, err = s.keptOf(c, changed, stored, values); err != nil {
			return err
		}
	}
	mine := changed
	if values["do"] == "undo" {
		return s.undo(c, stored, changed, values)
	}
	changed, err = s.Publishing.SaveDraft(c.UserContext(), actor(c), stored, changed)
	if errors.Is(err, store.ErrConflict) {
		return s.showConflict(c, mine, values)
	}
	if err != nil {
		return err
	}
	if values["do"] == "set" {
		return s.makeSet(c)
	}
	if values["do"] == "check" {
		if _, err := s.Store.AddRevision(c.UserContext(), actor(c), stored.WidgetID, "left page"); err != nil {
			return err
		}
		return c.Redirect("/studio/figures/"+stored.WidgetID+"/check", fiber.StatusSeeOther)
	}
	if partial(c) {
		if changed.Spec.Panel != stored.Spec.Panel && changed.Spec.Encoding != stored.Spec.Encoding { // the page asks for other columns
			c.Set("HX-Redirect", "/studio/figures/"+stored.WidgetID+"/say?open=kind")
		}
		return s.showSay(c, fiber.StatusOK, changed, values)
	}
	return c.Redirect("/studio/figures/"+stored.WidgetID+"/say"+after(values, stored.Spec, changed.Spec), fiber.StatusSeeOther)
}

// keptOf is what the form says with the parts of what is stored that it keeps.
func (s *Studio) keptOf(c *fiber.Ctx, mine, stored widgets.Draft, values map[string]string) (widgets.Draft, error) {
	t, err := s.Publishing.Table(c.UserContext(), stored.SnapshotID)
	if err != nil {
		return mine, err
	}
	chosen := kept(mine, stored, dataChoices(t, stored), values)
	chosen.Version = mine.Version
	return chosen, nil
}

// stepped takes one step of Undo or Redo from a page beside Say it, and leads back
// to that page.
func (s *Studio) stepped(c *fiber.Ctx) error {
	stored, err := s.draftToChange(c)
	if err != nil {
		return err
	}
	values := formValues(c)
	back := "steps"
	if values["back"] == "numbers" {
		back = "numbers"
	}
	move := s.Store.Undo
	if values["do"] == "redo" {
		move = s.Store.Redo
	}
	_, err = move(c.UserContext(), actor(c), stored.WidgetID, versionOf(values))
	switch {
	case errors.Is(err, store.ErrConflict) && back == "numbers":
		return s.showNumbers(c, fiber.StatusConflict, stored, nil, changedSince)
	case errors.Is(err, store.ErrConflict):
		return s.showSteps(c, fiber.StatusConflict, stored, stepAsked{change: -1, add: -1, problems: []fieldError{changedSince}})
	case err != nil && !errors.Is(err, store.ErrNotFound): // nothing to go to changes nothing
		return err
	}
	return c.Redirect("/studio/figures/"+stored.WidgetID+"/"+back, fiber.StatusSeeOther)
}

// changedSince refuses a form that was made from an older draft.
var changedSince = fieldError{Message: "Someone else changed this figure. Nothing was saved; look at it and try again."}

// undo takes the last change back. What was typed and not saved yet is saved
// before, so that it is the change that is taken back, and Redo brings it again.
func (s *Studio) undo(c *fiber.Ctx, stored, typed widgets.Draft, values map[string]string) error {
	saved, err := s.Publishing.SaveDraft(c.UserContext(), actor(c), stored, typed)
	if errors.Is(err, store.ErrConflict) {
		return s.showConflict(c, typed, values)
	}
	if err != nil {
		return err
	}
	values["version"] = strconv.Itoa(saved.Version)
	return s.step(c, saved, values)
}

// step takes one step of Undo or Redo. With nothing to go to it changes nothing.
func (s *Studio) step(c *fiber.Ctx, stored widgets.Draft, values map[string]string) error {
	move := s.Store.Undo
	if values["do"] == "redo" {
		move = s.Store.Redo
	}
	draft, err := move(c.UserContext(), actor(c), stored.WidgetID, versionOf(values))
	switch {
	case errors.Is(err, store.ErrConflict):
		return s.showConflict(c, stored, nil)
	case errors.Is(err, store.ErrNotFound):
		draft = stored
	case err != nil:
		return err
	}
	if partial(c) {
		return s.showSay(c, fiber.StatusOK, draft, nil)
	}
	return c.Redirect("/studio/figures/"+draft.WidgetID+"/say", fiber.StatusSeeOther)
}

// showConflict says that someone else changed the figure. The form keeps what
// was typed; nothing was overwritten.
func (s *Studio) showConflict(c *fiber.Ctx, mine widgets.Draft, values map[string]string) error {
	theirs, err := s.Store.Draft(c.UserContext(), mine.WidgetID)
	if err != nil {
		return err
	}
	page, err := s.sayPage(c, mine, values)
	if err != nil {
		return err
	}
	page.Conflict, page.Unsaved = true, true
	page.Theirs = theirs
	page.Who = "Someone else"
	if theirs.SavedBy == actor(c).ID {
		page.Who = "You, on another page,"
	} else if who, err := s.Store.User(c.UserContext(), theirs.SavedBy); err == nil {
		page.Who = who.Name
	}
	t, err := s.Publishing.Table(c.UserContext(), theirs.SnapshotID)
	if err != nil {
		return err
	}
	page.Differences = differences(page.Draft, theirs, dataChoices(t, page.Draft), dataChoices(t, theirs))
	page.Saved = "Not saved. " + page.Who + " changed this figure at " + s.when(theirs.SavedAt)
	if partial(c) {
		return s.renderBlock(c, fiber.StatusConflict, "say", "conflict-live", page)
	}
	return s.render(c, fiber.StatusConflict, "say", page)
}

// refuseSay names what cannot be used at its field. The form keeps what was
// typed; nothing was saved.
func (s *Studio) refuseSay(c *fiber.Ctx, typed widgets.Draft, values map[string]string, problems []fieldError) error {
	page, err := s.sayPage(c, typed, values, problems...)
	if err != nil {
		return err
	}
	page.Saved, page.Unsaved = "Not saved", true
	if rows, ok := values["rows"]; ok {
		page.Rows = rows
	}
	if post, ok := values["post"]; ok {
		page.Post, page.PostWritten = tidyText(post), tidyText(values["post-written"])
	}
	return s.renderSay(c, fiber.StatusUnprocessableEntity, page)
}

func (s *Studio) showSay(c *fiber.Ctx, status int, draft widgets.Draft, values map[string]string) error {
	page, err := s.sayPage(c, draft, values)
	if err != nil {
		return err
	}
	return s.renderSay(c, status, page)
}

func (s *Studio) renderSay(c *fiber.Ctx, status int, page sayPage) error {
	if partial(c) {
		return s.renderBlock(c, status, "say", "stage-and-saved", page)
	}
	return s.render(c, status, "say", page)
}

// sayPage gathers the page for a Draft, with the rows of fields as they were
// sent, if they were. What keeps it from being drawn is shown on the page.
func (s *Studio) sayPage(c *fiber.Ctx, draft widgets.Draft, typed map[string]string, problems ...fieldError) (sayPage, error) {
	ctx := c.UserContext()
	page := sayPage{Draft: draft, typed: typed, Add: addedRow(typed)}
	if typed == nil {
		page.Add, page.Open = knownSort(c.Query("add")), utils.CopyString(c.Query("open"))
		page.At, page.On = utils.CopyString(c.Query("at")), utils.CopyString(c.Query("of"))
	}
	var err error
	if page.Widget, err = s.Store.Widget(ctx, draft.WidgetID); err != nil {
		return page, err
	}
	page.basePage = s.base(c, "Say it").journey(3, "/studio/sources/"+draft.SnapshotID+"/read", "/studio/sources/"+draft.SnapshotID+"/pick")
	page.Errors = problems
	page.Saved = "Saved at " + s.when(draft.SavedAt)
	dataset, err := s.Store.Dataset(ctx, page.Widget.DatasetID)
	if err != nil {
		return page, err
	}
	page.Source = dataset.Source.Publisher
	t, err := s.Publishing.Table(ctx, draft.SnapshotID)
	if err != nil {
		return page, err
	}
	page.Data = dataChoices(t, draft)
	page.Rows = limitOf(draft.Query)
	page.Preview, err = s.Publishing.Look(ctx, draft, previewPresets...)
	if words, ok := mendable(err); err != nil && ok {
		page.drawingProblem(words)
	} else if err != nil {
		return page, err
	}
	for _, words := range refusals(page.Preview.Refused) {
		page.drawingProblem(words)
	}
	page.remarkProblems()
	page.tokenProblems()
	page.settleErrors()
	page.Alt, page.Altered = draft.Spec.Alt, draft.Spec.Alt != ""
	if !page.Altered {
		page.Alt = page.Preview.Figure.Alt
	}
	if page.Preview.Figure.Kind != "" {
		page.PostWords = widgets.Post(page.Preview.Figure)
	}
	if page.Post, page.Posted = draft.Spec.Post, draft.Spec.Post != ""; !page.Posted {
		page.Post, page.PostWritten = page.PostWords, page.PostWords
	}
	if partial(c) {
		return page, nil
	}
	page.Asked, err = s.askedChange(ctx, draft.WidgetID)
	return page, err
}

// drawingProblem adds what keeps the figure from being drawn, at the field
// where it is mended. A field says one thing at a time.
func (p *sayPage) drawingProblem(words fieldError) {
	switch words.Field {
	case "title", "sentence", "subtitle", "note", "alt", "post", "unit", "rows":
	case "shortSubtitle":
		words.Field = "subtitle"
	default:
		if !p.hasControl(words.Field) {
			words.Field = p.columnField(words.Field)
		}
	}
	if words.Field == "" || p.ErrorAt(words.Field) == "" {
		p.problem(words.Field, words.Message)
	}
}

// refusals words the presets that a figure does not fit, one line for each
// reason.
func refusals(refused []publishing.Refusal) []fieldError {
	var lines []fieldError
	seen := map[string]bool{}
	several := map[string]int{} // pictures, by what is wrong with all of them
	same := func(r publishing.Refusal) string {
		return strings.Replace(r.Problem.Message, "the "+r.Preset+" picture", "%d of the pictures", 1)
	}
	for _, r := range refused {
		several[same(r)]++
	}
	for _, r := range refused {
		message := r.Problem.Error()
		if n := several[same(r)]; n > 1 && same(r) != r.Problem.Message {
			remedy, _, _ := strings.Cut(r.Problem.Suggestion, ", or use ") // the other is too narrow as well
			message = fmt.Sprintf(same(r), n) + " " + strings.TrimSuffix(remedy, ".") + "."
		}
		if !seen[message] {
			seen[message] = true
			lines = append(lines, fieldError{Field: r.Problem.Field, Message: message})
		}
	}
	return lines
}

// DataError reports whether a choice of rows could not be used.
func (p sayPage) DataError() bool {
	return slices.ContainsFunc(p.Data, func(d dataChoice) bool { return p.ErrorAt(d.Name) != "" })
}

// TitleWords counts the words of the title as drawn.
func (p sayPage) TitleWords() int { return len(strings.Fields(p.Preview.Figure.Title)) }

// ToMend counts what keeps the figure from being drawn or saved.
func (p sayPage) ToMend() string {
	return words.Count(len(p.Errors), "thing to mend", "things to mend")
}

// DataSummary names the values that the rows are kept to.
func (p sayPage) DataSummary() string {
	var kept []string
	for _, choice := range p.Data {
		switch choice.Value {
		case "":
		case newest:
			kept = append(kept, "newest "+choice.Field)
		default:
			kept = append(kept, choice.Value)
		}
	}
	if len(kept) == 0 {
		return "All rows"
	}
	return strings.Join(kept, ", ")
}

// EditCount says how many cells were changed by hand.
func (p sayPage) EditCount() string {
	n := len(p.Draft.Query.Edits())
	if n == 0 {
		return ""
	}
	return words.Count(n, "edited by hand", "edited by hand")
}

// Decimals is the chosen number of decimal places, or "" for automatic.
func (p sayPage) Decimals() string {
	if p.Draft.Spec.Number.Decimals == nil {
		return ""
	}
	return thousands(*p.Draft.Spec.Number.Decimals)
}
