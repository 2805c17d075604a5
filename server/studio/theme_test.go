package studio_test

import (
	"bytes"
	"image/png"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"figurehead/widgets"
)

const themeAddress = "/studio/settings/themes/council"

// colours is the theme's form as the page shows it.
func (p person) colours() map[string]string { return p.coloursOf(themeAddress) }

func (p person) coloursOf(address string) map[string]string {
	p.office.t.Helper()
	page := p.get(address)
	fields := map[string]string{"version": page.attribute("#saved input[name=version]", "value"), "footer": page.attribute("#footer", "value"), "name": page.attribute("#name", "value")}
	for _, id := range []string{"brand", "highlight", "link", "accent", "track", "ink", "muted", "paper", "rule"} {
		fields[id] = page.attribute("#"+id, "value")
	}
	return fields
}

// publishesTheme changes the form and publishes.
func (p person) publishesTheme(change map[string]string) {
	p.office.t.Helper()
	fields := p.colours()
	maps.Copy(fields, change)
	fields["do"] = "publish"
	if got := p.post(themeAddress, fields); got.status != http.StatusSeeOther || got.location != themeAddress+"?done=published" {
		p.office.t.Fatalf("publish the theme: status %d to %q, %s", got.status, got.location, got.text(".govuk-error-summary"))
	}
}

// themeDraft is what is being made of the theme.
func (o *office) themeDraft() widgets.Theme {
	o.t.Helper()
	d, err := o.store.ThemeDraft(o.t.Context(), "council")
	o.must(err)
	return d.Theme
}

func (o *office) theme() widgets.Theme {
	o.t.Helper()
	organisation, err := o.store.Organisation(o.t.Context())
	o.must(err)
	return organisation.Theme
}

func TestThemeColours(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	fields := p.colours()
	fields["brand"], fields["footer"] = "#ff6600", "Made by the insight team"
	if got := p.post(themeAddress, fields); got.status != http.StatusSeeOther || got.location != themeAddress+"?done=saved" {
		t.Fatalf("saved: status %d to %q, %s", got.status, got.location, got.text(".govuk-error-summary"))
	}
	if o.theme().Version != 1 {
		t.Errorf("saving the draft made version %d of the theme, want 1 still", o.theme().Version)
	}
	p.publishesTheme(map[string]string{})
	page := p.get(themeAddress + "?done=published")
	if got := page.text("p.fh-note[role=status]"); !strings.HasPrefix(got, "Published as version 2.") {
		t.Errorf("status = %q", got)
	}
	for id, want := range map[string]string{
		"brand-verdict": "#ff6600 is 2.9 to 1 with white text; #cb4f00 is used, 4.5 to 1.",
		"link-verdict":  "9.0 to 1 on the source band.",
	} {
		if got := page.text("#" + id + " .fh-state"); got != want {
			t.Errorf("#%s = %q, want %q", id, got, want)
		}
	}
	if theme := o.theme(); theme.Brand.String() != "#ff6600" || theme.Footer != "Made by the insight team" || theme.Version != 2 {
		t.Errorf("theme = %+v", theme)
	}

	fields = p.colours()
	fields["do"] = "derive"
	p.post(themeAddress, fields)
	p.publishesTheme(map[string]string{})
	if got, want := o.theme().Highlight, widgets.BrandTheme(o.theme().Brand).Highlight; got != want || o.theme().Version != 3 {
		t.Errorf("highlight worked out from the brand = %s, want %s", got, want)
	}
	for colour, want := range map[string]int{"12436d": http.StatusOK, "red": http.StatusBadRequest, "12436d}": http.StatusBadRequest} {
		if got := p.get("/studio/theme.css?colour=" + url.QueryEscape(colour)); got.status != want || want == http.StatusOK && got.body != ".fh .fh-data-12436d{--fh-data:#12436d}\n" {
			t.Errorf("the colour %q: status %d, %q", colour, got.status, got.body)
		}
	}
	style := p.get("/studio/figures").attribute(`link[href^="/studio/theme.css"]`, "href")
	if want := ".fh{--fh-data:" + widgets.NewPalette(o.theme(), widgets.Light).Highlight.String() + "}\n"; style != "/studio/theme.css" || p.get(style).body != want {
		t.Errorf("%s = %q, want %q", style, p.get(style).body, want)
	}
	if got := p.post(themeAddress, p.colours()); got.status != http.StatusSeeOther || len(p.get(themeAddress).nodes("button[value=publish]")) > 0 {
		t.Errorf("saved unchanged: status %d, and there is a draft to publish", got.status)
	}
}

