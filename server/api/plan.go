package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/store"
)

func (a *API) planRoutes() []route {
	return []route{
		{fiber.MethodGet, "/figures/:figure/plan", store.ReadScope, a.plan},
		{fiber.MethodPut, "/figures/:figure/plan", store.PublishScope, a.planned},
		{fiber.MethodDelete, "/figures/:figure/plan", store.PublishScope, a.cancelPlan},
	}
}

// planBody is what happens to a figure at a time.
type planBody struct {
	Revision   int        `json:"revision"` // that is published; 0 when it is only withdrawn
	PublishAt  *time.Time `json:"publishAt,omitempty"`
	WithdrawAt *time.Time `json:"withdrawAt,omitempty"`
	Reason     string     `json:"reason,omitempty"`
	By         string     `json:"by"`
	Failure    string     `json:"failure,omitempty"`
}

// instant is a time, or nothing for none.
func instant(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

func showPlan(p store.Plan) planBody {
	return planBody{p.Revision, instant(p.PublishAt), instant(p.WithdrawAt), p.Reason, p.By.Name, p.Failure}
}

func (a *API) plan(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	p, err := a.Store.Plan(c.UserContext(), param(c, "figure"))
	if err != nil {
		return err
	}
	return send(c, showPlan(p))
}

// planning is when a figure is published and withdrawn. Version, with Vouch, is
// the Draft that goes out; without it the times of a plan are changed.
type planning struct {
	Version    int       `json:"version"`
	Vouch      bool      `json:"vouch"`
	PublishAt  time.Time `json:"publishAt"`
	WithdrawAt time.Time `json:"withdrawAt"`
	Reason     string    `json:"reason"`
}

func (a *API) planned(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Publish)
	if err != nil {
		return err
	}
	var sent planning
	if err := read(c, &sent); err != nil {
		return err
	}
	p := store.Plan{WidgetID: w.ID, PublishAt: sent.PublishAt, WithdrawAt: sent.WithdrawAt, Reason: sent.Reason}
	p, wrong := p.Tidy(a.Now())
	if err := mended(wrong, planMembers); err != nil {
		return err
	}
	switch {
	case sent.Version == 0:
		err = a.Publishing.Replan(c.UserContext(), actor(c), p)
	case !sent.Vouch:
		err = fault{Pointer: "/vouch", Detail: "Say that these figures match the source and may be published.", Suggestion: "Send “vouch”: true."}
	default:
		err = a.Publishing.Plan(c.UserContext(), actor(c), p, sent.Version)
	}
	if err != nil {
		return err
	}
	if p, err = a.Store.Plan(c.UserContext(), w.ID); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showPlan(p))
}

// planMembers finds the member of a plan by the name of its rule.
func planMembers(field string) string {
	return map[string]string{"publish": "/publishAt", "withdraw": "/withdrawAt", "reason": "/reason"}[field]
}

// mended names what is wrong with something by the member of the body that holds
// it; nil when nothing is.
func mended(wrong []datasets.Problem, pointer func(field string) string) error {
	if len(wrong) == 0 {
		return nil
	}
	p := toMend(fault{Detail: wrong[0].Error()})
	p.Errors = nil
	for _, w := range wrong {
		p.Errors = append(p.Errors, fault{Detail: w.Error(), Pointer: pointer(w.Field)})
	}
	return p
}

func (a *API) cancelPlan(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Publish)
	if err != nil {
		return err
	}
	if err := a.Store.CancelPlan(c.UserContext(), actor(c), w.ID); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
