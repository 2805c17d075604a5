package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/widgets"
)

// Undo and Redo stand on Rows and sums and on Edit numbers, and lead back there.
func TestUndoBesideSayIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("editor")
	f := p.draft(spend, widgets.Bar)
	was := p.get(f.page("say")).typed("title")
	p.retitles(f, "Another title")
	for _, back := range []string{"steps", "numbers"} {
		for _, press := range []struct{ do, want string }{{"undo", was}, {"redo", "Another title"}} {
			page := p.get(f.page(back))
			if len(page.nodes(`form[action="`+f.page("step")+`"] button[value="`+press.do+`"]`)) != 1 {
				t.Fatalf("%s has no %s", back, press.do)
			}
			form := map[string]string{"version": page.typed("version"), "back": back, "do": press.do}
			if got := p.post(f.page("step"), form); got.location != f.page(back) {
				t.Fatalf("%s on %s: status %d to %q", press.do, back, got.status, got.location)
			}
			if got := p.get(f.page("say")).typed("title"); got != press.want {
				t.Errorf("after %s on %s the title is %q, want %q", press.do, back, got, press.want)
			}
			if got := p.post(f.page("step"), form); got.status != http.StatusConflict || !strings.Contains(got.text(".govuk-error-summary"), "Someone else changed this figure") {
				t.Errorf("%s from an older page of %s: status %d", press.do, back, got.status)
			}
		}
	}
	if got := o.as("editor elsewhere").post(f.page("step"), map[string]string{"do": "undo"}); got.status != http.StatusForbidden {
		t.Errorf("somebody elsewhere: status %d", got.status)
	}
}

// What whoever approves asks to be changed stands where it is changed.
func TestAskedChangeOnSayItAndKit(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor, publisher := o.as("editor"), o.as("publisher")
	f := editor.draft(spend, widgets.Bar)
	publisher.publishes(f)
	o.approvalOn()
	editor.retitles(f, "A title to look at")
	editor.asksFor(f, "")
	decision := publisher.decision(f, "change")
	decision["note"] = "Say which year"
	if got := publisher.post(f.page("approval"), decision); got.status != http.StatusSeeOther {
		t.Fatalf("refused: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	for _, page := range []string{"say", "kit", "check"} {
		if got := editor.get(f.page(page)).text(".fh-note--look"); !strings.Contains(got, "publisher asks for a change“Say which year”") {
			t.Errorf("%s says %q", page, got)
		}
	}
}
