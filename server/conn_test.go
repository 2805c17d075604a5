package server

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"
)

// told counts what a connection is told of deadlines.
type told struct {
	net.Conn
	reads, writes []time.Time
}

func (c *told) SetReadDeadline(t time.Time) error  { c.reads = append(c.reads, t); return nil }
func (c *told) SetWriteDeadline(t time.Time) error { c.writes = append(c.writes, t); return nil }
func (c *told) Read([]byte) (int, error)           { return 1, nil }
func (c *told) Write(from []byte) (int, error)     { return len(from), nil }

// TestDeadlinesOfKeptConnections asks a hundred times in two seconds, as the
// web server does: each request waits a minute to begin and ten seconds to end.
func TestDeadlinesOfKeptConnections(t *testing.T) {
	t.Parallel()
	inner := &told{}
	c := &conn{Conn: inner}
	now := time.Unix(1_800_000_000, 0)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 100 {
		must(c.SetReadDeadline(now.Add(idleTimeout)))
		_, err := c.Read(nil)
		must(err)
		if late := now.Add(idleTimeout).Sub(inner.reads[len(inner.reads)-1]); late < 0 || late >= deadlineSlack {
			t.Fatalf("waits %v less than a minute", late)
		}
		must(c.SetReadDeadline(now.Add(readTimeout)))
		must(c.SetWriteDeadline(now.Add(writeTimeout)))
		if late := now.Add(writeTimeout).Sub(inner.writes[len(inner.writes)-1]); late < 0 || late >= deadlineSlack {
			t.Fatalf("writes for %v less than half a minute", late)
		}
		now = now.Add(20 * time.Millisecond)
	}
	if len(inner.reads) != 2 || len(inner.writes) != 2 {
		t.Errorf("told of reads %d times, of writes %d times, want 2 and 2", len(inner.reads), len(inner.writes))
	}
	must(c.SetReadDeadline(now.Add(readTimeout))) // half a request has come
	_, err := c.Read(nil)
	must(err)
	if got := inner.reads[len(inner.reads)-1]; got != now.Add(readTimeout) {
		t.Errorf("waits until %v for the rest, want %v", got, now.Add(readTimeout))
	}
	must(c.SetDeadline(time.Time{}))
	_, err = c.Read(nil)
	must(err)
	if reads, writes := inner.reads[len(inner.reads)-1], inner.writes[len(inner.writes)-1]; !reads.IsZero() || !writes.IsZero() {
		t.Errorf("no deadline: %v and %v", reads, writes)
	}
}

// TestDeadlineEndsARead waits on a connection where nothing comes.
func TestDeadlineEndsARead(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	client, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	c, err := Listen(l).Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.SetReadDeadline(time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(client, "half"); err != nil {
		t.Fatal(err)
	}
	half := make([]byte, 4)
	if _, err := io.ReadFull(c, half); err != nil || !bytes.Equal(half, []byte("half")) {
		t.Fatalf("Read = %q, %v", half, err)
	}
	if err := c.SetReadDeadline(time.Now().Add(20 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Read(half); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("Read of what never comes = %v, want its deadline", err)
	}
}
