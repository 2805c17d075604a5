package widgets_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"figurehead/widgets"
)

func logo(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// printed is every text of a drawing in its order, without the spaces that
// lines are broken at.
func printed(p widgets.Placed) string {
	var b strings.Builder
	for _, m := range p.Marks {
		if text, ok := m.(widgets.TextMark); ok {
			b.WriteString(text.Text)
		}
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\u00a0' }), "")
}

func TestSourceLicenceDateAndAddressAreNeverLeftOut(t *testing.T) {
	t.Parallel()
	longSource := strings.TrimSpace(strings.Repeat("Department for Environment, Food and Rural Affairs, ", 3))
	for _, test := range []struct {
		name   string
		change func(*widgets.Figure)
		want   []string // without spaces
	}{
		{"ordinary", func(*widgets.Figure) {}, []string{"Acouncil"}},
		{"wide logo", func(f *widgets.Figure) { f.Theme.LogoPNG = logo(t, 900, 60) }, nil},
		{"tall logo", func(f *widgets.Figure) { f.Theme.LogoPNG = logo(t, 40, 400) }, nil},
		{"broken logo", func(f *widgets.Figure) { f.Theme.LogoPNG = []byte("not a picture") }, []string{"ExampleCountyCouncil"}},
		{"no organisation", func(f *widgets.Figure) { f.Provenance.Organisation = "" }, nil},
		{"long organisation", func(f *widgets.Figure) {
			f.Provenance.Organisation = "Bournemouth, Christchurch and Poole Council and Partners"
		}, nil},
		{"long source", func(f *widgets.Figure) { f.Provenance.Source, f.Provenance.ShortSource = longSource, "" },
			[]string{strings.ReplaceAll(longSource, " ", "")}},
		{"long address", func(f *widgets.Figure) {
			f.Provenance.Address = "open-data-figures.bournemouth-christchurch-and-poole.example.gov.uk/s/7K2MQ9D"
		}, []string{"open-data-figures.bournemouth-christchurch-and-poole.example.gov.uk/s/7K2MQ9D"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := hostile(widgets.Bar, widgets.Series{Points: points(6, numbered, falling)})
			test.change(&f)
			for _, p := range widgets.Presets[3:] {
				placed := place(t, f, p.Name, widgets.Light)
				for _, fault := range faults(placed) {
					t.Errorf("%s: %s", p.Name, fault)
				}
				text := printed(placed)
				for _, want := range append(test.want, strings.SplitN(f.Provenance.Address, "/", 2)[1], "2026") {
					if !strings.Contains(text, want) {
						t.Errorf("%s: %q is not in %q", p.Name, want, text)
					}
				}
				if !strings.Contains(text, "OpenGovernmentLicencev3.0") && !strings.Contains(text, "OGLv3.0") {
					t.Errorf("%s: no licence in %q", p.Name, text)
				}
			}
		})
	}
}

func TestSlideAndPrintCarryACode(t *testing.T) {
	t.Parallel()
	f := hostile(widgets.Bar, widgets.Series{Points: points(6, numbered, falling)})
	for _, p := range widgets.Presets[3:] {
		has := strings.Contains(printed(place(t, f, p.Name, widgets.Light)), "Scanforthedata")
		if want := p.Name == "slide" || p.Name == "print"; has != want {
			t.Errorf("%s: code to scan: %v, want %v", p.Name, has, want)
		}
	}
	f.Provenance.AddressURL = ""
	if strings.Contains(printed(place(t, f, "slide", widgets.Light)), "Scan") {
		t.Error("slide: a code to scan before the figure has an address")
	}
}
