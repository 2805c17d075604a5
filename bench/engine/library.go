package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"figurehead/bench/report"
	"figurehead/server"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// few and many are how many figures a Library is measured with.
const few, many = 50, 5000

// libraryAsks are what is asked of a Library, by what it is. The one that is
// searched for is on the page in both.
var libraryAsks = []struct{ what, address string }{
	{"the list", "/studio/figures"},
	{"searched", "/studio/figures?q=spend+0042"},
	{"by title", "/studio/figures?sort=title"},
	{"drafts", "/studio/figures?state=draft"},
}

// listed is the processor time of each of libraryAsks.
type listed struct{ Few, Many []time.Duration }

// library makes two servers with figures from a CSV file, few and many, and asks
// for their lists. It prints listed.
func library(file, folder string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	server.CollectLess() // as "serve" does
	all := listed{make([]time.Duration, len(libraryAsks)), make([]time.Duration, len(libraryAsks))}
	var turns []turn
	for _, one := range []struct {
		figures int
		into    []time.Duration
	}{{few, all.Few}, {many, all.Many}} {
		b, closes, err := libraryOf(one.figures, filepath.Join(folder, fmt.Sprint(one.figures)), filepath.Base(file), raw)
		if err != nil {
			return err
		}
		defer closes()
		for i, asked := range libraryAsks {
			turns = append(turns, turn{&one.into[i], func() error { _, err := b.send(asked.address, nil); return err }})
		}
	}
	if err := byTurns(5, 20, turns...); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

// libraryOf is a server with so many figures.
func libraryOf(figures int, folder, name string, raw []byte) (b browserOf, closes func() error, err error) {
	ctx := context.Background()
	st, err := store.Open(ctx, store.Options{Folder: folder})
	if err != nil {
		return b, nil, err
	}
	p := publishing.New(st, publishing.Options{PublicURL: studioURL})
	b, user, err := signIn(ctx, st, p)
	if err != nil {
		return b, nil, errors.Join(err, st.Close())
	}
	first, err := spendFigure(ctx, st, p, user, name, raw)
	if err != nil {
		return b, nil, errors.Join(err, st.Close())
	}
	w, err := st.Widget(ctx, first.WidgetID)
	for i := 1; i < figures && err == nil; i++ {
		spec := first.Spec
		spec.Title = fmt.Sprintf("Spend %04d of the council", i)
		_, _, err = st.CreateWidget(ctx, auth.ActorOf(user), widgets.Widget{DatasetID: w.DatasetID, State: widgets.InDraft, Kind: w.Kind, OwnerID: user.ID, DirectorateID: user.DirectorateID},
			widgets.Draft{SnapshotID: first.SnapshotID, Query: first.Query, Spec: spec})
	}
	if err != nil {
		return b, nil, errors.Join(err, st.Close())
	}
	return b, st.Close, nil
}

// measureLibrary compares the Library of many figures with that of few.
func measureLibrary(_ int, f files) ([]report.Line, error) {
	var l listed
	if err := workOn(f, "library", 1000, &l); err != nil {
		return nil, err
	}
	var lines []report.Line
	for i, asked := range libraryAsks {
		lines = append(lines, report.Line{What: fmt.Sprintf("Library of %d figures, %s, against %d", many, asked.what, few), Got: report.Ratio(l.Many[i], l.Few[i]), Unit: "×", Target: 2, AtMost: true,
			Detail: fmt.Sprintf("%v against %v", report.Rounded(l.Many[i]), report.Rounded(l.Few[i]))})
	}
	return lines, nil
}
