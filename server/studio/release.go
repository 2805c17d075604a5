package studio

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/htmltable"
	"figurehead/datasets/table"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// registerReleases adds the routes by which a new file comes into a dataset, and
// of what changed between copies.
func (s *Studio) registerReleases(app *fiber.App) {
	edit := s.Auth.Require(store.Editor)
	app.Get("/studio/datasets/:dataset/release", edit, s.release)
	app.Post("/studio/datasets/:dataset/release", edit, s.releaseSent)
	app.Get("/studio/datasets/:dataset/release/:held", edit, s.releaseRead)
	app.Post("/studio/datasets/:dataset/release/:held", edit, s.useRelease)
	app.Get("/studio/datasets/:dataset/copies/:snapshot", edit, s.copyChanges)
}

// releasePage takes a new file of a dataset.
type releasePage struct {
	basePage
	Dataset datasets.Dataset
	Data    string
	Way     publishing.TakeIn
}

func (s *Studio) release(c *fiber.Ctx) error {
	return s.showRelease(c, fiber.StatusOK, "", publishing.Replace)
}

func (s *Studio) showRelease(c *fiber.Ctx, status int, data string, way publishing.TakeIn, problems ...fieldError) error {
	dataset, _, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	page := releasePage{basePage: s.base(c, "Bring in a new release"), Dataset: dataset, Data: data, Way: way}
	page.Nav, page.Errors = "datasets", problems
	return s.render(c, status, "release", page)
}

// wayOf is a way that a form names; "" for none that there is.
func wayOf(name string) publishing.TakeIn {
	switch way := publishing.TakeIn(name); way {
	case publishing.Replace, publishing.AddOnly, publishing.KeepOld, publishing.TakeNew:
		return way
	}
	return ""
}

// releaseSent reads a new file and leads on to what it would change. When it
// cannot be read nothing is kept of it, and the form shows why.
func (s *Studio) releaseSent(c *fiber.Ctx) error {
	dataset, user, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	data, way := form(c, "data"), wayOf(form(c, "way"))
	failed := func(c *fiber.Ctx, err error) error {
		words, ok := mendable(err)
		if !ok {
			return err
		}
		if words.Field != "way" {
			words.Field = "data"
		}
		return s.showRelease(c, fiber.StatusUnprocessableEntity, data, way, words)
	}
	in, err := s.releaseFile(c, dataset.Source, data)
	if err == nil && way == "" {
		err = datasets.Problem{Field: "way", Message: "Say what is to be done with the release."}
	}
	if err != nil {
		return failed(c, err)
	}
	t := task{verb: "Reading", pasted: len(data), failed: failed}
	at := "/studio/datasets/" + dataset.ID + "/release/"
	return s.do(c, t, in.Name, len(in.Raw), func(ctx context.Context) (string, error) {
		if in.Source.Kind == "url" {
			got, err := publishing.Fetched(ctx, s.Fetch.Get, in.Source.Address, in.Source)
			if err != nil {
				return "", err
			}
			in = got
		}
		release, err := jobs.Turn(ctx, jobs.Weight(in.Raw))
		if err != nil {
			return "", err
		}
		defer release()
		if _, err := s.Publishing.TryRelease(ctx, s.incomingRelease(dataset.ID, in, way, user)); err != nil {
			return "", err
		}
		return at + s.held.keep(heldFile{in: in}, len(in.Raw), user.ID, s.Now()) + "?way=" + string(way), nil
	})
}

// releaseFile is what was uploaded, pasted or named.
func (s *Studio) releaseFile(c *fiber.Ctx, source datasets.Source, data string) (publishing.Import, error) {
	if in, chosen, err := uploaded(c, source); chosen || err != nil {
		return in, err
	}
	text := strings.TrimSpace(data)
	switch {
	case text == "":
		return publishing.Import{}, datasets.Problem{Field: "data", Message: "Paste a table, choose a file or enter a web address."}
	case meantAsAddress(text):
		source.Kind, source.Address = "url", text
		return publishing.Import{Name: text, Source: source}, nil // to be fetched
	}
	if clipped, ok := htmltable.Clip([]byte(form(c, "html"))); ok {
		return publishing.Import{Raw: clipped, Name: "Pasted table", Source: source}, nil
	}
	return publishing.Import{Raw: []byte(data), Name: "Pasted table", Source: source}, nil
}

