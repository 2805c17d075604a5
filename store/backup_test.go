package store_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"figurehead/store"
	"figurehead/widgets"
)

// folderWithFigures returns a data folder with two live figures and one purged.
func folderWithFigures(t *testing.T) (string, *store.Store) {
	t.Helper()
	folder := t.TempDir()
	st := openFolder(t, folder)
	u := must[store.User](t)(st.CreateUser(t.Context(), amina, store.User{Email: "a@example.gov.uk", Name: "A", Role: store.Admin, PasswordHash: "h"}))
	if err := st.CreateSession(t.Context(), amina, store.Session{Hash: "canary-session-hash", UserID: u.ID, CSRF: "canary-csrf", CreatedAt: day(1), SeenAt: day(1)}); err != nil {
		t.Fatal(err)
	}
	published(t, st, "Half is recycled")
	published(t, st, "Carbon is rising")
	_, d, _ := published(t, st, "Names a resident")
	if err := st.PurgeSnapshot(t.Context(), amina, d.SnapshotID, "It names a resident."); err != nil {
		t.Fatal(err)
	}
	return folder, st
}

func backup(t *testing.T, folder string) (string, store.Manifest) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "backup.tar")
	m, err := store.Backup(t.Context(), folder, out)
	if err != nil {
		t.Fatalf("Backup() = %v", err)
	}
	return out, m
}

func restore(ctx context.Context, in, folder string) error {
	f, err := os.Open(in)
	if err != nil {
		return err
	}
	_, err = store.Restore(ctx, f, folder)
	return errors.Join(err, f.Close())
}

// publicView is what readers get: every live figure with its bytes.
func publicView(t *testing.T, st *store.Store) map[string]string {
	t.Helper()
	view := map[string]string{}
	for _, p := range must[[]widgets.Published](t)(st.Listed(t.Context(), "", 0)) {
		view[p.Edition.PublicID] = fmt.Sprintf("%+v", p)
		for name, r := range p.Edition.Renditions {
			view[p.Edition.PublicID+"/"+name] = string(must[[]byte](t)(st.Blobs().Get(t.Context(), r.SHA256)))
		}
	}
	return view
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	folder, st := folderWithFigures(t)
	out, m := backup(t, folder)
	wantEqual(t, "blobs in the backup", len(m.Blobs), 2+2*3)
	raw := must[[]byte](t)(os.ReadFile(out))
	for _, canary := range []string{"canary-session-hash", "canary-csrf"} {
		if bytes.Contains(raw, []byte(canary)) {
			t.Errorf("the backup holds %s", canary)
		}
	}
	info := must[os.FileInfo](t)(os.Stat(out))
	wantEqual(t, "mode", info.Mode().Perm(), os.FileMode(0o600))
	left := must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(out)))
	wantEqual(t, "files beside the backup", len(left), 1)

	target := filepath.Join(t.TempDir(), "new", "folder")
	if err := restore(t.Context(), out, target); err != nil {
		t.Fatalf("Restore() = %v", err)
	}
	restored := openFolder(t, target)
	wantEqual(t, "what readers get", publicView(t, restored), publicView(t, st))
	wantEqual(t, "audit trail", must[[]store.Event](t)(restored.Audit(t.Context(), store.AuditFilter{})), must[[]store.Event](t)(st.Audit(t.Context(), store.AuditFilter{})))
	report := must[store.Report](t)(store.Verify(t.Context(), target, false))
	wantEqual(t, "Verify", report, store.Report{Snapshots: 2, Editions: 2, Published: 3, Events: report.Events, Blobs: 8, SizeBytes: report.SizeBytes})
	for _, path := range []string{target, filepath.Join(target, "figurehead.db")} {
		if mode := must[os.FileInfo](t)(os.Stat(path)).Mode().Perm(); mode&0o077 != 0 {
			t.Errorf("%s has mode %v", path, mode)
		}
	}
}

func TestBackupRefuses(t *testing.T) {
	t.Parallel()
	folder, _ := folderWithFigures(t)
	out, _ := backup(t, folder)
	_, err := store.Backup(t.Context(), folder, out)
	wantErr(t, "Backup over a file", err, os.ErrExist)
	_, err = store.Backup(t.Context(), t.TempDir(), out+"2")
	wantErr(t, "Backup of an empty folder", err, store.ErrNotFound)
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "Restore into a folder in use", restore(t.Context(), out, full), store.ErrNotEmpty)
	wantErr(t, "Restore over the server's own folder", restore(t.Context(), out, folder), store.ErrNotEmpty)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = store.Backup(ctx, folder, out+"3")
	wantErr(t, "Backup that is stopped", err, context.Canceled)
	left := must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(out)))
	wantEqual(t, "files after the refusals", len(left), 1)
}

