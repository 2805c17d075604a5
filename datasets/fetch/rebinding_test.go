package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// TestRebinding: a name that leads to another address at every question, and to
// two at once, never leads to one that may not be read. 127.0.0.2 stands for an
// address that may, 127.0.0.1 for one that may not. Not parallel: the resolver
// is that of the whole program.
func TestRebinding(t *testing.T) {
	allowed, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skip("this machine has no 127.0.0.2: ", err)
	}
	port := allowed.Addr().(*net.TCPAddr).Port
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "a,b\n1,2\n") })}
	go server.Serve(allowed)
	t.Cleanup(func() { server.Close() })
	inside, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	var hits atomic.Int32
	go func() {
		for {
			c, err := inside.Accept()
			if err != nil {
				return
			}
			hits.Add(1)
			c.Close()
		}
	}()
	t.Cleanup(func() { inside.Close() })
	asked := resolveByTurns(t, [][4]byte{{127, 0, 0, 2}, {127, 0, 0, 1}})
	client := New(Options{Ports: []uint16{uint16(port)}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}, Timeout: 10 * time.Second})
	read, refused := 0, 0
	for n := range 100 {
		name := "by-turns"
		if n%10 == 9 {
			name = "both"
		}
		if _, err := client.Get(t.Context(), fmt.Sprintf("http://%s.rebinding.example:%d/a.csv", name, port)); err == nil {
			read++
		} else {
			refused++
		}
	}
	if hits.Load() != 0 {
		t.Errorf("%d connections reached 127.0.0.1", hits.Load())
	}
	if read < 10 || refused < 10 || asked.Load() < 100 {
		t.Errorf("read %d, refused %d, of %d answers; this test would prove nothing", read, refused, asked.Load())
	}
}

// resolveByTurns has names resolved by a server of the test, to one address and
// then the other; "both" to both. It counts its answers.
func resolveByTurns(t *testing.T, addresses [][4]byte) *atomic.Int32 {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	asked := new(atomic.Int32)
	go func() {
		buffer := make([]byte, 512)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buffer[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			m.Response, m.Authoritative, m.Additionals = true, true, nil
			if q.Type == dnsmessage.TypeA {
				turn := int(asked.Add(1)) % 2
				list := addresses[turn : turn+1]
				if q.Name.String() == "both.rebinding.example." {
					list = addresses
				}
				for _, a := range list {
					m.Answers = append(m.Answers, dnsmessage.Resource{
						Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: a},
					})
				}
			}
			if packed, err := m.Pack(); err == nil {
				server.WriteTo(packed, from)
			}
		}
	}()
	before := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
	t.Cleanup(func() {
		net.DefaultResolver = before
		server.Close()
	})
	return asked
}
