package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"figurehead/widgets/draw"
)

// drawFunc draws one picture.
type drawFunc func() ([]byte, error)

// task asks a renderer to draw a chart a number of times, and to keep the last
// picture when a file is named.
type task struct {
	Chart string `json:"chart"`
	Count int    `json:"count"`
	File  string `json:"file,omitempty"`
}

// answer is the processor time a task took, and the size of its picture.
type answer struct {
	Micros int64 `json:"micros"`
	Bytes  int   `json:"bytes"`
}

// The renderers written in Go.
var inGo = map[string]func() (map[string]drawFunc, error){
	"figurehead":         func() (map[string]drawFunc, error) { return figurehead(draw.PublishedLevel) },
	"figurehead-preview": func() (map[string]drawFunc, error) { return figurehead(draw.PreviewLevel) },
	"drawn":              drawn,
	"deflated":           deflated,
	"go-chart":           goChart,
	"go-analyze":         goAnalyze,
}

// serve is the renderer of that name: it answers each task it reads.
func serve(name string, in io.Reader, out io.Writer) error {
	make, ok := inGo[name]
	if !ok {
		return fmt.Errorf("no renderer is called %q", name)
	}
	draws, err := make()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var t task
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			return fmt.Errorf("%s: task %q: %w", name, lines.Text(), err)
		}
		a, err := t.do(draws[t.Chart])
		if err != nil {
			return fmt.Errorf("%s: %s: %w", name, t.Chart, err)
		}
		if err := json.NewEncoder(out).Encode(a); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (t task) do(drawOne drawFunc) (answer, error) {
	var data []byte
	before, err := processorTime()
	if err != nil {
		return answer{}, err
	}
	for range t.Count {
		if data, err = drawOne(); err != nil {
			return answer{}, err
		}
	}
	after, err := processorTime()
	if err != nil {
		return answer{}, err
	}
	if t.File != "" {
		if err := os.WriteFile(t.File, data, 0o644); err != nil {
			return answer{}, err
		}
	}
	return answer{Micros: (after - before).Microseconds(), Bytes: len(data)}, nil
}

// processorTime returns the user and system time of this process so far.
func processorTime() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("processor time: %w", err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}
