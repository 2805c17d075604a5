package widgets

import (
	"math"
	"slices"
	"strings"

	"rsc.io/qr"

	"figurehead/widgets/words"
)

// headlinePicture draws a headline figure, which is all claim: the brand fills
// the picture above the band.
func headlinePicture(l *layout) error {
	band := l.provenance()
	if band.height > l.size.band+4*l.size.source.lead {
		return l.sourceTooLong()
	}
	foot := l.bandTop(band)
	if l.size.plane == leftPlane {
		return l.wideHeadline(band, foot)
	}
	return l.tallHeadline(band, foot)
}

// numberSize is the size of the number that fills width, at most most.
func (l *layout) numberSize(most, width Px) Px {
	one := l.measure(Bold, 100, l.figure.Headline.Number) / 100
	return Px(math.Floor(float64(min(most, width/max(one, 0.1)))))
}

// numberDrop is the room under a number that has a comma or letters below the line.
func (l *layout) numberDrop(size Px) Px {
	if strings.ContainsAny(l.figure.Headline.Number, ",;()gjpqy") {
		return descent*size + 6*l.u
	}
	return 0
}

// wideHeadline is for link previews, slides and print. In a link preview the
// whole number and its sentence stand in the centre square: a crop may lose
// the share and the change, never alter the number.
func (l *layout) wideHeadline(band provenance, foot Px) error {
	code, err := l.qrCode()
	if err != nil {
		return err
	}
	h, m := l.figure.Headline, l.size.margin
	k := min(l.preset.Height, 0.5625*l.preset.Width) / 630
	cropped := l.size.module == 0
	left, room := m+l.sideWidth(k)+24*k, Px(0)
	if cropped {
		left = (l.preset.Width-l.preset.Height)/2 + 7*k
		room = l.preset.Height - 14*k
	} else {
		room = l.preset.Width - m - left
	}
	top, bottom := round(1.15*m), round(foot-1.15*m)
	most := 216 * k
	if !cropped {
		most = 245 * k
	}
	size := l.numberSize(most, room)
	if size < 2*l.size.label {
		return l.numberTooLong()
	}
	base := top + capHeight*size
	gap := max(34*k, l.numberDrop(size))
	ts := typeSize{round(46 * k), round(54 * k), 4, max(l.size.source.least, round(30*k))}
	list, beside := l.wideBadges(room-l.qrSide(code)-24, l.sideNamesTarget(k)), bottom-base-gap
	under := func() Px {
		if cropped {
			return beside
		}
		return beside - max(l.qrSide(code), l.badgesHeight(list), 2.2*l.size.label) - 26*k
	}
	sentence, ok := l.fit(h.Sentence, Regular, ts, room, under())
	if !ok { // no room for the definition of the target
		list = l.wideBadges(room-l.qrSide(code)-24, true)
		sentence, ok = l.fit(h.Sentence, Regular, ts, room, under())
	}
	if !ok {
		return l.sentenceTooLong()
	}
	if cropped && l.sideWidth(k) == 0 && h.Change == "" { // nothing beside it: the words stand lower
		base += 0.4 * (beside - sentence.height())
	}
	l.rect(0, 0, l.preset.Width, foot, l.colors.Brand)
	l.sideEvidence(box{m, top, left - m - 24*k, bottom - top}, k)
	l.write(left-0.03*size, base, h.Number, Bold, size, white, Start)
	last := l.lines(left, base+gap+capHeight*sentence.size, sentence.rows, Regular, sentence.size, sentence.lead, white, Start)
	if cropped {
		l.croppedBadges(top, bottom, k)
	} else {
		l.drawBadges(list, left, max(last+26*k, bottom-l.badgesHeight(list)), white, l.colors.Track)
		l.drawHeadlineQR(bottom, left+widestBadge(list)+24, code)
	}
	l.drawBand(band)
	return nil
}

// wideBadges are the badges of a slide or print.
func (l *layout) wideBadges(width Px, named bool) []badge {
	return l.badges(l.figure.Headline, l.size.label*1.15, width, named)
}

