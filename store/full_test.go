package store

import (
	"errors"
	"fmt"
	"testing"
)

// TestFullDisk lets the database run out of space: what was published stays
// public, a write is refused with ErrFull, and with space again all goes on.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	s, err := openWith(t, t.TempDir(), released())
	if err != nil {
		t.Fatal(err)
	}
	f := publishedFigure(t, s, "rows", "edition 1")
	var pages int
	if err := s.write.QueryRowContext(t.Context(), `PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		t.Helper()
		if _, err := s.write.ExecContext(t.Context(), fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 3)
	last := 1
	for n := 2; ; n++ {
		_, err := publishWords(t.Context(), s, f.widget.ID, fmt.Sprint("edition ", n))
		if errors.Is(err, ErrFull) {
			break
		}
		if err != nil || n > 500 {
			t.Fatalf("edition %d: %v, want ErrFull", n, err)
		}
		last = n
	}
	wantLive(t, s, f.widget.PublicID, fmt.Sprint("edition ", last))
	if problems, err := damage(t.Context(), s.read); err != nil || len(problems) > 0 {
		t.Errorf("after the disk was full: %v, %v", problems, err)
	}
	limit(1 << 30)
	if _, err := publishWords(t.Context(), s, f.widget.ID, "with space again"); err != nil {
		t.Fatal(err)
	}
	wantLive(t, s, f.widget.PublicID, "with space again")
}
