package work

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"figurehead/datasets"
)

// Limits of one job (design, section 7).
const (
	timeout        = 30 * time.Second
	memoryBytes    = 512 << 20
	maxInputBytes  = 288 << 20 // a file of 256 MB and what is asked of it
	maxResultBytes = 192 << 20
	maxComplaint   = 4 << 10
)

// exitProblem is the exit code of a child that wrote a Problem, not a result.
const exitProblem = 3

// ErrBroken means that a child ended without a result: it took too much memory
// or time, or it crashed.
var ErrBroken = errors.New("the file could not be read within its limits")

// Run hands input, its parts one after the other, to a child doing job and
// returns what it made. What a person can mend is a datasets.Problem; a child
// that ends otherwise is ErrBroken.
func Run(ctx context.Context, job string, input ...[]byte) ([]byte, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("work %s: %w", job, err)
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	child := exec.CommandContext(ctx, program, "work", job)
	result, complaint := &inbox{most: maxResultBytes}, &limited{left: maxComplaint}
	child.Env = []string{} // not nil, which would be the parent's
	child.Stdin, child.Stdout, child.Stderr = message(input...), result, complaint
	child.WaitDelay = time.Second
	err = child.Run()
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == exitProblem {
		return nil, problemOf(job, result.body)
	}
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("work %s: %w: %w", job, ErrBroken, context.Cause(ctx))
	case err != nil:
		first, _, _ := strings.Cut(complaint.String(), "\n")
		return nil, fmt.Errorf("work %s: %w: %w: %s", job, ErrBroken, err, first)
	case result.overflowed():
		return nil, fmt.Errorf("work %s: %w: more than %d bytes of result", job, ErrBroken, maxResultBytes)
	case !result.whole():
		return nil, fmt.Errorf("work %s: %w: its result is cut", job, ErrBroken)
	}
	return result.body, nil
}

func problemOf(job string, written []byte) error {
	var problem datasets.Problem
	if err := json.Unmarshal(written, &problem); err != nil {
		return fmt.Errorf("work %s: %w: its problem: %w", job, ErrBroken, err)
	}
	return problem
}

// limited keeps the first bytes written to it and drops the rest.
type limited struct {
	bytes.Buffer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	n := len(b)
	b = b[:min(n, l.left)]
	l.left -= len(b)
	l.Buffer.Write(b)
	return n, nil
}

// Job makes a result of a file. What a person can mend is a datasets.Problem.
type Job func(input []byte) ([]byte, error)

// Child is the other side of Run: it binds the process to its limits, does the
// job and returns the exit code.
func Child(job Job, stdin io.Reader, stdout, stderr io.Writer) int {
	if err := bind(memoryBytes, timeout); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	input, err := receive(stdin, maxInputBytes)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	result, err := job(input)
	var problem datasets.Problem
	code := 0
	if errors.As(err, &problem) {
		if result, err = json.Marshal(problem); err == nil {
			code = exitProblem
		}
	}
	if err == nil {
		_, err = io.Copy(stdout, message(result))
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return code
}
