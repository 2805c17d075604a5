package studio

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// stageRows is how many rows stand under each step.
const stageRows = 5

// stepsPage is Rows and sums: the steps of a figure's Query in sentences, each
// with the table after it.
type stepsPage struct {
	basePage
	Widget  widgets.Widget
	Draft   widgets.Draft
	Before  stageShown
	Sums    []stepShown
	Choices []stepForm // to add
	Adding  int        // the place where a step is added, from 0; -1 for none
	Form    *stepFormShown
	Preview *publishing.Preview
	Fits    string // why the figure cannot be drawn from the result
	Small   bool   // small numbers of the dataset are protected
}

// stepShown is one step.
type stepShown struct {
	At       int // from 0
	N        int // from 1
	Sentence string
	Problem  string
	After    stageShown
	Change   bool // it has a form
	First    bool
	Last     bool
	Add      bool // a step is being added after it
}

// stageShown is a table as it stands between two steps.
type stageShown struct {
	Known  bool
	Heads  []numberCell
	Rows   [][]numberCell
	Count  string
	Hidden bool
}

// stepFormShown is the form of a step that is added or changed.
type stepFormShown struct {
	stepForm
	At    int // of the step that is changed, or the place where it is added
	New   bool
	Sets  []stepFieldset
	More  int // blank lines of its lists
	List  bool
	Table bool // it takes numbers from a reference table
	// Places are the boundary sets whose places can be filled in.
	Places []placesOffer
}

func (s *Studio) steps(c *fiber.Ctx) error {
	draft, err := s.Store.Draft(c.UserContext(), param(c, "widget"))
	if err != nil {
		return err
	}
	return s.showSteps(c, fiber.StatusOK, draft, stepAsked{
		change: placeOf(c.Query("step")), add: placeOf(c.Query("add")), do: utils.CopyString(c.Query("do"))})
}

// stepAsked is the form that is open: of a step that is changed, or of one that
// is added at a place, with what was typed.
type stepAsked struct {
	change, add int // from 0; -1 for none
	do          string
	typed       map[string]string
	more        int
	problems    []fieldError
}