// croppedBadges draws the badges of a link preview right of the centre square.
// Where two do not fit, the one of the target stands left of it, in place of
// evidence, or not at all: the evidence names the target.
func (l *layout) croppedBadges(top, bottom, k Px) {
	m, h := l.size.margin, l.figure.Headline
	x := (l.preset.Width+l.preset.Height)/2 + 6*k
	width := l.preset.Width - m - x
	list := l.badges(h, l.size.label, width, len(l.uprightRows(l.croppedEvidence(k))) > 0)
	list = slices.DeleteFunc(list, func(b badge) bool { return b.w > width })
	if len(list) > 1 && l.badgesHeight(list) > bottom-top {
		if l.sideWidth(k) == 0 {
			l.drawBadge(list[1], m, bottom-list[1].h, white, l.colors.Track)
		}
		list = list[:1]
	}
	l.drawBadges(list, x, bottom-l.badgesHeight(list), white, l.colors.Track)
}

// sideNamesTarget reports whether the evidence beside the number of a slide or
// print says whose target it shows.
func (l *layout) sideNamesTarget(k Px) bool {
	return len(l.uprightRows(150*k)) > 0 || l.figure.Headline.Share < 0 && len(l.figure.Headline.Sparkline) > 1
}

// croppedEvidence is the room of words right of the share of a link preview.
func (l *layout) croppedEvidence(k Px) Px {
	return (l.preset.Width-l.preset.Height)/2 + 7*k - 24*k - l.size.margin - round(66*k) - 18*k
}

// drawHeadlineQR draws the code at the right foot, its words left of it where
// there is room from left on.
func (l *layout) drawHeadlineQR(bottom, left Px, code *qr.Code) {
	if code == nil {
		return
	}
	side, size := l.qrSide(code), l.size.source.size
	x := l.preset.Width - l.size.margin - side
	l.drawQR(x, bottom-side, code)
	if x-20-l.measure(Regular, size, l.say(words.Scan)) > left {
		l.write(x-20, bottom-side+capHeight*size, l.say(words.Scan), Regular, size, white, End)
	}
}

// sideWidth is the room at the left of a slide or print for the evidence.
func (l *layout) sideWidth(k Px) Px {
	h := l.figure.Headline
	switch {
	case h.Share >= 0:
		return 66*k + 18*k + max(l.measure(Regular, l.size.label, "100%"), l.uprightTarget(k))
	case len(h.Sparkline) > 1:
		return 218 * k
	}
	return 0
}

// sideEvidence draws the share upright, or the periods before, left of the
// number.
func (l *layout) sideEvidence(b box, k Px) {
	h, size := l.figure.Headline, l.size.label
	if h.Share >= 0 {
		w, full := round(66*k), round(b.h*Px(h.Share)/100)
		l.rect(b.x, b.y, w, b.h-full, l.colors.Track)
		l.rect(b.x, b.bottom()-full, w, full, white)
		l.write(b.x+w+18*k, b.y+capHeight*size, "100%", Regular, size, white, Start)
		l.cutUpright(box{b.x, b.y, w, b.h}, b.x+w+18*k, b.right())
		return
	}
	if len(h.Sparkline) > 1 {
		l.spark(sparkBox{box: box{b.x, b.y + 0.35*b.h, b.w, 0.65 * b.h}, line: white, text: white, foot: l.colors.Accent,
			size: size, ground: l.colors.Brand, bare: true, head: 0.3 * b.h})
	}
}

