package main

import (
	"context"
	"fmt"
	"io"

	"figurehead/server/publishing"
)

var workCommand = command{
	Name:    "work",
	Usage:   "JOB <FILE >RESULT",
	Summary: "read a file that may be hostile, for the server (internal)",
	Help: `The server starts it for itself, as a process of its own with little memory and
time, no environment and nothing it may open. JOB is logo, font, sheet or
parquet. A file that cannot be used ends it with exit code 3 and the reason as JSON.`,
	Run: runWork,
}

// exitError ends the program with a code and no words of its own.
type exitError struct{ code int }

func (e exitError) Error() string { return fmt.Sprintf("exit code %d", e.code) }

func runWork(_ context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if len(args) != 1 {
		return badUsage("work needs the name of one job")
	}
	code, known := publishing.Work(args[0], stdin, stdout, stderr)
	if !known {
		return badUsage("there is no job %q", args[0])
	}
	if code != 0 {
		return exitError{code}
	}
	return nil
}
