package studio

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/datasets/portal"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/server/refresh"
	"figurehead/server/search"
	"figurehead/store"
	"figurehead/widgets"
)

// newer is what a source answered when it was asked again.
type newer struct {
	name               string
	raw                []byte
	etag, lastModified string
	unchanged          bool
	nextRelease        time.Time
}

// noAddress says why data cannot be fetched.
var noAddress = fieldError{Field: refresh.ErrNoAddress.Field, Message: refresh.ErrNoAddress.Message}

// refresh fetches a dataset again. Whatever comes of it is remembered in words
// on the page of the dataset; when it fails, the last good copy and everything
// public stay as they are.
func (s *Studio) refresh(c *fiber.Ctx) error {
	dataset, user, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if !dataset.Source.Fetchable() {
		return s.showDataset(c, fiber.StatusUnprocessableEntity, nil, noAddress)
	}
	at, by := "/studio/datasets/"+dataset.ID+"#refresh", actor(c)
	if form(c, "back") == "sources" {
		at = "/studio/sources?fetched=" + dataset.ID
	}
	t := task{verb: "Fetching", failed: func(c *fiber.Ctx, err error) error {
		if errors.Is(err, errFetching) {
			return s.showDatasetWith(c, dataset.ID, fiber.StatusConflict, func(p *datasetPage) {
				p.problem("refresh", "It is being fetched just now. Look again in a minute")
			})
		}
		why, ok := jobWords(err)
		if !ok {
			return err
		}
		return s.showDatasetWith(c, dataset.ID, fiber.StatusOK, func(p *datasetPage) { p.Fetched = why.Message })
	}}
	return s.do(c, t, dataset.Title, 0, func(ctx context.Context) (string, error) {
		_, err := s.fetchOnce(ctx, by, dataset, user)
		return at, err
	})
}

// errFetching says that a dataset is being fetched already.
var errFetching = errors.New("it is being fetched")

// fetched is what came of a try.
type fetched struct {
	kept        error // why the last good copy stays in use; nil when the source answered as it should
	nextRelease time.Time
}

// fetchOnce fetches a dataset and remembers what came of it.
func (s *Studio) fetchOnce(ctx context.Context, by store.Actor, dataset datasets.Dataset, user store.User) (result fetched, err error) {
	if _, busy := s.fetching.LoadOrStore(dataset.ID, true); busy {
		return result, errFetching
	}
	defer s.fetching.Delete(dataset.ID)
	record := store.Refresh{DatasetID: dataset.ID, Outcome: store.RefreshSame}
	got, err := s.fetchAgain(ctx, dataset)
	if err == nil {
		release, err := jobs.Turn(ctx, jobs.Weight(got.raw))
		if err != nil {
			return result, err
		}
		defer release()
	}
	if err == nil {
		var done publishing.Refreshed
		if done, err = s.putToUse(ctx, by, dataset.ID, got, user); err == nil {
			record.Words = refreshedWords(done)
			if done.Changed {
				record.Outcome = store.RefreshChanged
			}
		}
	}
	record.ETag, record.LastModified = got.etag, got.lastModified
	result.nextRelease = got.nextRelease
	if errors.Is(ctx.Err(), context.Canceled) && err != nil { // not the source's fault
		return result, context.Cause(ctx)
	}
	if err != nil {
		words, ok := mendable(err)
		if !ok {
			return result, err
		}
		result.kept = err
		record.Outcome, record.Words, record.ETag, record.LastModified = store.RefreshKept, words.Message, "", ""
	}
	_, err = s.Store.RecordRefresh(context.WithoutCancel(ctx), by, record)
	return result, err
}

// putToUse reads what came and lets the figures follow that user may publish.
func (s *Studio) putToUse(ctx context.Context, by store.Actor, datasetID string, got newer, user store.User) (publishing.Refreshed, error) {
	may := func(w widgets.Widget) bool { return auth.May(user, auth.Publish, w.DirectorateID) }
	if got.unchanged {
		return s.Publishing.Follow(ctx, by, datasetID, may)
	}
	return s.Publishing.Refresh(ctx, by, datasetID, got.name, got.raw, may)
}

