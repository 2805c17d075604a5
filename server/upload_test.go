package server

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"
)

// TestUploadAllowance sends only headers that announce a large body: who may
// not send it is told so before a byte of it is read.
func TestUploadAllowance(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	address := w.listen()
	const large = 40 << 20
	for _, test := range []struct {
		name, actor, path, contentType string
		size                           int64
		refused                        bool
	}{
		{"an editor's file", "editor", "/studio/new", "multipart/form-data; boundary=x", large, false},
		{"nobody's file", "", "/studio/new", "multipart/form-data; boundary=x", large, true},
		{"a viewer's file", "viewer", "/studio/new", "multipart/form-data; boundary=x", large, true},
		{"a form that is no upload", "editor", "/studio/new", "application/x-www-form-urlencoded", large, true},
		{"a logo", "admin", "/studio/settings/themes/council/logo", "multipart/form-data; boundary=x", 3 << 20, false},
		{"more than a logo", "admin", "/studio/settings/themes/council/logo", "multipart/form-data; boundary=x", large, true},
		{"another address", "admin", "/studio/users", "multipart/form-data; boundary=x", large, true},
		{"sign-in", "", "/sign-in", "application/x-www-form-urlencoded", 2 << 20, true},
		{"more than any file", "editor", "/studio/new", "multipart/form-data; boundary=x", 400 << 20, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b, _ := w.as(test.actor)
			cookie := ""
			for name, value := range b.cookies {
				cookie = "Cookie: " + name + "=" + value + "\r\n"
			}
			raw := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n--x", test.path, address, test.contentType, cookie, test.size)
			got := announce(t, address, raw)
			if refused := got == http.StatusRequestEntityTooLarge; refused != test.refused {
				t.Errorf("%s of %d bytes: answered %d, want refused %v", test.path, test.size, got, test.refused)
			}
		})
	}
}

// announce writes raw bytes and returns the status that comes at once, or 0
// when the server waits for the rest.
func announce(t *testing.T, address, raw string) int {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, raw); err != nil {
		t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 12)
	if n, err := io.ReadFull(conn, line); err != nil {
		if n == 0 {
			return 0
		}
		t.Fatal(err)
	}
	var status int
	if _, err := fmt.Sscanf(strings.TrimPrefix(string(line), "HTTP/1.1 "), "%d", &status); err != nil {
		t.Fatal(err)
	}
	return status
}

// TestLargeFileStandsInNoFile stops in the middle of a file of 18 MB and looks
// for it among the temporary files and in the data folder: it stands in memory
// only. Then the rest is sent, and the file is read.
func TestLargeFileStandsInNoFile(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	w := newWorld(t, nil).settle()
	address := w.listen()
	b, csrf := w.as("editor")
	rows := strings.Repeat("Abbey,7,"+strings.Repeat("canary ", 60)+"\n", 42_000)
	form := "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + csrf + "\r\n--x\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\nours\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"visits.csv\"\r\n\r\nWard,Visits,Note\nBridge,8,short\n" + rows + "\r\n--x--\r\n"
	conn, err := net.Dial("tcp", address)
	w.must(err)
	defer conn.Close()
	cookie := ""
	for name, value := range b.cookies {
		cookie = name + "=" + value
	}
	const held = 64 << 10
	_, err = fmt.Fprintf(conn, "POST /studio/new HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n%s", strings.TrimPrefix(w.publicURL, "http://"), cookie, len(form), form[:len(form)-held])
	w.must(err)
	time.Sleep(300 * time.Millisecond) // for the server to take what was sent
	for _, folder := range []string{temporary, w.folder} {
		w.must(filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			if strings.Contains(string(body), "canary") {
				t.Errorf("half a file stands in %s", path)
			}
			return err
		}))
	}
	open, _ := filepath.Glob("/proc/self/fd/*")
	for _, fd := range open {
		if to, err := os.Readlink(fd); err == nil && strings.Contains(to, "multipart") {
			t.Errorf("the server holds %s open", to)
		}
	}
	_, err = io.WriteString(conn, form[len(form)-held:])
	w.must(err)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	w.must(err)
	defer response.Body.Close()
	if location := response.Header.Get("Location"); response.StatusCode != http.StatusSeeOther || !strings.HasSuffix(location, "/read") {
		t.Fatalf("the file: status %d, location %q, want it read", response.StatusCode, location)
	}
	snapshot, err := w.store.Snapshot(t.Context(), strings.Split(response.Header.Get("Location"), "/")[3])
	w.must(err)
	if snapshot.Rows != 42_001 {
		t.Errorf("rows = %d, want 42,001", snapshot.Rows)
	}
}

// TestReceivingIsBounded: large bodies wait for each other, and one that never
// came whole is forgotten when its time is over.
func TestReceivingIsBounded(t *testing.T) {
	t.Parallel()
	var r receiving
	const half = maxReceiving / 2
	for n := range 2 {
		if !r.take(half, 0) {
			t.Fatalf("there is no room for body %d of two", n+1)
		}
	}
	if r.take(1<<21, 0) {
		t.Error("there is room for a third")
	}
	go func() {
		time.Sleep(50 * time.Millisecond)
		r.give(half)
	}()
	if !r.take(half, 10*time.Second) {
		t.Error("there is no room after one has arrived")
	}
	r.bodies[0].until = time.Now().Add(-time.Second)
	if !r.take(half, 0) {
		t.Error("one whose time is over still takes room")
	}
}

// TestBusyIsSaid: somebody whose file does not get its turn is told why.
func TestBusyIsSaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	ctx := &fasthttp.RequestCtx{}
	ctx.Request.Header.SetMethod(http.MethodPost)
	ctx.Request.Header.Set(busyHeader, "busy")
	w.app.Server().ErrorHandler(ctx, fasthttp.ErrBodyTooLarge)
	if got := ctx.Response.StatusCode(); got != http.StatusServiceUnavailable || !strings.Contains(string(ctx.Response.Body()), "Try again in a few minutes") {
		t.Errorf("answered %d, want 503 and what to do", got)
	}
	ctx.Request.Header.Del(busyHeader)
	w.app.Server().ErrorHandler(ctx, fasthttp.ErrBodyTooLarge)
	if got := ctx.Response.StatusCode(); got != http.StatusRequestEntityTooLarge {
		t.Errorf("too large a file: answered %d, want 413", got)
	}
}

// TestPackedBodiesAreRefused: 1 MB may unpack to any size, and nobody has to be
// signed in to send it.
func TestPackedBodiesAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	b, csrf := w.as("")
	b.header.Set("Content-Encoding", "gzip")
	if got := b.post("/sign-in", csrf, nil).status; got != http.StatusUnsupportedMediaType {
		t.Errorf("a packed form: answered %d, want 415", got)
	}
}
