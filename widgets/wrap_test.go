package widgets

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// monospace measures every character as half of its size.
type monospace struct{}

func (monospace) Measure(_ Face, size Px, text string) Px { return Px(runes(text)) * size / 2 }

func TestWrap(t *testing.T) {
	t.Parallel()
	l := &layout{text: monospace{}}
	for _, test := range []struct {
		name, text string
		width      Px // in characters
		want       []string
	}{
		{"one line", "Harlow", 20, []string{"Harlow"}},
		{"evened out", "one two three four five six", 24, []string{"one two three", "four five six"}},
		{"no word left alone", "aaaa bbbb cccc dddd e", 19, []string{"aaaa bbbb", "cccc dddd e"}},
		{"a date stays whole", "Score on 3 April 2020", 12, []string{"Score on", "3\u00a0April\u00a02020"}},
		{"a band stays whole", "were band C or better", 12, []string{"were band\u00a0C", "or better"}},
		{"a licence stays whole", "Open Licence v3.0", 12, []string{"Open", "Licence\u00a0v3.0"}},
		{"bound words wider than the line part", "up\u00a01.2\u00a0percentage\u00a0points", 12, []string{"up 1.2", "percentage", "points"}},
		{"a long word has its line", "a unbreakable b", 4, []string{"a", "unbreakable", "b"}},
		{"nothing", "  ", 10, nil},
	} {
		if d := cmp.Diff(test.want, l.wrap(test.text, Regular, 2, test.width)); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, d)
		}
	}
}

func TestWrapKeepsEveryWord(t *testing.T) {
	t.Parallel()
	l := &layout{text: monospace{}}
	text := strings.Repeat("of waste collected by councils in Essex was recycled ", 40)
	for width := Px(8); width < 200; width += 7 {
		got := strings.Join(l.wrap(text, Regular, 2, width), " ")
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(text), " ") {
			t.Fatalf("wrap at %v lost or changed words: %q", width, got)
		}
	}
}
