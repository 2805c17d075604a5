package widgets

import (
	"cmp"
	"context"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// MaxSuggestions is how many figures Suggest offers at most.
const MaxSuggestions = 6

// SuggestOptions say whose figures are wanted and where the rows come from.
type SuggestOptions struct {
	Area   string // the organisation's place: "Essex"; may be empty
	Source datasets.Source
	Lang   string        // of the words in the figures; "" is English
	Sets   []*places.Set // boundary sets beside those shipped
	// Run gives the Result of a Query as readers may see it; nil is datasets.Run.
	Run func(ctx context.Context, q datasets.Query, t *table.Table) (datasets.Result, error)
}

// Suggest offers up to six figures that the table supports, a headline figure
// first, each with a sentence that was computed from the rows and is true of
// them. Rows that are totals of others are left out of comparisons, and
// numbers that cannot be added up, such as percentages, never are. A table
// without numbers gets one suggestion, a table; one without rows gets none.
//
// Every suggestion has been run and made into a figure before it is offered.
func Suggest(ctx context.Context, t *table.Table, o SuggestOptions) ([]Suggestion, error) {
	if t.Rows() == 0 {
		return nil, nil
	}
	g := &suggester{ctx: ctx, table: t, options: o, shape: shapeOf(ctx, t, o)}
	switch {
	case g.recognised():
		return g.list, ctx.Err()
	case g.measure < 0:
		g.rowsAsTheyAre()
	case g.indicators() || g.answersByCount() || g.events() || g.panel():
	case len(g.dimensions) > 0 && g.additive:
		g.amounts()
	case g.time >= 0 && g.periodsAreUnique():
		g.series()
	default:
		g.amounts()
	}
	g.leading()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(g.list) == 0 {
		g.rowsAsTheyAre()
	}
	return g.list, nil
}

// leading puts the kinds whose data is unmistakable, such as answers of a
// survey, after the first two figures.
func (g *suggester) leading() {
	if found := g.afresh(); found.namesBesideTargets() {
		g.lead(found.list[0])
	}
	for _, k := range kinds {
		if !k.leads || slices.ContainsFunc(g.list, func(s Suggestion) bool { return s.Kind == k.name }) {
			continue
		}
		found := g.afresh()
		k.suggest(found)
		if len(found.list) > 0 {
			g.lead(found.list[0])
		}
	}
}

// lead puts a suggestion after the first two.
func (g *suggester) lead(s Suggestion) {
	g.list = slices.Insert(g.list, min(2, len(g.list)), s)
	g.list = g.list[:min(len(g.list), MaxSuggestions)]
}

// afresh is the same suggester with an empty list.
func (g *suggester) afresh() *suggester {
	other := *g
	other.list = nil
	return &other
}

// SuggestOthers offers one figure of each kind that the table supports and that
// best, the list Suggest gave, does not hold: the same data, one step further.
func SuggestOthers(ctx context.Context, t *table.Table, o SuggestOptions, best []Suggestion) ([]Suggestion, error) {
	if t.Rows() == 0 {
		return nil, nil
	}
	g := &suggester{ctx: ctx, table: t, options: o, shape: shapeOf(ctx, t, o)}
	var others []Suggestion
	for _, k := range kinds {
		there := slices.ContainsFunc(best, func(s Suggestion) bool { return s.Kind == k.name })
		if there && !k.again || k.suggest == nil {
			continue
		}
		found := g.afresh()
		k.suggest(found)
		if len(found.list) > 0 {
			others = append(others, found.list[0])
		}
	}
	return others, ctx.Err()
}

// suggester collects suggestions for one table.
type suggester struct {
	ctx     context.Context
	table   *table.Table
	options SuggestOptions
	shape
	list   []Suggestion
	byYear map[int]bool // what yearly found, by dimension
}

// name is the name of a column.
func (g *suggester) name(column int) string { return g.fields[column].Name }

// run gives the Result of some steps, or false when they give none.
func (g *suggester) run(steps ...datasets.Step) (datasets.Result, bool) {
	run := g.options.Run
	if run == nil {
		run = datasets.Run
	}
	r, err := run(g.ctx, datasets.Query{Version: datasets.QueryVersion, Steps: steps}, g.table)
	return r, err == nil && len(r.Rows) > 0
}

// count is how many rows some steps leave.
func (g *suggester) count(steps ...datasets.Step) int {
	return countOf(g.ctx, g.table, steps...)
}

func countOf(ctx context.Context, t *table.Table, steps ...datasets.Step) int {
	count := datasets.Group{Measures: []datasets.Summary{{Name: "fh count", Summary: "count"}}}
	r, err := datasets.Run(ctx, datasets.Query{Version: datasets.QueryVersion, Steps: join(steps, []datasets.Step{count})}, t)
	if err != nil || len(r.Rows) != 1 {
		return 0
	}
	n, _ := r.Rows[0][0].Number.Int64()
	return int(n)
}

// sketch is a figure being suggested: its rows and how they look so far.
type sketch struct {
	steps  []datasets.Step
	spec   Spec
	result datasets.Result
	figure Figure
}

// sketch runs the steps and makes the figure, to write its words from.
func (g *suggester) sketch(spec Spec, steps ...datasets.Step) (sketch, bool) {
	spec.Version = SpecVersion
	if g.proved != "" {
		spec.Number.Unit = g.proved
	}
	s := sketch{steps: steps, spec: spec}
	spec.Number.Decimals = g.decimals()
	var ok bool
	if s.result, ok = g.run(steps...); !ok {
		return s, false
	}
	spec.Names = g.names(s.result, spec.Encoding)
	s.spec = spec
	f, err := NewFigure(spec, s.result, Provenance{}, DefaultTheme(), "en-GB", g.options.Sets...)
	s.figure = f
	return s, err == nil
}

// decimals gives percentages one place in every figure when any of them has
// one, so that two figures of one table agree; other numbers choose their own.
func (g *suggester) decimals() *int {
	one := 1
	if g.measure < 0 || !g.percent() {
		return nil
	}
	c, p := g.table.Column(g.measure), g.table.Profile(g.measure)
	if c.Wide == nil && c.Scale == 0 || p.Max.Number.Cmp(table.NewDecimal(1, 0)) < 0 {
		return nil
	}
	return &one
}

// offer adds a finished sketch to the list, unless it cannot be drawn, says
// nothing or says what another one says already.
func (g *suggester) offer(s sketch, sentence, catch string) {
	if len(g.list) >= MaxSuggestions || sentence == "" {
		return
	}
	for _, other := range g.list {
		if other.Sentence == ended(sentence) {
			return
		}
	}
	f, err := NewFigure(s.spec, s.result, Provenance{}, DefaultTheme(), "en-GB", g.options.Sets...)
	if err != nil || len(f.Unresolved) > 0 {
		return
	}
	if s.spec.Kind == Bar || s.spec.Kind == Column {
		catch = cmp.Or(catch, withoutNumber(s.result, f))
	}
	g.list = append(g.list, Suggestion{
		Kind: s.spec.Kind, Spec: s.spec, Sentence: ended(sentence), Catch: ended(catch),
		Query: datasets.Query{Version: datasets.QueryVersion, Steps: s.steps},
	})
}

// withoutNumber names what a comparison says nothing of, as its number is hidden or
// not known; periods that have no row say nothing either, and are seen.
func withoutNumber(r datasets.Result, f Figure) string {
	hidden := slices.ContainsFunc(r.Rows, func(row []table.Cell) bool { return row[len(row)-1].Missing != table.Present })
	var names []string
	for _, p := range allPoints(f) {
		if p.Missing {
			names = append(names, p.Category)
		}
	}
	switch {
	case !hidden || len(names) == 0:
		return ""
	case len(names) > 3:
		return words.Count(len(names), "name or period has", "names or periods have") + " no number"
	case len(names) == 1:
		return names[0] + " has no number, and may be the highest"
	}
	return words.For("").List(names) + " have no number, and may be the highest"
}

// rowsAsTheyAre offers the first rows as a table.
func (g *suggester) rowsAsTheyAre() {
	const most = 20
	rows := g.table.Rows()
	s, ok := g.sketch(Spec{Kind: Table}, datasets.Limit{Count: most})
	if !ok {
		return
	}
	shown := "All " + counted("{n}", rows) + " rows of the data"
	if rows > most {
		shown = "The first " + counted("{n}", most) + " of " + counted("{n}", rows) + " rows of the data"
		s.spec.Title = "The first " + counted("{n}", most) + " rows of the data"
	}
	if rows == 1 {
		shown = "The one row of the data"
	}
	if s.spec.Title == "" {
		s.spec.Title = shown
	}
	if g.measure < 0 {
		shown += ". It has no numbers that could be drawn"
	}
	g.offer(s, shown, "")
}
