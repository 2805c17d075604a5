package widgets

import (
	"figurehead/datasets/places"
)

// tileText is what stands on the squares of a tile map.
type tileText uint8

const (
	nameAndValue tileText = iota
	numberOnly            // as in the list, where names have no room
)

// tileGrid is a tile map being placed.
type tileGrid struct {
	set           *places.Set
	rows, columns int
	first         places.Tile
	side          Px // from one square to the next
	value         Px // size of the numbers
	text          tileText
	names         map[string][]string // by code
	x, y          Px
	ranked        *rankedList
	shades        []Color
}

func (l *layout) newTileGrid() *tileGrid {
	set := l.figure.Places
	g := &tileGrid{set: set, first: *set.Places[0].Tile}
	last := g.first
	for _, p := range set.Places {
		g.first.Row, g.first.Column = min(g.first.Row, p.Tile.Row), min(g.first.Column, p.Tile.Column)
		last.Row, last.Column = max(last.Row, p.Tile.Row), max(last.Column, p.Tile.Column)
	}
	g.rows, g.columns = last.Row-g.first.Row+1, last.Column-g.first.Column+1
	return g
}

func tileMapHeight(l *layout, width Px) Px {
	g := l.newTileGrid()
	return l.mapHeight(width, Px(g.columns), Px(g.rows))
}

func drawTileMap(l *layout, b box) error {
	g := l.newTileGrid()
	g.shades = l.mapShades()
	b = l.drawCredit(b)
	plan, gap := mapPlan{}, 3*l.u
	for _, g.text = range []tileText{nameAndValue, numberOnly} {
		plan = l.planMap(b, Px(g.columns), Px(g.rows), g.text == numberOnly)
		g.side = min((plan.shapes.w+gap)/Px(g.columns), (plan.shapes.h+gap)/Px(g.rows))
		if g.side > 12 {
			g.side = Px(int(g.side))
		}
		if g.text == nameAndValue && l.namesFitTiles(g) {
			break
		}
	}
	if g.text == numberOnly {
		g.value = min(1.5*l.size.label, max(l.size.label, 0.4*g.side))
	}
	g.ranked = plan.ranked
	g.x = round(plan.shapes.x)
	if plan.list.y > b.y { // the list stands under the map
		g.x = round(plan.shapes.x + max(plan.shapes.w-g.side*Px(g.columns)+gap, 0)/2)
	}
	g.y = round(plan.shapes.y + (plan.shapes.h-g.side*Px(g.rows)+gap)/2)
	for _, p := range g.set.Places {
		l.drawTile(g, p)
	}
	l.drawRanked(g.ranked, plan.list)
	return nil
}

// namesFitTiles reports whether every square has room for name and number, the
// number at one and a half times the label or, failing that, a little smaller.
func (l *layout) namesFitTiles(g *tileGrid) bool {
	inner := g.side - 3*l.u - 12*l.u
	for _, size := range []Px{1.5 * l.size.label, 1.2 * l.size.label} {
		if g.value = size; l.namesFit(g, inner) {
			return true
		}
	}
	return false
}

// namesFit lays the names out, the agreed short ones where the full ones have no
// room.
func (l *layout) namesFit(g *tileGrid, inner Px) bool {
	g.names = make(map[string][]string, len(g.set.Places))
	high := g.side - 3*l.u - 13*l.u - capHeight*g.value - 6*l.u
	for _, p := range g.set.Places {
		long, short, label := p.Name, p.Short, ""
		if i := l.placed(p.Code); i >= 0 {
			point := l.points()[i]
			long, short = point.Category, point.Short
			label = point.Label
		}
		rows, ok := l.tileName(long, inner)
		if !ok {
			rows, ok = l.tileName(firstOf(short, long), inner)
		}
		tall := Px(len(rows)-1)*1.15*l.size.tick + l.size.tick
		if !ok || tall > high || l.width(Bold, g.value, label) > inner {
			return false
		}
		g.names[p.Code] = rows
	}
	return true
}

// tileName is a name on at most two lines.
func (l *layout) tileName(name string, width Px) ([]string, bool) {
	rows := l.wrap(name, Regular, l.size.tick, width*l.measure(Regular, 100, "n")/l.width(Regular, 100, "n"))
	for _, row := range rows {
		if l.width(Regular, l.size.tick, row) > width {
			return nil, false
		}
	}
	return rows, len(rows) <= 2
}

// placed is the position of a place among the points, or −1.
func (l *layout) placed(code string) int {
	for i, p := range l.points() {
		if p.Place == code {
			return i
		}
	}
	return -1
}

func (l *layout) drawTile(g *tileGrid, p places.Place) {
	u, gap := l.u, 3*l.u
	x, y := g.x+Px(p.Tile.Column-g.first.Column)*g.side, g.y+Px(p.Tile.Row-g.first.Row)*g.side
	w := round(g.side - gap)
	at := l.placed(p.Code)
	missing := at < 0 || l.points()[at].Missing
	fill, ink := l.colors.Paper, l.colors.Muted
	if !missing {
		fill = g.shades[l.points()[at].Class]
		ink = on(fill)
	}
	if missing && g.text == numberOnly {
		l.hatched(x, y, w, w)
	} else {
		l.edged(x, y, w, w, fill)
	}
	if at >= 0 && l.points()[at].Highlight {
		l.markTile(x, y, w)
	}
	if at >= 0 && l.points()[at].State.Open() {
		in := 2 * u
		l.path([]Pt{{x + in, y + in}, {x + w - in, y + in}, {x + w - in, y + w - in}, {x + in, y + w - in}, {x + in, y + in}}, 1.25*u, ink, 3*u, 2.5*u)
	}
	if g.text == numberOnly {
		l.numberTile(g, p, box{x, y, w, w}, ink)
		return
	}
	l.lines(x+6*u, y+6*u+ascent*l.size.tick, g.names[p.Code], Regular, l.size.tick, 1.15*l.size.tick, ink, Start)
	if !missing {
		l.write(x+6*u, y+w-7*u, l.points()[at].Label, Bold, g.value, ink, Start)
	}
}

// numberTile writes the number of the list on a square.
func (l *layout) numberTile(g *tileGrid, p places.Place, b box, ink Color) {
	for i, row := range g.ranked.rows {
		if row.Place == p.Code {
			l.write(b.x+b.w/2, level(b.y+b.h/2, g.value), g.ranked.numbers[i], Bold, g.value, ink, Middle)
		}
	}
}

// markTile puts a frame of ink around the square of the subject.
func (l *layout) markTile(x, y, w Px) {
	u := round(2 * l.u)
	for _, side := range []box{{x, y, w, u}, {x, y + w - u, w, u}, {x, y, u, w}, {x + w - u, y, u, w}} {
		l.rect(side.x, side.y, side.w, side.h, l.colors.Ink)
	}
}
