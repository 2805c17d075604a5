package places

import (
	"embed"
	"fmt"
	"slices"
	"sync"
)

//go:embed shipped/*.set.json
var shippedFiles embed.FS

// shippedSets are the sets that come with the program, in the order offered.
var shippedSets = sync.OnceValue(func() []*Set {
	var sets []*Set
	for _, id := range []string{"england-regions", "essex-districts"} {
		raw, err := shippedFiles.ReadFile("shipped/" + id + ".set.json")
		if err != nil {
			panic(err) // embedded at build
		}
		set, err := Decode(raw)
		if err != nil {
			panic(fmt.Sprintf("shipped set %s: %v", id, err)) // a test decodes each
		}
		sets = append(sets, set)
	}
	return sets
})

// AllShipped returns the sets that come with the program.
func AllShipped() []*Set { return slices.Clone(shippedSets()) }

// Shipped returns the set of that id that comes with the program, or false.
func Shipped(id string) (*Set, bool) {
	sets := shippedSets()
	i := slices.IndexFunc(sets, func(s *Set) bool { return s.ID == id })
	if i < 0 {
		return nil, false
	}
	return sets[i], true
}
