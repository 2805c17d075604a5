package api_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"figurehead/server/api"
	"figurehead/server/auth"
	"figurehead/store"
)

// TestOnce: a request happens once by its key, also over a new start; what was
// refused may be tried again.
func TestOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	snapshot := w.confirmed("editor")
	making := request{method: "POST", path: api.Prefix + "/figures", as: "editor", body: fmt.Sprintf(`{"snapshot":%q,"suggestion":1}`, snapshot), header: map[string]string{"Idempotency-Key": "one"}}
	first := w.want(201, making)
	again := w.want(201, making)
	w.start()
	restarted := w.want(201, making)
	for name, got := range map[string]answer{"again": again, "after a new start": restarted} {
		if got.body != first.body || got.header.Get("Location") != first.header.Get("Location") || got.header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("%s: %v %s\nfirst: %s", name, got.header, got.body, first.body)
		}
	}
	if list, err := w.store.Widgets(t.Context(), store.WidgetFilter{Limit: 9}); err != nil || len(list) != 1 {
		t.Errorf("%d figures, %v, want 1", len(list), err)
	}
	other := making
	other.body = fmt.Sprintf(`{"snapshot":%q,"suggestion":2}`, snapshot)
	if got := w.want(422, other); !strings.Contains(got.body, "used for something else") {
		t.Errorf("another body: %s", got.body)
	}
	refused := making
	refused.header = map[string]string{"Idempotency-Key": "two"}
	refused.body = fmt.Sprintf(`{"snapshot":%q,"suggestion":99}`, snapshot)
	w.want(422, refused)
	refused.body = making.body
	w.want(201, refused)
}

// TestOnceAtATime: of many that come together one is done, and the others are
// answered the same or told to wait.
func TestOnceAtATime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	snapshot := w.confirmed("editor")
	w.want(200, request{method: "GET", path: api.Prefix + "/me", as: "editor"}) // the document is read
	var together sync.WaitGroup
	statuses := make([]int, 8)
	for i := range statuses {
		together.Go(func() {
			statuses[i] = w.do(request{method: "POST", path: api.Prefix + "/figures", as: "editor", body: fmt.Sprintf(`{"snapshot":%q,"suggestion":1}`, snapshot), header: map[string]string{"Idempotency-Key": "one"}}).status
		})
	}
	together.Wait()
	for _, status := range statuses {
		if status != 201 && status != 409 {
			t.Errorf("statuses %v, want 201 or 409", statuses)
		}
	}
	if list, err := w.store.Widgets(t.Context(), store.WidgetFilter{Limit: 9}); err != nil || len(list) != 1 {
		t.Errorf("%d figures, %v, want 1", len(list), err)
	}
}

// TestFilesOnce: a file that is sent again has another boundary and is the same.
func TestFilesOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	send := func(status int, file string) answer {
		body, kind := form(t, "recycling.csv", file, `{"ours":true}`)
		return w.want(status, request{method: "POST", path: api.Prefix + "/datasets", as: "editor", body: body, header: map[string]string{"Content-Type": kind, "Idempotency-Key": "file"}})
	}
	first := send(201, recycling)
	if again := send(201, recycling); again.body != first.body {
		t.Errorf("again: %s\nfirst: %s", again.body, first.body)
	}
	send(422, recycling+"2019/20,Essex,50.0\n")
}

