package studio_test

import (
	"maps"
	"strings"
	"testing"

	"figurehead/widgets"
)

// A figure speaks the organisation's language, or its own.
func TestLanguageOfAFigure(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher, admin := o.as("publisher"), o.as("admin")
	bar := publisher.draft(spend, widgets.Bar)
	aloud := func() string { return publisher.get(bar.page("say")).typed("alt") }
	if got := aloud(); !strings.HasPrefix(got, "Bar chart of") {
		t.Errorf("the description is %q, want English", got)
	}
	settings := map[string]string{"organisation": "Example County Council", "area": "Essex", "area-code": "", "licence": "OGL-UK-3.0", "time-zone": "Europe/London"}
	welsh := maps.Clone(settings)
	welsh["lang"] = "cy"
	admin.post("/studio/settings", welsh)
	if got := admin.get("/studio/settings").typed("lang"); got != "cy" {
		t.Errorf("the organisation's language is %q, want cy", got)
	}
	if got := aloud(); !strings.HasPrefix(got, "Siart bar") {
		t.Errorf("the description is %q, want Welsh", got)
	}
	form := publisher.get(bar.page("say")).form()
	form["lang"] = "en-GB"
	publisher.post(bar.page("say"), form)
	if got := aloud(); !strings.HasPrefix(got, "Bar chart of") {
		t.Errorf("the description is %q, want English again", got)
	}
	settings["lang"] = "fr"
	if got := admin.post("/studio/settings", settings).text("#lang-error"); got == "" {
		t.Error("the organisation took a language that there is none of")
	}
}

// The words of the kit are in the language of the figure; the page around them
// is the officer's.
func TestKitOfAWelshFigure(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	bar := publisher.draft(spend, widgets.Bar)
	form := publisher.get(bar.page("say")).form()
	form["lang"] = "cy"
	publisher.post(bar.page("say"), form)
	e := publisher.publishes(bar)
	kit := publisher.get(bar.page("kit"))
	if got := kit.attribute("html", "lang"); got != "en-GB" || e.Lang != "cy" {
		t.Errorf("the kit is in %q and the figure in %q, want en-GB and cy", got, e.Lang)
	}
	for field, want := range map[string]string{
		"#post-facebook": "Gweld y ffigurau a’u ffynhonnell: ", "#post-x": "Ffynhonnell: ",
		"#email": ">Data ffynhonnell a thrwydded</a>", "#frame": ": ffigurau a ffynhonnell</a>", "#alttext": "Siart bar",
	} {
		if got := kit.text(field); !strings.Contains(got, want) {
			t.Errorf("%s is %q, want it to hold %q", field, got, want)
		}
	}
	if got := kit.text("#email"); strings.Count(got, ` lang="cy"`) != 2 || strings.Contains(got, "Source") {
		t.Errorf("the newsletter has %q, want Welsh that says so", got)
	}
}
