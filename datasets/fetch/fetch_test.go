package fetch

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
)

const table = "Ward,Tonnes\nAbbey,10\nBocking,12.5\n"

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// loopback lets a Client reach test servers on this machine, and nothing else.
func loopback(t *testing.T, address string) Options {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		AllowHosts:   []string{"127.0.0.1"},
		AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")},
		Ports:        []uint16{80, 443, uint16(port)},
		MaxBytes:     1 << 20,
		Timeout:      time.Minute,
		Now:          func() time.Time { return noon },
	}
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func TestGet(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/files/waste%20collected.csv?year=2018", http.StatusFound)
			return
		case "/named":
			w.Header().Set("Content-Disposition", `attachment; filename="../../etc/waste.csv"`)
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.WriteString(z, table)
			z.Close()
			return
		}
		w.Header().Set("Content-Type", "text/html") // as some portals label data
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Mon, 01 Jun 2026 00:00:00 GMT")
		io.WriteString(w, table)
	})
	client := New(loopback(t, s.URL))
	for _, test := range []struct{ path, address, file string }{
		{"/data.csv", "/data.csv", "data.csv"},
		{"/moved", "/files/waste%20collected.csv?year=2018", "waste collected.csv"},
		{"/named", "/named", "waste.csv"},
		{"/gzip", "/gzip", "gzip"},
		{" /data.csv#part ", "/data.csv", "data.csv"},
	} {
		t.Run(test.path, func(t *testing.T) {
			t.Parallel()
			got, err := client.Get(t.Context(), strings.Replace(test.path, "/", s.URL+"/", 1))
			if err != nil {
				t.Fatalf("Get(%q) = %v", test.path, err)
			}
			if string(got.Body) != table || got.Address != s.URL+test.address || got.FileName != test.file || !got.Retrieved.Equal(noon) {
				t.Errorf("Get(%q) = %q from %s as %q at %v, want the table from %s as %q", test.path, got.Body, got.Address, got.FileName, got.Retrieved, test.address, test.file)
			}
		})
	}
	got, err := client.Get(t.Context(), s.URL+"/data.csv")
	if err != nil || got.ETag != `"v1"` || got.LastModified != "Mon, 01 Jun 2026 00:00:00 GMT" {
		t.Errorf("Get() = ETag %q, Last-Modified %q, %v", got.ETag, got.LastModified, err)
	}
}

// TestGetSendsNothing: no cookies, credentials or referrer, also after a redirect.
func TestGetSendsNothing(t *testing.T) {
	t.Parallel()
	var headers []http.Header
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		headers = append(headers, r.Header.Clone())
		if r.URL.Path == "/a" {
			w.Header().Set("Set-Cookie", "session=1")
			http.Redirect(w, r, "/b", http.StatusFound)
			return
		}
		io.WriteString(w, table)
	})
	if _, err := New(loopback(t, s.URL)).Get(t.Context(), s.URL+"/a"); err != nil {
		t.Fatal(err)
	}
	want := http.Header{"User-Agent": {"Figurehead"}, "Accept": {"text/csv, text/tab-separated-values, text/plain;q=0.9, */*;q=0.5"}, "Accept-Encoding": {"gzip"}, "Connection": {"close"}}
	if diff := cmp.Diff([]http.Header{want, want}, headers); diff != "" {
		t.Errorf("headers sent (-want +got):\n%s", diff)
	}
}

// answer is a raw reply of a server, for what net/http would not send.
func rawServer(t *testing.T, reply func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				buffer := make([]byte, 4096)
				if _, err := c.Read(buffer); err != nil {
					return
				}
				reply(c)
			}()
		}
	}()
	return "http://" + l.Addr().String() + "/data.csv"
}

