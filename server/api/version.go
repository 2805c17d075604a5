package api

import (
	"cmp"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

func (a *API) versionRoutes() []route {
	return []route{
		{fiber.MethodGet, "/figures/:figure/versions", store.ReadScope, a.versions},
		{fiber.MethodGet, "/figures/:figure/changes", store.ReadScope, a.versionChanges},
		{fiber.MethodPost, "/figures/:figure/duplicate", store.WriteScope, a.duplicate},
		{fiber.MethodPost, "/figures/:figure/restore", store.WriteScope, a.restore},
		{fiber.MethodPut, "/figures/:figure/pin", store.PublishScope, a.pin},
		{fiber.MethodDelete, "/figures/:figure/pin", store.PublishScope, a.unpin},
		{fiber.MethodGet, "/figures/:figure/corrections", store.ReadScope, a.corrections},
		{fiber.MethodPost, "/figures/:figure/corrections", store.PublishScope, a.correct},
		{fiber.MethodDelete, "/figures/:figure/corrections/:correction", store.PublishScope, a.uncorrect},
	}
}

// versionsBody is what a figure was. Pinned is the Edition that public addresses
// are kept at; 0 for none.
type versionsBody struct {
	Pinned int           `json:"pinned"`
	Items  []versionBody `json:"items"` // the newest first
	Next   string        `json:"next,omitempty"`
}

type versionBody struct {
	Edition     int       `json:"edition"`
	PublishedAt time.Time `json:"publishedAt"`
	By          string    `json:"by"` // a name, or "refresh" where newer data did it
	Title       string    `json:"title"`
	Snapshot    string    `json:"snapshot"`
	RetrievedAt time.Time `json:"retrievedAt"`
	Live        bool      `json:"live"`
	Erased      bool      `json:"erased"`
}

func (a *API) versions(c *fiber.Ctx) error {
	page, err := windowOf(c)
	if err != nil {
		return err
	}
	before := 0
	if page.After != "" {
		if before, err = strconv.Atoi(page.After); err != nil || before < 1 {
			return errCursor
		}
	}
	w, err := a.Store.Widget(c.UserContext(), param(c, "figure"))
	if err != nil {
		return err
	}
	list, err := a.Store.Versions(c.UserContext(), w.ID, before, page.Limit+1)
	if err != nil {
		return err
	}
	b := versionsBody{Items: []versionBody{}}
	if b.Pinned, err = a.Store.Pinned(c.UserContext(), w.ID); err != nil {
		return err
	}
	list, b.Next = cut(c, page, list, func(v store.Version) string { return strconv.Itoa(v.Number) })
	for _, v := range list {
		b.Items = append(b.Items, showVersion(w, v))
	}
	return send(c, b)
}

func showVersion(w widgets.Widget, v store.Version) versionBody {
	d := v.Revision.Draft
	by := cmp.Or(v.ByName, v.By)
	return versionBody{v.Number, v.PublishedAt, by, d.Spec.Title, d.SnapshotID, v.Retrieved, w.Edition == v.Number && w.State == widgets.Live, v.Purged || v.NoData}
}

// duplicate starts a draft as a copy of the figure as it is now.
func (a *API) duplicate(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if err := nothing(c); err != nil {
		return err
	}
	copied, _, err := a.Store.DuplicateWidget(c.UserContext(), actor(c), w.ID)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusCreated, "/figures/"+copied.ID, a.showFigure(copied))
}

// restored makes a Draft from an Edition; Version is that of the Draft now.
type restored struct {
	Version int `json:"version"`
	Edition int `json:"edition"`
}

func (a *API) restore(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Edit)
	if err != nil {
		return err
	}
	var sent restored
	if err := read(c, &sent); err != nil {
		return err
	}
	d, err := a.Publishing.Restore(c.UserContext(), actor(c), w.ID, sent.Version, sent.Edition)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "/figures/"+w.ID+"/draft", showDraft(d))
}

// pinned keeps public addresses at an Edition.
type pinned struct {
	Edition int `json:"edition"`
}

func (a *API) pin(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Publish)
	if err != nil {
		return err
	}
	var sent pinned
	if err := read(c, &sent); err != nil {
		return err
	}
	if err := a.Publishing.Pin(c.UserContext(), actor(c), w.ID, sent.Edition); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", sent)
}

func (a *API) unpin(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Publish)
	if err != nil {
		return err
	}
	if err := a.Publishing.Unpin(c.UserContext(), actor(c), w.ID); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// correctionBody is a notice beside a figure.
type correctionBody struct {
	ID       string    `json:"id"`
	Words    string    `json:"words"`
	Editions []int     `json:"editions"`
	At       time.Time `json:"at"`
}

func (a *API) correctionsOf(c *fiber.Ctx, figureID string) (listOf[correctionBody], error) {
	list, err := a.Store.Corrections(c.UserContext(), figureID)
	b := listOf[correctionBody]{Items: []correctionBody{}}
	for _, one := range list {
		b.Items = append(b.Items, correctionBody{one.ID, one.Words, one.Editions, one.At})
	}
	return b, err
}

func (a *API) corrections(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	w, err := a.Store.Widget(c.UserContext(), param(c, "figure"))
	if err != nil {
		return err
	}
	b, err := a.correctionsOf(c, w.ID)
	if err != nil {
		return err
	}
	return send(c, b)
}

// corrected puts a notice beside a figure.
type corrected struct {
	Words    string `json:"words"`
	Editions []int  `json:"editions"`
}

func (a *API) correct(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Publish)
	if err != nil {
		return err
	}
	var sent corrected
	if err := read(c, &sent); err != nil {
		return err
	}
	if err := a.Publishing.Correct(c.UserContext(), actor(c), w.ID, sent.Words, sent.Editions); err != nil {
		return err
	}
	b, err := a.correctionsOf(c, w.ID)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusCreated, "/figures/"+w.ID+"/corrections", b)
}

func (a *API) uncorrect(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Publish)
	if err != nil {
		return err
	}
	if err := a.Store.RemoveCorrection(c.UserContext(), actor(c), w.ID, param(c, "correction")); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
