// Command serving compares what it costs to serve figures with nginx serving
// the same bytes from files: a frame, a picture, and "not modified".
//
// The figures are the demo's. nginx has them as `figurehead export` writes
// them, packed beforehand (gzip_static). Each round sends the same requests to
// both in turn, over the same number of kept connections; what counts is the
// smallest processor time of the server's processes. Needs nginx on the path.
//
//	cd bench && go run ./serving
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"figurehead/bench/report"
)

// per is the number of requests that costs are told for.
const per = 10_000

func main() {
	rounds := flag.Int("rounds", 5, "how many `rounds` the servers take turns in")
	requests := flag.Int("requests", 2*per, "how many `requests` each sends in a round")
	program := flag.String("figurehead", "../figurehead", "the `program`")
	client := flag.String("client", "", "send requests to this `address` (used by the benchmark itself)")
	flag.Parse()
	run := func() error { return compare(*rounds, *requests, *program) }
	if *client != "" {
		run = func() error { return send(*client, *requests, flag.Args()) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "serving:", err)
		os.Exit(1)
	}
}

// question is one request that is sent again and again.
type question struct {
	name   string
	path   string
	header string // one more, with its name
	status int
	target float64 // nginx's cost ÷ ours, at least
	own    string  // ETags differ: the header for Figurehead, where it is another
}

func compare(rounds, requests int, program string) error {
	folder, err := os.MkdirTemp("", "figurehead-serving-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	ours, stop, err := startFigurehead(program, folder)
	if err != nil {
		return err
	}
	defer stop()
	theirs, stopNginx, err := startNginx(folder)
	if err != nil {
		return err
	}
	defer stopNginx()
	questions, err := questionsOf(ours, theirs, folder)
	if err != nil {
		return err
	}
	var lines []report.Line
	for _, q := range questions {
		var our, their []time.Duration
		for range rounds {
			for _, turn := range []struct {
				server server
				header string
				into   *[]time.Duration
			}{{ours, q.own, &our}, {theirs, q.header, &their}} {
				spent, err := turn.server.costOf(q, turn.header, requests)
				if err != nil {
					return err
				}
				*turn.into = append(*turn.into, spent*per/time.Duration(requests))
			}
		}
		a, b := slices.Min(our), slices.Min(their)
		lines = append(lines, report.Line{
			What: q.name, Got: report.Ratio(b, a), Unit: "× nginx", Target: q.target,
			Detail: fmt.Sprintf("%v and %v for %d requests", report.Rounded(a), report.Rounded(b), per),
		})
	}
	fmt.Print(report.Format(lines))
	if report.Missed(lines) {
		return fmt.Errorf("a target was missed")
	}
	return nil
}