// endless writes until the other side hangs up.
func endless(w io.Writer, chunk []byte) {
	for {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

func bomb(t *testing.T, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.CopyN(z, zeros{}, int64(size)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

// TestGetFails: every way in which a source fails is a sentence, and ends.
func TestGetFails(t *testing.T) {
	t.Parallel()
	packed := bomb(t, 8<<20)
	head := func(length string) string { return "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n" + length + "\r\n" }
	for _, test := range []struct {
		name  string
		reply func(net.Conn)
		kind  error
		want  string
	}{
		{"shorter than announced", func(c net.Conn) { io.WriteString(c, head("Content-Length: 500\r\n")+table) }, ErrUnavailable, "The server stopped before the end of the file."},
		{"chunks without an end", func(c net.Conn) { io.WriteString(c, head("Transfer-Encoding: chunked\r\n")+"5\r\nWard,\r\n") }, ErrUnavailable, "The server stopped before the end of the file."},
		{"gzip cut in half", func(c net.Conn) {
			io.WriteString(c, head("Content-Encoding: gzip\r\nConnection: close\r\n"))
			c.Write(packed[:len(packed)/4])
		}, ErrTooLarge, "The file is larger than 1 MB."},
		{"small gzip cut in half", func(c net.Conn) {
			io.WriteString(c, head("Content-Encoding: gzip\r\nConnection: close\r\n"))
			small := bomb(t, 5000)
			c.Write(small[:len(small)-6])
		}, ErrUnavailable, "The server stopped before the end of the file."},
		{"not gzip after all", func(c net.Conn) {
			io.WriteString(c, head("Content-Encoding: gzip\r\nConnection: close\r\n")+table)
		}, ErrUnavailable, "The file that the server sent is damaged."},
		{"unknown packing", func(c net.Conn) {
			io.WriteString(c, head("Content-Encoding: zstd\r\nConnection: close\r\n")+table)
		}, ErrUnavailable, "The server sent the file packed in a way that is not read here."},
		{"decompression bomb", func(c net.Conn) {
			io.WriteString(c, head("Content-Encoding: gzip\r\nConnection: close\r\n"))
			c.Write(packed)
		}, ErrTooLarge, "The file is larger than 1 MB."},
		{"announced too large", func(c net.Conn) { io.WriteString(c, head("Content-Length: 9999999\r\n")) }, ErrTooLarge, "The file is larger than 1 MB."},
		{"endless body", func(c net.Conn) {
			io.WriteString(c, head("Connection: close\r\n"))
			endless(c, []byte("Abbey,10\n"))
		}, ErrTooLarge, "The file is larger than 1 MB."},
		{"endless headers", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			endless(c, []byte("X-Padding: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"))
		}, ErrUnavailable, "The server did not answer as a web server does."},
		{"no answer", func(c net.Conn) { c.Read(make([]byte, 1)) }, ErrUnavailable, "The server did not send the file within 300ms."},
		{"body that stops", func(c net.Conn) {
			io.WriteString(c, head("Content-Length: 500\r\n")+table)
			c.Read(make([]byte, 1))
		}, ErrUnavailable, "The server did not send the file within 300ms."},
		{"hangs up", func(net.Conn) {}, ErrUnavailable, "The server stopped before the end of the file."},
		{"not HTTP", func(c net.Conn) { io.WriteString(c, "SSH-2.0-OpenSSH_9.2\r\n") }, ErrUnavailable, "The server did not answer as a web server does."},
		{"web page", func(c net.Conn) {
			io.WriteString(c, head("Connection: close\r\n")+"\xEF\xBB\xBF\n<!doctype html><html><title>Sign in</title>")
		}, ErrUnavailable, "This address is a web page, not a data file."},
		{"not found", func(c net.Conn) { io.WriteString(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") }, ErrUnavailable, "There is no file at this address any more."},
		{"sign-in", func(c net.Conn) { io.WriteString(c, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n") }, ErrUnavailable, "The server does not give this file to everyone."},
		{"being prepared", func(c net.Conn) { io.WriteString(c, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n") }, ErrUnavailable, "The portal is still preparing the file."},
		{"busy", func(c net.Conn) { io.WriteString(c, "HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n") }, ErrUnavailable, "The server is too busy to send the file."},
		{"broken", func(c net.Conn) { io.WriteString(c, "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n") }, ErrUnavailable, "The server answered with an error (500)."},
		{"redirect to a file", redirectTo("file:///etc/passwd"), ErrRefused, "An address of a data file begins with https:// or http://."},
		{"redirect to gopher", redirectTo("gopher://127.0.0.1/"), ErrRefused, "An address of a data file begins with https:// or http://."},
		{"redirect with a password", redirectTo("http://user:pass@127.0.0.1/"), ErrRefused, "This address holds a user name or a password."},
		{"redirect into the network", redirectTo("http://10.0.0.1/"), ErrRefused, "This address is inside the council's network, so it cannot be read from here."},
		{"redirect to another port", redirectTo("http://127.0.0.1:22/"), ErrRefused, "This address uses port 22, which is not read from here."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			address := rawServer(t, test.reply)
			o := loopback(t, address)
			if strings.Contains(test.want, "within") {
				o.Timeout = 300 * time.Millisecond
			}
			got, err := New(o).Get(t.Context(), address)
			var p datasets.Problem
			if !errors.Is(err, test.kind) || !errors.As(err, &p) || p.Message != test.want || p.Suggestion == "" || got.Body != nil {
				t.Errorf("Get() = %d bytes, %v (%#v), want %v, %q", len(got.Body), err, p, test.kind, test.want)
			}
		})
	}
}

func redirectTo(address string) func(net.Conn) {
	return func(c net.Conn) {
		fmt.Fprintf(c, "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", address)
	}
}

func TestGetFollowsThreeRedirects(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil || n == 0 {
			io.WriteString(w, table)
			return
		}
		http.Redirect(w, r, "/"+strconv.Itoa(n-1), http.StatusFound)
	})
	client := New(loopback(t, s.URL))
	if _, err := client.Get(t.Context(), s.URL+"/3"); err != nil {
		t.Errorf("three redirects: Get() = %v, want no error", err)
	}
	_, err := client.Get(t.Context(), s.URL+"/4")
	if !errors.Is(err, ErrUnavailable) || !strings.HasPrefix(err.Error(), "This address leads on to another more than three times.") {
		t.Errorf("four redirects: Get() = %v, want a Problem", err)
	}
}

// TestGetIgnoresProxies sets the environment, so it runs alone.
func TestGetIgnoresProxies(t *testing.T) {
	var hits atomic.Int32
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) { hits.Add(1) })
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, table) })
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, proxy.URL)
	}
	if _, err := New(loopback(t, s.URL)).Get(t.Context(), s.URL); err != nil || hits.Load() != 0 {
		t.Errorf("Get() = %v with %d connections to the proxy, want none", err, hits.Load())
	}
}
