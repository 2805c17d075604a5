package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"figurehead/embed"
	"figurehead/public"
	"figurehead/server/publishing"
	"figurehead/store"
)

var exportCommand = command{
	Name:    "export",
	Usage:   "[--data DIR] [--public-url URL] FOLDER",
	Summary: "write the public pages, frames, images and numbers as plain files",
	Help: `It writes what readers get, byte for byte, into a folder that any web server
or object store can serve at the same address, also while the server runs:
figures stay in their places when the server is switched off. Run it again and
only what changed is written. A figure that was withdrawn is there as the
notice that says so. Searching and sorting need the server.

  --data DIR        data folder (default ./data)
  --public-url URL  the address the pages name, as the server has it`,
	Run: runExport,
}

func runExport(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	flags := newFlags("export")
	reader := addSettings(flags, "data", "addr", "public_url", "contact")
	words, err := parseFlags(flags, args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return badUsage("export needs the name of one folder to write into, such as site")
	}
	set, err := reader.read(os.LookupEnv)
	if err != nil {
		return err
	}
	assets, err := public.Open()
	if err != nil {
		return err
	}
	return withPublisher(ctx, store.OpenExisting, set, func(st *store.Store, p *publishing.Publisher) error {
		figures, err := st.PublicFigures(ctx)
		if err != nil {
			return err
		}
		d := embed.Deps{Store: st, Assets: assets, PublicURL: p.PublicURL(), Organisation: st.Organisation, Contact: set.Contact}
		report, err := embed.WriteSite(ctx, d, figures, words[0])
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "%s: %s of %s at %s, %s; %s written, %s removed\n", words[0], count(report.Files, "file"), count(len(figures), "figure"),
			d.PublicURL, bytesInWords(report.Bytes), count(report.Written, "file"), count(report.Removed, "file"))
		return nil
	})
}
