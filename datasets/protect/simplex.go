package protect

import "math"

// outcome says how a linear programme ended.
type outcome int

const (
	solved outcome = iota
	infeasible
	unbounded
)

// tiny is what counts as nothing. The programmes here have coefficients of 0
// and 1 and whole numbers beside them, so that pivots stay whole in tables of
// two dimensions.
const tiny = 1e-7

// programme is: make cost·z least, with rows·z = right and z ≥ 0.
type programme struct {
	rows  [][]float64
	right []float64
	cost  []float64
}

// solve runs the simplex method in two phases, with Bland's rule against
// cycles. It gives z where it is solved, and infeasible when the budget of
// multiplications runs out first.
func (p programme) solve(budget *int64) ([]float64, outcome) {
	t := newTableau(p)
	t.budget = budget
	if !t.firstPhase() {
		return nil, infeasible
	}
	t.price(p.cost)
	if !t.run(t.n) {
		return nil, unbounded
	}
	z := make([]float64, t.n)
	for row, variable := range t.basis {
		if variable < t.n {
			z[variable] = t.a[row][t.width-1]
		}
	}
	return z, solved
}

// tableau holds the rows with an artificial variable each, and the right side
// in the last column.
type tableau struct {
	n, width int
	a        [][]float64
	reduced  []float64
	basis    []int
	budget   *int64
}

func newTableau(p programme) *tableau {
	m, n := len(p.rows), len(p.cost)
	t := &tableau{n: n, width: n + m + 1, basis: make([]int, m)}
	cells := make([]float64, m*t.width)
	for i := range m {
		row := cells[i*t.width : (i+1)*t.width]
		sign := 1.0
		if p.right[i] < 0 {
			sign = -1
		}
		for j, c := range p.rows[i] {
			row[j] = sign * c
		}
		row[n+i], row[t.width-1] = 1, sign*p.right[i]
		t.a, t.basis[i] = append(t.a, row), n+i
	}
	return t
}

// firstPhase brings the artificial variables to 0.
func (t *tableau) firstPhase() bool {
	cost := make([]float64, t.width-1)
	for j := t.n; j < len(cost); j++ {
		cost[j] = 1
	}
	t.price(cost)
	t.run(t.n) // never unbounded: the sum of what is not negative
	if *t.budget < 0 {
		return false
	}
	sum := 0.0
	for row, variable := range t.basis {
		if variable >= t.n {
			sum += t.a[row][t.width-1]
		}
	}
	if sum > tiny*10 {
		return false
	}
	for row, variable := range t.basis { // those that stay at 0 leave the basis
		for j := 0; variable >= t.n && j < t.n; j++ {
			if math.Abs(t.a[row][j]) > tiny {
				t.pivot(row, j)
				break
			}
		}
	}
	return true
}

// price works out the reduced costs of a basis.
func (t *tableau) price(cost []float64) {
	t.reduced = make([]float64, t.width)
	copy(t.reduced, cost)
	for row, variable := range t.basis {
		if variable >= len(cost) || cost[variable] == 0 {
			continue
		}
		c := cost[variable]
		for j := range t.reduced {
			t.reduced[j] -= c * t.a[row][j]
		}
	}
}

// run pivots until nothing gets better by the first n variables. It returns
// false when the cost has no end.
func (t *tableau) run(n int) bool {
	for {
		enter := -1
		for j := range n {
			if t.reduced[j] < -tiny {
				enter = j
				break
			}
		}
		if enter < 0 || *t.budget < 0 {
			return true
		}
		leave, least := -1, math.Inf(1)
		for row := range t.a {
			if t.a[row][enter] <= tiny {
				continue
			}
			ratio := t.a[row][t.width-1] / t.a[row][enter]
			if ratio < least-tiny || leave >= 0 && ratio < least+tiny && t.basis[row] < t.basis[leave] {
				leave, least = row, ratio
			}
		}
		if leave < 0 {
			return false
		}
		t.pivot(leave, enter)
	}
}

func (t *tableau) pivot(row, column int) {
	*t.budget -= int64(len(t.a)) * int64(t.width)
	by := t.a[row]
	scale := by[column]
	for j := range by {
		by[j] /= scale
	}
	for i := range t.a {
		if i != row {
			subtract(t.a[i], by, t.a[i][column])
		}
	}
	subtract(t.reduced, by, t.reduced[column])
	t.basis[row] = column
}

func subtract(from, by []float64, times float64) {
	if times == 0 {
		return
	}
	for j, v := range by {
		if v != 0 {
			from[j] -= times * v
		}
	}
}
