package fetch

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestCertificates: a server whose certificate has run out, is of another name
// or is vouched for by nobody is not read, and the words say so.
func TestCertificates(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for _, test := range []struct {
		name   string
		until  time.Time
		ip     net.IP
		signed bool
		want   string
	}{
		{"good", now.Add(time.Hour), net.IPv4(127, 0, 0, 1), true, ""},
		{"run out", now.Add(-time.Hour), net.IPv4(127, 0, 0, 1), true, "its certificate is not valid"},
		{"of another name", now.Add(time.Hour), net.IPv4(127, 0, 0, 9), true, "its certificate is not valid"},
		{"of nobody", now.Add(time.Hour), net.IPv4(127, 0, 0, 1), false, "its certificate is not valid"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			certificate, parsed := certificateUntil(t, test.until, test.ip)
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "a,b\n1,2\n") }))
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
			server.StartTLS()
			t.Cleanup(server.Close)
			at, err := url.Parse(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			port, err := strconv.ParseUint(at.Port(), 10, 16)
			if err != nil {
				t.Fatal(err)
			}
			client := New(Options{Ports: []uint16{uint16(port)}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Timeout: 10 * time.Second})
			if test.signed {
				roots := x509.NewCertPool()
				roots.AddCert(parsed)
				client.http.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: roots}
			}
			_, err = client.Get(t.Context(), "https://127.0.0.1:"+at.Port()+"/a.csv")
			switch {
			case test.want == "" && err != nil:
				t.Errorf("Get() = %v, want the file", err)
			case test.want != "" && (!errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), test.want)):
				t.Errorf("Get() = %v, want ErrUnavailable, %q", err, test.want)
			}
		})
	}
}

// certificateUntil vouches for itself, for an address.
func certificateUntil(t *testing.T, until time.Time, ip net.IP) (tls.Certificate, *x509.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "A test"}, NotBefore: until.AddDate(-1, 0, 0), NotAfter: until,
		IPAddresses: []net.IP{ip}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, parsed
}
