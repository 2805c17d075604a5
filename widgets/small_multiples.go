package widgets

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// SmallMultiples shows how many things went over time, each in a small chart of
// its own.
const SmallMultiples Kind = "smallMultiples"

// MaxPanels is the most small charts of one figure.
const MaxPanels = 24

// panelBar is the panel whose charts are of names, not along time.
const panelBar = "bar"

// The words that Spec.Panel and Spec.Scale may hold.
var (
	panels = []string{"", "line", "column", panelBar}
	scales = []string{"", "shared", "free"}
)

func smallMultiplesKind() kind {
	return kind{
		name: SmallMultiples, called: called("set of small charts", "set o siartiau bach"),
		roles: rolesOfMultiples(Spec{}), rolesOf: rolesOfMultiples,
		read: (*reading).smallMultiples, plot: plot{height: multiplesHeight, draw: drawMultiples, stretches: true, rigid: ofBars},
		describe: describeMultiples, message: multiplesMessage, more: moreOfMultiples, suggest: (*suggester).multiples,
		checks: []func(examination) (Check, bool){examination.panelsFromZero},
		inTime: true, alongTime: true, settings: []string{"panel", "scale"},
		shows: shown{words: true, values: true, times: true, breaks: true, states: true},
	}
}

// panelsFromZero: columns and bars of small charts start at zero too.
func (e examination) panelsFromZero() (Check, bool) {
	c, ok := e.zero()
	if e.spec.Panel == panelBar {
		c.Title = "Bars start at zero"
	}
	return c, ok && (e.spec.Panel == panelBar || e.spec.Panel == "column")
}

// smallMultiples makes one series for each panel, and last the whole that is
// dashed behind them, if the Spec's highlight names one.
func (b *reading) smallMultiples(f *Figure) error {
	if b.series < 0 {
		return datasets.Problem{Field: "series", Message: "Small multiples need a column that says which chart a number belongs to.",
			Suggestion: "Choose the column of names, or use a line chart."}
	}
	if b.spec.Panel == panelBar {
		return b.smallBars(f)
	}
	if err := b.linesUpTo(f, MaxPanels+1); err != nil {
		return err
	}
	b.orderPanels(f)
	marked := false
	for i := range f.Series { // only one can be the whole
		f.Series[i].Highlight = f.Series[i].Highlight && !marked && len(f.Series) > 1
		marked = marked || f.Series[i].Highlight
	}
	slices.SortStableFunc(f.Series, func(x, y Series) int { return btoi(x.Highlight) - btoi(y.Highlight) })
	if n := len(f.panels()); n > MaxPanels {
		return datasets.Problem{Field: "series", Message: fmt.Sprintf("There are %s small charts; a figure shows %d at most.", words.Whole(n), MaxPanels),
			Suggestion: "Choose fewer, or use a table."}
	}
	return nil
}

// ofBars reports whether the charts are of bars, which gain nothing by more height.
func ofBars(f Figure) bool { return f.Spec.Panel == panelBar }

// orderPanels puts the panels in the order of the Spec: from the highest last
// number down unless it says otherwise.
func (b *reading) orderPanels(f *Figure) {
	f.Order = firstOf(b.spec.Order, "value")
	slices.SortStableFunc(f.Series, func(x, y Series) int {
		if order := b.spec.SeriesOrder; len(order) > 0 {
			return cmp.Compare(orderIn(order, x.Key), orderIn(order, y.Key))
		}
		last, other := lastOf(x), lastOf(y)
		if unknown := btoi(last.Label == "") - btoi(other.Label == ""); unknown != 0 && f.Order != "name" && f.Order != "data" {
			return unknown
		}
		switch f.Order {
		case "value":
			return cmp.Compare(other.Value, last.Value)
		case "valueAscending":
			return cmp.Compare(last.Value, other.Value)
		case "name":
			return strings.Compare(x.Name, y.Name)
		}
		return 0
	})
}

// panels are the series that have a small chart of their own.
func (f Figure) panels() []Series {
	if w := f.whole(); w != nil {
		return f.Series[:len(f.Series)-1]
	}
	return f.Series
}

// whole is the series dashed behind every panel; nil without one.
func (f Figure) whole() *Series {
	if n := len(f.Series); n > 1 && f.Series[n-1].Highlight && f.Spec.Panel != panelBar {
		return &f.Series[n-1]
	}
	return nil
}

func describeMultiples(f Figure) []string {
	if f.Spec.Panel == panelBar {
		return describeSmallBars(f)
	}
	first, last := span(f.Series)
	n := f.count(len(f.panels()), words.NounSmallLine)
	if f.Spec.Panel == "column" {
		n = f.count(len(f.panels()), words.NounSmallColumn)
	}
	return append([]string{about(f, n+f.spanUnsaid(first, last))}, multiplesMessage(f)...)
}

// multiplesMessage says which panel ends highest and which lowest, with the whole
// beside them.
func multiplesMessage(f Figure) []string {
	if f.Spec.Panel == panelBar {
		return smallBarsMessage(f)
	}
	sentences := f.endsMessage(f.panels())
	if len(sentences) == 0 {
		return nil
	}
	if w := f.whole(); w != nil {
		if last := lastOf(*w); last.Label != "" {
			sentences = append(sentences, ended(f.say(words.WholeIs, "name", w.Name, "value", f.labelAt(last))))
		}
	}
	return append(sentences, f.steepest()...)
}

// endsMessage says which of some series ends highest and which lowest.
func (f Figure) endsMessage(series []Series) []string {
	ends := endsOf(series)
	if len(ends) == 0 {
		return nil
	}
	sentences := f.extremes(ends, false)
	if at, same := samePeriod(ends); same && at != "" && len(ends) > 1 {
		sentences[0] = f.say(words.InTheLatest, "period", at, "standings", sentences[0])
	}
	return sentences
}

// endsOf are the last numbers of some series, each under its name.
func endsOf(series []Series) []Point {
	var ends []Point
	for _, s := range series {
		if last := lastOf(s); last.Label != "" {
			ends = append(ends, Point{Category: s.Name, Short: last.Category, Value: last.Value, Label: last.Label})
		}
	}
	return ends
}

// samePeriod is the period in which all panels end.
func samePeriod(ends []Point) (string, bool) {
	for _, p := range ends {
		if p.Short != ends[0].Short {
			return "", false
		}
	}
	return ends[0].Short, true
}

// steepest says which panels the Facts have as the highest rise and fall of one
// period to the next.
func (f Figure) steepest() []string {
	var sentences []string
	for _, of := range []struct {
		fact   string
		phrase words.Phrase
	}{{"highestRise", words.SteepestRise}, {"highestFall", words.SteepestFall}} {
		fact, ok := words.FactNamed(f.Facts, of.fact)
		name := f.factName(fact)
		size := f.words().Size(f.Facts, of.fact, f.number)
		if !ok || name == "" || size == "" {
			continue
		}
		sentences = append(sentences, ended(words.Plain(f.say(of.phrase, "name", name, "size", size))))
	}
	return sentences
}

// moreOfMultiples says of each panel from what to what it goes.
func moreOfMultiples(f Figure) []string {
	few := f
	few.Series = f.panels()
	if len(few.Series) > MaxLines || f.Spec.Panel == panelBar {
		return nil
	}
	return few.eachEnds()
}
