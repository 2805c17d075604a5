package protect

import (
	"context"
	"errors"
	"math"
	"slices"
)

// ErrCannot means that what was published before lets readers work out a small
// number, whatever is hidden now.
var ErrCannot = errors.New("a small number cannot be protected")

// sum is one number that readers have or may work out: the sum of some parts.
type sum struct {
	parts  []int // of the system, in order
	value  int64
	hidden bool
	fixed  bool // shown before: it cannot be hidden any more
	forced bool // hidden for itself, never shown to save others
	margin bool // a total: hidden only when nothing else helps
	key    string
}

// system is what a reader can know of numbers that are never below 0: each sum
// that is shown is an equation in the parts.
type system struct {
	values    []int64 // of the parts
	sums      []sum
	threshold int64

	low, high []float64       // of each sum, as far as known
	shown     map[string]bool // sums of these parts were shown before
	budget    int64           // multiplications left
}

// mostWork is how many multiplications one figure may take: a few seconds.
const mostWork = 3_000_000_000

// errTooMuch means that a figure has more numbers than can be protected in a
// few seconds.
var errTooMuch = errors.New("too many numbers to protect at once")

// newSystem merges parts that stand in the same sums: no reader can tell them
// apart, and together they are one number that is not below 0.
func newSystem(values []int64, sums []sum, threshold int64) *system {
	members := make([][]int, len(values))
	for i, s := range sums {
		for _, part := range s.parts {
			members[part] = append(members[part], i)
		}
	}
	merged := map[string]int{}
	at := make([]int, len(values))
	s := &system{threshold: threshold, shown: map[string]bool{}, budget: mostWork}
	for part, in := range members {
		at[part] = -1
		if len(in) == 0 {
			continue
		}
		key := keyOf(in)
		class, known := merged[key]
		if !known {
			class = len(s.values)
			merged[key] = class
			s.values = append(s.values, 0)
		}
		s.values[class] += values[part]
		at[part] = class
	}
	for _, of := range sums {
		parts := make([]int, 0, len(of.parts))
		for _, part := range of.parts {
			parts = append(parts, at[part])
		}
		slices.Sort(parts)
		of.parts = slices.Compact(parts)
		of.key = keyOf(of.parts)
		if of.fixed {
			s.shown[of.key] = true
		}
		s.sums = append(s.sums, of)
	}
	return s
}

func keyOf(list []int) string {
	b := make([]byte, 0, len(list)*3)
	for _, n := range list {
		b = append(b, byte(n), byte(n>>8), byte(n>>16))
	}
	return string(b)
}

// protect hides sums until no hidden one can be worked out to within the
// threshold, and shows again what need not have been hidden.
func (s *system) protect(ctx context.Context) error {
	s.sameTogether()
	var added []int
	for range 4*len(s.sums) + 8 {
		if err := ctx.Err(); err != nil {
			return err
		}
		narrow := s.narrow()
		if s.budget < 0 {
			return errTooMuch
		}
		if narrow < 0 {
			return s.showAgain(ctx, added)
		}
		more := s.widen(narrow)
		if len(more) == 0 {
			return ErrCannot
		}
		for _, i := range more {
			s.sums[i].hidden = true
		}
		added = append(added, more...)
		s.sameTogether()
	}
	return ErrCannot
}

// sameTogether hides every sum of the same parts as a hidden one.
func (s *system) sameTogether() {
	hidden := map[string]bool{}
	for _, c := range s.sums {
		if c.hidden {
			hidden[c.key] = true
		}
	}
	for i := range s.sums {
		if c := &s.sums[i]; hidden[c.key] && !c.fixed {
			c.hidden = true
		}
	}
}

// showAgain takes back what was hidden for others and is not needed, the
// largest first.
func (s *system) showAgain(ctx context.Context, added []int) error {
	added = slices.Clone(added)
	slices.SortStableFunc(added, func(a, b int) int {
		switch x, y := s.sums[a], s.sums[b]; {
		case x.margin != y.margin && x.margin:
			return -1
		case x.margin != y.margin:
			return 1
		case x.value > y.value:
			return -1
		case x.value < y.value:
			return 1
		}
		return 0
	})
	for _, i := range added {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.budget < mostWork/2 {
			return nil // what is hidden is safe, though a little more than needed
		}
		var same []int
		for j, c := range s.sums {
			if c.hidden && !c.forced && c.key == s.sums[i].key {
				same = append(same, j)
			}
		}
		if !s.sums[i].hidden || s.forcedSame(i) {
			continue
		}
		for _, j := range same {
			s.sums[j].hidden = false
		}
		if s.narrow() >= 0 || s.budget < 0 {
			for _, j := range same {
				s.sums[j].hidden = true
			}
		}
	}
	return nil
}

