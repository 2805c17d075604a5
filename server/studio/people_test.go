package studio_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// clients is a table of single people, with canaries in every column that can
// hold words: nobody has these names.
func clients(rows int) (text string, canaries []string) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	write := func(cells ...string) {
		if err := w.Write(cells); err != nil {
			panic(err)
		}
	}
	write("Client name", "Email", "Notes", "Postcode", "Date of birth", "Ward", "Visits")
	for i := range rows {
		surname := "Zq" + strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%04d", i)) + "xv"
		name, address := "Amy "+surname, fmt.Sprintf("canary%04d@example.org", i)
		canaries = append(canaries, surname, fmt.Sprintf("canary%04d@", i))
		write(name, address, fmt.Sprintf("%s rang from 01245 %06d, answer to %s", name, i, address), fmt.Sprintf("CM%d 1QH", 1+i%3),
			fmt.Sprintf("%02d/%02d/%d", 1+i%28, 1+i%12, 1930+i%80), []string{"Abbey", "Bridge", "Castle"}[i%3], fmt.Sprint(i%17))
	}
	w.Flush()
	return out.String(), canaries
}

// TestCanariesAreFoundNowhere brings in a file with 1,000 canary names and
// addresses and looks for them in everything that is stored, logged or shown.
func TestCanariesAreFoundNowhere(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	o := newOffice(t, nil)
	text, canaries := clients(1000)
	p := o.as("editor")

	var seen strings.Builder
	look := func(a answer) answer { seen.WriteString(a.body); return a }
	sent := look(p.start(map[string]string{"from": "ours"}, file{"clients.csv", []byte(text)}))
	if sent.status != http.StatusSeeOther || !strings.HasSuffix(sent.location, "/people") {
		t.Fatalf("the file: status %d, location %q, %s", sent.status, sent.location, sent.text(".govuk-error-summary"))
	}
	if n := len(o.stored().Blobs); n != 0 {
		t.Errorf("%d blobs are stored before anybody decided, want none", n)
	}
	asked := look(p.get(sent.location))
	var columns []string
	for _, n := range asked.nodes("legend") {
		columns = append(columns, textOf(n))
	}
	if diff := cmp.Diff([]string{"Client name", "Email", "Notes", "Postcode", "Date of birth"}, columns); diff != "" {
		t.Errorf("columns asked about (-want +got):\n%s", diff)
	}
	refused := look(p.post(sent.location, map[string]string{"use-0": "keep", "use-3": "cut", "use-4": "cut"}))
	if refused.status != http.StatusUnprocessableEntity || refused.text("#reason-0-error") == "" {
		t.Errorf("kept without a reason: status %d, want 422 and words at the field", refused.status)
	}
	decided := look(p.post(sent.location, map[string]string{"use-0": "drop", "use-3": "cut", "use-4": "cut"}))
	if decided.status != http.StatusSeeOther {
		t.Fatalf("decided: status %d, %s", decided.status, decided.text(".govuk-error-summary"))
	}
	if again := p.get(sent.location); again.status != http.StatusGone {
		t.Errorf("the file after the decision: status %d, want 410", again.status)
	}
	snapshot := strings.Split(decided.location, "/")[3]
	look(p.get(decided.location))
	look(p.post(decided.location, map[string]string{"do": "confirm"}))
	look(p.get("/studio/sources/" + snapshot + "/pick"))
	picked := p.post("/studio/sources/"+snapshot+"/pick", map[string]string{"suggestion": "1"})
	f := figure{snapshot: snapshot, widget: strings.Split(picked.location, "/")[3]}
	look(p.get(f.page("say")))
	if check := look(p.get(f.page("check"))); strings.Contains(check.body, "single people") {
		t.Errorf("Check still asks about people")
	}
	publisher := o.as("publisher")
	edition := publisher.publishes(f)
	look(publisher.get("/w/" + edition.PublicID))
	look(publisher.get("/w/" + edition.PublicID + "/data.csv"))
	look(publisher.get("/embed/" + edition.PublicID))
	look(publisher.get("/studio/audit"))

	events, err := o.store.Audit(t.Context(), store.AuditFilter{Action: store.PersonalDecided})
	o.must(err)
	if len(events) != 1 || !strings.Contains(events[0].Detail, "“Email” was left out") || events[0].Actor != "editor" {
		t.Errorf("audit = %v, want one event of what the editor decided", events)
	}
	foundNowhere(o, canaries, map[string]string{"responses": seen.String(), "log": o.log.String(), "audit": fmt.Sprint(events)}, o.folder, temporary)
}

// foundNowhere looks for canaries, and for the cells that were cut, in places and
// in every file of the folders; what was kept is found there.
func foundNowhere(o *office, canaries []string, places map[string]string, folders ...string) {
	o.t.Helper()
	for _, root := range folders {
		o.must(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			places[path] = string(body)
			return err
		}))
	}
	if len(places) < 8 {
		o.t.Errorf("%d places were looked at, want the database and the blobs too", len(places))
	}
	kept := 0
	for place, body := range places {
		if strings.Contains(body, "Abbey") {
			kept++
		}
		for _, canary := range canaries {
			if strings.Contains(body, canary) {
				o.t.Errorf("%s holds %q", place, canary)
				break
			}
		}
		for _, cell := range []string{"CM1 1QH", "15/03/1944"} {
			if strings.Contains(body, cell) {
				o.t.Errorf("%s holds %q", place, cell)
			}
		}
	}
	if kept < 2 {
		o.t.Errorf("what was kept is found in %d places, want it in the blobs and the pages", kept)
	}
}

