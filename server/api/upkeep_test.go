package api_test

import (
	"bytes"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/server/api"
	"figurehead/store"
)

// datasetOf is the address of the dataset that a copy is of.
func (w *world) datasetOf(snapshot string) (id, at string) {
	w.t.Helper()
	s, err := w.store.Snapshot(w.t.Context(), snapshot)
	w.must(err)
	return s.DatasetID, api.Prefix + "/datasets/" + s.DatasetID
}

// refused sends what must be refused, and looks for the member that is to be mended.
func (w *world) refused(r request, want map[string]string) {
	w.t.Helper()
	for body, pointer := range want {
		r.body = body
		if got := w.want(422, r); !strings.Contains(got.body, `"pointer":"`+pointer+`"`) {
			w.t.Errorf("%s %s with %s: %s", r.method, r.path, body, got.body)
		}
	}
}

// TestUpkeep: what the page of a dataset chooses for newer files.
func TestUpkeep(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "publisher"
	snapshot := w.confirmed(as)
	id, at := w.datasetOf(snapshot)
	for name, body := range map[string]string{
		"bands": `{"items":[]}`, "protection": `{"threshold":5,"round":false}`, "schedule": `{"rule":"daily"}`,
		"reference": `{"place":"Area","value":"Recycled (%)","called":"people"}`,
	} {
		put := request{method: "PUT", path: at + "/" + name, as: "publisher elsewhere", body: body}
		w.want(403, put)
		put.as = "viewer"
		w.want(403, put)
		put.as, put.path = "admin", api.Prefix+"/datasets/nobodyhasthis/"+name
		w.want(404, put)
	}

	bands := request{method: "PUT", path: at + "/bands", as: as}
	w.refused(bands, map[string]string{
		`{}`: "/items", `{"items":[{"column":"Area"}]}`: "/items/0/column", `{"items":[{"column":"Recycled (%)","low":"few"}]}`: "/items/0/low",
		`{"items":[{"column":"Recycled (%)","low":"9","high":"8"}]}`: "/items/0/high", `{"items":[{"column":"Recycled (%)"},{"column":"Recycled (%)"}]}`: "/items/1/column",
	})
	read := w.want(200, request{method: "GET", path: bands.path, as: as})
	if !strings.Contains(read.body, `"least":"49.1","most":"51.1"`) {
		t.Errorf("bands: %s", read.body)
	}
	w.want(403, request{method: "GET", path: bands.path, as: "publisher elsewhere"})
	bands.body, bands.header = `{"items":[{"column":"Recycled (%)","low":"0","high":" 100 "}]}`, map[string]string{"If-Match": read.header.Get("ETag")}
	if set := w.want(200, bands); !strings.Contains(set.body, `"low":"0","high":"100"`) {
		t.Errorf("bands: %s", set.body)
	}
	w.want(412, bands)
	d, err := w.store.Dataset(t.Context(), id)
	w.must(err)
	if len(d.Bands) != 1 {
		t.Errorf("stored %v", d.Bands)
	}

	rule := request{method: "PUT", path: at + "/protection", as: "editor"}
	rule.body = `{"threshold":5,"round":true}`
	w.want(403, rule)
	rule.as = as
	w.refused(rule, map[string]string{`{"threshold":1,"round":false}`: "/threshold", `{"threshold":101,"round":false}`: "/threshold", `{"round":true}`: "/threshold", `{"threshold":5}`: "/round"})
	w.want(200, rule)
	if got := w.want(200, request{method: "GET", path: rule.path, as: "viewer"}); got.text("threshold") != "5" || got.text("round") != "true" {
		t.Errorf("protection: %s", got.body)
	}
}

// TestReferenceTable: made, refused and undone.
func TestReferenceTable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "editor"
	body, kind := form(t, "people.csv", "Code,Year,People\nE07000070,2021,181500\nE07000071,2021,192700\n", `{"ours":true}`)
	made := w.want(201, request{method: "POST", path: api.Prefix + "/datasets", as: as, body: body, header: map[string]string{"Content-Type": kind}})
	at := api.Prefix + "/datasets/" + made.text("id") + "/reference"
	put := request{method: "PUT", path: at, as: as, body: `{"place":"Code","period":"Year","value":"People","called":"people"}`}
	w.want(422, put) // nobody has confirmed how it is read
	w.want(200, request{method: "POST", path: api.Prefix + "/snapshots/" + made.text("snapshot") + "/answers", as: as, body: map[string]any{"confirm": true}})
	w.refused(put, map[string]string{
		`{"place":"Year","value":"People","called":"people"}`: "/place", `{"place":"Code","period":"People","value":"People","called":"people"}`: "/period",
		`{"place":"Code","value":"Code","called":"people"}`: "/value", `{"place":"Code","value":"People"}`: "/called",
	})
	w.want(404, request{method: "GET", path: at, as: "viewer"})
	w.want(404, request{method: "DELETE", path: at, as: as})
	w.want(200, put)
	if got := w.want(200, request{method: "GET", path: at, as: "viewer"}); got.text("value") != "People" {
		t.Errorf("reference: %s", got.body)
	}
	w.want(204, request{method: "DELETE", path: at, as: as})
	w.want(404, request{method: "GET", path: at, as: "viewer"})
}

