package api_test

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"strings"
	"testing"

	"figurehead/server/api"
	"figurehead/store"
)

// form is a body with files, and its Content-Type.
func (w *world) form(values map[string]string, files map[string][]byte) (body string, header map[string]string) {
	w.t.Helper()
	var raw bytes.Buffer
	m := multipart.NewWriter(&raw)
	for name, value := range values {
		w.must(m.WriteField(name, value))
	}
	for name, file := range files {
		part, err := m.CreateFormFile(name, name+".png")
		w.must(err)
		_, err = part.Write(file)
		w.must(err)
	}
	w.must(m.Close())
	return raw.String(), map[string]string{"Content-Type": m.FormDataContentType()}
}

// TestThemes: a theme is made, changed, published and used; a public figure moves
// to it.
func TestThemes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const at, as = api.Prefix + "/themes", "admin"
	w.adminsAlone(request{method: "GET", path: at}, request{method: "POST", path: at, body: `{}`})
	w.want(422, request{method: "POST", path: at, as: as, body: `{"name":" "}`})
	made := w.want(201, request{method: "POST", path: at, as: as, body: `{"name":"Summer"}`})
	one := at + "/" + made.text("id")
	bad := w.want(422, request{method: "PATCH", path: one, as: as, header: w.etag(one, as), body: `{"brand":"purple"}`})
	if !strings.Contains(bad.body, `"pointer":"/brand"`) {
		t.Errorf("refusal: %s", bad.body)
	}
	before := made.text("theme", "highlight")
	now := w.want(200, request{method: "PATCH", path: one, as: as, header: w.etag(one, as), body: `{"brand":"#662483","derive":true,"footer":"For everybody"}`})
	if now.text("theme", "brand") != "#662483" || now.text("theme", "highlight") == before || now.text("theme", "footer") != "For everybody" || now.text("version") != "0" {
		t.Errorf("changed: %s", now.body)
	}
	w.want(404, request{method: "POST", path: one + "/use", as: as})
	w.want(409, request{method: "POST", path: one + "/publish", as: as, body: `{"draft":1}`})
	draft := struct{ Draft int }{}
	now.into(&draft)
	published := w.want(200, request{method: "POST", path: one + "/publish", as: as, body: map[string]any{"draft": draft.Draft}})
	if published.text("version") != "1" || published.text("draft") != "0" {
		t.Errorf("published: %s", published.body)
	}
	w.want(422, request{method: "POST", path: one + "/publish", as: as, body: `{"draft":0}`})
	figure, _ := w.live("publisher")
	if list := w.want(200, request{method: "GET", path: one + "/move", as: as}); !strings.Contains(list.body, figure) {
		t.Errorf("to move: %s", list.body)
	}
	move := map[string]any{"version": 1, "figures": []string{figure}}
	w.want(403, request{method: "POST", path: one + "/move", token: w.token(as, store.AdminScope), body: move})
	w.want(409, request{method: "POST", path: one + "/move", as: as, body: `{"version":9,"figures":["x"]}`})
	if moved := w.want(200, request{method: "POST", path: one + "/move", as: as, body: move}); !strings.Contains(moved.body, `"moved":true`) {
		t.Errorf("moved: %s", moved.body)
	}
	if list := w.want(200, request{method: "GET", path: one + "/move", as: as}); strings.Contains(list.body, figure) {
		t.Errorf("to move after: %s", list.body)
	}
	if used := w.want(200, request{method: "POST", path: one + "/use", as: as}); used.text("usual") != "true" {
		t.Errorf("used: %s", used.body)
	}
}

// TestThemeFiles: what is no picture and no font is refused, a draft is forgotten.
func TestThemeFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const one, as = api.Prefix + "/themes/council", "admin"
	w.want(404, request{method: "GET", path: one + "/logo", as: as})
	w.want(415, request{method: "POST", path: one + "/logo", as: as, body: `{}`})
	body, header := w.form(map[string]string{"alt": "Example"}, nil)
	w.want(422, request{method: "POST", path: one + "/logo", as: as, body: body, header: header})
	body, header = w.form(nil, map[string][]byte{"regular": []byte("no font")})
	w.want(422, request{method: "POST", path: one + "/typeface", as: as, body: body, header: header})
	var picture bytes.Buffer
	w.must(png.Encode(&picture, image.NewGray(image.Rect(0, 0, 216, 64))))
	body, header = w.form(map[string]string{"alt": "Example"}, map[string][]byte{"logo": picture.Bytes()})
	w.want(403, request{method: "POST", path: one + "/logo", as: "publisher", body: body, header: header})
	if kept := w.want(200, request{method: "POST", path: one + "/logo", as: as, body: body, header: header}); kept.text("hasLogo") != "true" || kept.text("theme", "logoAlt") != "Example" {
		t.Errorf("kept: %s", kept.body)
	}
	if _, err := png.Decode(strings.NewReader(w.want(200, request{method: "GET", path: one + "/logo", as: as}).body)); err != nil {
		t.Error(err)
	}
	w.want(204, request{method: "DELETE", path: one + "/logo", as: as})
	w.want(204, request{method: "DELETE", path: one + "/typeface", as: as})
	w.want(204, request{method: "DELETE", path: one + "/draft", as: as})
	if now := w.want(200, request{method: "GET", path: one, as: as}); now.text("draft") != "0" || now.text("hasLogo") != "false" {
		t.Errorf("dropped: %s", now.body)
	}
	w.want(422, request{method: "POST", path: one + "/import", as: as, body: `{"from":"http://127.0.0.1/"}`})
}

