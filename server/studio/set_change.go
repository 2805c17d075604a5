package studio

import (
	"context"
	"reflect"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/progress"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/widgets"
)

// setForm is the pattern as it was sent.
type setForm struct {
	values map[string]string
	shown  []string // the places that the page had
	ticked map[string]bool
}

func readSetForm(c *fiber.Ctx) setForm {
	f := setForm{values: formValues(c), ticked: map[string]bool{}}
	args := c.Request().PostArgs()
	for _, raw := range args.PeekMulti("shown") {
		f.shown = append(f.shown, string(raw))
	}
	for _, raw := range args.PeekMulti("place") {
		f.ticked[string(raw)] = true
	}
	return f
}

// setChanged takes the form: it saves the pattern and the ticks, and publishes,
// opens one figure, or takes the pattern anew from its figure when that is asked.
func (s *Studio) setChanged(c *fiber.Ctx) error {
	stored, err := s.setToChange(c)
	if err != nil {
		return err
	}
	f := readSetForm(c)
	changed, problems := s.readSet(stored, f)
	if f.values["do"] == "retake" {
		if changed, err = s.Publishing.Retaken(c.UserContext(), changed); err != nil {
			return s.refuseSet(c, stored, err)
		}
	}
	if len(problems) > 0 {
		return s.showSet(c, fiber.StatusUnprocessableEntity, changed, problems...)
	}
	set, saved, err := s.saveSet(c, stored, changed, f)
	if setConflict(err) {
		changed.Version = stored.Version // what was typed stays in the form
		return s.showSet(c, fiber.StatusConflict, changed, fieldError{Message: "Someone else changed this set while you looked. What you typed is still in the form and was not saved; saving it now puts it in the place of theirs."})
	}
	if err != nil {
		return s.refuseSet(c, stored, err)
	}
	switch {
	case f.values["do"] == "publish":
		return s.publishSet(c, set, f, saved)
	case f.values["open"] != "":
		return s.openMember(c, set, f.values["open"])
	case partial(c):
		return s.showSet(c, fiber.StatusOK, set)
	}
	at := ""
	if page := f.values["page"]; page != "" {
		at = "?page=" + page + "#sheet"
	}
	return c.Redirect("/studio/sets/"+set.ID+at, fiber.StatusSeeOther)
}

// refuseSet shows the page with what a person can mend.
func (s *Studio) refuseSet(c *fiber.Ctx, set widgets.Set, err error) error {
	if words, ok := mendable(err); ok {
		return s.showSet(c, fiber.StatusUnprocessableEntity, set, words)
	}
	return err
}

// readSet puts the form into a copy of the stored set.
func (s *Studio) readSet(stored widgets.Set, f setForm) (widgets.Set, []fieldError) {
	var edit publishing.SetEdit
	for name, target := range map[string]**string{"name": &edit.Name, "title": &edit.Title, "subtitle": &edit.Subtitle, "sentence": &edit.Sentence} {
		if value, ok := f.values[name]; ok {
			value = tidyText(value)
			*target = &value
		}
	}
	for name, target := range map[string]**string{"field": &edit.Field, "within": &edit.Within} {
		if value, ok := f.values[name]; ok {
			*target = &value
		}
	}
	mode := widgets.SetMode(f.values["mode"])
	edit.Mode = &mode
	set := edit.Onto(stored)
	var problems []fieldError
	if set.Name == "" {
		problems = append(problems, fieldError{Field: "name", Message: "Give the page of all figures a name"})
	}
	if problem := badSpec(&set.Pattern.Spec, stored.Pattern.Spec); problem != nil {
		problems = append(problems, *problem)
	}
	return set, problems
}

// saveSet stores what differs from the stored set; saved is false when nothing does.
func (s *Studio) saveSet(c *fiber.Ctx, stored, changed widgets.Set, f setForm) (set widgets.Set, saved bool, err error) {
	out, err := s.ticksChanged(c.UserContext(), stored, f)
	if err != nil {
		return stored, false, err
	}
	if changed.Pattern.Field != stored.Pattern.Field {
		out = nil // the ticks are those of other places
	}
	changed.Version = versionOf(f.values)
	if len(out) == 0 && changed.Name == stored.Name && reflect.DeepEqual(changed.Pattern, stored.Pattern) {
		return stored, false, nil
	}
	set, err = s.Publishing.SaveSet(c.UserContext(), actor(c), changed, out)
	return set, true, err
}

