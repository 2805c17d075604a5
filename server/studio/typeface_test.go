package studio_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
)

// A council's typeface draws the pictures, not the frame; a file that is none
// is refused in words at its field.
func TestTypeface(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("admin")
	f := p.draft(spend, "")
	first := p.publishes(f)
	address := themeAddress + "/typeface"
	fields := func(more map[string]string) map[string]string {
		all := map[string]string{"version": p.colours()["version"]}
		maps.Copy(all, more)
		return all
	}
	for _, test := range []struct {
		name     string
		files    map[string]file
		at, want string
	}{
		{"no files", nil, "regular", "Choose the file of the regular weight"},
		{"one file", map[string]file{"regular": {"a.ttf", gomono.TTF}}, "bold", "Choose the file of the bold weight"},
		{"a text", map[string]file{"regular": {"a.ttf", []byte("hello")}, "bold": {"b.ttf", gomonobold.TTF}}, "regular", "The file is no font."},
		{"a web font", map[string]file{"regular": {"a.ttf", gomono.TTF}, "bold": {"b.woff2", []byte("wOF2....")}}, "bold", "The file is a web font (WOFF)."},
		{"cut off", map[string]file{"regular": {"a.ttf", gomono.TTF[:9999]}, "bold": {"b.ttf", gomonobold.TTF}}, "regular", "The font file is damaged"},
	} {
		got := p.upload(address, fields(nil), test.files)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text("#"+test.at+"-error"), test.want) {
			t.Errorf("%s: status %d, %q, want %q", test.name, got.status, got.text("#"+test.at+"-error"), test.want)
		}
	}
	if o.themeDraft().Typeface.ID != "" {
		t.Error("a refused typeface was kept")
	}
	got := p.upload(address, fields(nil), map[string]file{"regular": {"a.ttf", gomono.TTF}, "bold": {"b.ttf", gomonobold.TTF}})
	if got.status != http.StatusSeeOther {
		t.Fatalf("a typeface: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if page := p.get(themeAddress); !strings.Contains(page.text(`form[action="`+address+`"]`), "Go Mono") {
		t.Errorf("the page does not name it: %q", page.text(`form[action="`+address+`"]`))
	}
	p.publishesTheme(nil)
	moved := themeAddress + "/move"
	if got := p.post(moved, map[string]string{"version": "2", "move": "figure:" + f.widget}); got.status != http.StatusSeeOther {
		t.Fatalf("moved: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	second := p.edition(f)
	for _, name := range []string{"og.png", "withdrawn.og.png"} {
		if first.Renditions[name].SHA256 == second.Renditions[name].SHA256 {
			t.Errorf("%s is drawn as before", name)
		}
	}
	for name, part := range first.Parts {
		if second.Parts[name] != part {
			t.Errorf("the frame's %s changed with the typeface of pictures", name)
		}
	}
	if got := p.upload(address, fields(map[string]string{"do": "remove"}), nil); got.status != http.StatusSeeOther || o.themeDraft().Typeface.ID != "" {
		t.Errorf("removed: status %d", got.status)
	}
}
