package widgets

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/table"
)

func TestClasses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		numbers []string
		places  int
		edges   []string
		of      []int
	}{
		{"regions", []string{"49.9", "30.2", "45.5", "44.96", "44.94", "35", "34.9", "39.95"}, 1, []string{"35", "40", "45"}, []int{3, 0, 3, 3, 2, 1, 0, 2}},
		{"the top edge belongs to the top", []string{"0", "100", "25", "75"}, 0, []string{"25", "50", "75"}, []int{0, 3, 1, 3}},
		{"districts", []string{"62.9", "27.6", "45.7", "30"}, 1, []string{"30", "45", "60"}, []int{3, 0, 2, 1}},
		{"all equal", []string{"7", "7"}, 0, nil, []int{0, 0}},
		{"one", []string{"7.5"}, 1, nil, []int{0}},
		{"below zero", []string{"-7", "5", "0", "-5"}, 0, []string{"-5", "0"}, []int{0, 2, 2, 1}},
		{"hundredths", []string{"0.01", "0.04"}, 2, []string{"0.02", "0.03"}, []int{0, 2}},
		{"millions", []string{"1200000", "4300000"}, 0, []string{"2000000", "3000000", "4000000"}, []int{0, 3}},
		{"38 digits", []string{"10000000000000000000000000000000000000", "40000000000000000000000000000000000000"}, 0,
			[]string{"20000000000000000000000000000000000000", "30000000000000000000000000000000000000"}, []int{0, 2}},
		{"none", nil, 0, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var numbers []table.Decimal
			for _, s := range test.numbers {
				numbers = append(numbers, table.MustDecimal(s))
			}
			c := newClasses(numbers, test.places)
			var edges []string
			for _, d := range c.edges() {
				edges = append(edges, d.String())
			}
			var of []int
			for _, d := range numbers {
				of = append(of, c.of(d))
			}
			if diff := cmp.Diff(test.edges, edges); diff != "" {
				t.Errorf("edges of %v (-want +got):\n%s", test.numbers, diff)
			}
			if diff := cmp.Diff(test.of, of); diff != "" {
				t.Errorf("classes of %v (-want +got):\n%s", test.numbers, diff)
			}
		})
	}
}

// Numbers on every shade have 4.5 to 1, and neighbours can be told apart by
// more than their colour's name.
func TestShadesCarryText(t *testing.T) {
	t.Parallel()
	for _, s := range []Scheme{Light, Dark} {
		p := NewPalette(DefaultTheme(), s)
		for n := 1; n <= maxClasses; n++ {
			shades := p.shades(n)
			if len(shades) != n {
				t.Fatalf("%d shades for %d classes", len(shades), n)
			}
			for i, c := range shades {
				if ratio := Contrast(c, on(c)); ratio < 4.5 {
					t.Errorf("text on shade %v has %.1f to 1", c, ratio)
				}
				if i > 0 && Contrast(c, shades[i-1]) < 1.6 {
					t.Errorf("shades %v and %v have %.1f to 1", shades[i-1], c, Contrast(c, shades[i-1]))
				}
			}
		}
	}
}
