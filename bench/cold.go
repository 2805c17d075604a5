package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"figurehead/bench/report"
)

// start is what a program needs from its start to a picture on disk.
type start struct{ processor, clock time.Duration }

// cold holds the least of each by program.
type cold map[string]start

// product is the program that make build leaves.
const product = "../figurehead"

// measureCold reports on first pictures. It builds the product when it is not
// there.
func measureCold(rounds int, folder string) ([]report.Line, error) {
	if _, err := os.Stat(product); err != nil {
		if err := command("..", "make", "build"); err != nil {
			return nil, err
		}
	}
	results, err := startInTurns(rounds, folder)
	if err != nil {
		return nil, err
	}
	return coldReport(results), nil
}

// startInTurns starts `figurehead render` and ECharts with resvg in turns,
// each to draw one bar and end.
func startInTurns(rounds int, folder string) (cold, error) {
	data, err := filepath.Abs("render")
	if err != nil {
		return nil, err
	}
	programs := map[string]func() *exec.Cmd{
		"figurehead": func() *exec.Cmd {
			return exec.Command(product, "render", "--data", filepath.Join(data, "bar.csv"),
				"--spec", filepath.Join(data, "figure.json"), "--preset", "og", "-o", filepath.Join(folder, "cold-figurehead.png"))
		},
		"echarts-resvg": func() *exec.Cmd {
			c := exec.Command("node", filepath.Join(data, "echarts-resvg.mjs"), filepath.Join(folder, "cold-echarts-resvg.png"))
			c.Env = append(os.Environ(), "FONT_DIR="+folder)
			return c
		},
	}
	results := cold{}
	for range rounds {
		for name, program := range programs {
			one, err := timed(program())
			if err != nil {
				return nil, fmt.Errorf("cold start of %s: %w", name, err)
			}
			best, ok := results[name]
			if !ok {
				best = one
			}
			results[name] = start{min(best.processor, one.processor), min(best.clock, one.clock)}
		}
	}
	return results, nil
}

func timed(c *exec.Cmd) (start, error) {
	c.Stderr = os.Stderr
	begun := time.Now()
	if err := c.Run(); err != nil {
		return start{}, err
	}
	return start{c.ProcessState.UserTime() + c.ProcessState.SystemTime(), time.Since(begun)}, nil
}
