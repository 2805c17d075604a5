package intake

import "figurehead/datasets/table"

// calendar is one reading of a cell as a day or period.
type calendar struct {
	day table.Day
	as  shape
}

// readings are all readings of a cell: "2008/09" is a month and a split year.
type readings struct {
	at [3]calendar
	n  int
}

func (r *readings) add(as shape, year, month, day int) {
	if r.n < len(r.at) && table.ValidDate(year, month, day) {
		r.at[r.n] = calendar{table.Date(year, month, day), as}
		r.n++
	}
}

// calendarShape is the set of a trimmed cell's readings as a date or period.
func calendarShape(b []byte) shape {
	if len(b) < 4 || len(b) > 40 {
		return 0
	}
	r, time := readCalendar(b)
	var s shape
	for _, c := range r.at[:r.n] {
		s |= c.as
	}
	if s != 0 && time {
		s |= hasTime
	}
	return s
}

// readDay gives the day on which the reading as of a trimmed cell starts.
func readDay(b []byte, as shape) (table.Day, bool) {
	if day, ok := quickDay(b, as); ok {
		return day, true
	}
	r, _ := readCalendar(b)
	for _, c := range r.at[:r.n] {
		if c.as&as != 0 {
			return c.day, true
		}
	}
	return 0, false
}

// quickDay reads dates of ten characters: 31/01/2018 and 2018-01-31.
func quickDay(b []byte, as shape) (table.Day, bool) {
	if len(b) != 10 {
		return 0, false
	}
	year, month, day := 0, 0, 0
	switch {
	case as&dayISO != 0 && b[4] == '-' && b[7] == '-' && allDigits(b[:4]) && allDigits(b[5:7]) && allDigits(b[8:]):
		year, month, day = smallInt(b[:4]), smallInt(b[5:7]), smallInt(b[8:])
	case as&(dayDMY|dayMDY) != 0 && b[2] == '/' && b[5] == '/' && allDigits(b[:2]) && allDigits(b[3:5]) && allDigits(b[6:]):
		day, month, year = smallInt(b[:2]), smallInt(b[3:5]), smallInt(b[6:])
		if as&dayDMY == 0 {
			day, month = month, day
		}
	}
	if year < 1000 || year > 2999 || !table.ValidDate(year, month, day) {
		return 0, false
	}
	return table.Date(year, month, day), true
}

func readCalendar(b []byte) (r readings, time bool) {
	t := tokenise(b)
	if !t.ok {
		return r, false
	}
	switch t.n {
	case 1:
		r.single(&t.at[0])
	case 2:
		r.pair(&t.at[0], &t.at[1])
	case 3:
		r.triple(t.at[0], t.at[1], t.at[2])
	case 4:
		r.span(t)
	case 5:
		r.span(t)
	}
	if t.time && (r.n == 0 || r.at[0].as&anyDay == 0) {
		return readings{}, false
	}
	return r, t.time
}

func (r *readings) single(k *token) {
	switch {
	case k.digits == 4 && k.number >= 1700 && k.number <= 2200:
		r.add(yearShape, k.number, 1, 1)
	case k.digits == 6:
		as := compactShape(k.number)
		if as&compactMonth != 0 {
			r.add(compactMonth, k.number/100, k.number%100, 1)
		}
		if as&compactSplit != 0 {
			r.add(compactSplit, k.number/100, 4, 1)
		}
	case k.digits == 8 && k.number >= 17000101 && k.number <= 22001231:
		r.add(dayCompact, k.number/10000, k.number/100%100, k.number%100)
	}
}

// pair reads two runs: 2018-01, 2018/19, 2008/4, 2008 Q4, Q4 2008, Jan-18, January 2018.
func (r *readings) pair(a, b *token) {
	switch {
	case a.fullYear() && b.digits > 0 && a.after != '.' && a.after != ',':
		if b.digits == 2 || b.digits == 1 && a.after == '-' {
			r.add(monthShape, a.number, b.number, 1)
		}
		if b.digits == 2 && b.number == (a.number+1)%100 || b.digits == 4 && b.number == a.number+1 {
			r.add(splitYear, a.number, 4, 1)
		}
		if b.digits == 1 && a.after == '/' && b.number >= 1 && b.number <= 4 {
			r.add(quarterShape, a.number, 3*b.number-2, 1)
		}
	case a.digits == 2 && b.fullYear() && a.after != '.' && a.after != ',':
		r.add(monthShape, b.number, a.number, 1)
	case a.month() > 0:
		if year, ok := b.year(); ok {
			r.add(monthShape, year, a.month(), 1)
		}
	case a.fullYear() && b.month() > 0:
		r.add(monthShape, a.number, b.month(), 1)
	case a.digits == 2 && b.month() > 0 && a.after == '-':
		if year, ok := a.year(); ok {
			r.add(monthShape, year, b.month(), 1)
		}
	}
}

