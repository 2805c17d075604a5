package portal

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// shelf keeps the catalogues that are read whole, so that a second search does
// not fetch them again.
type shelf struct {
	mu    sync.Mutex
	now   func() time.Time
	lists map[string]catalogue
}

// catalogue is everything a portal lists, when it can only be had at once.
type catalogue struct {
	found []Found
	words []string // of each, lower case, to search in
	until time.Time
}

const (
	shelfTime   = 10 * time.Minute
	maxOnShelf  = 16
	maxInFeed   = 20_000
	titleWeight = 10
)

func newShelf(now func() time.Time) *shelf { return &shelf{now: now, lists: map[string]catalogue{}} }

// get returns the catalogue of an address, or reads it. A failure is not kept.
func (s *shelf) get(address string, read func() ([]Found, error)) (catalogue, error) {
	s.mu.Lock()
	c, ok := s.lists[address]
	s.mu.Unlock()
	if ok && s.now().Before(c.until) {
		return c, nil
	}
	found, err := read()
	if err != nil {
		return catalogue{}, err
	}
	c = newCatalogue(found)
	c.until = s.now().Add(shelfTime)
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, other := range s.lists {
		if len(s.lists) >= maxOnShelf || !s.now().Before(other.until) {
			delete(s.lists, key)
		}
	}
	s.lists[address] = c
	return c, nil
}

func newCatalogue(found []Found) catalogue {
	c := catalogue{found: found[:min(len(found), maxInFeed)]}
	for _, f := range c.found {
		c.words = append(c.words, strings.ToLower(strings.Join([]string{f.Title, f.Publisher, f.Description}, " ")))
	}
	return c
}

// search returns a page of the datasets with all the words in title, publisher
// or description; those with more of them in the title come first.
func (c catalogue) search(words string, page int) Page {
	type hit struct{ at, weight int }
	var hits []hit
	wanted := strings.Fields(strings.ToLower(words))
	for i, text := range c.words {
		h, all := hit{at: i}, true
		for _, word := range wanted {
			all = all && strings.Contains(text, word)
			if strings.Contains(strings.ToLower(c.found[i].Title), word) {
				h.weight += titleWeight
			}
		}
		if all {
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return b.weight - a.weight })
	p := Page{Total: len(hits)}
	for i := (page - 1) * perPage; i < min(page*perPage, len(hits)); i++ {
		p.Found = append(p.Found, c.found[hits[i].at])
	}
	p.More = page*perPage < len(hits)
	return p
}

// dataset returns one by its ID.
func (c catalogue) dataset(id string) (Found, bool) {
	for _, f := range c.found {
		if f.ID == id {
			return f, true
		}
	}
	return Found{}, false
}
