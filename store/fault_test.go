package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-sqlite3"

	"figurehead/datasets"
	"figurehead/widgets"
)

// The n-th fault, as SQLite tests itself (sqlite.org/testing.html, "Anomaly
// testing"): every statement that the database prepares and every call of the
// blob store is counted, the n-th fails, and n rises until nothing fails.

var errFault = errors.New("injected fault")

// faults fails the call that brings left to zero; a negative left never does.
type faults struct{ left atomic.Int64 }

func (f *faults) hit() error {
	if f.left.Add(-1) == 0 {
		return errFault
	}
	return nil
}

// connected makes SQLite refuse the n-th thing it is asked to do.
func (f *faults) connected(c *sqlite3.SQLiteConn) error {
	c.RegisterAuthorizer(func(int, string, string, string) int {
		if f.hit() != nil {
			return sqlite3.SQLITE_DENY
		}
		return sqlite3.SQLITE_OK
	})
	return nil
}

// faultyBlobs fails before, and half way through, the calls that change something.
type faultyBlobs struct {
	Blobs
	faults *faults
}

func (b faultyBlobs) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	if err := b.faults.hit(); err != nil {
		return "", 0, err
	}
	return b.Blobs.Put(ctx, io.MultiReader(io.LimitReader(r, 3), faultyReader{b.faults}, r))
}

func (b faultyBlobs) Stat(ctx context.Context, hash string) (BlobInfo, error) {
	if err := b.faults.hit(); err != nil {
		return BlobInfo{}, err
	}
	return b.Blobs.Stat(ctx, hash)
}

func (b faultyBlobs) Has(ctx context.Context, hash string) (bool, error) {
	if err := b.faults.hit(); err != nil {
		return false, err
	}
	return b.Blobs.Has(ctx, hash)
}

func (b faultyBlobs) Delete(ctx context.Context, hash string) error {
	if err := b.faults.hit(); err != nil {
		return err
	}
	return b.Blobs.Delete(ctx, hash)
}

type faultyReader struct{ faults *faults }

func (r faultyReader) Read([]byte) (int, error) {
	if err := r.faults.hit(); err != nil {
		return 0, err
	}
	return 0, io.EOF
}

// faultyStore opens a store whose n-th call fails once f.left is set.
func faultyStore(t *testing.T) (*Store, *faults) {
	t.Helper()
	f := &faults{}
	f.left.Store(-1)
	s, err := open(t.Context(), settings{Options: Options{Folder: t.TempDir()}, migrations: released(), connected: f.connected})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		f.left.Store(-1)
		if err := s.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
	s.blobs = faultyBlobs{s.blobs, f}
	return s, f
}

// everyFault runs an operation with its n-th call failing, for n = 1, 2, …
// until it succeeds. After each failure all tables must be as they were.
func everyFault(t *testing.T, s *Store, f *faults, operation func() error) {
	t.Helper()
	before := dump(t, s)
	for n := int64(1); ; n++ {
		f.left.Store(n)
		err := operation()
		hit := f.left.Swap(-1) <= 0
		if err == nil && !hit {
			t.Logf("%d calls failed in turn", n-1)
			if n < 10 {
				t.Errorf("only %d calls were counted", n-1)
			}
			return
		}
		if err == nil {
			t.Fatalf("call %d failed and the operation said nothing", n)
		}
		if diff := cmp.Diff(before, dump(t, s)); diff != "" {
			t.Fatalf("call %d failed (%v) and left: (-before +after)\n%s", n, err, diff)
		}
		if n > 2000 {
			t.Fatal("the operation never succeeds")
		}
	}
}

