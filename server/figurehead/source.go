package main

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"figurehead/datasets/fetch"
	"figurehead/server/publishing"
)

// readSource reads a file of this machine, or an address through the guarded client.
func readSource(ctx context.Context, from string) (raw []byte, name string, err error) {
	got, err := getSource(ctx, from)
	return got.Body, got.FileName, err
}

func getSource(ctx context.Context, from string) (fetch.Fetched, error) {
	if isWeb(from) {
		return fetch.New(fetch.Options{Now: time.Now}).Get(ctx, from)
	}
	raw, err := readFile(from)
	return fetch.Fetched{Body: raw, Address: from, FileName: filepath.Base(from)}, err
}

func isWeb(from string) bool {
	return strings.HasPrefix(from, "https://") || strings.HasPrefix(from, "http://")
}

// readTable is readSource that goes from a description of tables to the one
// named behind #, or its only one, when it is to be followed.
func readTable(ctx context.Context, from string, follow bool) (publishing.Import, error) {
	address, table, _ := strings.Cut(from, "#")
	got, err := getSource(ctx, address)
	if err != nil && !isWeb(from) { // a file may have # in its name
		table = ""
		got, err = getSource(ctx, from)
	}
	in := publishing.Import{Raw: got.Body, Name: got.FileName, DescribedBy: got.DescribedBy}
	if err != nil || !follow {
		return in, err
	}
	in.Source.Address = got.Address
	if isWeb(from) {
		return publishing.Follow(ctx, getSource, in, table)
	}
	in.Source.Address = "file:///"                                                                  // any folder: only what stands below it is asked for
	if beside := in.Name + "-metadata.json"; exists(filepath.Join(filepath.Dir(address), beside)) { // CSV on the web, 5.3
		in.DescribedBy = (&url.URL{Scheme: "file", Path: "/" + beside}).String()
		in.Source.Address = (&url.URL{Scheme: "file", Path: "/" + in.Name}).String()
	}
	return publishing.Follow(ctx, func(ctx context.Context, asked string) (fetch.Fetched, error) {
		below, local := strings.CutPrefix(asked, "file:///")
		if !local {
			return getSource(ctx, asked)
		}
		name, err := url.PathUnescape(below)
		if err != nil {
			return fetch.Fetched{}, err
		}
		got, err := getSource(ctx, filepath.Join(filepath.Dir(address), filepath.FromSlash(name)))
		got.Address = asked
		return got, err
	}, in, table)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// unchanged gives a check that a file is as it was when it began to be read, to
// be made before anything of it is kept.
func unchanged(from string) func() error {
	before, err := os.Stat(from)
	if err != nil {
		return nil // an address, or a file that is not there, which is said when it is read
	}
	return func() error {
		now, err := os.Stat(from)
		if err != nil || !os.SameFile(before, now) || before.Size() != now.Size() || !before.ModTime().Equal(now.ModTime()) {
			return errors.New("the file was changed while it was read: bring it in again")
		}
		return nil
	}
}
