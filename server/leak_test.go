package server

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/store/blob"
	"figurehead/widgets"
)

// secret is a figure of which readers may see nothing, or nothing more.
type secret struct {
	name   string
	word   string // in the names, headings and source of it and of nothing else
	widget widgets.Widget
	gone   bool // readers were told that it was withdrawn: there is a page that says so
}

// secretNumber stands in the tables of all of them and nowhere else.
const secretNumber = "731957"

// TestNothingUnpublishedIsSeen asks every address of the server, without
// signing in, for what is in draft, planned, withdrawn, held by a freeze or
// changed since it was published, in a public campaign too, and looks for any
// word of it.
func TestNothingUnpublishedIsSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	secrets := w.secrets()
	public := w.figure("Public", "Waste of all", "1042")
	public = w.publish(public)
	w.inCampaign(public, secrets)
	reader := w.browser()
	for _, path := range w.everywhere(secrets) {
		got := reader.get(path)
		if got.status == http.StatusOK && strings.HasPrefix(path, "/studio") {
			t.Errorf("%s is shown to anybody", path)
		}
		w.tellsNothing(path, got, secrets)
	}
	for name, body := range w.exported() {
		w.tellsNothing("export "+name, answer{t: t, body: name + body}, secrets)
	}
	if got := reader.get("/c/open-campaign"); !strings.Contains(got.body, "Waste of all") {
		t.Errorf("the campaign does not show its public figure (%d)", got.status)
	}
	for _, path := range []string{"/feed.atom", "/catalog.jsonld", "/data.json", "/sitemap.xml", "/"} {
		if !strings.Contains(reader.get(path).body, public.PublicID) {
			t.Errorf("%s does not tell of the public figure: the search proves nothing", path)
		}
	}
}

// tellsNothing looks for the secrets in everything that an answer says. Of a
// withdrawn figure its address and title are known, and its reason.
func (w *world) tellsNothing(path string, a answer, secrets []secret) {
	w.t.Helper()
	said := a.body
	for name, values := range a.header {
		said += "\n" + name + ": " + strings.Join(values, ", ")
	}
	said = strings.ToLower(strings.ReplaceAll(said, url.QueryEscape(path), "")) // where sign-in leads back to
	searched := ""
	if u, err := url.Parse(path); err == nil && u.Path == "/" {
		searched = u.Query().Get("q")
	}
	if strings.Contains(said, secretNumber) {
		w.t.Errorf("%s (%d) has a number of a figure that is not public", path, a.status)
	}
	for _, s := range secrets {
		if searched != s.word && strings.Contains(said, s.word) {
			w.t.Errorf("%s (%d) says %q, which is of a figure that is %s", path, a.status, s.word, s.name)
		}
		known := searched == "" && (s.gone || s.name == "changed since")
		if !known && (strings.Contains(said, s.widget.PublicID) || strings.Contains(said, s.widget.ID)) {
			w.t.Errorf("%s (%d) names the address of a figure that is %s", path, a.status, s.name)
		}
	}
}

