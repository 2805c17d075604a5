package widgets

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// spot is a place for words with the connector that ties them to their mark.
type spot struct {
	block    wordsBlock
	at       box
	anchor   Anchor
	from, to Pt // of the connector
	cost     Px
}

// drawWordsAt writes words where they cover nothing, as near to p as there is
// room, with a connector: upright or level before aslant. It reports false when
// there is none.
func (l *layout) drawWordsAt(c *clearance, text string, p Pt, gap Px) bool {
	var spots []spot
	for _, b := range l.wordsBlocks(text, c.area.w) {
		spots = append(spots, l.uprightSpots(c, b, p, gap)...)
		spots = append(spots, l.levelSpots(c, b, p, gap)...)
	}
	if len(spots) == 0 {
		for _, b := range l.wordsBlocks(text, c.area.w) {
			spots = append(spots, l.slantedSpots(c, b, p, gap)...)
		}
	}
	if len(spots) == 0 {
		return false
	}
	best := slices.MinFunc(spots, func(a, b spot) int { return cmp.Compare(a.cost, b.cost) })
	if best.cost > 0.75*c.area.w {
		return false
	}
	l.writeBlock(best.at, best.block.rows, best.anchor)
	if best.from.X == best.to.X || best.from.Y == best.to.Y {
		l.rule(best.from.X, best.from.Y, best.to.X, best.to.Y, l.u, l.colors.Edge)
	} else {
		l.path([]Pt{best.from, best.to}, l.u, l.colors.Edge)
	}
	return true
}

// shortest is the least length of a connector, and apart what words keep from marks.
func (l *layout) shortest() Px { return 7 * l.u }
func (l *layout) apart() Px    { return 3 * l.u }

// try makes a spot of a free place: its cost is the way to it, the marks that
// the connector crosses and the rows of its words.
func (l *layout) try(c *clearance, s spot, extra Px) (spot, bool) {
	across, down := l.apart(), 2*l.apart()
	if !c.free(box{s.at.x - across, s.at.y - down, s.at.w + 2*across, s.at.h + 2*down}) {
		return s, false
	}
	crossed, ok := c.crossings(s.from, s.to)
	length := Px(math.Hypot(float64(s.to.X-s.from.X), float64(s.to.Y-s.from.Y)))
	s.cost = length + extra + Px(crossed)*30*l.u + l.rowsCost(len(s.block.rows))
	return s, ok
}

// uprightSpots are the nearest places over and under p.
func (l *layout) uprightSpots(c *clearance, b wordsBlock, p Pt, gap Px) []spot {
	var spots []spot
	for _, place := range []struct {
		x      Px
		anchor Anchor
		extra  Px
	}{{p.X - b.w/2, Middle, 0}, {p.X - 4*l.u, Start, 3 * l.u}, {p.X + 4*l.u - b.w, End, 3 * l.u}} {
		for _, up := range []bool{true, false} {
			for d := gap + l.shortest(); d < c.area.h; d += c.cell {
				s := spot{block: b, anchor: place.anchor, at: box{place.x, p.Y + d, b.w, b.h},
					from: Pt{p.X, p.Y + gap}, to: Pt{p.X, p.Y + d - 3*l.u}}
				if up {
					s.at.y = p.Y - d - b.h
					s.from.Y, s.to.Y = p.Y-gap, p.Y-d+2*l.u
				}
				if found, ok := l.try(c, s, place.extra); ok {
					spots = append(spots, found)
					break
				}
			}
		}
	}
	return spots
}

// levelSpots are the nearest places right and left of p.
func (l *layout) levelSpots(c *clearance, b wordsBlock, p Pt, gap Px) []spot {
	var spots []spot
	for _, right := range []bool{true, false} {
		for d := gap + l.shortest(); d < c.area.w; d += c.cell {
			s := spot{block: b, anchor: Start, at: box{p.X + d, p.Y - b.h/2, b.w, b.h},
				from: Pt{p.X + gap, p.Y}, to: Pt{p.X + d - 3*l.u, p.Y}}
			if !right {
				s.anchor, s.at.x = End, p.X-d-b.w
				s.from.X, s.to.X = p.X-gap, p.X-d+3*l.u
			}
			if found, ok := l.try(c, s, 8*l.u); ok {
				spots = append(spots, found)
				break
			}
		}
	}
	return spots
}

