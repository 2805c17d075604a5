package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"figurehead/bench/report"
)

// product is the program that make build leaves.
const product = "../../figurehead"

// contender reads a file to disk.
type contender struct {
	name    string
	command func(file, to string) (*exec.Cmd, error)
}

// imports reads a file as an officer's upload is read: looked at whole, searched
// for personal data, kept with its digest in the store.
func imports(file, to string) (*exec.Cmd, error) {
	return exec.Command(product, "import", "--publisher", "Council", "--licence", "OGL-UK-3.0", "--data", to, file), nil
}

func byWorker(name string) contender {
	return contender{name, func(file, to string) (*exec.Cmd, error) { return self(name, file, to) }}
}

// race has each contender read the file in every round.
func race(rounds int, f files, file string, contenders ...contender) (map[string]cost, error) {
	costs := map[string]cost{}
	for range rounds {
		for _, c := range contenders {
			to, err := f.fresh("race-" + c.name)
			if err != nil {
				return nil, err
			}
			command, err := c.command(file, to)
			if err != nil {
				return nil, err
			}
			one, err := measured(command)
			if err != nil {
				return nil, err
			}
			costs[c.name] = costs[c.name].least(one)
			if _, err := f.fresh("race-" + c.name); err != nil {
				return nil, err
			}
		}
	}
	return costs, nil
}

// real are files of real publishers whose rows are repeated.
var real = []string{"oxford-spend-2018-jan-mar.csv", "sdg-11-6-1-household-waste.csv"}

// measureIngest compares the way of a CSV file to a Snapshot.
func measureIngest(rounds int, f files) ([]report.Line, error) {
	lines, err := ingestOf(rounds, f, "spend of 1M rows", f.spend, byWorker("duck-parquet"))
	if err != nil {
		return nil, err
	}
	size, err := sizeOf(f.table)
	if err != nil {
		return nil, err
	}
	raw, err := sizeOf(f.spend)
	if err != nil {
		return nil, err
	}
	lines = append(lines, report.Line{What: "column file of the spend, bytes against its CSV", Got: float64(size) / float64(raw), Unit: "×", Target: 0.2, AtMost: true,
		Detail: fmt.Sprintf("%.1f MB against %.1f MB", mega(size), mega(raw))})
	shared := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if shared == "" {
		return lines, nil
	}
	for _, name := range real {
		file := f.in(name)
		if err := writeRepeated(file, filepath.Join(shared, "data", name), 60_000_000); err != nil {
			return nil, err
		}
		more, err := ingestOf(rounds, f, name+" repeated to 60 MB", file)
		if err != nil {
			return nil, err
		}
		lines = append(lines, more...)
	}
	return lines, nil
}

// ingestOf compares one file with SQLite, and with DuckDB where it can read it.
func ingestOf(rounds int, f files, what, file string, duck ...contender) ([]report.Line, error) {
	costs, err := race(rounds, f, file, append(duck, contender{"own", imports}, byWorker("sqlite-ingest"))...)
	if err != nil {
		return nil, err
	}
	size, err := sizeOf(file)
	if err != nil {
		return nil, err
	}
	own, lite := costs["own"], costs["sqlite-ingest"]
	lines := []report.Line{
		{What: "import of " + what + " against go-sqlite3 prepared inserts", Got: report.Ratio(own.processor, lite.processor), Unit: "×", Target: 0.5, AtMost: true,
			Detail: fmt.Sprintf("%v against %v", report.Rounded(own.processor), report.Rounded(lite.processor))},
		{What: "import of " + what + ", peak memory against the file", Got: float64(own.peak) / float64(size), Unit: "×", Target: 1.5, AtMost: true,
			Detail: fmt.Sprintf("%.0f MB for %.0f MB; SQLite %.0f MB", mega(own.peak), mega(size), mega(lite.peak))},
	}
	for _, d := range duck {
		c := costs[d.name]
		lines = append(lines, report.Line{What: "import of " + what + " against DuckDB to Parquet", Got: report.Ratio(own.processor, c.processor), Unit: "×", Target: 1.3, AtMost: true,
			Detail: fmt.Sprintf("%v, %.0f MB", report.Rounded(c.processor), mega(c.peak))})
	}
	return lines, nil
}

func sizeOf(file string) (int64, error) {
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func mega(bytes int64) float64 { return float64(bytes) / 1e6 }

// measureCold compares from the start of a process with nothing but a file to
// the answer of a question of three columns.
func measureCold(rounds int, f files) ([]report.Line, error) {
	own, err := race(3*rounds, f, f.table, byWorker("own-cold"))
	if err != nil {
		return nil, err
	}
	duck, err := race(3*rounds, f, f.duckdb, byWorker("duck-cold"))
	if err != nil {
		return nil, err
	}
	a, b := own["own-cold"], duck["duck-cold"]
	return []report.Line{{What: "cold question of 3 columns against DuckDB on its own file", Got: report.Ratio(a.processor, b.processor), Unit: "×",
		Detail: fmt.Sprintf("%v against %v", report.Rounded(a.processor), report.Rounded(b.processor))}}, nil
}
