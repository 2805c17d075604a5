package widgets

import (
	"fmt"

	"figurehead/widgets/words"
)

// apart asks for no more series than can be told apart, unless one stands out
// from grey ones (Analysis Function, "Colours in charts": four at most).
func apart(most int) func(e examination) (Check, bool) {
	return func(e examination) (Check, bool) {
		n, highlighted := len(e.figure.Series), 0
		for _, s := range e.figure.Series {
			highlighted += btoi(s.Highlight)
		}
		c := Check{ID: "series", Title: "Series can be told apart", Field: "highlight"}
		c.Done = n <= most || highlighted > 0 && highlighted <= most
		switch {
		case n <= most:
			c.Reason = fmt.Sprintf("%s, each named at its mark or in a key.", words.Count(n, "series", "series"))
		case c.Done:
			c.Reason = fmt.Sprintf("%s out of %s; the others are grey.", words.Count(highlighted, "series stands", "series stand"), words.Whole(n))
		default:
			c.Title = "There are more series than can be told apart"
			c.Reason = fmt.Sprintf("%s series; up to %s can be told apart. Let one stand out, put the smallest together, or show one small chart for each.", words.Whole(n), words.Whole(most))
			c.Repair = &Repair{Name: "highlight", Value: e.firstSeries(), Label: fmt.Sprintf("Let “%s” stand out", shorten(e.figure.Series[0].Name))}
		}
		return c, true
	}
}