// TestTokens: whatever is wrong with one, the answer is the same; a cookie is nothing.
func TestTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	good := w.token("editor", store.ReadScope)
	list, err := w.store.Tokens(t.Context(), w.users["editor"].ID)
	w.must(err)
	revoked := w.token("viewer", store.ReadScope)
	of, err := w.store.Tokens(t.Context(), w.users["viewer"].ID)
	w.must(err)
	w.must(w.store.RevokeToken(t.Context(), auth.ActorOf(w.users["viewer"]), of[0].ID))
	const me = api.Prefix + "/me"
	w.want(200, request{method: "GET", path: me, token: good})
	wrong := map[string]string{
		"unknown": "figurehead_" + strings.Repeat("a", 52), "revoked": revoked, "in capitals": strings.ToUpper(good), "cut off": good[:len(good)-1],
		"another word": "hush", "its id": list[0].ID, "its hash": list[0].Hash, "very long": strings.Repeat("a", 4000), "bytes": "figurehead_\xff",
	}
	said := map[string]bool{}
	for name, token := range wrong {
		got := w.want(401, request{method: "GET", path: me, token: token})
		said[got.body] = true
		if challenge := got.header.Get("WWW-Authenticate"); !strings.HasPrefix(challenge, "Bearer ") || !strings.Contains(challenge, "invalid_token") {
			t.Errorf("%s: WWW-Authenticate %q", name, challenge)
		}
	}
	if len(said) != 1 {
		t.Errorf("%d answers tell wrong tokens apart: %v", len(said), said)
	}
	if got := w.want(401, request{method: "GET", path: me}); strings.Contains(got.header.Get("WWW-Authenticate"), "error") {
		t.Errorf("without a token: %q", got.header.Get("WWW-Authenticate"))
	}
	got := w.want(403, request{method: "POST", path: api.Prefix + "/datasets", token: good, body: `{"text":"a,b\n1,2","ours":true}`})
	if !strings.Contains(got.header.Get("WWW-Authenticate"), "insufficient_scope") || !strings.Contains(got.body, "“write”") {
		t.Errorf("a token for reading: %q %s", got.header.Get("WWW-Authenticate"), got.body)
	}
	w.clock.Add((32 * 24 * time.Hour).Milliseconds())
	if got := w.want(401, request{method: "GET", path: me, token: good}); !said[got.body] {
		t.Errorf("an expired token is told apart: %s", got.body)
	}
}

// TestPages: pages of a list have everything once, also while things are made.
func TestPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	snapshot := w.confirmed("editor")
	for range 5 {
		w.figureOf("editor", snapshot)
	}
	seen, next := map[string]bool{}, api.Prefix+"/figures?limit=2"
	for pages := 0; next != ""; pages++ {
		if pages == 1 {
			w.figureOf("editor", snapshot)
		}
		got := w.want(200, request{method: "GET", path: next, as: "viewer"})
		var list struct {
			Items []struct{ ID string }
			Next  string
		}
		got.into(&list)
		for _, item := range list.Items {
			if seen[item.ID] {
				t.Errorf("%s is on two pages", item.ID)
			}
			seen[item.ID] = true
		}
		next = strings.TrimSuffix(strings.TrimPrefix(got.header.Get("Link"), "<"), `>; rel="next"`)
		if (next == "") != (list.Next == "") {
			t.Errorf("Link %q, next %q", next, list.Next)
		}
	}
	if len(seen) != 5 {
		t.Errorf("%d figures, want the 5 that there were", len(seen))
	}
	beyond := base64.RawURLEncoding.EncodeToString([]byte("0"))
	if got := w.want(200, request{method: "GET", path: api.Prefix + "/figures?after=" + beyond, as: "viewer"}); got.body != `{"items":[]}` {
		t.Errorf("after the last: %s", got.body)
	}
}

// TestETags: what a program has is not sent again.
func TestETags(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	at := api.Prefix + "/figures/" + w.figureOf("editor", w.confirmed("editor"))
	for _, path := range []string{at, at + "/draft", at + "/checks", api.Prefix + "/figures", api.Prefix + "/openapi.json"} {
		tag := w.want(200, request{method: "GET", path: path, as: "editor"}).header.Get("ETag")
		for given, status := range map[string]int{tag: 304, `"x", W/` + tag: 304, "*": 304, `"x"`: 200, "W/": 200} {
			w.want(status, request{method: "GET", path: path, as: "editor", header: map[string]string{"If-None-Match": given}})
		}
	}
}
