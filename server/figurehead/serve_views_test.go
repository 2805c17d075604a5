package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/store"
)

// TestServeCountsViews: what readers saw is in the store when the server has
// stopped, unless it is told not to count.
func TestServeCountsViews(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		setting string
		want    []store.Views
	}{
		{"on", []store.Views{{Host: "www.example.gov.uk", Frames: 2}, {Pages: 1}}},
		{"off", nil},
	} {
		t.Run(test.setting, func(t *testing.T) {
			t.Parallel()
			data := filepath.Join(t.TempDir(), "data")
			s := startServe(t, 2, "--data", data, "--demo", "--count-views", test.setting)
			st, err := store.Open(t.Context(), store.Options{Folder: data})
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			figures, err := st.PublicFigures(t.Context())
			if err != nil || len(figures) == 0 {
				t.Fatalf("PublicFigures() = %v, %v", figures, err)
			}
			id := figures[0].PublicID
			for _, address := range []string{"/embed/" + id, "/embed/" + id, "/w/" + id} {
				reads(t, s.address()+address, strings.HasPrefix(address, "/embed"))
			}
			if _, code := s.stop(t, syscall.SIGTERM); code != 0 {
				t.Fatalf("stopped with %d", code)
			}
			got, err := st.ViewsByHost(t.Context(), id, time.Now().AddDate(0, 0, -2).Format(time.DateOnly))
			if err != nil {
				t.Fatal(err)
			}
			for i := range got {
				got[i].PublicID = ""
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("views:\n%s", diff)
			}
		})
	}
}

// reads asks for an address as a browser does, on a page of another site.
func reads(t *testing.T, address string, framed bool) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0")
	if framed {
		request.Header.Set("Referer", "https://www.example.gov.uk/")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("GET %s = %d, %v", address, response.StatusCode, err)
	}
}
