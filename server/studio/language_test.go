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
