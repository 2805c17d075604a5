package main

import (
	"context"
	"fmt"
	"io"

	"figurehead/store"
)

var migrateCommand = command{
	Name:    "migrate",
	Usage:   "[--data DIR]",
	Summary: "bring the tables of a data folder up to this version, and show the steps",
	Help: `The server does this by itself when it starts. Each step happens whole or not
at all; there is no way back but a backup. A folder that a newer version has
used is refused and left as it is.

  --data DIR  data folder (default ./data)`,
	Run: runMigrate,
}

func runMigrate(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	folder, words, err := dataFolder("migrate", args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return badUsage("migrate takes no arguments, only flags")
	}
	before, err := store.Migrations(ctx, folder)
	if err != nil {
		return err
	}
	had := map[int64]bool{}
	for _, m := range before {
		had[m.Version] = m.Applied
	}
	st, err := store.Open(ctx, store.Options{Folder: folder})
	if err != nil {
		return err
	}
	if err := st.Close(); err != nil {
		return err
	}
	after, err := store.Migrations(ctx, folder)
	for _, m := range after {
		word := "taken now"
		if had[m.Version] {
			word = "taken before"
		}
		fmt.Fprintf(stdout, "%s  %s\n", m.Name, word)
	}
	return err
}