// dump returns every row of every table as text.
func dump(t *testing.T, s *Store) map[string][]string {
	t.Helper()
	rows := map[string][]string{}
	err := s.view(t.Context(), "dump", func(tx *tx) error {
		tables, err := values[string](tx, `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
		if err != nil {
			return err
		}
		for _, table := range tables {
			if rows[table], err = dumpTable(tx, table); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func dumpTable(tx *tx, table string) (list []string, err error) {
	rows, err := tx.sql.QueryContext(tx.ctx, `SELECT * FROM `+table+` ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		cells := make([]any, len(columns))
		into := make([]any, len(columns))
		for n := range cells {
			into[n] = &cells[n]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		list = append(list, strings.TrimSpace(fmt.Sprintln(cells...)))
	}
	return list, rows.Err()
}

// figure is a published figure of the tests in this package.
type figure struct {
	widget   widgets.Widget
	snapshot datasets.Snapshot
	edition  widgets.Edition
}

var tester = Actor{ID: "u1", Name: "Tester"}

// importRows does what an import does: bytes first, rows second.
func importRows(ctx context.Context, s *Store, rows string) (datasets.Dataset, datasets.Snapshot, error) {
	hash, size, err := s.Blobs().Put(ctx, strings.NewReader(rows))
	if err != nil {
		return datasets.Dataset{}, datasets.Snapshot{}, err
	}
	return s.CreateDataset(ctx, tester, datasets.Dataset{Title: "Waste", OwnerID: tester.ID},
		datasets.Snapshot{SHA256: hash, SizeBytes: size, TableDigest: "digest of " + rows, Rows: 1, Confirmed: true})
}

// startFigure imports rows and starts a figure from them.
func startFigure(ctx context.Context, s *Store, rows string) (f figure, err error) {
	d, snapshot, err := importRows(ctx, s, rows)
	if err != nil {
		return f, err
	}
	f.snapshot = snapshot
	f.widget, _, err = s.CreateWidget(ctx, tester, widgets.Widget{DatasetID: d.ID, OwnerID: tester.ID},
		widgets.Draft{SnapshotID: snapshot.ID, Query: datasets.Query{Version: datasets.QueryVersion}, Spec: widgets.Spec{Kind: widgets.Bar, Title: rows}})
	return f, err
}

// publishWords does what publishing does: every rendition stored, then one
// transaction. All renditions carry the words, so that a mix can be seen.
func publishWords(ctx context.Context, s *Store, widgetID, words string) (widgets.Edition, error) {
	d, err := s.Draft(ctx, widgetID)
	if err != nil {
		return widgets.Edition{}, err
	}
	e := widgets.Edition{Title: words, Kind: widgets.Bar, Lang: "en-GB", Alt: "alt of " + words, Listed: true,
		Parts: map[string]widgets.Drawing{"frame-s.light": {HTML: "<svg></svg>"}}, Renditions: map[string]widgets.Rendition{}}
	for _, name := range []string{"og.png", "square.png", "print.svg", "data.csv", "data.json"} {
		hash, size, err := s.Blobs().Put(ctx, bytes.NewReader([]byte(name+" of "+words)))
		if err != nil {
			return e, fmt.Errorf("%s: %w", name, err)
		}
		e.Renditions[name] = widgets.Rendition{SHA256: hash, SizeBytes: size, ContentType: "text/plain", Width: 1200, Height: 630}
	}
	return s.Publish(ctx, tester, widgetID, d.Version, e)
}

// publishedFigure imports, starts and publishes.
func publishedFigure(t *testing.T, s *Store, rows, words string) figure {
	t.Helper()
	f, err := startFigure(t.Context(), s, rows)
	if err != nil {
		t.Fatal(err)
	}
	if f.edition, err = publishWords(t.Context(), s, f.widget.ID, words); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFaultsOfImport(t *testing.T) {
	t.Parallel()
	s, f := faultyStore(t)
	everyFault(t, s, f, func() error {
		_, _, err := importRows(t.Context(), s, "a,b\n1,2\n")
		return err
	})
}

// TestFaultsOfPublish ends with the second Edition live, and until then every
// failure leaves the first one live and whole.
func TestFaultsOfPublish(t *testing.T) {
	t.Parallel()
	s, f := faultyStore(t)
	old := publishedFigure(t, s, "a\n1\n", "first")
	tries := 0
	everyFault(t, s, f, func() error {
		if tries++; tries > 1 {
			wantLive(t, s, old.widget.PublicID, "first")
			f.left.Store(int64(tries)) // the look above counted
		}
		_, err := publishWords(t.Context(), s, old.widget.ID, "second")
		return err
	})
	wantLive(t, s, old.widget.PublicID, "second")
}

// wantLive fails unless the public sees the edition with these words, with all
// of its renditions.
func wantLive(t *testing.T, s *Store, publicID, words string) {
	t.Helper()
	p, err := s.Published(t.Context(), publicID)
	if err != nil || p.State != widgets.Live || p.Edition.Title != words || p.Edition.Alt != "alt of "+words {
		t.Fatalf("Published = %s %q, %v; want %q live", p.State, p.Edition.Title, err, words)
	}
	for name, r := range p.Edition.Renditions {
		raw, err := s.Blobs().Get(t.Context(), r.SHA256)
		if err != nil || string(raw) != name+" of "+words {
			t.Fatalf("%s of the live edition = %q, %v", name, raw, err)
		}
	}
}

func TestFaultsOfWithdraw(t *testing.T) {
	t.Parallel()
	s, f := faultyStore(t)
	old := publishedFigure(t, s, "a\n1\n", "first")
	everyFault(t, s, f, func() error { return s.Withdraw(t.Context(), tester, old.widget.ID, "wrong") })
}

func TestFaultsOfSetup(t *testing.T) {
	t.Parallel()
	s, f := faultyStore(t)
	if err := s.StartSetup(t.Context(), "hash", s.now()); err != nil {
		t.Fatal(err)
	}
	everyFault(t, s, f, func() error {
		_, err := s.FinishSetup(t.Context(), "hash", Organisation{Name: "Council"}, []string{"Highways"}, User{Email: "a@example.gov.uk"})
		return err
	})
}

func TestFaultsOfUndo(t *testing.T) {
	t.Parallel()
	s, f := faultyStore(t)
	fig, err := startFigure(t.Context(), s, "one")
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Draft(t.Context(), fig.widget.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.Spec.Title = "two"
	everyFault(t, s, f, func() error {
		_, err := s.SaveDraft(t.Context(), tester, d)
		return err
	})
	everyFault(t, s, f, func() error {
		_, err := s.Undo(t.Context(), tester, fig.widget.ID, d.Version+1)
		return err
	})
}

// TestFaultsOfPurge may fail after the purge is decided; then nothing of the
// figure is public, and the next start erases the rest.
func TestFaultsOfPurge(t *testing.T) {
	t.Parallel()
	s, f := faultyStore(t)
	fig := publishedFigure(t, s, "rows", "words")
	for n := int64(1); ; n++ {
		before := dump(t, s)
		f.left.Store(n)
		err := s.PurgeSnapshot(t.Context(), tester, fig.snapshot.ID, "It names a resident.")
		if hit := f.left.Swap(-1) <= 0; err == nil && !hit {
			wantErased(t, s, fig)
			t.Logf("%d calls failed in turn", n-1)
			return
		}
		p, wrong := s.Published(t.Context(), fig.widget.PublicID)
		if wrong != nil {
			t.Fatal(wrong)
		}
		if p.State == widgets.Live {
			if diff := cmp.Diff(before, dump(t, s)); diff != "" {
				t.Fatalf("call %d failed (%v) and left: (-before +after)\n%s", n, err, diff)
			}
			continue
		}
		if err := s.finishErasures(t.Context()); err != nil {
			t.Fatal(err)
		}
		wantErased(t, s, fig)
		fig = publishedFigure(t, s, fmt.Sprintf("rows %d", n), fmt.Sprintf("words %d", n))
	}
}

// wantErased fails when anything of a purged figure is left.
func wantErased(t *testing.T, s *Store, f figure) {
	t.Helper()
	p, err := s.Published(t.Context(), f.widget.PublicID)
	if diff := cmp.Diff(widgets.Published{State: widgets.Purged}, p); err != nil || diff != "" {
		t.Fatalf("Published after the purge: %v (-want +got)\n%s", err, diff)
	}
	hashes := []string{f.snapshot.SHA256}
	for _, r := range f.edition.Renditions {
		hashes = append(hashes, r.SHA256)
	}
	for _, hash := range hashes {
		if there, err := s.Blobs().Has(t.Context(), hash); there || err != nil {
			t.Fatalf("Has(%s) after the purge = %v, %v", hash, there, err)
		}
	}
}