// everywhere are all addresses that anybody can ask: each route with what the
// secrets are called in each place for a name.
func (w *world) everywhere(secrets []secret) []string {
	w.t.Helper()
	var paths []string
	add := func(path string) {
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	for _, route := range routeNames(w.app) {
		if route.method != http.MethodGet {
			continue
		}
		for _, s := range secrets {
			fresh, err := w.store.Widget(context.Background(), s.widget.ID)
			w.must(err)
			for _, preset := range widgets.Presets {
				for _, id := range []string{fresh.PublicID, fresh.ID, strings.ToUpper(fresh.PublicID)} {
					path := strings.NewReplacer(":preset", preset.Name, ":id", id, ":n", "1", ":code", fresh.ShortCode, ":widget", fresh.ID, ":dataset", fresh.DatasetID, ":slug", "open-campaign").Replace(route.path)
					add(w.sample(path))
					if strings.Contains(route.path, ":n") {
						add(w.sample(strings.ReplaceAll(path, "/e/1", "/e/2")))
					}
				}
				if !strings.Contains(route.path, ":preset") {
					break
				}
			}
			add("/?q=" + url.QueryEscape(s.word))
			for _, at := range []string{"/w/", "/embed/", "/s/"} {
				id := fresh.PublicID
				if at == "/s/" {
					id = fresh.ShortCode
				}
				for _, more := range []string{"", "&type=photo", "&maxwidth=200"} {
					add("/oembed?url=" + url.QueryEscape(w.publicURL+at+id) + more)
				}
				for _, query := range []string{"?draft=1", "?preview=1", "?version=1", "?e=1", "?lang=cy", "?theme=dark"} {
					add(at + id + query)
				}
			}
		}
	}
	// Blobs are named by the hash of their bytes: a guess at one finds nothing.
	w.must(w.store.Blobs().List(context.Background(), func(b blob.Info) error {
		for _, at := range []string{"/assets/", "/blobs/", "/w/"} {
			add(at + b.SHA256)
			add(at + b.SHA256 + ".png")
		}
		return nil
	}))
	return paths
}

// secrets makes a figure in each state in which readers may not see it.
func (w *world) secrets() []secret {
	w.t.Helper()
	ctx, by := context.Background(), auth.ActorOf(w.users["publisher"])
	list := []secret{{name: "in draft", word: "quagga"}, {name: "planned", word: "okapi"}, {name: "withdrawn", word: "axolotl", gone: true},
		{name: "withdrawn by a plan", word: "numbat", gone: true}, {name: "changed since", word: "dugong"}}
	for i := range list {
		s := &list[i]
		s.widget = w.figure(s.word, "Counts of things", secretNumber)
		switch s.name {
		case "planned":
			draft, err := w.store.Draft(ctx, s.widget.ID)
			w.must(err)
			plan := store.Plan{WidgetID: s.widget.ID, PublishAt: w.now().Add(time.Hour)}
			w.must(w.publishing.Plan(ctx, by, plan, draft.Version))
			plan, err = w.store.Plan(ctx, s.widget.ID)
			w.must(err)
			_, err = w.publishing.Prepare(ctx, plan) // drawn, its images stored
			w.must(err)
		case "withdrawn":
			s.widget = w.publish(s.widget)
			w.must(w.publishing.Withdraw(ctx, by, s.widget.ID, "There was a mistake in it."))
		case "withdrawn by a plan":
			s.widget = w.publish(s.widget)
			w.must(w.publishing.Replan(ctx, by, store.Plan{WidgetID: s.widget.ID, WithdrawAt: w.now().Add(time.Minute), Reason: "Its year is over."}))
			w.wait(2 * time.Minute)
			plan, err := w.store.Plan(ctx, s.widget.ID)
			w.must(err)
			w.must(w.publishing.WithdrawPlanned(ctx, plan))
		case "changed since":
			s.widget = w.figure("manatee", "Counts of things", "411")
			s.widget = w.publish(s.widget)
			draft, err := w.store.Draft(ctx, s.widget.ID)
			w.must(err)
			draft.Spec.Title, draft.Spec.Note = "More of "+s.word, s.word
			_, err = w.store.SaveDraft(ctx, by, draft)
			w.must(err)
		}
	}
	return list
}

// figure makes a listed draft whose every text and name has a word in it.
func (w *world) figure(word, title, number string) widgets.Widget {
	w.t.Helper()
	ctx, owner := context.Background(), w.users["editor"]
	table := fmt.Sprintf("Place,%s (tonnes)\n%s North,%s\n%s South,12\nElsewhere,15\n", word, word, number, word)
	dataset, snapshot, err := w.publishing.Import(ctx, auth.ActorOf(owner), publishing.Import{
		Raw: []byte(table), Name: word + ".csv", OwnerID: owner.ID, DirectorateID: owner.DirectorateID,
		Source: datasets.Source{Kind: "paste", Title: word + " counts", Publisher: word + " society", ShortName: word, Licence: "OGL-UK-3.0", Link: "https://www.example.gov.uk/" + word},
	})
	w.must(err)
	snapshot, _, err = w.publishing.ConfirmRecipe(ctx, auth.ActorOf(owner), snapshot.ID, nil)
	w.must(err)
	suggestions, err := w.publishing.Suggestions(ctx, snapshot.ID)
	w.must(err)
	spec := suggestions[0].Spec
	spec.Title, spec.Listed = title, true
	widget, _, err := w.store.CreateWidget(ctx, auth.ActorOf(owner),
		widgets.Widget{DatasetID: dataset.ID, OwnerID: owner.ID, DirectorateID: owner.DirectorateID, State: widgets.InDraft, Kind: spec.Kind, Title: title},
		widgets.Draft{SnapshotID: snapshot.ID, Query: suggestions[0].Query, Spec: spec})
	w.must(err)
	return widget
}

func (w *world) publish(widget widgets.Widget) widgets.Widget {
	w.t.Helper()
	ctx := context.Background()
	draft, err := w.store.Draft(ctx, widget.ID)
	w.must(err)
	_, err = w.publishing.Publish(ctx, auth.ActorOf(w.users["publisher"]), widget.ID, draft.Version)
	w.must(err)
	widget, err = w.store.Widget(ctx, widget.ID)
	w.must(err)
	return widget
}

// inCampaign publishes a campaign that has all of them, the public one first.
func (w *world) inCampaign(public widgets.Widget, secrets []secret) {
	w.t.Helper()
	ctx, by := context.Background(), auth.ActorOf(w.users["publisher"])
	figures := []widgets.CampaignFigure{{WidgetID: public.ID}}
	for _, s := range secrets {
		figures = append(figures, widgets.CampaignFigure{WidgetID: s.widget.ID, Heading: "", Text: ""})
	}
	c, err := w.store.CreateCampaign(ctx, by, widgets.Campaign{DirectorateID: public.DirectorateID, OwnerID: by.ID,
		Draft: widgets.CampaignDraft{Name: "Open campaign", Slug: "open-campaign", Figures: figures}})
	w.must(err)
	_, err = w.publishing.PublishCampaign(ctx, by, c.ID, c.Version)
	w.must(err)
}

// exported are the files of the whole site as an admin gets them.
func (w *world) exported() map[string]string {
	w.t.Helper()
	admin, _ := w.as("admin")
	body := admin.get("/studio/settings/site.zip").body
	files := unzipped(w.t, body)
	if len(files) < 10 {
		w.t.Fatalf("only %d files are exported", len(files))
	}
	return files
}

// unzipped are the texts of an archive's files, each led by its name.
func unzipped(t *testing.T, body string) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}
