package publishing

import (
	"strings"
	"testing"

	"figurehead/widgets"
)

func TestCountsOfNetworks(t *testing.T) {
	t.Parallel()
	const link = "https://figures.example.gov.uk/s/7K2MQ9D"
	for _, test := range []struct {
		text                        string
		weighted, graphemes, utf16s int
	}{
		{"Essex", 5, 5, 5},
		{"£1.2m – up “12%”", 16, 16, 16},
		{"Ŵythnos", 7, 7, 7},
		{"数字", 4, 2, 2},
		{"Up 👍", 5, 4, 5},
		{"👩‍👩‍👧‍👦", 2, 1, 11},
		{"🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru", 8, 7, 20},
		{"e\u0301", 1, 1, 2},
		{"שלום", 4, 4, 4},
		{"See " + link, 27, 44, 44},
		{"", 0, 0, 0},
	} {
		if got := weighted(test.text, link); got != test.weighted {
			t.Errorf("X counts %q as %d, want %d", test.text, got, test.weighted)
		}
		if got := graphemes(test.text, link); got != test.graphemes {
			t.Errorf("Bluesky counts %q as %d, want %d", test.text, got, test.graphemes)
		}
		if got := units(test.text, link); got != test.utf16s {
			t.Errorf("others count %q as %d, want %d", test.text, got, test.utf16s)
		}
	}
}

// TestPostsFit cuts long posts at a word, in every script, so that each network
// takes them with the whole link.
func TestPostsFit(t *testing.T) {
	t.Parallel()
	const link = "https://figures.example.gov.uk/s/7K2MQ9D"
	for _, word := range []string{"Essex ", "数字 ", "👩‍👩‍👧‍👦 ", "e\u0301e\u0301 ", "x"} {
		long := strings.TrimSpace(strings.Repeat(word, 70_000))
		for _, n := range Networks {
			p := postOn(n, widgets.Edition{Post: long, Lang: "en-GB"}, link)
			if p.Count > n.most || n.count(p.Text, link) != p.Count {
				t.Errorf("%s takes %d; a post of %q has %d", n.Name, n.most, word, p.Count)
			}
			if !strings.Contains(p.Text, link) || !strings.Contains(p.Text, "…") {
				t.Errorf("%s: %.60q … has no link or does not say that it is cut", n.Name, p.Text)
			}
			if word != "x" && p.Count < n.most-60 {
				t.Errorf("%s: only %d of %d are used of %q", n.Name, p.Count, n.most, word)
			}
		}
	}
}
