package auth

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	cache "github.com/patrickmn/go-cache"
)

// Tries that one account, and one client address, have in a window.
const (
	triesPerWindow = 10
	triesWindow    = 15 * time.Minute
)

// budget counts tries by key. Keys are folded into 65,536 places, so however
// many addresses ask, memory stays bounded; two accounts sharing a place only
// share their tries.
type budget struct{ tries *cache.Cache }

func newBudget() *budget { return &budget{cache.New(triesWindow, triesWindow)} }

// take uses one try up, and reports false when none was left.
func (b *budget) take(key string) bool { return b.spend(key) <= triesPerWindow }

// spend uses one try up, and returns how many of the window are used.
func (b *budget) spend(key string) int {
	place := foldKey(key)
	for {
		if b.tries.Add(place, 1, cache.DefaultExpiration) == nil {
			return 1
		}
		if n, err := b.tries.IncrementInt(place, 1); err == nil {
			return n
		}
	}
}

// spent reports whether no try is left.
func (b *budget) spent(key string) bool {
	n, found := b.tries.Get(foldKey(key))
	used, isInt := n.(int)
	return found && isInt && used >= triesPerWindow
}

// giveBack returns one try: the person was who they said.
func (b *budget) giveBack(key string) {
	// An entry that has just expired needs nothing given back.
	_, _ = b.tries.DecrementInt(foldKey(key), 1)
}

// clear forgets all tries of a key.
func (b *budget) clear(key string) { b.tries.Delete(foldKey(key)) }

func foldKey(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:2])
}
