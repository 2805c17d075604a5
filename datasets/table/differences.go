package table

import (
	"hash/maphash"
	"slices"
)

// MaxChanges is how many changed cells Compare lists; all of them are counted.
const MaxChanges = 200

// Differences are what sets a newer table apart from an older one.
type Differences struct {
	// Key names the Fields by whose values rows are told apart; none where no
	// values do.
	Key []string
	// Rows that only the newer table has, that only the older one has, that are in
	// both with other values, and that are the same.
	Added, Gone, Changed, Same int
	// Fields that only one of the tables has, by name.
	NewFields, GoneFields []string
	Cells                 int          // changed cells of the rows in both
	Changes               []CellChange // the first MaxChanges of them
	// AddedRows and GoneRows are the first rows of each, in their own table.
	AddedRows, GoneRows []int
}

// CellChange is a cell of a row that both tables have. Key are the cells of the
// row in the Fields of the Key.
type CellChange struct {
	Key           []Cell
	Field         string
	Before, After Cell
}

// listedRows is how many added and gone rows are listed.
const listedRows = 20

// None reports whether the tables say the same, in whatever order.
func (d Differences) None() bool {
	return d.Added+d.Gone+d.Changed+len(d.NewFields)+len(d.GoneFields) == 0
}

// Compare finds the differences of a newer table. Rows are told apart by as few
// Fields as do, of those that hold no amounts; rows that share them are compared
// as wholes, each as often as it is there.
func Compare(before, after *Table) Differences {
	c := comparison{before: before, after: after, seed: maphash.MakeSeed()}
	d := Differences{}
	c.share(&d)
	c.chooseKey()
	for _, at := range c.key {
		d.Key = append(d.Key, c.shared[at].Name)
	}
	c.count(&d)
	return d
}

// KeyOf names the Fields that hold no amounts, where they tell the rows of each of
// two tables apart; otherwise all that both have.
func KeyOf(before, after *Table) (names []string) {
	c := comparison{before: before, after: after, seed: maphash.MakeSeed()}
	c.share(&Differences{})
	c.key = c.naming()
	if !c.unique(c.key) {
		c.key = nil
		for at := range c.shared {
			c.key = append(c.key, at)
		}
	}
	for _, at := range c.key {
		names = append(names, c.shared[at].Name)
	}
	return names
}

// comparison is a Compare under way.
type comparison struct {
	before, after *Table
	seed          maphash.Seed
	shared        []Field
	inBefore      []int // column of each shared Field in each table
	inAfter       []int
	key           []int // of shared
}

// share finds the Fields that both tables have.
func (c *comparison) share(d *Differences) {
	for at, f := range c.after.Fields() {
		was := c.before.Index(f.Name)
		if was < 0 {
			d.NewFields = append(d.NewFields, f.Name)
			continue
		}
		c.shared = append(c.shared, f)
		c.inBefore, c.inAfter = append(c.inBefore, was), append(c.inAfter, at)
	}
	for _, f := range c.before.Fields() {
		if c.after.Index(f.Name) < 0 {
			d.GoneFields = append(d.GoneFields, f.Name)
		}
	}
}

// Where a key of fewer Fields is looked for: more would take longer than it
// tells.
const (
	mostKeyFields = 16
	mostKeyRows   = 300_000
)

// chooseKey leaves Fields out of the key, free text first, as long as no two
// rows of a table have the same.
func (c *comparison) chooseKey() {
	c.key = c.naming()
	if len(c.key) > mostKeyFields || c.before.Rows()+c.after.Rows() > mostKeyRows || !c.unique(c.key) {
		return
	}
	order := slices.Clone(c.key)
	slices.Reverse(order)
	slices.SortStableFunc(order, func(a, b int) int { return telling(c.shared[a]) - telling(c.shared[b]) })
	for _, at := range order {
		fewer := slices.DeleteFunc(slices.Clone(c.key), func(k int) bool { return k == at })
		if len(fewer) > 0 && c.unique(fewer) {
			c.key = fewer
		}
	}
}

// naming are the shared Fields that hold no amounts.
func (c *comparison) naming() (key []int) {
	for at, f := range c.shared {
		if !f.Kind.Number() || f.Role == Identifier || f.Role == Time {
			key = append(key, at)
		}
	}
	return key
}