// TestBackupOfDamage refuses to make a backup that could not be restored whole.
func TestBackupOfDamage(t *testing.T) {
	t.Parallel()
	folder, st := folderWithFigures(t)
	hash := must[[]widgets.Published](t)(st.Listed(t.Context(), "", 1))[0].Edition.Renditions["og.png"].SHA256
	path := filepath.Join(folder, "blobs", hash[:2], hash[2:4], hash)
	if err := os.WriteFile(path, []byte("damaged og.png"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "backup.tar")
	_, err := store.Backup(t.Context(), folder, out)
	wantErr(t, "Backup with a damaged blob", err, store.ErrDamaged)
	if err != nil && !strings.Contains(err.Error(), hash) {
		t.Errorf("Backup = %v, want the name of the blob", err)
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Stat of the backup = %v, want none", err)
	}
}

// TestBackupWhileWriting takes backups while figures are published and purged;
// each is a whole state of some instant.
func TestBackupWhileWriting(t *testing.T) {
	t.Parallel()
	folder, st := folderWithFigures(t)
	stop := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
				_, d, _ := published(t, st, fmt.Sprint("while backing up ", n))
				if n%3 == 0 {
					if err := st.PurgeSnapshot(t.Context(), amina, d.SnapshotID, "a test"); err != nil {
						t.Errorf("PurgeSnapshot = %v", err)
					}
				}
			}
		}
	})
	for range 4 {
		out, _ := backup(t, folder)
		target := filepath.Join(t.TempDir(), "restored")
		if err := restore(t.Context(), out, target); err != nil {
			t.Errorf("Restore() = %v", err)
		}
		report := must[store.Report](t)(store.Verify(t.Context(), target, false))
		if len(report.Problems) > 0 || report.Published < 3 {
			t.Errorf("Verify = %+v", report)
		}
	}
	close(stop)
	group.Wait()
}

// rewrite returns the backup with each piece changed; an empty name drops it.
func rewrite(t *testing.T, in string, change func(name string, raw []byte) (string, []byte)) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	r := tar.NewReader(bytes.NewReader(must[[]byte](t)(os.ReadFile(in))))
	for {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		name, raw := change(header.Name, must[[]byte](t)(io.ReadAll(r)))
		if name == "" {
			continue
		}
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(raw))}); err != nil {
			t.Fatal(err)
		}
		must[int](t)(w.Write(raw))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDamagedBackup(t *testing.T) {
	t.Parallel()
	folder, _ := folderWithFigures(t)
	out, m := backup(t, folder)
	whole := must[[]byte](t)(os.ReadFile(out))
	third := m.Blobs[2].Name
	flip := func(name string) []byte {
		return rewrite(t, out, func(n string, raw []byte) (string, []byte) {
			if n == name {
				raw[len(raw)/2] ^= 4
			}
			return n, raw
		})
	}
	rename := func(name, to string) []byte {
		return rewrite(t, out, func(n string, raw []byte) (string, []byte) {
			if n == name {
				return to, raw
			}
			return n, raw
		})
	}
	tests := []struct {
		name   string
		backup []byte
		want   string
	}{
		{"a bit of a blob", flip(third), third},
		{"a bit of the database", flip("figurehead.db"), "figurehead.db"},
		{"the seal", flip("manifest.sha256"), "manifest.json does not match manifest.sha256"},
		{"a digit of a date", rewrite(t, out, func(n string, raw []byte) (string, []byte) {
			return n, bytes.Replace(raw, []byte(`"tables":`), []byte(`"tables":9`), 1)
		}), "manifest.json does not match"},
		{"a blob is missing", rename(third, ""), third},
		{"the manifest is missing", rename("manifest.json", ""), "manifest.json"},
		{"the seal is missing", rename("manifest.sha256", ""), "manifest.sha256 is missing"},
		{"a piece with a way out", rename(third, "../../escaped"), "../../escaped stands where"},
		{"cut in half", whole[:len(whole)/2], ""},
		{"cut inside the database", whole[:8192], "it ends inside figurehead.db"},
		{"empty", nil, "manifest.json is missing"},
		{"no backup at all", bytes.Repeat([]byte("this is a letter\n"), 500), "manifest.json should be"},
		{"a manifest that names another place", rewrite(t, out, func(n string, raw []byte) (string, []byte) {
			return n, bytes.ReplaceAll(raw, []byte(`"name":"blobs/`), []byte(`"name":"../bl/`))
		}), "manifest.json: piece"},
		{"something follows", append(bytes.Clone(whole[:len(whole)-1024]), rename("", "")...), "something follows"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			_, err := store.Restore(t.Context(), bytes.NewReader(test.backup), filepath.Join(parent, "new"))
			wantErr(t, "Restore", err, store.ErrBackup)
			if err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("Restore = %q, want it to name %q", err, test.want)
			}
			if left := must[[]os.DirEntry](t)(os.ReadDir(parent)); len(left) > 0 {
				t.Errorf("%s was left behind", left[0].Name())
			}
		})
	}
}