func (s *Studio) incomingRelease(datasetID string, in publishing.Import, way publishing.TakeIn, user store.User) publishing.Incoming {
	return publishing.Incoming{DatasetID: datasetID, Name: in.Name, Raw: in.Raw, Way: way,
		May: func(w widgets.Widget) bool { return auth.May(user, auth.Publish, w.DirectorateID) }}
}

// releaseReadPage says what a release would change, and asks whether to use it.
type releaseReadPage struct {
	basePage
	changesView
	Dataset datasets.Dataset
	Name    string
	Way     publishing.TakeIn
	Release publishing.Release
	Action  string
	Sure    bool
}

// BothHave says how many rows stand in both.
func (p releaseReadPage) BothHave() string {
	if p.Release.Overlap == 1 {
		return "1 row of the release is about the same as a row that you have."
	}
	return thousands(p.Release.Overlap) + " rows of the release are about the same as rows that you have."
}

// Follow counts the published figures that would follow.
func (p releaseReadPage) Follow() (n int) {
	for _, f := range p.Release.Figures {
		if f.Reason == "" && !f.Joins {
			n++
		}
	}
	return n
}

// releaseRead shows what the release would change. Nothing of it is stored.
func (s *Studio) releaseRead(c *fiber.Ctx) error {
	return s.showReleaseRead(c, fiber.StatusOK, wayOf(c.Query("way", string(publishing.Replace))), false)
}

func (s *Studio) showReleaseRead(c *fiber.Ctx, status int, way publishing.TakeIn, sure bool, problems ...fieldError) error {
	dataset, user, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	file, held := s.held.of(param(c, "held"), user.ID, s.Now())
	if !held {
		return s.showRelease(c, fiber.StatusGone, "", publishing.Replace, fieldError{"data", noLongerHeld})
	}
	page := releaseReadPage{basePage: s.base(c, "What the release would change"), Dataset: dataset, Name: file.in.Name, Way: way, Sure: sure}
	page.Nav, page.Errors = "datasets", problems
	page.Action = "/studio/datasets/" + dataset.ID + "/release/" + param(c, "held")
	page.Release, err = s.Publishing.TryRelease(c.UserContext(), s.incomingRelease(dataset.ID, file.in, way, user))
	if words, ok := mendable(err); ok {
		words.Field = "data"
		return s.showRelease(c, fiber.StatusUnprocessableEntity, "", way, words)
	}
	if err != nil {
		return err
	}
	page.changesView = newChangesView(page.Release.Differences)
	return s.render(c, status, "release_read", page)
}

// useRelease stores the release as the newest copy; figures follow.
func (s *Studio) useRelease(c *fiber.Ctx) error {
	dataset, user, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	id, way, sure := param(c, "held"), wayOf(form(c, "way")), form(c, "sure") == "yes"
	file, held := s.held.of(id, user.ID, s.Now())
	if !held {
		return s.showRelease(c, fiber.StatusGone, "", publishing.Replace, fieldError{"data", noLongerHeld})
	}
	if way == "" && form(c, "unchosen") == "yes" {
		way = publishing.AddOnly // which the rows of both stand in the way of
	}
	if way == "" {
		return fiber.ErrBadRequest
	}
	in := s.incomingRelease(dataset.ID, file.in, way, user)
	in.Base, in.Sure = form(c, "base"), sure
	by := actor(c)
	t := task{verb: "Reading", failed: func(c *fiber.Ctx, err error) error { return s.releaseNotUsed(c, way, sure, err) }}
	return s.do(c, t, dataset.Title, len(in.Raw), func(ctx context.Context) (string, error) {
		release, err := jobs.Turn(ctx, jobs.Weight(in.Raw))
		if err != nil {
			return "", err
		}
		defer release()
		if _, err := s.Fetcher.Use(ctx, by, in); err != nil {
			return "", err
		}
		s.held.release(id)
		return "/studio/datasets/" + dataset.ID + "#refresh", nil
	})
}

