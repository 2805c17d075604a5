package intake

import (
	"bytes"
	"context"
	"hash/maphash"
	"slices"

	"figurehead/datasets/progress"
)

// cells are the trimmed cells of one column of a sheet, by record. A text that
// stands in many of them is held, and later looked at, once.
type cells struct {
	// The codes of the records from 1 on: few while a byte is enough, then codes.
	// words[code] is the text, 0 the empty cell.
	few     []uint8
	codes   []uint16
	words   []span // words[0] is empty
	slots   []slot // codes by the hash of their texts: a power of two, at most half taken
	filled  int    // coded records that hold something
	rest    spans  // the records after those, when there are too many different texts
	restful bool
}

// span is where a text stands; see sheet.textAt.
type span struct {
	at   uint32
	size uint32
}

// slot holds a code and 16 bits of its text's hash; code 0 is free.
type slot struct{ hash, code uint16 }

// A column gives up counting texts when it has so many different ones, or when
// of the first ones more than half differ; where texts are copied they are counted longer.
const (
	maxWords   = 1 << 16
	firstWords = 4096
)

// add sets the cell of a record; those passed over are empty.
func (c *cells) add(s *sheet, record int, cell []byte) {
	if c.restful {
		c.rest.add(record-1-c.coded(), s.place(cell))
		return
	}
	if c.words == nil {
		c.words, c.slots = make([]span, 1, 16), make([]slot, 32)
	}
	code, hash := c.find(s, cell)
	if code == 0 {
		if n := len(c.words); n == maxWords || !s.streamed && n >= firstWords && n*2 > c.filled {
			c.giveUp(s, record)
			c.rest.add(0, s.place(cell))
			return
		}
		code = c.learn(s, s.place(cell), hash)
	}
	c.filled++
	c.addCode(code, record, s.expected)
}

// addCode sets the code of a record.
func (c *cells) addCode(code uint16, record, expected int) {
	if c.codes == nil && code < 1<<8 {
		c.few = append(padTo(c.few, record-1, expected), uint8(code))
		return
	}
	if c.codes == nil {
		c.codes = make([]uint16, len(c.few), max(2*len(c.few), firstWords))
		for i, code := range c.few {
			c.codes[i] = uint16(code)
		}
		c.few = nil
	}
	c.codes = append(padTo(c.codes, record-1, expected), code)
}

// giveUp has the records from one on held by themselves.
func (c *cells) giveUp(s *sheet, record int) {
	c.restful, c.slots = true, nil
	if c.codes == nil {
		c.few = slices.Clone(padTo(c.few, record-1, 0))
	} else {
		c.codes = slices.Clone(padTo(c.codes, record-1, 0))
	}
	c.rest.expect(s.expected - c.coded())
}

// coded is how many records have codes.
func (c *cells) coded() int { return max(len(c.few), len(c.codes)) }

// padTo brings a list to length n with empty cells. Once it is of some length,
// it gets room for all that are expected.
func padTo[T uint8 | uint16](list []T, n, expected int) []T {
	if len(list) == cap(list) && len(list) >= 2*firstWords && len(list) < expected {
		list = slices.Grow(list, expected-len(list))
	}
	for len(list) < n {
		list = append(list, 0)
	}
	return list
}

func (c *cells) find(s *sheet, cell []byte) (code uint16, hash uint64) {
	hash = maphash.Bytes(s.seed, cell)
	last := uint64(len(c.slots) - 1)
	for at := hash & last; c.slots[at].code != 0; at = (at + 1) & last {
		if taken := c.slots[at]; taken.hash == uint16(hash>>48) && bytes.Equal(s.heldAt(c.words[taken.code]), cell) {
			return taken.code, hash
		}
	}
	return 0, hash
}

func (c *cells) learn(s *sheet, at span, hash uint64) uint16 {
	code := uint16(len(c.words))
	c.words = append(c.words, at)
	if len(c.words)*2 > len(c.slots) {
		c.slots = make([]slot, 2*len(c.slots))
		for code := 1; code < len(c.words)-1; code++ {
			c.place(uint16(code), maphash.Bytes(s.seed, s.heldAt(c.words[code])))
		}
	}
	c.place(code, hash)
	return code
}

func (c *cells) place(code uint16, hash uint64) {
	last := uint64(len(c.slots) - 1)
	at := hash & last
	for c.slots[at].code != 0 {
		at = (at + 1) & last
	}
	c.slots[at] = slot{uint16(hash >> 48), code}
}

// code is that of a record, or ok is false for one that is held by itself.
func (c *cells) code(row int) (code uint16, ok bool) {
	switch {
	case row <= len(c.few):
		return uint16(c.few[row-1]), true
	case row <= len(c.codes):
		return c.codes[row-1], true
	case c.restful:
		return 0, false
	}
	return 0, true
}

