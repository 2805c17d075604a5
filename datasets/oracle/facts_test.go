package oracle

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// TestRandomFactsEqualBigNumbers compares the Facts over several rows with the
// rules of docs/reference/query.md read out.
func TestRandomFactsEqualBigNumbers(t *testing.T) {
	t.Parallel()
	g := generator{r: rand.New(rand.NewPCG(2026, 13)), wide: true}
	seen := map[string]int{}
	eachQuery(t, g, func(_, _ *table.Table) {}, func(made *table.Table, q datasets.Query) {
		result, err := datasets.Run(context.Background(), q, made)
		if err != nil {
			return
		}
		roles := g.roles(result.Fields)
		want := plainFacts{plain{result.Fields, result.Rows}, roles}.facts()
		got := map[string]string{}
		for _, f := range datasets.Facts(result, roles) {
			if slices.Contains(overSeveralRows, f.Name) {
				if got[f.Name] = f.Value.Number.String(); f.Name == "span" {
					got[f.Name] = f.BasePeriod.String() + " to " + f.Period.String()
				}
				seen[f.Name]++
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			text, _ := json.Marshal(q)
			t.Errorf("Facts(%s, %+v) (-want +got):\n%s", text, roles, diff)
		}
	})
	for _, name := range overSeveralRows {
		if seen[name] < tables()/4 {
			t.Errorf("the fact %q was met %d times: too few", name, seen[name])
		}
	}
}

var overSeveralRows = []string{
	"latestHighest", "latestLowest", "latestTotal", "highestRise", "highestFall",
	"highest", "second", "lowest", "gap", "total", "mean", "median", "count", "span",
}

func (g generator) roles(fields []table.Field) datasets.Roles {
	var roles datasets.Roles
	some := func(fields []table.Field) string {
		if len(fields) == 0 || g.r.IntN(3) == 0 {
			return ""
		}
		return g.pick(fields).Name
	}
	if numbers := ofKind(fields, table.Kind.Number); len(numbers) > 0 {
		roles.Value = g.pick(numbers).Name
		if g.r.IntN(2) == 0 {
			roles.From = some(numbers)
		}
	}
	roles.Time = some(ofKind(fields, table.Kind.Calendar))
	roles.Since, roles.Until = some(ofKind(fields, table.Kind.Calendar)), some(ofKind(fields, table.Kind.Calendar))
	texts := ofKind(fields, func(k table.Kind) bool { return k == table.Text || k == table.PlaceCode })
	roles.Series, roles.Category = some(texts), some(texts)
	return roles
}

// plainFacts are the Facts of a Result, worked out row by row.
type plainFacts struct {
	plain
	roles datasets.Roles
}

func (p plainFacts) facts() map[string]string {
	facts := map[string]string{}
	if p.roles.Value == "" {
		return facts
	}
	p.span(facts)
	of, value := p.fields[p.at(p.roles.Value)], p.at(p.roles.Value)
	p.rows = p.keep(func(row []table.Cell) bool { return !p.isTotal(row) })
	p.latest(facts)
	p.moves(facts)
	present := p.keep(func(row []table.Cell) bool { return row[value].Missing == table.Present })
	if len(present) == 0 {
		return facts
	}
	facts["count"] = fmt.Sprint(len(present))
	if total, reason := p.sum(p.rows, p.roles.Value); len(present) > 1 && reason == table.Present && of.Additive() {
		put(facts, "total", total)
	}
	if named := slices.DeleteFunc(slices.Clone(present), p.isRest); len(named) > 0 {
		present = named
	}
	slices.SortFunc(present, func(a, b []table.Cell) int { return order(b[value], a[value]) })
	highest, lowest := present[0][value], present[len(present)-1][value]
	facts["highest"], facts["lowest"] = highest.String(), lowest.String()
	if len(present) == 1 {
		return facts
	}
	facts["second"] = present[1][value].String()
	put(facts, "gap", new(big.Rat).Sub(rational(highest.Number), rational(lowest.Number)))
	if !slices.ContainsFunc(p.rows, func(row []table.Cell) bool { return hides(row[value]) }) {
		sum, _ := p.sum(present, p.roles.Value)
		if mean, err := quotient(sum, big.NewRat(int64(len(present)), 1)); err == nil {
			facts["mean"] = mean.String()
		}
		middle := new(big.Rat).Add(rational(present[(len(present)-1)/2][value].Number), rational(present[len(present)/2][value].Number))
		put(facts, "median", middle.Mul(middle, big.NewRat(1, 2)))
	}
	return facts
}

func (p plainFacts) span(facts map[string]string) {
	since, until := p.roles.Since, p.roles.Until
	if since == "" || until == "" {
		since, until = p.roles.Time, p.roles.Time
	}
	if since == "" {
		return
	}
	column := func(name string) []table.Cell {
		var cells []table.Cell
		for _, row := range p.rows {
			if c := row[p.at(name)]; c.Missing == table.Present {
				cells = append(cells, c)
			}
		}
		slices.SortFunc(cells, order)
		return cells
	}
	if first, last := column(since), column(until); len(first) > 0 && len(last) > 0 {
		facts["span"] = first[0].String() + " to " + last[len(last)-1].String()
	}
}

// isRest reports whether the row is of those that top put together.
func (p plainFacts) isRest(row []table.Cell) bool {
	for _, name := range []string{p.roles.Category, p.roles.Series} {
		if name == "" || name == p.roles.Time {
			continue
		}
		at := p.at(name)
		if rest := p.fields[at].Rest; rest != "" && row[at].Missing == table.Present && row[at].String() == rest {
			return true
		}
	}
	return false
}

// put keeps a number of at most 38 digits.
func put(facts map[string]string, name string, x *big.Rat) {
	if d, err := exact(x); err == nil {
		facts[name] = d.String()
	}
}

func (p plainFacts) isTotal(row []table.Cell) bool {
	for _, name := range []string{p.roles.Category, p.roles.Series} {
		if name == "" {
			continue
		}
		at := p.at(name)
		for _, total := range p.fields[at].Totals {
			if total == "" && row[at].Missing == table.Blank || total != "" && row[at].Text == total {
				return true
			}
		}
	}
	return false
}

// lines lists the rows of each series and category in order of time; those with
// two rows for one period are left out.
func (p plainFacts) lines() [][][]table.Cell {
	if p.roles.Time == "" {
		return nil
	}
	over, by := p.at(p.roles.Time), []string{}
	for _, name := range []string{p.roles.Series, p.roles.Category} {
		if name != "" {
			by = append(by, name)
		}
	}
	p.rows = p.keep(func(row []table.Cell) bool { return row[over].Missing == table.Present })
	var lines [][][]table.Cell
	for _, line := range p.groups(by) {
		slices.SortFunc(line, func(a, b []table.Cell) int { return order(a[over], b[over]) })
		twice := false
		for i := range line[1:] {
			twice = twice || order(line[i][over], line[i+1][over]) == 0
		}
		if !twice {
			lines = append(lines, line)
		}
	}
	return lines
}

func (p plainFacts) latest(facts map[string]string) {
	lines := p.lines()
	if len(lines) == 0 {
		return
	}
	over, value := p.at(p.roles.Time), p.at(p.roles.Value)
	newest := lines[0][len(lines[0])-1][over]
	for _, line := range lines {
		if end := line[len(line)-1][over]; order(end, newest) > 0 {
			newest = end
		}
	}
	var rows [][]table.Cell
	for _, line := range lines {
		if end := line[len(line)-1]; order(end[over], newest) == 0 {
			rows = append(rows, end)
		}
	}
	present := plain{p.fields, rows}.keep(func(row []table.Cell) bool { return row[value].Missing == table.Present })
	if len(present) < 2 {
		return
	}
	slices.SortFunc(present, func(a, b []table.Cell) int { return order(b[value], a[value]) })
	facts["latestHighest"], facts["latestLowest"] = present[0][value].String(), present[len(present)-1][value].String()
	if total, reason := p.sum(rows, p.roles.Value); reason == table.Present && p.fields[value].Additive() {
		put(facts, "latestTotal", total)
	}
}

func (p plainFacts) moves(facts map[string]string) {
	value := p.at(p.roles.Value)
	var changes []table.Decimal
	add := func(now, base table.Cell) {
		if now.Missing != table.Present || base.Missing != table.Present {
			return
		}
		if d, err := exact(new(big.Rat).Sub(rational(now.Number), rational(base.Number))); err == nil {
			changes = append(changes, d)
		}
	}
	lines := p.lines()
	switch {
	case p.roles.From != "":
		for _, row := range p.rows {
			add(row[value], row[p.at(p.roles.From)])
		}
	case len(lines) > 1:
		for _, line := range lines {
			if len(line) > 1 {
				add(line[len(line)-1][value], line[0][value])
			}
		}
	}
	slices.SortFunc(changes, table.Decimal.Cmp)
	if n := len(changes); n > 0 && changes[n-1].Sign() > 0 {
		facts["highestRise"] = changes[n-1].String()
	}
	if len(changes) > 0 && changes[0].Sign() < 0 {
		facts["highestFall"] = changes[0].String()
	}
}
