package publishing

import (
	"context"
	"errors"
	"io"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/work"
	"figurehead/widgets/draw/fontfile"
	"figurehead/widgets/draw/logo"
)

// jobs are the readers of strangers' files that run in a child process.
var jobs = map[string]work.Job{
	"logo":            work.Quiet(logo.Normalise),
	"font":            work.Quiet(fontfile.Job),
	intake.SheetJob:   intake.ReadSheet,
	intake.ParquetJob: intake.ReadParquet,
}

// Work is the child's side of a job: it reads a file from stdin, within its
// limits, and writes what it made of it. It returns the exit code, and false
// when there is no such job.
func Work(job string, stdin io.Reader, stdout, stderr io.Writer) (int, bool) {
	do, ok := jobs[job]
	if !ok {
		return 0, false
	}
	return work.Child(do, stdin, stdout, stderr), true
}

// inChild does a job; a file that breaks its reader is a Problem of the field.
func inChild(ctx context.Context, job, field string, raw []byte) ([]byte, error) {
	result, err := work.Run(ctx, job, raw)
	if errors.Is(err, work.ErrBroken) && ctx.Err() == nil {
		return nil, datasets.Problem{Field: field, Message: "The file could not be read within its limits.", Suggestion: "It may be damaged. Save it again, or choose another."}
	}
	return result, err
}
