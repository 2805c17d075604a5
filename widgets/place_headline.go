package widgets

import (
	"math"
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
	sentenceRoom := bottom - base - gap
	if !cropped {
		sentenceRoom -= max(l.qrSide(code), 2.2*l.size.label) + 26*k
	}
	ts := typeSize{round(46 * k), round(54 * k), 4, max(l.size.source.least, round(30*k))}
	sentence, ok := l.fit(h.Sentence, Regular, ts, room, sentenceRoom)
	if !ok {
		return l.sentenceTooLong()
	}
	if cropped && l.sideWidth(k) == 0 && h.Change == "" { // nothing beside it: the words stand lower
		base += 0.4 * (sentenceRoom - sentence.height())
	}
	l.rect(0, 0, l.preset.Width, foot, l.colors.Brand)
	l.sideEvidence(box{m, top, left - m - 24*k, bottom - top}, k)
	l.write(left-0.03*size, base, h.Number, Bold, size, white, Start)
	last := l.lines(left, base+gap+capHeight*sentence.size, sentence.rows, Regular, sentence.size, sentence.lead, white, Start)
	if cropped {
		x := (l.preset.Width+l.preset.Height)/2 + 6*k
		b := l.newBadge(l.size.label, l.preset.Width-m-x)
		l.drawBadge(b, x, bottom-b.h, white, l.colors.Track)
	} else {
		b := l.newBadge(l.size.label*1.15, room-l.qrSide(code)-24)
		l.drawBadge(b, left, max(last+26*k, bottom-b.h), white, l.colors.Track)
		l.drawHeadlineQR(bottom, left+b.w+24, code)
	}
	l.drawBand(band)
	return nil
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
		return 66*k + 18*k + l.measure(Regular, l.size.label, "100%")
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
		return
	}
	if len(h.Sparkline) > 1 {
		l.spark(sparkBox{box: box{b.x, b.y + 0.35*b.h, b.w, 0.65 * b.h}, line: white, text: white, foot: l.colors.Accent,
			size: size, ground: l.colors.Brand, bare: true})
	}
}

// tallHeadline is for square, portrait and story: the number across the width, the
// sentence, the change, and the evidence at the foot.
func (l *layout) tallHeadline(band provenance, foot Px) error {
	h, m, u := l.figure.Headline, l.size.margin, l.u
	top, k := 0.95*m, Px(1.24)
	if l.size.safeTop > 0 {
		top = l.size.safeTop + 30
	}
	if l.preset.Name == "square" {
		k = 1
	}
	evidence := len(h.Sparkline) > 1
	w := l.preset.Width - 2*m
	most, ts := 320*k, typeSize{round(58 * k), round(70 * k), 4, 40}
	if evidence && l.preset.Name == "square" {
		most, ts = 250, typeSize{46, 56, 4, 36}
	}
	size := l.numberSize(most, 0.98*w)
	if size < 2*l.size.label {
		return l.numberTooLong()
	}
	base := top + 38*u*k + capHeight*size
	if evidence {
		base = top + 4*u + 26*u*k + capHeight*size
	}
	gap := max(20*u*k, l.numberDrop(size))
	badge := l.newBadge(l.size.label, w)
	under := l.underHeadline(evidence, k)
	room := foot - under - badge.h - 20*u*k - gap - base
	sentence, ok := l.fit(h.Sentence, Regular, ts, w, room)
	if !ok {
		return l.sentenceTooLong()
	}
	if !evidence && h.Share < 0 {
		base += 0.4 * (room - sentence.height())
	}
	last := base + gap + sentence.height()
	plane := foot
	if evidence {
		plane = round(last + 20*u*k + badge.h + 24*u)
	}
	l.rect(0, 0, l.preset.Width, plane, l.colors.Brand)
	l.whole(m, top, 32*u, 4*u, l.colors.Accent)
	l.write(m-0.03*size, base, h.Number, Bold, size, white, Start)
	l.lines(m, base+gap+capHeight*sentence.size, sentence.rows, Regular, sentence.size, sentence.lead, white, Start)
	l.drawBadge(badge, m, last+20*u*k, white, l.colors.Track)
	switch {
	case evidence:
		l.spark(sparkBox{box: box{m, plane + 14*u, w, foot - plane - 26*u}, line: l.colors.Highlight, text: l.colors.Ink,
			foot: l.colors.Edge, size: l.size.label, ground: l.colors.Paper})
	case h.Share >= 0:
		high := 44 * u * k
		l.shareBar(box{m, foot - 0.8*m - high - 1.5*l.size.label, w, high}, white, l.colors.Track, white, l.size.label)
	}
	l.drawBand(band)
	return nil
}

// underHeadline is what the evidence of a tall headline needs.
func (l *layout) underHeadline(evidence bool, k Px) Px {
	switch {
	case evidence:
		return 7*l.size.label + 50*l.u
	case l.figure.Headline.Share >= 0:
		return 0.8*l.size.margin + 44*l.u*k + 1.5*l.size.label
	}
	return 0.5 * l.size.margin
}

// headlinePlot draws the evidence of a headline in a frame and returns its
// height; number, sentence and change are HTML.
func headlinePlot(l *layout) (Px, error) {
	h, m := l.figure.Headline, l.size.margin
	w := l.preset.Width - 2*m
	switch {
	case len(h.Sparkline) > 1:
		l.spark(sparkBox{box: box{m, 0, w, 170}, line: l.colors.Highlight, text: l.colors.Ink, foot: l.colors.Edge,
			size: l.size.tick, ground: l.colors.Paper})
		return 170, nil
	case h.Share >= 0:
		high := Px(36)
		if l.preset.Name == "frame-s" {
			high = 28
		}
		return round(l.shareBar(box{m, 0, w, high}, l.colors.Highlight, l.colors.Context, l.colors.Ink, l.size.tick) + 6), nil
	}
	return 0, nil
}

// shareBar draws the number as part of 100%, lying, and returns its foot.
func (l *layout) shareBar(b box, full, track, text Color, size Px) Px {
	part, gap := round(b.w*Px(l.figure.Headline.Share)/100), Px(0)
	alike := Contrast(full, track) < markRatio
	if alike {
		gap = max(round(1.5*l.u), 1)
	}
	l.whole(b.x+part+gap, b.y, b.w-part-gap, b.h, track)
	if alike { // a gap and an edge say what the colours do not
		l.whole(b.right()-2*l.u, b.y, 2*l.u, b.h, l.colors.Edge)
	}
	l.whole(b.x, b.y, part, b.h, full)
	y := b.bottom() + 12*l.u + 0.62*size
	l.write(b.x, y, "0%", Regular, size, text, Start)
	l.write(b.right(), y, "100%", Regular, size, text, End)
	return b.bottom() + 12*l.u + size
}
