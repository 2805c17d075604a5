package portal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
)

// fake is a small server that answers as the documentation of a kind says, with
// 23 datasets called "Recycling 1" to "Recycling 23" whose first readable
// resource has the rows of want.
type fake struct {
	kind    Kind
	path    string // of the site's address on the server
	handler func(base string, rows int) http.HandlerFunc
	want    string // the file of the first dataset, with three rows
	counted bool   // the portal says how many rows there are
	ignores bool   // search words are ignored: a page is one catalogue
}

var fakes []fake

const datasetsOfFake = 23

// desk returns a Desk that may read one server of this machine and never
// really sleeps; naps counts how often it would have.
func testDesk(t *testing.T, address string, naps *atomic.Int64) *Desk {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	client := fetch.New(fetch.Options{
		AllowHosts: []string{"127.0.0.1"}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")},
		Ports: []uint16{uint16(port)}, Timeout: 10 * time.Second,
	})
	return NewDesk(client, Options{AreaCode: "E10000012", Area: "Essex", Sleep: func(ctx context.Context, d time.Duration) error {
		if naps != nil {
			naps.Add(int64(d))
		}
		return ctx.Err()
	}})
}

// serve starts a server whose handler knows its own address.
func serve(t *testing.T, handler func(base string) http.HandlerFunc) string {
	t.Helper()
	var h http.HandlerFunc
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h(w, r) }))
	t.Cleanup(s.Close)
	h = handler(s.URL)
	return s.URL
}

