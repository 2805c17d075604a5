package embed

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// addressesOf are all addresses of one figure by the shape of their answer.
func addressesOf(id string) map[string][]string {
	return map[string][]string{
		"page":  {"/w/" + id},
		"frame": {"/embed/" + id, "/embed/" + id + "?scheme=auto"},
		"file":  {"/w/" + id + "/og.png", "/w/" + id + "/square.png", "/w/" + id + "/print.svg", "/w/" + id + "/data.csv", "/w/" + id + "/data.json", "/w/" + id + "/datapackage.json", "/w/" + id + "/data.xlsx", "/w/" + id + "/data.parquet"},
	}
}

func frozenAddressesOf(id string, n string) map[string][]string {
	all := map[string][]string{}
	for shape, addresses := range addressesOf(id) {
		for _, a := range addresses {
			path, query, _ := strings.Cut(a, "?")
			if query != "" {
				query = "?" + query
			}
			all[shape] = append(all[shape], strings.Replace(path, id, id+"/e/"+n, 1)+query)
		}
	}
	return all
}

func TestStates(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	live, gone, erased, draft := p.published("waste-bar"), p.published("waste-headline"), p.published("spend-table"), p.draftOf("only a draft")
	p.withdraw(gone, "the data was replaced by its publisher")
	if err := p.store.PurgeSnapshot(t.Context(), officer, erased.snapshot.ID, "it named people"); err != nil {
		t.Fatalf("PurgeSnapshot() = %v", err)
	}
	p.now = p.now.Add(2 * freshness)
	unknown := strings.Repeat("0", 26)
	tests := []struct {
		name      string
		addresses map[string][]string
		want      int
	}{
		{"live", addressesOf(live.widget.PublicID), http.StatusOK},
		{"live, in capitals", addressesOf(strings.ToUpper(live.widget.PublicID)), http.StatusOK},
		{"live, frozen", frozenAddressesOf(live.widget.PublicID, "1"), http.StatusOK},
		{"withdrawn", addressesOf(gone.widget.PublicID), http.StatusGone},
		{"withdrawn, frozen", frozenAddressesOf(gone.widget.PublicID, "1"), http.StatusGone},
		{"erased", addressesOf(erased.widget.PublicID), http.StatusGone},
		{"erased, frozen", frozenAddressesOf(erased.widget.PublicID, "1"), http.StatusGone},
		{"draft", addressesOf(draft.widget.PublicID), http.StatusNotFound},
		{"draft, frozen", frozenAddressesOf(draft.widget.PublicID, "1"), http.StatusNotFound},
		{"unknown", addressesOf(unknown), http.StatusNotFound},
		{"not an id", addressesOf("nonsense"), http.StatusNotFound},
		{"an edition that was never made", frozenAddressesOf(live.widget.PublicID, "2"), http.StatusNotFound},
		{"edition 0", frozenAddressesOf(live.widget.PublicID, "0"), http.StatusNotFound},
		{"edition 01", frozenAddressesOf(live.widget.PublicID, "01"), http.StatusNotFound},
		{"edition +1", frozenAddressesOf(live.widget.PublicID, "+1"), http.StatusNotFound},
		{"edition -1", frozenAddressesOf(live.widget.PublicID, "-1"), http.StatusNotFound},
	}
	for _, test := range tests {
		for _, addresses := range test.addresses {
			for _, address := range addresses {
				for _, method := range []string{http.MethodGet, http.MethodHead} {
					if got := p.do(method, address); got.StatusCode != test.want {
						t.Errorf("%s: %s %s = %d, want %d", test.name, method, address, got.StatusCode, test.want)
					}
				}
			}
		}
	}
}

