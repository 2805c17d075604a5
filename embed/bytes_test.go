package embed

// budgets are the most bytes of a gzipped frame (design, section 11).
var budgets = map[string]int{
	"waste-headline": 2000,
	"twelve-bars":    2452,
	"waste-bar":      6000,
	"waste-line":     6000,
	"co2-line":       6000,
	"spend-table":    6000,
}
