package office

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestIsPlain writes random numbers in the ways of office programs: those that
// are taken for plain are written by Plain as they stand.
func TestIsPlain(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(11, 12))
	plain := 0
	for range 100_000 {
		text := make([]byte, 1+r.IntN(17))
		for i := range text {
			text[i] = "0123456789.-"[r.IntN(10+r.IntN(3))]
		}
		if !IsPlain(text) {
			continue
		}
		plain++
		n, err := strconv.ParseFloat(string(text), 64)
		if got := Plain(n); err != nil || got != string(text) {
			t.Fatalf("IsPlain(%q), but Plain writes %q, %v", text, got, err)
		}
	}
	if plain < 1000 {
		t.Errorf("only %d numbers are plain", plain)
	}
	for _, text := range []string{"", "-", "-0", "0.0", "1.", ".5", "007", "1e3", "1234567890123456", "12.50", "1.2.3", " 1"} {
		if IsPlain([]byte(text)) {
			t.Errorf("IsPlain(%q)", text)
		}
	}
}