// telling is how sure a Field is to name what a row is about.
func telling(f Field) int {
	switch {
	case f.Role == Identifier:
		return 3
	case f.Kind == PlaceCode || f.Kind.Calendar() || f.Role == Time:
		return 2
	case f.Role == Dimension:
		return 1
	}
	return 0
}

func (c *comparison) unique(key []int) bool {
	for _, side := range []struct {
		t       *Table
		columns []int
	}{{c.before, c.inBefore}, {c.after, c.inAfter}} {
		seen := make(map[uint64]struct{}, side.t.Rows())
		for row := range side.t.Rows() {
			seen[c.hash(side.t, side.columns, key, row)] = struct{}{}
		}
		if len(seen) != side.t.Rows() {
			return false
		}
	}
	return true
}

// hash is of some cells of a row, each with its reason when it is missing.
func (c *comparison) hash(t *Table, columns, fields []int, row int) uint64 {
	var h maphash.Hash
	h.SetSeed(c.seed)
	for _, f := range fields {
		cell := t.Cell(row, columns[f])
		h.WriteByte(byte(cell.Missing))
		h.WriteString(cell.String())
		h.WriteByte(0)
	}
	return h.Sum64()
}

// several marks a key that more than one row of a table has.
const several = -1

// rowsByKey gives the row of each key, or several.
func (c *comparison) rowsByKey(t *Table, columns []int) map[uint64]int {
	rows := make(map[uint64]int, t.Rows())
	for row := range t.Rows() {
		h := c.hash(t, columns, c.key, row)
		if _, there := rows[h]; there {
			rows[h] = several
			continue
		}
		rows[h] = row
	}
	return rows
}

// count goes through the rows of both tables.
func (c *comparison) count(d *Differences) {
	was, is := c.rowsByKey(c.before, c.inBefore), c.rowsByKey(c.after, c.inAfter)
	all := make([]int, len(c.shared))
	for i := range all {
		all[i] = i
	}
	alike := map[uint64]int{} // whole rows of the older table whose key several have
	for row := range c.before.Rows() {
		h := c.hash(c.before, c.inBefore, c.key, row)
		at, there := is[h]
		switch {
		case was[h] == several || there && at == several:
			alike[c.hash(c.before, c.inBefore, all, row)]++
		case !there:
			d.gone(row)
		}
	}
	for row := range c.after.Rows() {
		h := c.hash(c.after, c.inAfter, c.key, row)
		old, there := was[h]
		switch {
		case is[h] == several || there && old == several:
			whole := c.hash(c.after, c.inAfter, all, row)
			if alike[whole] > 0 {
				alike[whole]--
				d.Same++
				continue
			}
			d.added(row)
		case !there:
			d.added(row)
		default:
			c.cells(d, old, row)
		}
	}
	for row := range c.before.Rows() {
		h := c.hash(c.before, c.inBefore, c.key, row)
		if at, there := is[h]; was[h] != several && (!there || at != several) {
			continue
		}
		if whole := c.hash(c.before, c.inBefore, all, row); alike[whole] > 0 {
			alike[whole]--
			d.gone(row)
		}
	}
}

func (d *Differences) gone(row int) {
	d.Gone++
	if len(d.GoneRows) < listedRows {
		d.GoneRows = append(d.GoneRows, row)
	}
}

func (d *Differences) added(row int) {
	d.Added++
	if len(d.AddedRows) < listedRows {
		d.AddedRows = append(d.AddedRows, row)
	}
}

// cells compares a row that both tables have.
func (c *comparison) cells(d *Differences, was, is int) {
	changed := false
	for at, f := range c.shared {
		if slices.Contains(c.key, at) {
			continue
		}
		a, b := c.before.Cell(was, c.inBefore[at]), c.after.Cell(is, c.inAfter[at])
		if a.Missing == b.Missing && a.String() == b.String() {
			continue
		}
		changed = true
		d.Cells++
		if len(d.Changes) < MaxChanges {
			change := CellChange{Field: f.Name, Before: a, After: b}
			for _, k := range c.key {
				change.Key = append(change.Key, c.after.Cell(is, c.inAfter[k]))
			}
			d.Changes = append(d.Changes, change)
		}
	}
	if changed {
		d.Changed++
	} else {
		d.Same++
	}
}