// tallHeadline is for square, portrait and story: the number across the width, the
// sentence, the change, and the evidence at the foot.
func (l *layout) tallHeadline(band provenance, foot Px) error {
	h, m, u := l.figure.Headline, l.size.margin, l.u
	top := 0.95 * m
	if l.size.safeTop > 0 {
		top = l.size.safeTop + 30
	}
	t, ok := l.setTall(top, foot, h.Target != nil, true)
	if !ok { // no room for the words of the target in the line
		t, ok = l.setTall(top, foot, false, false)
	}
	if !ok {
		l.unaimed = true
		t, ok = l.setTall(top, foot, false, true)
	}
	switch {
	case t.size < 2*l.size.label:
		return l.numberTooLong()
	case !ok:
		return l.sentenceTooLong()
	}
	w := l.preset.Width - 2*m
	last := t.base + t.gap + t.sentence.height()
	high, plane := l.badgesHeight(t.badges), foot
	if t.evidence {
		plane = round(last + 20*u*t.k + high + 24*u)
	}
	l.rect(0, 0, l.preset.Width, plane, l.colors.Brand)
	l.whole(m, top, 32*u, 4*u, l.colors.Accent)
	l.write(m-0.03*t.size, t.base, h.Number, Bold, t.size, white, Start)
	l.lines(m, t.base+t.gap+capHeight*t.sentence.size, t.sentence.rows, Regular, t.sentence.size, t.sentence.lead, white, Start)
	l.drawBadges(t.badges, m, last+20*u*t.k, white, l.colors.Track)
	switch {
	case t.evidence:
		l.spark(sparkBox{box: box{m, plane + 14*u, w, foot - plane - 26*u}, line: l.colors.Highlight, text: l.colors.Ink,
			foot: l.colors.Edge, size: l.size.label, ground: l.colors.Paper})
	case h.Share >= 0:
		thick := 44 * u * t.k
		bar := box{m, foot - 0.8*m - thick - 1.5*l.size.label, w, thick}
		l.shareBar(bar, white, l.colors.Track, white, l.size.label)
		l.shareTarget(bar, white, white, l.colors.Track, l.size.label)
	}
	l.drawBand(band)
	return nil
}

// tall is a headline set for a tall picture.
type tall struct {
	k         Px // of the preset's shape
	base, gap Px // baseline of the number, room under it
	size      Px // of the number
	sentence  fitted
	badges    []badge
	evidence  bool // a line stands under the words
}

// setTall sets number, sentence and badges between top and foot. Aimed keeps
// room for the words of a target in the line; named says that its definition
// need not stand in the badge.
func (l *layout) setTall(top, foot Px, aimed, named bool) (tall, bool) {
	h, m, u := l.figure.Headline, l.size.margin, l.u
	t := tall{k: 1.24, evidence: len(h.Sparkline) > 1}
	square := l.preset.Name == "square"
	if square {
		t.k = 1
	}
	w := l.preset.Width - 2*m
	most, ts := 320*t.k, typeSize{round(58 * t.k), round(70 * t.k), 4, 40}
	if t.evidence && square {
		most, ts = 250, typeSize{46, 56, 4, 36}
	}
	if t.evidence && aimed {
		most *= 0.8
	}
	t.size = l.numberSize(most, 0.98*w)
	t.base = top + 38*u*t.k + capHeight*t.size
	if t.evidence {
		t.base = top + 4*u + 26*u*t.k + capHeight*t.size
	}
	t.gap = max(20*u*t.k, l.numberDrop(t.size))
	t.badges = l.badges(h, l.size.label, w, named && (t.evidence || len(l.shareRows(w, l.size.label)) > 0 || !aimed))
	room := foot - l.underHeadline(t.evidence, aimed, t.k) - l.badgesHeight(t.badges) - 20*u*t.k - t.gap - t.base
	sentence, ok := l.fit(h.Sentence, Regular, ts, w, room)
	t.sentence = sentence
	if ok && !t.evidence && h.Share < 0 {
		t.base += 0.4 * (room - sentence.height())
	}
	return t, ok
}

// underHeadline is what the evidence of a tall headline needs.
func (l *layout) underHeadline(evidence, aimed bool, k Px) Px {
	switch {
	case evidence && aimed:
		return 10.5*l.size.label + 50*l.u
	case evidence:
		return 7*l.size.label + 50*l.u
	case l.figure.Headline.Share >= 0:
		return 0.8*l.size.margin + 44*l.u*k + 1.5*l.size.label + l.shareTargetHeight(l.preset.Width-2*l.size.margin, l.size.label)
	}
	return 0.5 * l.size.margin
}
