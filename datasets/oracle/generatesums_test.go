package oracle

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

func (g generator) top(usable []table.Field) datasets.Step {
	texts := ofKind(usable, func(k table.Kind) bool { return k == table.Text || k == table.PlaceCode })
	amounts := additive(usable)
	if len(texts) == 0 || len(amounts) == 0 {
		return nil
	}
	field, of := g.pick(texts), g.pick(amounts)
	others := slices.DeleteFunc(slices.Clone(usable), func(f table.Field) bool { return f.Name == field.Name || f.Name == of.Name })
	apart := names(g.some(others))
	at := g.r.IntN(len(apart) + 1)
	other := "All others"
	if g.r.IntN(2) == 0 {
		other = wards[g.r.IntN(len(wards))]
	}
	return datasets.Top{Field: field.Name, Of: of.Name, Count: 1 + g.r.IntN(4), Other: other, Within: apart[:at], Each: apart[at:]}
}

func additive(fields []table.Field) []table.Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f table.Field) bool { return !f.Additive() })
}

// beside makes a step that adds a column, or nil.
func (g generator) beside(usable, numbers, days []table.Field, name string) datasets.Step {
	if len(numbers) == 0 {
		return nil
	}
	of, over, within := g.pick(numbers).Name, "", names(g.some(usable))
	if len(days) > 0 {
		day := g.pick(days)
		over, within = day.Name, g.apart(usable, day.Name)
	}
	kind := g.r.IntN(5)
	switch amounts := additive(numbers); {
	case kind == 0:
		ranked := ofKind(usable, func(k table.Kind) bool { return k.Number() || k.Calendar() })
		return datasets.Rank{Name: name, Of: g.pick(ranked).Name, Order: []string{"ascending", "descending"}[g.r.IntN(2)], Within: within}
	case kind == 1 && len(amounts) > 0:
		return datasets.Total{Name: name, Of: g.pick(amounts).Name, Within: within}
	case kind == 2 && len(amounts) > 0:
		if g.r.IntN(3) == 0 {
			over = ""
		}
		return datasets.Cumulative{Name: name, Of: g.pick(amounts).Name, Over: over, Within: within}
	case kind == 3 && over != "":
		return datasets.Rolling{Name: quotientMark + name, Of: of, Over: over, Within: within, Count: 1 + g.r.IntN(3)}
	case kind == 4 && over != "":
		s := datasets.Index{Name: quotientMark + name, Of: of, Over: over, Within: within}
		if g.r.IntN(2) == 0 {
			s.Base = g.value(usable[slices.IndexFunc(usable, func(f table.Field) bool { return f.Name == over })], "base")
		}
		return s
	}
	return nil
}

func (g generator) bins(numbers []table.Field) datasets.Step {
	s := datasets.Bins{Of: g.pick(numbers).Name, Lower: "lower", Upper: "upper", Name: "count"}
	switch g.r.IntN(4) {
	case 0:
		s.Most = 2 + g.r.IntN(30)
	case 1:
		s.Width = []string{"7", "20", "0.5", "33.25"}[g.r.IntN(4)]
		s.Start = []string{"", "3", "-0.125"}[g.r.IntN(3)]
	case 2:
		s.Start = []string{"3", "-0.125", "1000"}[g.r.IntN(3)]
	}
	return s
}
