package server

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

const (
	manyOfficers  = 50
	sharedFigures = 5
)

// TestFiftyOfficersAtOnce lets fifty officers edit, undo, publish, withdraw and
// ask for the same few figures over HTTP. Every edit that was said to be saved
// is kept as a Revision or is the Draft; an edit that was not is a conflict in
// words; whatever the public sees was written in one save.
func TestFiftyOfficersAtOnce(t *testing.T) {
	t.Parallel()
	turns := 8
	if testing.Short() {
		turns = 3
	}
	w := newWorld(t, nil).settle()
	w.fill()
	shared := w.copies(sharedFigures)
	office := &busyOffice{w: w, figures: shared, saved: map[string][]string{}}
	b, csrf := w.as("publisher")
	first := busyOfficer{office: office, name: "first", role: "publisher", browser: b, csrf: csrf}
	for _, id := range shared { // so that there is something public from the start
		first.publish(id)
	}
	var all sync.WaitGroup
	for n := range manyOfficers {
		role := []string{"editor", "publisher", "admin", "publisher", "viewer"}[n%5]
		b, csrf := w.as(w.another(role, n))
		o := busyOfficer{office: office, name: fmt.Sprintf("%02d", n), browser: b, csrf: csrf, role: role, rnd: rand.New(rand.NewPCG(7, uint64(n)))}
		all.Go(func() {
			for turn := range turns {
				w.wait(3 * time.Second) // longer than the pause that makes a burst of typing one Revision
				o.turn(turn)
			}
		})
	}
	all.Wait()
	for _, id := range shared {
		office.nothingIsLost(id)
		first.look(id)
	}
	if office.conflicts == 0 || len(office.saved) == 0 || office.published < len(shared) {
		t.Errorf("%d conflicts, %d figures saved, %d published: the officers never met", office.conflicts, len(office.saved), office.published)
	}
}

// What one person saved is no part of the next person's burst of typing, however
// soon that begins.
func TestTwoOfficersAreTwoSteps(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	office := &busyOffice{w: w, figures: w.copies(1), saved: map[string][]string{}}
	id := office.figures[0]
	for turn, role := range []string{"publisher", "admin", "publisher"} {
		b, csrf := w.as(role)
		busyOfficer{office: office, name: "01", role: role, browser: b, csrf: csrf}.edit(id, fmt.Sprintf("mark 01-%d", turn))
	}
	if len(office.saved[id]) != 3 {
		t.Errorf("saved %q, want three", office.saved[id])
	}
	office.nothingIsLost(id)
}

// another makes a second account like that of the role and returns its name.
func (w *world) another(role string, n int) string {
	like := w.users[role]
	name := fmt.Sprintf("%s %02d", role, n)
	u, err := w.store.CreateUser(context.Background(), store.Actor{Name: "test"}, store.User{
		Name: name, Email: fmt.Sprintf("%s.%02d@example.gov.uk", role, n), Role: like.Role, DirectorateID: like.DirectorateID, PasswordHash: like.PasswordHash,
	})
	w.must(err)
	w.users[name] = u
	return name
}

// copies makes figures of the one that fill made, whose title and subtitle stand
// in every output.
func (w *world) copies(n int) []string {
	ctx, by := context.Background(), auth.ActorOf(w.users["editor"])
	widget, err := w.store.Widget(ctx, w.ids[":widget"])
	w.must(err)
	suggestions, err := w.publishing.Suggestions(ctx, w.ids[":snapshot"])
	w.must(err)
	i := slices.IndexFunc(suggestions, func(s publishing.Suggested) bool { return s.Kind != "headline" })
	var ids []string
	for range n {
		made, _, err := w.store.CreateWidget(ctx, by,
			widgets.Widget{DatasetID: widget.DatasetID, OwnerID: by.ID, DirectorateID: widget.DirectorateID, State: widgets.InDraft, Kind: suggestions[i].Kind, Title: "Recycling"},
			widgets.Draft{SnapshotID: w.ids[":snapshot"], Query: suggestions[i].Query, Spec: suggestions[i].Spec})
		w.must(err)
		ids = append(ids, made.ID)
	}
	return ids
}

// busyOffice is what the officers did together.
type busyOffice struct {
	w       *world
	figures []string

	mu                   sync.Mutex
	saved                map[string][]string // marks that were said to be saved, by figure
	conflicts, published int
}

type busyOfficer struct {
	office     *busyOffice
	name, role string
	browser    *browser
	csrf       string
	rnd        *rand.Rand
}

// turn does one thing to one of the figures.
func (o busyOfficer) turn(n int) {
	id := o.office.figures[o.rnd.IntN(len(o.office.figures))]
	switch what := o.rnd.IntN(10); {
	case o.role == "viewer" || what < 2:
		o.look(id)
	case what < 7:
		o.edit(id, fmt.Sprintf("mark %s-%d", o.name, n))
	case what < 8:
		o.undo(id)
	case o.role == "editor":
		o.look(id)
	default:
		o.publish(id)
	}
}

