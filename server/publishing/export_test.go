package publishing

import "maps"

// Kept counts what is kept of the data behind figures.
func (p *Publisher) Kept() (results, looks int) {
	for range maps.Collect(p.results.cache.All()) {
		results++
	}
	for range maps.Collect(p.looks.All()) {
		looks++
	}
	return results, looks
}
