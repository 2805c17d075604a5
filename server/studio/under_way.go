package studio

import (
	"context"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/progress"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/store"
)

// How long a form waits for its work before it shows how far that is, and how
// long a cancelled one is waited for.
const (
	patience   = 2 * time.Second
	cancelWait = 5 * time.Second
)

// stopWait is how long a stopping server waits for what is being kept.
const stopWait = 10 * time.Second

// task is what the studio wants to know of a job.
type task struct {
	verb   string // how its page is headed: "Reading", "Fetching"
	pasted int    // bytes of text that is kept for the form
	// stages words how far it is; nil for a file that is read. onCancel says what
	// cancelling means then.
	stages   func(progress.Step) []stage
	onCancel string
	// failed shows the form again, with what was entered and why.
	failed func(c *fiber.Ctx, err error) error
}

// Bytes is how much memory it takes when it has ended.
func (t task) Bytes() int { return t.pasted }

// do begins work on a file of so many bytes. When it ends soon the answer is its
// result, else the page that shows how far it is. Who asks for it (RFC 7240) is
// told the address of that page at once.
func (s *Studio) do(c *fiber.Ctx, t task, title string, bytes int, work jobs.Work) error {
	user, _ := auth.User(c)
	j, err := s.jobs.Start(user.ID, title, bytes, t, work)
	if err != nil {
		return t.failed(c, err)
	}
	if c.Get("Prefer") == "respond-async" {
		c.Set(fiber.HeaderLocation, underWayAt(j))
		return c.SendStatus(fiber.StatusAccepted)
	}
	if !j.Wait(s.patience()) {
		return c.Redirect(underWayAt(j), fiber.StatusSeeOther)
	}
	return s.finished(c, j)
}

func (s *Studio) patience() time.Duration {
	if s.Patience > 0 {
		return s.Patience
	}
	return patience
}

func underWayAt(j *jobs.Job) string { return "/studio/under-way/" + j.ID }

// finished goes on where the work led, or back to its form.
func (s *Studio) finished(c *fiber.Ctx, j *jobs.Job) error {
	next, err := j.Result()
	if err == nil {
		return c.Redirect(next, fiber.StatusSeeOther)
	}
	t, ok := j.Memo().(task)
	if !ok {
		return err
	}
	return t.failed(c, err)
}

// Jobs is the desk of what is under way, for whatever else takes files in.
func (s *Studio) Jobs() *jobs.Desk { return s.jobs }

// Stop ends all work that is under way, and waits for what is being kept. It
// returns how many imports and fetches it ended.
func (s *Studio) Stop() int { return s.jobs.Stop(stopWait) }

// underWayPage shows how far a job is.
type underWayPage struct {
	basePage
	ID, Name string
	Verb     string
	Stages   []stage
	Stopping bool
	OnCancel string
}

// stage is one of the few steps that a person sees.
type stage struct {
	Name      string
	Done, Now bool
	Detail    string // how far it is, in words
}

// Current is the name of the stage that is under way: what is announced.
func (p underWayPage) Current() string {
	if p.Stopping {
		return "Stopping"
	}
	for _, s := range p.Stages {
		if s.Now {
			return s.Name
		}
	}
	return ""
}

// underWay shows how far a job is, or leads to its result.
func (s *Studio) underWay(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	j, known := s.jobs.Of(user.ID, param(c, "job"))
	var t task
	ended := !known
	if known { // what ended well has no task any more
		t, _ = j.Memo().(task)
		ended = t.failed == nil || j.Ended()
	}
	if partial(c) && ended { // the whole page tells the rest
		c.Set("HX-Redirect", "/studio/under-way/"+param(c, "job"))
		return c.SendStatus(fiber.StatusOK)
	}
	switch {
	case !known:
		return s.notUnderWay(c)
	case ended:
		return s.finished(c, j)
	}
	page := underWayPage{basePage: s.base(c, t.verb+" "+j.Title), ID: j.ID, Name: j.Title, Verb: t.verb, Stopping: j.Stopping(), OnCancel: t.onCancel}
	if page.Stages = stagesOf(j.Step()); t.stages != nil {
		page.Stages = t.stages(j.Step())
	}
	if partial(c) {
		return s.renderBlock(c, fiber.StatusOK, "under_way", "way", page)
	}
	return s.render(c, fiber.StatusOK, "under_way", page)
}

