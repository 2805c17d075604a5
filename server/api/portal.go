package api

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/portal"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/server/search"
	"figurehead/server/settings"
	"figurehead/store"
)

func (a *API) portalRoutes() []route {
	return []route{
		{fiber.MethodGet, "/portals", store.ReadScope, a.portals},
		{fiber.MethodPost, "/portals", store.AdminScope, a.addPortal},
		{fiber.MethodGet, "/portals/:portal", store.ReadScope, a.portal},
		{fiber.MethodPatch, "/portals/:portal", store.AdminScope, a.changePortal},
		{fiber.MethodDelete, "/portals/:portal", store.AdminScope, a.removePortal},
		{fiber.MethodPost, "/portals/:portal/try", store.AdminScope, a.tryPortal},
		{fiber.MethodPost, "/portals/:portal/datasets", store.WriteScope, a.usePortal},
		{fiber.MethodGet, "/search", store.WriteScope, a.search},
		{fiber.MethodPost, "/search/datasets", store.WriteScope, a.useAddress},
	}
}

// portalBody is an open data portal.
type portalBody struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Address  string `json:"address"`
	Searched bool   `json:"searched"`
}

func showPortal(p store.Portal) portalBody {
	return portalBody{p.ID, p.Name, p.Kind, p.Address, p.Searched}
}

func (a *API) portals(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	found, err := a.Store.Portals(c.UserContext())
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(p store.Portal) string { return p.ID }, showPortal)
}

// portalTo is the portal of the address.
func (a *API) portalTo(c *fiber.Ctx) (store.Portal, error) {
	list, err := a.Store.Portals(c.UserContext())
	if err != nil {
		return store.Portal{}, err
	}
	at := slices.IndexFunc(list, func(p store.Portal) bool { return p.ID == param(c, "portal") })
	if at < 0 {
		return store.Portal{}, store.ErrNotFound
	}
	return list[at], nil
}

func (a *API) portal(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	p, err := a.portalTo(c)
	if err != nil {
		return err
	}
	return send(c, showPortal(p))
}

// portalSent is a portal as programs write it; what is missing stays.
type portalSent struct {
	Name     *string `json:"name"`
	Kind     *string `json:"kind"`
	Address  *string `json:"address"`
	Searched *bool   `json:"searched"`
}

func (a *API) addPortal(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	var sent portalSent
	if err := read(c, &sent); err != nil {
		return err
	}
	p, err := a.savePortal(c, store.Portal{Searched: true}, sent)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusCreated, "/portals/"+p.ID, showPortal(p))
}

func (a *API) changePortal(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	p, err := a.portalTo(c)
	if err != nil {
		return err
	}
	if err := unchanged(c, showPortal(p)); err != nil {
		return err
	}
	var sent portalSent
	if err := read(c, &sent, mergePatch); err != nil {
		return err
	}
	if p, err = a.savePortal(c, p, sent); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showPortal(p))
}

func (a *API) savePortal(c *fiber.Ctx, p store.Portal, sent portalSent) (store.Portal, error) {
	if sent.Name != nil {
		p.Name = strings.TrimSpace(*sent.Name)
	}
	if sent.Kind != nil {
		p.Kind = *sent.Kind
	}
	if sent.Address != nil {
		p.Address = settings.PortalAddress(*sent.Address)
	}
	if sent.Searched != nil {
		p.Searched = *sent.Searched
	}
	member := func(field string) string { return "/" + field }
	if err := mended(settings.Portal(p), member); err != nil {
		return p, err
	}
	p, err := a.Store.SavePortal(c.UserContext(), actor(c), p)
	if errors.Is(err, store.ErrConflict) {
		err = mended([]datasets.Problem{settings.SamePortal}, member)
	}
	return p, err
}

