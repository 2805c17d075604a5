package widgets

import (
	"slices"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// MaxSmallBars is the most bars of each small chart.
const MaxSmallBars = 12

// rolesOfMultiples are the columns of small multiples: along time, or by names
// where each is a small bar chart.
func rolesOfMultiples(s Spec) []Role {
	along := Role{"time", "Periods", true}
	if s.Panel == panelBar {
		along = Role{"category", "Names of the bars", true}
	}
	return []Role{along, {"series", "Small charts", true}, {"value", "Numbers", true}, statusRole}
}

// smallBars makes a Series of bars for each panel, all with the same bars in the
// same order: that of the first panel by size, unless they have their own. Panels
// stand by the bar that stands out, else the first.
func (b *reading) smallBars(f *Figure) error {
	if b.category < 0 {
		return datasets.Problem{Field: "category", Message: "Small bar charts need a column of names for their bars.",
			Suggestion: "Choose it, or show small line charts over time."}
	}
	rows := *b
	rows.time, rows.kind.inTime, rows.kind.alongTime = -1, false, false
	if err := rows.matrix(f, MaxSmallBars, MaxPanels, "bars in each chart"); err != nil {
		return err
	}
	f.Order = b.spec.Order
	for i := range f.Series {
		f.Series[i].Key = rows.rawSeries(f.Series[i].Name)
	}
	if len(b.spec.SeriesOrder) == 0 && f.Order != "data" {
		b.orderBarPanels(f)
	}
	if f.Order == "name" { // of the panels
		f.Order = ""
	}
	f.arrange(b.result.Fields[b.category], f.Series[0].Points)
	return nil
}

// orderBarPanels puts panels by their bar that stands out, else by their first, or
// by their names.
func (b *reading) orderBarPanels(f *Figure) {
	at := f.leadingBar()
	keys := make([]Point, len(f.Series))
	for i, s := range f.Series {
		keys[i] = s.Points[at]
		keys[i].Category, keys[i].Ordinal = s.Name, i
	}
	sortPoints(keys, firstOf(f.Order, "value"))
	panels := make([]Series, len(keys))
	for i, key := range keys {
		panels[i] = f.Series[key.Ordinal]
	}
	f.Series = panels
}

// leadingBar is the position of the bar that stands out, else of the first.
func (f Figure) leadingBar() int {
	return max(slices.IndexFunc(f.Series[0].Points, func(p Point) bool { return p.Highlight }), 0)
}

// describeSmallBars says how many charts and bars there are and in which the
// leading bar is highest and lowest.
func describeSmallBars(f Figure) []string {
	opening := f.say(words.SmallBarsOpening, "charts", f.count(len(f.Series), words.NounSmallBar),
		"bars", f.count(len(f.Series[0].Points), words.NounBar))
	return append([]string{about(f, opening)}, smallBarsMessage(f)...)
}

func smallBarsMessage(f Figure) []string {
	at := f.leadingBar()
	var of []Point
	for _, s := range f.Series {
		if p := s.Points[at]; !p.Missing {
			p.Category, p.Highlight = s.Name, s.Highlight
			of = append(of, p)
		}
	}
	sentences := f.extremes(of, true)
	if len(sentences) > 0 {
		sentences[0] = f.say(words.BarStands, "bar", f.Series[0].Points[at].Category, "standings", sentences[0])
	}
	if all := f.extremesOfMatrix(); all != "" {
		sentences = append(sentences, all)
	}
	return sentences
}
