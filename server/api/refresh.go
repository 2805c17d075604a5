package api

import (
	"cmp"
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/server/refresh"
	"figurehead/store"
)

func (a *API) refreshRoutes() []route {
	return []route{
		{fiber.MethodGet, "/datasets/:dataset/refreshes", store.ReadScope, a.refreshes},
		{fiber.MethodPost, "/datasets/:dataset/refresh", store.WriteScope, a.refresh},
		{fiber.MethodPost, "/datasets/:dataset/try", store.WriteScope, a.try},
	}
}

// refreshBody is one try to bring newer data in.
type refreshBody struct {
	At      time.Time            `json:"at"`
	By      string               `json:"by"`
	Outcome store.RefreshOutcome `json:"outcome"`
	Words   string               `json:"words"`
}

func showRefresh(r store.Refresh) refreshBody { return refreshBody{r.At, r.By, r.Outcome, r.Words} }

// refreshes lists the last fifty tries, the newest first.
func (a *API) refreshes(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, err := a.Store.Dataset(c.UserContext(), param(c, "dataset"))
	if err != nil {
		return err
	}
	tries, err := a.Store.Refreshes(c.UserContext(), d.ID)
	if err != nil {
		return err
	}
	list := listOf[refreshBody]{Items: []refreshBody{}}
	for _, one := range tries {
		list.Items = append(list.Items, showRefresh(one))
	}
	return send(c, list)
}

// refreshedBody is what came of newer data.
type refreshedBody struct {
	refreshBody
	Snapshot   string          `json:"snapshot,omitempty"` // that is in use; "" where the last good copy stays
	Figures    []followedBody  `json:"figures"`
	NewColumns []string        `json:"newColumns"` // left out: nobody has looked for people in them
	NewPlaces  []newPlacesBody `json:"newPlaces"`
}

// followedBody is a published figure: its new version, or why it stays as it was.
type followedBody struct {
	Figure  string `json:"figure"`
	Title   string `json:"title"`
	Edition int    `json:"edition,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

type newPlacesBody struct {
	Set   string   `json:"set"`
	Names []string `json:"names"`
}

func showRefreshed(f refresh.Fetched) refreshedBody {
	b := refreshedBody{refreshBody: showRefresh(f.Record), Snapshot: f.Snapshot.ID, Figures: []followedBody{}, NewColumns: append([]string{}, f.New...), NewPlaces: []newPlacesBody{}}
	for _, one := range f.Figures {
		b.Figures = append(b.Figures, followedBody{one.Widget.ID, one.Widget.Title, one.Edition, one.Reason})
	}
	for _, p := range f.Places {
		b.NewPlaces = append(b.NewPlaces, newPlacesBody{p.Set.ID, append([]string{}, p.Names...)})
	}
	return b
}

// nothing refuses a body that says anything; none at all will do.
func nothing(c *fiber.Ctx) error {
	if len(c.Body()) == 0 {
		return nil
	}
	return read(c, &struct{}{})
}

// fetchable is the dataset of a request that says nothing more, where it has an
// address to fetch and the person may change it.
func (a *API) fetchable(c *fiber.Ctx) (datasets.Dataset, error) {
	d, err := a.datasetTo(c, auth.Edit)
	if err != nil {
		return d, err
	}
	if err := nothing(c); err != nil {
		return d, err
	}
	if !d.Source.Fetchable() {
		return d, refresh.ErrNoAddress
	}
	return d, nil
}

// refresh fetches a dataset now. When its source fails, that is remembered: the last
// good copy and everything public stay.
func (a *API) refresh(c *fiber.Ctx) error {
	d, err := a.fetchable(c)
	if err != nil {
		return err
	}
	by, u := actor(c), user(c)
	return a.do(c, d.Title, 0, func(ctx context.Context) (outcome, error) {
		fetched, err := a.Fetcher.Fetch(ctx, by, d, u)
		return outcome{fiber.StatusOK, "", showRefreshed(fetched)}, err
	})
}

// trialBody is what newer data would change. Nothing of it is stored.
type trialBody struct {
	Changed    bool              `json:"changed"`
	RowsBefore int               `json:"rowsBefore"`
	Rows       int               `json:"rows"`
	New        int               `json:"new"`  // rows that only the newer file has
	Gone       int               `json:"gone"` // rows that only the copy in use has
	Figures    []triedFigureBody `json:"figures"`
}

// triedFigureBody is a published figure: its title now and then, or why it would stay.
type triedFigureBody struct {
	Figure string `json:"figure"`
	Title  string `json:"title"`
	Then   string `json:"then,omitempty"`
	Reason string `json:"reason,omitempty"`
	Joins  bool   `json:"joins"` // it is of another dataset, and takes numbers from this one
}

func showTrial(t publishing.Trial) trialBody {
	b := trialBody{t.Changed, t.Before, t.Rows, t.New, t.Gone, []triedFigureBody{}}
	for _, f := range t.Figures {
		b.Figures = append(b.Figures, triedFigureBody{f.Widget.ID, cmp.Or(f.Now, f.Widget.Title), f.Then, f.Reason, f.Joins})
	}
	return b
}

// try fetches a dataset and says what would change.
func (a *API) try(c *fiber.Ctx) error {
	d, err := a.fetchable(c)
	if err != nil {
		return err
	}
	u := user(c)
	return a.do(c, d.Title, 0, func(ctx context.Context) (outcome, error) {
		trial, err := a.Fetcher.Try(ctx, d, u)
		return outcome{fiber.StatusOK, "", showTrial(trial)}, err
	})
}
