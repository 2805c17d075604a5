package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/widgets"
)

// The names in braces stand beside the texts with what they mean now.
func TestTokensAreListed(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	line := publisher.draft(spend, widgets.Headline)
	page := publisher.get(line.page("say"))
	for name, value := range map[string]string{"latest": "", "latest:period": "", "highest": ""} {
		at := page.nodes(`#token-list [data-token="` + name + `"]`)
		if len(at) != 1 || attribute(at[0], "data-value") == value || !strings.Contains(textOf(at[0]), "{"+name+"} "+attribute(at[0], "data-value")) {
			t.Errorf("{%s} stands %d times in the list %q", name, len(at), page.text("#token-list"))
		}
	}
	form := page.form()
	form["title"] = "It was {latest} in {latest:period}"
	publisher.post(line.page("say"), form)
	latest := attribute(page.nodes(`#token-list [data-token="latest"]`)[0], "data-value")
	if got := publisher.get(line.page("say")).text("#stage"); !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), "It was "+latest+" in ") {
		t.Errorf("the preview says %q, want the latest number %q in its title", got, latest)
	}
}

// One that nothing answers is named at its field, and nothing is published.
func TestATokenThatNothingAnswers(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	bar := publisher.draft(spend, widgets.Bar)
	form := publisher.get(bar.page("say")).form()
	form["title"], form["subtitle"], form["alt"] = "Roads cost {higest}", "{change}", "{colour} of roads"
	publisher.post(bar.page("say"), form)
	page := publisher.get(bar.page("say"))
	for field, want := range map[string]string{
		"title":    "There is no number or name called {higest}. Did you mean {highest}?",
		"subtitle": "The data gives nothing for {change}. Write the words out, or choose another.",
		"alt":      "There is no number or name called {colour}. Choose one of the list, or put it in double braces to have it printed.",
	} {
		if got := page.text("#" + field + "-error"); !strings.Contains(got, want) {
			t.Errorf("at %s: %q, want %q", field, got, want)
		}
	}
	check := publisher.get(bar.page("check"))
	if len(check.nodes(`[name=vouch]`)) != 0 || !strings.Contains(check.text(".fh-checks"), "{higest}") {
		t.Errorf("Check lets it be published: %q", check.text(".fh-checks"))
	}
	got := publisher.post(bar.page("check"), map[string]string{"do": "publish", "vouch": "yes", "version": publisher.get(bar.page("say")).typed("version")})
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("published with status %d, want 422", got.status)
	}
}

// A person's description is kept when the numbers under it change, and asks to
// be looked at until she says that it fits.
func TestADescriptionAsksToBeChecked(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	bar := publisher.draft(spend, widgets.Bar)
	send := func(field, value string) answer {
		t.Helper()
		form := publisher.get(bar.page("say")).form()
		delete(form, "alt-checked")
		form[field] = value
		if got := publisher.post(bar.page("say"), form); got.status != http.StatusSeeOther {
			t.Fatalf("%s=%q: status %d, %s", field, value, got.status, got.text(".govuk-error-summary"))
		}
		return publisher.get(bar.page("say"))
	}
	if page := send("alt", "Roads cost most by far."); len(page.nodes("#alt-numbers")) != 0 {
		t.Errorf("the description is new and asks to be checked: %q", page.text("#alt-numbers"))
	}
	if page := send("title", "Roads, again"); len(page.nodes("#alt-numbers")) != 0 {
		t.Errorf("only the title changed: %q", page.text("#alt-numbers"))
	}
	page := send("data-0", "2024-01")
	if got := page.text("#alt-numbers"); !strings.Contains(got, "Check me.") || !strings.Contains(got, " was ") || page.typed("alt") != "Roads cost most by far." {
		t.Errorf("the numbers changed and the page says %q beside %q", got, page.typed("alt"))
	}
	if got := publisher.get(bar.page("check")).text(".fh-checks"); !strings.Contains(got, "the numbers under it have changed") {
		t.Errorf("Check says %q", got)
	}
	if page = send("alt-checked", "yes"); len(page.nodes("#alt-numbers")) != 0 {
		t.Errorf("it was checked and still asks: %q", page.text("#alt-numbers"))
	}
}
