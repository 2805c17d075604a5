package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"figurehead/bench/report"
)

// turn is how much processor time a renderer gets at once, about: short, so
// that some turns fall into quiet moments of a busy machine. turnsInRound is how
// often each gets one in a round.
const (
	turn         = 100 * time.Millisecond
	turnsInRound = 4
)

// kinds are the figures drawn.
var kinds = []string{"bar", "line", "stacked", "map", "multiples"}

// draws says which figures a renderer draws; those that are not here draw all.
var draws = map[string][]string{
	"go-chart": {"bar", "line"}, "go-analyze": {"bar", "line"}, "chartjs-napi": {"bar", "line"},
	"vega-resvg": {"bar", "line"}, "chromium": {"bar", "line"},
}

// draws reports whether the renderer draws a figure.
func (r *renderer) draws(kind string) bool {
	list, some := draws[r.name]
	return !some || slices.Contains(list, kind)
}

// drawing is one renderer's drawing of one chart: the least time of a picture
// over all rounds, and its size.
type drawing struct {
	least time.Duration
	bytes int
}

// steady holds the drawings by renderer and chart.
type steady map[string]map[string]drawing

// renderers are all that take turns, in this order.
func renderers(folder string) ([]*renderer, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	var all []*renderer
	for _, name := range []string{"figurehead", "figurehead-preview", "drawn", "deflated", "go-chart", "go-analyze"} {
		all = append(all, &renderer{name: name, command: exec.Command(self, "-worker", name)})
	}
	for _, name := range []string{"echarts-resvg", "chartjs-napi", "vega-resvg", "chromium"} {
		c := exec.Command("node", name+".mjs")
		c.Dir, c.Env = "render", append(os.Environ(), "FONT_DIR="+folder)
		all = append(all, &renderer{name: name, command: c})
	}
	return all, nil
}

// measureSteady reports on renderers that have warmed up.
func measureSteady(rounds int, folder string) ([]report.Line, error) {
	results, err := takeTurns(rounds, folder)
	if err != nil {
		return nil, err
	}
	return steadyReport(results), nil
}

// takeTurns starts every renderer, warms it up, and lets them take turns.
func takeTurns(rounds int, folder string) (steady, error) {
	all, err := renderers(folder)
	if err != nil {
		return nil, err
	}
	results := steady{}
	for _, r := range all {
		if err := r.start(); err != nil {
			return nil, err
		}
		defer r.stop()
		results[r.name] = map[string]drawing{}
		for _, kind := range kinds {
			if !r.draws(kind) {
				continue
			}
			if err := r.warm(kind, folder); err != nil {
				return nil, err
			}
		}
	}
	for range rounds * turnsInRound {
		for _, r := range all {
			for _, kind := range kinds {
				if !r.draws(kind) {
					continue
				}
				one, err := r.draw(task{Chart: kind, Count: r.count[kind]})
				if err != nil {
					return nil, err
				}
				if best, ok := results[r.name][kind]; !ok || one.least < best.least {
					results[r.name][kind] = one
				}
			}
		}
	}
	return results, nil
}

// renderer is a process that answers tasks.
type renderer struct {
	name    string
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	count   map[string]int
}

func (r *renderer) start() error {
	var err error
	if r.in, err = r.command.StdinPipe(); err != nil {
		return err
	}
	out, err := r.command.StdoutPipe()
	if err != nil {
		return err
	}
	r.out, r.count, r.command.Stderr = bufio.NewReader(out), map[string]int{}, os.Stderr
	if err := r.command.Start(); err != nil {
		return fmt.Errorf("start %s: %w", r.name, err)
	}
	return nil
}

// stop ends the process by closing its input.
func (r *renderer) stop() {
	_ = r.in.Close()     // it may have ended already
	_ = r.command.Wait() // its tasks have reported what went wrong
}

// warmUp is how many pictures are drawn before any is timed, so that Node has
// compiled what it will.
const warmUp = 40

// warm draws until the process has its caches and compiled code, keeps one
// picture, and sets how many pictures fill a turn.
func (r *renderer) warm(kind, folder string) error {
	if _, err := r.draw(task{Chart: kind, Count: warmUp, File: filepath.Join(folder, r.name+"."+kind+".png")}); err != nil {
		return err
	}
	one, err := r.draw(task{Chart: kind, Count: 10})
	if err != nil {
		return err
	}
	r.count[kind] = max(3, int(turn/max(one.least, time.Microsecond)))
	return nil
}

// draw asks for a task and returns the time of one picture of it.
func (r *renderer) draw(t task) (drawing, error) {
	if err := json.NewEncoder(r.in).Encode(t); err != nil {
		return drawing{}, fmt.Errorf("%s: %w", r.name, err)
	}
	line, err := r.out.ReadBytes('\n')
	if err != nil {
		return drawing{}, fmt.Errorf("%s ended: %w", r.name, err)
	}
	var a answer
	if err := json.Unmarshal(line, &a); err != nil {
		return drawing{}, fmt.Errorf("%s answered %q: %w", r.name, line, err)
	}
	return drawing{least: time.Duration(a.Micros) * time.Microsecond / time.Duration(t.Count), bytes: a.Bytes}, nil
}
