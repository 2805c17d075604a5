package portal

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/datasets/fetch/hostile"
)

// TestNothingInsideIsReached: no portal, page, resource or answer of a portal
// makes the program connect to this machine or another special place.
func TestNothingInsideIsReached(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var hits atomic.Int32
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
	port := l.Addr().(*net.TCPAddr).Port
	desk := NewDesk(fetch.New(fetch.Options{Ports: []uint16{80, 443, uint16(port)}, Timeout: 10 * time.Second}), Options{})
	t.Run("hosts", func(t *testing.T) {
		for _, host := range hostile.Hosts {
			base := fmt.Sprintf("http://%s:%d", host, port)
			t.Run(host, func(t *testing.T) {
				t.Parallel()
				for _, kind := range Kinds() {
					c, err := desk.Open(Site{Name: "Portal", Kind: kind, Address: base})
					if err != nil {
						t.Fatal(err)
					}
					page, err := c.Search(t.Context(), "waste", 1)
					refusedInWords(t, fmt.Sprint(kind, " at ", base), err, len(page.Found))
					file, err := c.Read(t.Context(), Found{}, Resource{ID: "x", Format: "CSV", Address: base + "/arcgis/rest/services/A/FeatureServer/0", Rows: -1})
					refusedInWords(t, fmt.Sprint("file of ", kind, " at ", base), err, len(file.Body))
				}
				for _, path := range []string{"/data.json", "/dataset/x", "/explore/dataset/x", "/FeatureServer/0"} {
					_, found, err := desk.At(t.Context(), base+path)
					refusedInWords(t, base+path, err, len(found))
				}
			})
		}
	})
	if n := hits.Load(); n != 0 {
		t.Errorf("%d connections reached this machine", n)
	}
}

func refusedInWords(t *testing.T, what string, err error, got int) {
	t.Helper()
	var p datasets.Problem
	if err == nil || got > 0 || !errors.As(err, &p) || p.Message == "" || p.Suggestion == "" {
		t.Errorf("%s gave %d, %v; want a Problem", what, got, err)
	}
}

// TestAnswersLeadNowhereInside: a portal that may be read cannot send the
// program on to one that may not, by a redirect or by an address in an answer.
func TestAnswersLeadNowhereInside(t *testing.T) {
	t.Parallel()
	address := serve(t, func(base string) http.HandlerFunc {
		inside := "http://10.0.0.1" + base[len("http://127.0.0.1"):]
		return func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/versions/1":
				writeJSON(w, object{"downloads": object{"csv": object{"href": inside + "/a.csv"}}})
			default:
				http.Redirect(w, r, inside+"/a.csv", http.StatusFound)
			}
		}
	})
	for _, kind := range Kinds() {
		c := open(t, kind, address)
		_, err := c.Search(t.Context(), "waste", 1)
		wantProblem(t, fmt.Sprint("Search() of ", kind), err, fetch.ErrRefused)
		_, err = c.Read(t.Context(), Found{}, Resource{ID: "x", Format: "CSV", Address: address + "/versions/1", Rows: -1})
		if kind == ONS {
			wantProblem(t, fmt.Sprint("Read() of ", kind), err, fetch.ErrRefused)
		}
	}
}