func open(t *testing.T, kind Kind, address string) Connector {
	t.Helper()
	c, err := testDesk(t, address, nil).Open(Site{Name: "The portal", Kind: kind, Address: address})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// wantProblem holds an error to words with what to do, and to a sentinel.
func wantProblem(t *testing.T, what string, err, sentinel error) {
	t.Helper()
	var p datasets.Problem
	if err == nil || !errors.As(err, &p) || p.Message == "" || p.Suggestion == "" {
		t.Errorf("%s = %v, want a Problem with a suggestion", what, err)
	} else if sentinel != nil && !errors.Is(err, sentinel) {
		t.Errorf("%s = %v, want %v", what, err, sentinel)
	}
}

// TestContract holds every connector to the same promises.
func TestContract(t *testing.T) {
	t.Parallel()
	tested := map[Kind]bool{FindOut: true} // it has no ways of its own
	for _, f := range fakes {
		tested[f.kind] = true
		t.Run(string(f.kind), func(t *testing.T) {
			t.Parallel()
			t.Run("search", func(t *testing.T) { t.Parallel(); searches(t, f) })
			t.Run("dataset", func(t *testing.T) { t.Parallel(); names(t, f) })
			t.Run("read", func(t *testing.T) { t.Parallel(); reads(t, f) })
			t.Run("busy", func(t *testing.T) { t.Parallel(); waitsItsTurn(t, f) })
			t.Run("nonsense", func(t *testing.T) { t.Parallel(); refusesNonsense(t, f) })
			t.Run("gone", func(t *testing.T) { t.Parallel(); saysGone(t, f) })
		})
	}
	for _, kind := range Kinds() {
		if !tested[kind] {
			t.Errorf("kind %q is held to no contract", kind)
		}
	}
}

func searches(t *testing.T, f fake) {
	c := open(t, f.kind, serve(t, func(b string) http.HandlerFunc { return f.handler(b, 3) })+f.path)
	seen := map[string]bool{}
	for n := 1; n < 50; n++ {
		page, err := c.Search(t.Context(), "recycling", n)
		if err != nil {
			t.Fatalf("Search(page %d) = %v", n, err)
		}
		if page.Total != datasetsOfFake && page.Total != -1 {
			t.Errorf("Search(page %d) counts %d, want %d", n, page.Total, datasetsOfFake)
		}
		for _, found := range page.Found {
			if seen[found.ID] {
				t.Errorf("page %d repeats %q", n, found.ID)
			}
			seen[found.ID] = true
			wholesome(t, found)
		}
		if !page.More {
			break
		}
		if len(page.Found) == 0 {
			t.Fatalf("page %d is empty and there are more", n)
		}
	}
	if len(seen) != datasetsOfFake {
		t.Errorf("all pages hold %d datasets, want %d", len(seen), datasetsOfFake)
	}
	if beyond, err := c.Search(t.Context(), "recycling", 60); err != nil || len(beyond.Found) > 0 || beyond.More {
		t.Errorf("Search(page 60) = %d datasets, more %v, %v; want none", len(beyond.Found), beyond.More, err)
	}
	if none, err := c.Search(t.Context(), "zzzz", 1); !f.ignores && (err != nil || len(none.Found) > 0 || none.More) {
		t.Errorf("Search(zzzz) = %d datasets, more %v, %v; want none", len(none.Found), none.More, err)
	}
	if all, err := c.Search(t.Context(), "", 1); err != nil || len(all.Found) == 0 {
		t.Errorf("Search() = %d datasets, %v; want some", len(all.Found), err)
	}
}

// wholesome holds a dataset to what the studio needs of it.
func wholesome(t *testing.T, f Found) {
	t.Helper()
	if f.ID == "" || f.Title == "" || f.Publisher == "" {
		t.Errorf("%+v lacks an ID, title or publisher", f)
	}
	if u, err := url.Parse(f.Landing); err != nil || u.Host == "" {
		t.Errorf("%q leads to %q, want a page", f.Title, f.Landing)
	}
	if strings.ContainsAny(f.Description, "<>\n") || len([]rune(f.Description)) > 300 {
		t.Errorf("%q is described by %q, want plain text", f.Title, f.Description)
	}
	if _, known := datasets.LicenceByKey(f.Licence.Key); f.Licence.Key != "" && !known {
		t.Errorf("%q has the licence %q, which is none of ours", f.Title, f.Licence.Key)
	}
	ids, usable := map[string]bool{}, 0
	for _, r := range f.Resources {
		if r.ID == "" || ids[r.ID] {
			t.Errorf("%q has a resource with the ID %q twice or without one", f.Title, r.ID)
		}
		ids[r.ID] = true
		if r.Readable() {
			usable++
		}
	}
	if usable == 0 {
		t.Errorf("%q has nothing to read", f.Title)
	}
}

func names(t *testing.T, f fake) {
	c := open(t, f.kind, serve(t, func(b string) http.HandlerFunc { return f.handler(b, 3) })+f.path)
	page, err := c.Search(t.Context(), "recycling", 1)
	if err != nil || len(page.Found) == 0 {
		t.Fatalf("Search() = %d datasets, %v", len(page.Found), err)
	}
	for _, want := range page.Found[:2] {
		got, err := c.Dataset(t.Context(), want.ID)
		if err != nil || got.ID != want.ID || got.Title != want.Title || got.Licence.Key != want.Licence.Key {
			t.Errorf("Dataset(%q) = %q (%q), %v; want as in the search, %q", want.ID, got.Title, got.ID, err, want.Title)
		}
	}
	for _, id := range []string{"nobody-has-this", "../../secret", "a?b=c&d", "", "%00", "https://elsewhere.example/1"} {
		_, err := c.Dataset(t.Context(), id)
		wantProblem(t, fmt.Sprintf("Dataset(%q)", id), err, nil)
	}
}

// firstFile is the first dataset with the resource that is read.
func firstFile(t *testing.T, c Connector) (Found, Resource) {
	t.Helper()
	page, err := c.Search(t.Context(), "recycling", 1)
	if err != nil || len(page.Found) == 0 {
		t.Fatalf("Search() = %d datasets, %v", len(page.Found), err)
	}
	found, err := c.Dataset(t.Context(), page.Found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range found.Resources {
		if r.Readable() {
			return found, r
		}
	}
	t.Fatalf("%q has nothing to read", found.Title)
	return Found{}, Resource{}
}

func reads(t *testing.T, f fake) {
	c := open(t, f.kind, serve(t, func(b string) http.HandlerFunc { return f.handler(b, 3) })+f.path)
	found, r := firstFile(t, c)
	file, err := c.Read(t.Context(), found, r)
	if err != nil {
		t.Fatalf("Read() = %v", err)
	}
	if got := strings.ReplaceAll(string(file.Body), "\r\n", "\n"); got != f.want {
		t.Errorf("Read() = %q, want %q", got, f.want)
	}
	if file.Name == "" || !strings.HasPrefix(file.Address, "http://127.0.0.1:") {
		t.Errorf("Read() is called %q and came from %q", file.Name, file.Address)
	}
	if f.counted != (file.Rows == 3) {
		t.Errorf("Read() has %d rows by the portal's count; counted is %v", file.Rows, f.counted)
	}
	source := found.Source(Site{Kind: f.kind, Address: "https://portal.example"}, r, file)
	if source.Title != found.Title || source.Publisher != found.Publisher || source.Licence != found.Licence.Key || source.Link != found.Landing {
		t.Errorf("Source() = %+v, want what was found of %+v", source, found)
	}
	if !f.counted {
		return
	}
	// The same portal, but one row is lost on the way: it counts three.
	c = open(t, f.kind, serve(t, func(b string) http.HandlerFunc { return f.handler(b, 2) })+f.path)
	found, r = firstFile(t, c)
	if file, err = c.Read(t.Context(), found, r); err == nil {
		t.Errorf("Read() of two rows out of three = %q, want a Problem", file.Body)
	}
	wantProblem(t, "Read() of two rows out of three", err, fetch.ErrUnavailable)
}

// waitsItsTurn: never two requests at a time, and never before a server wants.
func waitsItsTurn(t *testing.T, f fake) {
	var now, most, asked atomic.Int64
	var once sync.Once
	address := serve(t, func(b string) http.HandlerFunc {
		h := f.handler(b, 3)
		return func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			if n := now.Add(1); n > most.Load() {
				most.Store(n)
			}
			defer now.Add(-1)
			refuse := false
			once.Do(func() { refuse = true })
			if refuse {
				w.Header().Set("Retry-After", "7")
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			time.Sleep(2 * time.Millisecond)
			h(w, r)
		}
	})
	var naps atomic.Int64
	c, err := testDesk(t, address, &naps).Open(Site{Name: "The portal", Kind: f.kind, Address: address + f.path})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := c.Search(t.Context(), "recycling", 1); err != nil {
				t.Errorf("Search() = %v", err)
			}
		})
	}
	wg.Wait()
	if most.Load() > 1 {
		t.Errorf("%d requests at the same time, want 1", most.Load())
	}
	if slept := time.Duration(naps.Load()); slept < 6*time.Second {
		t.Errorf("waited %v after Retry-After: 7", slept)
	}
}

