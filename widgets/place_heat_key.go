package widgets

// heatKey is the key of the shades: in words on one row, else the shades with
// the numbers at which one gives way to the next.
func (l *layout) heatKey(c *heatChart, width Px) {
	var entries []keyEntry
	for i, text := range l.figure.classWords() {
		entries = append(entries, keyEntry{dress: seriesDress{fill: c.shades[i], hollow: true}, text: bind(text)})
	}
	if len(entries) == 0 {
		return
	}
	c.key = l.newKey(entries, width)
	strip := Px(len(c.shades)) * 18 * l.u
	for _, edge := range l.figure.Breaks {
		strip += l.width(Regular, l.size.label, edge) + 6*l.u
	}
	c.strip = len(c.key.rows) > 1 && strip <= width
	c.keyRoom = 1.45*l.size.label + 12*l.u
	if !c.strip {
		c.keyRoom = c.key.height(l) + 4*l.u
	}
}

// drawHeatKey draws the key; every shade has an outline, as pale ones have less
// than 3:1 on paper.
func (l *layout) drawHeatKey(c *heatChart, b box) {
	if !c.strip {
		l.drawSwatches(c.key, b)
		return
	}
	x, y, size := b.x, round(b.y+0.55*l.size.label), l.size.label
	for i, shade := range c.shades {
		l.swatch(x, y, seriesDress{fill: shade, hollow: true})
		x += 12*l.u + 6*l.u
		if i < len(l.figure.Breaks) {
			edge := l.figure.Breaks[i]
			l.write(x, level(y, size), edge, Regular, size, l.colors.Ink, Start)
			x += l.width(Regular, size, edge) + 6*l.u
		}
	}
}
