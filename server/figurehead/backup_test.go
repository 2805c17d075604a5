package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// TestDataFolderScripts runs testdata/folder/*.txtar, each beside a data
// folder $WORK/data with two published figures, which stays open as it is in a
// running server.
func TestDataFolderScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/folder",
		Setup: fillDataFolder,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"damage": damageFile, "blob": nameBlob,
		},
	})
}

func fillDataFolder(env *testscript.Env) error {
	ctx := context.Background()
	st, err := store.Open(ctx, store.Options{Folder: env.WorkDir + "/data"})
	if err != nil {
		return err
	}
	env.Defer(func() {
		if err := st.Close(); err != nil {
			env.T().Log(err)
		}
	})
	for n := range 2 {
		e, err := publishOne(ctx, st, fmt.Sprint("Figure ", n+1))
		if err != nil {
			return err
		}
		env.Values["blob"] = e.Renditions["og.png"].SHA256
	}
	return nil
}

// publishOne stores and publishes one figure.
func publishOne(ctx context.Context, st *store.Store, title string) (widgets.Edition, error) {
	by := store.Actor{Name: "command line"}
	put := func(raw string) (string, int64, error) { return st.Blobs().Put(ctx, strings.NewReader(raw)) }
	hash, size, err := put("Area,Value\n" + title + ",51.1\n")
	if err != nil {
		return widgets.Edition{}, err
	}
	d, s, err := st.CreateDataset(ctx, by, datasets.Dataset{Title: title}, datasets.Snapshot{SHA256: hash, SizeBytes: size, Rows: 1, Confirmed: true})
	if err != nil {
		return widgets.Edition{}, err
	}
	w, draft, err := st.CreateWidget(ctx, by, widgets.Widget{DatasetID: d.ID},
		widgets.Draft{SnapshotID: s.ID, Query: datasets.Query{Version: datasets.QueryVersion}, Spec: widgets.Spec{Version: 1, Kind: widgets.Headline, Title: title}})
	if err != nil {
		return widgets.Edition{}, err
	}
	hash, size, err = put("picture of " + title)
	if err != nil {
		return widgets.Edition{}, err
	}
	return st.Publish(ctx, by, w.ID, draft.Version, widgets.Edition{Title: title, Kind: widgets.Headline,
		Renditions: map[string]widgets.Rendition{"og.png": {SHA256: hash, SizeBytes: size, ContentType: "image/png"}}})
}

// damageFile flips one bit of the first occurrence of a text in a file:
// `damage FILE TEXT`.
func damageFile(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	raw, err := os.ReadFile(path)
	ts.Check(err)
	at := bytes.LastIndex(raw, []byte(args[1]))
	if at < 0 {
		ts.Check(errors.New(args[1] + " is not in " + args[0]))
	}
	raw[at] ^= 1
	ts.Check(os.WriteFile(path, raw, 0o600))
}

// nameBlob sets $BLOB to the path, inside a data folder, of the last picture.
func nameBlob(ts *testscript.TestScript, _ bool, _ []string) {
	hash := ts.Value("blob").(string)
	ts.Setenv("BLOB", "blobs/"+hash[:2]+"/"+hash[2:4]+"/"+hash)
}

func TestBytesInWords(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{
		0: "0 bytes", 1: "1 byte", 999: "999 bytes", 12_345: "12.3 kB", 4_500_000: "4.5 MB", 7_000_000_000: "7.0 GB",
	} {
		if got := bytesInWords(n); got != want {
			t.Errorf("bytesInWords(%d) = %q, want %q", n, got, want)
		}
	}
}
