package refresh

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/datasets/portal"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// readTime is how long another server may take to send a file.
const readTime = 3 * time.Minute

// ErrFetching says that a dataset is being fetched already.
var ErrFetching = errors.New("it is being fetched")

// Fetcher has newer files of datasets put to use, for people, for programs and by
// itself: one at a time of each dataset.
type Fetcher struct {
	Store      *store.Store
	Publishing *publishing.Publisher
	Client     *fetch.Client
	Portals    func() *portal.Desk
	fetching   sync.Map // ids of the datasets that are being fetched
}

// Fetched is what came of a try.
type Fetched struct {
	publishing.Refreshed
	Record      store.Refresh // as it is remembered
	Kept        error         // why the last good copy stays in use; nil when the source answered as it should
	NextRelease time.Time
}

// newer is what a source answered when it was asked again.
type newer struct {
	name               string
	raw                []byte
	etag, lastModified string
	unchanged          bool
	nextRelease        time.Time
}

// Fetch fetches a dataset and remembers what came of it. Figures follow that user
// may publish. When it fails, the last good copy and everything public stay.
func (f *Fetcher) Fetch(ctx context.Context, by store.Actor, dataset datasets.Dataset, user store.User) (result Fetched, err error) {
	if !dataset.Source.Fetchable() {
		return result, ErrNoAddress
	}
	if _, busy := f.fetching.LoadOrStore(dataset.ID, true); busy {
		return result, ErrFetching
	}
	defer f.fetching.Delete(dataset.ID)
	record := store.Refresh{DatasetID: dataset.ID, Outcome: store.RefreshSame}
	got, err := f.again(ctx, dataset)
	if err == nil {
		release, err := jobs.Turn(ctx, jobs.Weight(got.raw))
		if err != nil {
			return result, err
		}
		defer release()
	}
	if err == nil {
		if result.Refreshed, err = f.putToUse(ctx, by, dataset.ID, got, user); err == nil {
			record.Words = result.Refreshed.Words()
			if result.Changed {
				record.Outcome = store.RefreshChanged
			}
		}
	}
	record.ETag, record.LastModified = got.etag, got.lastModified
	result.NextRelease = got.nextRelease
	if errors.Is(ctx.Err(), context.Canceled) && err != nil { // not the source's fault
		return result, context.Cause(ctx)
	}
	if err != nil {
		words, ok := whyNot(err)
		if !ok {
			return result, err
		}
		result.Kept = err
		record.Outcome, record.Words, record.ETag, record.LastModified = store.RefreshKept, words, "", ""
	}
	result.Record, err = f.Store.RecordRefresh(context.WithoutCancel(ctx), by, record)
	return result, err
}

// whyNot says why newer data was not put to use, or false for a fault of ours.
func whyNot(err error) (string, bool) {
	if problem, ok := publishing.InTheWay(err); ok {
		return problem.Error(), true
	}
	return jobs.Words(err)
}

// Try says what fetching a dataset would change. Nothing is written.
func (f *Fetcher) Try(ctx context.Context, dataset datasets.Dataset, user store.User) (publishing.Trial, error) {
	if !dataset.Source.Fetchable() {
		return publishing.Trial{}, ErrNoAddress
	}
	got, err := f.again(ctx, dataset)
	if err != nil {
		return publishing.Trial{}, err
	}
	if got.unchanged {
		return f.Publishing.TrySame(ctx, dataset.ID, mayPublish(user))
	}
	return f.Publishing.Try(ctx, dataset.ID, got.name, got.raw, mayPublish(user))
}

// Use stores a new release of a dataset as its newest copy, and remembers it.
func (f *Fetcher) Use(ctx context.Context, by store.Actor, in publishing.Incoming) (result Fetched, err error) {
	if result.Refreshed, err = f.Publishing.UseRelease(ctx, by, in); err != nil {
		return result, err
	}
	record := store.Refresh{DatasetID: in.DatasetID, Outcome: store.RefreshSame, Words: result.Refreshed.Words()}
	if result.Changed {
		record.Outcome = store.RefreshChanged
	}
	result.Record, err = f.Store.RecordRefresh(context.WithoutCancel(ctx), by, record)
	return result, err
}

func mayPublish(user store.User) func(widgets.Widget) bool {
	return func(w widgets.Widget) bool { return auth.May(user, auth.Publish, w.DirectorateID) }
}

// putToUse reads what came and lets the figures follow that user may publish.
func (f *Fetcher) putToUse(ctx context.Context, by store.Actor, datasetID string, got newer, user store.User) (publishing.Refreshed, error) {
	if got.unchanged {
		return f.Publishing.Follow(ctx, by, datasetID, mayPublish(user))
	}
	return f.Publishing.Refresh(ctx, by, datasetID, got.name, got.raw, mayPublish(user))
}

// again asks the address, or the portal, that a dataset came from.
func (f *Fetcher) again(ctx context.Context, d datasets.Dataset) (newer, error) {
	release, err := jobs.Fetch(ctx)
	if err != nil {
		return newer{}, err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	tries, err := f.Store.Refreshes(ctx, d.ID)
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
		return f.fromPortal(ctx, d.Source, r)
	}
	got, err := f.Client.Ask(ctx, r)
	if err != nil {
		return newer{}, err
	}
	if got.Unchanged {
		return newer{unchanged: true, etag: r.ETag, lastModified: r.LastModified}, nil
	}
	return newer{name: cmp.Or(got.FileName, d.Source.FileName), raw: got.Body, etag: got.ETag, lastModified: got.LastModified}, nil
}

// fromPortal finds the resource again: by its ID, or by its name where it was
// uploaded anew. last is what was said of the file in use.
func (f *Fetcher) fromPortal(ctx context.Context, source datasets.Source, last fetch.Request) (newer, error) {
	at, name := source.Portal, "The portal"
	if u, err := url.Parse(at.Address); err == nil && u.Host != "" {
		name = u.Host
	}
	connector, err := f.Portals().Open(portal.Site{Name: name, Kind: portal.Kind(at.Kind), Address: at.Address})
	if err != nil {
		return newer{}, err
	}
	found, err := connector.Dataset(ctx, at.Dataset)
	if err != nil {
		return newer{}, err
	}
	r, ok := found.Resource(at.Resource, at.Name)
	if !ok {
		return newer{}, datasets.Problem{Message: name + " does not have this file any more.", Suggestion: "Search for it again, and bring the new file in as new data."}
	}
	if r.Address == last.Address { // of another file nothing is known
		r.ETag, r.LastModified = last.ETag, last.LastModified
	}
	file, err := connector.Read(ctx, found, r)
	if errors.Is(err, fetch.ErrWebPage) {
		return newer{}, datasets.Problem{Message: name + " sent a web page instead of the file.", Suggestion: "Try again later. If it happens twice, search for the dataset again."}
	}
	if err == nil && file.Unchanged {
		return newer{unchanged: true, etag: r.ETag, lastModified: r.LastModified, nextRelease: found.NextRelease}, nil
	}
	return newer{name: file.Name, raw: file.Body, etag: file.ETag, lastModified: file.LastModified, nextRelease: found.NextRelease}, err
}
