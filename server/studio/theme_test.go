package studio_test

import (
	"bytes"
	"fmt"
	"image/png"
	"maps"
	"net/http"
	"strings"
	"testing"

	"figurehead/store"
	"figurehead/widgets"
)

const themeAddress = "/studio/settings/theme"

// colours is the theme's form as the page shows it.
func (p person) colours() map[string]string {
	p.office.t.Helper()
	page := p.get(themeAddress)
	fields := map[string]string{"version": page.attribute(`form[action="`+themeAddress+`"] input[name=version]`, "value"), "footer": page.attribute("#footer", "value")}
	for _, id := range []string{"brand", "highlight", "link", "accent", "track", "ink", "muted", "paper", "rule"} {
		fields[id] = page.attribute("#"+id, "value")
	}
	return fields
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
	if got := p.post(themeAddress, fields); got.status != http.StatusSeeOther || got.location != themeAddress+"?saved=1" {
		t.Fatalf("saved: status %d to %q, %s", got.status, got.location, got.text(".govuk-error-summary"))
	}
	page := p.get(themeAddress + "?saved=1")
	if got := page.text("[role=status]"); !strings.HasPrefix(got, "Saved as version 2.") {
		t.Errorf("status = %q", got)
	}
	for id, want := range map[string]string{
		"brand-verdict": "#ff6600 is 2.9 to 1 with white text; #cb4f00 is used, 4.5 to 1.",
		"link-verdict":  "9.0 to 1 on the source band.",
	} {
		if got := page.text("#" + id); got != want {
			t.Errorf("#%s = %q, want %q", id, got, want)
		}
	}
	if theme := o.theme(); theme.Brand.String() != "#ff6600" || theme.Footer != "Made by the insight team" || theme.Version != 2 {
		t.Errorf("theme = %+v", theme)
	}

	fields = p.colours()
	fields["do"] = "derive"
	p.post(themeAddress, fields)
	if got, want := o.theme().Highlight, widgets.BrandTheme(o.theme().Brand).Highlight; got != want || o.theme().Version != 3 {
		t.Errorf("highlight worked out from the brand = %s, want %s", got, want)
	}
	style := p.get("/studio/figures").attribute(`link[href^="/studio/theme.css"]`, "href")
	if want := ".fh{--fh-data:" + widgets.NewPalette(o.theme(), widgets.Light).Highlight.String() + "}\n"; style != "/studio/theme.css" || p.get(style).body != want {
		t.Errorf("%s = %q, want %q", style, p.get(style).body, want)
	}
	if got := p.post(themeAddress, p.colours()); got.status != http.StatusSeeOther || o.theme().Version != 3 {
		t.Errorf("saved unchanged: status %d, version %d, want 3 still", got.status, o.theme().Version)
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
		all := map[string]string{"version": fmt.Sprint(o.theme().Version)}
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
	if theme := o.theme(); len(theme.LogoPNG) > 0 || theme.Version != 1 {
		t.Error("a refused logo was kept")
	}

	got := p.upload(address, fields(map[string]string{"alt": "Example County Council"}), map[string]file{"logo": {"logo.svg", []byte(plainLogo)}})
	if got.status != http.StatusSeeOther {
		t.Fatalf("a logo: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	theme := o.theme()
	if theme.LogoAlt != "Example County Council" || theme.Version != 2 {
		t.Errorf("theme = version %d, %q", theme.Version, theme.LogoAlt)
	}
	kept := p.get(address + ".png").body
	if img, err := png.Decode(strings.NewReader(kept)); err != nil || img.Bounds().Dx() != 520 || !bytes.Equal([]byte(kept), theme.LogoPNG) {
		t.Errorf("the kept logo: %v", err)
	}
	if page := p.get(themeAddress); page.attribute(".fh-logo", "alt") != "Example County Council" {
		t.Error("the page does not show the logo with its description")
	}
	if got := p.upload(address, fields(map[string]string{"alt": "Council"}), nil); got.status != http.StatusSeeOther || o.theme().LogoAlt != "Council" || len(o.theme().LogoPNG) == 0 {
		t.Errorf("another description: status %d, theme %q", got.status, o.theme().LogoAlt)
	}
	if got := p.upload(address, fields(map[string]string{"do": "remove"}), nil); got.status != http.StatusSeeOther || len(o.theme().LogoPNG) > 0 {
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
	fields := p.colours()
	fields["highlight"], fields["do"] = "#662483", ""
	p.post(themeAddress, fields)
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	live, err := o.store.Published(t.Context(), w.PublicID)
	o.must(err)
	if got := live.Edition.Dressed(widgets.Light).Highlight.String(); got != "#12436d" || live.Edition.ThemeVersion != first.ThemeVersion {
		t.Errorf("the public figure changed with the theme: %s, version %d", got, live.Edition.ThemeVersion)
	}
	second := p.publishes(f)
	if got := second.Dressed(widgets.Light).Highlight.String(); got != "#662483" || second.ThemeVersion != 2 {
		t.Errorf("published again: %s, theme version %d, want #662483 of version 2", got, second.ThemeVersion)
	}
	if old, err := o.store.Edition(t.Context(), w.PublicID, 1); err != nil || old.Dressed(widgets.Light) != first.Dressed(widgets.Light) {
		t.Errorf("edition 1 changed: %v", err)
	}
	events, err := o.store.Audit(t.Context(), store.AuditFilter{Action: store.ThemeChanged})
	o.must(err)
	if len(events) != 1 {
		t.Errorf("%d changes of the theme in the audit trail, want 1", len(events))
	}
	if got := p.get(themeAddress + "/sample.png"); !strings.HasPrefix(got.body, "\x89PNG") {
		t.Errorf("the sample: status %d", got.status)
	}
}

// Colours are looked at before they are saved: verdicts, three kinds drawn in
// them, and drawn as others see them. With htmx only that part of the page.
func TestThemeIsLookedAt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	fields := p.colours()
	fields["brand"], fields["highlight"], fields["do"] = "#ff6600", "#ffcc00", "look"
	looked := p.post(themeAddress, fields)
	if looked.status != http.StatusOK || !strings.Contains(looked.text("#looked [role=status]"), "#ffcc00 is 1.5 to 1 on white; #b69000 is used, 3.0 to 1.") {
		t.Fatalf("looked at: status %d, %s", looked.status, looked.text("#looked"))
	}
	if looked.typed("brand") != "#ff6600" || o.theme().Version != 1 {
		t.Errorf("the form shows %s, and the theme is version %d, want what was typed and nothing saved", looked.typed("brand"), o.theme().Version)
	}
	if got := len(looked.nodes("#looked figure svg")); got != 3 {
		t.Errorf("%d kinds are drawn, want 3", got)
	}
	if !strings.Contains(looked.body, `"#b69000"`) {
		t.Error("the drawings are not in the colour that is used")
	}
	fields["see"] = "grey"
	grey := p.post(themeAddress, fields)
	if strings.Contains(strings.Join(svgs(grey), ""), `"#b69000"`) || grey.typed("see") != "grey" {
		t.Error("in grey there is a colour")
	}
	if got := p.get(themeAddress + "?see=protanopia"); got.typed("see") != "protanopia" || got.status != http.StatusOK {
		t.Errorf("seen by others without saving: status %d, %q", got.status, got.typed("see"))
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
