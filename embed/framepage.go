package embed

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// Limits of a frame. A closed frame never passes 1,000 px, which is what
// WordPress allows; rows beyond the limit are on the share page.
const (
	leastFrameHeight = 240
	maxFrameHeight   = 1000
	shownRows        = 20 // more scroll inside the table
	maxFrameRows     = 100
)

// framePage is what the frame's template shows.
type framePage struct {
	widgets.Edition
	FrameOptions
	frameDress
	Words     frameWords
	Height    int
	Drawings  []drawing
	Heads     []tableCell
	Rows      []tableRow
	Scrolls   bool   // the table has more rows or columns than fit
	Wide      bool   // the table has more than two columns, or words in the second
	Bolds     bool   // the table has highlighted rows
	Forced    forced // what a reader's own colours need to keep apart
	More      string // names all rows of the table, when some are left out
	Address   string // of the share page, or of the source before publishing
	AsAt      string
	Also      []widgets.Origin  // the sources beside the first
	Items     []item            // of a row of headlines
	Open      bool              // the table stands in for a drawing that is not there
	Notices   []correctionWords // of corrections
	ForeignTo string            // language of the figure where it is not the frame's
}

// frameDress is the colours of a frame: of one scheme, or of both, of which the
// reader's setting picks one.
type frameDress struct {
	Colours colours
	Dark    *colours // of auto: what a dark reader sees
}

// colours are those of one scheme as a style sheet writes them.
type colours struct{ Scheme, Ink, Muted, Paper, Band, Rule, Highlight, Link string }

// drawing is the plot for one range of widths: in one dress, or in both, of
// which the reader's setting shows one.
type drawing struct {
	Size  string // "s", "m" or "l"
	Plots []plot
}

// plot is one drawn part; Class is "e" for light and "d" for dark where both
// are there.
type plot struct {
	Class string
	Plot  widgets.Drawing
}

// tableRow is a row with the cell that heads it apart.
type tableRow struct {
	Head  string
	Cells []tableCell
	Bold  bool
}

type tableCell struct {
	Text    string
	Numeric bool
	Left    bool // words of a column other than the first
}

func newTableCell(t widgets.TableWords, column int, text string) tableCell {
	numeric := column < len(t.Numeric) && t.Numeric[column]
	return tableCell{text, numeric, !numeric && column > 0}
}