// releaseNotUsed asks again, with the reason. Nothing was stored.
func (s *Studio) releaseNotUsed(c *fiber.Ctx, way publishing.TakeIn, sure bool, err error) error {
	if errors.Is(err, store.ErrConflict) {
		return s.showReleaseRead(c, fiber.StatusConflict, way, sure, fieldError{"", "The data was changed meanwhile. Nothing was stored. Look at what the release would change now"})
	}
	words, ok := mendable(err)
	if !ok {
		return err
	}
	return s.showReleaseRead(c, fiber.StatusUnprocessableEntity, way, sure, words)
}

// changesView is what sets two copies apart, in words and as a table.
type changesView struct {
	Said    []string // a sentence each
	KeyOf   []string // headings of the table
	Changes []changeRow
	More    int // changed cells that are not listed
	Why     string
}

// changeRow is one changed cell.
type changeRow struct {
	Key           []string
	Field         string
	Before, After string
}

func newChangesView(d publishing.Differences) changesView {
	v := changesView{Said: differenceWords(d), KeyOf: d.Key, Why: d.Withheld}
	for _, c := range d.Changes {
		row := changeRow{Field: c.Field, Before: changedCell(c.Before), After: changedCell(c.After)}
		for _, k := range c.Key {
			row.Key = append(row.Key, changedCell(k))
		}
		v.Changes = append(v.Changes, row)
	}
	if d.Withheld == "" {
		v.More = d.Cells - len(d.Changes)
	}
	return v
}

// changedCell is a cell as the table of changes has it: a missing one says why.
func changedCell(c table.Cell) string {
	if c.Missing != table.Present {
		return c.Missing.String()
	}
	return c.String()
}

// differenceWords say in sentences what sets a newer copy apart.
func differenceWords(d publishing.Differences) []string {
	if d.None() {
		return []string{"No row and no column differs."}
	}
	list := []string{fmt.Sprintf("%s came, %s went, %s changed; %s the same.",
		howMany(d.Added, "row"), thousands(d.Gone), thousands(d.Changed), isOrAre(d.Same))}
	if d.Cells > 0 {
		list = append(list, howMany(d.Cells, "cell")+" changed.")
	}
	for _, f := range d.NewFields {
		list = append(list, "The column “"+f+"” is new.")
	}
	for _, f := range d.GoneFields {
		list = append(list, "The column “"+f+"” is gone.")
	}
	return list
}

func isOrAre(n int) string {
	if n == 1 {
		return "1 is"
	}
	return thousands(n) + " are"
}

// copyPage says what changed in a copy against the one before it.
type copyPage struct {
	basePage
	changesView
	Dataset       datasets.Dataset
	Copy, Earlier datasets.Snapshot
}

// copyChanges compares a copy with the one before it that was confirmed.
func (s *Studio) copyChanges(c *fiber.Ctx) error {
	ctx := c.UserContext()
	dataset, _, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	page := copyPage{basePage: s.base(c, "What changed"), Dataset: dataset}
	page.Nav = "datasets"
	if page.Copy, err = s.Store.Snapshot(ctx, param(c, "snapshot")); err != nil {
		return err
	}
	if page.Copy.DatasetID != dataset.ID {
		return store.ErrNotFound
	}
	if page.Earlier, err = s.Publishing.CopyBefore(ctx, page.Copy); err != nil {
		return err
	}
	d, err := s.Publishing.Differences(ctx, page.Earlier, page.Copy)
	if err != nil {
		return err
	}
	page.changesView = newChangesView(d)
	return s.render(c, fiber.StatusOK, "copy", page)
}
