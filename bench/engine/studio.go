package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/bench/report"
	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/embed"
	"figurehead/public"
	"figurehead/server"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

const studioURL = "http://127.0.0.1:8080"

// edited is the processor time of what the server does for whoever edits a
// figure, beside drawing its frame alone, and the bytes of a first load.
type edited struct {
	Frame, Fragment, Page time.Duration
	FirstLoad             int // packed: the page, its styles and its scripts
}

// browserOf is somebody who is signed in.
type browserOf struct {
	app          *fiber.App
	cookie, csrf string
}

// studio brings a CSV file into a server of its own, makes a figure of it and
// edits its title. It prints edited.
func studio(file, folder string) error {
	ctx := context.Background()
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
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
	figure, err := p.Figure(ctx, draft)
	if err != nil {
		return err
	}
	preset, _ := widgets.PresetByName("frame-m")
	address, n := "/studio/figures/"+draft.WidgetID+"/say", 0
	var all edited
	if all.FirstLoad, err = b.firstLoad(address); err != nil {
		return err
	}
	for range 5 { // by turns
		for _, one := range []struct {
			into *time.Duration
			do   func() error
		}{{&all.Frame, func() error {
			placed, err := widgets.Place(figure, preset, widgets.Light, draw.Text)
			if err == nil {
				draw.SVG(placed, draw.SVGOptions{IDPrefix: "p-"})
			}
			return err
		}}, {&all.Fragment, func() error {
			n++
			form := url.Values{"csrf": {b.csrf}, "version": {strconv.Itoa(draft.Version + n - 1)}, "title": {"Where the money went " + strconv.Itoa(n)}}
			r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("HX-Request-Type", "partial")
			_, err := b.send(r)
			return err
		}}, {&all.Page, func() error {
			_, err := b.send(httptest.NewRequest(http.MethodGet, address, nil))
			return err
		}}} {
			took, err := average(30, one.do)
			if err != nil {
				return err
			}
			if *one.into == 0 || took < *one.into {
				*one.into = took
			}
		}
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

// signIn makes a server with one admin, and a session of hers.
func signIn(ctx context.Context, st *store.Store, p *publishing.Publisher) (browserOf, store.User, error) {
	assets, err := public.Open()
	if err != nil {
		return browserOf{}, store.User{}, err
	}
	d := server.Deps{Store: st, Assets: assets, PublicURL: studioURL, Fetch: fetch.New(fetch.Options{}), Publishing: p, Views: func(embed.View) {},
		Log: slog.New(slog.DiscardHandler), Now: time.Now}
	if d.Auth, err = server.NewAuth(d); err != nil {
		return browserOf{}, store.User{}, err
	}
	if d.Studio, err = server.NewStudio(d); err != nil {
		return browserOf{}, store.User{}, err
	}
	app, err := server.New(d)
	if err != nil {
		return browserOf{}, store.User{}, err
	}
	if err := st.StartSetup(ctx, "token", time.Now()); err != nil {
		return browserOf{}, store.User{}, err
	}
	user, err := st.FinishSetup(ctx, "token", store.Organisation{Name: "Example County Council", Area: "Essex", Licence: "OGL-UK-3.0", TimeZone: "Europe/London"},
		[]string{"Communications"}, store.User{Name: "admin", Email: "admin@example.gov.uk", PasswordHash: "-"})
	if err != nil {
		return browserOf{}, store.User{}, err
	}
	token, hash, err := auth.NewToken(nil)
	if err != nil {
		return browserOf{}, store.User{}, err
	}
	s := store.Session{Hash: hash, UserID: user.ID, CSRF: "form", CreatedAt: time.Now(), SeenAt: time.Now()}
	return browserOf{app, token, s.CSRF}, user, st.CreateSession(ctx, auth.ActorOf(user), s)
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

func (b browserOf) send(r *http.Request) (string, error) {
	r.Host = strings.TrimPrefix(studioURL, "http://")
	r.Header.Set("Origin", studioURL)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "figurehead", Value: b.cookie})
	answer, err := b.app.Test(r, -1)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s", r.Method, r.URL.Path, answer.Status)
	}
	return string(body), err
}

var loaded = regexp.MustCompile(`<(?:script|link rel="stylesheet")[^>]* (?:src|href)="([^"]+)"`)

// firstLoad is how many bytes come, packed, when nothing is in the cache.
func (b browserOf) firstLoad(address string) (int, error) {
	page, err := b.send(httptest.NewRequest(http.MethodGet, address, nil))
	if err != nil {
		return 0, err
	}
	size, err := packed(page)
	for _, found := range loaded.FindAllStringSubmatch(page, -1) {
		if err != nil {
			break
		}
		var body string
		if body, err = b.send(httptest.NewRequest(http.MethodGet, found[1], nil)); err == nil {
			var n int
			n, err = packed(body)
			size += n
		}
	}
	return size, err
}

func packed(text string) (int, error) {
	var out strings.Builder
	w := gzip.NewWriter(&out)
	if _, err := io.WriteString(w, text); err != nil {
		return 0, err
	}
	err := w.Close()
	return out.Len(), err
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
			Detail: fmt.Sprintf("%v against %v", report.Rounded(took), report.Rounded(e.Frame))}
	}
	return []report.Line{
		of("Say it, fragment after a change, saved, in three sizes", e.Fragment, 5),
		of("Say it, page", e.Page, 3),
		{What: "Say it, first load, packed", Got: float64(e.FirstLoad) / 1000, Unit: "kB", Target: 60, AtMost: true, Detail: "page, styles, scripts"},
	}, nil
}
