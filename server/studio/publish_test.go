package studio_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/progress"
	"figurehead/server/auth"
	"figurehead/server/studio"
)

// A publish that takes a while is followed on a page of its own, without scripts;
// sent twice it is one version, and both lead to the kit. Going back, Check says
// that readers have it.
func TestPublishIsFollowedAndSentTwice(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft(spend, "")
	fields := map[string]string{"version": p.get(f.page("check")).attribute("form.fh-vouch input[name=version]", "value"), "vouch": "yes", "do": "publish"}
	o.studio.Patience = time.Nanosecond
	for range 2 {
		got := p.post(f.page("check"), fields)
		if got.status != http.StatusSeeOther {
			t.Fatalf("status %d: %s", got.status, got.text("main"))
		}
		if got = p.result(got); got.location != f.page("kit") {
			t.Fatalf("status %d to %q, want the kit: %s", got.status, got.location, got.text("main"))
		}
	}
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	if w.Edition != 1 {
		t.Errorf("%d versions, want 1", w.Edition)
	}
	if got := p.get(f.page("check")).text("main"); !strings.Contains(got, "This is what readers have, since") {
		t.Errorf("Check does not say that it is public: %s", got)
	}
	admin := o.as("admin")
	if got := admin.result(admin.post(f.page("check"), fields)); got.status != http.StatusConflict {
		t.Errorf("somebody else with the same form: status %d, want 409", got.status)
	}
	p.post(f.page("say"), map[string]string{"version": p.get(f.page("say")).typed("version"), "title": "Changed since"})
	if got := p.get(f.page("check")).text("main"); strings.Contains(got, "This is what readers have") {
		t.Errorf("Check says that a changed figure is public")
	}
	if got := p.result(p.post(f.page("check"), fields)); got.status != http.StatusConflict {
		t.Errorf("a stale form: status %d, want 409", got.status)
	}
}

// While a figure is published its pictures are counted, each once, and then it is
// past cancelling.
func TestPublishSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	f := o.as("publisher").draft(spend, "")
	draft, err := o.store.Draft(t.Context(), f.widget)
	o.must(err)
	var said []string
	ctx := progress.To(t.Context(), func(at progress.Step) {
		if at.Stage >= progress.Drawing {
			said = append(said, studio.FigureStage(at))
		}
	}, nil)
	edition, err := o.publishing.Publish(ctx, auth.ActorOf(o.users["publisher"]), f.widget, draft.Version)
	o.must(err)
	pictures := 0
	for name, r := range edition.Renditions {
		if r.Width > 0 {
			pictures++
		} else if strings.HasSuffix(name, ".png") {
			t.Errorf("%s has no size", name)
		}
	}
	var want []string
	for i := range pictures + 1 {
		want = append(want, fmt.Sprintf("Drawing its pictures: Drawing %d of %d", min(i+1, pictures), pictures))
	}
	if diff := cmp.Diff(append(want, "Publishing it: "), said); diff != "" {
		t.Errorf("what is said (-want +got):\n%s", diff)
	}
}