func (a *API) removePortal(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	p, err := a.portalTo(c)
	if err != nil {
		return err
	}
	if err := a.Store.RemovePortal(c.UserContext(), actor(c), p.ID); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// triedBody is what a portal answered when it was asked for anything.
type triedBody struct {
	Answers  bool   `json:"answers"`
	Datasets int    `json:"datasets"` // that it has; -1 where it does not say
	Said     string `json:"said,omitempty"`
}

func (a *API) tryPortal(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	p, err := a.portalTo(c)
	if err != nil {
		return err
	}
	got := a.Search.Try(c.UserContext(), p)
	b := triedBody{Answers: got.Err == nil, Datasets: got.Total}
	if got.Err != nil {
		b.Datasets, b.Said = -1, got.Err.Error()
	}
	return done(c, fiber.StatusOK, "", b)
}

// foundBody is a dataset of a portal, with its files.
type foundBody struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	Publisher   string     `json:"publisher,omitempty"`
	Description string     `json:"description,omitempty"`
	Licence     string     `json:"licence,omitempty"`     // by its key
	LicenceSaid string     `json:"licenceSaid,omitempty"` // in the portal's words
	Link        string     `json:"link,omitempty"`
	Modified    *time.Time `json:"modified,omitempty"`
	NextRelease *time.Time `json:"nextRelease,omitempty"`
	Files       []fileBody `json:"files"`
}

type fileBody struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Format   string     `json:"format,omitempty"`
	Address  string     `json:"address,omitempty"`
	Bytes    int64      `json:"bytes,omitempty"`
	Rows     *int       `json:"rows,omitempty"`
	Modified *time.Time `json:"modified,omitempty"`
	Readable bool       `json:"readable"` // it can become a figure
}

func showFound(f portal.Found) foundBody {
	b := foundBody{f.ID, f.Title, f.Publisher, f.Description, f.Licence.Key, f.Licence.Said, f.Landing, instant(f.Modified), instant(f.NextRelease), []fileBody{}}
	for _, r := range f.Resources {
		file := fileBody{ID: r.ID, Name: r.Name, Format: r.Format, Address: r.Address, Bytes: r.Bytes, Modified: instant(r.Modified), Readable: r.Readable()}
		if r.Rows >= 0 {
			file.Rows = &r.Rows
		}
		b.Files = append(b.Files, file)
	}
	return b
}

// searchBody is what portals answered, each in its place.
type searchBody struct {
	Answers []portalAnswer `json:"answers"`
	Page    int            `json:"page"`
}

type portalAnswer struct {
	Portal   string      `json:"portal,omitempty"` // its id; none of a page that is no portal of Settings
	Name     string      `json:"name"`
	Total    int         `json:"total"` // -1 where it does not say
	More     bool        `json:"more"`  // it has another page
	Datasets []foundBody `json:"datasets"`
	Failed   string      `json:"failed,omitempty"` // why it did not answer
}

// search asks portals for words, or one address for what it has.
func (a *API) search(c *fiber.Ctx) error {
	query, err := asked(c, "q", "portal", "page", "address")
	if err != nil {
		return err
	}
	if err := may(c, auth.Edit, user(c).DirectorateID); err != nil {
		return err
	}
	b := searchBody{Answers: []portalAnswer{}, Page: 1}
	if text := query["page"]; text != "" {
		if b.Page, err = strconv.Atoi(text); err != nil || b.Page < 1 || b.Page > search.LastPage {
			return fault{Field: "page", Detail: "The page must be a whole number between 1 and " + strconv.Itoa(search.LastPage) + "."}
		}
	}
	words := search.Words(query["q"])
	if query["address"] != "" {
		if words != "" || query["portal"] != "" {
			return fault{Field: "address", Detail: "Ask either for words or for what an address has."}
		}
		from, found, err := a.Search.At(c.UserContext(), query["address"])
		if err != nil {
			return reworded("address", err)
		}
		b.Answers = append(b.Answers, showAnswer(search.Answer{Portal: from, Page: portal.Page{Found: found, Total: len(found)}}))
		return send(c, b)
	}
	if words == "" {
		return fault{Field: "q", Detail: "Enter a word to search for."}
	}
	chosen, err := a.Search.Searched(c.UserContext())
	if err != nil {
		return err
	}
	if id := query["portal"]; id != "" {
		chosen = slices.DeleteFunc(chosen, func(p store.Portal) bool { return p.ID != id })
	}
	if len(chosen) == 0 {
		return fault{Field: "portal", Detail: "This portal is not searched any more."}
	}
	for _, answer := range a.Search.All(c.UserContext(), chosen, words, b.Page) {
		b.Answers = append(b.Answers, showAnswer(answer))
	}
	return send(c, b)
}

