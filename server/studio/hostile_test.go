package studio_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

// TestHostileTextsActNowhere walks the journey twice, with plain texts and
// with hostile ones: each page has the same scripts, images, forms, handlers
// and hx- attributes both times.
func TestHostileTextsActNowhere(t *testing.T) {
	t.Parallel()
	for _, evil := range []string{
		`<script>alert(1)</script>`,
		`<img src=x onerror=alert(1) hx-get=/studio hx-trigger=load>`,
		`" autofocus onfocus="alert(1)" hx-post="/studio/new" x="`,
		`</textarea></title></svg></option><script src=//evil.example></script>`,
	} {
		t.Run(evil, func(t *testing.T) {
			t.Parallel()
			want, got := walk(t, "plain words"), walk(t, evil)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("what acts on the pages (-plain +hostile):\n%s", diff)
			}
		})
	}
}

// saysEverywhere gives the text to every field of a figure and its source, and
// returns the form of Say it as it was sent.
func (p person) saysEverywhere(f figure, text string) map[string]string {
	p.office.t.Helper()
	source := map[string]string{"publisher": text, "title": text, "short": "Us", "statement": text, "source-note": text, "licence": "OGL-UK-3.0"}
	if got := p.post("/studio/datasets/"+f.dataset, source); got.status != http.StatusSeeOther {
		p.office.t.Fatalf("source: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	form := p.get(f.page("say")).form()
	for _, name := range []string{"title", "sentence", "subtitle", "alt", "note"} {
		if _, ok := form[name]; ok {
			form[name] = text
		}
	}
	if got := p.post(f.page("say"), form); got.status != http.StatusSeeOther {
		p.office.t.Fatalf("say: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	return form
}

// walk makes and publishes a figure whose every text is the given one, and
// returns what acts on each page on the way.
func walk(t *testing.T, text string) map[string][]string {
	t.Helper()
	o := newOffice(t, nil)
	p := o.as("admin")
	quoted := `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	table := fmt.Sprintf("Ward,%s\n%s,10\nAbbey %s,12\nBocking,15\n", strings.Replace(quoted, `"`, `"Tonnes `, 1), quoted, strings.ReplaceAll(text, `"`, "'"))
	sent := p.start(map[string]string{"data": table, "from": "other", "other": text}, file{})
	if sent.status != http.StatusSeeOther {
		t.Fatalf("the table: status %d, %s", sent.status, sent.text("#data-error"))
	}
	f := figure{snapshot: strings.Split(sent.location, "/")[3]}
	pages := map[string]answer{"reading": p.get(sent.location)}
	p.post(sent.location, map[string]string{"do": "confirm"})
	pick := "/studio/sources/" + f.snapshot + "/pick"
	pages["pick"] = p.get(pick)
	picked := p.post(pick, map[string]string{"suggestion": "1"})
	f.widget = strings.Split(picked.location, "/")[3]
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	f.dataset = w.DatasetID
	form := p.saysEverywhere(f, text)
	pages["say"], pages["check"] = p.get(f.page("say")), p.get(f.page("check"))
	// A stale form gives the page of a conflict, with both texts on it.
	form["subtitle"] += " 2"
	pages["conflict"] = p.post(f.page("say"), form)
	version := pages["check"].typed("version")
	if got := p.post(f.page("check"), map[string]string{"do": "publish", "vouch": "yes", "version": version}); got.status != http.StatusSeeOther {
		t.Fatalf("publish: status %d, %s", got.status, got.text("main"))
	}
	for name, path := range map[string]string{
		"kit": f.page("kit"), "figures": "/studio/figures", "withdraw": f.page("withdraw"), "datasets": "/studio/datasets",
		"dataset": "/studio/datasets/" + f.dataset, "audit": "/studio/audit", "start": "/studio/new", "gallery": "/",
		"share": "/w/" + w.PublicID, "frame": "/embed/" + w.PublicID,
	} {
		pages[name] = p.get(path)
	}
	acts := map[string][]string{}
	for name, page := range pages {
		status := http.StatusOK
		if name == "conflict" {
			status = http.StatusConflict
		}
		if page.status != status {
			t.Errorf("%s: status %d, want %d", name, page.status, status)
		}
		acts[name] = page.acts(f, w)
	}
	return acts
}

// acts lists what a browser would run, load or send of a page, in order,
// without the names that differ from figure to figure.
func (a answer) acts(f figure, w widgets.Widget) []string {
	a.t.Helper()
	names := strings.NewReplacer(f.snapshot, "SNAPSHOT", f.widget, "WIDGET", f.dataset, "DATASET", w.PublicID, "PUBLIC")
	var found []string
	for _, n := range a.nodes("*") {
		switch n.Data {
		case "script", "img", "iframe", "object", "embed", "base", "form", "link", "foreignobject":
			found = append(found, names.Replace(n.Data+" "+attribute(n, "src")+attribute(n, "href")+attribute(n, "action")))
		}
		if to := strings.ToLower(strings.TrimSpace(attribute(n, "href"))); strings.HasPrefix(to, "javascript:") || strings.HasPrefix(to, "data:") {
			found = append(found, n.Data+" "+to)
		}
		for _, at := range n.Attr {
			if strings.HasPrefix(at.Key, "on") || strings.HasPrefix(at.Key, "hx-") || strings.HasPrefix(at.Key, "data-hx-") || at.Key == "autofocus" {
				found = append(found, names.Replace(n.Data+" "+at.Key+"="+at.Val))
			}
		}
	}
	return found
}
