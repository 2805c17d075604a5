package store

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"figurehead/widgets"
)

// FIGUREHEAD_SOAK=1 (make soak) kills each path this often instead of twice.
const (
	soakKills  = 200
	shortKills = 2
	// maxStart is how long the store may take to open after a kill.
	maxStart = 2 * time.Second
)

func kills() int {
	if os.Getenv("FIGUREHEAD_SOAK") != "" {
		return soakKills
	}
	return shortKills
}

// TestKill kills a writing process at random moments. Whatever was
// acknowledged is there afterwards, and what the public sees is of one piece.
func TestKill(t *testing.T) {
	t.Parallel()
	for path, check := range map[string]func(*testing.T, *soak, *Store){
		"import": wantImports, "publish": wantEditions, "withdraw": wantWithdrawn, "refresh": wantEditions, "purge": wantPurged,
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			k := &soak{path: path, folder: t.TempDir(), last: map[string]ack{}}
			for range kills() {
				k.kill(t)
				k.reopen(t, check)
			}
			report, err := Verify(t.Context(), k.folder, false)
			if err != nil || len(report.Problems) > 0 {
				t.Fatalf("Verify = %+v, %v", report, err)
			}
			t.Logf("%d kills, %d acknowledged, 0 lost, 0 mixed; slowest start %v", kills(), k.acknowledged, k.slowest.Round(time.Millisecond))
		})
	}
}

// soak is one path with what its children have acknowledged.
type soak struct {
	path, folder string
	fresh        []ack          // by the last child
	last         map[string]ack // by ID
	acknowledged int
	slowest      time.Duration
}

// most is the highest number of acknowledged writes to wait for before a kill.
func (k *soak) most() int {
	if k.path == "migrate" {
		return 4
	}
	return 16
}

// kill starts a child and kills it at a random moment: while it starts, or up
// to 30 ms after a random number of acknowledged writes.
func (k *soak) kill(t *testing.T) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), soakChild+"="+k.path, soakFolder+"="+k.folder)
	var complaints strings.Builder
	child.Stderr = &complaints
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	end := func() { time.AfterFunc(rand.N(30*time.Millisecond), func() { _ = child.Process.Kill() }) } // it may have ended: seen below
	enough := rand.N(k.most()+1) - 1
	if enough < 0 { // while it starts
		end()
	}
	k.fresh = nil
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var a ack
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			break // cut by the kill: the parent never saw it, so it was not acknowledged
		}
		if a.Done != "ready" {
			k.fresh = append(k.fresh, a)
			k.last[a.ID] = a
		}
		if len(k.fresh) == enough {
			end()
		}
	}
	k.acknowledged += len(k.fresh)
	var exit *exec.ExitError
	if err := child.Wait(); !errors.As(err, &exit) || exit.ExitCode() != -1 {
		t.Fatalf("child ended by itself: %v\n%s", err, complaints.String())
	}
}

