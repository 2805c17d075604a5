package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Histogram shows how many numbers lie in each of the bins that follow each
// other along a measure.
const Histogram Kind = "histogram"

// MaxHistogramBins is how many bins a histogram has at most.
const MaxHistogramBins = 60

func histogramKind() kind {
	return kind{
		name: Histogram, called: called("histogram", "histogram"),
		roles: []Role{{"low", "Lower edges of the bins", true}, {"high", "Upper edges of the bins", true}, {"value", "How many are in each", true}},
		read:  (*reading).bins, plot: plot{height: histogramHeight, draw: drawHistogram, stretches: true},
		describe: describeHistogram, message: histogramMessage, suggest: (*suggester).histogram,
		formatsEdges: true, drawn: func(f Figure) int { return len(present(allPoints(f))) + len(f.Apart) },
		checks: []func(examination) (Check, bool){examination.zero},
		shows:  shown{words: true, values: true},
	}
}

// bins makes one point for each bin, which follow each other without a gap and
// are of one width, as the Query step bins makes them. Rows without edges count
// what is missing and stand apart.
func (b *reading) bins(f *Figure) error {
	if err := b.needEdges(); err != nil {
		return err
	}
	s := Series{Name: firstOf(b.spec.Names[b.result.Fields[b.value].Name], b.result.Fields[b.value].Name)}
	var rows [][]table.Cell
	for _, row := range b.result.Rows {
		low, high := row[b.low], row[b.high]
		switch {
		case low.Missing == table.Present && high.Missing == table.Present:
			rows = append(rows, row)
		case low.Missing == table.Present || high.Missing == table.Present:
			return binsProblem("high", "A bin has only one edge.")
		case row[b.value].Missing == table.Present:
			p := Point{Category: b.words.Reason(low.Missing)}
			b.setValue(&p, row[b.value])
			f.Apart = append(f.Apart, p)
		}
	}
	slices.SortStableFunc(rows, func(x, y []table.Cell) int { return x[b.low].Number.Cmp(y[b.low].Number) })
	if err := tooMany(len(rows), MaxHistogramBins, "bins"); err != nil {
		return err
	}
	for i, row := range rows {
		if err := b.follows(rows, i); err != nil {
			return err
		}
		s.Points = append(s.Points, b.bin(row, i))
	}
	f.Order, f.Series = "data", []Series{s}
	if text := apartNote(*f); text != "" {
		b.remarks = append(b.remarks, text)
	}
	return nil
}

func (b *reading) needEdges() error {
	if b.low < 0 || b.high < 0 {
		return binsProblem("low", "A histogram needs the lower and the upper edge of each bin.")
	}
	for _, column := range []int{b.low, b.high} {
		if err := b.numeric(column); err != nil {
			return err
		}
	}
	return nil
}

func binsProblem(field, message string) error {
	return datasets.Problem{Field: field, Message: message, Suggestion: "Let the Query step bins count the numbers, or show a bar chart."}
}

// follows holds row i to what makes its height comparable with the others: it
// begins where the one before ended, is as wide, and counts something.
func (b *reading) follows(rows [][]table.Cell, i int) error {
	low, high, count := rows[i][b.low].Number, rows[i][b.high].Number, rows[i][b.value]
	name := b.binName(rows[i])
	width, err := high.Sub(low)
	switch {
	case err != nil || width.Sign() <= 0:
		return binsProblem("high", fmt.Sprintf("The bin %s ends before it begins.", name))
	case count.Missing == table.Present && count.Number.Sign() < 0:
		return binsProblem("value", fmt.Sprintf("The bin %s holds fewer than none.", name))
	case i == 0:
		return nil
	}
	if last := rows[i-1][b.high].Number; last.Cmp(low) != 0 {
		return binsProblem("low", fmt.Sprintf("The bin %s does not begin where the one before it ends.", name))
	}
	first, err := rows[0][b.high].Number.Sub(rows[0][b.low].Number)
	if err != nil || first.Cmp(width) != 0 {
		return binsProblem("low", fmt.Sprintf("The bin %s is not as wide as the first, so their heights cannot be compared.", name))
	}
	return nil
}

