package oracle

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

func (g generator) top(usable []table.Field) datasets.Step {
	texts := ofKind(usable, func(k table.Kind) bool { return k == table.Text || k == table.PlaceCode })
	amounts := slices.DeleteFunc(slices.Clone(usable), func(f table.Field) bool { return !f.Additive() })
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
