package words_test

import (
	"testing"

	"figurehead/widgets/words"
)

func TestList(t *testing.T) {
	t.Parallel()
	tests := []struct {
		names []string
		want  string
	}{
		{nil, ""}, {[]string{"Essex"}, "Essex"}, {[]string{"Essex", "Kent"}, "Essex and Kent"},
		{[]string{"Essex", "Kent", "Surrey"}, "Essex, Kent and Surrey"},
	}
	for _, test := range tests {
		if got := words.List(test.names); got != test.want {
			t.Errorf("List(%q) = %q, want %q", test.names, got, test.want)
		}
	}
}

func TestOrdinal(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "first", 9: "ninth", 10: "10th", 11: "11th", 12: "12th", 13: "13th",
		21: "21st", 22: "22nd", 23: "23rd", 111: "111th", 1001: "1,001st"} {
		if got := words.Ordinal(n); got != want {
			t.Errorf("Ordinal(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0 rows", 1: "1 row", 1220: "1,220 rows"} {
		if got := words.Count(n, "row", "rows"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}
