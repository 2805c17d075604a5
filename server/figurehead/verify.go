package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"figurehead/store"
)

var verifyCommand = command{
	Name:    "verify",
	Usage:   "[--data DIR] [--repair]",
	Summary: "check that the database and every file are sound and belong together",
	Help: `It reads the whole database and every file, also while the server runs: the
database is sound, its rows point to rows that are there, what the public sees
is its edition, no line of the audit trail was changed, and every file matches
its hash. Each problem is a line; with any, the exit code is 1.

  --data DIR  data folder (default ./data)
  --repair    also remove what interrupted imports and publishes left behind
              more than an hour ago; damage is never hidden, only reported`,
	Run: runVerify,
}

func runVerify(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	repair := false
	folder, words, err := dataFolder("verify", args, func(flags *flag.FlagSet) {
		flags.BoolVar(&repair, "repair", false, "")
	})
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return badUsage("verify takes no arguments, only flags")
	}
	r, err := store.Verify(ctx, folder, repair)
	if err != nil {
		return err
	}
	for _, problem := range r.Problems {
		fmt.Fprintln(stdout, problem)
	}
	fmt.Fprintf(stdout, "%s: %s, %s, %s, %s, %s in %s\n", folder,
		count(r.Snapshots, "snapshot"), count(r.Editions, "edition"), count(r.Published, "published figure"),
		count(r.Events, "audit event"), bytesInWords(r.SizeBytes), count(r.Blobs, "file"))
	if r.Orphans > 0 && !repair {
		fmt.Fprintf(stdout, "%s left by interrupted work; verify --repair removes them\n", count(r.Orphans, "file"))
	}
	if repair {
		fmt.Fprintf(stdout, "%s removed\n", count(r.Repaired, "leftover file"))
	}
	if len(r.Problems) > 0 {
		return errors.New(count(len(r.Problems), "problem") + " found; restore a backup, or ask for help with the lines above")
	}
	fmt.Fprintln(stdout, "all is well")
	return nil
}
