package widgets

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestShorten(t *testing.T) {
	t.Parallel()
	l := &layout{text: monospace{}}
	for _, test := range []struct {
		text  string
		width Px
		want  string
	}{
		{"Harlow", 6, "Harlow"}, {"Planning and Regulatory", 9, "Planning…"}, {"Planning and Regulatory", 10, "Planning…"},
		{"Planning and Regulatory", 12, "Planning an…"}, {strings.Repeat("W", 5000), 5, "WWWW…"}, {"Wide", 1, "…"},
	} {
		if got := l.shorten(test.text, Regular, 2, test.width); got != test.want {
			t.Errorf("shorten(%.30q, %v) = %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func TestShortenAllKeepsNamesDifferent(t *testing.T) {
	t.Parallel()
	l := &layout{text: monospace{}}
	for _, test := range []struct {
		of, want []string
	}{
		{[]string{"Harlow", "Planning and Regulatory"}, []string{"Harlow", "Planning…"}},
		{[]string{"Goods and services: legal", "Goods and services: print", "Rent"}, []string{"…legal", "…print", "Rent"}},
		{[]string{"Goods and services", "Goods and services: print"}, []string{"Goods and…", "…print"}},
		{[]string{"Goods and services: print", "Goods and services: print"}, []string{"Goods and…", "Goods and…"}},
		{[]string{"Goods and services: IT and legal", "Goods and services: IT and print", "Goods and services: rent"}, []string{"…IT and l…", "…IT and p…", "…rent"}},
		{[]string{"Llanfairpwllgwyngyllé", "Llanfairpwllgwyngyllè"}, []string{"…é", "…è"}},
	} {
		got := l.shortenAll(test.of, func(int) Face { return Regular }, 2, 10)
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("shortenAll(%q) (-want +got):\n%s", test.of, d)
		}
	}
}
