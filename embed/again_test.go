package embed

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/valyala/fasthttp"
	"github.com/valyala/fasthttp/fasthttputil"
)

// TestAgainIsTheSame asks for what is answered again, and for the same without
// that: three times each, so that the second and third are repeated.
func TestAgainIsTheSame(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	plain := newPublicFaceOn(t, p.store)
	plain.app.Server().Handler = plain.app.Handler()
	addresses := []string{
		embedAddress(f), frozen(embedAddress(f), 1), embedAddress(f) + "?scheme=dark", embedAddress(f) + "?lang=cy", embedAddress(f) + "?scheme=auto&lang=cy",
		pageAddress(f) + "/og.png", pageAddress(f) + "/print.svg", pageAddress(f) + "/data.csv", frozen(pageAddress(f), 1) + "/data.json",
	}
	for _, address := range addresses {
		for _, accept := range []string{"", "gzip", "br", "gzip, deflate, br, zstd", "gzip;q=0", "nonsense;q=9"} {
			etag := plain.get(address, "Accept-Encoding", accept).Header.Get("ETag")
			for _, match := range []string{"", etag, "W/" + etag, `"other", ` + etag, `"other"`, "*", "rubbish"} {
				for _, method := range []string{"GET", "HEAD"} {
					headers := []string{"Accept-Encoding", accept, "If-None-Match", match}
					want := told(plain.do(method, address, headers...))
					for range 3 {
						if diff := cmp.Diff(want, told(p.do(method, address, headers...))); diff != "" {
							t.Fatalf("%s %s, %v, again:\n%s", method, address, headers, diff)
						}
					}
				}
			}
		}
		if !p.again(address) {
			t.Errorf("%s is not answered again", address)
		}
	}
}

// told is what a reader is given, but for the date.
func told(a answer) any {
	a.Header.Del("Date")
	return []any{a.StatusCode, a.Header, a.ContentLength, a.body}
}

// again reports whether an address is answered from what was answered before.
func (p *publicFace) again(address string) bool {
	var c fasthttp.RequestCtx
	c.Request.SetRequestURI(address)
	c.Request.Header.SetHost("figures.example.gov.uk")
	c.Request.Header.Set("Accept-Encoding", "gzip")
	return p.face.again.Answer(&c)
}

// TestAgainEndsWithAVersion: nothing is repeated after something else was
// published or a figure withdrawn.
func TestAgainEndsWithAVersion(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	for range 2 {
		if got := p.get(embedAddress(f)); got.StatusCode != http.StatusOK {
			t.Fatalf("frame = %d", got.StatusCode)
		}
	}
	before := p.get(embedAddress(f), "Accept-Encoding", "gzip").body
	p.publish(&f, p.edition("waste-line"))
	p.now = p.now.Add(time.Second)
	if got := p.get(embedAddress(f), "Accept-Encoding", "gzip"); got.body == before {
		t.Error("an earlier Edition is answered again")
	}
	p.withdraw(f, "an error")
	p.now = p.now.Add(time.Second)
	if got := p.get(embedAddress(f), "Accept-Encoding", "gzip"); got.StatusCode != http.StatusGone {
		t.Errorf("a withdrawn figure = %d", got.StatusCode)
	}
	if p.again(embedAddress(f)) {
		t.Error("that it is withdrawn is answered again: only what is live may be")
	}
}

// TestFloodOfQueries asks for one figure with ten thousand different queries:
// nothing is read or kept that a handful of them did not need.
func TestFloodOfQueries(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	st := &counting{Store: p.store}
	p.face.Store = st
	var c fasthttp.RequestCtx
	ask := func(address string) {
		c.Request.Reset()
		c.Response.Reset()
		c.ResetUserValues()
		c.Request.SetRequestURI(address)
		c.Request.Header.SetHost("figures.example.gov.uk")
		p.app.Server().Handler(&c)
		if status := c.Response.StatusCode(); status != http.StatusOK {
			t.Fatalf("%s = %d", address, status)
		}
	}
	flood := func(from, to int) {
		for i := from; i < to; i++ {
			ask(fmt.Sprintf("%s?x=%d&scheme=%[2]d&utm_source=%[2]d", embedAddress(f), i))
			ask(fmt.Sprintf("%s/og.png?width=%d", pageAddress(f), i))
		}
	}
	flood(0, 100)
	reads, bodies, before := st.editions.Load(), p.face.bodies.EstimatedSize(), heap()
	flood(100, 5000)
	if got := st.editions.Load(); got != reads {
		t.Errorf("%d more Editions were read", got-reads)
	}
	if got := p.face.bodies.EstimatedSize(); got != bodies {
		t.Errorf("the cache went from %d to %d bodies", bodies, got)
	}
	if got := len(p.face.again.answers); got > 0 {
		t.Errorf("%d answers to queries are kept", got)
	}
	if grown := heap() - before; grown > 8<<20 { // other tests run beside this one
		t.Errorf("memory grew by %d bytes", grown)
	}
}

// heap is the bytes in use after a collection.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestStampedeOfAThousand: a thousand readers, each on a connection of its own,
// ask for a figure that nobody has asked for. It is read once.
func TestStampedeOfAThousand(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	st := &counting{Store: p.store}
	p.face.Store = st
	listener := fasthttputil.NewInmemoryListener()
	go func() { _ = p.app.Listener(listener) }() // ends with the listener
	t.Cleanup(func() { _ = listener.Close() })
	client := http.Client{Transport: &http.Transport{
		DialContext: func(context.Context, string, string) (net.Conn, error) { return listener.Dial() }, DisableKeepAlives: true,
	}}
	var readers sync.WaitGroup
	start, bodies := make(chan struct{}), make([]string, 1000)
	for i := range bodies {
		readers.Go(func() {
			<-start
			answer, err := client.Get(publicHTTP + embedAddress(f))
			if err != nil {
				t.Error(err)
				return
			}
			defer answer.Body.Close()
			body, err := io.ReadAll(answer.Body)
			if err != nil || answer.StatusCode != http.StatusOK {
				t.Errorf("answered %d, %v", answer.StatusCode, err)
			}
			bodies[i] = string(body)
		})
	}
	close(start)
	readers.Wait()
	if got := st.editions.Load(); got != 1 {
		t.Errorf("a thousand readers at once made %d reads", got)
	}
	for i, body := range bodies {
		if body == "" || body != bodies[0] {
			t.Fatalf("reader %d got other bytes", i)
		}
	}
}

const publicHTTP = "http://figures.example.gov.uk"

// TestAgainIsBounded: what is kept for repeating never passes its bound.
func TestAgainIsBounded(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	p.face.again = newAgain(p.face, 100<<10)
	for range 4 {
		f := p.published("twelve-bars")
		for _, accept := range []string{"", "gzip", "br"} {
			p.get(embedAddress(f), "Accept-Encoding", accept)
			p.get(pageAddress(f)+"/og.png", "Accept-Encoding", accept)
			if got := p.face.again.bytes; got > 100<<10 {
				t.Fatalf("%d bytes are kept", got)
			}
		}
	}
	if len(p.face.again.answers) == 0 {
		t.Error("nothing is kept")
	}
}
