package publishing_test

import (
	"strings"
	"testing"

	"figurehead/store"
	"figurehead/widgets"
)

// Examples are drawn once for a theme and again when it changes; each has ids of
// its own, because all stand on one page.
func TestExamples(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ours, false)
	if err := d.store.SaveOrganisation(t.Context(), officer, store.Organisation{Name: "Example County Council", Theme: widgets.DefaultTheme()}); err != nil {
		t.Fatal(err)
	}
	first, err := d.publisher.Examples(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	looks := map[widgets.Kind]int{}
	for _, e := range first {
		looks[e.Kind]++
	}
	for _, kind := range widgets.Kinds() {
		if looks[kind] == 0 {
			t.Errorf("no example of a %s", kind)
		}
	}
	if looks[widgets.Table] != 2 || looks[widgets.SmallMultiples] != 3 {
		t.Errorf("%d tables and %d small multiples, want with and without lines, and of lines, columns and bars", looks[widgets.Table], looks[widgets.SmallMultiples])
	}
	again, err := d.publisher.Examples(t.Context())
	if err != nil || &again[0] != &first[0] {
		t.Errorf("the examples were drawn again: %v", err)
	}
	o, err := d.publisher.Organisation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	green := widgets.Color{R: 0x0b, G: 0x5c, B: 0x4a}
	o.Theme.Brand, o.Theme.Highlight = green, green
	o.Theme.Name = "Example County Council"
	d.publishTheme(t, o.Theme)
	changed, err := d.publisher.Examples(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range changed {
		if e.Kind == widgets.Bar && !strings.Contains(string(e.Page.HTML), green.String()) {
			t.Errorf("the bars do not have the new colour %s", green)
		}
	}
}

// publishTheme makes a changed theme the next version of it.
func (d desk) publishTheme(t *testing.T, theme widgets.Theme) widgets.Theme {
	t.Helper()
	draft, err := d.store.ThemeDraft(t.Context(), theme.ID)
	if err != nil {
		t.Fatal(err)
	}
	draft.Theme = theme
	if draft, err = d.publisher.SaveThemeDraft(t.Context(), officer, draft); err != nil {
		t.Fatal(err)
	}
	published, err := d.store.PublishTheme(t.Context(), officer, draft)
	if err != nil {
		t.Fatal(err)
	}
	return published
}