// slantedSpots are places anywhere in the area.
func (l *layout) slantedSpots(c *clearance, b wordsBlock, p Pt, gap Px) []spot {
	var spots []spot
	step := 0.8 * l.size.tick
	for y := c.area.y; y+b.h <= c.area.bottom(); y += step {
		for x := c.area.x; x+b.w <= c.area.right(); x += step {
			s := spot{block: b, anchor: Start, at: box{x, y, b.w, b.h}}
			switch {
			case x > p.X:
				s.to.X = x - 3*l.u
			case x+b.w < p.X:
				s.to.X, s.anchor = x+b.w+3*l.u, End
			default:
				s.to.X, s.anchor = min(max(p.X, x+8*l.u), x+b.w-8*l.u), Middle
			}
			s.to.Y = min(max(p.Y, y-3*l.u), y+b.h+3*l.u)
			length := Px(math.Hypot(float64(s.to.X-p.X), float64(s.to.Y-p.Y)))
			if length < gap+l.shortest() || s.to.Y > y-2*l.u && s.to.Y < y+b.h+2*l.u && s.anchor == Middle {
				continue
			}
			s.from = Pt{p.X + (s.to.X-p.X)*gap/length, p.Y + (s.to.Y-p.Y)*gap/length}
			if crossed, clear := c.crossings(s.from, s.to); crossed > 0 || !clear {
				continue
			}
			if found, ok := l.try(c, s, 30*l.u); ok {
				spots = append(spots, found)
			}
		}
	}
	return spots
}

func (l *layout) numberRadius() Px { return 0.72 * l.size.tick }

// maxCrossed is the most marks that the way from a number to its mark crosses.
const maxCrossed = 2

// drawNumber puts the number of a note beside p, in a ring, where it covers
// nothing; far from its mark it is tied to it. It reports false when there is no
// such place.
func (l *layout) drawNumber(g plotted, number int, p Pt, gap Px) bool {
	r, c := l.numberRadius(), l.clearance(g.area)
	center, found, least := p, false, Px(math.Inf(1))
	for d := gap + r + 2*l.u; d < min(least, max(c.area.w, c.area.h)); d += c.cell {
		for k := range 16 {
			turn := float64(k) * math.Pi / 8
			try := Pt{p.X + d*Px(math.Sin(turn)), p.Y - d*Px(math.Cos(turn))}
			pad := r + 2*l.u
			if k%8 == 0 { // over or under a mark at the edge
				try.X = max(c.area.x+pad+0.5, min(try.X, c.area.right()-pad-0.5))
			}
			if !c.free(box{try.X - pad, try.Y - pad, 2 * pad, 2 * pad}) {
				continue
			}
			crossed, clear := c.crossings(Pt{p.X + (try.X-p.X)*gap/d, p.Y + (try.Y-p.Y)*gap/d}, try)
			if !clear || crossed > maxCrossed {
				continue
			}
			// upright and level before aslant
			cost := d*[]Px{1, 1.4, 1.3, 1.4, 1.1, 1.5, 1.4, 1.5, 1.2}[min(k, 16-k)] + Px(crossed)*20*l.u
			if cost < least {
				center, found, least = try, true, cost
			}
		}
	}
	if !found {
		return false
	}
	if d := Px(math.Hypot(float64(center.X-p.X), float64(center.Y-p.Y))); d > gap+r+10*l.u {
		l.path([]Pt{{p.X + (center.X-p.X)*gap/d, p.Y + (center.Y-p.Y)*gap/d},
			{center.X - (center.X-p.X)*(r+1.5*l.u)/d, center.Y - (center.Y-p.Y)*(r+1.5*l.u)/d}}, l.u, l.colors.Edge)
	}
	l.marks = append(l.marks, DotMark{Center: Pt{round(center.X), tenth(center.Y)}, Radius: tenth(r), Fill: l.colors.Ink, Width: tenth(1.25 * l.u), Inside: l.colors.Paper})
	l.write(center.X, level(center.Y, l.size.tick), strconv.Itoa(number), Bold, l.size.tick, l.colors.Ink, Middle)
	return true
}
