package protect

import (
	"math/rand/v2"
	"os"
	"testing"
)

// grid is a table of two dimensions with its totals, for the tests: the last
// row and column are totals. hidden says what readers do not see.
type grid struct {
	rows, columns int // without totals
	value         [][]int64
	hidden        [][]bool
}

func randomGrid(r *rand.Rand, most int, threshold int64) grid {
	g := grid{rows: 1 + r.IntN(most), columns: 2 + r.IntN(most-1)}
	g.value, g.hidden = make([][]int64, g.rows+1), make([][]bool, g.rows+1)
	for i := range g.value {
		g.value[i], g.hidden[i] = make([]int64, g.columns+1), make([]bool, g.columns+1)
	}
	for i := range g.rows {
		for j := range g.columns {
			v := int64(0)
			switch r.IntN(8) {
			case 0:
			case 1, 2:
				v = r.Int64N(threshold)
			case 3:
				v = threshold + r.Int64N(3)
			default:
				v = threshold + r.Int64N(200)
			}
			g.value[i][j] = v
			g.value[i][g.columns] += v
			g.value[g.rows][j] += v
			g.value[g.rows][g.columns] += v
		}
	}
	return g
}

// system writes the grid as sums of its cells; numbers from 1 to below the
// threshold are hidden for themselves.
func (g grid) system(threshold int64) *system {
	values := make([]int64, 0, g.rows*g.columns)
	for i := range g.rows {
		values = append(values, g.value[i][:g.columns]...)
	}
	var sums []sum
	for i := range g.rows + 1 {
		for j := range g.columns + 1 {
			s := sum{value: g.value[i][j], margin: i == g.rows || j == g.columns}
			s.forced = s.value > 0 && s.value < threshold
			s.hidden = s.forced
			for a := range g.rows {
				for b := range g.columns {
					if (a == i || i == g.rows) && (b == j || j == g.columns) {
						s.parts = append(s.parts, a*g.columns+b)
					}
				}
			}
			sums = append(sums, s)
		}
	}
	return newSystem(values, sums, threshold)
}

// take marks what the system hides.
func (g grid) take(s *system) {
	for i := range g.rows + 1 {
		for j := range g.columns + 1 {
			g.hidden[i][j] = s.sums[i*(g.columns+1)+j].hidden
		}
	}
}

// count counts hidden cells, and hidden totals beside them.
func (g grid) count() (cells, totals int) {
	for i := range g.rows + 1 {
		for j := range g.columns + 1 {
			switch {
			case !g.hidden[i][j]:
			case i == g.rows || j == g.columns:
				totals++
			default:
				cells++
			}
		}
	}
	return cells, totals
}

// narrow finds a hidden cell that readers can work out to within less than the
// threshold. Cells and totals are the arcs of a circulation: from a row to a
// column, from the source to a row, from a column to the sink, and from the
// sink to the source. A hidden arc can take any amount; how far it moves up and
// down is the greatest flow that the others can give back or take.
func (g grid) narrow(threshold int64) bool {
	for i := range g.rows + 1 {
		for j := range g.columns + 1 {
			if g.hidden[i][j] && g.room(i, j, true, threshold)+g.room(i, j, false, threshold) < threshold {
				return true
			}
		}
	}
	return false
}

// ends are the nodes of an arc: rows, then columns, source and sink.
func (g grid) ends(i, j int) (from, to int) {
	source, sink := g.rows+g.columns, g.rows+g.columns+1
	from, to = i, g.rows+j
	if i == g.rows {
		from = sink
		if j < g.columns {
			from, to = g.rows+j, sink
		}
	}
	if j == g.columns {
		from, to = source, i
		if i == g.rows {
			from, to = sink, source
		}
	}
	return from, to
}

// room is how far an arc can move up or down, at most to the threshold.
func (g grid) room(i, j int, up bool, threshold int64) int64 {
	nodes := g.rows + g.columns + 2
	left := make([][]int64, nodes)
	for n := range left {
		left[n] = make([]int64, nodes)
	}
	const plenty = 1 << 40
	for a := range g.rows + 1 {
		for b := range g.columns + 1 {
			if g.hidden[a][b] && (a != i || b != j) {
				from, to := g.ends(a, b)
				left[from][to] += plenty
				left[to][from] += g.value[a][b]
			}
		}
	}
	from, to := g.ends(i, j)
	start, goal, most := to, from, threshold
	if !up {
		start, goal, most = from, to, min(threshold, g.value[i][j])
	}
	return flow(left, start, goal, most)
}

