package api

import (
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

func (a *API) figureRoutes() []route {
	return []route{
		{fiber.MethodGet, "/figures", store.ReadScope, a.figures},
		{fiber.MethodPost, "/figures", store.WriteScope, a.newFigure},
		{fiber.MethodGet, "/figures/:figure", store.ReadScope, a.figure},
	}
}

// figureBody is a Widget as programs see it.
type figureBody struct {
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	Kind        widgets.Kind  `json:"kind"`
	State       widgets.State `json:"state"`
	Dataset     string        `json:"dataset"`
	Directorate string        `json:"directorate,omitempty"`
	Owner       string        `json:"owner"`
	Edition     int           `json:"edition"`        // that is live; 0 for none
	Page        string        `json:"page,omitempty"` // address for readers, of a live figure
	CreatedAt   time.Time     `json:"createdAt"`
	UpdatedAt   time.Time     `json:"updatedAt"`
}

func (a *API) showFigure(w widgets.Widget) figureBody {
	b := figureBody{w.ID, w.Title, w.Kind, w.State, w.DatasetID, w.DirectorateID, w.OwnerID, w.Edition, "", w.CreatedAt, w.UpdatedAt}
	if w.State == widgets.Live {
		b.Page = a.PublicURL + "/w/" + w.PublicID
	}
	return b
}

func (a *API) figures(c *fiber.Ctx) error {
	w, err := windowOf(c, "dataset", "state", "q")
	if err != nil {
		return err
	}
	f := store.WidgetFilter{DatasetID: w.query["dataset"], State: widgets.State(w.query["state"]), Text: w.query["q"], Limit: w.Limit + 1}
	switch f.State {
	case "", widgets.InDraft, widgets.Live, widgets.Withdrawn:
	default:
		return fault{Field: "state", Detail: "The state must be draft, live or withdrawn."}
	}
	found, err := a.Store.WidgetsPage(c.UserContext(), f, w.After)
	if err != nil {
		return err
	}
	return sendList(c, w, found, func(w widgets.Widget) string { return w.ID }, a.showFigure)
}

func (a *API) figure(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	w, err := a.Store.Widget(c.UserContext(), param(c, "figure"))
	if err != nil {
		return err
	}
	return send(c, a.showFigure(w))
}

// figureTo is the figure of the address, when the person may do that to it.
func (a *API) figureTo(c *fiber.Ctx, action auth.Action) (widgets.Widget, error) {
	w, err := a.Store.Widget(c.UserContext(), param(c, "figure"))
	if err != nil {
		return w, err
	}
	return w, may(c, action, w.DirectorateID)
}

// newFigureBody makes a figure from a copy: one of its suggestions by number, or
// a spec and a query.
type newFigureBody struct {
	Snapshot   string          `json:"snapshot"`
	Suggestion int             `json:"suggestion"`
	Spec       json.RawMessage `json:"spec"`
	Query      json.RawMessage `json:"query"`
}

func (a *API) newFigure(c *fiber.Ctx) error {
	if err := may(c, auth.Edit, user(c).DirectorateID); err != nil {
		return err
	}
	var sent newFigureBody
	if err := read(c, &sent); err != nil {
		return err
	}
	snapshot, err := a.Store.Snapshot(c.UserContext(), sent.Snapshot)
	if err != nil {
		return err
	}
	if !snapshot.Confirmed {
		return publishing.ErrUnconfirmed
	}
	d, title, err := a.chosen(c, sent)
	if err != nil {
		return err
	}
	w, _, err := a.Publishing.Begin(c.UserContext(), user(c), snapshot, d.Query, d.Spec, title)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusCreated, "/figures/"+w.ID, a.showFigure(w))
}

// chosen is what the new figure shows, and its title for lists.
func (a *API) chosen(c *fiber.Ctx, sent newFigureBody) (widgets.Draft, string, error) {
	if len(sent.Spec) > 0 && sent.Suggestion == 0 {
		if len(sent.Query) == 0 {
			sent.Query = json.RawMessage(`{"version":1,"steps":[]}`)
		}
		d, err := parsed(sent.Spec, sent.Query)
		d.SnapshotID = sent.Snapshot
		if err == nil {
			_, err = a.Publishing.Rows(c.UserContext(), d)
			err = at("/query", err)
		}
		return d, d.Spec.Title, err
	}
	if len(sent.Spec) > 0 || len(sent.Query) > 0 {
		return widgets.Draft{}, "", fault{Pointer: "/suggestion", Detail: "Send either “suggestion” or “spec” and “query”."}
	}
	found, err := a.Publishing.Suggestions(c.UserContext(), sent.Snapshot)
	if err != nil {
		return widgets.Draft{}, "", err
	}
	if sent.Suggestion < 1 || sent.Suggestion > len(found) {
		return widgets.Draft{}, "", fault{Pointer: "/suggestion", Detail: "There is no suggestion of this number.", Suggestion: "Choose one from the suggestions of the copy."}
	}
	s := found[sent.Suggestion-1]
	s.Spec.Listed = true
	return widgets.Draft{Query: s.Query, Spec: s.Spec}, words.Plain(s.Figure.Title), nil
}

// parsed reads a spec and a query strictly.
func parsed(spec, query json.RawMessage) (d widgets.Draft, err error) {
	if d.Spec, err = widgets.ParseSpec(spec); err != nil {
		return d, at("/spec", err)
	}
	d.Spec.AltFor = nil // the numbers behind a description are never said, but found
	if d.Query, err = datasets.ParseQuery(query); err != nil {
		return d, at("/query", err)
	}
	return d, nil
}
