package server

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// smuggled are requests that hide another one from a proxy in front. Source:
// reliability reference, section 0.1; RFC 9112, section 11.2. Each gets one
// answer at most, then the connection closes, and GET /healthz is never run.
var smuggled = []struct{ name, raw string }{
	{"length and chunked", "POST /nowhere HTTP/1.1\r\nHost: {host}\r\nContent-Length: 44\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"},
	{"chunked and length", "POST /nowhere HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"},
	{"two lengths", "POST /nowhere HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nContent-Length: 40\r\n\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"},
	{"two hosts", "GET /healthz HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n"},
	{"two transfer encodings", "POST /nowhere HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"},
	{"chunked under HTTP/1.0", "POST /nowhere HTTP/1.0\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"},
	{"line feed in a chunk extension", "POST /nowhere HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n2;\nxx\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"},
	{"space before the colon", "POST /nowhere HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"},
	{"a length with a sign", "POST /nowhere HTTP/1.1\r\nHost: {host}\r\nContent-Length: +0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"},
	{"an obscured encoding", "POST /nowhere HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"},
}

// TestNothingIsSmuggled sends each over a socket of its own, and reads what
// comes back until the server closes or says no more.
func TestNothingIsSmuggled(t *testing.T) {
	t.Parallel()
	address := newWorld(t, nil).listen()
	for _, test := range smuggled {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			statuses, bodies := exchange(t, address, strings.ReplaceAll(test.raw, "{host}", address))
			if len(statuses) == 0 {
				return // closed without a word: refused
			}
			for i, body := range bodies {
				if body == "ok\n" {
					t.Errorf("answer %d of %v is that of the hidden request", i+1, statuses)
				}
			}
			if len(statuses) > 1 || statuses[0] < 400 {
				t.Errorf("answers = %v, want one at most, and none of success", statuses)
			}
		})
	}
}

// TestPipelinedRequestsAreServed shows that the set above fails for what it
// hides and not for coming twice on a socket.
func TestPipelinedRequestsAreServed(t *testing.T) {
	t.Parallel()
	address := newWorld(t, nil).listen()
	one := "GET /healthz HTTP/1.1\r\nHost: " + address + "\r\n\r\n"
	last := "GET /healthz HTTP/1.1\r\nHost: " + address + "\r\nConnection: close\r\n\r\n"
	if statuses, _ := exchange(t, address, one+last); len(statuses) != 2 || statuses[0] != 200 || statuses[1] != 200 {
		t.Errorf("two plain requests = %v, want 200 twice", statuses)
	}
}

// listen serves the world on a free port until the test ends.
func (w *world) listen() string {
	w.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	w.must(err)
	served := make(chan error, 1)
	go func() { served <- w.app.Listener(Listen(l)) }()
	w.t.Cleanup(func() {
		if err := w.app.Shutdown(); err != nil {
			w.t.Error(err)
		}
		<-served
	})
	return l.Addr().String()
}

// exchange writes raw bytes and reads answers until none comes. The deadline
// ends the reading where the server waits for more on an open connection.
func exchange(t *testing.T, address, raw string) (statuses []int, bodies []string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, raw); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(conn)
	for {
		response, err := http.ReadResponse(r, nil)
		if err != nil {
			return statuses, bodies
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			return statuses, bodies
		}
		statuses, bodies = append(statuses, response.StatusCode), append(bodies, string(body))
	}
}

// TestHTTPLibraryIsNewEnough: below 1.76 fasthttp lets requests be smuggled,
// and Fiber's own pin is far below.
func TestHTTPLibraryIsNewEnough(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-m", "-f", "{{with .Replace}}{{.Version}}{{else}}{{.Version}}{{end}}", "github.com/valyala/fasthttp").Output()
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`^v(\d+)\.(\d+)\.`).FindStringSubmatch(string(out))
	if found == nil {
		t.Fatalf("version of fasthttp = %q", out)
	}
	major, _ := strconv.Atoi(found[1])
	minor, _ := strconv.Atoi(found[2])
	if major < 1 || (major == 1 && minor < 76) {
		t.Errorf("fasthttp is %s, want 1.76 or newer", out)
	}
}