// reopen opens the folder as a server does after a crash, and checks it.
func (k *soak) reopen(t *testing.T, check func(*testing.T, *soak, *Store)) {
	t.Helper()
	started := time.Now()
	s, err := Open(t.Context(), Options{Folder: k.folder})
	if err != nil {
		t.Fatalf("Open after the kill = %v", err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	}()
	took := time.Since(started)
	k.slowest = max(k.slowest, took)
	if took > maxStart {
		t.Errorf("the store took %v to open, want at most %v", took, maxStart)
	}
	problems, err := damage(t.Context(), s.read)
	if err != nil || len(problems) > 0 {
		t.Fatalf("after the kill: %v, %v", problems, err)
	}
	check(t, k, s)
}

func wantImports(t *testing.T, k *soak, s *Store) {
	for _, a := range k.fresh {
		d, err := s.Dataset(t.Context(), a.ID)
		if err != nil {
			t.Fatalf("acknowledged dataset %s: %v", a.ID, err)
		}
		snapshot, err := s.Snapshot(t.Context(), d.SnapshotID)
		if err != nil || snapshot.SHA256 != a.SHA256 {
			t.Fatalf("its snapshot has %s, %v; want %s", snapshot.SHA256, err, a.SHA256)
		}
		if raw, err := s.Blobs().Get(t.Context(), a.SHA256); err != nil || string(raw) != a.Words {
			t.Fatalf("its bytes are %q, %v; want %q", raw, err, a.Words)
		}
	}
}

// wantEditions checks that each figure shows what was acknowledged or seen
// last, or one Edition more, that all of it is of one piece, and that every
// acknowledged Edition is there as it was.
func wantEditions(t *testing.T, k *soak, s *Store) {
	for _, a := range k.fresh {
		e, err := s.Edition(t.Context(), a.PublicID, a.Number)
		if err != nil {
			t.Fatalf("acknowledged edition %d: %v", a.Number, err)
		}
		wantOnePiece(t, s, e, a.Words)
	}
	for id, a := range k.last {
		p, err := s.Published(t.Context(), a.PublicID)
		if err != nil || p.State != widgets.Live || p.Edition.Number < a.Number || p.Edition.Number > a.Number+1 {
			t.Fatalf("Published = %s, edition %d, %v; acknowledged %d", p.State, p.Edition.Number, err, a.Number)
		}
		if p.Edition.Number == a.Number && p.Edition.Title != a.Words {
			t.Fatalf("edition %d says %q, want %q", a.Number, p.Edition.Title, a.Words)
		}
		wantOnePiece(t, s, p.Edition, p.Edition.Title)
		a.Number, a.Words = p.Edition.Number, p.Edition.Title // seen by a reader: must stay
		k.last[id] = a
		if k.path == "refresh" {
			wantSnapshotOf(t, s, p.Edition)
		}
	}
}

// wantOnePiece reads every rendition: each carries the words it was drawn with.
func wantOnePiece(t *testing.T, s *Store, e widgets.Edition, words string) {
	t.Helper()
	if e.Title != words || e.Alt != "alt of "+words || len(e.Renditions) != 5 {
		t.Fatalf("edition %d has %q, %q and %d renditions; want %q", e.Number, e.Title, e.Alt, len(e.Renditions), words)
	}
	for name, r := range e.Renditions {
		if raw, err := s.Blobs().Get(t.Context(), r.SHA256); err != nil || string(raw) != name+" of "+words {
			t.Fatalf("%s of edition %d is %q, %v; want that of %q", name, e.Number, raw, err, words)
		}
	}
}

// wantSnapshotOf checks that the Snapshot of an Edition holds its rows.
func wantSnapshotOf(t *testing.T, s *Store, e widgets.Edition) {
	t.Helper()
	err := s.view(t.Context(), "snapshot of edition", func(tx *tx) error {
		hash, err := value[string](tx, `
SELECT s.sha256 FROM published p JOIN editions e ON e.id = p.edition_id JOIN snapshots s ON s.id = e.snapshot_id
WHERE p.public_id = ?`, e.PublicID)
		if err != nil {
			return err
		}
		raw, err := s.blobs.Get(t.Context(), hash)
		if err == nil && string(raw) != e.Title {
			err = fmt.Errorf("edition %q was made from %q", e.Title, raw)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func wantWithdrawn(t *testing.T, k *soak, s *Store) {
	for _, a := range k.fresh {
		p, err := s.Published(t.Context(), a.PublicID)
		if err != nil {
			t.Fatalf("acknowledged figure %s: %v", a.PublicID, err)
		}
		switch {
		case p.State == widgets.Withdrawn && (p.Reason != "reason of "+a.Words || p.Edition.Alt != "" || len(p.Edition.Parts) > 0):
			t.Fatalf("withdrawn figure = %+v", p)
		case p.State == widgets.Live && k.last[a.ID].Done == "withdraw":
			t.Fatalf("figure %s is live, its withdrawal was acknowledged", a.PublicID)
		case p.State == widgets.Live:
			wantOnePiece(t, s, p.Edition, a.Words)
		}
	}
}

// wantPurged checks that a figure is wholly there or, once its purge was
// decided, that none of its bytes are.
func wantPurged(t *testing.T, k *soak, s *Store) {
	for _, a := range k.fresh {
		p, err := s.Published(t.Context(), a.PublicID)
		if err != nil {
			t.Fatalf("acknowledged figure %s: %v", a.PublicID, err)
		}
		if p.State == widgets.Live {
			if k.last[a.ID].Done == "purge" {
				t.Fatalf("figure %s is live, its purge was acknowledged", a.PublicID)
			}
			wantOnePiece(t, s, p.Edition, a.Words)
			continue
		}
		hashes := []string{a.SHA256}
		for _, name := range []string{"og.png", "square.png", "print.svg", "data.csv", "data.json"} {
			hashes = append(hashes, hashOf([]byte(name+" of "+a.Words)))
		}
		for _, hash := range hashes {
			if there, err := s.Blobs().Has(t.Context(), hash); there || err != nil {
				t.Fatalf("bytes of a purged figure: Has(%s) = %v, %v", hash, there, err)
			}
		}
	}
}
