package progress_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/progress"
)

func TestTell(t *testing.T) {
	t.Parallel()
	progress.Tell(t.Context(), progress.Reading, 1, 2) // nobody listens
	var got []progress.Step
	ctx := progress.To(t.Context(), func(s progress.Step) { got = append(got, s) }, nil)
	progress.Tell(ctx, progress.Reading, 5, 0)
	if _, err := progress.Keep(ctx); err != nil {
		t.Errorf("Keep() = %v, want nil", err)
	}
	if diff := cmp.Diff([]progress.Step{{progress.Reading, 5, 0}, {progress.Keeping, 0, 0}}, got); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
}

func TestKeep(t *testing.T) {
	t.Parallel()
	stopped := errors.New("stopped by hand")
	ctx, cancel := context.WithCancelCause(t.Context())
	kept, err := progress.Keep(ctx)
	if err != nil {
		t.Fatalf("Keep() = %v, want nil", err)
	}
	cancel(stopped)
	if kept.Err() != nil {
		t.Errorf("what is being kept was cancelled: %v", kept.Err())
	}
	if _, err := progress.Keep(ctx); !errors.Is(err, stopped) {
		t.Errorf("Keep() of what was cancelled = %v, want %v", err, stopped)
	}
	asked := 0
	ctx = progress.To(t.Context(), nil, func() error { asked++; return stopped })
	for range 2 {
		if _, err := progress.Keep(ctx); !errors.Is(err, stopped) {
			t.Errorf("Keep() that is refused = %v, want %v", err, stopped)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times, want once", asked)
	}
}

func TestBeat(t *testing.T) {
	t.Parallel()
	progress.Beat(t.Context()) // nobody listens
	n := 0
	ctx := progress.Every(t.Context(), func() { n++ })
	kept, err := progress.Keep(ctx)
	if err != nil {
		t.Fatal(err)
	}
	progress.Beat(ctx)
	progress.Beat(kept)
	if n != 2 {
		t.Errorf("%d beats were heard, want 2", n)
	}
}
