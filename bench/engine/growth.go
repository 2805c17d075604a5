package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"figurehead/bench/report"
)

// grown is what one size of the spend costs.
type grown struct {
	rows          int
	bytes, held   int64
	own, lite     cost
	cold          cost
	asked, litely time.Duration // all questions once
}

// measureGrowth prints how each cost grows from ten thousand rows to a million.
func measureGrowth(_ int, f files) ([]report.Line, error) {
	var all []grown
	for _, rows := range []int{10_000, 100_000, 1_000_000} {
		g, err := growTo(f, rows)
		if err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "rows\tCSV\timport\tpeak\tSQLite\tcolumn file\tcold\tall questions\tSQLite")
	for _, g := range all {
		fmt.Fprintf(w, "%d\t%.1f MB\t%v\t%.0f MB\t%v\t%.2f MB\t%v\t%v\t%v\n", g.rows, mega(g.bytes), report.Rounded(g.own.processor), mega(g.own.peak), report.Rounded(g.lite.processor),
			mega(g.held), report.Rounded(g.cold.processor), report.Rounded(g.asked), report.Rounded(g.litely))
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	fmt.Print(b.String())
	first, last := all[0], all[len(all)-1]
	return []report.Line{{What: "import of 100 times the rows against that of the rows", Got: report.Ratio(last.own.processor, first.own.processor), Unit: "×"}}, nil
}

func growTo(f files, rows int) (grown, error) {
	g := grown{rows: rows}
	small := files{folder: f.folder, spend: f.in("grown.csv"), table: f.in("grown.table"), sqlite: f.in("grown.db")}
	if err := writeSpend(small.spend, rows); err != nil {
		return g, err
	}
	costs, err := race(2, f, small.spend, contender{"own", imports}, byWorker("sqlite-ingest"))
	if err != nil {
		return g, err
	}
	g.own, g.lite = costs["own"], costs["sqlite-ingest"]
	for worker, to := range map[string]string{"own-table": small.table, "sqlite-ingest": small.sqlite} {
		if err := os.RemoveAll(to); err != nil {
			return g, err
		}
		c, err := self(worker, small.spend, to)
		if err != nil {
			return g, err
		}
		if _, err := measured(c); err != nil {
			return g, err
		}
	}
	cold, err := race(2, f, small.table, byWorker("own-cold"))
	if err != nil {
		return g, err
	}
	g.cold = cold["own-cold"]
	if g.asked, err = askedOf("own", small.table, 5); err != nil {
		return g, err
	}
	if g.litely, err = askedOf("sqlite", small.sqlite, 1); err != nil {
		return g, err
	}
	if g.bytes, err = sizeOf(small.spend); err != nil {
		return g, err
	}
	g.held, err = sizeOf(small.table)
	return g, err
}

// askedOf is the time of all questions once.
func askedOf(name, file string, times int) (time.Duration, error) {
	a, err := startAsker(name, file, times)
	if err != nil {
		return 0, err
	}
	defer a.stop()
	for range 2 {
		for shape := range shapes {
			if _, err := a.ask(shape); err != nil {
				return 0, err
			}
		}
	}
	return sum(a.least), nil
}