// Data that came in before anybody looked is asked about on Understand and on
// Check, stands in the way of publishing, and is erased when it is left out.
func TestPeopleInStoredData(t *testing.T) {
	o := newOffice(t, nil)
	ctx := t.Context()
	p := o.as("publisher")
	f := p.draft(spend, "")
	raw := "Month,Contact,Spent\n2024-01,amy.jones@example.org,120\n2024-02,priya.shah@example.org,130\n2024-03,amy.jones@example.org,99\n"
	snapshot := o.storeAsItIs(raw, f.dataset)
	was, err := o.store.Widget(ctx, f.widget)
	o.must(err)
	like, err := o.store.Draft(ctx, f.widget)
	o.must(err)
	widget, draft, err := o.store.CreateWidget(ctx, store.Actor{Name: "test"},
		widgets.Widget{DatasetID: was.DatasetID, OwnerID: was.OwnerID, DirectorateID: was.DirectorateID, State: widgets.InDraft, Kind: was.Kind, Title: was.Title},
		widgets.Draft{SnapshotID: snapshot.ID, Query: like.Query, Spec: like.Spec})
	o.must(err)
	of := figure{snapshot: snapshot.ID, widget: widget.ID, dataset: f.dataset}

	if read := p.get("/studio/sources/" + snapshot.ID + "/read"); !strings.Contains(read.text(".fh-note"), "single people") {
		t.Errorf("Understand says %q, want it to ask", read.text(".fh-note"))
	}
	check := p.get(of.page("check"))
	if check.attribute(`a[href$="/people"]`, "href") == "" || len(check.nodes("form.fh-vouch")) != 0 {
		t.Errorf("Check has no link to decide, or still publishes")
	}
	_, err = o.publishing.Publish(ctx, store.Actor{Name: "test"}, widget.ID, draft.Version)
	notReady, ok := err.(*publishing.NotReadyError)
	if !ok || notReady.Blocking[0].ID != "people" {
		t.Fatalf("Publish() = %v, want people to stand in the way", err)
	}
	page := "/studio/sources/" + snapshot.ID + "/people"
	if asked := p.get(page); !strings.Contains(asked.body, "xxx.xxxxx@xxxxxxx.xxx") || strings.Contains(asked.body, "amy.jones") {
		t.Errorf("the page shows a value, or no shape")
	}
	if elsewhere := o.as("publisher elsewhere").get(page); elsewhere.status != http.StatusForbidden {
		t.Errorf("another directorate: status %d, want 403", elsewhere.status)
	}
	decided := p.post(page, map[string]string{"use-1": "drop"})
	if decided.status != http.StatusSeeOther {
		t.Fatalf("decided: status %d, %s", decided.status, decided.text(".govuk-error-summary"))
	}
	if has, err := o.store.Blobs().Has(ctx, snapshot.SHA256); err != nil || has {
		t.Errorf("the bytes with people are still stored (%v, %v)", has, err)
	}
	if check := p.get(of.page("check")); check.attribute(`a[href$="/people"]`, "href") != "" {
		t.Errorf("Check still asks after the decision")
	}
	p.publishes(of)
	if dataset := p.get("/studio/datasets/" + f.dataset); !strings.Contains(dataset.body, "“Contact” was left out") {
		t.Errorf("the page of the dataset does not say what was decided")
	}
}

// A file that waits too long has to be sent again.
func TestHeldFilesAreForgotten(t *testing.T) {
	o := newOffice(t, nil)
	text, _ := clients(30)
	sent := o.as("editor").start(map[string]string{"from": "ours", "data": text}, file{})
	if other := o.as("publisher").get(sent.location); other.status != http.StatusGone {
		t.Errorf("somebody else's file: status %d, want 410", other.status)
	}
	o.clock.Add(int64(31 * time.Minute))
	got := o.as("editor").get(sent.location)
	if got.status != http.StatusGone || !strings.Contains(got.text("#data-error"), "half an hour") {
		t.Errorf("after 31 minutes: status %d, %q, want 410 and why", got.status, got.text("#data-error"))
	}
}

// storeAsItIs stores a reading as it was stored before anybody looked for people.
func (o *office) storeAsItIs(raw, datasetID string) datasets.Snapshot {
	o.t.Helper()
	reading, err := intake.Propose(o.t.Context(), "stored.csv", []byte(raw), intake.Options{})
	o.must(err)
	sha256, size, err := o.store.Blobs().Put(o.t.Context(), strings.NewReader(raw))
	o.must(err)
	snapshot, err := o.store.AddSnapshot(o.t.Context(), store.Actor{Name: "test"}, datasets.Snapshot{
		DatasetID: datasetID, SHA256: sha256, SizeBytes: size, Recipe: reading.Recipe, Rows: reading.Rows, TableDigest: reading.Table.Digest(), Confirmed: true,
	})
	o.must(err)
	return snapshot
}