// TestSetIsMade: a set is made of a figure, changed as its sheet is, and published.
func TestSetIsMade(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "publisher"
	figure := w.figureOf(as, w.confirmed(as))
	make := api.Prefix + "/figures/" + figure + "/set"
	w.want(403, request{method: "POST", path: make, as: "publisher elsewhere"})
	made := w.want(201, request{method: "POST", path: make, as: as})
	one := api.Prefix + "/sets/" + made.text("id")
	if again := w.want(201, request{method: "POST", path: make, as: as}); again.text("id") != made.text("id") {
		t.Errorf("a second set was begun: %s", again.body)
	}
	var sheet struct {
		Version  int
		Snapshot string
		Members  []struct {
			Place string
			Asked bool
		}
	}
	w.want(200, request{method: "GET", path: one + "/sheet", as: as}).into(&sheet)
	if len(sheet.Members) < 2 || sheet.Snapshot == "" {
		t.Fatalf("sheet: %+v", sheet)
	}
	out := sheet.Members[0].Place
	for sent, pointer := range map[string]string{`{"name":" "}`: "/name", `{"mode":"all"}`: "/mode", `{"field":"None"}`: "/field"} {
		if bad := w.want(422, request{method: "PATCH", path: one, as: as, header: w.etag(one, as), body: sent}); !strings.Contains(bad.body, `"pointer":"`+pointer+`"`) {
			t.Errorf("%s: %s", sent, bad.body)
		}
	}
	w.want(403, request{method: "PATCH", path: one, as: "viewer", header: w.etag(one, as), body: `{"name":"x"}`})
	seen := w.etag(one, as)
	changed := w.want(200, request{method: "PATCH", path: one, as: as, header: seen, body: map[string]any{"name": "By place", "title": "{place} in one figure", "out": map[string]bool{out: true}}})
	if changed.text("name") != "By place" {
		t.Errorf("changed: %s", changed.body)
	}
	w.want(412, request{method: "PATCH", path: one, as: as, header: seen, body: `{"name":"Late"}`})
	w.want(200, request{method: "PATCH", path: one, as: as, header: w.etag(one, as), body: `{"retake":true}`})
	w.want(200, request{method: "GET", path: one + "/sheet", as: as}).into(&sheet)
	for _, m := range sheet.Members {
		if m.Asked == (m.Place == out) {
			t.Errorf("%s is asked: %t", m.Place, m.Asked)
		}
	}
	w.want(422, request{method: "POST", path: one + "/open", as: as, body: `{"place":"Nowhere"}`})
	w.want(200, request{method: "POST", path: one + "/open", as: as, body: map[string]any{"place": sheet.Members[1].Place}})

	w.want(200, request{method: "GET", path: one + "/sheet", as: as}).into(&sheet)
	begun := w.want(202, request{method: "POST", path: one + "/publish", as: as, header: async, body: map[string]any{"version": sheet.Version, "snapshot": sheet.Snapshot, "vouch": true}})
	if ended := w.ended(begun.header.Get("Location"), as); ended.text("state") != "done" || ended.text("result", "body", "state") != "live" {
		t.Errorf("published: %s", ended.body)
	}
	late := w.want(202, request{method: "POST", path: one + "/publish", as: as, header: async, body: map[string]any{"version": 1, "snapshot": "another", "vouch": true}})
	if ended := w.ended(late.header.Get("Location"), as); ended.text("state") != "failed" || ended.text("problem", "status") != "409" {
		t.Errorf("published late: %s", ended.body)
	}
}

// TestListsHaveNextPages: what is longer than a page goes on, for every list that
// was cut off before.
func TestListsHaveNextPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, name := range []string{"One", "Two", "Three"} {
		w.want(201, request{method: "POST", path: api.Prefix + "/campaigns", as: "editor", body: map[string]any{"name": name}})
	}
	type page struct {
		Items []struct{ ID string }
		Next  string
	}
	for _, list := range []string{"/campaigns", "/people", "/tokens", "/audit"} {
		seen, after := map[string]bool{}, ""
		var whole page
		w.want(200, request{method: "GET", path: api.Prefix + list, as: "admin"}).into(&whole)
		for n := 0; ; n++ {
			var p page
			w.want(200, request{method: "GET", path: api.Prefix + list + "?limit=2" + after, as: "admin"}).into(&p)
			for _, item := range p.Items {
				if item.ID != "" && seen[item.ID] {
					t.Errorf("%s: %s comes twice", list, item.ID)
				}
				seen[item.ID] = true
			}
			if p.Next == "" || n > len(whole.Items) {
				break
			}
			after = "&after=" + p.Next
		}
		if list != "/audit" && (len(seen) != len(whole.Items) || len(seen) < 3) {
			t.Errorf("%s: %d in pages, %d at once", list, len(seen), len(whole.Items))
		}
	}
	_, at := w.live("publisher")
	draft := w.want(200, request{method: "GET", path: at + "/draft", as: "publisher"})
	w.want(200, request{method: "PATCH", path: at + "/draft", as: "publisher", header: map[string]string{"If-Match": draft.header.Get("ETag")}, body: `{"spec":{"title":"Another title"}}`})
	version := struct{ Version int }{}
	w.want(200, request{method: "GET", path: at + "/draft", as: "publisher"}).into(&version)
	w.want(200, request{method: "POST", path: at + "/publish", as: "publisher", body: map[string]any{"version": version.Version, "vouch": true}})
	first := w.want(200, request{method: "GET", path: at + "/versions?limit=1", as: "viewer"})
	second := w.want(200, request{method: "GET", path: at + "/versions?limit=1&after=" + first.text("next"), as: "viewer"})
	if !strings.Contains(first.body, `"edition":2`) || !strings.Contains(second.body, `"edition":1`) || strings.Contains(second.body, `"next"`) {
		t.Errorf("versions: %s, then %s", first.body, second.body)
	}
	w.want(422, request{method: "GET", path: at + "/versions?after=dGVh", as: "viewer"})
}