// flow is the greatest flow of at most most (Edmonds and Karp).
func flow(left [][]int64, start, goal int, most int64) int64 {
	total := int64(0)
	for total < most {
		before := make([]int, len(left))
		for n := range before {
			before[n] = -1
		}
		before[start] = start
		for queue := []int{start}; len(queue) > 0 && before[goal] < 0; queue = queue[1:] {
			for n, room := range left[queue[0]] {
				if room > 0 && before[n] < 0 {
					before[n] = queue[0]
					queue = append(queue, n)
				}
			}
		}
		if before[goal] < 0 {
			return total
		}
		push := most - total
		for n := goal; n != start; n = before[n] {
			push = min(push, left[before[n]][n])
		}
		for n := goal; n != start; n = before[n] {
			left[before[n]][n] -= push
			left[n][before[n]] += push
		}
		total += push
	}
	return total
}

// tables is how many random tables are tried.
func tables(test, soak int) int {
	if os.Getenv("FIGUREHEAD_SOAK") != "" {
		return soak
	}
	return test
}

// TestNothingHiddenCanBeWorkedOut: of random tables with all their totals, no
// hidden number lies in a stretch shorter than the threshold, by a solver that
// shares nothing with the one that hides.
func TestNothingHiddenCanBeWorkedOut(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	hidden := 0
	for n := range tables(500, 10_000) {
		threshold := []int64{5, 10, 3}[n%3]
		g := randomGrid(r, 7, threshold)
		s := g.system(threshold)
		if err := s.protect(t.Context()); err != nil {
			t.Fatalf("table %d: %v", n, err)
		}
		g.take(s)
		if g.narrow(threshold) {
			t.Fatalf("table %d: values %v, hidden %v: a hidden number can be worked out to within less than %d", n, g.value, g.hidden, threshold)
		}
		for i := range g.value {
			for j, v := range g.value[i] {
				if v > 0 && v < threshold && !g.hidden[i][j] {
					t.Fatalf("table %d shows %d, below %d", n, v, threshold)
				}
			}
		}
		cells, _ := g.count()
		hidden += cells
	}
	if hidden == 0 {
		t.Error("nothing was hidden in any table")
	}
}

// fewest is the least number of cells that have to be hidden, without hiding a
// total for others; -1 when more than limit.
func (g grid) fewest(threshold int64, limit int) int {
	var open [][2]int
	for i := range g.rows + 1 {
		for j := range g.columns + 1 {
			v := g.value[i][j]
			g.hidden[i][j] = v > 0 && v < threshold
			if !g.hidden[i][j] && i < g.rows && j < g.columns {
				open = append(open, [2]int{i, j})
			}
		}
	}
	first, _ := g.count()
	for more := 0; first+more <= limit; more++ {
		if g.choose(open, more, threshold) {
			return first + more
		}
	}
	return -1
}

// choose tries every way to hide so many more of the open cells.
func (g grid) choose(open [][2]int, more int, threshold int64) bool {
	if more == 0 {
		return !g.narrow(threshold)
	}
	for n, at := range open {
		if len(open)-n < more {
			return false
		}
		g.hidden[at[0]][at[1]] = true
		found := g.choose(open[n+1:], more-1, threshold)
		g.hidden[at[0]][at[1]] = false
		if found {
			return true
		}
	}
	return false
}

// TestNoMoreIsHiddenThanNeeded compares with the least number of cells, found
// by trying every choice.
func TestNoMoreIsHiddenThanNeeded(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	ours, least, worst := 0, 0, 0
	size := tables(4, 5)
	for range tables(150, 1000) {
		const threshold = 5
		g := randomGrid(r, size, threshold)
		s := g.system(threshold)
		if err := s.protect(t.Context()); err != nil {
			t.Fatal(err)
		}
		g.take(s)
		cells, totals := g.count()
		if totals > 0 {
			continue // a total is small itself, or nothing else helps
		}
		few := g.fewest(threshold, cells)
		if few < 0 {
			t.Fatalf("values %v: the solver of the test finds none with %d", g.value, cells)
		}
		ours, least, worst = ours+cells, least+few, max(worst, cells-few)
	}
	t.Logf("hidden %d, least %d, ratio %.3f, at most %d more in one table", ours, least, float64(ours)/float64(least), worst)
	if ours*4 > least*5 {
		t.Errorf("%d cells are hidden, the least is %d: more than 1.25 times", ours, least)
	}
}
