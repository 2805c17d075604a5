package protect

import "math"

// Costs of hiding one sum, for each unit that it has to move. A total is hidden
// only when nothing else helps; a 0 tells less when it stays.
const (
	costNumber = 1.0
	costZero   = 1.4
	costTotal  = 40.0
)

// widen finds the sums that have to be hidden so that a hidden one can lie
// anywhere in a stretch as long as the threshold: the cheapest way to move it
// there while all that stays shown stays as it is.
func (s *system) widen(target int) []int {
	t := float64(s.threshold)
	best, least := []int(nil), math.Inf(1)
	for _, goal := range []float64{s.low[target] + t, s.high[target] - t} {
		if goal < 0 {
			continue
		}
		if more, cost := s.moved(target, goal); cost < least {
			best, least = more, cost
		}
	}
	return best
}

// move is one way in which a part or a sum gives way.
type move struct {
	part  int // that moves, or -1
	sum   int // that would be hidden for it, or -1
	sign  float64
	free  bool // the part is not known: its variable is its value
	price float64
}

// moved gives the sums to be hidden when the target takes that value, and what
// it costs.
func (s *system) moved(target int, goal float64) ([]int, float64) {
	single := s.singles()
	open := func(part int) bool { return single[part] < 0 || !s.sums[single[part]].fixed }
	binds := func(i int) bool { return !s.sums[i].hidden && len(s.sums[i].parts) > 1 }
	parts, equations := s.reach(s.sums[target].parts, open, binds)
	var moves []move
	for _, part := range parts {
		i := single[part]
		if i < 0 {
			moves = append(moves, move{part: part, sum: -1, sign: 1, free: true})
			continue
		}
		price := costNumber + 0.01*math.Log1p(float64(s.values[part]))
		if s.values[part] == 0 {
			price = costZero
		}
		moves = append(moves, move{part: part, sum: i, sign: 1, price: price})
		if s.values[part] > 0 {
			moves = append(moves, move{part: part, sum: i, sign: -1, price: price})
		}
	}
	for _, i := range equations {
		if !s.sums[i].fixed {
			moves = append(moves, move{part: -1, sum: i, sign: 1, price: costTotal}, move{part: -1, sum: i, sign: -1, price: costTotal})
		}
	}
	z, end := s.movement(target, goal, equations, moves).solve(&s.budget)
	if end != solved {
		return nil, math.Inf(1)
	}
	var more []int
	cost, seen := 0.0, map[int]bool{}
	for j, m := range moves {
		cost += m.price * z[j]
		if m.sum >= 0 && z[j] > tiny*10 && !seen[m.sum] {
			seen[m.sum] = true
			more = append(more, m.sum)
		}
	}
	return more, cost
}

// singles gives for each part the shown sum that is just that part, or -1.
func (s *system) singles() []int {
	single := make([]int, len(s.values))
	for part := range single {
		single[part] = -1
	}
	for i, c := range s.sums {
		if len(c.parts) == 1 && !c.hidden && (single[c.parts[0]] < 0 || c.fixed) {
			single[c.parts[0]] = i
		}
	}
	return single
}

// movement writes what stays shown, and the goal, as equations in the moves.
func (s *system) movement(target int, goal float64, equations []int, moves []move) programme {
	var p programme
	for _, i := range append(append([]int{}, equations...), target) {
		in := make(map[int]bool, len(s.sums[i].parts))
		for _, part := range s.sums[i].parts {
			in[part] = true
		}
		row, right := make([]float64, len(moves)), float64(s.sums[i].value)
		if i == target {
			right = goal
		}
		free := 0.0
		for j, m := range moves {
			switch {
			case m.part >= 0 && in[m.part]:
				row[j] = m.sign
				if m.free {
					free += float64(s.values[m.part])
				}
			case m.part < 0 && m.sum == i && i != target:
				row[j] = m.sign
			}
		}
		// What does not move keeps its value.
		for _, part := range s.sums[i].parts {
			right -= float64(s.values[part])
		}
		p.rows, p.right = append(p.rows, row), append(p.right, right+free)
	}
	for _, m := range moves {
		p.cost = append(p.cost, m.price)
	}
	return p
}
