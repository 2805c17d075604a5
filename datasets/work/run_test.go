package work

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/progress"
)

// jobs are what the child of these tests can do: this test binary is the
// program, as figurehead is for its own jobs.
var jobs = map[string]Job{
	"upper": func(in []byte, _ Out) ([]byte, error) { return []byte(strings.ToUpper(string(in))), nil },
	"problem": func([]byte, Out) ([]byte, error) {
		return nil, datasets.Problem{Field: "file", Message: "It is cut off."}
	},
	"error": func([]byte, Out) ([]byte, error) { return nil, errors.New("no such table") },
	"panic": func([]byte, Out) ([]byte, error) { panic("index out of range") },
	"swell": func([]byte, Out) ([]byte, error) {
		var kept [][]byte
		for range 100 {
			part := make([]byte, 64<<20)
			for i := 0; i < len(part); i += 4096 {
				part[i] = 1
			}
			kept = append(kept, part)
		}
		return []byte{kept[0][0]}, nil
	},
	"loop": func([]byte, Out) ([]byte, error) {
		for {
			time.Sleep(time.Millisecond)
		}
	},
	"connect": func(in []byte, _ Out) ([]byte, error) {
		connection, err := net.Dial("tcp", string(in))
		if err != nil {
			return []byte("refused"), nil
		}
		return []byte("connected"), connection.Close()
	},
	"rows": func(_ []byte, out Out) ([]byte, error) {
		for row := 1000; row <= 3000; row += 1000 {
			out.Tell(row)
		}
		fmt.Fprintln(os.Stderr, "row of none")
		fmt.Fprint(os.Stderr, "row 7")
		return nil, errors.New("cut off")
	},
	"parts": func(in []byte, out Out) ([]byte, error) {
		for _, word := range strings.Fields(string(in)) {
			if err := out.Part([]byte(word)); err != nil {
				return nil, err
			}
		}
		return []byte("end"), nil
	},
	"parts and problem": func(_ []byte, out Out) ([]byte, error) {
		return nil, errors.Join(out.Part([]byte("one")), datasets.Problem{Message: "It is cut off."})
	},
	"much":        func([]byte, Out) ([]byte, error) { return make([]byte, maxResultBytes+1), nil },
	"environment": func([]byte, Out) ([]byte, error) { return []byte(strings.Join(os.Environ(), " ")), nil },
}

func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "work" {
		os.Exit(Child(jobs[os.Args[2]], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func TestRun(t *testing.T) {
	t.Parallel()
	got, err := Run(t.Context(), "upper", []byte("essex"))
	if err != nil || string(got) != "ESSEX" {
		t.Errorf("Run(upper) = %q, %v, want ESSEX", got, err)
	}
	var problem datasets.Problem
	if _, err = Run(t.Context(), "problem", nil); !errors.As(err, &problem) || problem.Field != "file" || problem.Message != "It is cut off." {
		t.Errorf("Run(problem) = %v, want the child's Problem", err)
	}
	for _, job := range []string{"error", "panic", "swell", "much"} {
		if _, err := Run(t.Context(), job, nil); !errors.Is(err, ErrBroken) {
			t.Errorf("Run(%s) = %v, want ErrBroken", job, err)
		}
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := Run(ctx, "loop", nil); !errors.Is(err, ErrBroken) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Run(loop) = %v, want ErrBroken and the deadline", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("Run(loop) ended after %v", took)
	}
	cancelled, stop := context.WithCancelCause(t.Context())
	byHand := errors.New("by hand")
	time.AfterFunc(300*time.Millisecond, func() { stop(byHand) })
	if _, err := Run(cancelled, "loop", nil); !errors.Is(err, byHand) {
		t.Errorf("Run(loop) = %v, want the cause of its end", err)
	}
}

// What a child says of how far it is is told, and is no complaint.
func TestRunTells(t *testing.T) {
	t.Parallel()
	var rows []int64
	ctx := progress.To(t.Context(), func(s progress.Step) {
		if s.Stage == progress.Unpacking {
			rows = append(rows, s.Done)
		}
	}, nil)
	_, err := Run(ctx, "rows", nil)
	if !errors.Is(err, ErrBroken) || !strings.HasSuffix(err.Error(), ": row of none") {
		t.Errorf("Run(rows) = %v, want ErrBroken with its first complaint", err)
	}
	if diff := cmp.Diff([]int64{1000, 2000, 3000}, rows); diff != "" {
		t.Errorf("rows told (-want +got):\n%s", diff)
	}
}

// A child cannot reach anything, not even this machine, and is told nothing.
func TestChildIsAlone(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if got, err := Run(t.Context(), "connect", []byte(listener.Addr().String())); err != nil || string(got) != "refused" {
		t.Errorf("Run(connect) = %q, %v, want refused", got, err)
	}
	if got, err := Run(t.Context(), "environment", nil); err != nil || len(got) != 0 {
		t.Errorf("Run(environment) = %q, %v, want nothing", got, err)
	}
}

func TestStreamHandsOnParts(t *testing.T) {
	t.Parallel()
	var got []string
	keep := func(part []byte) error {
		got = append(got, string(part))
		return nil
	}
	last, err := Stream(t.Context(), "parts", keep, []byte("Essex Suffolk"), []byte(" Kent"))
	if diff := cmp.Diff([]string{"Essex", "Suffolk", "Kent"}, got); diff != "" || err != nil || string(last) != "end" {
		t.Errorf("Stream(parts) = %q, %v, parts (-want +got):\n%s", last, err, diff)
	}
	var problem datasets.Problem
	if _, err := Stream(t.Context(), "parts and problem", keep, nil); !errors.As(err, &problem) || problem.Message != "It is cut off." {
		t.Errorf("Stream(parts and problem) = %v, want the child's Problem", err)
	}
	full := errors.New("no room")
	if _, err := Stream(t.Context(), "parts", func([]byte) error { return full }, []byte("Essex")); !errors.Is(err, full) {
		t.Errorf("Stream() = %v, want the error of its use", err)
	}
	if _, err := Run(t.Context(), "parts", []byte("Essex")); !errors.Is(err, ErrBroken) {
		t.Errorf("Run(parts) = %v, want ErrBroken: nobody takes its parts", err)
	}
}
