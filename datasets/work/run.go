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
	"strconv"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/progress"
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

// childGarbage is how much a child may leave uncollected, in per cent of what it
// uses: what it holds are few large texts, which cost little to look through.
const childGarbage = 25

// ErrBroken means that a child ended without a result: it took too much memory
// or time, or it crashed.
var ErrBroken = errors.New("the file could not be read within its limits")

// Run hands input, its parts one after the other, to a child doing job and
// returns what it made. How far it is is told to the context; when that ends,
// the child is killed. What a person can mend is a datasets.Problem; a child
// that ends otherwise is ErrBroken.
func Run(ctx context.Context, job string, input ...[]byte) ([]byte, error) {
	return Stream(ctx, job, nil, input...)
}

// Stream is Run for a job that writes parts before its result: use gets each as
// it comes, before it is known whether the job succeeds. A part is good until
// use returns; its error ends the child.
func Stream(ctx context.Context, job string, use func(part []byte) error, input ...[]byte) ([]byte, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("work %s: %w", job, err)
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	child := exec.CommandContext(ctx, program, "work", job)
	result := &inbox{most: maxResultBytes, use: use}
	complaint := &said{complaints: limited{left: maxComplaint}, tell: func(row int) { progress.Tell(ctx, progress.Unpacking, row, 0) }}
	child.Env = []string{} // not nil, which would be the parent's
	child.Stdin, child.Stdout, child.Stderr = message(input...), result, complaint
	child.WaitDelay = time.Second
	err = child.Run()
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == exitProblem && result.refused == nil {
		return nil, problemOf(job, result.body)
	}
	switch {
	case result.refused != nil && use != nil:
		return nil, fmt.Errorf("work %s: %w", job, result.refused)
	case ctx.Err() != nil:
		return nil, fmt.Errorf("work %s: %w: %w", job, ErrBroken, context.Cause(ctx))
	case err != nil:
		first, _, _ := strings.Cut(complaint.all(), "\n")
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

// limited keeps the first bytes written to it and drops the rest. It has no
// other method of a buffer: what copies to it has to write.
type limited struct {
	kept bytes.Buffer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	n := len(b)
	b = b[:min(n, l.left)]
	l.left -= len(b)
	l.kept.Write(b)
	return n, nil
}

// atRow begins a line in which a child says how far it is.
const atRow = "row "

// said reads what a child says beside its result: lines about how far it is,
// and complaints, which are kept.
type said struct {
	complaints limited
	tell       func(row int)
	rest       []byte // of a line that has not ended
}

func (s *said) Write(b []byte) (int, error) {
	s.rest = append(s.rest, b...)
	for {
		line, rest, whole := bytes.Cut(s.rest, []byte("\n"))
		if !whole && len(s.rest) <= maxComplaint {
			return len(b), nil
		}
		row, err := strconv.Atoi(strings.TrimPrefix(string(line), atRow))
		if whole && err == nil && row > 0 && bytes.HasPrefix(line, []byte(atRow)) {
			s.tell(row)
		} else {
			s.complaints.Write(append(bytes.Clone(line), '\n'))
		}
		s.rest = bytes.Clone(rest)
	}
}

// all is every complaint, also one whose line has not ended.
func (s *said) all() string { return s.complaints.kept.String() + string(s.rest) }

// Out is where a Job says what is not its result.
type Out struct {
	Tell func(row int)            // which row it is at
	Part func(block []byte) error // what comes before the result, in parts, for Stream
}

// Job makes a result of a file. What a person can mend is a datasets.Problem.
type Job func(input []byte, out Out) ([]byte, error)

// Quiet is a Job that does not tell how far it is.
func Quiet(do func(input []byte) ([]byte, error)) Job {
	return func(input []byte, _ Out) ([]byte, error) { return do(input) }
}

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
	result, err := job(input, Out{
		Tell: func(row int) { fmt.Fprintf(stderr, "%s%d\n", atRow, row) },
		Part: func(block []byte) error { return sendPart(stdout, block) },
	})
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
