package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

var publishCommand = command{
	Name:    "publish",
	Usage:   "--snapshot ID --spec FILE | --figure ID | --server URL DATA.csv",
	Summary: "publish a figure from the store",
	Help: `It makes a figure from a confirmed copy of a dataset and a spec file, or takes
the draft of a figure that is there, checks it as the studio does, draws every
size, makes it public and prints its address.

  --snapshot ID     copy of a dataset, as import prints it
  --spec FILE       a Spec; it may also hold "query"
  --figure ID       a figure whose draft is published
  --data DIR        data folder (default ./data)
  --public-url URL  what the printed address begins with

With --server it sends a file to another Figurehead as a program with a token, and
prints how it was read. With --yes it says yes to that reading, makes a figure and
publishes it: you vouch that these figures match the source. Run again within a day
it goes on where it was, and makes nothing twice.

  --server URL      the server
  --token-file FILE the token, from Your account in its studio; or FIGUREHEAD_TOKEN
  --publisher NAME  who published the data (default: the organisation itself)
  --licence KEY     its licence, such as OGL-UK-3.0
  --title TEXT      of the data
  --suggestion N    which of the figures that Pick would offer (default 1)
  --yes             use it like this and publish`,
	Run: runPublish,
}

func runPublish(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	var snapshotID, specFile, figureID string
	flags := newFlags("publish")
	reader := addSettings(flags, "data", "addr", "public_url")
	flags.StringVar(&snapshotID, "snapshot", "", "")
	flags.StringVar(&specFile, "spec", "", "")
	flags.StringVar(&figureID, "figure", "", "")
	var to remote
	to.flags(flags)
	words, err := parseFlags(flags, args)
	if err != nil {
		return err
	}
	if to.server != "" {
		if len(words) != 1 || snapshotID != "" || figureID != "" {
			return badUsage("publish --server needs one file of data")
		}
		to.specFile = specFile
		return to.publishTo(ctx, words[0], os.LookupEnv, stdout)
	}
	if len(words) > 0 || (figureID == "") == (snapshotID == "" || specFile == "") {
		return badUsage("publish needs --snapshot ID and --spec FILE, or --figure ID")
	}
	set, err := reader.read(os.LookupEnv)
	if err != nil {
		return err
	}
	return withPublisher(ctx, store.OpenExisting, set, func(st *store.Store, p *publishing.Publisher) error {
		if figureID == "" {
			var err error
			if figureID, err = draftFrom(ctx, st, snapshotID, specFile); err != nil {
				return err
			}
		}
		draft, err := st.Draft(ctx, figureID)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("there is no figure %s in the data folder %s: %w", figureID, set.Data, err)
		}
		if err != nil {
			return fmt.Errorf("figure %s: %w", figureID, err)
		}
		edition, err := p.Publish(ctx, commandLine, figureID, draft.Version)
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "figure %s\n%s/w/%s\n", figureID, p.PublicURL(), edition.PublicID)
		return nil
	})
}

// draftFrom makes a figure with the draft of a spec file and returns its id.
func draftFrom(ctx context.Context, st *store.Store, snapshotID, specFile string) (string, error) {
	raw, err := os.ReadFile(specFile)
	if err != nil {
		return "", fmt.Errorf("spec: %w", err)
	}
	figure, err := publishing.ParseFigureFile(raw)
	if err != nil {
		return "", fmt.Errorf("%s: %w", specFile, err)
	}
	snapshot, err := st.Snapshot(ctx, snapshotID)
	if errors.Is(err, store.ErrNotFound) {
		return "", fmt.Errorf("there is no snapshot %s in the data folder; import prints the id: %w", snapshotID, err)
	}
	if err != nil {
		return "", fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	widget := widgets.Widget{DatasetID: snapshot.DatasetID, State: widgets.InDraft, Kind: figure.Spec.Kind, Title: figure.Spec.Title}
	draft := widgets.Draft{SnapshotID: snapshotID, Query: figure.Query, Spec: figure.Spec}
	widget, _, err = st.CreateWidget(ctx, commandLine, widget, draft)
	return widget.ID, err
}
