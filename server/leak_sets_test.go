package server

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// TestNothingHeldBackIsSeen asks every address for a figure that only a freeze
// keeps back, and for the place that was left out of a public set.
func TestNothingHeldBackIsSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	set, left := w.setWithout("ibex")
	held := secret{name: "held by a freeze", word: "tapir", widget: w.figure("tapir", "Counts of things", secretNumber)}
	w.heldByFreeze(held.widget)
	secrets := []secret{left, held}
	reader, page := w.browser(), "/p/"+set.PublicID
	paths := append(w.everywhere(secrets), page, page+"?place=ibex+North", page+"?place=Fernhill")
	for _, path := range paths {
		got := reader.get(path)
		if strings.Contains(path, "place=ibex") {
			got.body = strings.ReplaceAll(got.body, "ibex+North", "") // what was asked
		}
		w.tellsNothing(path, got, secrets)
	}
	if got := reader.get(page); got.status != http.StatusOK || !strings.Contains(got.body, "Fernhill") {
		t.Errorf("%s = %d: the page of the set does not show its public places", page, got.status)
	}
	for name, body := range w.exported() {
		w.tellsNothing("export "+name, answer{t: t, body: name + body}, secrets)
	}
}

// heldByFreeze sets a freeze and sees that it holds the figure back.
func (w *world) heldByFreeze(widget widgets.Widget) {
	w.t.Helper()
	ctx, by := context.Background(), auth.ActorOf(w.users["publisher"])
	_, err := w.store.SetFreeze(ctx, by, store.Freeze{From: w.now().Add(-time.Hour), To: w.now().Add(time.Hour), Reason: "Election"})
	w.must(err)
	draft, err := w.store.Draft(ctx, widget.ID)
	w.must(err)
	if _, err := w.publishing.Publish(ctx, by, widget.ID, draft.Version); err == nil {
		w.t.Fatal("a figure is published in a freeze")
	}
}

// setWithout publishes a set of places but for the one whose name has a word
// in it, which has a draft of its own.
func (w *world) setWithout(word string) (widgets.Set, secret) {
	w.t.Helper()
	ctx, owner, by := context.Background(), w.users["editor"], auth.ActorOf(w.users["publisher"])
	table := "Place,Year,Tonnes\n"
	for i, place := range []string{"Fernhill", "Elmstead", word + " North"} {
		for year := 2022; year <= 2025; year++ {
			number := fmt.Sprint(100*i + year - 1500)
			if i == 2 {
				number = secretNumber
			}
			table += fmt.Sprintf("%s,%d,%s\n", place, year, number)
		}
	}
	dataset, snapshot, err := w.publishing.Import(ctx, auth.ActorOf(owner), publishing.Import{
		Raw: []byte(table), Name: "waste.csv", OwnerID: owner.ID, DirectorateID: owner.DirectorateID,
		Source: datasets.Source{Kind: "paste", Title: "Waste by place", Publisher: "Example County Council", ShortName: "Us", Licence: "OGL-UK-3.0"},
	})
	w.must(err)
	snapshot, _, err = w.publishing.ConfirmRecipe(ctx, auth.ActorOf(owner), snapshot.ID, nil)
	w.must(err)
	draft, pattern := w.ofOnePlace(snapshot.ID, "Place")
	template, _, err := w.store.CreateWidget(ctx, by,
		widgets.Widget{DatasetID: dataset.ID, OwnerID: owner.ID, DirectorateID: owner.DirectorateID, State: widgets.InDraft, Kind: draft.Spec.Kind, Title: "Waste"}, draft)
	w.must(err)
	set, err := w.store.CreateSet(ctx, by, widgets.Set{DatasetID: dataset.ID, DirectorateID: owner.DirectorateID, OwnerID: owner.ID, TemplateID: template.ID, Name: "Waste by place", Pattern: pattern})
	w.must(err)
	set, err = w.publishing.SaveSet(ctx, by, set, map[string]bool{word + " North": true})
	w.must(err)
	left, err := w.publishing.OpenMember(ctx, by, set, word+" North")
	w.must(err)
	set, err = w.store.Set(ctx, set.ID)
	w.must(err)
	set, err = w.publishing.PublishSet(ctx, by, set.ID, set.Version, snapshot.ID)
	w.must(err)
	return set, secret{name: "left out of a set", word: word, widget: left}
}

// ofOnePlace is a suggestion that is about one place of a column, and what
// figures of the other places have in common with it.
func (w *world) ofOnePlace(snapshotID, field string) (widgets.Draft, widgets.Pattern) {
	w.t.Helper()
	suggestions, err := w.publishing.Suggestions(context.Background(), snapshotID)
	w.must(err)
	for _, s := range suggestions {
		draft := widgets.Draft{SnapshotID: snapshotID, Query: s.Query, Spec: s.Spec}
		draft.Spec.Listed = true
		pattern, err := w.publishing.NewPattern(context.Background(), draft, field)
		if err == nil && pattern.Mode == widgets.OnlyPlace {
			return draft, pattern
		}
	}
	w.t.Fatalf("none of %d suggestions is about one place", len(suggestions))
	return widgets.Draft{}, widgets.Pattern{}
}
