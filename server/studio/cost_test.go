package studio_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// spendOf is a list of payments of so many rows.
func spendOf(rows int) string {
	var b strings.Builder
	b.WriteString("transaction_id,date,directorate,supplier,amount\n")
	for i := range rows {
		fmt.Fprintf(&b, "%d,2025-%02d-%02d,Directorate %d,\"Supplier %03d, Ltd\",%d.%02d\n", 1_000_000+i, i%12+1, i%28+1, i*7919%10, i*104729%997, i*7907%15000, i%100)
	}
	return b.String()
}

// BenchmarkSay compares what the server does for Say it on 10,000 rows with
// drawing the frame alone: the whole page, the fragment after a change of a
// word, which is saved, and the same without the saving.
func BenchmarkSay(b *testing.B) {
	o := newOffice(b, nil)
	ctx := b.Context()
	by := auth.ActorOf(o.users["editor"])
	_, snapshot, err := o.publishing.Import(ctx, by, publishing.Import{Raw: []byte(spendOf(10_000)), Name: "spend.csv",
		DirectorateID: o.users["editor"].DirectorateID, OwnerID: by.ID,
		Source: datasets.Source{Kind: "upload", Publisher: "Council", Licence: "OGL-UK-3.0", Title: "Spend"}})
	o.must(err)
	snapshot, _, err = o.publishing.ConfirmRecipe(ctx, by, snapshot.ID, nil)
	o.must(err)
	q, err := datasets.ParseQuery([]byte(`{"version":1,"steps":[{"do":"filter","field":"amount","test":"above","values":["500"]},{"do":"group","by":["directorate"],"measures":[{"name":"spend","summary":"sum","field":"amount"}]},{"do":"sort","by":[{"field":"spend","order":"descending"}]}]}`))
	o.must(err)
	spec, err := widgets.ParseSpec([]byte(`{"version":1,"kind":"bar","title":"Where the money went","encoding":{"category":"directorate","value":"spend"}}`))
	o.must(err)
	w, draft, err := o.store.CreateWidget(ctx, by, widgets.Widget{DatasetID: snapshot.DatasetID, State: widgets.InDraft, Kind: spec.Kind, DirectorateID: o.users["editor"].DirectorateID, OwnerID: by.ID},
		widgets.Draft{SnapshotID: snapshot.ID, Query: q, Spec: spec})
	o.must(err)
	editor := o.as("editor")
	figure, err := o.publishing.Figure(ctx, draft)
	o.must(err)
	frame, _ := widgets.PresetByName("frame-m")

	b.Run("frame", func(b *testing.B) {
		for b.Loop() {
			placed, err := widgets.Place(figure, frame, widgets.Light, draw.Text)
			o.must(err)
			draw.SVG(placed, draw.SVGOptions{IDPrefix: "p-"})
		}
	})
	n := 0
	b.Run("preview", func(b *testing.B) {
		for b.Loop() {
			n++
			draft.Spec.Title = "Where the money went " + strconv.Itoa(n)
			_, err := o.publishing.Look(ctx, draft, "frame-m")
			o.must(err)
		}
	})
	address := "/studio/figures/" + w.ID + "/say"
	version := draft.Version
	b.Run("fragment", func(b *testing.B) {
		for b.Loop() {
			n++
			form := url.Values{"csrf": {editor.csrf}, "version": {strconv.Itoa(version)}, "title": {"Where the money went " + strconv.Itoa(n)}}
			r := httptest.NewRequest("POST", address, strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("HX-Request-Type", "partial")
			if a := editor.send(r); a.status != 200 {
				b.Fatal(a.status, a.body)
			}
			version++
		}
	})
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			if a := editor.get(address); a.status != 200 {
				b.Fatal(a.status)
			}
		}
	})
}
