package server

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
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
		{"a logo", "admin", "/studio/settings/theme/logo", "multipart/form-data; boundary=x", 3 << 20, false},
		{"more than a logo", "admin", "/studio/settings/theme/logo", "multipart/form-data; boundary=x", large, true},
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
	if err := conn.SetReadDeadline(time.Now().Add(time.Second)); err != nil {
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