func showAnswer(answer search.Answer) portalAnswer {
	b := portalAnswer{Portal: answer.Portal.ID, Name: answer.Portal.Name, Total: answer.Total, More: answer.More, Datasets: []foundBody{}}
	if answer.Err != nil {
		b.Total, b.Failed = -1, answer.Err.Error()
	}
	for _, f := range answer.Found {
		b.Datasets = append(b.Datasets, showFound(f))
	}
	return b
}

// reworded says of what can be mended in which field it is.
func reworded(field string, err error) error {
	if problem, ok := publishing.Mendable(err); ok {
		return fault{Field: field, Detail: problem.Error()}
	}
	return err
}

// portalUse is a file that a search found, and what is decided about people in it.
type portalUse struct {
	Dataset string              `json:"dataset"` // its id at the portal
	File    string              `json:"file"`    // its id at the portal
	Name    string              `json:"name"`    // by which it is found where its id is new
	People  map[string]decision `json:"people"`
}

// usePortal takes a file of a portal of Settings in as a new dataset.
func (a *API) usePortal(c *fiber.Ctx) error {
	if err := may(c, auth.Edit, user(c).DirectorateID); err != nil {
		return err
	}
	p, err := a.portalTo(c)
	if err != nil {
		return err
	}
	if !p.Searched {
		return store.ErrNotFound
	}
	var sent portalUse
	if err := read(c, &sent); err != nil {
		return err
	}
	return a.takeFound(c, p, sent)
}

// addressUse is the same of an address that is no portal of Settings.
type addressUse struct {
	Address string `json:"address"`
	portalUse
}

func (a *API) useAddress(c *fiber.Ctx) error {
	if err := may(c, auth.Edit, user(c).DirectorateID); err != nil {
		return err
	}
	var sent addressUse
	if err := read(c, &sent); err != nil {
		return err
	}
	from, _, err := a.Search.At(c.UserContext(), sent.Address)
	if err != nil {
		return at("/address", err)
	}
	return a.takeFound(c, from, sent.portalUse)
}

func (a *API) takeFound(c *fiber.Ctx, from store.Portal, sent portalUse) error {
	by, u := actor(c), user(c)
	return a.do(c, cmp.Or(sent.Name, from.Name), 0, func(ctx context.Context) (outcome, error) {
		in, err := a.readFound(ctx, from, sent)
		if err != nil {
			return outcome{}, at("/file", err)
		}
		release, err := jobs.Turn(ctx, jobs.Weight(in.Raw))
		if err != nil {
			return outcome{}, err
		}
		defer release()
		in.OwnerID, in.DirectorateID, in.Ask, in.Decisions = u.ID, u.DirectorateID, true, decisions(sent.People)
		d, _, err := a.Publishing.Import(ctx, by, in)
		if err != nil {
			return outcome{}, err
		}
		d, err = a.Store.Dataset(context.WithoutCancel(ctx), d.ID)
		return outcome{fiber.StatusCreated, "/datasets/" + d.ID, showDataset(d)}, err
	})
}

func (a *API) readFound(ctx context.Context, from store.Portal, sent portalUse) (publishing.Import, error) {
	release, err := jobs.Fetch(ctx)
	if err != nil {
		return publishing.Import{}, err
	}
	defer release()
	in, _, err := a.Search.Read(ctx, from, search.Chosen{Dataset: sent.Dataset, Resource: sent.File, Name: sent.Name})
	return in, err
}
