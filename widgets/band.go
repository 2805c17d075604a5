package widgets

import (
	"bytes"
	"image/png"
	"strings"

	"figurehead/widgets/words"
)

// provenance is the source band of a picture, laid out: rows of runs, and how
// high the band must be. Source, licence, date and address are never left out;
// they take shorter words, then more rows.
type provenance struct {
	rows   [][]textRun
	height Px
	mark   []string // name of the organisation, when there is no logo
	logo   box      // size of the logo, when there is one
}

// textRun is a piece of a row of the band.
type textRun struct {
	text string
	face Face
	fill Color
}

// provenance lays out the band beside the logo or the name of the
// organisation; if the rows then grow past the band, the name goes.
func (l *layout) provenance() provenance {
	p := provenance{height: l.size.band}
	p.logo = l.logoSize()
	if p.logo.w == 0 {
		p.mark = l.organisation()
	}
	side := max(p.logo.w, l.widest(p.mark, Bold, l.size.source.size))
	full := Px(l.preset.Width) - 2*l.size.margin
	room := full
	if side > 0 {
		room -= side + 24
	}
	p.rows = l.bandRows(room)
	if len(p.mark) > 0 && len(p.rows) > l.size.source.lines {
		p.mark = nil
		p.rows = l.bandRows(full)
	}
	p.rows = append(p.rows, l.footerRow(room)...)
	if extra := len(p.rows) - l.size.source.lines; extra > 0 {
		p.height += Px(extra) * l.size.source.lead
	}
	return p
}

// footerRow is the theme's line under the rest, where the band is tall and the
// line fits; frames and the page have it always.
func (l *layout) footerRow(room Px) [][]textRun {
	text := l.figure.Theme.Footer
	if text == "" || l.size.source.lines < 3 || l.measure(Regular, l.size.source.size, text) > room {
		return nil
	}
	return [][]textRun{{{text, Regular, l.colors.Muted}}}
}

// bandRows puts source, licence, date and address into rows of at most room.
func (l *layout) bandRows(room Px) [][]textRun {
	p, muted := l.figure.Provenance, l.colors.Muted
	size := l.size.source.size
	fits := func(s string) bool { return l.measure(Regular, size, s) <= room }
	sources := []string{l.say(words.Source) + bind(p.Sources()), l.say(words.Source) + bind(p.ShortSources())}
	if p.Edited != "" {
		for i, source := range sources {
			sources[i] = ended(source) + " " + p.Edited
		}
	}
	long, short := p.Licences()
	licences := []string{bind(long), short}
	dates := l.dates(p.Dates())
	if p.ShortSources() == "" {
		sources = []string{""}
	}
	if p.AsAtWords == "" {
		dates = []string{""}
	}
	if l.size.source.lines == 2 {
		if text, ok := firstFitting(fits, pairs(sources, licences)); ok {
			return append([][]textRun{{{text, Regular, muted}}}, l.addressRows(dates, room)...)
		}
	}
	rows := l.wrapped(sources, room)
	if text, ok := firstFitting(fits, pairs(licences, dates)); ok {
		rows = append(rows, []textRun{{text, Regular, muted}})
		return append(rows, l.addressRows([]string{""}, room)...)
	}
	rows = append(rows, l.wrapped(licences, room)...)
	return append(rows, l.addressRows(dates, room)...)
}

// dates says of which days the data is, with whole months and with short ones.
func (l *layout) dates(days []string) []string {
	var long, short []string
	for _, day := range days {
		long, short = append(long, bind(day)), append(short, l.shortMonth(day))
	}
	list := words.For(l.figure.Lang).List
	return []string{l.say(words.AsAt) + list(long), l.say(words.AsAt) + list(short)}
}

// addressRows is the address in bold with the date after it, or under it.
func (l *layout) addressRows(dates []string, room Px) [][]textRun {
	address, size := l.figure.Provenance.Address, l.size.source.size
	gap := size * 0.6
	used := Px(0)
	var rows [][]textRun
	if address != "" {
		for _, part := range l.breakAddress(address, room) {
			rows = append(rows, []textRun{{part, Bold, l.colors.Ink}})
			used = l.measure(Bold, size, part) + gap
		}
	}
	fits := func(s string) bool { return l.measure(Regular, size, s) <= room-used }
	if text, ok := firstFitting(fits, dates); ok && len(rows) > 0 {
		if text != "" {
			rows[len(rows)-1] = append(rows[len(rows)-1], textRun{text, Regular, l.colors.Muted})
		}
		return rows
	}
	if dates[0] == "" {
		return rows
	}
	return append(rows, []textRun{{dates[0], Regular, l.colors.Muted}})
}

