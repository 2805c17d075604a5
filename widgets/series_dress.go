package widgets

import "slices"

// seriesDress is how the bars of one series look.
type seriesDress struct {
	fill    Color
	main    bool // the one that stands out: its numbers are bold
	pale    bool // light, with an edge of 3:1 where the value is read
	context bool // grey, as all that do not stand out
	hollow  bool // an outline, for those who gave no answer
}

// dressed gives every series its colour: the one that stands out the highlight
// and the rest grey, else the colours of the series, the first and the fourth
// where there are two (Analysis Function, "Colours in charts").
func (l *layout) dressed(series []Series) []seriesDress {
	all := make([]seriesDress, len(series))
	marked := slices.ContainsFunc(series, func(s Series) bool { return s.Highlight })
	for i, s := range series {
		switch {
		case marked && s.Highlight:
			all[i] = seriesDress{fill: l.markedColor(series, i), main: true}
		case marked:
			all[i] = seriesDress{fill: l.colors.Context, pale: true, context: true}
		case len(series) == 1:
			all[i] = seriesDress{fill: l.colors.Highlight}
		case len(series) == 2:
			all[i] = seriesDress{fill: l.colors.Series[3*i]}
		default:
			all[i] = seriesDress{fill: l.colors.Series[i%len(l.colors.Series)]}
		}
	}
	return all
}

// markedColor is the highlight for the first series that stands out; any
// further one takes the next colours of the series.
func (l *layout) markedColor(series []Series, at int) Color {
	before := 0
	for _, s := range series[:at] {
		before += btoi(s.Highlight)
	}
	if before == 0 {
		return l.colors.Highlight
	}
	return l.colors.Series[[]int{3, 1, 2, 4, 5}[(before-1)%5]]
}
