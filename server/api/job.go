package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/progress"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/store"
)

func (a *API) jobRoutes() []route {
	return []route{
		{fiber.MethodGet, "/jobs", anyScope, a.jobs},
		{fiber.MethodGet, "/jobs/:job", anyScope, a.job},
		{fiber.MethodDelete, "/jobs/:job", anyScope, a.cancelJob},
	}
}

// How long a program may ask to be kept waiting before it gets the address of its
// job, and how long a cancelled one is waited for.
const (
	mostPatience = 30 * time.Second
	cancelWait   = 5 * time.Second
)

// outcome is the answer to a request, when it took long: a status, where something
// new is, and what there is now.
type outcome struct {
	status   int
	location string // below Prefix; "" for none
	body     any
}

// errand is what is kept of a job: the answer of its request, once it has one, and
// by which token it began.
type errand struct {
	token    string
	mu       sync.Mutex
	status   int
	location string
	body     json.RawMessage
}

// Lasts keeps the answer when the work has succeeded.
func (e *errand) Lasts() {}

// Bytes is how much memory the answer takes.
func (e *errand) Bytes() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.body)
}

func (e *errand) keep(o outcome) error {
	body, err := json.Marshal(o.body)
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.status, e.location, e.body = o.status, o.location, body
	return nil
}

func (e *errand) answer() (status int, location string, body json.RawMessage) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.status, e.location, e.body
}

// do works on a file of so many bytes in turn with all others, and answers with what
// comes of it. Who prefers not to wait (RFC 7240) gets the address of the job,
// however soon it ends.
func (a *API) do(c *fiber.Ctx, title string, bytes int, work func(context.Context) (outcome, error)) error {
	e := &errand{token: bearerOf(c).Token.ID}
	j, err := a.Jobs.Start(user(c).ID, title, bytes, e, func(ctx context.Context) (string, error) {
		o, err := work(ctx)
		if err == nil {
			err = e.keep(o)
		}
		return auth.AfterSignIn, err
	})
	if err != nil {
		return err
	}
	if async, wait := preferred(c.Get("Prefer")); async && (wait == 0 || !j.Wait(wait)) {
		c.Set("Preference-Applied", "respond-async")
		return done(c, fiber.StatusAccepted, "/jobs/"+j.ID, a.showJob(j, e))
	}
	if _, err = j.Result(); err != nil {
		return err
	}
	status, location, body := e.answer()
	return done(c, status, location, body)
}

// preferred reads Prefer: whether to answer before the work has ended, and after how
// long. Preferences that are not known are passed over, as they must be.
func preferred(header string) (async bool, wait time.Duration) {
	for part := range strings.SplitSeq(header, ",") {
		part, _, _ = strings.Cut(part, ";")
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "respond-async":
			async = true
		case "wait":
			if n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(value), `"`)); err == nil && n > 0 {
				wait = min(time.Duration(min(n, int(mostPatience/time.Second)))*time.Second, mostPatience)
			}
		}
	}
	return async, wait
}

// jobBody is work under way, or what became of it.
type jobBody struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	State     string      `json:"state"`
	Stage     string      `json:"stage,omitempty"` // while it works
	Done      int64       `json:"done,omitempty"`
	Of        int64       `json:"of,omitempty"`
	StartedAt time.Time   `json:"startedAt"`
	Result    *resultBody `json:"result,omitempty"`  // of work that was done
	Problem   *Problem    `json:"problem,omitempty"` // of work that was not
}

// resultBody is the answer that the request would have got.
type resultBody struct {
	Status int             `json:"status"`
	Link   string          `json:"link,omitempty"`
	Body   json.RawMessage `json:"body"`
}

var stageNames = map[progress.Stage]string{
	progress.Waiting: "waiting", progress.Receiving: "receiving", progress.Unpacking: "reading", progress.Reading: "reading", progress.Examining: "reading",
	progress.Filling: "reading", progress.Checking: "checking", progress.Drawing: "drawing", progress.Keeping: "keeping",
}

func (a *API) showJob(j *jobs.Job, e *errand) jobBody {
	b := jobBody{ID: j.ID, Title: j.Title, State: "working", StartedAt: j.Began.UTC()}
	if !j.Ended() {
		step := j.Step()
		b.Stage, b.Done, b.Of = stageNames[step.Stage], step.Done, step.Of
		if j.Stopping() {
			b.State = "stopping"
		}
		return b
	}
	_, err := j.Result()
	if err == nil {
		status, location, body := e.answer()
		b.State, b.Result = "done", &resultBody{Status: status, Body: body}
		if location != "" {
			b.Result.Link = a.PublicURL + Prefix + location
		}
		return b
	}
	b.State = "failed"
	if errors.Is(err, jobs.ErrCancelled) {
		b.State = "cancelled"
	}
	p, known := ProblemOf(err)
	if !known {
		p = Problem{Status: fiber.StatusInternalServerError, Title: "Something went wrong on our side", Detail: "Nothing that was sent was the cause. Try again in a minute."}
		a.Log.Error("job", "job", j.ID, "error", err)
	}
	p = p.typed(a.PublicURL)
	b.Problem = &p
	return b
}

// jobOf is the job of the address, when it is of the person and of a program: those
// of the studio have pages. A token follows what it began itself; for the others of
// its person it needs the scope.
func (a *API) jobOf(c *fiber.Ctx, scope store.Scope) (*jobs.Job, *errand, error) {
	j, known := a.Jobs.Of(user(c).ID, param(c, "job"))
	var e *errand
	if known {
		e, known = j.Memo().(*errand)
	}
	if b := bearerOf(c); (!known || e.token != b.Token.ID) && !b.Has(scope) {
		return nil, nil, scopeError{scope}
	}
	if !known {
		return nil, nil, errNoJob
	}
	return j, e, nil
}

// jobs lists what the person's programs have under way, the newest first; to a token
// that may not read, what it began itself.
func (a *API) jobs(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	b := bearerOf(c)
	list := listOf[jobBody]{Items: []jobBody{}}
	for _, j := range a.Jobs.UnderWay(b.User.ID) {
		if e, ours := j.Memo().(*errand); ours && (e.token == b.Token.ID || b.Has(store.ReadScope)) {
			list.Items = append([]jobBody{a.showJob(j, e)}, list.Items...)
		}
	}
	return send(c, list)
}

func (a *API) job(c *fiber.Ctx) error {
	query, err := asked(c, "wait")
	if err != nil {
		return err
	}
	j, e, err := a.jobOf(c, store.ReadScope)
	if err != nil {
		return err
	}
	seconds, err := strconv.Atoi(cmp.Or(query["wait"], "0"))
	if err != nil || seconds < 0 || seconds > int(mostPatience/time.Second) {
		return fault{Field: "wait", Detail: "Wait is a whole number of seconds, up to 30."}
	}
	j.Wait(time.Duration(seconds) * time.Second)
	return send(c, a.showJob(j, e))
}

// cancelJob ends a job. What is being kept already is kept whole: its state says so.
func (a *API) cancelJob(c *fiber.Ctx) error {
	j, e, err := a.jobOf(c, store.WriteScope)
	if err != nil {
		return err
	}
	a.Jobs.Cancel(user(c).ID, j.ID)
	j.Wait(cancelWait)
	return done(c, fiber.StatusOK, "", a.showJob(j, e))
}
