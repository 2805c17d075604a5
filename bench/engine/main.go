// Command engine compares how data is read, held and asked with peers, side by
// side in one run on one machine: go-sqlite3, DuckDB and excelize.
//
// Absolute times say little on a shared machine, so the results are ratios of
// processor time (user and system, children included) and the smallest of
// several rounds, in which all take turns.
//
//	cd bench/engine && go run .          # about six minutes, exit status 1 when a target is missed
//	cd bench/engine && go run . -only xlsx
//
// FIGUREHEAD_TEST_SHARED names the folder of real files; without it those parts
// are left out.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"figurehead/bench/report"
)

// workers are what this program can be besides the benchmark, by name.
var workers = map[string]func(from, to string) error{
	"own-table": ownTable, "own-cold": ownCold, "own-sheet": ownSheet, "preview": preview, "studio": studio, "library": library,
	"sqlite-ingest": sqliteIngest, "duck-parquet": duckParquet, "duck-table": duckTable, "duck-cold": duckCold,
	"excelize": excelizeRows,
	"ask-own":  answerOwn, "ask-sqlite": answerSQLite, "ask-duckdb": answerDuckDB,
}

// parts of the benchmark, in order.
var parts = []struct {
	name    string
	measure func(rounds int, f files) ([]report.Line, error)
}{
	{"ingest", measureIngest}, {"questions", measureQuestions}, {"cold", measureCold}, {"xlsx", measureWorkbooks}, {"preview", measurePreview}, {"studio", measureStudio}, {"library", measureLibrary}, {"growth", measureGrowth},
}

func main() {
	rounds := flag.Int("rounds", 3, "how many `rounds` all take turns in")
	only := flag.String("only", "", "measure only this `part`: ingest, questions, cold, xlsx, preview, studio, library or growth")
	worker := flag.String("worker", "", "be the worker of this `name` (used by the benchmark itself)")
	flag.Parse()
	run := func() error { return compare(*rounds, *only) }
	if *worker != "" {
		run = func() error { return work(*worker, flag.Arg(0), flag.Arg(1)) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench/engine:", err)
		os.Exit(1)
	}
}

func work(name, from, to string) error {
	do, ok := workers[name]
	if !ok {
		return fmt.Errorf("no worker is called %q", name)
	}
	return do(from, to)
}

var errMissed = errors.New("a target was missed")

// files are the data that all parts share.
type files struct {
	folder                string
	spend                 string // CSV of a million rows
	table, sqlite, duckdb string // the same, held
}

// compare runs the benchmark and prints each part of its report.
func compare(rounds int, only string) error {
	folder, err := os.MkdirTemp("", "figurehead-engine-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	f, err := prepare(folder)
	if err != nil {
		return err
	}
	var all []report.Line
	for _, part := range parts {
		if only != "" && part.name != only {
			continue
		}
		lines, err := part.measure(rounds, f)
		if err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		fmt.Println(report.Format(lines))
		all = append(all, lines...)
	}
	if report.Missed(all) {
		return errMissed
	}
	return nil
}

// prepare writes the spend and has everybody hold it.
func prepare(folder string) (files, error) {
	f := files{folder: folder, spend: filepath.Join(folder, "spend.csv")}
	f.table, f.sqlite, f.duckdb = f.in("spend.table"), f.in("spend.db"), f.in("spend.duckdb")
	if err := writeSpend(f.spend, 1_000_000); err != nil {
		return f, err
	}
	for worker, to := range map[string]string{"own-table": f.table, "sqlite-ingest": f.sqlite, "duck-table": f.duckdb} {
		c, err := self(worker, f.spend, to)
		if err != nil {
			return f, err
		}
		if _, err := measured(c); err != nil {
			return f, err
		}
	}
	return f, nil
}

// in names a file of the benchmark's folder.
func (f files) in(name string) string { return filepath.Join(f.folder, name) }

// fresh is in, with nothing there.
func (f files) fresh(name string) (string, error) {
	old, err := filepath.Glob(f.in(name) + "*")
	for _, file := range old {
		if strings.HasPrefix(file, f.folder) {
			err = errors.Join(err, os.RemoveAll(file))
		}
	}
	return f.in(name), err
}
