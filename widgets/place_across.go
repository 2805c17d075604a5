package widgets

// axisRoom is the height, in ticks, of the labels of a horizontal scale.
const axisRoom = 1.6

// drawAcross draws the gridlines of a horizontal scale from top to foot and
// its tick labels under them: every tick, or every second or further one where
// they would crowd. The zero line is drawn by the caller, over the bars.
func (l *layout) drawAcross(x0 Px, perUnit, low, high float64, top, foot Px, b box) {
	s := niceScale(low, high, false)
	labels := l.tickLabels(s, l.unit())
	size := l.size.tick
	at := func(v float64) Px { return round(x0 + Px(v*perUnit)) }
	values := s.ticks()
	step := 1
	for ; step < len(values); step++ {
		if Px(s.step*perUnit)*Px(step) >= 1.35*l.widestTick(labels) {
			break
		}
	}
	for i, v := range values {
		x := at(v)
		if x < round(x0+Px(low*perUnit))-1 || x > b.right()+1 {
			continue
		}
		if v != 0 {
			l.rule(x, top, x, foot, l.u, l.colors.Rule)
		}
		half := l.width(Regular, size, labels[i]) / 2
		if i%step == 0 && x-half >= b.x && x+half <= b.right()+1 {
			l.write(x, foot+1.15*size, labels[i], Regular, size, l.colors.Muted, Middle)
		}
	}
}

// missingNotes say which values of a figure of several series are missing and
// why, where the figure's own notes are not shown.
func (l *layout) missingNotes() []string { return l.missingNamed(placeOf) }

// missingNamed are those notes with each missing value named by name.
func (l *layout) missingNamed(name func(Series, Point) string) []string {
	var points []Point
	for _, s := range l.figure.Series {
		for _, p := range s.Points {
			if p.Missing {
				p.Category = name(s, p)
				points = append(points, p)
			}
		}
	}
	return l.missingNote(points)
}