// numberedBy are the words before or after the number of a period in its year.
var numberedBy = []struct {
	as     shape
	words  []string
	months int
}{
	{quarterShape, []string{"q", "quarter", "qtr"}, 3},
	{halfShape, []string{"h", "half", "s", "b"}, 6},
	{monthShape, []string{"m"}, 1},
	{weekShape, []string{"w", "week", "wk"}, 0},
}

// triple reads three runs: dates, and numbered periods such as 2008 Q4, whose
// letter and digit are two runs.
func (r *readings) triple(a, b, c token) {
	switch {
	case a.is("fy") && b.fullYear() && follows(b.number, &c):
		r.add(splitYear, b.number, 4, 1)
	case a.letters > 0 && b.digits > 0 && c.fullYear() && a.month() == 0:
		r.numbered(c.number, &a, &b)
	case a.fullYear() && b.is("to") && c.fullYear() && c.number == a.number+1:
		r.add(splitYear, a.number, 4, 1)
	case a.fullYear() && b.letters > 0 && c.digits > 0 && b.month() == 0:
		r.numbered(a.number, &b, &c)
	case a.is("ye") && b.month() == 3 && c.fullYear():
		r.add(splitYear, c.number-1, 4, 1)
	case a.month() > 0 && b.month() > 0:
		r.months(a.month(), b.month(), &c)
	case a.digits == 4 && b.digits > 0 && b.digits <= 2 && c.digits > 0 && c.digits <= 2:
		r.add(dayISO, a.number, b.number, c.number)
	case a.digits > 0 && a.digits <= 2 && b.digits > 0 && b.digits <= 2:
		if year, ok := c.year(); ok && a.after != ' ' && b.after == a.after {
			r.add(dayDMY, year, b.number, a.number)
			r.add(dayMDY, year, a.number, b.number)
		}
	case a.digits > 0 && a.digits <= 2 && b.month() > 0:
		if year, ok := c.year(); ok {
			r.add(dayDMY|dayMDY|dayNamed, year, b.month(), a.number)
		}
	case a.month() > 0 && b.digits > 0 && b.digits <= 2 && c.fullYear():
		r.add(dayDMY|dayMDY|dayNamed, c.number, a.month(), b.number)
	}
}

// numbered reads a word and a number as a period of the year: Q4, H2, W05, M04.
func (r *readings) numbered(year int, word, k *token) {
	for _, n := range numberedBy {
		switch {
		case !word.is(n.words...) || k.digits > 2 || k.number < 1:
		case n.as == weekShape:
			if day, ok := table.WeekOf(year, k.number); ok && r.n < len(r.at) {
				r.at[r.n], r.n = calendar{day, weekShape}, r.n+1
			}
		case k.number*n.months <= 12 && (k.digits == 1 || n.months == 1):
			r.add(n.as, year, n.months*(k.number-1)+1, 1)
		}
	}
}

// months reads from a month to another of one year: a quarter or a half-year.
func (r *readings) months(from, to int, k *token) {
	year, ok := k.year()
	switch {
	case !ok:
	case from%3 == 1 && to == from+2:
		r.add(quarterShape, year, from, 1)
	case from%6 == 1 && to == from+5:
		r.add(halfShape, year, from, 1)
	}
}

// follows reports whether k is the year after, as 24 or 2024.
func follows(year int, k *token) bool {
	return k.digits == 2 && k.number == (year+1)%100 || k.digits == 4 && k.number == year+1
}

// span reads what has four runs or more: "Jan to Mar 1997", "2023/24 Q1",
// "Apr 2023 to Mar 2024" and "year ending March 2024" as a split year.
func (r *readings) span(t tokens) {
	a, b, c, d, e := &t.at[0], &t.at[1], &t.at[2], &t.at[3], &t.at[4]
	switch {
	case t.n == 4 && b.is("to") && a.month() > 0 && c.month() > 0:
		r.months(a.month(), c.month(), d)
	case t.n == 4 && b.digits > 0 && c.is("q", "quarter", "qtr"):
		r.ownQuarter(a, b, d)
	case t.n == 4 && a.is("q", "quarter", "qtr"):
		r.ownQuarter(c, d, b)
	case t.n == 4 && b.is("st", "nd", "rd", "th") && c.is("quarter", "half") && d.fullYear():
		r.numbered(d.number, c, a)
	case t.n == 4 && a.is("year") && b.is("ending", "ended", "to") && c.month() == 3 && d.fullYear():
		r.add(splitYear, d.number-1, 4, 1)
	case t.n == 5 && a.month() == 4 && b.fullYear() && c.is("to") && d.month() == 3 && e.fullYear() && e.number == b.number+1:
		r.add(splitYear, b.number, 4, 1)
	}
}

// ownQuarter is a quarter of the financial year from one year, of two digits or
// four, to the next.
func (r *readings) ownQuarter(from, to, k *token) {
	if year, ok := from.year(); ok && follows(year, to) && k.digits == 1 && k.number >= 1 && k.number <= 4 {
		r.add(quarterShape|ownQuarter, year+k.number/4, 3*(k.number%4)+1, 1)
	}
}