// ticksChanged are the places of the page whose tick is another than the stored one.
func (s *Studio) ticksChanged(ctx context.Context, set widgets.Set, f setForm) (map[string]bool, error) {
	known, err := s.Store.SetFigures(ctx, set.ID)
	if err != nil {
		return nil, err
	}
	was := map[string]bool{}
	for _, one := range known {
		was[one.Place] = one.Out
	}
	out := map[string]bool{}
	for _, place := range f.shown {
		stored, there := was[place]
		if !there {
			stored = set.State != widgets.InDraft // new in the data
		}
		if out0 := !f.ticked[place]; out0 != stored {
			out[place] = out0
		}
	}
	return out, nil
}

// openMember leads to one figure of the set, to be changed by itself.
func (s *Studio) openMember(c *fiber.Ctx, set widgets.Set, place string) error {
	w, err := s.Publishing.OpenMember(c.UserContext(), actor(c), set, place)
	if err != nil {
		return err
	}
	return c.Redirect("/studio/figures/"+w.ID+"/say", fiber.StatusSeeOther)
}

// publishSet begins to draw and publish a set that a person has looked at.
func (s *Studio) publishSet(c *fiber.Ctx, set widgets.Set, f setForm, saved bool) error {
	user, _ := auth.User(c)
	if !auth.May(user, auth.Publish, set.DirectorateID) {
		return auth.ErrForbidden
	}
	switch {
	case saved:
		return s.showSet(c, fiber.StatusConflict, set, fieldError{Message: "The sheet has your last changes now. Look at it, then publish."})
	case versionOf(f.values) != set.Version:
		return s.showSet(c, fiber.StatusConflict, set, fieldError{Message: "Someone else changed this set while you looked. Look at it again, then publish."})
	case f.values["vouch"] != "yes":
		return s.showSet(c, fiber.StatusUnprocessableEntity, set, fieldError{Field: "vouch", Message: "Tick that these figures match the source and may be published"})
	}
	by, snapshot := actor(c), strings.Clone(f.values["snapshot"])
	work := func(ctx context.Context) (string, error) {
		release, err := jobs.Turn(ctx, drawingBytes)
		if err != nil {
			return "", err
		}
		defer release()
		if _, err := s.Publishing.PublishSet(ctx, by, set.ID, set.Version, snapshot); err != nil {
			return "", err
		}
		return "/studio/sets/" + set.ID + "/kit", nil
	}
	t := task{verb: "Publishing", stages: drawingStages, onCancel: "Cancelling stops the work, and nothing is public.", failed: func(c *fiber.Ctx, err error) error { return s.setNotPublished(c, set.ID, err) }}
	return s.do(c, t, "“"+set.Name+"”", 0, work)
}

// drawingBytes is what drawing a set takes of memory, for its turn.
const drawingBytes = 64 << 20

// setNotPublished shows the set again with the reason.
func (s *Studio) setNotPublished(c *fiber.Ctx, setID string, err error) error {
	set, readErr := s.Store.Set(c.UserContext(), setID)
	if readErr != nil {
		return readErr
	}
	if setConflict(err) {
		return s.showSet(c, fiber.StatusConflict, set, fieldError{Message: "The set or its data was changed while the figures were drawn. Nothing was published. Look at it again, then publish."})
	}
	return s.refuseSet(c, set, err)
}

// drawingStages word how far the publishing of a set is.
func drawingStages(at progress.Step) []stage {
	list := stagesOfDrawing(at, "Checking every figure", "Drawing", "Publishing all of them at once")
	if list[1].Detail != "" {
		list[1].Detail += ". Nothing is public until all are ready."
	}
	return list
}

// stagesOfDrawing word how far one of three is: checked, drawn and published.
func stagesOfDrawing(at progress.Step, names ...string) []stage {
	list := make([]stage, len(names))
	for i, name := range names {
		list[i].Name = name
	}
	now := map[progress.Stage]int{progress.Drawing: 1, progress.Keeping: 2}[at.Stage]
	for i := range list {
		list[i].Done, list[i].Now = i < now, i == now
	}
	switch {
	case at.Stage == progress.Waiting:
		list[0].Name, list[0].Detail = "Waiting for its turn", "Other work goes first."
	case at.Stage == progress.Checking && at.Of > 0:
		list[0].Detail = thousands(int(min(at.Done+1, at.Of))) + " of " + thousands(int(at.Of))
	case at.Stage == progress.Drawing:
		list[1].Detail = "Drawing " + thousands(int(min(at.Done+1, at.Of))) + " of " + thousands(int(at.Of))
	}
	return list
}
