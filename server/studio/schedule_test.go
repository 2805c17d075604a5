package studio_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/store"
)

// due is what the queue finds of a dataset.
func (o *office) due(datasetID string) store.Schedule {
	o.t.Helper()
	s, err := o.store.Schedule(o.t.Context(), datasetID)
	o.must(err)
	return s
}

// TestScheduleForm: who may choose a rule, what it says then, and what it takes.
func TestScheduleForm(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	o := newOffice(t, src.client)
	publisher := o.as("publisher")
	f := src.published(t, o, publisher)
	path := "/studio/datasets/" + f.dataset
	if got := publisher.get(path); got.typed("rule") != "never" || strings.Contains(got.text("main"), "by itself, next") {
		t.Errorf("before a rule was chosen: %q", got.typed("rule"))
	}
	tomorrow := time.Now().In(o.studio.Zone()).AddDate(0, 0, 1)
	for _, test := range []struct {
		who, rule, day, want string
		status               int
	}{
		{"publisher", "daily", "", "Published figures follow in the name of publisher.", http.StatusSeeOther},
		{"editor", "hourly", "", "Published figures wait for a publisher.", http.StatusSeeOther},
		{"publisher", "once", tomorrow.Format(time.DateOnly), "On a day by itself, next: " + tomorrow.Format("2 January 2006"), http.StatusSeeOther},
		{"publisher", "once", time.Now().In(o.studio.Zone()).Format(time.DateOnly), "On a day by itself, next:", http.StatusSeeOther},
		{"publisher", "once", "", "", http.StatusUnprocessableEntity},
		{"publisher", "once", "31/12/2099", "", http.StatusUnprocessableEntity},
		{"publisher", "once", "2020-02-01", "", http.StatusUnprocessableEntity},
		{"publisher", "once", "9999-12-31", "", http.StatusUnprocessableEntity},
		{"publisher", "release", "", "", http.StatusUnprocessableEntity}, // its source is no portal
		{"publisher", "every minute", "", "", http.StatusUnprocessableEntity},
		{"viewer", "daily", "", "", http.StatusForbidden},
		{"editor elsewhere", "daily", "", "", http.StatusForbidden},
		{"publisher", "never", "", "", http.StatusSeeOther},
	} {
		before := o.due(f.dataset)
		got := o.as(test.who).post(path+"/schedule", map[string]string{"rule": test.rule, "day": test.day})
		if got.status != test.status {
			t.Errorf("%s chooses %q = %d, want %d", test.who, test.rule, got.status, test.status)
		}
		now := o.due(f.dataset)
		if test.status != http.StatusSeeOther {
			if now != before {
				t.Errorf("%s chooses %q: kept %+v", test.who, test.rule, now)
			}
			continue
		}
		page := publisher.get(path)
		if string(now.Rule) != test.rule || now.Day != test.day || page.typed("rule") != test.rule || !strings.Contains(page.text("main"), test.want) {
			t.Errorf("%s chooses %q: kept %q, the page shows %q, want %q", test.who, test.rule, now.Rule, page.typed("rule"), test.want)
		}
		if test.want != "" && !now.DueAt.After(time.Now().Add(-time.Minute)) {
			t.Errorf("%s chooses %q: due at %v", test.who, test.rule, now.DueAt)
		}
	}
	pasted := publisher.draft(wards, "")
	if got := publisher.post("/studio/datasets/"+pasted.dataset+"/schedule", map[string]string{"rule": "daily"}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a rule for a paste = %d, want 422", got.status)
	}
}

// TestFetchScheduled: what is due is fetched in the name of who chose the rule,
// and a source that breaks is an error for the queue and words for the page.
func TestFetchScheduled(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	o := newOffice(t, src.client)
	publisher, editor := o.as("publisher"), o.as("editor")
	f := src.published(t, o, publisher)
	path := "/studio/datasets/" + f.dataset
	run := func() error {
		t.Helper()
		_, err := o.studio.FetchScheduled(t.Context(), o.due(f.dataset))
		return err
	}
	newest := func() store.Refresh {
		t.Helper()
		list, err := o.store.Refreshes(t.Context(), f.dataset)
		o.must(err)
		return list[0]
	}
	publisher.post(path+"/schedule", map[string]string{"rule": "daily"})
	src.says(months + "2024-04,Roads,101\n2024-04,Parks,88\n")
	if err := run(); err != nil || o.live(f).Edition.Number != 2 || newest().Outcome != store.RefreshChanged || newest().By != "refresh" {
		t.Errorf("fetched = %v, edition %d, %+v; want edition 2, changed by refresh", err, o.live(f).Edition.Number, newest())
	}
	if err := run(); err != nil || newest().Outcome != store.RefreshSame {
		t.Errorf("fetched again = %v, %+v; want the same", err, newest())
	}
	src.does(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	if err := run(); err == nil || newest().Outcome != store.RefreshKept || o.live(f).Edition.Number != 2 {
		t.Errorf("fetched from a broken source = %v, %+v, edition %d; want an error and the last good copy", err, newest(), o.live(f).Edition.Number)
	}
	if got := publisher.get(path).text(".fh-note--stop"); !strings.Contains(got, "The server answered with an error (502).") {
		t.Errorf("the page says %q", got)
	}
	editor.post(path+"/schedule", map[string]string{"rule": "hourly"})
	src.does(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, months+"2024-04,Roads,102\n2024-04,Parks,88\n")
	})
	if err := run(); err != nil || newest().Outcome != store.RefreshChanged || o.live(f).Edition.Number != 2 {
		t.Errorf("fetched for an editor = %v, %+v, edition %d; want a newer copy and edition 2", err, newest(), o.live(f).Edition.Number)
	}
}

