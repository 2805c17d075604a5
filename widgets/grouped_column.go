package widgets

import "figurehead/widgets/words"

// GroupedColumn compares two or three numbers in each of a few periods.
const GroupedColumn Kind = "groupedColumn"

// MaxColumnGroups is the most groups, or stacks, of columns.
const MaxColumnGroups = 60

func groupedColumnKind() kind {
	return kind{
		name: GroupedColumn, called: called("grouped column chart", "siart colofn grŵp"),
		roles: []Role{{"time", "Periods", true}, {"series", "Columns in each group", true}, {"value", "Numbers", true}, statusRole},
		read:  (*reading).groupedColumns, plot: plot{height: groupedColumnHeight, draw: drawGroupedColumns, stretches: true},
		describe: describeGroupedColumns, message: matrixCourse, suggest: (*suggester).periodsSideBySide,
		checks: []func(examination) (Check, bool){examination.zero, apart(MaxGrouped)},
		drawn:  drawnInMatrix, crossed: true, inTime: true, alongTime: true,
		shows: shown{words: true, values: true, times: true, breaks: true, states: true},
	}
}

// groupedColumns makes one series for each column of a group, groups in time.
func (b *reading) groupedColumns(f *Figure) error {
	if err := b.matrix(f, MaxColumnGroups, MaxParts, "groups of columns"); err != nil {
		return err
	}
	b.arrangeColumns(f)
	return nil
}

// arrangeColumns puts periods in time and leaves a gap where one has no row;
// names stand as in the data unless the Spec orders them.
func (b *reading) arrangeColumns(f *Figure) {
	field := b.result.Fields[b.acrossMatrix()]
	if f.Order == "" {
		f.Order = "data"
	}
	f.arrange(field, leading(f.Series))
	if !field.Kind.Calendar() {
		return
	}
	if whole := b.fillGaps(f.Series[0].Points, b.acrossMatrix()); len(whole) > MaxColumnGroups {
		return
	}
	for i, s := range f.Series {
		f.Series[i].Points = b.fillGaps(s.Points, b.acrossMatrix())
	}
	if len(f.Totals.Points) > 0 {
		f.Totals.Points = b.fillGaps(f.Totals.Points, b.acrossMatrix())
	}
}

func describeGroupedColumns(f Figure) []string {
	opening := f.say(words.GroupedColumnsOpening, "groups", f.count(len(f.Series[0].Points), words.NounGroup),
		"columns", f.count(len(f.Series), words.NounColumn))
	return append([]string{about(f, opening+f.matrixSpan())}, matrixCourse(f)...)
}

// matrixSpan names the first and the last period.
func (f Figure) matrixSpan() string {
	if f.Spec.Encoding.Time == "" {
		return ""
	}
	first, last := span(f.Series)
	return f.spanUnsaid(first, last)
}

// matrixCourse says how the series went, or, where the columns are no periods,
// which numbers are highest and lowest.
func matrixCourse(f Figure) []string {
	if f.Spec.Encoding.Time == "" {
		return groupedMessage(f)
	}
	sentences := []string{f.describeEnds()}
	if s := f.oftener(); s != "" {
		sentences = append(sentences, s)
	}
	return sentences
}

// StackedColumn shows a whole and its parts over a few periods.
const StackedColumn Kind = "stackedColumn"

func stackedColumnKind() kind {
	return kind{
		name: StackedColumn, called: called("stacked column chart", "siart colofn pentyrru"),
		roles: []Role{{"time", "Periods", true}, {"series", "Parts of each column", true},
			{"value", "Numbers", true}, {"total", "Total of each column", false}, statusRole},
		read: (*reading).stackedColumns, plot: plot{height: groupedColumnHeight, draw: drawStackedColumns, stretches: true},
		describe: describeStackedColumns, message: stackedCourse, suggest: (*suggester).wholesInTime,
		checks: []func(examination) (Check, bool){examination.zero, apart(MaxSeries)},
		drawn:  drawnInMatrix, crossed: true, stacked: true, inTime: true, alongTime: true,
		shows: shown{words: true, values: true, times: true, breaks: true, states: true},
	}
}

// stackedColumns makes one series for each part, from the foot of the columns
// up.
func (b *reading) stackedColumns(f *Figure) error {
	if err := b.addable(); err != nil {
		return err
	}
	if err := b.matrix(f, MaxColumnGroups, MaxParts, "columns"); err != nil {
		return err
	}
	if err := b.noNegatives(f); err != nil {
		return err
	}
	if err := b.atMost100(f); err != nil {
		return err
	}
	b.arrangeColumns(f)
	return nil
}

func describeStackedColumns(f Figure) []string {
	opening := f.say(words.StackedColumnsOpening, "columns", f.count(len(f.Series[0].Points), words.NounColumn),
		"parts", f.count(len(f.Series), words.NounPart))
	return append([]string{about(f, opening+f.matrixSpan())}, stackedCourse(f)...)
}

// stackedCourse says how the wholes went where the Result has them, and how the
// parts did.
func stackedCourse(f Figure) []string {
	var sentences []string
	if totals := present(f.Totals.Points); len(totals) > 1 && f.Spec.Encoding.Time != "" {
		sentences = append(sentences, ended(f.say(words.SeriesGoes, "name", f.Totals.Name,
			"first", words.Plain(totals[0].Label), "last", words.Plain(totals[len(totals)-1].Label))))
	}
	if f.Spec.Encoding.Time == "" {
		return stackedMessage(f)
	}
	return append(sentences, f.describeEnds())
}