func TestThemeRefusals(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	for _, test := range []struct {
		field, value, want string
		status             int
	}{
		{"brand", "red", "Brand: write # and six digits, such as #12436d", http.StatusUnprocessableEntity},
		{"link", "url(https://example.org)", "Links: write # and six digits, such as #12436d", http.StatusUnprocessableEntity},
		{"paper", "", "Paper: write # and six digits, such as #12436d", http.StatusUnprocessableEntity},
		{"footer", strings.Repeat("long ", 30), "The line under every figure is longer than 100 characters. Shorten it.", http.StatusUnprocessableEntity},
		{"name", " ", "Enter a name for the theme.", http.StatusUnprocessableEntity},
		{"version", "0", "Somebody else changed the theme meanwhile.", http.StatusConflict},
	} {
		fields := p.colours()
		fields[test.field] = test.value
		got := p.post(themeAddress, fields)
		if got.status != test.status || !strings.Contains(got.text(".govuk-error-summary"), test.want) {
			t.Errorf("%s = %q: status %d, %q, want %d and %q", test.field, test.value, got.status, got.text(".govuk-error-summary"), test.status, test.want)
		}
	}
	if theme := o.theme(); theme.Version != 1 {
		t.Errorf("version %d, want nothing to have changed", theme.Version)
	}
}