// TestTrialPage: what would change is said, and nothing is written.
func TestTrialPage(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	o := newOffice(t, src.client)
	publisher := o.as("publisher")
	f := src.published(t, o, publisher)
	path := "/studio/datasets/" + f.dataset
	before := o.stored()
	for _, test := range []struct {
		name, who string
		answer    http.HandlerFunc
		status    int
		want      []string
	}{
		{"the same", "publisher", text(months), 200, []string{"Nothing is new.", "No published figure would change."}},
		{"a month more", "publisher", text(months + "2024-04,Roads,101\n2024-04,Parks,980\n"), 200, []string{"The newer file has 8 rows; now there are 6.", "2 rows are new or changed", "Would follow. Now it says “Roads cost most”."}},
		{"by an editor", "editor", text(months + "2024-04,Roads,101\n2024-04,Parks,980\n"), 200, []string{"Stays as it is. A publisher has to publish it."}},
		{"a broken source", "publisher", status(500, ""), 200, []string{"The server answered with an error (500).", "Nothing would change"}},
		{"other columns", "publisher", text("A,B\n1,2\n"), 200, []string{"Nothing would change"}},
		{"by a viewer", "viewer", text(months), 403, nil},
		{"from elsewhere", "editor elsewhere", text(months), 403, nil},
	} {
		src.does(test.answer)
		got := o.as(test.who).post(path+"/try", nil)
		if got.status != test.status {
			t.Errorf("%s: %d, want %d: %s", test.name, got.status, test.status, got.text("main"))
		}
		for _, want := range test.want {
			if !strings.Contains(got.text("main"), want) {
				t.Errorf("%s: the page says %q, want %q", test.name, got.text("main"), want)
			}
		}
	}
	if diff := cmp.Diff(before, o.stored()); diff != "" {
		t.Errorf("a trial left something behind:\n%s", diff)
	}
	if tries, err := o.store.Refreshes(t.Context(), f.dataset); err != nil || len(tries) != 0 {
		t.Errorf("a trial is remembered as a try: %v, %v", tries, err)
	}
}

// TestBandsPage: who may say what a newer file may hold, and what it does then.
func TestBandsPage(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	o := newOffice(t, src.client)
	publisher := o.as("publisher")
	f := src.published(t, o, publisher)
	path := "/studio/datasets/" + f.dataset
	page := publisher.get(path + "/bands")
	if got := page.text("form fieldset"); !strings.Contains(got, "Spent Now: from 75 to 130.25") {
		t.Fatalf("the page asks %q", got)
	}
	got := publisher.post(path+"/bands", map[string]string{"low-0": "few", "high-0": "1"})
	if got.status != http.StatusUnprocessableEntity || got.typed("low-0") != "few" || !strings.Contains(got.text(".govuk-error-summary"), "“few” is not a number.") {
		t.Errorf("words for a number = %d, %q", got.status, got.text(".govuk-error-summary"))
	}
	for who, want := range map[string]int{"viewer": 403, "editor elsewhere": 403, "editor": 303} {
		if got := o.as(who).post(path+"/bands", map[string]string{"low-0": "0", "high-0": "1,000"}); got.status != want {
			t.Errorf("%s saves = %d, want %d", who, got.status, want)
		}
	}
	if got := publisher.get(path).text("main"); !strings.Contains(got, "Spent: from 0 to 1000") {
		t.Errorf("the dataset says %q", got)
	}
	src.says(months + "2024-04,Roads,1000.01\n")
	publisher.post(path+"/refresh", nil)
	if got := publisher.get(path).text(".fh-note--stop"); !strings.Contains(got, "The column “Spent” has 1000.01; it may hold from 0 to 1000.") || o.live(f).Edition.Number != 1 {
		t.Errorf("after a number beyond: %q, edition %d", got, o.live(f).Edition.Number)
	}
	publisher.post(path+"/bands", nil)
	publisher.post(path+"/refresh", nil)
	if o.live(f).Edition.Number != 2 {
		t.Error("without a band the figure does not follow")
	}
}