var markOf = regexp.MustCompile(`mark [0-9]{2}-[0-9]+`)

// look reads what is public: the marks in it are of one save.
func (o busyOfficer) look(id string) {
	w := o.office.w
	widget, err := w.store.Widget(context.Background(), id)
	if err != nil {
		w.t.Error(err)
		return
	}
	for _, path := range []string{"/embed/" + widget.PublicID, "/w/" + widget.PublicID, "/w/" + widget.PublicID + "/data.json", "/w/" + widget.PublicID + "/og.svg"} {
		got := w.browser().get(path)
		marks := markOf.FindAllString(got.body, -1)
		slices.Sort(marks)
		if marks = slices.Compact(marks); len(marks) > 1 || got.status != 200 && got.status != 404 && got.status != 410 {
			w.t.Errorf("%s = %d with the words of %q", path, got.status, marks)
		}
	}
}

// edit changes title and subtitle together.
func (o busyOfficer) edit(id, mark string) {
	version := o.browser.get("/studio/figures/" + id + "/say").hidden("version")
	got := o.browser.post("/studio/figures/"+id+"/say", o.csrf, url.Values{
		"version": {version}, "do": {"update"}, "title": {"Recycling, " + mark}, "subtitle": {"As written in " + mark},
	})
	o.told(got, id, mark)
}

func (o busyOfficer) undo(id string) {
	version := o.browser.get("/studio/figures/" + id + "/say").hidden("version")
	o.told(o.browser.post("/studio/figures/"+id+"/say", o.csrf, url.Values{"version": {version}, "do": {"undo"}}), id, "")
}

// publish looks and publishes, again after each edit of somebody else, as a
// person would.
func (o busyOfficer) publish(id string) {
	for range 10 {
		version := o.browser.get("/studio/figures/" + id + "/check").hidden("version")
		got := o.browser.post("/studio/figures/"+id+"/check", o.csrf, url.Values{"version": {version}, "vouch": {"yes"}, "do": {"publish"}})
		o.told(got, id, "")
		if got.status == 303 {
			o.office.mu.Lock()
			o.office.published++
			o.office.mu.Unlock()
			return
		}
	}
}

// told counts what the officer was told; anything but saved and conflict fails.
func (o busyOfficer) told(got answer, id, mark string) {
	o.office.mu.Lock()
	defer o.office.mu.Unlock()
	switch {
	case got.status == 303 && mark != "":
		o.office.saved[id] = append(o.office.saved[id], mark)
	case got.status == 303:
	case got.status == 409 && strings.Contains(got.body, "Someone else"):
		o.office.conflicts++
	default:
		o.office.w.t.Errorf("officer %s (%s) was told %d: %.300s", o.name, o.role, got.status, strings.Join(got.all(".govuk-error-summary li"), " "))
	}
}

// nothingIsLost finds every saved mark in the Revisions or the Draft, title and
// subtitle together.
func (o *busyOffice) nothingIsLost(id string) {
	ctx := context.Background()
	revisions, err := o.w.store.Revisions(ctx, id)
	o.w.must(err)
	draft, err := o.w.store.Draft(ctx, id)
	o.w.must(err)
	kept := map[string]bool{}
	numbers := map[int]bool{}
	for _, spec := range append([]widgets.Spec{draft.Spec}, specsOf(revisions)...) {
		title, subtitle := markOf.FindString(spec.Title), markOf.FindString(spec.Subtitle)
		if title != subtitle {
			o.w.t.Errorf("figure %s has the title of %q and the subtitle of %q", id, title, subtitle)
		}
		kept[title] = true
	}
	for _, r := range revisions {
		if numbers[r.Number] {
			o.w.t.Errorf("figure %s has Revision %d twice", id, r.Number)
		}
		numbers[r.Number] = true
	}
	for _, mark := range o.saved[id] {
		if !kept[mark] {
			o.w.t.Errorf("figure %s: %q was said to be saved and is neither a Revision nor the Draft", id, mark)
		}
	}
	if widget, err := o.w.store.Widget(ctx, id); err != nil {
		o.w.t.Error(err)
	} else if published, err := o.w.store.Published(ctx, widget.PublicID); err == nil && published.Edition.Number != widget.Edition {
		o.w.t.Errorf("figure %s shows version %d, its newest is %d", id, published.Edition.Number, widget.Edition)
	} else if err != nil && err != store.ErrNotFound && widget.Edition > 0 {
		o.w.t.Error(err)
	}
}

func specsOf(revisions []widgets.Revision) []widgets.Spec {
	specs := make([]widgets.Spec, len(revisions))
	for i, r := range revisions {
		specs[i] = r.Draft.Spec
	}
	return specs
}
