package api

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

func (a *API) publishRoutes() []route {
	return []route{
		{fiber.MethodPost, "/figures/:figure/publish", store.PublishScope, a.publish},
		{fiber.MethodGet, "/figures/:figure/kit", store.ReadScope, a.kit},
		{fiber.MethodPost, "/figures/:figure/withdraw", store.PublishScope, a.withdraw},
	}
}

// vouched publishes a version of a Draft that somebody has looked at.
type vouched struct {
	Version int  `json:"version"`
	Vouch   bool `json:"vouch"`
}

func (a *API) publish(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Publish)
	if err != nil {
		return err
	}
	var sent vouched
	if err := read(c, &sent); err != nil {
		return err
	}
	if !sent.Vouch {
		return fault{Pointer: "/vouch", Detail: "Say that these figures match the source and may be published.", Suggestion: "Send “vouch”: true."}
	}
	by := actor(c)
	return a.do(c, w.Title, 0, func(ctx context.Context) (outcome, error) {
		e, err := a.Publishing.Publish(ctx, by, w.ID, sent.Version)
		if err != nil {
			return outcome{}, err
		}
		return outcome{fiber.StatusOK, "/figures/" + w.ID + "/kit", a.showKit(w.ID, e)}, nil
	})
}

// withdrawn takes a figure back from the public, with the reason that it reads.
type withdrawn struct {
	Reason string `json:"reason"`
}

func (a *API) withdraw(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Withdraw)
	if err != nil {
		return err
	}
	var sent withdrawn
	if err := read(c, &sent); err != nil {
		return err
	}
	if w.State != widgets.Live {
		return errNotPublished
	}
	if err := a.Publishing.Withdraw(c.UserContext(), actor(c), w.ID, sent.Reason); err != nil {
		return at("/reason", err)
	}
	if w, err = a.Store.Widget(c.UserContext(), w.ID); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", a.showFigure(w))
}

// kitBody is everything to put a live figure in its places.
type kitBody struct {
	Figure      string      `json:"figure"`
	Edition     int         `json:"edition"`
	PublishedAt time.Time   `json:"publishedAt"`
	Title       string      `json:"title"`
	Alt         string      `json:"alt"`
	Page        string      `json:"page"`
	Short       string      `json:"short"`
	Frame       string      `json:"frame"` // address of the frame
	Snippet     string      `json:"snippet"`
	BestFit     string      `json:"bestFit"` // the snippet with a listener
	Email       string      `json:"email"`
	Posts       []postBody  `json:"posts"`
	Images      []imageBody `json:"images"`
	Data        []string    `json:"data"`
	Source      string      `json:"source"`
	Licence     string      `json:"licence"`
	AsAt        time.Time   `json:"asAt"`
}

type postBody struct {
	Network string `json:"network"`
	Text    string `json:"text"`
	Count   int    `json:"count"`
	Most    int    `json:"most"`
}

type imageBody struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Width   int    `json:"width"`
	Height  int    `json:"height"`
	Bytes   int64  `json:"bytes"`
}

func (a *API) kit(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	w, err := a.Store.Widget(c.UserContext(), param(c, "figure"))
	if err != nil {
		return err
	}
	if w.State != widgets.Live {
		return errNotPublished
	}
	p, err := a.Store.Published(c.UserContext(), w.PublicID)
	if err != nil {
		return err
	}
	return send(c, a.showKit(w.ID, p.Edition))
}

func (a *API) showKit(id string, e widgets.Edition) kitBody {
	k := publishing.KitOf(e, a.PublicURL)
	b := kitBody{
		Figure: id, Edition: e.Number, PublishedAt: e.PublishedAt, Title: e.Title, Alt: e.Alt, Page: k.Link, Short: k.Short,
		Frame: a.PublicURL + "/embed/" + e.PublicID, Snippet: k.Frame, BestFit: k.BestFit, Email: k.Email,
		Posts: []postBody{}, Images: []imageBody{}, Data: []string{},
		Source: e.Provenance.Sources(), Licence: e.Provenance.Licence.Key, AsAt: e.Provenance.AsAt,
	}
	for _, p := range k.Posts {
		b.Posts = append(b.Posts, postBody{p.ID, p.Text, p.Count, p.Most})
	}
	for _, i := range k.Images {
		b.Images = append(b.Images, imageBody{i.Name, k.Link + "/" + i.Name + ".png", i.Width, i.Height, i.Bytes})
	}
	for _, name := range []string{"data.csv", "data.json", "data.xlsx", "data.parquet", "datapackage.json"} {
		if _, ok := e.Renditions[name]; ok {
			b.Data = append(b.Data, k.Link+"/"+name)
		}
	}
	return b
}
