package intake

import "bytes"

// profile counts what the cells of one column can be read as, over the whole file.
type profile struct {
	filled   int // cells that hold something
	blanks   int
	shapes   []shapeCount
	texts    int         // cells that are no value of any shape
	odd      []textCount // the first different ones of them
	oddFull  bool
	differ   bool // two filled cells differ
	first    []byte
	sameSize int                // length of every digits-only cell; -1 when they differ
	cache    *[cacheSize]cached // cells seen before, by hash
}

// cached is a cell seen before and where it is counted.
type cached struct {
	text []byte
	as   int // index into shapes from 1, into odd as -2-i, -1 for texts alone
}

// Columns of some length remember so many cells.
const (
	cacheSize = 512
	cacheFrom = 200
	maxCached = 64 // bytes of a cell
)

// hash is FNV-1a: the same in every run, so that a reading is too.
func hash(cell []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range cell {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

type shapeCount struct {
	shape    shape
	n        int
	firstRow int
}

type textCount struct {
	text     string
	n        int
	firstRow int
}

const (
	maxOdd    = 64
	maxShapes = 96
)

// add counts one trimmed cell.
func (p *profile) add(row int, cell []byte) {
	if len(cell) == 0 {
		p.blanks++
		return
	}
	p.filled++
	if p.settledText() {
		p.texts++
		return
	}
	if p.filled == 1 {
		p.first = append(p.first, cell...)
	}
	if !p.differ {
		p.differ = !bytes.Equal(p.first, cell)
	}
	if p.filled < cacheFrom || len(cell) > maxCached {
		p.count(row, cell)
		return
	}
	if p.cache == nil {
		p.cache = new([cacheSize]cached)
	}
	slot := &p.cache[hash(cell)%cacheSize]
	if slot.as != 0 && bytes.Equal(slot.text, cell) {
		p.repeat(slot.as, 1)
		return
	}
	slot.text, slot.as = append(slot.text[:0], cell...), p.count(row, cell)
}

// addTimes counts a trimmed cell that stands so often, first in row.
func (p *profile) addTimes(row int, cell []byte, times int) {
	if p.filled == 0 {
		p.first = append(p.first, cell...)
	}
	p.differ = p.differ || !bytes.Equal(p.first, cell)
	p.filled += times
	as := p.count(row, cell)
	p.repeat(as, times-1)
}

// count looks at a cell and says where it is counted.
func (p *profile) count(row int, cell []byte) int {
	s := shapeOf(cell)
	if s == 0 {
		return p.addText(row, cell)
	}
	if s&plainDigits != 0 {
		p.addSize(len(cell))
	}
	return p.addShape(row, s)
}

// settledText is true once a column is text beyond doubt: its cells are then
// only counted.
func (p *profile) settledText() bool {
	return p.oddFull && p.filled > 2000 && p.texts*4 > p.filled
}

func (p *profile) repeat(as, times int) {
	switch {
	case as > 0:
		p.shapes[as-1].n += times
	case as == -1:
		p.texts += times
	default:
		p.texts += times
		p.odd[-2-as].n += times
	}
}

func (p *profile) addSize(size int) {
	switch {
	case p.sameSize == 0:
		p.sameSize = size
	case p.sameSize != size:
		p.sameSize = -1
	}
}

func (p *profile) addShape(row int, s shape) int {
	for i := range p.shapes {
		if p.shapes[i].shape == s {
			p.shapes[i].n++
			return i + 1
		}
	}
	if len(p.shapes) == maxShapes {
		p.texts++
		p.oddFull = true
		return -1
	}
	p.shapes = append(p.shapes, shapeCount{s, 1, row})
	return len(p.shapes)
}

func (p *profile) addText(row int, cell []byte) int {
	p.texts++
	for i := range p.odd {
		if p.odd[i].text == string(cell) {
			p.odd[i].n++
			return -2 - i
		}
	}
	if len(p.odd) == maxOdd {
		p.oddFull = true
		return -1
	}
	p.odd = append(p.odd, textCount{string(cell), 1, row})
	return -1 - len(p.odd)
}

// with counts the cells whose shape has any bit of s.
func (p *profile) with(s shape) int {
	n := 0
	for _, c := range p.shapes {
		if c.shape&s != 0 {
			n += c.n
		}
	}
	return n
}

// without counts the values whose shape has no bit of s.
func (p *profile) without(s shape) int {
	n := 0
	for _, c := range p.shapes {
		if c.shape&s == 0 {
			n += c.n
		}
	}
	return n
}

// only counts the cells whose shape has a bit of s and none of not.
func (p *profile) only(s, not shape) int {
	n := 0
	for _, c := range p.shapes {
		if c.shape&s != 0 && c.shape&not == 0 {
			n += c.n
		}
	}
	return n
}
