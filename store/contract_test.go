package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
)

// TestStoreOnSQLite runs the contract on the database of a data folder. A
// second back end is one more function like it.
func TestStoreOnSQLite(t *testing.T) {
	t.Parallel()
	testStore(t, openSQLite)
}

// openSQLite opens a store in a fresh folder and closes it with the test.
func openSQLite(t *testing.T) *store.Store {
	t.Helper()
	return openFolder(t, t.TempDir())
}

func openFolder(t *testing.T, folder string) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Folder: folder})
	if err != nil {
		t.Fatalf("Open(%s) = %v", folder, err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
	return st
}

// testStore is what every back end must do.
func testStore(t *testing.T, open func(*testing.T) *store.Store) {
	t.Run("set-up", func(t *testing.T) { t.Parallel(); testSetup(t, open(t)) })
	t.Run("accessibility", func(t *testing.T) { t.Parallel(); testAccessibility(t, open(t)) })
	t.Run("organisation", func(t *testing.T) { t.Parallel(); testOrganisation(t, open(t)) })
	t.Run("theme", func(t *testing.T) { t.Parallel(); testTheme(t, open(t)) })
	t.Run("refreshes", func(t *testing.T) { t.Parallel(); testRefreshes(t, open(t)) })
	t.Run("schedules", func(t *testing.T) { t.Parallel(); testSchedules(t, open(t)) })
	t.Run("plans", func(t *testing.T) { t.Parallel(); testPlans(t, open(t)) })
	t.Run("plans overtaken", func(t *testing.T) { t.Parallel(); testPlansOvertaken(t, open(t)) })
	t.Run("plans raced for", func(t *testing.T) { t.Parallel(); testPlansRace(t, open(t)) })
	t.Run("freezes", func(t *testing.T) { t.Parallel(); testFreezes(t, open(t)) })
	t.Run("notices", func(t *testing.T) { t.Parallel(); testNotices(t, open(t)) })
	t.Run("preferences", func(t *testing.T) { t.Parallel(); testPreferences(t, open(t)) })
	t.Run("kept forms", func(t *testing.T) { t.Parallel(); testKeptForms(t, open(t)) })
	t.Run("tokens", func(t *testing.T) { t.Parallel(); testTokens(t, open(t)) })
	t.Run("once", func(t *testing.T) { t.Parallel(); testOnce(t, open(t)) })
	t.Run("outbox", func(t *testing.T) { t.Parallel(); testOutbox(t, open(t)) })
	t.Run("sources", func(t *testing.T) { t.Parallel(); testSources(t, open(t)) })
	t.Run("mail server", func(t *testing.T) { t.Parallel(); testMailServer(t, open(t)) })
	t.Run("reports", func(t *testing.T) { t.Parallel(); testReports(t, open(t)) })
	t.Run("duplicate", func(t *testing.T) { t.Parallel(); testDuplicate(t, open(t)) })
	t.Run("views", func(t *testing.T) { t.Parallel(); testViews(t, open(t)) })
	t.Run("bands", func(t *testing.T) { t.Parallel(); testBands(t, open(t)) })
	t.Run("portals", func(t *testing.T) { t.Parallel(); testPortals(t, open(t)) })
	t.Run("directorates", func(t *testing.T) { t.Parallel(); testDirectorates(t, open(t)) })
	t.Run("users", func(t *testing.T) { t.Parallel(); testUsers(t, open(t)) })
	t.Run("sessions", func(t *testing.T) { t.Parallel(); testSessions(t, open(t)) })
	t.Run("audit", func(t *testing.T) { t.Parallel(); testAudit(t, open(t)) })
	t.Run("datasets", func(t *testing.T) { t.Parallel(); testDatasets(t, open(t)) })
	t.Run("recipes", func(t *testing.T) { t.Parallel(); testRecipes(t, open(t)) })
	t.Run("widgets", func(t *testing.T) { t.Parallel(); testWidgets(t, open(t)) })
	t.Run("library", func(t *testing.T) { t.Parallel(); testLibrary(t, open(t)) })
	t.Run("chosen", func(t *testing.T) { t.Parallel(); testChosen(t, open(t)) })
	t.Run("drafts", func(t *testing.T) { t.Parallel(); testDrafts(t, open(t)) })
	t.Run("undo and redo", func(t *testing.T) { t.Parallel(); testUndo(t, open(t)) })
	t.Run("publish", func(t *testing.T) { t.Parallel(); testPublish(t, open(t)) })
	t.Run("publish refused", func(t *testing.T) { t.Parallel(); testPublishRefused(t, open(t)) })
	t.Run("two publishers", func(t *testing.T) { t.Parallel(); testTwoPublishers(t, open(t)) })
	t.Run("gallery", func(t *testing.T) { t.Parallel(); testListed(t, open(t)) })
	t.Run("versions", func(t *testing.T) { t.Parallel(); testVersions(t, open(t)) })
	t.Run("pins", func(t *testing.T) { t.Parallel(); testPins(t, open(t)) })
	t.Run("pins and purge", func(t *testing.T) { t.Parallel(); testPinsAndPurge(t, open(t)) })
	t.Run("corrections", func(t *testing.T) { t.Parallel(); testCorrections(t, open(t)) })
	t.Run("asks", func(t *testing.T) { t.Parallel(); testAsks(t, open(t)) })
	t.Run("decide once", func(t *testing.T) { t.Parallel(); testDecideOnce(t, open(t)) })
	t.Run("withdraw", func(t *testing.T) { t.Parallel(); testWithdraw(t, open(t)) })
	t.Run("purge", func(t *testing.T) { t.Parallel(); testPurge(t, open(t)) })
	t.Run("purge keeps shared bytes", func(t *testing.T) { t.Parallel(); testPurgeShared(t, open(t)) })
	t.Run("seal", func(t *testing.T) { t.Parallel(); testSeal(t, open(t)) })
	t.Run("joins", func(t *testing.T) { t.Parallel(); testJoins(t, open(t)) })
	t.Run("ledger", func(t *testing.T) { t.Parallel(); testLedger(t, open(t)) })
	t.Run("orphans", func(t *testing.T) { t.Parallel(); testOrphans(t, open(t)) })
	t.Run("naughty strings", func(t *testing.T) { t.Parallel(); testNaughtyStrings(t, open(t)) })
	t.Run("boundary sets", func(t *testing.T) { t.Parallel(); testBoundarySets(t, open(t)) })
	t.Run("campaigns", func(t *testing.T) { t.Parallel(); testCampaigns(t, open(t)) })
	t.Run("campaign pages", func(t *testing.T) { t.Parallel(); testCampaignPages(t, open(t)) })
	t.Run("campaign end", func(t *testing.T) { t.Parallel(); testCampaignEnd(t) })
	t.Run("campaign plans", func(t *testing.T) { t.Parallel(); testCampaignPlans(t, open(t)) })
	t.Run("markers", func(t *testing.T) { t.Parallel(); testMarkers(t, open(t)) })
}

var amina = store.Actor{ID: "u1", Name: "Communications officer"}

// put stores bytes and returns their hash.
func put(t *testing.T, st *store.Store, raw string) string {
	t.Helper()
	sha256, _, err := st.Blobs().Put(t.Context(), bytes.NewReader([]byte(raw)))
	if err != nil {
		t.Fatalf("Put(%q) = %v", raw, err)
	}
	return sha256
}

// dataset stores a dataset with the raw bytes given.
func dataset(t *testing.T, st *store.Store, title, raw string) (datasets.Dataset, datasets.Snapshot) {
	t.Helper()
	d, s, err := st.CreateDataset(t.Context(), amina, datasets.Dataset{
		Title:   title,
		OwnerID: amina.ID,
		Source:  datasets.Source{Kind: "upload", FileName: "waste.csv", Title: title, Publisher: "Example County Council", Licence: "OGL-UK-3.0"},
	}, snapshot(t, st, raw))
	if err != nil {
		t.Fatalf("CreateDataset(%q) = %v", title, err)
	}
	return d, s
}

func snapshot(t *testing.T, st *store.Store, raw string) datasets.Snapshot {
	t.Helper()
	return datasets.Snapshot{
		SHA256: put(t, st, raw), SizeBytes: int64(len(raw)), Rows: 1, TableDigest: "d1", Confirmed: true,
		Recipe: datasets.Recipe{Version: 1, Format: "csv", Encoding: "utf-8", Delimiter: ",", HeaderRow: 1},
	}
}

// widget stores a dataset and a figure made from it.
func widget(t *testing.T, st *store.Store, title string) (widgets.Widget, widgets.Draft) {
	t.Helper()
	d, s := dataset(t, st, title, "Area,Value\n"+title+",51.1\n")
	return widgetOf(t, st, d, s, title)
}

func widgetOf(t *testing.T, st *store.Store, d datasets.Dataset, s datasets.Snapshot, title string) (widgets.Widget, widgets.Draft) {
	t.Helper()
	w, draft, err := st.CreateWidget(t.Context(), amina,
		widgets.Widget{DatasetID: d.ID, OwnerID: amina.ID},
		widgets.Draft{SnapshotID: s.ID, Query: datasets.Query{Version: 1}, ThemeID: "council",
			Spec: widgets.Spec{Version: 1, Kind: widgets.Bar, Title: title, Listed: true}})
	if err != nil {
		t.Fatalf("CreateWidget(%q) = %v", title, err)
	}
	return w, draft
}

// edition is a drawn figure whose renditions are stored.
func edition(t *testing.T, st *store.Store, title, bytes string) widgets.Edition {
	t.Helper()
	e := widgets.Edition{
		Kind: widgets.Bar, Lang: "en-GB", Title: title, Alt: title + ": 51.1%", Listed: true, FrameHeight: 640,
		Parts:      map[string]widgets.Drawing{"frame-s.light": {HTML: "<svg><text>51.1% & more</text></svg>"}},
		Renditions: map[string]widgets.Rendition{},
	}
	for _, name := range []string{"og.png", "print.svg", "data.csv"} {
		raw := name + " of " + bytes
		e.Renditions[name] = widgets.Rendition{SHA256: put(t, st, raw), SizeBytes: int64(len(raw)), ContentType: "text/plain", Width: 1200, Height: 630}
	}
	return e
}

// published stores and publishes a figure.
func published(t *testing.T, st *store.Store, title string) (widgets.Widget, widgets.Draft, widgets.Edition) {
	t.Helper()
	w, d := widget(t, st, title)
	e, err := st.Publish(t.Context(), amina, w.ID, d.Version, edition(t, st, title, title))
	if err != nil {
		t.Fatalf("Publish(%q) = %v", title, err)
	}
	w, err = st.Widget(t.Context(), w.ID)
	if err != nil {
		t.Fatalf("Widget(%s) = %v", w.ID, err)
	}
	d, err = st.Draft(t.Context(), w.ID)
	if err != nil {
		t.Fatalf("Draft(%s) = %v", w.ID, err)
	}
	return w, d, e
}

// wantErr fails unless err is the one wanted.
func wantErr(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s = %v, want %v", what, err, want)
	}
}

