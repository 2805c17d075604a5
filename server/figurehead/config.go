package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
)

var configCommand = command{
	Name:    "config",
	Usage:   "[--config FILE] [flags of serve]",
	Summary: "print the settings in force and where each was found, secrets hidden",
	Help: `The order is: flag, FIGUREHEAD_… environment variable, the file named by
FIGUREHEAD_…_FILE, the settings file of --config or FIGUREHEAD_CONFIG, default.
A value that cannot be used is an error, as it is at serve.`,
	Run: runConfig,
}

func runConfig(_ context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	flags := newFlags("config")
	reader := addSettings(flags)
	words, err := parseFlags(flags, args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return badUsage("config takes no arguments, only flags")
	}
	rows, err := reader.find(os.LookupEnv)
	if err != nil {
		return err
	}
	for _, row := range rows {
		fmt.Fprintf(stdout, "%-16s = %-30s # %s\n", row.Name, row.shown(), row.From)
	}
	_, err = reader.read(os.LookupEnv)
	return err
}

// shown is the value as config prints it.
func (e effective) shown() string {
	switch {
	case e.Value == "":
		return "(not set)"
	case e.Secret:
		return "(hidden)"
	}
	return e.Value
}

// fromWords say where a value was found.
func (e effective) fromWords() string {
	switch {
	case e.From == "default":
		return "default"
	case strings.HasPrefix(e.From, "--"):
		return "flag " + e.From
	case strings.HasPrefix(e.From, "FIGUREHEAD_"):
		return "environment, " + e.From
	}
	return "file " + e.From
}
