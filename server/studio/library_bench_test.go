package studio_test

import "testing"

// longer are lists of figures: all of them, searched, sorted and narrowed.
var longer = map[string]string{
	"list": "/studio/figures", "search": "/studio/figures?q=council+049", "title": "/studio/figures?sort=title", "state": "/studio/figures?state=draft",
	"last": "/studio/figures?page=1000000",
}

// BenchmarkLibrary is the list of 50 figures and of 5,000. make bench reports
// the ratio.
func BenchmarkLibrary(b *testing.B) {
	for name, figures := range map[string]int{"50": 50, "5000": 5000} {
		o := newOffice(b, nil)
		o.figures(figures)
		p := o.as("editor")
		for what, address := range longer {
			b.Run(what+"-"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					p.get(address)
				}
			})
		}
	}
}

// A page of 5,000 figures is made with the work of a page of 50: nothing is read
// into memory but what is shown.
func TestLongLibraryIsNoMoreWork(t *testing.T) {
	allocations := map[int]map[string]float64{}
	for _, figures := range []int{60, 2000} {
		o := newOffice(t, nil)
		o.figures(figures)
		p := o.as("editor")
		allocations[figures] = map[string]float64{}
		for what, address := range longer {
			allocations[figures][what] = testing.AllocsPerRun(3, func() { p.get(address) })
		}
	}
	for what, short := range allocations[60] {
		if long := allocations[2000][what]; what != "search" && what != "last" && long > 1.1*short {
			t.Errorf("%s: %.0f allocations with 2,000 figures, %.0f with 60", what, long, short)
		}
	}
}
