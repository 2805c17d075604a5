package widgets

import (
	"math"
	"slices"
	"strconv"
	"time"
)

// tick is one label of a period axis; at is an Ordinal.
type tick struct {
	at    int
	label string
}

// period is one point of a period axis.
type period struct {
	at                 int // Ordinal
	category, narrower string
}

// periodsOf are the distinct periods of all series, in order.
func periodsOf(series []Series) []period {
	seen := map[int]bool{}
	var periods []period
	for _, s := range series {
		for _, p := range s.Points {
			if !seen[p.Ordinal] {
				seen[p.Ordinal] = true
				periods = append(periods, period{p.Ordinal, p.Category, firstOf(p.Short, p.Category)})
			}
		}
	}
	slices.SortFunc(periods, func(a, b period) int { return a.at - b.at })
	return periods
}

// periodTicks chooses the labels under a period axis: the first and the last
// always, between them the smallest calendar step whose labels have room. Years stand
// for themselves where the periods are shorter.
func (l *layout) periodTicks(periods []period, x func(at int) Px) []tick {
	if len(periods) == 1 {
		return []tick{{periods[0].at, periods[0].category}}
	}
	first, last := periods[0], periods[len(periods)-1]
	ends := []tick{{first.at, first.narrower}, {last.at, last.narrower}}
	for _, middle := range l.tickLevels(periods) {
		chosen := l.clear(ends, middle, x)
		if l.roomy(chosen, x) {
			return chosen
		}
	}
	if !l.roomy(ends, x) {
		return ends[1:]
	}
	return ends
}

// tickLevels are the ticks to try between the ends, from the finest.
func (l *layout) tickLevels(periods []period) [][]tick {
	days := float64(periods[len(periods)-1].at-periods[0].at) / float64(len(periods)-1)
	if !l.overTime() || days > 200 {
		return everyNth(periods)
	}
	var levels [][]tick
	if len(periods) <= 40 {
		levels = everyNth(periods)
	}
	months := []int{1, 3, 6}
	years := []int{1, 2, 5, 10, 20, 50, 100}
	if days*float64(len(periods)) < 800 { // up to two years are named by month
		for _, m := range months {
			levels = append(levels, calendarTicks(periods, m, false))
		}
	} else {
		levels = nil
	}
	for _, y := range years {
		levels = append(levels, calendarTicks(periods, 12*y, true))
	}
	return levels
}

// everyNth gives every, every second, … period, from the finest. Steps that
// end on the last period come first, as their ticks stand evenly.
func everyNth(periods []period) [][]tick {
	var even, uneven [][]tick
	n := len(periods) - 1
	for step := 1; step <= n/2 || step == 1; step++ {
		if step > 20 && step%5 != 0 {
			continue
		}
		var level []tick
		for i := step; i < n; i += step {
			level = append(level, tick{periods[i].at, periods[i].narrower})
		}
		if n%step == 0 {
			even = append(even, level)
		} else {
			uneven = append(uneven, level)
		}
	}
	return append(even, uneven...)
}

// calendarTicks gives the first period of every run of months, named by its
// own label or, for whole years, by the year.
func calendarTicks(periods []period, months int, years bool) []tick {
	var level []tick
	before := math.MinInt
	for i, p := range periods {
		day := time.Unix(int64(p.at)*86400, 0).UTC()
		run := (day.Year()*12 + int(day.Month()) - 1) / months
		if i > 0 && run != before {
			label := p.narrower
			if years {
				label = strconv.Itoa(day.Year())
			}
			level = append(level, tick{p.at, label})
		}
		before = run
	}
	return level
}

// clear joins the ends with the middle ticks that do not crowd them.
func (l *layout) clear(ends, middle []tick, x func(at int) Px) []tick {
	chosen := []tick{ends[0]}
	need := func(a, b tick) Px {
		return 0.675*l.width(Regular, l.size.tick, a.label) + 0.5*l.width(Regular, l.size.tick, b.label)
	}
	for _, t := range middle {
		if x(t.at)-x(ends[0].at) >= need(ends[0], t) && x(ends[1].at)-x(t.at) >= need(ends[1], t) {
			chosen = append(chosen, t)
		}
	}
	return append(chosen, ends[1])
}

// roomy reports whether each pair of neighbours stands 1.35 label widths apart,
// counted from middle to middle.
func (l *layout) roomy(ticks []tick, x func(at int) Px) bool {
	for i := 1; i < len(ticks); i++ {
		a, b := ticks[i-1], ticks[i]
		wide := (l.width(Regular, l.size.tick, a.label) + l.width(Regular, l.size.tick, b.label)) / 2
		share := Px(1.35)
		if i == 1 || i == len(ticks)-1 {
			share = 1.1
		}
		if x(b.at)-x(a.at) < share*wide {
			return false
		}
	}
	return true
}
