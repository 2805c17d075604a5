package embed

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// counting is the store with a count of the Editions read whole: the work that
// a request can cause.
type counting struct {
	Store
	editions atomic.Int64
}

func (c *counting) Edition(ctx context.Context, id string, n int) (widgets.Edition, error) {
	c.editions.Add(1)
	return c.Store.Edition(ctx, id, n)
}

// TestFlood asks two thousand times with different queries: four frames at
// most are made.
func TestFlood(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	st := &counting{Store: p.store}
	p.face.Store = st
	for i := range 400 {
		for _, query := range []string{"?x=%d", "?scheme=%d", "?lang=%d", "?scheme=auto&lang=cy&%d", "/e/1?w=%d"} {
			p.get(embedAddress(f)+fmt.Sprintf(query, i), "Accept", fmt.Sprint(i))
		}
	}
	if got := st.editions.Load(); got > 4 {
		t.Errorf("2,000 requests made %d frames", got)
	}
}

func TestCacheIsBounded(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	d := p.deps(p.store)
	d.CacheBytes = 256 << 10
	p.face = newFace(d)
	p.app = fiber.New(fiber.Config{DisableStartupMessage: true})
	p.face.register(p.app)
	for range 24 {
		f := p.published("twelve-bars")
		for _, scheme := range []string{"light", "dark", "auto"} {
			if got := p.get(embedAddress(f) + "?scheme=" + scheme); got.StatusCode != http.StatusOK {
				t.Fatalf("frame = %d", got.StatusCode)
			}
		}
	}
	p.face.bodies.CleanUp()
	if got := p.face.bodies.WeightedSize(); got > 256<<10 {
		t.Errorf("the cache holds %d bytes, allowed are %d", got, 256<<10)
	}
	if got := p.face.bodies.EstimatedSize(); got == 0 || got >= 24*3 {
		t.Errorf("the cache holds %d of 72 frames", got)
	}
}

// TestStampede: many first readers cause one assembly.
func TestStampede(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	st := &counting{Store: p.store}
	p.face.Store = st
	var readers sync.WaitGroup
	bodies := make([]string, 64)
	for i := range bodies {
		readers.Go(func() { bodies[i] = p.get(embedAddress(f)).body })
	}
	readers.Wait()
	if got := st.editions.Load(); got != 1 {
		t.Errorf("64 readers at once made %d frames", got)
	}
	if unlike := slices.IndexFunc(bodies, func(b string) bool { return b != bodies[0] }); unlike >= 0 {
		t.Errorf("reader %d got other bytes", unlike)
	}
}

// TestNothingOfARequestIsKept asks for two figures in turns on an app that
// reuses the memory of requests.
func TestNothingOfARequestIsKept(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	figures := []figure{p.published("waste-bar"), p.published("waste-line"), p.published("spend-table")}
	for i := range 90 {
		f := figures[i%len(figures)]
		for _, address := range []string{embedAddress(f), pageAddress(f) + "/data.csv", frozen(embedAddress(f), 1), "/s/" + f.live.ShortCode} {
			got := p.get(address)
			if got.StatusCode >= 400 || (strings.HasPrefix(address, "/embed") && !strings.Contains(got.body, f.widget.PublicID)) {
				t.Fatalf("request %d: %s = %d, of another figure", i, address, got.StatusCode)
			}
		}
	}
}

// TestCanaries plants words in everything that is not for everybody and looks
// for them in every byte that everybody can get.
func TestCanaries(t *testing.T) {
	t.Parallel()
	const canary = "canary-7f3a"
	p := newPublicFace(t)
	ctx := t.Context()
	secret := store.Actor{ID: "actor-" + canary, Name: "Actor " + canary}
	if _, err := p.store.CreateUser(ctx, secret, store.User{Email: canary + "@example.org", Name: canary, Role: store.Editor}); err != nil {
		t.Fatal(err)
	}
	raw := canary + ",1\n"
	d, s, err := p.store.CreateDataset(ctx, secret,
		datasets.Dataset{Title: canary, OwnerID: secret.ID, Source: datasets.Source{Kind: "url", Address: "https://user:" + canary + "@portal.example/data.csv", Title: canary, Publisher: canary, Note: canary}},
		datasets.Snapshot{SHA256: p.put(raw), SizeBytes: int64(len(raw)), Rows: 1, TableDigest: canary, Confirmed: true, Recipe: datasets.Recipe{Version: 1}})
	if err != nil {
		t.Fatal(err)
	}
	w, draft, err := p.store.CreateWidget(ctx, secret, widgets.Widget{DatasetID: d.ID, OwnerID: secret.ID},
		widgets.Draft{SnapshotID: s.ID, Query: datasets.Query{Version: 1}, Spec: widgets.Spec{Version: 1, Kind: widgets.Bar, Title: "Draft " + canary, Note: canary, Alt: canary}})
	if err != nil {
		t.Fatal(err)
	}
	f := figure{widget: w, draft: draft, snapshot: s}
	for _, stage := range []string{"draft", "published", "withdrawn"} {
		switch stage {
		case "published":
			p.publish(&f, p.edition("waste-bar"))
		case "withdrawn":
			p.withdraw(f, "an error")
		}
		for _, r := range routes {
			got := p.get(example(r.path, f))
			headers, err := json.Marshal(got.Header)
			if err != nil {
				t.Fatal(err)
			}
			for _, hidden := range []string{canary, w.ID, d.ID, s.ID, secret.ID} {
				if strings.Contains(got.body, hidden) || strings.Contains(string(headers), hidden) {
					t.Errorf("%s: %s holds %q", stage, r.path, hidden)
				}
			}
		}
	}
}
