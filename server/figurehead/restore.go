package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"figurehead/store"
)

var restoreCommand = command{
	Name:    "restore",
	Usage:   "IN.tar [--data DIR]",
	Summary: "make a data folder from a backup, every piece checked",
	Help: `The folder must be missing or empty. Every piece is compared with its hash
and the database is looked through; when anything is wrong the damaged piece is
named and the folder is left as it was.

  --data DIR  folder to make (default ./data)`,
	Run: runRestore,
}

func runRestore(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) (err error) {
	folder, words, err := dataFolder("restore", args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return badUsage("restore needs the name of one backup")
	}
	f, err := os.Open(words[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	m, err := store.Restore(ctx, f, folder)
	if errors.Is(err, store.ErrNotEmpty) {
		return fmt.Errorf("%w; give a new one with --data, or move what is in it away", err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: database and %s as of %s; start the server with --data %s\n",
		folder, count(len(m.Blobs), "file"), m.MadeAt.Format("2 January 2006 15:04 MST"), folder)
	return nil
}
