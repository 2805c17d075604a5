package main

import (
	"bufio"
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"

	"figurehead/bench/report"
)

// question asks one of the shapes so often in a row.
type question struct {
	Shape int `json:"shape"`
	Times int `json:"times"`
}

// reply is the answer and the processor time of all the times.
type reply struct {
	Micros int64    `json:"micros"`
	Lines  []string `json:"lines"`
}

// answer is a worker that answers questions until its input ends.
func answer(one func(shape) ([]string, error)) error {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var q question
		if err := in.Decode(&q); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		before, err := used()
		if err != nil {
			return err
		}
		var r reply
		for range q.Times {
			if r.Lines, err = one(shapes[q.Shape]); err != nil {
				return fmt.Errorf("%s: %w", shapes[q.Shape].name, err)
			}
		}
		after, err := used()
		if err != nil {
			return err
		}
		r.Micros = (after - before).Microseconds()
		if err := out.Encode(r); err != nil {
			return err
		}
	}
}

func answerOwn(file, _ string) error {
	t, err := readTable(file)
	if err != nil {
		return err
	}
	return answer(func(s shape) ([]string, error) { return ask(t, s) })
}

func answerSQLite(file, _ string) error {
	db, err := sql.Open("sqlite3", "file:"+file+"?mode=ro&_cache_size=-65536")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	return answer(func(s shape) ([]string, error) { return rowsOf(db, s.sql) })
}

func answerDuckDB(file, _ string) error {
	db, err := openDuckDB()
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec("ATTACH '" + file + "' AS f (READ_ONLY); USE f"); err != nil {
		return err
	}
	return answer(func(s shape) ([]string, error) { return rowsOf(db, s.inDuckDB()) })
}

// duckCold opens DuckDB's file and asks one question.
func duckCold(file, _ string) error {
	db, err := openDuckDB()
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec("ATTACH '" + file + "' AS f (READ_ONLY); USE f"); err != nil {
		return err
	}
	_, err = rowsOf(db, shapes[coldShape].inDuckDB())
	return err
}

func rowsOf(db *sql.DB, statement string) ([]string, error) {
	rows, err := db.Query(statement)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values := make([]any, len(names))
	for i := range values {
		values[i] = new(any)
	}
	var lines []string
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return nil, err
		}
		line := ""
		for _, v := range values {
			if b, ok := (*v.(*any)).([]byte); ok {
				line += string(b) + "|"
				continue
			}
			line += fmt.Sprint(*v.(*any)) + "|"
		}
		lines = append(lines, line)
	}
	return lines, rows.Err()
}

// asker is a worker that holds the spend and is asked.
type asker struct {
	name    string
	times   int // a question is asked in a turn
	command *exec.Cmd
	in      *json.Encoder
	out     *json.Decoder
	close   io.Closer
	least   []time.Duration // by shape
}

func startAsker(name, file string, times int) (*asker, error) {
	c, err := self("ask-"+name, file)
	if err != nil {
		return nil, err
	}
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.Stderr = os.Stderr
	a := &asker{name: name, times: times, command: c, in: json.NewEncoder(in), out: json.NewDecoder(bufio.NewReader(out)), close: in, least: make([]time.Duration, len(shapes))}
	return a, c.Start()
}

// stop ends the worker by closing its input.
func (a *asker) stop() {
	_ = a.close.Close()  // it may have ended already
	_ = a.command.Wait() // its replies have told what went wrong
}

func (a *asker) ask(shape int) ([]string, error) {
	var r reply
	if err := a.in.Encode(question{shape, a.times}); err != nil {
		return nil, fmt.Errorf("%s: %w", a.name, err)
	}
	if err := a.out.Decode(&r); err != nil {
		return nil, fmt.Errorf("%s, %s: %w", a.name, shapes[shape].name, err)
	}
	one := time.Duration(r.Micros) * time.Microsecond / time.Duration(a.times)
	if a.least[shape] == 0 || one < a.least[shape] {
		a.least[shape] = one
	}
	return r.Lines, nil
}

// askAll lets the three take turns at every question; their answers must be one.
func askAll(rounds int, f files) (own, lite, duck *asker, err error) {
	var askers []*asker
	defer func() {
		for _, a := range askers {
			a.stop()
		}
	}()
	for _, one := range []struct {
		name, file string
		times      int
	}{{"own", f.table, 10}, {"sqlite", f.sqlite, 1}, {"duckdb", f.duckdb, 5}} {
		a, err := startAsker(one.name, one.file, one.times)
		if err != nil {
			return nil, nil, nil, err
		}
		askers = append(askers, a)
	}
	for range rounds {
		for shape := range shapes {
			var first []string
			for i, a := range askers {
				lines, err := a.ask(shape)
				if err != nil {
					return nil, nil, nil, err
				}
				if i == 0 {
					first = lines
				}
				if !slices.Equal(first, lines) {
					return nil, nil, nil, fmt.Errorf("%s: %s answers\n%v\nand %s\n%v", shapes[shape].name, askers[0].name, first[:min(3, len(first))], a.name, lines[:min(3, len(lines))])
				}
			}
		}
	}
	return askers[0], askers[1], askers[2], nil
}

// measureQuestions compares the time of a question with that of both peers.
func measureQuestions(rounds int, f files) ([]report.Line, error) {
	own, lite, duck, err := askAll(rounds, f)
	if err != nil {
		return nil, err
	}
	var lines []report.Line
	var against []float64
	for i, s := range shapes {
		against = append(against, report.Ratio(own.least[i], lite.least[i]))
		lines = append(lines, report.Line{What: "question " + s.name + ", against SQLite", Got: against[i], Unit: "×",
			Detail: fmt.Sprintf("%v against %v", report.Rounded(own.least[i]), report.Rounded(lite.least[i]))})
	}
	slices.Sort(against)
	lines = append(lines, report.Line{What: "questions, 95 in 100, against SQLite without an index", Got: against[(len(against)*95+99)/100-1], Unit: "×", Target: 0.02, AtMost: true,
		Detail: fmt.Sprintf("half of them at most %.3f", against[len(against)/2])})
	for i, s := range shapes {
		lines = append(lines, report.Line{What: "question " + s.name + ", against DuckDB on its own file", Got: report.Ratio(own.least[i], duck.least[i]), Unit: "×", Target: 1, AtMost: true,
			Detail: fmt.Sprintf("%v against %v", report.Rounded(own.least[i]), report.Rounded(duck.least[i]))})
	}
	return lines, nil
}

// sum adds up times.
func sum(times []time.Duration) time.Duration {
	var all time.Duration
	for _, t := range times {
		all += cmp.Or(t, 0)
	}
	return all
}