// TestEveryCut cuts a backup at many places: no part of one restores.
func TestEveryCut(t *testing.T) {
	t.Parallel()
	folder, _ := folderWithFigures(t)
	out, _ := backup(t, folder)
	whole := must[[]byte](t)(os.ReadFile(out))
	// The last kilobyte is two empty blocks that only say that the file ends.
	for n := 0; n < len(whole)-1024; n += len(whole) / 60 {
		_, err := store.CheckBackup(t.Context(), bytes.NewReader(whole[:n]), filepath.Join(t.TempDir(), "scratch"))
		wantErr(t, fmt.Sprintf("CheckBackup of the first %d bytes", n), err, store.ErrBackup)
	}
}

func TestVerifyFindsDamage(t *testing.T) {
	t.Parallel()
	folder, st := folderWithFigures(t)
	live := must[[]widgets.Published](t)(st.Listed(t.Context(), "", 0))
	path := func(hash string) string { return filepath.Join(folder, "blobs", hash[:2], hash[2:4], hash) }
	changed, missing := live[0].Edition.Renditions["og.png"].SHA256, live[1].Edition.Renditions["data.csv"].SHA256
	if err := os.WriteFile(path(changed), []byte("og.png of something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path(missing)); err != nil {
		t.Fatal(err)
	}
	put(t, st, "an orphan")
	report := must[store.Report](t)(store.Verify(t.Context(), folder, true))
	text := strings.Join(report.Problems, "\n")
	for _, want := range []string{
		changed + " is damaged", "og.png of edition 1 of figure " + live[0].Edition.PublicID,
		missing + " is missing", "data.csv of edition 1 of figure " + live[1].Edition.PublicID,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("Verify found\n%s\nwant %q", text, want)
		}
	}
	wantEqual(t, "problems, blobs, orphans, repaired", []int{len(report.Problems), report.Blobs, report.Orphans, report.Repaired}, []int{2, 6, 0, 0})
}

func TestVerifyDamagedDatabase(t *testing.T) {
	t.Parallel()
	folder, _ := folderWithFigures(t)
	out, _ := backup(t, folder)
	target := filepath.Join(t.TempDir(), "restored")
	if err := restore(t.Context(), out, target); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(target, "figurehead.db")
	raw := must[[]byte](t)(os.ReadFile(file))
	tests := []struct {
		name   string
		damage func([]byte) []byte
	}{
		{"pages overwritten", func(b []byte) []byte {
			for n := 8192; n < len(b); n += 4096 {
				copy(b[n:], bytes.Repeat([]byte{0xAA}, 512))
			}
			return b
		}},
		{"no database", func([]byte) []byte { return bytes.Repeat([]byte("not a database "), 1000) }},
		{"cut", func(b []byte) []byte { return b[:len(b)/2] }},
	}
	for _, test := range tests {
		if err := os.WriteFile(file, test.damage(bytes.Clone(raw)), 0o600); err != nil {
			t.Fatal(err)
		}
		report, err := store.Verify(t.Context(), target, false)
		if err != nil || len(report.Problems) == 0 {
			t.Errorf("%s: Verify = %+v, %v; want problems", test.name, report, err)
		}
	}
	_, err := store.Verify(t.Context(), t.TempDir(), false)
	wantErr(t, "Verify of an empty folder", err, store.ErrNotFound)
}