// TestNotFoundIsOne compares whole answers: an address gives nothing away about
// drafts, whatever is asked for.
func TestNotFoundIsOne(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	draft := p.draftOf("Secret finding")
	live := p.published("waste-bar")
	for shape, addresses := range addressesOf(strings.Repeat("0", 26)) {
		want := p.get(addresses[0])
		if want.StatusCode != http.StatusNotFound || strings.TrimSpace(want.body) == "" {
			t.Fatalf("%s: %d %q, want a 404 with words", shape, want.StatusCode, want.body)
		}
		others := append(addressesOf(draft.widget.PublicID)[shape], addressesOf("x")[shape]...)
		others = append(others, frozenAddressesOf(live.widget.PublicID, "7")[shape]...)
		others = append(others, frozenAddressesOf(draft.widget.PublicID, "1")[shape]...)
		for _, address := range others {
			got := p.get(address)
			got.Header.Del("Date")
			want.Header.Del("Date")
			if diff := cmp.Diff(want.Header, got.Header); diff != "" {
				t.Errorf("headers of %s differ from those of an unknown figure:\n%s", address, diff)
			}
			if diff := cmp.Diff(want.body, got.body); diff != "" {
				t.Errorf("%s differs from an unknown figure:\n%s", address, diff)
			}
		}
	}
}