func newFramePage(e widgets.Edition, o FrameOptions) framePage {
	if !slices.Contains(languages, o.Lang) {
		o.Lang = words.For(e.Lang).Lang
	}
	dress := listed(schemes, scheme(o.Scheme))
	p := framePage{
		Edition: e, FrameOptions: o, frameDress: dressOf(e, dress),
		Words: frameWordsOf(o.Lang), Height: frameHeight(e), Drawings: drawings(e, dress),
		Heads: tableHeads(e.Table), Rows: tableRows(e.Table, maxFrameRows), AsAt: asAt(e, o.Lang),
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	p.Notices = correctionsIn(e, words.For(o.Lang), o.Zone)
	p.Items = itemsOf(e.Headlines)
	p.Open = len(p.Drawings) == 0 && e.Kind != widgets.Headline && len(p.Items) == 0
	p.Scrolls = len(p.Rows) > shownRows || len(e.Table.Heads) > 3
	p.Wide = len(p.Heads) > 2 || (len(p.Heads) == 2 && p.Heads[1].Left)
	p.Bolds = slices.Contains(e.Table.Bold, true)
	if e.Alt != "" {
		for _, d := range p.Drawings {
			for i := range d.Plots {
				d.Plots[i].Plot = named(d.Plots[i].Plot)
			}
		}
	}
	p.Forced = newForced(p.Drawings, dress == scheme(widgets.Dark), p.Colours)
	if len(e.Table.Rows) > maxFrameRows {
		p.More = words.For(o.Lang).Say(words.FrameAllRows, "n", words.Whole(len(e.Table.Rows)))
	}
	p.Also = alsoIn(e, o.Lang)
	p.Address = webLink(e.Provenance.SourceLink)
	if e.PublicID != "" {
		p.Address = "/w/" + e.PublicID
	}
	if e.Lang != "" && e.Lang != o.Lang {
		p.ForeignTo = e.Lang
	}
	return p
}

// frameHeight keeps the height of an Edition within what every site allows.
func frameHeight(e widgets.Edition) int {
	return min(max(e.FrameHeight, leastFrameHeight), maxFrameHeight)
}

// drawings picks the plots of a scheme, narrow to wide. A headline's small
// line is the same in every frame; one without a line is all words.
func drawings(e widgets.Edition, s scheme) []drawing {
	sizes := []string{"s", "m", "l"}
	if e.Kind == widgets.Headline {
		sizes = sizes[:1]
		if len(e.Headline.Sparkline) == 0 && e.Headline.Share < 0 {
			return nil
		}
	}
	var out []drawing
	for _, size := range sizes {
		if plots := plotsOf(e, "frame-"+size, s); len(plots) > 0 {
			out = append(out, drawing{size, plots})
		}
	}
	return out
}

func plotsOf(e widgets.Edition, preset string, s scheme) []plot {
	wanted := []plot{{Class: string(s)}}
	if s == schemeAuto {
		wanted = []plot{{Class: string(widgets.Light)}, {Class: string(widgets.Dark)}}
	}
	var plots []plot
	for _, w := range wanted {
		part, ok := e.Parts[preset+"."+w.Class]
		if !ok {
			continue
		}
		class := ""
		if s == schemeAuto {
			class = map[string]string{"light": "e", "dark": "d"}[w.Class]
		}
		plots = append(plots, plot{class, part})
	}
	return plots
}

// named takes name and description of its own off a drawing, which is called
// by the description that the frame has once for all widths. So nothing is read
// twice, and a pointer finds no label over the drawing. Language and typeface
// are those of the frame.
func named(d widgets.Drawing) widgets.Drawing {
	s := string(d.HTML)
	tag, box, end := strings.Index(s, ">"), strings.Index(s, ` viewBox="`), strings.Index(s, "</desc>")
	if box < 0 || tag < box || end < tag {
		return d
	}
	view, _, _ := strings.Cut(s[box+len(` viewBox="`):tag], `"`)
	d.HTML = "<svg" + d.HTML[box:box+len(` viewBox="`)+len(view)+1] + ` role="img" aria-labelledby="v">` + d.HTML[end+len("</desc>"):]
	return d
}

// tableHeads are the headings of a table's columns.
func tableHeads(t widgets.TableWords) []tableCell {
	heads := make([]tableCell, len(t.Heads))
	for i, text := range t.Heads {
		heads[i] = newTableCell(t, i, text)
	}
	return heads
}

// tableRows turns at most limit rows of a table into rows with a head.
func tableRows(t widgets.TableWords, limit int) []tableRow {
	var rows []tableRow
	for i, cells := range t.Rows {
		if i == limit {
			break
		}
		row := tableRow{Bold: i < len(t.Bold) && t.Bold[i]}
		for column, text := range cells {
			if column == 0 {
				row.Head = text
				continue
			}
			row.Cells = append(row.Cells, newTableCell(t, column, text))
		}
		rows = append(rows, row)
	}
	return rows
}

// Arrow is the direction of a headline's change as a sign; the words say it too.
func (p framePage) Arrow() string { return arrow(p.Headline) }

func arrow(h widgets.HeadlineWords) string {
	switch h.Direction {
	case 1:
		return "▲"
	case -1:
		return "▼"
	}
	return ""
}

// item is one number of a row of headlines.
type item struct {
	widgets.HeadlineWords
	Arrow string
	Class string // "h" for one in the subject's colour, "r" for a reason
}

func itemsOf(row []widgets.HeadlineWords) []item {
	one := slices.ContainsFunc(row, func(h widgets.HeadlineWords) bool { return h.Highlight })
	var items []item
	for _, h := range row {
		class := ""
		switch {
		case h.Number == "":
			class = "r"
		case h.Highlight || !one:
			class = "h"
		}
		items = append(items, item{h, arrow(h), class})
	}
	return items
}

// Grid is the columns of a row of headlines, and the size of its numbers, in
// the frame of that name.
func (p framePage) Grid(frame string) template.CSS { return itemGrid(p.Headlines, frame) }

// Subtitle is the text of a notice, which looks as that of a figure does.
func (p noticeFramePage) Subtitle() string { return p.Notice.Text }

// Grid is never shown: a notice has no numbers.
func (p noticeFramePage) Grid(frame string) template.CSS { return itemGrid(nil, frame) }

// itemGap is the space between the items of a row, in px, as frame.css has it.
const itemGap = 20

func itemGrid(items []widgets.HeadlineWords, frame string) template.CSS {
	preset, _ := widgets.PresetByName(frame)
	cols, size := widgets.ItemGrid(items, preset)
	cols = max(cols, 1)
	if cols == 1 { // the one column has to hold its number with a reader's own spacing, .12em a letter
		longest := 0
		for _, h := range items {
			longest = max(longest, utf8.RuneCountInString(h.Number))
		}
		size = min(size, int(float64(preset.Width-40)/(0.68*float64(max(longest, 1)))))
	}
	// Items that a reader's own spacing makes wider move to the next row.
	return template.CSS(fmt.Sprintf(".q li{flex:0 0 calc((100%% - %dpx)/%d)}.q b{font-size:%dpx}", itemGap*(cols-1)+1, cols, size)) // whole numbers of ours
}

// NumberSize is the size of a headline's number: it grows with the frame as the
// three layouts do, and is less where it is long, so that it stays on one line
// in the narrowest frame. It is marked as CSS because the template takes a
// function such as min() in a text for an attack, and puts a word in its place
// that means nothing.
func (p framePage) NumberSize() template.CSS {
	const widest = 6 // characters that fit at full size: "51.1%", "£1.45m"
	if n := utf8.RuneCountInString(p.Headline.Number); n > widest {
		// A bold digit is 0.556 em wide, and readers may set .12em between letters
		// (WCAG 2.2, 1.4.12); 88% of the frame is between its margins.
		return template.CSS(fmt.Sprintf("min(132px,%.1fvw)", 88/(0.68*float64(n))))
	}
	return "clamp(min(76px,24vw),18vw,132px)" // in a side column it still fits
}

// noticeFramePage is what stands where a figure is not.
type noticeFramePage struct {
	frameDress
	Height int
	Notice notice
	Others string // the words of the link to other figures
	// What follows is read by the style sheet and always empty.
	Drawings             []drawing
	Rows                 []tableRow
	Notices              []correctionWords
	Headline             widgets.HeadlineWords
	Notes                []string
	Items                []item
	Scrolls, Bolds, Wide bool
	Forced               forced
}

// dressOf returns the colours of an Edition in a scheme.
func dressOf(e widgets.Edition, s scheme) frameDress {
	light := newColours(widgets.Light, e.Dressed(widgets.Light))
	dark := newColours(widgets.Dark, e.Dressed(widgets.Dark))
	switch s {
	case scheme(widgets.Dark):
		return frameDress{Colours: dark}
	case schemeAuto:
		return frameDress{Colours: light, Dark: &dark}
	}
	return frameDress{Colours: light}
}

// lightDress is the light look of a theme; none before there is one.
func lightDress(t widgets.Theme) map[widgets.Scheme]widgets.Dress {
	if t.Version == 0 {
		return nil
	}
	return map[widgets.Scheme]widgets.Dress{widgets.Light: widgets.NewDress(t, widgets.Light)}
}

func newColours(s widgets.Scheme, d widgets.Dress) colours {
	return colours{string(s), short(d.Ink), short(d.Muted), short(d.Paper), short(d.Band), short(d.Rule), short(d.Highlight), short(d.Link)}
}

// short writes #rgb where that is the same colour, as drawings do.
func short(c widgets.Color) string {
	s := c.String()
	if s[1] == s[2] && s[3] == s[4] && s[5] == s[6] {
		return string([]byte{'#', s[1], s[3], s[5]})
	}
	return s
}
