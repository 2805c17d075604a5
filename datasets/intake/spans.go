package intake

import "slices"

// spans is a list of where texts stand. The sizes are sizes while a byte is
// enough for each, then long.
type spans struct {
	at    []uint32
	sizes []uint8
	long  []uint32
}

// expect makes room for so many.
func (l *spans) expect(n int) {
	n = max(n, 1)
	l.at, l.sizes = make([]uint32, 0, n), make([]uint8, 0, n)
}

// add sets the one at a place at the end or after it; those passed over are
// empty.
func (l *spans) add(place int, s span) {
	for len(l.at) < place {
		l.append(span{})
	}
	l.append(s)
}

func (l *spans) append(s span) {
	if l.long == nil && s.size >= 1<<8 {
		l.long = make([]uint32, len(l.sizes), cap(l.at))
		for i, size := range l.sizes {
			l.long[i] = uint32(size)
		}
		l.sizes = nil
	}
	l.at = append(l.at, s.at)
	if l.long != nil {
		l.long = append(l.long, s.size)
	} else {
		l.sizes = append(l.sizes, uint8(s.size))
	}
}

// of is the one at a place; beyond the end it is empty.
func (l *spans) of(place int) span {
	switch {
	case place >= len(l.at):
		return span{}
	case l.long != nil:
		return span{l.at[place], l.long[place]}
	}
	return span{l.at[place], uint32(l.sizes[place])}
}

// empty forgets the one at a place.
func (l *spans) empty(place int) {
	switch {
	case place >= len(l.at):
	case l.long != nil:
		l.at[place], l.long[place] = 0, 0
	default:
		l.at[place], l.sizes[place] = 0, 0
	}
}

func (l *spans) clone() spans {
	return spans{slices.Clone(l.at), slices.Clone(l.sizes), slices.Clone(l.long)}
}