// breakAddress cuts an address that is wider than room before a slash or dot,
// or, failing these, anywhere.
func (l *layout) breakAddress(address string, room Px) []string {
	size := l.size.source.size
	if l.measure(Bold, size, address) <= room || len(address) > 400 {
		return []string{address}
	}
	best := 0
	for i := range address {
		if i == 0 || l.measure(Bold, size, address[:i]) > room {
			continue
		}
		if strings.ContainsRune("/.-", rune(address[i])) || best == 0 || i-best > 40 {
			best = i
		}
	}
	if best == 0 {
		return []string{address}
	}
	return append([]string{address[:best]}, l.breakAddress(address[best:], room)...)
}

// wrapped is the first wording that fits one row, else the last one on several.
func (l *layout) wrapped(wordings []string, room Px) [][]textRun {
	size := l.size.source.size
	text, ok := firstFitting(func(s string) bool { return l.measure(Regular, size, s) <= room }, wordings)
	if !ok {
		text = wordings[len(wordings)-1]
	}
	var rows [][]textRun
	for _, row := range l.wrap(text, Regular, size, room) {
		rows = append(rows, []textRun{{row, Regular, l.colors.Muted}})
	}
	return rows
}

// organisation is the name of the organisation on at most two rows, or none
// where it would take more than a quarter of the band.
func (l *layout) organisation() []string {
	name := firstOf(l.figure.Provenance.Organisation, l.figure.Theme.Name)
	if name == "" || len(name) > 80 {
		return nil
	}
	size := l.size.source.size
	most := l.preset.Width * 0.27
	for width := l.size.logoWidth; width <= most; width += 12 {
		rows := l.wrap(name, Bold, size, width)
		if len(rows) <= 2 && l.widest(rows, Bold, size) <= width {
			return rows
		}
	}
	return nil
}

// logoSize is the logo of the theme scaled into its box; zero without a logo.
func (l *layout) logoSize() box {
	config, err := png.DecodeConfig(bytes.NewReader(l.figure.Theme.LogoPNG))
	if err != nil || config.Width == 0 || config.Height == 0 {
		return box{}
	}
	scale := min(l.size.logoWidth/Px(config.Width), l.size.logoHeight/Px(config.Height))
	return box{w: round(Px(config.Width) * scale), h: round(Px(config.Height) * scale)}
}

// drawBand draws the band at the foot of a picture and returns its top.
func (l *layout) drawBand(p provenance) Px {
	width, foot := l.preset.Width, l.preset.Height
	if l.size.safeBottom > 0 {
		foot = l.size.safeBottom
	}
	top := foot - p.height
	if l.size.safeBottom > 0 { // under the app's own controls
		l.rect(0, top, width, p.height+10, l.colors.Band)
		l.rect(0, foot+10, width, l.preset.Height-foot-10, l.colors.Brand)
	} else {
		l.rect(0, top, width, p.height, l.colors.Band)
	}
	size, lead := l.size.source.size, l.size.source.lead
	y := top + (p.height-Px(len(p.rows)-1)*lead-capHeight*size)/2 + capHeight*size
	for i, row := range p.rows {
		x := l.size.margin
		for _, r := range row {
			x += l.write(x, y+Px(i)*lead, r.text, r.face, size, r.fill, Start) + size*0.6
		}
	}
	l.drawMark(p, top)
	return top
}

// drawMark draws the logo, or the organisation's name, right-aligned and
// centred in the band.
func (l *layout) drawMark(p provenance, top Px) {
	right := l.preset.Width - l.size.margin
	if p.logo.w > 0 {
		l.marks = append(l.marks, ImageMark{X: right - p.logo.w, Y: round(top + (p.height-p.logo.h)/2),
			W: p.logo.w, H: p.logo.h, PNG: l.figure.Theme.LogoPNG})
		return
	}
	if len(p.mark) == 0 {
		return
	}
	size := l.size.source.size
	lead := size * 1.15
	left := right - l.widest(p.mark, Bold, size)
	y := top + (p.height-Px(len(p.mark)-1)*lead-capHeight*size)/2 + capHeight*size
	l.lines(left, y, p.mark, Bold, size, lead, l.colors.Ink, Start)
}

// pairs are the wordings of two parts joined, longest first.
func pairs(a, b []string) []string {
	join := func(x, y string) string {
		if x == "" || y == "" {
			return x + y
		}
		return x + ", " + y
	}
	last := func(s []string) string { return s[len(s)-1] }
	return []string{join(a[0], b[0]), join(last(a), b[0]), join(a[0], last(b)), join(last(a), last(b))}
}

func firstFitting(fits func(string) bool, wordings []string) (string, bool) {
	for _, w := range wordings {
		if fits(w) {
			return w, true
		}
	}
	return "", false
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