// fetchAgain asks the address, or the portal, that a dataset came from.
func (s *Studio) fetchAgain(ctx context.Context, d datasets.Dataset) (newer, error) {
	release, err := jobs.Fetch(ctx)
	if err != nil {
		return newer{}, err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, search.ReadTime)
	defer cancel()
	tries, err := s.Store.Refreshes(ctx, d.ID)
	if err != nil {
		return newer{}, err
	}
	r := fetch.Request{Address: d.Source.Address}
	for _, t := range tries { // what the source said of the copy that is in use
		if t.Outcome != store.RefreshKept {
			r.ETag, r.LastModified = t.ETag, t.LastModified
			break
		}
	}
	if d.Source.Kind == "portal" {
		return s.fetchFromPortal(ctx, d.Source, r)
	}
	got, err := s.Fetch.Ask(ctx, r)
	if err != nil {
		return newer{}, err
	}
	if got.Unchanged {
		return newer{unchanged: true, etag: r.ETag, lastModified: r.LastModified}, nil
	}
	return newer{name: cmp.Or(got.FileName, d.Source.FileName), raw: got.Body, etag: got.ETag, lastModified: got.LastModified}, nil
}

// fetchFromPortal finds the resource again: by its ID, or by its name where it
// was uploaded anew. last is what was said of the file in use.
func (s *Studio) fetchFromPortal(ctx context.Context, source datasets.Source, last fetch.Request) (newer, error) {
	at := source.Portal
	site := portal.Site{Name: cmp.Or(hostOf(at.Address), "The portal"), Kind: portal.Kind(at.Kind), Address: at.Address}
	connector, err := s.search.Desk().Open(site)
	if err != nil {
		return newer{}, err
	}
	found, err := connector.Dataset(ctx, at.Dataset)
	if err != nil {
		return newer{}, err
	}
	r, ok := found.Resource(at.Resource, at.Name)
	if !ok {
		return newer{}, datasets.Problem{Message: site.Name + " does not have this file any more.", Suggestion: "Search for it again, and bring the new file in as new data."}
	}
	if r.Address == last.Address { // of another file nothing is known
		r.ETag, r.LastModified = last.ETag, last.LastModified
	}
	file, err := connector.Read(ctx, found, r)
	if errors.Is(err, fetch.ErrWebPage) {
		return newer{}, datasets.Problem{Message: site.Name + " sent a web page instead of the file.", Suggestion: "Try again later. If it happens twice, search for the dataset again."}
	}
	if err == nil && file.Unchanged {
		return newer{unchanged: true, etag: r.ETag, lastModified: r.LastModified, nextRelease: found.NextRelease}, nil
	}
	return newer{name: file.Name, raw: file.Body, etag: file.ETag, lastModified: file.LastModified, nextRelease: found.NextRelease}, err
}

// refreshedWords say what a fetch did.
func refreshedWords(r publishing.Refreshed) string {
	parts := []string{"Nothing is new."}
	if r.Changed {
		parts[0] = fmt.Sprintf("A newer copy of %s rows is in use.", thousands(r.Snapshot.Rows))
	}
	followed := 0
	for _, f := range r.Figures {
		if f.Reason == "" {
			followed++
		}
	}
	switch {
	case followed == 1:
		parts = append(parts, "One published figure follows the newest copy.")
	case followed > 1:
		parts = append(parts, fmt.Sprintf("%d published figures follow the newest copy.", followed))
	}
	for _, name := range r.New {
		parts = append(parts, fmt.Sprintf("The column “%s” is new in the file and was left out: nobody has looked for people in it.", name))
	}
	for _, p := range r.Places {
		parts = append(parts, newPlaceWords(p))
	}
	for i, f := range r.Figures {
		like := 1 // figures of a set stay for one reason
		for like < len(r.Figures)-i && r.Figures[i+like].Reason == f.Reason {
			like++
		}
		switch {
		case f.Reason == "" || i > 0 && r.Figures[i-1].Reason == f.Reason:
		case like > 1:
			parts = append(parts, fmt.Sprintf("%d figures stay as they were: %s", like, f.Reason))
		default:
			parts = append(parts, fmt.Sprintf("“%s” stays as it was: %s", cmp.Or(f.Widget.Title, "A figure without a title"), f.Reason))
		}
	}
	return strings.Join(parts, " ")
}

// newPlaceWords tell of places that a set has no figure for yet.
func newPlaceWords(p publishing.NewPlaces) string {
	const named = 5
	names := strings.Join(p.Names[:min(len(p.Names), named)], ", ")
	if more := len(p.Names) - named; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("New in the data, and not in the set “%s” yet: %s.", p.Set.Name, names)
}
