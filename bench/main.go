// Command bench compares Figurehead's pictures with those of its peers, on
// the same two figures, side by side in one run on one machine.
//
// Absolute times say little on a shared machine, so the results are ratios of
// processor time (user and system) and the smallest of several rounds, in which
// the renderers take turns.
//
//	cd bench && go run .            # about two minutes, exit status 1 when a target is missed
//	cd bench && go run . -keep out  # also keeps each renderer's pictures, to be looked at
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"figurehead/bench/report"
)

func main() {
	rounds := flag.Int("rounds", 5, "how many `rounds` the renderers take turns in")
	keep := flag.String("keep", "", "keep each renderer's pictures in this `folder`")
	worker := flag.String("worker", "", "be the renderer of this `name` (used by the benchmark itself)")
	flag.Parse()
	run := func() error { return compare(*rounds, *keep) }
	if *worker != "" {
		run = func() error { return serve(*worker, os.Stdin, os.Stdout) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

var errMissed = errors.New("a target was missed")

// compare runs the whole benchmark and prints each part of its report.
func compare(rounds int, keep string) error {
	folder, err := os.MkdirTemp("", "figurehead-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if keep != "" {
		if folder, err = filepath.Abs(keep); err != nil {
			return err
		}
	}
	if err := prepare(folder); err != nil {
		return err
	}
	all, err := measureSizes()
	if err != nil {
		return err
	}
	fmt.Println(report.Format(all))
	for _, measure := range []func(int, string) ([]report.Line, error){measureSteady, measureCold} {
		part, err := measure(rounds, folder)
		if err != nil {
			return err
		}
		fmt.Println(report.Format(part))
		all = append(all, part...)
	}
	if report.Missed(all) {
		return errMissed
	}
	return nil
}

// prepare installs the peers as the lockfile has them and writes the fonts all
// renderers use.
func prepare(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := writeFonts(folder); err != nil {
		return err
	}
	if _, err := os.Stat("render/node_modules/.package-lock.json"); err == nil {
		return nil
	}
	if err := command("render", "npm", "ci", "--no-fund", "--no-audit"); err != nil {
		return fmt.Errorf("install the peers: %w", err)
	}
	return nil
}

// command runs a program in a folder, showing what it says on standard error.
func command(folder, name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Dir, c.Stdout, c.Stderr = folder, os.Stderr, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s %v: %w", name, args, err)
	}
	return nil
}