// refusesNonsense: whatever a server sends, there is a Problem or nothing found.
func refusesNonsense(t *testing.T, f fake) {
	for _, body := range []string{"", "null", "[]", "{}", "true", `"x"`, "<!DOCTYPE html><html><body>Sign in</body></html>", `{"success":true,"result":null}`, `{"result":[1,2]}`, `[1,"a",null,[]]`, `{"results":[null,{"dataset_id":null}],"total_count":"many"}`,
		`{"@graph":[null,{"@id":5}]}`, `{"dataset":[null,3,{"distribution":[null]}]}`, `{"features":[null,{}]}`, `{"items":[null,{"links":null}]}`, `{"structure":{"keyfamilies":{"keyfamily":[null]}}}`, strings.Repeat("[", 100_000), `{"success":true,"result":{"count":5,"resu`} {
		c := open(t, f.kind, serve(t, func(string) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, body) }
		})+f.path)
		page, err := c.Search(t.Context(), "recycling", 1)
		if err == nil && len(page.Found) > 0 || err != nil && page.Found != nil {
			t.Errorf("Search() of %.40q = %+v, %v; want nothing", body, page.Found, err)
		}
		if err != nil {
			wantProblem(t, fmt.Sprintf("Search() of %.40q", body), err, nil)
		}
		if _, err := c.Dataset(t.Context(), "recycling-1"); err == nil {
			t.Errorf("Dataset() of %.40q = nil, want a Problem", body)
		} else {
			wantProblem(t, fmt.Sprintf("Dataset() of %.40q", body), err, nil)
		}
	}
}

// saysGone: a server that is not there, refuses, fails or is busy for ever, and
// a person who went away, are told apart in words.
func saysGone(t *testing.T, f fake) {
	for status, want := range map[int]string{
		http.StatusInternalServerError: "The portal answered with an error (500).",
		http.StatusForbidden:           "The portal does not answer everyone.",
		http.StatusTooManyRequests:     "The portal is too busy to answer. Try again in 20 minutes.",
	} {
		address := serve(t, func(string) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Retry-After", "1200")
				w.WriteHeader(status)
			}
		})
		_, err := open(t, f.kind, address+f.path).Search(t.Context(), "recycling", 1)
		wantProblem(t, fmt.Sprint("Search() of ", status), err, fetch.ErrUnavailable)
		if err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Search() of %d = %v, want %q", status, err, want)
		}
	}
	stopped := httptest.NewServer(http.NotFoundHandler())
	address := stopped.URL
	_, err := open(t, f.kind, address+f.path).Search(t.Context(), "recycling", 1)
	wantProblem(t, "Search() of 404", err, fetch.ErrUnavailable)
	stopped.Close()
	_, err = open(t, f.kind, address+f.path).Search(t.Context(), "recycling", 1)
	wantProblem(t, "Search() of a stopped server", err, fetch.ErrUnavailable)
	_, err = open(t, f.kind, "http://10.1.2.3:"+address[strings.LastIndex(address, ":")+1:]+f.path).Search(t.Context(), "recycling", 1)
	wantProblem(t, "Search() inside the network", err, fetch.ErrRefused)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = open(t, f.kind, address+f.path).Search(ctx, "recycling", 1)
	wantProblem(t, "Search() that was stopped", err, fetch.ErrUnavailable)
}

// sliceOf cuts a page out of the datasets whose title has the words.
func sliceOf[T any](words string, start, size int, one func(n int) T) (list []T, total int) {
	list = []T{} // an empty list, never null
	for n := 1; n <= datasetsOfFake; n++ {
		if !strings.Contains(strings.ToLower(fmt.Sprintf("Recycling %d", n)), strings.ToLower(strings.Trim(words, `"*`))) {
			continue
		}
		if total >= start && len(list) < size {
			list = append(list, one(n))
		}
		total++
	}
	return list, total
}

// intOf reads a number of a query.
func intOf(r *http.Request, name string, otherwise int) int {
	if n, err := strconv.Atoi(r.URL.Query().Get(name)); err == nil {
		return n
	}
	return otherwise
}

// rowsOf are the first rows of the table that every fake has.
func rowsOf(n int) string {
	return "Ward,Tonnes\n" + strings.Join([]string{"Abbey,10\n", "\"Bocking, north\",12.50\n", "Castle,15\n"}[:n], "")
}