func (s *system) forcedSame(i int) bool {
	return slices.ContainsFunc(s.sums, func(c sum) bool { return c.forced && c.key == s.sums[i].key })
}

// narrow finds a hidden sum whose value is known to within less than the
// threshold, or -1. Sums that were shown before are known and not looked at.
func (s *system) narrow() int {
	s.low, s.high = make([]float64, len(s.sums)), make([]float64, len(s.sums))
	for i, c := range s.sums {
		s.low[i], s.high[i] = float64(c.value), float64(c.value)
	}
	known := s.known()
	for i, c := range s.sums {
		if !c.hidden || c.fixed || s.shown[c.key] || s.wide(i) || s.budget < 0 {
			continue
		}
		if s.bound(i, known, 1); s.wide(i) {
			continue
		}
		if s.bound(i, known, -1); !s.wide(i) {
			return i
		}
	}
	return -1
}

func (s *system) wide(i int) bool { return s.high[i]-s.low[i] >= float64(s.threshold)-tiny*100 }

// known marks the parts whose value follows from one equation after another.
func (s *system) known() []bool {
	known := make([]bool, len(s.values))
	for again := true; again; {
		again = false
		for _, c := range s.sums {
			if c.hidden {
				continue
			}
			open := -1
			for _, part := range c.parts {
				if !known[part] {
					if open >= 0 {
						open = -2
						break
					}
					open = part
				}
			}
			if open >= 0 {
				known[open], again = true, true
			}
		}
	}
	return known
}

// reach lists the open parts that hang together with those given, and the
// shown sums that bind them.
func (s *system) reach(from []int, open func(part int) bool, binds func(i int) bool) (parts, equations []int) {
	in := make([]bool, len(s.values))
	used := make([]bool, len(s.sums))
	of := make([][]int, len(s.values))
	for i, c := range s.sums {
		if binds(i) {
			for _, part := range c.parts {
				of[part] = append(of[part], i)
			}
		}
	}
	for _, part := range from {
		if open(part) && !in[part] {
			in[part] = true
			parts = append(parts, part)
		}
	}
	for at := 0; at < len(parts); at++ {
		for _, i := range of[parts[at]] {
			if used[i] {
				continue
			}
			used[i] = true
			equations = append(equations, i)
			for _, part := range s.sums[i].parts {
				if open(part) && !in[part] {
					in[part] = true
					parts = append(parts, part)
				}
			}
		}
	}
	slices.Sort(parts)
	slices.Sort(equations)
	return parts, equations
}

// bound finds the greatest (1) or the least (-1) value that a sum can have, and
// notes what all other sums have there.
func (s *system) bound(target int, known []bool, sign float64) {
	parts, equations := s.reach(s.sums[target].parts, func(part int) bool { return !known[part] }, func(i int) bool { return !s.sums[i].hidden })
	column := make(map[int]int, len(parts))
	for j, part := range parts {
		column[part] = j
	}
	var p programme
	for _, i := range equations {
		row, right := make([]float64, len(parts)), float64(s.sums[i].value)
		for _, part := range s.sums[i].parts {
			if j, open := column[part]; open {
				row[j] = 1
			} else {
				right -= float64(s.values[part])
			}
		}
		p.rows, p.right = append(p.rows, row), append(p.right, right)
	}
	p.cost = make([]float64, len(parts))
	for _, part := range s.sums[target].parts {
		if j, open := column[part]; open {
			p.cost[j] = -sign
		}
	}
	z, end := p.solve(&s.budget)
	if end == unbounded {
		s.high[target] = math.Inf(1)
		return
	}
	if end != solved {
		return
	}
	for i, c := range s.sums {
		if !c.hidden || s.wide(i) {
			continue
		}
		value := 0.0
		for _, part := range c.parts {
			if j, open := column[part]; open {
				value += z[j]
			} else {
				value += float64(s.values[part])
			}
		}
		s.low[i], s.high[i] = min(s.low[i], value), max(s.high[i], value)
	}
}