// span is where the cell of a record stands.
func (c *cells) span(row int) span {
	if code, ok := c.code(row); ok {
		if code == 0 {
			return span{}
		}
		return c.words[code]
	}
	return c.rest.of(row - 1 - c.coded())
}

// cell is the trimmed cell of a record, from row 1 and column 0.
func (s *sheet) cell(row, column int) []byte {
	if column >= len(s.columns) {
		return nil
	}
	return s.textAt(s.columns[column].span(row))
}

// copiedText is set in a span of text that is not in the file in one piece:
// doubled quotation marks were made one, or the file is not held. Below it stand
// the block of copied texts and the place in it.
const (
	copiedText  = 1 << 31
	copiedBlock = 20 // bits of the place in a block
)

// textAt is a text, trimmed.
func (s *sheet) textAt(at span) []byte {
	if s.streamed {
		return trimSpace(s.heldAt(at))
	}
	return s.heldAt(at)
}

// heldAt is a text as it is held.
func (s *sheet) heldAt(at span) []byte {
	if at.at&copiedText != 0 {
		from := at.at &^ copiedText
		block, place := s.copied[from>>copiedBlock], from&(1<<copiedBlock-1)
		return block[place : place+at.size]
	}
	return s.text[at.at : at.at+at.size]
}

// place says where a trimmed cell of the reader's record stands.
func (s *sheet) place(cell []byte) span {
	// A cell that was not copied reaches to the end of the text's room.
	at := cap(s.text) - cap(cell)
	if at >= 0 && at < len(s.text) && &s.text[at] == &cell[0] {
		return span{uint32(at), uint32(len(cell))}
	}
	last := len(s.copied) - 1
	if last < 0 || cap(s.copied[last])-len(s.copied[last]) < len(cell) {
		last++
		s.copied = append(s.copied, make([]byte, 0, max(min(len(cell)*64, 1<<copiedBlock), len(cell), min(last, 1)<<copiedBlock)))
	}
	from := len(s.copied[last])
	s.copied[last] = append(s.copied[last], cell...)
	return span{uint32(last)<<copiedBlock | uint32(from) | copiedText, uint32(len(cell))}
}

// profileColumn counts what the cells of a column from first to last can be
// read as. Blank records do not count.
func (s *sheet) profileColumn(ctx context.Context, column, first, last int) profile {
	var p profile
	blanks := 0 // records in which the column is empty
	if column < len(s.columns) {
		c := &s.columns[column]
		blanks = c.profileWords(s, &p, first, min(last, c.coded()))
		for row := max(first, c.coded()+1); row <= last; row++ {
			if at := c.span(row); at.size > 0 {
				p.add(row, s.textAt(at))
			} else {
				blanks++
			}
			if row%cancelEvery == 0 {
				progress.Beat(ctx)
			}
		}
	} else {
		blanks = last - first + 1
	}
	for row := first; row <= last; row++ {
		if s.blank(row) {
			blanks--
		}
	}
	p.blanks = blanks
	return p
}

// profileWords counts each text once, as often as it stands from first to last,
// and returns how many cells are empty.
func (c *cells) profileWords(s *sheet, p *profile, first, last int) (empty int) {
	if first > last {
		return 0
	}
	stands := make([]standing, len(c.words))
	var order []uint16
	if c.codes == nil {
		order = countCodes(c.few[first-1:last], first, stands)
	} else {
		order = countCodes(c.codes[first-1:last], first, stands)
	}
	for _, code := range order {
		p.addTimes(int(stands[code].first), s.textAt(c.words[code]), int(stands[code].times))
	}
	return int(stands[0].times)
}

// standing is how often a text stands in a column, and where first.
type standing struct{ times, first int32 }

// countCodes counts codes from row first on, and gives them but for 0 in the
// order in which they come.
func countCodes[T uint8 | uint16](codes []T, first int, stands []standing) []uint16 {
	order := make([]uint16, 0, len(stands))
	for i, code := range codes {
		s := &stands[code]
		if s.times == 0 && code != 0 {
			s.first = int32(first + i)
			order = append(order, uint16(code))
		}
		s.times++
	}
	return order
}

// rowsOf are the records from first to last that are not blank.
func (s *sheet) rowsOf(first, last int) []int32 {
	rows := make([]int32, 0, last-first+1)
	for row := first; row <= last; row++ {
		if !s.blank(row) {
			rows = append(rows, int32(row))
		}
	}
	return slices.Clip(rows)
}

// empty forgets the cell of a record.
func (c *cells) empty(row int) {
	switch {
	case row <= len(c.few):
		c.few[row-1] = 0
	case row <= len(c.codes):
		c.codes[row-1] = 0
	default:
		c.rest.empty(row - 1 - c.coded())
	}
}

// clone is a copy that changes by itself.
func (c *cells) clone() cells {
	copied := *c
	copied.few, copied.codes, copied.words, copied.rest = slices.Clone(c.few), slices.Clone(c.codes), slices.Clone(c.words), c.rest.clone()
	return copied
}