// TestSchedule: what has no address is never fetched; days are held against the clock.
func TestSchedule(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, uploaded := w.datasetOf(w.confirmed("editor"))
	if got := w.want(422, request{method: "PUT", path: uploaded + "/schedule", as: "editor", body: `{"rule":"daily"}`}); !strings.Contains(got.body, "no address") {
		t.Errorf("uploaded: %s", got.body)
	}
	id := w.stored("https://example.org/recycling.csv", recycling)
	put := request{method: "PUT", path: api.Prefix + "/datasets/" + id + "/schedule", as: "editor"}
	w.refused(put, map[string]string{
		`{"rule":"fortnightly"}`: "/rule", `{"rule":"release"}`: "/rule", `{"rule":"once"}`: "/day", `{"rule":"once","day":"2026-03-01"}`: "/day",
		`{"rule":"once","day":"2046-03-01"}`: "/day", `{"rule":"daily","day":"2026-04-01"}`: "/day",
	})
	put.body = `{"rule":"once","day":"2026-04-01"}`
	if got := w.want(200, put); !strings.HasPrefix(got.text("dueAt"), "2026-03-31T23:") && !strings.HasPrefix(got.text("dueAt"), "2026-04-01T0") || got.text("setBy") != w.users["editor"].ID {
		t.Errorf("once: %s", got.body)
	}
	put.body = `{"rule":"never"}`
	if got := w.want(200, put); strings.Contains(got.body, "dueAt") {
		t.Errorf("never: %s", got.body)
	}
	if got := w.want(200, request{method: "GET", path: put.path, as: "viewer"}); got.text("rule") != "never" {
		t.Errorf("schedule: %s", got.body)
	}
}

// stored makes a dataset with one confirmed copy, as if nobody had looked at it.
func (w *world) stored(address, raw string) string {
	w.t.Helper()
	ctx, editor := w.t.Context(), w.users["editor"]
	reading, err := intake.Propose(ctx, "data.csv", []byte(raw), intake.Options{})
	w.must(err)
	sum, size, err := w.store.Blobs().Put(ctx, bytes.NewReader([]byte(raw)))
	w.must(err)
	d := datasets.Dataset{Title: "Data", Source: datasets.Source{Kind: "url", Address: address, Publisher: "Example County Council", Licence: "OGL-UK-3.0"}, OwnerID: editor.ID, DirectorateID: editor.DirectorateID}
	d, _, err = w.store.CreateDataset(ctx, store.Actor{Name: "test"}, d, datasets.Snapshot{
		SHA256: sum, SizeBytes: size, Recipe: reading.Recipe, Rows: reading.Rows, TableDigest: reading.Table.Digest(), RetrievedAt: w.now(), Confirmed: true,
	})
	w.must(err)
	return d.ID
}

// TestCopies: the list, what changed, deciding again about people, and erasing.
func TestCopies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "editor"
	id := w.stored("https://example.org/spend.csv", "Month,Contact,Spent\n2024-01,amy.jones@example.org,120\n2024-02,priya.shah@example.org,130\n2024-03,amy.jones@example.org,99\n")
	d, err := w.store.Dataset(t.Context(), id)
	w.must(err)
	at := api.Prefix + "/snapshots/" + d.SnapshotID
	if open := w.want(200, request{method: "GET", path: at, as: as}); !strings.Contains(open.body, `"field":"Contact"`) {
		t.Fatalf("nothing is open: %s", open.body)
	}
	w.want(404, request{method: "GET", path: at + "/changes", as: as})
	decide := request{method: "POST", path: at + "/people", as: "publisher elsewhere", body: `{"people":{"Contact":{"use":"drop"}}}`}
	w.want(403, decide)
	decide.as = as
	w.refused(decide, map[string]string{`{"people":{}}`: "/people", `{"people":{"Contact":{"use":"drop"},"Spent":{"use":"drop"}}}`: "/people"})
	decide.body = `{"people":{"Contact":{"use":"keep"}}}`
	if got := w.want(422, decide); strings.Contains(got.body, "amy") {
		t.Errorf("a value is told: %s", got.body)
	}
	decide.body = `{"people":{"Contact":{"use":"drop"}}}`
	sealed := w.want(200, decide)
	if strings.Contains(sealed.body, "amy") || !strings.Contains(sealed.body, `"people":[]`) {
		t.Errorf("decided: %s", sealed.body)
	}
	decide.path = api.Prefix + "/snapshots/" + sealed.text("id") + "/people"
	w.want(422, decide) // nothing is open any more

	list := api.Prefix + "/datasets/" + id + "/snapshots"
	if got := w.want(200, request{method: "GET", path: list, as: "viewer"}); !strings.Contains(got.body, sealed.text("id")) {
		t.Errorf("copies: %s", got.body)
	}
	first := w.want(200, request{method: "GET", path: list + "?limit=1", as: "viewer"})
	if second := w.want(200, request{method: "GET", path: list + "?limit=1&after=" + first.text("next"), as: "viewer"}); !strings.Contains(second.body, `"items":[{`) {
		t.Errorf("after %s comes %s", first.body, second.body)
	}
	erase := request{method: "POST", path: api.Prefix + "/snapshots/" + sealed.text("id") + "/purge", as: "publisher", body: `{"reason":"Asked for."}`}
	w.want(403, erase)
	erase.as = "admin"
	w.refused(erase, map[string]string{`{"reason":" "}`: "/reason"})
	erase.body = `{"reason":"Asked for."}`
	if got := w.want(200, erase); !strings.Contains(got.body, "purgedAt") {
		t.Errorf("erased: %s", got.body)
	}
	if has, err := w.store.Blobs().Has(t.Context(), sealed.text("sha256")); err != nil || has {
		t.Errorf("its bytes are still there (%v, %v)", has, err)
	}
	w.want(404, request{method: "GET", path: api.Prefix + "/snapshots/" + sealed.text("id") + "/changes", as: as})
}
