package oracle

import (
	"fmt"
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

func (g generator) group(fields, numbers []table.Field, n int) datasets.Step {
	s := datasets.Group{By: names(g.some(fields))}
	ordered := ofKind(fields, func(k table.Kind) bool { return k.Number() || k.Calendar() })
	for i := range 1 + g.r.IntN(3) {
		m := datasets.Summary{Name: fmt.Sprintf("sum %d %d", n, i), Summary: datasets.StepWords("group")[g.r.IntN(len(datasets.StepWords("group")))]}
		switch {
		case slices.Contains([]string{"sum", "mean", "median", "quantile"}, m.Summary) && len(numbers) > 0:
			m.Field = g.pick(numbers).Name
		case slices.Contains([]string{"first", "last", "distinct"}, m.Summary) && len(fields) > 0:
			m.Field = g.pick(fields).Name
		case (m.Summary == "min" || m.Summary == "max") && len(ordered) > 0:
			m.Field = g.pick(ordered).Name
		default:
			m.Summary = "count"
			if len(fields) > 0 && g.r.IntN(2) == 0 {
				m.Field = g.pick(fields).Name
			}
		}
		if m.Summary == "quantile" {
			m.At = []string{"0", "0.1", "0.25", "0.9", "1", "0.333"}[g.r.IntN(6)]
		}
		if m.Summary == "mean" || m.Summary == "median" || m.Summary == "quantile" {
			m.Name = quotientMark + m.Name
		}
		s.Measures = append(s.Measures, m)
	}
	return s
}

func (g generator) rate(numbers []table.Field, name string) datasets.Step {
	amounts := slices.DeleteFunc(slices.Clone(numbers), func(f table.Field) bool { return f.Kind == table.Percentages })
	if len(amounts) == 0 {
		return nil
	}
	return datasets.Rate{Name: quotientMark + name, Of: g.pick(amounts).Name, By: g.pick(amounts).Name, Per: []int{1, 100, 1000}[g.r.IntN(3)]}
}

func (g generator) replace(usable []table.Field) datasets.Step {
	texts := ofKind(usable, func(k table.Kind) bool { return k == table.Text || k == table.PlaceCode })
	if len(texts) == 0 {
		return nil
	}
	f := g.pick(texts)
	s := datasets.Replace{Field: f.Name}
	from := []string{"", "new text"}
	for range 4 {
		if text := g.value(f, "replace"); !slices.Contains(from, text) {
			from = append(from, text)
		}
	}
	g.r.Shuffle(len(from), func(i, j int) { from[i], from[j] = from[j], from[i] })
	for len(from) > 0 {
		n := min(len(from), 1+g.r.IntN(2))
		s.Values = append(s.Values, datasets.Replacement{From: from[:n], To: []string{"", "new text", g.value(f, "replace")}[g.r.IntN(3)]})
		from = from[n:]
	}
	return s
}