// bin is the point of one bin. It stands out when a highlight names its lower
// edge or any number in it.
func (b *reading) bin(row []table.Cell, i int) Point {
	p := Point{Ordinal: i, Category: b.binName(row), Key: b.raw(row[b.low])}
	p.Low, p.High = b.edge(row[b.low]), b.edge(row[b.high])
	p.Short = p.Low.Label
	p.State = b.statusOf(row, p.Key).State
	for _, text := range b.spec.Highlight {
		if d, err := table.ParseDecimal(text); err == nil && d.Cmp(row[b.low].Number) >= 0 && d.Cmp(row[b.high].Number) < 0 {
			p.Highlight = true
		}
	}
	b.setValue(&p, row[b.value])
	return p
}

func (b *reading) binName(row []table.Cell) string {
	return b.words.Say(words.BinName, "low", b.edge(row[b.low]).Label, "high", b.edge(row[b.high]).Label)
}

// edge is an edge as printed.
func (b *reading) edge(c table.Cell) *Bound {
	return &Bound{Value: c.Number.Float64(), Label: b.words.Number(c.Number, b.edgeFormat().Label())}
}

// edgeFormat writes edges alike and with all their digits, so that no two read
// the same. The Spec's unit is theirs, for counts have none.
func (b *reading) edgeFormat() words.Format {
	field := b.result.Fields[b.low]
	f := words.Format{Unit: firstOf(b.spec.Number.Unit, field.Unit), Kind: field.Kind}
	for _, column := range []int{b.low, b.high} {
		for _, d := range b.numbers(column) {
			f.Decimals = max(f.Decimals, d.Places())
		}
	}
	return f
}

// apartNote says how many numbers are missing, and why.
func apartNote(f Figure) string {
	var counts []string
	for _, p := range f.Apart {
		counts = append(counts, f.say(words.CountByReason, "count", p.Label, "reason", p.Category))
	}
	if len(counts) == 0 {
		return ""
	}
	return ended(f.say(words.CountedApart, "counts", f.words().List(counts)))
}

func describeHistogram(f Figure) []string {
	opening := f.say(words.HistogramOpening, "bins", f.count(len(allPoints(f)), words.NounBin))
	return append([]string{about(f, opening)}, histogramMessage(f)...)
}

// histogramMessage says which bin is fullest, what those that stand out hold,
// from where to where the bins run, and the median where it is a Fact.
func histogramMessage(f Figure) []string {
	points := present(allPoints(f))
	if len(points) == 0 {
		return nil
	}
	sentences := []string{f.fullest(points)}
	high, _ := highestLowest(points)
	for _, p := range points {
		if p.Highlight && p.Value < high.Value && len(sentences) < 3 {
			sentences = append(sentences, ended(f.say(words.BinHolds, "bin", p.Category, "count", words.Plain(p.Label))))
		}
	}
	all := allPoints(f)
	sentences = append(sentences, ended(f.say(words.BinsReach, "low", words.Plain(all[0].Low.Label), "high", words.Plain(all[len(all)-1].High.Label))))
	if text := apartNote(f); text != "" {
		sentences = append(sentences, text)
	}
	return sentences
}

// fullest says which bin holds most, of how many where they are all in bins.
func (f Figure) fullest(points []Point) string {
	high, _ := highestLowest(points)
	var bins []string
	for _, p := range points {
		if p.Value == high.Value {
			bins = append(bins, words.Plain(p.Category))
		}
	}
	count := words.Plain(high.Label)
	total, known := words.FactNamed(f.Facts, "total")
	switch {
	case len(bins) > 1 && len(bins) <= 3:
		return ended(f.say(words.FullestBins, "bins", f.words().List(bins), "count", count))
	case len(bins) > 3:
		return f.extremes(points, false)[0]
	case known && len(f.Apart) == 0 && !f.number.Percent():
		return ended(f.say(words.FullestOf, "bin", bins[0], "count", count, "total", words.Plain(f.words().Number(total.Value.Number, f.number.Label()))))
	}
	return ended(f.say(words.FullestBin, "bin", bins[0], "count", count))
}