const plainLogo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="200" height="50" fill="#0b5c4a"/></svg>`

func TestLogo(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	address := themeAddress + "/logo"
	fields := func(more map[string]string) map[string]string {
		all := map[string]string{"version": p.colours()["version"]}
		maps.Copy(all, more)
		return all
	}
	for _, test := range []struct {
		name, file, alt, at, want string
	}{
		{"no file", "", "Example County Council", "logo", "No file was chosen."},
		{"no description", plainLogo, " ", "alt", "The logo has no description. Enter the words that stand in it, or whose it is."},
		{"a script", strings.Replace(plainLogo, "<rect", "<script>alert(1)</script><rect", 1), "Example County Council", "logo", "The logo holds a script (script)."},
		{"a bomb", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Example County Council", "logo", "The PNG of the logo is damaged."},
		{"too large", strings.Repeat("x", 1<<20+1), "Example County Council", "logo", "The logo is larger than 1 MB."},
	} {
		files := map[string]file{}
		if test.file != "" {
			files["logo"] = file{"logo.svg", []byte(test.file)}
		}
		got := p.upload(address, fields(map[string]string{"alt": test.alt}), files)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text("#"+test.at+"-error"), test.want) {
			t.Errorf("%s: status %d, %q, want %q", test.name, got.status, got.text("#"+test.at+"-error"), test.want)
		}
	}
	if theme := o.themeDraft(); len(theme.LogoPNG) > 0 {
		t.Error("a refused logo was kept")
	}

	got := p.upload(address, fields(map[string]string{"alt": "Example County Council"}), map[string]file{"logo": {"logo.svg", []byte(plainLogo)}})
	if got.status != http.StatusSeeOther {
		t.Fatalf("a logo: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	theme := o.themeDraft()
	if theme.LogoAlt != "Example County Council" {
		t.Errorf("theme = %q", theme.LogoAlt)
	}
	kept := p.get(address + ".png").body
	if img, err := png.Decode(strings.NewReader(kept)); err != nil || img.Bounds().Dx() != 520 || !bytes.Equal([]byte(kept), theme.LogoPNG) {
		t.Errorf("the kept logo: %v", err)
	}
	if page := p.get(themeAddress); page.attribute(".fh-logo", "alt") != "Example County Council" {
		t.Error("the page does not show the logo with its description")
	}
	if got := p.upload(address, fields(map[string]string{"alt": "Council"}), nil); got.status != http.StatusSeeOther || o.themeDraft().LogoAlt != "Council" || len(o.themeDraft().LogoPNG) == 0 {
		t.Errorf("another description: status %d, theme %q", got.status, o.themeDraft().LogoAlt)
	}
	if got := p.upload(address, fields(map[string]string{"do": "remove"}), nil); got.status != http.StatusSeeOther || len(o.themeDraft().LogoPNG) > 0 {
		t.Errorf("removed: status %d", got.status)
	}
	if got := p.get(address + ".png"); got.status != http.StatusNotFound {
		t.Errorf("the removed logo: status %d", got.status)
	}
}

// A published figure keeps the theme it was published with; the next publish
// takes the new one.
func TestPublishedFiguresKeepTheirTheme(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	f := p.draft(spend, "")
	first := p.publishes(f)
	p.publishesTheme(map[string]string{"highlight": "#662483"})
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	live, err := o.store.Published(t.Context(), w.PublicID)
	o.must(err)
	if got := live.Edition.Dressed(widgets.Light).Highlight.String(); got != "#12436d" || live.Edition.ThemeVersion != first.ThemeVersion {
		t.Errorf("the public figure changed with the theme: %s, version %d", got, live.Edition.ThemeVersion)
	}
	if second := p.publishes(f); second.Dressed(widgets.Light).Highlight.String() != "#12436d" || second.ThemeVersion != 1 {
		t.Errorf("published again: theme version %d, want 1 still", second.ThemeVersion)
	}
	if fresh := p.publishes(p.draft(spend, "")); fresh.Dressed(widgets.Light).Highlight.String() != "#662483" || fresh.ThemeVersion != 2 {
		t.Errorf("a new figure has version %d of the theme, want 2", fresh.ThemeVersion)
	}
	if old, err := o.store.Edition(t.Context(), w.PublicID, 1); err != nil || old.Dressed(widgets.Light) != first.Dressed(widgets.Light) {
		t.Errorf("edition 1 changed: %v", err)
	}
}

// What is chosen is kept in a draft, with verdicts, three kinds drawn in it, and
// drawn as others see them. With htmx only what changes comes back.
func TestThemeIsLookedAt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	fields := p.colours()
	fields["brand"], fields["highlight"] = "#ff6600", "#ffcc00"
	live := p.fragment(themeAddress, fields)
	const verdict = "#ffcc00 is 1.5 to 1 on white; #b69000 is used, 3.0 to 1."
	if live.status != http.StatusOK || !strings.Contains(live.text("#looked [role=status]"), verdict) || !strings.Contains(live.text("#highlight-verdict"), verdict) {
		t.Fatalf("a change with htmx: status %d, %s", live.status, live.text("#highlight-verdict"))
	}
	if !strings.HasPrefix(live.text("#saved"), "Saved in the draft at ") || len(live.nodes("#theme-dock button[value=publish]")) == 0 {
		t.Errorf("saved line %q", live.text("#saved"))
	}
	looked := p.get(themeAddress)
	if looked.typed("brand") != "#ff6600" || o.theme().Version != 1 {
		t.Errorf("the form shows %s, and the theme is version %d, want what was typed and nothing published", looked.typed("brand"), o.theme().Version)
	}
	if got := len(looked.nodes("#looked figure svg")); got != 3 {
		t.Errorf("%d kinds are drawn, want 3", got)
	}
	if !strings.Contains(looked.body, `"#b69000"`) {
		t.Error("the drawings are not in the colour that is used")
	}
	grey := p.get(themeAddress + "?see=grey&a=2&b=3")
	if strings.Contains(strings.Join(svgs(grey), ""), `"#b69000"`) || grey.typed("see") != "grey" {
		t.Error("in grey there is a colour")
	}
	if got := len(grey.nodes(".fh-compared tbody tr")); got != 5 || grey.typed("a") != "2" || grey.typed("b") != "3" {
		t.Errorf("two colours are compared for %d kinds of eyes, want 5", got)
	}
	if got := p.get(themeAddress + "?a=0&b=0"); !strings.Contains(got.text(".fh-compared"), "1.0 to 1Look alike") {
		t.Errorf("a colour beside itself: %s", got.text(".fh-compared"))
	}
	fields = p.colours()
	fields["do"] = "drop"
	if got := p.post(themeAddress, fields); got.location != themeAddress+"?done=dropped" || o.themeDraft().Brand.String() == "#ff6600" {
		t.Errorf("dropped: to %q", got.location)
	}
}

// Two people make the theme: the second is shown both, and loses nothing.
func TestThemeConflict(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	mine := p.colours()
	theirs := p.colours()
	theirs["link"] = "#0b5c4a"
	p.post(themeAddress, theirs)
	mine["brand"] = "#662483"
	got := p.post(themeAddress, mine)
	if got.status != http.StatusConflict || got.typed("brand") != "#662483" || !strings.Contains(got.text("#link-verdict"), "Somebody else made it #0b5c4a") {
		t.Fatalf("conflict: status %d, brand %s, link %s", got.status, got.typed("brand"), got.text("#link-verdict"))
	}
	if live := p.fragment(themeAddress, mine); live.status != http.StatusConflict || len(live.nodes("button[form=theme]")) == 0 {
		t.Errorf("with htmx: status %d, %s", live.status, live.body)
	}
	mine["version"] = got.attribute("#saved input[name=version]", "value")
	if got := p.post(themeAddress, mine); got.status != http.StatusSeeOther || o.themeDraft().Brand.String() != "#662483" {
		t.Errorf("saved after all: status %d", got.status)
	}
}

// svgs are the drawings of the samples.
func svgs(a answer) (list []string) {
	_, rest, _ := strings.Cut(a.body, `id="looked"`)
	for _, part := range strings.Split(rest, "<figure")[1:] {
		drawn, _, _ := strings.Cut(part, "</figure>")
		list = append(list, drawn)
	}
	return list
}
