package embed

import (
	"strings"
	"testing"

	"figurehead/store"
	"figurehead/widgets"
)

// plum is the look of a council whose colours are its own.
func plum() widgets.Theme {
	t := widgets.BrandTheme(widgets.Color{R: 0x66, G: 0x24, B: 0x83})
	t.Version, t.Footer = 2, "Made by the insight team"
	return t
}

func dressed(e widgets.Edition, t widgets.Theme) widgets.Edition {
	e.Dress = map[widgets.Scheme]widgets.Dress{widgets.Light: widgets.NewDress(t, widgets.Light), widgets.Dark: widgets.NewDress(t, widgets.Dark)}
	e.ThemeVersion, e.Footer = t.Version, t.Footer
	return e
}

// A frame has the colours of the Edition it shows, in each scheme.
func TestFrameTakesTheColoursOfItsEdition(t *testing.T) {
	t.Parallel()
	e := dressed(readEdition(t, "waste-headline"), plum())
	for scheme, want := range map[string][]string{
		"light": {"border-top:5px solid #662483", "a{display:inline-block;padding:3px 0;color:#662483}", "[fill=\"#662483\"]{fill:Highlight}"},
		"dark":  {"border-top:5px solid " + e.Dress[widgets.Dark].Highlight.String()},
		"auto":  {"border-top:5px solid #662483", "h1 b{color:" + e.Dress[widgets.Dark].Highlight.String() + "}", "a{color:" + e.Dress[widgets.Dark].Link.String() + "}"},
	} {
		html, err := Frame(e, FrameOptions{Scheme: scheme})
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range want {
			if !strings.Contains(string(html), text) {
				t.Errorf("the %s frame lacks %s", scheme, text)
			}
		}
		style, _, _ := strings.Cut(string(html), "</style>")
		if strings.Contains(style, "#12436d") {
			t.Errorf("the %s frame has the usual blue", scheme)
		}
		if !strings.Contains(string(html), "Made by the insight team <a ") {
			t.Errorf("the %s frame lacks the theme's line", scheme)
		}
	}
}

// What stands where a figure was has the colours of the organisation, and a card
// those of its Edition.
func TestNoticesAndCardsTakeTheirColours(t *testing.T) {
	t.Parallel()
	gone, err := noticeFrame(notice{Heading: "Withdrawn"}, store.Organisation{Name: "Council", Theme: plum()})
	if err != nil {
		t.Fatal(err)
	}
	if html := string(gone.plain()); !strings.Contains(html, "border-top:5px solid #662483") || strings.Contains(html, "#12436d") {
		t.Error("the notice has not the colour of the organisation")
	}
	p := newPublicFace(t)
	usual := p.get("/")
	if strings.Contains(usual.body, "<style>") {
		t.Error("a gallery in the usual colours has a style of its own")
	}
	f := p.published("waste-headline")
	p.publish(&f, dressed(p.edition("waste-headline"), plum()))
	page := p.get("/")
	if !strings.Contains(page.body, "<style>.fh .fh-data-1{--fh-data:#662483}</style>") || !strings.Contains(page.body, `class="fh-card__art fh-art fh-data-1"`) {
		t.Error("the card of a headline has not the colour of its edition")
	}
	want := "style-src 'self' 'sha256-" + styleHash([]byte(page.body)) + "'"
	if policy := page.Header.Get("Content-Security-Policy"); !strings.Contains(policy, want) {
		t.Errorf("policy %q lacks %s", policy, want)
	}
}

// A change of theme reaches a figure when it is published again, not before;
// a frozen address keeps the look it had.
func TestOldEditionsKeepTheirColours(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	first := p.get(embedAddress(f)).body
	p.publish(&f, dressed(p.edition("waste-bar"), plum()))
	if got := p.get(embedAddress(f)).body; !strings.Contains(got, "border-top:5px solid #662483") {
		t.Error("the newest frame lacks the new colour")
	}
	old := p.get(frozen(embedAddress(f), 1)).body
	if !strings.Contains(first, "border-top:5px solid #12436d") || !strings.Contains(old, "border-top:5px solid #12436d") {
		t.Error("the frame of the first edition lost its colour")
	}
	share := p.get(pageAddress(f))
	if !strings.Contains(share.body, "<style>.fh{--fh-data:#662483}</style>") || strings.Contains(p.get(frozen(pageAddress(f), 1)).body, "<style>") {
		t.Error("share pages: want the new one, and only that, in the new colour")
	}
	want := "style-src 'self' 'sha256-" + styleHash([]byte(share.body)) + "'"
	if policy := share.Header.Get("Content-Security-Policy"); !strings.Contains(policy, want) {
		t.Errorf("policy %q lacks %s", policy, want)
	}
}
