package server

import (
	"context"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// recycling is a table that an officer of Communications pasted.
const recycling = "Year,Area,Recycled (%)\n2016/17,Essex,49.1\n2017/18,Essex,49.9\n2018/19,Essex,51.1\n"

// fill adds a dataset and a draft of Communications, for addresses that name one.
func (w *world) fill() {
	w.t.Helper()
	ctx := context.Background()
	owner := w.users["editor"]
	dataset, snapshot, err := w.publishing.Import(ctx, auth.ActorOf(owner), publishing.Import{
		Raw: []byte(recycling), Name: "Pasted table", OwnerID: owner.ID, DirectorateID: owner.DirectorateID,
		Source: datasets.Source{Kind: "paste", Title: "Recycling", Publisher: "Example County Council", Licence: "OGL-UK-3.0"},
	})
	w.must(err)
	snapshot, _, err = w.publishing.ConfirmRecipe(ctx, auth.ActorOf(owner), snapshot.ID, nil)
	w.must(err)
	suggestions, err := w.publishing.Suggestions(ctx, snapshot.ID)
	w.must(err)
	if len(suggestions) == 0 {
		w.t.Fatal("no figure is suggested for the sample table")
	}
	widget, _, err := w.store.CreateWidget(ctx, auth.ActorOf(owner),
		widgets.Widget{DatasetID: dataset.ID, OwnerID: owner.ID, DirectorateID: owner.DirectorateID, State: widgets.InDraft, Kind: suggestions[0].Kind, Title: "Recycling"},
		widgets.Draft{SnapshotID: snapshot.ID, Query: suggestions[0].Query, Spec: suggestions[0].Spec})
	w.must(err)
	w.ids = map[string]string{":campaign": w.campaign(owner, widget.ID), ":dataset": dataset.ID, ":snapshot": snapshot.ID, ":widget": widget.ID, ":figure": widget.ID, ":freeze": w.freeze(), ":set": w.set(dataset, widget), ":issued": w.issued(owner), ":theme": "council"}
}

// set makes a set of a figure.
func (w *world) set(d datasets.Dataset, of widgets.Widget) string {
	ctx, by := context.Background(), auth.ActorOf(w.users["editor"])
	draft, err := w.store.Draft(ctx, of.ID)
	w.must(err)
	pattern, err := w.publishing.NewPattern(ctx, draft, "Year")
	w.must(err)
	set, err := w.store.CreateSet(ctx, by, widgets.Set{DatasetID: d.ID, DirectorateID: of.DirectorateID, OwnerID: by.ID, TemplateID: of.ID, Name: "Recycling by year", Pattern: pattern})
	w.must(err)
	return set.ID
}

// sample is a path of the route: what fill made where it takes a name, and
// otherwise what nobody has.
func (w *world) sample(path string) string {
	w.t.Helper()
	people, err := w.store.Users(context.Background())
	w.must(err)
	words := strings.Split(path, "/")
	for i, word := range words {
		switch {
		case w.ids[word] != "":
			words[i] = w.ids[word]
		case word == ":user":
			words[i] = someone(people).ID
		case strings.HasPrefix(word, ":"):
			_, end, _ := strings.Cut(word, ".")
			words[i] = strings.TrimSuffix("nobodyhasthis."+end, ".")
		}
	}
	return strings.Join(words, "/")
}

// someone is the person whom the pages about a person are about.
func someone(people []store.User) store.User {
	for _, u := range people {
		if u.Role == store.Viewer {
			return u
		}
	}
	return store.User{ID: "nobodyhasthis"}
}

// freeze adds one that is still to come.
func (w *world) freeze() string {
	w.t.Helper()
	f, err := w.store.SetFreeze(context.Background(), store.Actor{Name: "test"},
		store.Freeze{From: w.now().AddDate(0, 1, 0), To: w.now().AddDate(0, 2, 0), Reason: "Council elections"})
	w.must(err)
	return f.ID
}

// issued makes an API token of somebody.
func (w *world) issued(of store.User) string {
	w.t.Helper()
	token, err := w.store.MakeToken(context.Background(), auth.ActorOf(of), store.Token{Name: "Nightly figures", UserID: of.ID,
		Scopes: []store.Scope{store.ReadScope}, Hash: auth.HashToken("nobody has it"), ExpiresAt: time.Now().AddDate(0, 1, 0)})
	w.must(err)
	return token.ID
}
