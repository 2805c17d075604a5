package widgets

// keySplits reports whether the signs of each side have room on that side of
// the centre line, in one row.
func (l *layout) keySplits(p *divergingPlaced, b box) bool {
	if len(p.key.rows) > 1 && len(l.figure.side(Aside)) > 1 {
		return false
	}
	var wide [3]Px
	for k, s := range p.series {
		wide[s.Side.Place()+1] += l.keyWidth(p, k)
	}
	apart := wide[Aside+1]
	return wide[LeftSide+1] <= p.centre-b.x && wide[RightSide+1]+apart <= b.right()-p.centre+20*l.u
}

func (l *layout) keyWidth(p *divergingPlaced, k int) Px {
	return 18*l.u + l.width(faceOf(p.dress[k].main), l.size.label, bind(p.series[k].Name)) + 20*l.u
}

// drawSplitKey draws the key with each side pointing away from the centre.
func (l *layout) drawSplitKey(p *divergingPlaced, b box) {
	y := round(b.y + 0.55*l.size.label)
	sign := func(x Px, k int) {
		l.swatch(x, y, p.dress[k])
		l.write(x+18*l.u, level(y, l.size.label), bind(p.series[k].Name), faceOf(p.dress[k].main), l.size.label, l.colors.Ink, Start)
	}
	x := p.centre
	for k := len(p.series) - 1; k >= 0; k-- {
		if p.series[k].Side == LeftSide {
			x -= l.keyWidth(p, k)
			sign(x, k)
		}
	}
	x = p.centre
	for k, s := range p.series {
		if s.Side == RightSide {
			sign(x, k)
			x += l.keyWidth(p, k)
		}
	}
	apart := Px(0)
	for k, s := range p.series {
		if s.Side.Place() == Aside {
			apart += l.keyWidth(p, k)
		}
	}
	x = max(x, min(p.apart, b.right()-apart+20*l.u))
	for k, s := range p.series {
		if s.Side.Place() == Aside {
			sign(x, k)
			x += l.keyWidth(p, k)
		}
	}
}
