// Command serving compares what it costs to serve figures with nginx serving
// the same bytes from files: a frame, a picture, and "not modified".
//
// The figures are the demo's. nginx has them as `figurehead export` writes
// them, packed beforehand (gzip_static), and sends the headers that Figurehead
// does. Each round sends the same requests to both in turn, over the same
// number of kept connections; what counts is the processor time of the server's
// processes, and the middle of the rounds' ratios. Needs nginx on the path.
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

// compare prints what ours costs beside nginx as Debian sets it up, with an
// access log, which targets are about, and beside nginx without one.
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
	frame, picture, err := pathsOf(folder)
	if err != nil {
		return err
	}
	servers := []server{ours}
	for _, logs := range []bool{true, false} {
		nginx, stop, err := startNginx(folder, ours, []string{frame, picture}, logs)
		if err != nil {
			return err
		}
		defer stop()
		servers = append(servers, nginx)
	}
	questions, err := questionsOf(ours, servers[1], frame, picture)
	if err != nil {
		return err
	}
	var lines []report.Line
	for _, q := range questions {
		spent, err := q.costs(servers, rounds, requests)
		if err != nil {
			return err
		}
		for i, nginx := range servers[1:] {
			line := report.Line{
				What: q.name, Got: middleRatio(spent[i+1], spent[0]), Unit: "× " + nginx.name, Target: q.target,
				Detail: fmt.Sprintf("at least %v and %v for %d requests", report.Rounded(slices.Min(spent[0])), report.Rounded(slices.Min(spent[i+1])), per),
			}
			if i > 0 {
				line.Target = 0
			}
			lines = append(lines, line)
		}
	}
	fmt.Print(report.Format(lines))
	if report.Missed(lines) {
		return fmt.Errorf("a target was missed")
	}
	return nil
}

// costs is what each server spent on a question in each round, the first server
// being ours.
func (q question) costs(servers []server, rounds, requests int) ([][]time.Duration, error) {
	spent := make([][]time.Duration, len(servers))
	for range rounds {
		for i, s := range servers {
			header := q.header
			if i == 0 {
				header = q.own
			}
			cost, err := s.costOf(q, header, requests)
			if err != nil {
				return nil, err
			}
			spent[i] = append(spent[i], cost*per/time.Duration(requests))
		}
	}
	return spent, nil
}

// middleRatio is the median of theirs ÷ ours over the rounds: what a busy
// machine takes longer for, it takes longer for in both.
func middleRatio(theirs, ours []time.Duration) float64 {
	ratios := make([]float64, len(ours))
	for i := range ours {
		ratios[i] = report.Ratio(theirs[i], ours[i])
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}