func TestWithdrawnSaysSo(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	p.get(embedAddress(f)) // in the cache before it is withdrawn
	p.get(pageAddress(f) + "/og.png")
	p.now = p.now.Add(2 * freshness)
	p.withdraw(f, "the data was replaced by its publisher")

	frame := document(t, p.get(embedAddress(f)).body)
	withdrawn, err := p.store.Published(t.Context(), f.widget.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	on := dateWords(withdrawn.WithdrawnAt, p.face.organisation(t.Context()), words.British)
	heading := []string{"This figure was withdrawn on " + on}
	if diff := cmp.Diff(heading, texts(t, frame, "h1")); diff != "" {
		t.Errorf("heading of the frame: %s", diff)
	}
	reason := "Example County Council has stopped publishing it. The reason given: the data was replaced by its publisher."
	if diff := cmp.Diff([]string{reason}, texts(t, frame, "main p")); diff != "" {
		t.Errorf("sentence of the frame: %s", diff)
	}
	if style := texts(t, frame, "style"); !strings.Contains(style[0], fmt.Sprintf("min-height:%dpx", f.live.FrameHeight)) {
		t.Errorf("the frame lost the height of the figure: %s", style)
	}
	page := document(t, p.get(pageAddress(f)).body)
	if diff := cmp.Diff(heading, texts(t, page, "h1")); diff != "" {
		t.Errorf("heading of the page: %s", diff)
	}
	image := p.get(pageAddress(f) + "/og.png")
	if image.body != "\x89PNG this figure was withdrawn" || image.Header.Get("Content-Type") != "image/png" {
		t.Errorf("og.png = %s %q, want the image that says so", image.Header.Get("Content-Type"), image.body)
	}
	csv := p.get(pageAddress(f) + "/data.csv")
	if !strings.HasPrefix(csv.body, heading[0]) || strings.Contains(csv.body, "51.1") {
		t.Errorf("data.csv = %q, want a sentence", csv.body)
	}
	if home := p.get("/"); strings.Contains(home.body, f.widget.PublicID) {
		t.Errorf("the gallery still leads to a withdrawn figure")
	}
	if sitemap := p.get("/sitemap.xml"); strings.Contains(sitemap.body, f.widget.PublicID) {
		t.Errorf("the sitemap still names a withdrawn figure")
	}
}

func TestFrozenStaysTheSame(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	before := map[string]string{}
	for _, addresses := range frozenAddressesOf(f.widget.PublicID, "1") {
		for _, a := range addresses {
			before[a] = p.get(a).body
		}
	}
	p.publish(&f, p.edition("waste-line"))
	for a, want := range before {
		got := p.get(a)
		if diff := cmp.Diff(want, got.body); diff != "" {
			t.Errorf("%s changed when edition 2 was published:\n%s", a, diff)
		}
		if got := got.Header.Get("Cache-Control"); got != cacheFrozen {
			t.Errorf("%s: Cache-Control = %q", a, got)
		}
	}
	live := document(t, p.get(pageAddress(f)).body)
	want := []string{p.edition("waste-line").Title}
	if diff := cmp.Diff(want, texts(t, live, "h1")); diff != "" {
		t.Errorf("the live page does not show edition 2: %s", diff)
	}
	old := document(t, p.get(frozen(pageAddress(f), 1)).body)
	if got := texts(t, old, ".fh-note a"); len(got) != 1 {
		t.Errorf("the page of edition 1 does not lead to the newest: %v", got)
	}
}

// TestOldImageIsGone: refreshed Editions lose their images in time.
func TestOldImageIsGone(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	for address, want := range map[string]int{
		frozen(pageAddress(f), 1) + "/story.png": http.StatusGone, // a preset that is not kept
		pageAddress(f) + "/story.png":            http.StatusNotFound,
		pageAddress(f) + "/frame-s.svg":          http.StatusNotFound, // a part, not a picture
		pageAddress(f) + "/og.jpg":               http.StatusNotFound,
		pageAddress(f) + "/2400x1260.png":        http.StatusNotFound,
		pageAddress(f) + "/withdrawn.og.png":     http.StatusNotFound,
		pageAddress(f) + "/..%2f..%2fetc.png":    http.StatusNotFound,
	} {
		if got := p.get(address); got.StatusCode != want {
			t.Errorf("GET %s = %d, want %d", address, got.StatusCode, want)
		}
	}
}

// TestOtherProcess publishes through a second store on the same folder.
func TestOtherProcess(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	first := p.get(embedAddress(f)).body
	other := newPublicFaceOn(t, openStore(t, p.store.Folder()))
	other.publish(&f, other.edition("waste-line"))

	if got := p.get(embedAddress(f)).body; got != first {
		t.Error("the pointer moved although no time has passed: the clock is not used")
	}
	p.now = p.now.Add(freshness)
	if got := p.get(embedAddress(f)).body; got == first {
		t.Errorf("%v after another process published, the old edition is still shown", freshness)
	}
	if freshness > 1e9 {
		t.Errorf("freshness = %v, promised is a second", freshness)
	}
}

// TestFirstPublishShowsAtOnce: an address that was a 404 a moment ago is not
// remembered as one.
func TestFirstPublishShowsAtOnce(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.draftOf("waste-bar")
	if got := p.get(embedAddress(f)); got.StatusCode != http.StatusNotFound {
		t.Fatalf("draft = %d", got.StatusCode)
	}
	now := p.now
	p.publish(&f, p.edition("waste-bar"))
	p.now = now
	if got := p.get(embedAddress(f)); got.StatusCode != http.StatusOK {
		t.Errorf("GET right after the first publish = %d", got.StatusCode)
	}
}

// stoppable is the store with a switch: the database that stops answering.
type stoppable struct {
	Store
	stopped bool
}

func (s *stoppable) PublishedVersion(ctx context.Context) (int64, error) {
	if s.stopped {
		return 0, context.DeadlineExceeded
	}
	return s.Store.PublishedVersion(ctx)
}

func (s *stoppable) Published(ctx context.Context, id string) (widgets.Published, error) {
	if s.stopped {
		return widgets.Published{}, context.DeadlineExceeded
	}
	return s.Store.Published(ctx, id)
}

// TestStoreStops: what is in memory is still served, and what is not says so
// in words.
func TestStoreStops(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	kept, other := p.published("waste-bar"), p.published("waste-line")
	st := &stoppable{Store: p.store}
	p.face.Store = st
	want := p.get(embedAddress(kept)).body
	st.stopped = true
	p.now = p.now.Add(2 * freshness)
	if got := p.get(embedAddress(kept)); got.StatusCode != http.StatusOK || got.body != want {
		t.Errorf("kept frame = %d", got.StatusCode)
	}
	got := p.get(embedAddress(other))
	if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" || got.Header.Get("Cache-Control") != cacheNever {
		t.Errorf("frame that is not in memory = %d %v", got.StatusCode, got.Header)
	}
	if words := texts(t, document(t, got.body), "h1"); len(words) != 1 || words[0] == "" {
		t.Errorf("the frame of an error is blank: %q", got.body)
	}
}
