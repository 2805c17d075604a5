package studio

import (
	"bytes"
	"fmt"
	"image/png"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// themePage makes a theme: colours, logo, typeface, line of text.
type themePage struct {
	basePage
	ID      string
	Theme   widgets.Theme
	Version string        // of the form
	Draft   bool          // something was changed since it was published
	Colours []colourField // of the brand
	More    []colourField // text and paper
	Alike   []string      // sentences about colours that some cannot tell apart
	Logo    string        // size in words; empty without one
	Small   bool          // the logo is smaller than its box
	Said    string        // what was done, in words
	From    string        // what colours were to be taken from, as typed
	Usual   bool
	Older   int // public figures in an earlier version
	Samples []publishing.Sample
	See     string // "", or the vision that the samples are drawn for
	Visions []choice
	Compare comparedColours
	Live    bool // the page is a fragment
}

// Next is the number that publishing gives.
func (p themePage) Next() int { return p.Theme.Version + 1 }

// visions are the eyes that samples are shown to, the usual ones first.
var visions = []choice{{"", "As it is"}, {"protanopia", "Without red cones"}, {"deuteranopia", "Without green cones"}, {"tritanopia", "Without blue cones"}, {"grey", "In grey"}}

// colourField is one colour of the form with what is made of it.
type colourField struct {
	ID, Label, Where string
	Value            string
	Verdict          string
	Moved            bool
	Theirs           string // what somebody else made it meanwhile, where that is different
}

// comparedColours are two colours of figures beside each other.
type comparedColours struct {
	Choices []choice
	A, B    string
	Rows    []comparedRow
}

type comparedRow struct {
	Who     string
	A, B    string
	Ratio   string
	Verdict string
	Apart   bool
}

// tokens are the colours of the form, in its order.
var tokens = []struct {
	id, label, where string
	more             bool
	of               func(*widgets.Theme) *widgets.Color
}{
	{"brand", "Brand", "behind the title of a picture", false, func(t *widgets.Theme) *widgets.Color { return &t.Brand }},
	{"highlight", "Stands out", "the bar, column or line a figure is about", false, func(t *widgets.Theme) *widgets.Color { return &t.Highlight }},
	{"link", "Links", "in frames", false, func(t *widgets.Theme) *widgets.Color { return &t.Link }},
	{"accent", "Accent", "the short stroke over a title", false, func(t *widgets.Theme) *widgets.Color { return &t.Accent }},
	{"track", "Badge", "behind a change, and the rest of 100%", false, func(t *widgets.Theme) *widgets.Color { return &t.Track }},
	{"ink", "Text", "labels, values, titles of frames", true, func(t *widgets.Theme) *widgets.Color { return &t.Ink }},
	{"muted", "Quieter text", "subtitles, ticks, sources", true, func(t *widgets.Theme) *widgets.Color { return &t.Muted }},
	{"paper", "Paper", "the ground of light figures", true, func(t *widgets.Theme) *widgets.Color { return &t.Paper }},
	{"rule", "Gridlines", "need not stand out", true, func(t *widgets.Theme) *widgets.Color { return &t.Rule }},
}

// newThemePage shows a draft with the verdict on each of its colours.
func (s *Studio) newThemePage(c *fiber.Ctx, d store.ThemeDraft) (themePage, error) {
	t := d.Theme.WithPaper()
	page := themePage{basePage: s.settingsBase(c, "Theme: "+t.Name), ID: t.ID, Theme: t, Version: versionSeen(d), Draft: d.Version != 0, Live: partial(c)}
	page.From = form(c, "from")
	verdicts := map[string]widgets.Verdict{}
	for _, v := range t.Verdicts() {
		verdicts[v.Token] = v
	}
	for _, token := range tokens {
		v := verdicts[token.id]
		f := colourField{ID: token.id, Label: token.label, Where: token.where, Value: token.of(&t).String(), Verdict: v.Sentence, Moved: v.Used != v.Given}
		if token.more {
			page.More = append(page.More, f)
		} else {
			page.Colours = append(page.Colours, f)
		}
	}
	page.Alike = alikeIn(t)
	page.Compare = compareColours(t, form(c, "a"), form(c, "b"))
	page.Logo, page.Small = logoSize(t.LogoPNG)
	s.sampleTheme(&page, form(c, "see"))
	if page.Live {
		return page, nil
	}
	o, err := s.organisationSoFar(c)
	if err != nil {
		return page, err
	}
	page.Usual = o.Theme.ID == t.ID
	figures, err := s.Store.ThemedFigures(c.UserContext())
	for _, f := range figures {
		if f.ThemeID == t.ID && f.Version != t.Version {
			page.Older++
		}
	}
	return page, err
}

// sampleTheme draws three kinds in the theme of the page, as seen by a vision.
// Without them the page is of use all the same.
func (s *Studio) sampleTheme(page *themePage, see string) {
	page.Visions = visions
	for _, v := range visions {
		if v.Value == see {
			page.See = v.Value
		}
	}
	var err error
	if page.Samples, err = s.Publishing.Samples(page.Theme, page.See); err != nil {
		s.Log.Error("samples of the theme", "error", err)
	}
}

// dataColours are those that tell one thing from another in figures.
func dataColours(t widgets.Theme) []widgets.NamedColor {
	p := widgets.NewPalette(t, widgets.Light)
	list := []widgets.NamedColor{{Name: "What stands out", Color: p.Highlight}, {Name: "Other bars", Color: p.Context}}
	for i, colour := range p.Series {
		list = append(list, widgets.NamedColor{Name: fmt.Sprintf("Series %d", i+1), Color: colour})
	}
	return append(list, widgets.NamedColor{Name: "Paper", Color: p.Paper}, widgets.NamedColor{Name: "Brand", Color: p.Brand}, widgets.NamedColor{Name: "Accent", Color: p.Accent})
}

// compareColours puts two of them beside each other, as everybody sees them.
func compareColours(t widgets.Theme, a, b string) comparedColours {
	list := dataColours(t)
	at := func(chosen string, usual int) int {
		n, err := strconv.Atoi(chosen)
		if err != nil || n < 0 || n >= len(list) {
			return usual
		}
		return n
	}
	first, second := at(a, 0), at(b, 1)
	compared := comparedColours{A: strconv.Itoa(first), B: strconv.Itoa(second)}
	for i, colour := range list {
		compared.Choices = append(compared.Choices, choice{strconv.Itoa(i), fmt.Sprintf("%s, %s", colour.Name, colour.Color)})
	}
	for _, seen := range widgets.SeenBeside(list[first].Color, list[second].Color) {
		who := slices.IndexFunc(visions, func(v choice) bool { return v.Value == seen.Vision })
		row := comparedRow{Who: visions[who].Label, A: seen.A.String(), B: seen.B.String(), Ratio: fmt.Sprintf("%.1f to 1", seen.Contrast), Apart: seen.Apart, Verdict: "Look alike"}
		if seen.Apart {
			row.Verdict = "Can be told apart"
		}
		compared.Rows = append(compared.Rows, row)
	}
	return compared
}

// alikeIn says of what stands out and the bars beside it who cannot tell them apart.
func alikeIn(t widgets.Theme) (alike []string) {
	for _, pair := range widgets.LookAlikes(dataColours(t)[:2]) {
		who := slices.IndexFunc(visions, func(v choice) bool { return v.Value == pair.Vision })
		alike = append(alike, visions[who].Label+", what stands out and the other bars look alike. What stands out is also in bold.")
	}
	return alike
}

// logoSize words the size of the kept logo.
func logoSize(raw []byte) (words string, small bool) {
	config, err := png.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return "", false
	}
	return fmt.Sprintf("%d × %d pixels", config.Width, config.Height), config.Width < 216 && config.Height < 64
}

// readTheme takes the colours, the name and the line of text of the form over
// into a theme.
func readTheme(c *fiber.Ctx, t widgets.Theme) (widgets.Theme, []fieldError) {
	var faults []fieldError
	t.Footer, t.Name = trimmed(c, "footer"), trimmed(c, "name")
	for _, token := range tokens {
		colour, err := widgets.ParseColor(trimmed(c, token.id))
		if err != nil {
			faults = append(faults, fieldError{token.id, token.label + ": write # and six digits, such as #12436d"})
			continue
		}
		*token.of(&t) = colour
	}
	return t, faults
}
