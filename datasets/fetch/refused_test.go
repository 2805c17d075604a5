package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch/hostile"
)

// sentinel listens on every address of this machine and counts connections.
func sentinel(t *testing.T) (port int, hits *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	hits = new(atomic.Int32)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			hits.Add(1)
			c.Close()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port, hits
}

// TestRefusedHosts: no form of a special address reaches a connection.
func TestRefusedHosts(t *testing.T) {
	t.Parallel()
	port, hits := sentinel(t)
	if len(hostile.Hosts) < 60 {
		t.Fatalf("%d forms", len(hostile.Hosts))
	}
	client := New(Options{Ports: []uint16{80, 443, uint16(port)}, Timeout: 10 * time.Second})
	for _, host := range hostile.Hosts {
		for _, scheme := range []string{"http", "https"} {
			address := fmt.Sprintf("%s://%s:%d/data.csv", scheme, host, port)
			t.Run(scheme+" "+host, func(t *testing.T) {
				t.Parallel()
				got, err := client.Get(t.Context(), address)
				var p datasets.Problem
				if err == nil || !errors.As(err, &p) || p.Message == "" || p.Suggestion == "" || got.Body != nil {
					t.Errorf("Get(%q) = %d bytes, %v, want a Problem", address, len(got.Body), err)
				}
				if !errors.Is(err, ErrRefused) && !errors.Is(err, ErrUnavailable) {
					t.Errorf("Get(%q) = %v, want ErrRefused or ErrUnavailable", address, err)
				}
			})
		}
	}
	t.Cleanup(func() {
		if n := hits.Load(); n != 0 {
			t.Errorf("%d connections reached this machine", n)
		}
	})
}

// TestRefusedAddresses: what is wrong before any connection, in words.
func TestRefusedAddresses(t *testing.T) {
	t.Parallel()
	port, hits := sentinel(t)
	const network = "This address is inside the council's network, so it cannot be read from here. Upload the file instead."
	scheme := "An address of a data file begins with https:// or http://."
	for _, test := range []struct{ address, want string }{
		{"", "There is no address."},
		{"   ", "There is no address."},
		{"waste.csv", scheme},
		{"data.gov.uk/waste.csv", scheme},
		{"//127.0.0.1/waste.csv", scheme},
		{"ftp://127.0.0.1/waste.csv", scheme},
		{"file:///etc/passwd", scheme},
		{"gopher://127.0.0.1:70/_", scheme},
		{"dict://127.0.0.1:11211/", scheme},
		{"data:text/csv,a", scheme},
		{"javascript:alert(1)", scheme},
		{"jar:http://127.0.0.1!/", scheme},
		{"unix:/var/run/docker.sock", scheme},
		{"http://", "This address names no server."},
		{"http:///waste.csv", "This address names no server."},
		{"http://:80/", "This address names no server."},
		{"http:127.0.0.1", "This address cannot be read."},
		{"http://127.0.0.1:port/", "This address cannot be read."},
		{"http://[::1/", "This address cannot be read."},
		{"http://a b/", "This address cannot be read."},
		{"http://127.0.0.1\n/", "This address cannot be read."},
		{"http://user@127.0.0.1/", "This address holds a user name or a password."},
		{"http://user:secret@127.0.0.1/", "This address holds a user name or a password."},
		{"http://example.org@127.0.0.1/", "This address holds a user name or a password."},
		{fmt.Sprintf("http://127.0.0.1:%d/", port), fmt.Sprintf("This address uses port %d, which is not read from here.", port)},
		{"http://127.0.0.1:22/", "This address uses port 22, which is not read from here."},
		{"https://127.0.0.1:6379/", "This address uses port 6379, which is not read from here."},
		{"http://127.0.0.1:00080/", "This address uses port 00080, which is not read from here."},
		{"http://127.0.0.1/", network},
		{"https://127.0.0.1/", network},
		{"http://10.1.2.3/figures.csv", network},
		{"http://169.254.169.254/latest/meta-data/", network},
		{"http://[::1]/", network},
		{"http://[::ffff:10.0.0.1]/", network},
		{"http://localhost/", network},
		{"https://example.org/" + strings.Repeat("a", 5000), "This address is longer than 4,096 characters."},
	} {
		t.Run(test.address[:min(len(test.address), 40)], func(t *testing.T) {
			t.Parallel()
			_, err := New(Options{}).Get(t.Context(), test.address)
			if !errors.Is(err, ErrRefused) || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("Get(%q) = %v, want ErrRefused, %q", test.address, err, test.want)
			}
		})
	}
	t.Cleanup(func() {
		if n := hits.Load(); n != 0 {
			t.Errorf("%d connections reached this machine", n)
		}
	})
}

// TestAllowHosts: a network is open only for the hosts that were named.
func TestAllowHosts(t *testing.T) {
	t.Parallel()
	port, hits := sentinel(t)
	client := New(Options{
		AllowHosts: []string{"portal.council.example"}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Ports: []uint16{uint16(port)}, Timeout: 10 * time.Second,
	})
	if _, err := client.Get(t.Context(), fmt.Sprintf("http://127.0.0.1:%d/", port)); !errors.Is(err, ErrRefused) || hits.Load() != 0 {
		t.Errorf("Get() = %v with %d connections, want ErrRefused and none", err, hits.Load())
	}
	if err := client.guard("portal.council.example").SafeAddr(netip.MustParseAddr("127.0.0.1")); err != nil {
		t.Errorf("guard of the named host = %v, want no error", err)
	}
	if err := client.guard("portal.council.example").SafeAddr(netip.MustParseAddr("10.0.0.1")); err == nil {
		t.Error("guard of the named host lets 10.0.0.1 through")
	}
}
