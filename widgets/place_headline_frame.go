package widgets

// headlinePlot draws the evidence of a headline in a frame and returns its
// height; number, sentence and change are HTML.
func headlinePlot(l *layout) (Px, error) {
	h, m := l.figure.Headline, l.size.margin
	w := l.preset.Width - 2*m
	switch {
	case len(h.Sparkline) > 1:
		high := Px(170)
		if h.Target != nil {
			high = 210
		}
		l.spark(sparkBox{box: box{m, 0, w, high}, line: l.colors.Highlight, text: l.colors.Ink, foot: l.colors.Edge,
			size: l.size.tick, ground: l.colors.Paper})
		return high, nil
	case h.Share >= 0:
		high := Px(36)
		if l.preset.Name == "frame-s" {
			high = 28
		}
		bar := box{m, l.shareTargetHeight(w, l.size.tick), w, high}
		foot := l.shareBar(bar, l.colors.Highlight, l.colors.Context, l.colors.Ink, l.size.tick)
		l.shareTarget(bar, l.colors.Ink, l.colors.Highlight, l.colors.Context, l.size.tick)
		return round(foot + 6), nil
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
