package publishing

import (
	"net/url"
	"sync"
	"time"

	"github.com/maypok86/otter/v2"

	"figurehead/datasets"
	"figurehead/datasets/personal"
	"figurehead/datasets/table"
	"figurehead/store"
)

// Options of a Publisher.
type Options struct {
	// PublicURL is scheme and host, as readers reach the server.
	PublicURL string
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// TableBytes bounds the memory of tables kept ready; 0 means 256 MiB.
	TableBytes int64
}

// Publisher publishes figures. Its methods may be called concurrently; two
// publishes from one Dataset wait for each other.
type Publisher struct {
	store      *store.Store
	publicURL  string
	now        func() time.Time
	tables     *otter.Cache[string, *table.Table]
	results    *results
	again      datasets.Again
	looks      *otter.Cache[resultKey, *look]
	thumbs     *otter.Cache[resultKey, []byte]
	people     *otter.Cache[string, []personal.Finding] // by the digest of the table
	datasets   keyedLock
	boundaries boundaries
	dressing   dressing
	examples   drawnExamples
	// differences are those of two copies, by the digests of their tables.
	differences *otter.Cache[string, Differences]
	described   *otter.Cache[string, Described] // by the copy and the digest of its table
}

// New returns a Publisher on a store.
func New(st *store.Store, o Options) *Publisher {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.TableBytes == 0 {
		o.TableBytes = 256 << 20
	}
	const weightUnit = 1 << 10 // the cache weighs in kibibytes, to stay inside uint32
	tables := otter.Must(&otter.Options[string, *table.Table]{
		MaximumWeight: uint64(o.TableBytes / weightUnit),
		Weigher: func(_ string, t *table.Table) uint32 {
			return uint32(t.SizeBytes()/weightUnit) + 1
		},
	})
	return &Publisher{store: st, publicURL: o.PublicURL, now: o.Now, tables: tables, results: newResults(), looks: newLooks(), thumbs: newThumbs(),
		people:      otter.Must(&otter.Options[string, []personal.Finding]{MaximumSize: 1000}),
		differences: otter.Must(&otter.Options[string, Differences]{MaximumSize: 200}),
		described:   otter.Must(&otter.Options[string, Described]{MaximumSize: 200})}
}

// PublicURL returns scheme and host, as readers reach the server.
func (p *Publisher) PublicURL() string { return p.publicURL }

// host returns the public address without its scheme, as printed in images.
func (p *Publisher) host() string {
	u, err := url.Parse(p.publicURL)
	if err != nil {
		return p.publicURL
	}
	return u.Host
}

// keyedLock holds one lock for each key that is in use.
type keyedLock struct {
	mu    sync.Mutex
	locks map[string]*countedLock
}

type countedLock struct {
	sync.Mutex
	users int
}

// lock waits for the key and returns what gives it back.
func (k *keyedLock) lock(key string) (unlock func()) {
	k.mu.Lock()
	if k.locks == nil {
		k.locks = map[string]*countedLock{}
	}
	l := k.locks[key]
	if l == nil {
		l = &countedLock{}
		k.locks[key] = l
	}
	l.users++
	k.mu.Unlock()
	l.Lock()
	return func() {
		l.Unlock()
		k.mu.Lock()
		defer k.mu.Unlock()
		if l.users--; l.users == 0 {
			delete(k.locks, key)
		}
	}
}
