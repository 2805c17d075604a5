package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"figurehead/store"
)

var backupCommand = command{
	Name:    "backup",
	Usage:   "[--data DIR] OUT.tar",
	Summary: "write everything to one file that restores, while the server runs",
	Help: `The file holds the database as it is at one instant and every file that it
needs, each with its hash. It is tested by restoring from it before it gets its
name. Sign-ins are left out: after a restore people sign in again. Nobody but
the owner can read the file; it holds personal data (names, email addresses).

  --data DIR  data folder (default ./data)`,
	Run: runBackup,
}

func runBackup(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	folder, words, err := dataFolder("backup", args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return badUsage("backup needs the name of one file to write, such as figurehead-%s.tar", time.Now().Format(time.DateOnly))
	}
	m, err := store.Backup(ctx, folder, words[0])
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: database and %s, %s; restore test passed\n", words[0], count(len(m.Blobs), "file"), bytesInWords(m.SizeBytes()))
	return nil
}

// dataFolder reads a command line whose only setting is the data folder; more
// adds the command's own flags.
func dataFolder(name string, args []string, more ...func(*flag.FlagSet)) (folder string, words []string, err error) {
	flags := newFlags(name)
	reader := addSettings(flags, "data")
	for _, add := range more {
		add(flags)
	}
	if words, err = parseFlags(flags, args); err != nil {
		return "", nil, err
	}
	s, err := reader.read(os.LookupEnv)
	return filepath.Clean(s.Data), words, err
}

// count is "1 file" or "2 files".
func count[N int | int64](n N, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// bytesInWords is "512 bytes", "12.3 kB" or "4.5 MB", in powers of a thousand.
func bytesInWords(n int64) string {
	switch {
	case n < 1_000:
		return count(n, "byte")
	case n < 1_000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