// notUnderWay says that a job is not known here.
func (s *Studio) notUnderWay(c *fiber.Ctx) error {
	page := s.newStartPage(c)
	page.problem("data", "This is not being read any more: it ended more than half an hour ago, or the server was started again. Look among your datasets; if it is not there, send it again.")
	return s.showStart(c, fiber.StatusGone, page)
}

// cancel ends a job of whoever is signed in.
func (s *Studio) cancel(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	j, known := s.jobs.Cancel(user.ID, param(c, "job"))
	if !known {
		return s.notUnderWay(c)
	}
	j.Wait(min(cancelWait, s.patience()))
	return c.Redirect(underWayAt(j), fiber.StatusSeeOther)
}

// stagesOf words how far a job is. Waiting comes before the reading.
func stagesOf(at progress.Step) []stage {
	names := []string{"Received", "Reading", "Checking for personal data", "Keeping it"}
	now := map[progress.Stage]int{progress.Checking: 2, progress.Keeping: 3}
	n, later := now[at.Stage]
	switch {
	case at.Stage == progress.Receiving:
		names[0] = "Receiving"
	case !later:
		n = 1
	}
	if at.Stage == progress.Waiting {
		names[1] = "Waiting for its turn"
	}
	var list []stage
	for i, name := range names {
		st := stage{Name: name, Done: i < n, Now: i == n}
		if st.Now {
			st.Detail = stepWords(at)
		}
		list = append(list, st)
	}
	return list
}

// stepWords say how far a stage is, "" where that is not known.
func stepWords(at progress.Step) string {
	of := func(what string) string {
		words := what + " " + thousands(int(at.Done))
		if at.Of > 0 {
			words += " of " + thousands(int(at.Of))
		}
		return words
	}
	switch {
	case at.Stage == progress.Waiting:
		return "Other files are being read first."
	case at.Stage == progress.Receiving && at.Done == 0:
		return "The other server is asked for it."
	case at.Stage == progress.Receiving && at.Of > 0:
		return fmt.Sprintf("%s of %s", megabytes(at.Done), megabytes(at.Of))
	case at.Stage == progress.Receiving:
		return megabytes(at.Done) + " so far"
	case at.Done == 0:
		return ""
	case at.Stage == progress.Unpacking:
		return of("Row") + " of the workbook"
	case at.Stage == progress.Reading:
		return of("Row")
	case at.Stage == progress.Examining:
		return "What the columns hold: " + of("row")
	case at.Stage == progress.Filling:
		return "The values: " + of("row")
	case at.Stage == progress.Checking:
		return of("Column")
	}
	return ""
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }

// doing is a job of whoever is signed in, on the pages that lead back to it.
type doing struct{ Link, Name, Verb string }

// doingNow lists what a person has under way.
func (s *Studio) doingNow(user store.User) []doing {
	var list []doing
	for _, j := range s.jobs.UnderWay(user.ID) {
		if t, ok := j.Memo().(task); ok {
			list = append(list, doing{underWayAt(j), j.Title, t.verb})
		}
	}
	return list
}

// importing is the work of taking a file in: it is fetched where that has to be,
// read, checked and stored. One with personal data is held in memory until
// somebody has decided what may be kept; then next is the question.
func (s *Studio) importing(by store.Actor, user store.User, get func(context.Context) (publishing.Import, error)) jobs.Work {
	return func(ctx context.Context) (string, error) {
		in, err := get(ctx)
		if err != nil {
			return "", err
		}
		release, err := jobs.Turn(ctx, jobs.Weight(in.Raw))
		if err != nil {
			return "", err
		}
		defer release()
		return s.takeIn(ctx, by, user, in)
	}
}

// asking gets a file from another server, which has turns of its own.
func asking(get func(context.Context) (publishing.Import, error)) func(context.Context) (publishing.Import, error) {
	return func(ctx context.Context) (publishing.Import, error) {
		release, err := jobs.Fetch(ctx)
		if err != nil {
			return publishing.Import{}, err
		}
		defer release()
		return get(ctx)
	}
}

// jobWords say why work ended that nobody can mend.
func jobWords(err error) (fieldError, bool) {
	words, ok := jobs.Words(err)
	return fieldError{Message: words}, ok
}
