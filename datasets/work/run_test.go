package work

import (
	"context"
	"errors"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
)

// jobs are what the child of these tests can do: this test binary is the
// program, as figurehead is for its own jobs.
var jobs = map[string]Job{
	"upper":   func(in []byte) ([]byte, error) { return []byte(strings.ToUpper(string(in))), nil },
	"problem": func([]byte) ([]byte, error) { return nil, datasets.Problem{Field: "file", Message: "It is cut off."} },
	"error":   func([]byte) ([]byte, error) { return nil, errors.New("no such table") },
	"panic":   func([]byte) ([]byte, error) { panic("index out of range") },
	"swell": func([]byte) ([]byte, error) {
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
	"loop": func([]byte) ([]byte, error) {
		for {
			time.Sleep(time.Millisecond)
		}
	},
	"connect": func(in []byte) ([]byte, error) {
		connection, err := net.Dial("tcp", string(in))
		if err != nil {
			return []byte("refused"), nil
		}
		return []byte("connected"), connection.Close()
	},
	"environment": func([]byte) ([]byte, error) { return []byte(strings.Join(os.Environ(), " ")), nil },
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
	for _, job := range []string{"error", "panic", "swell"} {
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
