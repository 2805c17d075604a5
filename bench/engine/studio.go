package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"figurehead/bench/report"
	"figurehead/datasets"
	"figurehead/embed"
	"figurehead/server"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// edited is the processor time of what the server does for whoever edits a
// figure, beside drawing its frame, in one width and as it is embedded, and the
// bytes of a first load.
type edited struct {
	Width, Frame, Fragment, Page time.Duration
	FirstLoad                    int // packed: the page, its styles and its scripts
}

// studio brings a CSV file into a server of its own, makes a figure of it and
// edits its title. It prints edited.
func studio(file, folder string) error {
	ctx := context.Background()
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	server.CollectLess() // as "serve" does
	st, err := store.Open(ctx, store.Options{Folder: folder})
	if err != nil {
		return err
	}
	defer st.Close()
	p := publishing.New(st, publishing.Options{PublicURL: studioURL})
	b, user, err := signIn(ctx, st, p)
	if err != nil {
		return err
	}
	draft, err := spendFigure(ctx, st, p, user, filepath.Base(file), raw)
	if err != nil {
		return err
	}
	width, frame, err := drawings(ctx, st, p, user, draft)
	if err != nil {
		return err
	}
	address, n := "/studio/figures/"+draft.WidgetID+"/say", 0
	var all edited
	if all.FirstLoad, err = b.firstLoad(address); err != nil {
		return err
	}
	fragment := func() error {
		n++
		form := url.Values{"csrf": {b.csrf}, "version": {strconv.Itoa(draft.Version + n - 1)}, "title": {"Where the money went " + strconv.Itoa(n)}}
		_, err := b.send(address, form, "HX-Request-Type", "partial")
		return err
	}
	page := func() error {
		_, err := b.send(address, nil)
		return err
	}
	err = byTurns(5, 30, turn{&all.Width, width}, turn{&all.Frame, frame}, turn{&all.Fragment, fragment}, turn{&all.Page, page})
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

// drawings draw the figure of a Draft: in one width, and as the whole frame that
// readers get, its three widths with the words and the table around them.
func drawings(ctx context.Context, st *store.Store, p *publishing.Publisher, user store.User, draft widgets.Draft) (width, frame func() error, err error) {
	figure, err := p.Figure(ctx, draft)
	if err != nil {
		return nil, nil, err
	}
	by := auth.ActorOf(user)
	widget, err := st.Widget(ctx, draft.WidgetID)
	if err != nil {
		return nil, nil, err
	}
	w, d, err := st.CreateWidget(ctx, by, widgets.Widget{DatasetID: widget.DatasetID, State: widgets.InDraft, Kind: widget.Kind, OwnerID: user.ID, DirectorateID: user.DirectorateID},
		widgets.Draft{SnapshotID: draft.SnapshotID, Query: draft.Query, Spec: draft.Spec})
	if err != nil {
		return nil, nil, err
	}
	edition, err := p.Publish(ctx, by, w.ID, d.Version)
	if err != nil {
		return nil, nil, err
	}
	drawn := func(name string) error {
		preset, _ := widgets.PresetByName(name)
		placed, err := widgets.Place(figure, preset, widgets.Light, draw.Text)
		if err == nil {
			edition.Parts[name+"."+string(widgets.Light)] = draw.SVG(placed, draw.SVGOptions{IDPrefix: "p-"})
		}
		return err
	}
	width = func() error { return drawn("frame-m") }
	frame = func() error {
		for _, name := range []string{"frame-s", "frame-m", "frame-l"} {
			if err := drawn(name); err != nil {
				return err
			}
		}
		_, err := embed.Frame(edition, embed.FrameOptions{})
		return err
	}
	return width, frame, nil
}

// turn is something that is measured, and where its least time goes.
type turn struct {
	into *time.Duration
	do   func() error
}

// byTurns does each so many times, all of them in each round.
func byTurns(rounds, times int, turns ...turn) error {
	for range rounds {
		for _, one := range turns {
			took, err := average(times, one.do)
			if err != nil {
				return err
			}
			if *one.into == 0 || took < *one.into {
				*one.into = took
			}
		}
	}
	return nil
}

// spendFigure is a bar chart of the spend of each directorate.
func spendFigure(ctx context.Context, st *store.Store, p *publishing.Publisher, user store.User, name string, raw []byte) (widgets.Draft, error) {
	by := auth.ActorOf(user)
	_, snapshot, err := p.Import(ctx, by, publishing.Import{Raw: raw, Name: name, OwnerID: user.ID, DirectorateID: user.DirectorateID,
		Source: datasets.Source{Kind: "upload", Publisher: "Council", Licence: "OGL-UK-3.0", Title: "Spend"}})
	if err != nil {
		return widgets.Draft{}, err
	}
	if snapshot, _, err = p.ConfirmRecipe(ctx, by, snapshot.ID, nil); err != nil {
		return widgets.Draft{}, err
	}
	q, err := datasets.ParseQuery([]byte(`{"version":1,"steps":[{"do":"filter","field":"amount","test":"above","values":["500"]},{"do":"group","by":["directorate"],"measures":[{"name":"spend","summary":"sum","field":"amount"}]},{"do":"sort","by":[{"field":"spend","order":"descending"}]}]}`))
	if err != nil {
		return widgets.Draft{}, err
	}
	spec, err := widgets.ParseSpec([]byte(`{"version":1,"kind":"bar","title":"Where the money went","encoding":{"category":"directorate","value":"spend"}}`))
	if err != nil {
		return widgets.Draft{}, err
	}
	_, draft, err := st.CreateWidget(ctx, by, widgets.Widget{DatasetID: snapshot.DatasetID, State: widgets.InDraft, Kind: spec.Kind, OwnerID: user.ID, DirectorateID: user.DirectorateID},
		widgets.Draft{SnapshotID: snapshot.ID, Query: q, Spec: spec})
	return draft, err
}

// measureStudio compares what whoever edits asks of the server with drawing the
// frame alone.
func measureStudio(_ int, f files) ([]report.Line, error) {
	const rows = 10_000
	var e edited
	if err := workOn(f, "studio", rows, &e); err != nil {
		return nil, err
	}
	of := func(what string, took time.Duration, target float64) report.Line {
		return report.Line{What: fmt.Sprintf("%s at %d rows, against drawing the frame alone", what, rows), Got: report.Ratio(took, e.Frame), Unit: "×", Target: target, AtMost: true,
			Detail: fmt.Sprintf("%v against %v; one width is %v", report.Rounded(took), report.Rounded(e.Frame), report.Rounded(e.Width))}
	}
	return []report.Line{
		of("Say it, fragment after a change, saved, in three sizes", e.Fragment, 5),
		of("Say it, page", e.Page, 3),
		{What: "Say it, first load, packed", Got: float64(e.FirstLoad) / 1000, Unit: "kB", Target: 60, AtMost: true, Detail: "page, styles, scripts"},
	}, nil
}
