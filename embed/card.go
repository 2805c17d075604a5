package embed

import (
	"strconv"
	"strings"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// card is a figure or a set of them in small.
type card struct {
	Address, Title, Kind, Source, AsAt    string
	Number, Sentence, Arrow, Change, Base string // of a headline figure
	Plot                                  widgets.Drawing
	Large                                 bool
	Class                                 string // of the colour of its number, where it is not the usual one
	AsAtWord                              string
	ForeignTo                             string // language of the figure where it is not the page's
}

// newCard is a figure or set in small on a page of that language.
func newCard(s shown, page *words.Locale) card {
	e, l := s.Edition, words.For(s.Lang)
	source := e.Provenance.ShortSources()
	h := e.Headline
	c := card{
		Address: s.Path, Title: e.Title, Kind: widgets.KindNameIn(e.Kind, l.Lang), Source: source, AsAt: e.Provenance.AsAtWords, AsAtWord: say(l, "cardAsAt"),
		Number: h.Number, Sentence: h.Sentence, Arrow: arrow(h), Change: h.Change, Base: h.Base,
	}
	if l != page {
		c.ForeignTo = l.Lang
	}
	if n := strconv.Itoa(len(s.Places)); s.Places != nil {
		c.Number, c.Sentence, c.Kind = n, placesInShort(l, s.Places), say(l, "setOf", "n", n)
		return c
	}
	if drawn := drawings(e, scheme(widgets.Light)); len(drawn) > 0 {
		c.Plot = decorative(drawn[0].Plots[0].Plot)
	}
	return c
}

// decorative takes role, name and description off a drawing that stands beside
// its own title, hidden from screen readers: a page full of cards would have
// their ids many times. Texts inside it are escaped, so the first "</desc>" is
// the canvas's own.
func decorative(d widgets.Drawing) widgets.Drawing {
	s := string(d.HTML)
	role, tag := strings.Index(s, ` role="img"`), strings.Index(s, ">")
	font, end := strings.Index(s, ` font-family=`), strings.Index(s, "</desc>")
	if role < 0 || font < role || tag < font || end < tag {
		return d
	}
	d.HTML = d.HTML[:role] + d.HTML[font:tag+1] + d.HTML[end+len("</desc>"):]
	return d
}
