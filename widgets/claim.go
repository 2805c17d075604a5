package widgets

import (
	"slices"

	"rsc.io/qr"

	"figurehead/widgets/words"
)

// claim draws the title plane of a picture above or beside the evidence and
// returns the box left for the evidence, down to foot.
func (l *layout) claim(foot Px) (box, error) {
	code, err := l.qrCode()
	if err != nil {
		return box{}, err
	}
	if l.size.plane == leftPlane {
		return l.leftClaim(foot, code)
	}
	return l.topClaim(foot)
}

func (l *layout) leftClaim(foot Px, code *qr.Code) (box, error) {
	m, u := l.size.margin, l.u
	first := m + 22*u
	room := foot - m - first
	if side := l.qrSide(code); side > 0 {
		room = foot - 0.7*m - side - 16 - first
	}
	title, ok := l.fit(l.figure.Title, Bold, l.size.title, l.size.pane-m-24, room)
	if !ok {
		return box{}, l.titleTooLong()
	}
	l.rect(0, 0, l.size.pane, foot, l.colors.Brand)
	l.whole(m, m, 32*u, 4*u, l.colors.Accent)
	l.lines(m, first+capHeight*title.size, title.rows, Bold, title.size, title.lead, white, Start)
	if code != nil {
		l.drawScan(m, foot-0.7*m, l.size.pane-m-24, code)
	}
	return box{x: round(l.size.pane + 0.82*m), y: 0.82 * m, w: l.preset.Width - m - round(l.size.pane+0.82*m), h: foot - 18*u - 0.82*m}, nil
}

// drawScan draws the QR code with its words at its right, feet at bottom.
func (l *layout) drawScan(x, bottom, width Px, code *qr.Code) {
	side := l.qrSide(code)
	l.drawQR(x, bottom-side, code)
	size, lead := l.size.source.size, l.size.source.lead
	room := width - side - 20
	rows := l.wrap(l.say(words.Scan), Regular, size, room)
	if l.widest(rows, Regular, size) > room {
		return
	}
	l.lines(x+side+20, bottom-4-Px(len(rows)-1)*lead, rows, Regular, size, lead, white, Start)
}

func (l *layout) topClaim(foot Px) (box, error) {
	m, u := l.size.margin, l.u
	top := 0.95 * m
	if l.size.safeTop > 0 {
		top = l.size.safeTop + 24
	}
	title, ok := l.fit(l.figure.Title, Bold, l.size.title, l.preset.Width-2*m, foot)
	if !ok {
		return box{}, l.titleTooLong()
	}
	last := top + 22*u + title.height()
	bottom := round(last + 24.6*u)
	l.rect(0, 0, l.preset.Width, bottom, l.colors.Brand)
	l.whole(m, top, 32*u, 4*u, l.colors.Accent)
	l.lines(m, top+22*u+capHeight*title.size, title.rows, Bold, title.size, title.lead, white, Start)
	y := bottom + 20*u
	return box{x: m, y: y, w: l.preset.Width - 2*m, h: foot - 22*u - y}, nil
}

// subtitle writes the subtitle at the top of the evidence and returns what is
// left for the plot. Over its lines it takes its shorter wording, then more
// lines while the plot keeps half of the room.
func (l *layout) subtitle(b box) (box, error) {
	ts := l.size.subtitle
	text := firstOf(l.figure.Subtitle, l.figure.ShortSubtitle)
	if text == "" {
		return b, nil
	}
	if len(text) > maxWrapped {
		return b, l.subtitleTooLong()
	}
	rows := l.wrap(text, Regular, ts.size, b.w)
	if len(rows) > ts.lines && l.figure.ShortSubtitle != "" && len(l.figure.ShortSubtitle) <= maxWrapped {
		text = l.figure.ShortSubtitle
		rows = l.wrap(text, Regular, ts.size, b.w)
	}
	l.said = text
	if len(rows) > ts.lines+2 || l.widest(rows, Regular, ts.size) > b.w {
		return b, l.subtitleTooLong()
	}
	last := l.lines(b.x, b.y+capHeight*ts.size, rows, Regular, ts.size, ts.lead, l.colors.Muted, Start)
	y := round(last + 15*l.u)
	return box{b.x, y, b.w, b.bottom() - y}, nil
}

// notes writes the notes at the foot of the evidence where the preset has
// lines for them; elsewhere they stand on the page.
func (l *layout) notes(b box) box {
	size, lead := l.size.source.size, l.size.source.lead
	rows := l.noteRows(b.w)
	if len(rows) == 0 {
		return b
	}
	b.h -= Px(len(rows))*lead + 10*l.u
	l.lines(b.x, b.bottom()+10*l.u+size, rows, Regular, size, lead, l.colors.Muted, Start)
	return b
}

// noteRows are the rows of the notes for which there is room: what the figure
// says of itself, such as what is missing, before the officer's own note.
func (l *layout) noteRows(width Px) []string {
	notes, size := l.figure.Notes, l.size.source.size
	first := min(btoi(l.figure.Spec.Note != ""), len(notes))
	chosen, left := make([][]string, len(notes)), l.size.notes
	for k := range notes {
		i := (k + first) % len(notes)
		if len(notes[i]) > maxWrapped {
			continue
		}
		rows := l.wrap(notes[i], Regular, size, width)
		if len(rows) <= left && l.widest(rows, Regular, size) <= width {
			chosen[i], left = rows, left-len(rows)
		}
	}
	l.noted = !slices.ContainsFunc(chosen[first:], func(rows []string) bool { return len(rows) == 0 })
	return slices.Concat(chosen...)
}

// notesShown reports whether a reader sees the figure's notes beside the plot.
func (l *layout) notesShown() bool { return l.preset.Frame || l.noted }