func wantEqual(t *testing.T, what string, got, want any) {
	t.Helper()
	same := cmp.Comparer(func(a, b table.Decimal) bool { return a == b })
	if diff := cmp.Diff(want, got, same, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: (-want +got)\n%s", what, diff)
	}
}

// must returns v, failing the test when there is an error.
func must[T any](t *testing.T) func(v T, err error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// actions lists the audit actions about a subject, the oldest first.
func actions(t *testing.T, st *store.Store, subject string) []string {
	t.Helper()
	events := must[[]store.Event](t)(st.Audit(t.Context(), store.AuditFilter{Subject: subject}))
	var list []string
	for i := len(events) - 1; i >= 0; i-- {
		list = append(list, events[i].Action)
	}
	return list
}

func day(n int) time.Time { return time.Date(2026, 11, n, 9, 30, 0, 0, time.UTC) }

func testMarkers(t *testing.T, st *store.Store) {
	seeded := must[bool](t)
	wantEqual(t, "DemoSeeded before", seeded(st.DemoSeeded(t.Context())), false)
	for range 2 {
		if err := st.MarkDemoSeeded(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	wantEqual(t, "DemoSeeded after", seeded(st.DemoSeeded(t.Context())), true)
	wantEqual(t, "events", actions(t, st, "organisation"), []string{store.DemoSeeded})
	if err := st.Ping(t.Context()); err != nil {
		t.Errorf("Ping() = %v", err)
	}
}

func subject(kind, id string) string { return fmt.Sprintf("%s %s", kind, id) }