func placeOf(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// stepsChanged adds, changes, moves or removes one step.
func (s *Studio) stepsChanged(c *fiber.Ctx) error {
	stored, err := s.draftToChange(c)
	if err != nil {
		return err
	}
	values := formValues(c)
	conflict := stepAsked{change: -1, add: -1, problems: []fieldError{changedSince}}
	if versionOf(values) != stored.Version {
		return s.showSteps(c, fiber.StatusConflict, stored, conflict)
	}
	changed := stored
	action, at := values["do"], placeOf(values["at"])
	anchor := at
	switch action {
	case "up", "down", "remove":
		changed.Query.Steps, anchor = movedSteps(stored.Query.Steps, action, at)
	default:
		asked, steps, err := s.stepSent(c, stored, values, at)
		if err != nil {
			return err
		}
		if steps == nil {
			return s.showSteps(c, asked.status(), stored, asked.stepAsked)
		}
		changed.Query.Steps = steps
	}
	if fitted, err := s.Publishing.Fitted(c.UserContext(), changed); err == nil {
		changed = fitted
	} else if _, mends := mendable(err); !mends && !errors.Is(err, widgets.ErrNoNumbers) {
		return err
	}
	if _, err = s.Publishing.SaveDraft(c.UserContext(), actor(c), stored, changed); errors.Is(err, store.ErrConflict) {
		return s.showSteps(c, fiber.StatusConflict, stored, conflict)
	}
	if err != nil {
		return err
	}
	return c.Redirect(fmt.Sprintf("/studio/figures/%s/steps#step-%d", stored.WidgetID, anchor+1), fiber.StatusSeeOther)
}

// movedSteps moves or removes a step, and says where it is then.
func movedSteps(steps []datasets.Step, action string, at int) ([]datasets.Step, int) {
	steps = slices.Clone(steps)
	switch {
	case at < 0 || at >= len(steps):
	case action == "remove":
		return slices.Delete(steps, at, at+1), max(at-1, 0)
	case action == "up" && at > 0:
		steps[at-1], steps[at] = steps[at], steps[at-1]
		return steps, at - 1
	case action == "down" && at < len(steps)-1:
		steps[at+1], steps[at] = steps[at], steps[at+1]
		return steps, at + 1
	}
	return steps, max(at, 0)
}

// sentStep is a form that is shown again.
type sentStep struct{ stepAsked }

func (s sentStep) status() int {
	if len(s.problems) > 0 {
		return fiber.StatusUnprocessableEntity
	}
	return fiber.StatusOK
}

// stepSent reads the form of a step into the list of them; nil asks for the form
// again, with another line or with what is wrong.
func (s *Studio) stepSent(c *fiber.Ctx, stored widgets.Draft, values map[string]string, at int) (sentStep, []datasets.Step, error) {
	steps := stored.Query.Steps
	isNew := values["new"] == "yes"
	again := sentStep{stepAsked{change: -1, add: -1, do: values["step"], typed: values}}
	if isNew {
		again.add = at
	} else {
		again.change = at
	}
	form, known := stepFormOf(values["step"])
	if !known || at < 0 || isNew && at > len(steps) || !isNew && (at >= len(steps) || steps[at].Do() != form.Do) {
		again.change, again.add = -1, -1
		again.problems = []fieldError{{Message: "That step is not there any more."}}
		return again, nil, nil
	}
	if values["do"] == "more" {
		again.more = 1
		return again, nil, nil
	}
	before := stored
	before.Query.Steps = steps[:at]
	stages, err := s.Publishing.Stages(c.UserContext(), before, 0)
	if _, mends := mendable(err); err != nil && !mends {
		return again, nil, err
	}
	if len(stages) != at+1 {
		again.problems = []fieldError{{Message: "A step before this one has to be mended first."}}
		return again, nil, nil
	}
	if id := values["fill"]; id != "" {
		sets, err := s.placeSets(c.UserContext())
		if i := slices.IndexFunc(sets, func(set *places.Set) bool { return set.ID == id }); i >= 0 && form.takesPlaces(stages[at].Fields) {
			again.typed = filledIn(values, sets[i], stages[at].Fields)
		}
		return again, nil, err
	}
	var was datasets.Step
	if !isNew {
		was = steps[at]
	}
	on := stepTables{before: stages[at].Fields, with: func(q datasets.Query) (datasets.Query, error) { return s.Publishing.With(c.UserContext(), q) }}
	step, problems := stepTyped(form, was, values, on)
	if len(problems) > 0 {
		again.problems = problems
		return again, nil, nil
	}
	steps = slices.Clone(steps)
	if isNew {
		return again, slices.Insert(steps, at, step), nil
	}
	steps[at] = step
	return again, steps, nil
}

// showSteps shows the page with the form that is asked for.
func (s *Studio) showSteps(c *fiber.Ctx, status int, draft widgets.Draft, asked stepAsked) error {
	ctx := c.UserContext()
	page := stepsPage{basePage: s.base(c, "Rows and sums"), Draft: draft, Adding: -1}
	var err error
	if page.Widget, err = s.Store.Widget(ctx, draft.WidgetID); err != nil {
		return err
	}
	page.basePage = page.journey(3, "/studio/sources/"+draft.SnapshotID+"/read", "/studio/sources/"+draft.SnapshotID+"/pick")
	dataset, err := s.Store.Dataset(ctx, page.Widget.DatasetID)
	if err != nil {
		return err
	}
	page.Small = dataset.Protection.On()
	stages, stopped := s.Publishing.Stages(ctx, draft, stageRows)
	problem, mends := mendable(stopped)
	if stopped != nil && !mends {
		return stopped
	}
	page.Errors = asked.problems
	page.fill(draft.Query.Steps, stages, problem.Message)
	var references []publishing.ReferenceTable
	if asked.change >= 0 || asked.add >= 0 {
		if references, err = s.Publishing.ReferenceTables(ctx); err != nil {
			return err
		}
	}
	page.open(draft.Query.Steps, stages, references, asked)
	if err := s.offerPlaces(ctx, page.Form, stages); err != nil {
		return err
	}
	if stopped == nil {
		if err := s.previewSteps(c, &page); err != nil {
			return err
		}
	}
	return s.render(c, status, "steps", page)
}

func (p *stepsPage) fill(steps []datasets.Step, stages []publishing.Stage, problem string) {
	if len(stages) > 0 {
		p.Before = stageOf(stages[0])
	}
	for i, step := range steps {
		_, change := stepFormOf(step.Do())
		shown := stepShown{At: i, N: i + 1, Change: change, First: i == 0, Last: i == len(steps)-1,
			Sentence: strings.TrimSuffix(widgets.HowMade(datasets.Query{Steps: []datasets.Step{step}}, words.British.Lang)[0], ".")}
		if i+1 < len(stages) {
			shown.After = stageOf(stages[i+1])
		}
		if i+1 == len(stages) && problem != "" {
			shown.Problem = problem
		}
		p.Sums = append(p.Sums, shown)
	}
}

// open puts the form on the page that changes a step, or adds one: first the
// choice of what, then its parts.
func (p *stepsPage) open(steps []datasets.Step, stages []publishing.Stage, references []publishing.ReferenceTable, asked stepAsked) {
	at, typed := asked.change, asked.typed
	form, known := stepFormOf(asked.do)
	switch {
	case asked.change >= 0 && asked.change < len(steps):
		if form, known = stepFormOf(steps[at].Do()); known && typed == nil && at < len(stages) {
			typed = typedOf(form, steps[at], stages[at].Fields)
		}
	case asked.add >= 0 && asked.add <= len(steps):
		at, p.Adding = asked.add, asked.add
		if !known {
			p.Choices = offeredSteps(references)
		}
	default:
		return
	}
	if !known || at >= len(stages) {
		return
	}
	shown := &stepFormShown{stepForm: form, At: at, New: asked.change < 0, More: asked.more}
	shown.List = slices.ContainsFunc(form.Parts, func(part stepPart) bool { return part.Sort == listPart })
	shown.Table = slices.ContainsFunc(form.Parts, func(part stepPart) bool { return part.Sort == tablePart })
	shown.Sets = form.fieldsets(typed, stepTables{before: stages[at].Fields, references: references}, asked.problems, asked.more)
	p.Form = shown
}

// offeredSteps are the steps that can be added: numbers of a reference table only
// where there is one.
func offeredSteps(references []publishing.ReferenceTable) []stepForm {
	return slices.DeleteFunc(slices.Clone(stepForms), func(f stepForm) bool { return f.Do == "join" && len(references) == 0 })
}

// previewSteps draws the figure of the result, or says why it cannot be.
func (s *Studio) previewSteps(c *fiber.Ctx, page *stepsPage) error {
	preview, err := s.Publishing.Look(c.UserContext(), page.Draft, "frame-m")
	if words, ok := mendable(err); ok {
		page.Fits = words.Message
		return nil
	}
	if errors.Is(err, widgets.ErrNoNumbers) {
		page.Fits = "No number is left to be drawn."
		return nil
	}
	if err != nil {
		return err
	}
	if len(preview.Drawings) == 0 && len(preview.Refused) > 0 {
		page.Fits = preview.Refused[0].Problem.Error()
		return nil
	}
	page.Preview = &preview
	return nil
}

func stageOf(stage publishing.Stage) stageShown {
	shown := stageShown{Known: true, Count: words.Count(stage.N, "row", "rows") + " of " + words.Count(len(stage.Fields), "column", "columns"), Hidden: stage.Hidden}
	for _, f := range stage.Fields {
		shown.Heads = append(shown.Heads, numberCell{Text: f.Name, Numeric: f.Kind.Number()})
	}
	for _, row := range stage.Rows {
		var cells []numberCell
		for _, cell := range row {
			cells = append(cells, numberCell{Text: cellWords(cell), Numeric: cell.Kind.Number()})
		}
		shown.Rows = append(shown.Rows, cells)
	}
	return shown
}
