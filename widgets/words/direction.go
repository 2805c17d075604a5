package words

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"figurehead/datasets/table"
)

// Difference writes a change in the measure's own unit: "up 1.2 percentage
// points", "down 312", "up £4.3 million", "unchanged". Change is unrounded; one that
// rounds to nothing is "little changed", never "up 0.0".
func Difference(change table.Decimal, f Format) string { return British.Difference(change, f) }

// Difference writes a change; see the function of that name.
func (l *Locale) Difference(change table.Decimal, f Format) string {
	if change.IsZero() {
		return l.Unchanged
	}
	size := l.size(change, f)
	if size == "" {
		return l.Little
	}
	return l.direction(change) + " " + size
}

// size is how much a number changed, without its direction: "1.2 percentage
// points"; empty when that rounds to nothing.
func (l *Locale) size(change table.Decimal, f Format) string {
	points := f.Percent()
	if points {
		f.Unit, f.Kind = l.Points, table.Decimals
	}
	text, _ := l.bare(change, f)
	switch {
	case onlyZeros(text):
		return ""
	case points:
		f.Unit = l.points(text)
	}
	return l.Number(change.Abs(), f)
}

// distance is how far two numbers are apart, also where that rounds to nothing:
// "12.4 percentage points", "0 percentage points".
func (l *Locale) distance(d table.Decimal, f Format) string {
	if size := l.size(d, f); size != "" {
		return size
	}
	if f.Percent() {
		f.Unit, f.Kind = l.Points, table.Decimals
	}
	f.Decimals = 0
	return l.Number(table.NewDecimal(0, 0), f)
}

// PercentChange writes a change in per cent to one place: "down 3.4%".
func PercentChange(percent table.Decimal) string { return British.PercentChange(percent) }

// PercentChange writes a change in per cent; see the function of that name.
func (l *Locale) PercentChange(percent table.Decimal) string {
	if percent.IsZero() {
		return l.Unchanged
	}
	size := l.percentSize(percent)
	if size == "" {
		return l.Little
	}
	return l.direction(percent) + " " + size
}

// percentSize is a change in per cent without its direction; empty when it
// rounds to nothing.
func (l *Locale) percentSize(percent table.Decimal) string {
	f := Format{Decimals: 1, Unit: "%"}
	if magnitude(percent) > 2 {
		f.Decimals = 0
	}
	if text, _ := l.bare(percent, f); onlyZeros(text) {
		return ""
	}
	return l.Number(percent.Abs(), f)
}

// points is what stands after a number of percentage points.
func (l *Locale) points(number string) string {
	switch {
	case number == "1":
		return l.Point
	case strings.Contains(number, "."):
		return l.PartPoints
	}
	return l.Points
}

// From names the number and the period that a change is measured from: "from
// 49.9% in 2017/18", "from £3 on 9 January 2018".
func (l *Locale) From(base string, period table.Cell) string {
	if period.Missing != table.Present || !period.Kind.Calendar() {
		return l.Say(FromBase, "base", base)
	}
	return l.Say(FromBase, "base", l.At(base, Glue(l.Period(period))))
}

// At puts a number where it stands: "51.1% in 2018/19", "£850 on 3 January
// 2018", "412 for Abbey". Place is a period as Period writes it, or a name.
func (l *Locale) At(number, place string) string {
	p := AtName
	switch plain := Plain(place); {
	case dayPattern.MatchString(plain):
		p = AtDay
	case l.startsWithMonth(plain):
		p = AtMonth
	case strings.ContainsFunc(plain, unicode.IsDigit):
		p = AtPeriod
	}
	return l.Say(p, "number", number, "place", place)
}

// Between names the first and the last of a run of periods or names: "2017/18
// to 2018/19".
func (l *Locale) Between(first, last string) string {
	if l.startsWithMonth(Plain(first)) {
		return l.Say(BetweenMonths, "first", first, "last", last)
	}
	return l.Say(BetweenPlaces, "first", first, "last", last)
}

// Span names the first and the last day or period that numbers cover, once where
// they are the same and without saying a month or year twice: "3 to 30 January
// 2018", "January to March 2018", "2017/18 to 2018/19".
func (l *Locale) Span(first, last table.Cell) string {
	from, to := l.Period(first), l.Period(last)
	if from == to {
		return Glue(to)
	}
	shared := 0
	a, b := strings.Fields(Plain(from)), strings.Fields(Plain(to))
	for shared < min(len(a), len(b))-1 && a[len(a)-1-shared] == b[len(b)-1-shared] {
		shared++
	}
	if first.Grain == table.Quarter || first.Grain == table.FinancialQuarter {
		shared = 0
	}
	if shared > 0 && first.Kind == table.Periods && l.startsWithMonth(Plain(to)) {
		return l.Say(BetweenMonths, "first", strings.Join(a[:len(a)-shared], " "), "last", Glue(to))
	}
	return l.Between(Glue(strings.Join(a[:len(a)-shared], " ")), Glue(to))
}

// dayPattern is a date as Date writes it.
var dayPattern = regexp.MustCompile(`^\d{1,2} \pL+ \d{4}$`)

// startsWithMonth reports whether place is a month and a year.
func (l *Locale) startsWithMonth(place string) bool {
	month, year, _ := strings.Cut(place, " ")
	return len(year) == 4 && slices.Contains(l.Months[:], month)
}

func (l *Locale) direction(change table.Decimal) string {
	if change.Sign() > 0 {
		return l.Up
	}
	return l.Down
}

func onlyZeros(text string) bool {
	for _, c := range text {
		if c >= '1' && c <= '9' {
			return false
		}
	}
	return true
}

// AllowsPercent reports whether a percentage change from base may be shown:
// not from 0 nor from a base under 50 (figure design, section 7).
func AllowsPercent(base table.Decimal) bool { return base.Cmp(table.NewDecimal(50, 0)) >= 0 }
