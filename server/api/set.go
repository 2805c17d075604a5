package api

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/store"
	"figurehead/widgets"
)

func (a *API) setRoutes() []route {
	return []route{
		{fiber.MethodGet, "/sets", store.ReadScope, a.sets},
		{fiber.MethodGet, "/sets/:set", store.ReadScope, a.set},
		{fiber.MethodPatch, "/sets/:set", store.WriteScope, a.changeSet},
		{fiber.MethodGet, "/sets/:set/sheet", store.WriteScope, a.sheet},
		{fiber.MethodPost, "/sets/:set/open", store.WriteScope, a.openMember},
		{fiber.MethodPost, "/figures/:figure/set", store.WriteScope, a.makeSet},
		{fiber.MethodPost, "/sets/:set/publish", store.PublishScope, a.publishSet},
		{fiber.MethodPost, "/sets/:set/withdraw", store.PublishScope, a.withdrawSet},
	}
}

// setBody is a figure for each place of a column.
type setBody struct {
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	State       widgets.State   `json:"state"`
	Dataset     string          `json:"dataset"`
	Directorate string          `json:"directorate,omitempty"`
	Owner       string          `json:"owner"`
	Template    string          `json:"template"` // figure that the pattern was taken from
	Field       string          `json:"field"`    // column of the places
	Version     int             `json:"version"`
	Page        string          `json:"page,omitempty"`
	PublishedAt *time.Time      `json:"publishedAt,omitempty"`
	Figures     []setFigureBody `json:"figures,omitempty"`
}

type setFigureBody struct {
	Place  string `json:"place"`
	Figure string `json:"figure,omitempty"` // "" where none was made yet
	Out    bool   `json:"out"`              // left out
}

func (a *API) showSet(s widgets.Set) setBody {
	b := setBody{ID: s.ID, Name: s.Name, State: s.State, Dataset: s.DatasetID, Directorate: s.DirectorateID, Owner: s.OwnerID, Template: s.TemplateID, Field: s.Pattern.Field, Version: s.Version, PublishedAt: instant(s.PublishedAt)}
	if s.State == widgets.Live {
		b.Page = a.PublicURL + "/p/" + s.PublicID
	}
	return b
}

func (a *API) sets(c *fiber.Ctx) error {
	w, err := windowOf(c, "dataset")
	if err != nil {
		return err
	}
	found, err := a.Store.Sets(c.UserContext(), store.SetFilter{DatasetID: w.query["dataset"]})
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(s widgets.Set) string { return s.ID }, a.showSet)
}

func (a *API) set(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	found, err := a.Store.Set(c.UserContext(), param(c, "set"))
	if err != nil {
		return err
	}
	b, err := a.wholeSet(c, found)
	if err != nil {
		return err
	}
	return send(c, b)
}

// wholeSet is a set with its figures.
func (a *API) wholeSet(c *fiber.Ctx, found widgets.Set) (setBody, error) {
	b := a.showSet(found)
	figures, err := a.Store.SetFigures(c.UserContext(), found.ID)
	for _, f := range figures {
		b.Figures = append(b.Figures, setFigureBody{f.Place, f.Widget.ID, f.Out})
	}
	return b, err
}

// setTo is the set of the address, when the person may do that to it.
func (a *API) setTo(c *fiber.Ctx, action auth.Action) (widgets.Set, error) {
	found, err := a.Store.Set(c.UserContext(), param(c, "set"))
	if err != nil {
		return found, err
	}
	return found, may(c, action, found.DirectorateID)
}

// vouchedSet publishes a version of a set that somebody has looked at, with the
// copy of the data that it was looked at with.
type vouchedSet struct {
	Version  int    `json:"version"`
	Snapshot string `json:"snapshot"`
	Vouch    bool   `json:"vouch"`
}

// drawingBytes is what drawing a set takes of memory, for its turn.
const drawingBytes = 64 << 20

func (a *API) publishSet(c *fiber.Ctx) error {
	found, err := a.setTo(c, auth.Publish)
	if err != nil {
		return err
	}
	var sent vouchedSet
	if err := read(c, &sent); err != nil {
		return err
	}
	if !sent.Vouch {
		return fault{Pointer: "/vouch", Detail: "Say that these figures match the source and may be published.", Suggestion: "Send “vouch”: true."}
	}
	by := actor(c)
	return a.do(c, found.Name, 0, func(ctx context.Context) (outcome, error) {
		release, err := jobs.Turn(ctx, drawingBytes)
		if err != nil {
			return outcome{}, err
		}
		defer release()
		live, err := a.Publishing.PublishSet(ctx, by, found.ID, sent.Version, sent.Snapshot)
		return outcome{fiber.StatusOK, "", a.showSet(live)}, err
	})
}

func (a *API) withdrawSet(c *fiber.Ctx) error {
	found, err := a.setTo(c, auth.Withdraw)
	if err != nil {
		return err
	}
	var sent withdrawn
	if err := read(c, &sent); err != nil {
		return err
	}
	if found.State != widgets.Live {
		return errNotPublished
	}
	if err := a.Publishing.WithdrawSet(c.UserContext(), actor(c), found.ID, sent.Reason); err != nil {
		return at("/reason", err)
	}
	if found, err = a.Store.Set(c.UserContext(), found.ID); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", a.showSet(found))
}
