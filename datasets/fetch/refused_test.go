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

// hostForms write this machine and other special places in every way that a
// resolver, a parser or a browser has been known to take.
var hostForms = []string{
	"127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
	"0", "0.0.0.0", "00.0.0.0", "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1",
	"[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
	"[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[fd12:3456:789a::1]", "[ff02::1]", "[2001:db8::1]", "[::1%25lo]",
	"10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1.254", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.255",
	"192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "0.0.0.1",
}

// TestRefusedHosts: no form of a special address reaches a connection.
func TestRefusedHosts(t *testing.T) {
	t.Parallel()
	port, hits := sentinel(t)
	if len(hostForms) < 55 {
		t.Fatalf("%d forms", len(hostForms))
	}
	client := New(Options{Ports: []uint16{80, 443, uint16(port)}, Timeout: 2 * time.Second})
	for _, host := range hostForms {
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
		Ports: []uint16{uint16(port)}, Timeout: 2 * time.Second,
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
