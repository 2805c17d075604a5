// Package blobtest is the contract test of object storage: each back end runs
// it from its own tests. It knows no back end.
//
//	blobtest.Run(t, func(t *testing.T) blob.Store { … })
package blobtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/store/blob"
)

// Run runs the contract, each part on a store of its own.
func Run(t *testing.T, open func(*testing.T) blob.Store) {
	parts := []struct {
		name string
		test func(*testing.T, blob.Store)
	}{
		{"round trip", roundTrip}, {"not there", notThere}, {"list and delete", listAndDelete},
		{"broken source", brokenSource}, {"cancelled", cancelled}, {"at once", atOnce},
	}
	for _, part := range parts {
		t.Run(part.name, func(t *testing.T) { t.Parallel(); part.test(t, open(t)) })
	}
}

func hashOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func put(t *testing.T, s blob.Store, raw []byte) string {
	t.Helper()
	hash, size, err := s.Put(t.Context(), bytes.NewReader(raw))
	if err != nil || hash != hashOf(raw) || size != int64(len(raw)) {
		t.Errorf("Put(%d bytes) = %s, %d, %v; want %s, %d", len(raw), hash, size, err, hashOf(raw), len(raw))
	}
	return hash
}

func roundTrip(t *testing.T, s blob.Store) {
	for _, raw := range [][]byte{{}, []byte("a"), []byte("\x00\xff"), bytes.Repeat([]byte("0123456789"), 200_000)} {
		for range 2 {
			hash := put(t, s, raw)
			got, err := s.Get(t.Context(), hash)
			if err != nil || !bytes.Equal(got, raw) {
				t.Errorf("Get(%s) = %d bytes, %v; want %d", hash, len(got), err, len(raw))
			}
			r, err := s.Open(t.Context(), hash)
			if err != nil {
				t.Fatal(err)
			}
			got, err = io.ReadAll(r)
			if err := errors.Join(err, r.Close()); err != nil || !bytes.Equal(got, raw) {
				t.Errorf("Open(%s) gave %d bytes, %v; want %d", hash, len(got), err, len(raw))
			}
			if there, err := s.Has(t.Context(), hash); !there || err != nil {
				t.Errorf("Has(%s) = %v, %v", hash, there, err)
			}
			if info, err := s.Stat(t.Context(), hash); info.SizeBytes != int64(len(raw)) || err != nil {
				t.Errorf("Stat(%s) = %+v, %v; want %d bytes", hash, info, err, len(raw))
			}
		}
	}
}

func notThere(t *testing.T, s blob.Store) {
	for _, hash := range []string{hashOf([]byte("never put")), "", "short", "../../../etc/passwd", "ZZ" + hashOf(nil)[2:]} {
		if _, err := s.Get(t.Context(), hash); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("Get(%q) = %v, want ErrNotFound", hash, err)
		}
		if _, err := s.Open(t.Context(), hash); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("Open(%q) = %v, want ErrNotFound", hash, err)
		}
		if _, err := s.Stat(t.Context(), hash); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("Stat(%q) = %v, want ErrNotFound", hash, err)
		}
		if there, err := s.Has(t.Context(), hash); there || err != nil {
			t.Errorf("Has(%q) = %v, %v", hash, there, err)
		}
	}
	if err := s.Delete(t.Context(), hashOf([]byte("never put"))); err != nil {
		t.Errorf("Delete of what is not there = %v", err)
	}
}

func listAndDelete(t *testing.T, s blob.Store) {
	started := time.Now().Add(-time.Minute)
	want := map[string]int64{}
	for n := range 20 {
		raw := fmt.Appendf(nil, "blob %d", n)
		want[put(t, s, raw)] = int64(len(raw))
	}
	list := func() map[string]int64 {
		got := map[string]int64{}
		last := ""
		err := s.List(t.Context(), func(b blob.Info) error {
			if b.SHA256 <= last || b.StoredAt.Before(started) {
				t.Errorf("List gave %s after %q, stored at %v", b.SHA256, last, b.StoredAt)
			}
			last = b.SHA256
			got[b.SHA256] = b.SizeBytes
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if diff := cmp.Diff(want, list()); diff != "" {
		t.Errorf("List: (-want +got)\n%s", diff)
	}
	gone := hashOf([]byte("blob 7"))
	delete(want, gone)
	for range 2 {
		if err := s.Delete(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, list()); diff != "" {
		t.Errorf("List after Delete: (-want +got)\n%s", diff)
	}
	stop := errors.New("stop")
	if err := s.List(t.Context(), func(blob.Info) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("List = %v, want the error of each", err)
	}
}

func brokenSource(t *testing.T, s blob.Store) {
	broken := errors.New("broken")
	source := io.MultiReader(bytes.NewReader(make([]byte, 100_000)), iotest.ErrReader(broken))
	if _, _, err := s.Put(t.Context(), source); !errors.Is(err, broken) {
		t.Errorf("Put of a broken source = %v, want its error", err)
	}
	nothingLeft(t, s)
}

func cancelled(t *testing.T, s blob.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Put(ctx, bytes.NewReader([]byte("late"))); !errors.Is(err, context.Canceled) {
		t.Errorf("Put = %v, want Canceled", err)
	}
	nothingLeft(t, s)
}

// nothingLeft fails when a write that failed left anything behind.
func nothingLeft(t *testing.T, s blob.Store) {
	t.Helper()
	err := s.List(t.Context(), func(b blob.Info) error { return fmt.Errorf("%s is stored", b.SHA256) })
	if err != nil {
		t.Error(err)
	}
	if n, err := s.Tidy(t.Context(), time.Now().Add(time.Hour)); n != 0 || err != nil {
		t.Errorf("Tidy = %d, %v; want nothing to tidy", n, err)
	}
}

// atOnce puts, reads and deletes equal bytes from many sides.
func atOnce(t *testing.T, s blob.Store) {
	raw := bytes.Repeat([]byte("figure"), 10_000)
	hash := hashOf(raw)
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			for range 10 {
				put(t, s, raw)
				got, err := s.Get(t.Context(), hash)
				if err != nil && !errors.Is(err, blob.ErrNotFound) || err == nil && !bytes.Equal(got, raw) {
					t.Errorf("Get = %d bytes, %v; want all of them or ErrNotFound", len(got), err)
				}
				if n == 0 {
					if err := s.Delete(t.Context(), hash); err != nil {
						t.Errorf("Delete = %v", err)
					}
				}
			}
		})
	}
	group.Wait()
}
