package oracle

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// shape makes a step that turns columns into rows or rows into columns, or nil.
func (g generator) shape(usable []table.Field, name string) datasets.Step {
	if len(usable) == 0 {
		return nil
	}
	if g.r.IntN(2) == 0 {
		return g.unpivot(usable, name)
	}
	return g.pivot(usable)
}

func (g generator) pivot(usable []table.Field) datasets.Step {
	named := g.pick(usable)
	others := slices.DeleteFunc(slices.Clone(usable), func(f table.Field) bool { return f.Name == named.Name })
	if len(others) == 0 {
		return nil
	}
	value := g.pick(others)
	s := datasets.Pivot{Names: named.Name, Value: value.Name, By: without(g.some(others), value.Name)}
	for range 1 + g.r.IntN(3) {
		text := g.value(named, "columns")
		if !slices.Contains(append(s.Columns, s.By...), text) {
			s.Columns = append(s.Columns, text)
		}
	}
	return s
}

func (g generator) unpivot(usable []table.Field, name string) datasets.Step {
	first := g.pick(usable)
	alike := slices.DeleteFunc(slices.Clone(usable), func(f table.Field) bool { return !alike(first, f) })
	g.r.Shuffle(len(alike), func(i, j int) { alike[i], alike[j] = alike[j], alike[i] })
	s := datasets.Unpivot{Fields: names(alike[:min(len(alike), 1+g.r.IntN(3))]), Name: "label " + name, Value: name}
	if g.r.IntN(4) == 0 {
		sexes := []string{"Men", "Women", "All"}
		s.Also = []datasets.Labelled{{Name: "also " + name, Labels: sexes[:len(s.Fields)]}}
		if g.r.IntN(2) == 0 {
			s.Labels = []string{"Pay", "Pay", "Pay"}[:len(s.Fields)]
		}
		return s
	}
	if g.r.IntN(2) == 0 {
		return s
	}
	s.As = []string{"text", "year", "financial year"}[g.r.IntN(3)]
	for i := range s.Fields {
		year := 2014 + 3*i + g.r.IntN(3)
		s.Labels = append(s.Labels, map[string]string{
			"text": fmt.Sprintf("Ward's %d", i), "year": fmt.Sprint(year), "financial year": fmt.Sprintf("%d/%02d", year, year%100+1),
		}[s.As])
	}
	return s
}

// alike reports whether the cells of two Fields may stand in one column.
func alike(a, b table.Field) bool {
	plain := a.Kind == table.Integers && b.Kind == table.Decimals || a.Kind == table.Decimals && b.Kind == table.Integers
	return (a.Kind == b.Kind || plain) && a.Grain == b.Grain && a.Unit == b.Unit
}
