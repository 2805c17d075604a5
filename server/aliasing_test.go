package server

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// TestWhatIsSentIsWhatIsStored sends many different forms at once over kept
// connections, whose buffers are used again: what a handler keeps of a request
// must be a copy.
func TestWhatIsSentIsWhatIsStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	address := w.listen()
	const senders, each = 8, 40
	var group sync.WaitGroup
	for sender := range senders {
		b, csrf := w.as("admin")
		group.Go(func() {
			client := &http.Client{Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			for n := range each {
				name := strings.Repeat(fmt.Sprintf("%d.%d ", sender, n), 1+n%20)
				form := url.Values{"csrf": {csrf}, "name": {name}}
				r, err := http.NewRequest("POST", "http://"+address+"/studio/settings/directorates", strings.NewReader(form.Encode()))
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.AddCookie(&http.Cookie{Name: "figurehead", Value: b.cookies["figurehead"]})
				response, err := client.Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				response.Body.Close()
				if response.StatusCode != 303 {
					t.Errorf("form %d of sender %d = %d, want 303", n, sender, response.StatusCode)
				}
			}
		})
	}
	group.Wait()
	list, err := w.store.Directorates(t.Context())
	w.must(err)
	stored := map[string]bool{}
	for _, d := range list {
		stored[d.Name] = true
	}
	for sender := range senders {
		for n := range each {
			if name := strings.TrimSpace(strings.Repeat(fmt.Sprintf("%d.%d ", sender, n), 1+n%20)); !stored[name] {
				t.Errorf("what was sent is not stored: %q", name)
			}
		}
	}
}
