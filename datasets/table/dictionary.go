package table

import "hash/maphash"

// dictionary finds the code of a text by open addressing. Go's own map costs
// about twice as much for the nine look-ups a row that a file of council spend
// takes.
type dictionary struct {
	seed  maphash.Seed
	slots []slot // a power of two of them, at most three in four taken
	taken int
}

// slot holds a code and, above it, the upper bits of its text's hash; code 0 is
// free.
type slot uint32

// codeBits hold every code of a Table.
const (
	codeBits = 21
	codeMask = 1<<codeBits - 1
	_        = uint(codeMask - MaxRows - FirstCode)
)

const firstSlots = 64

func newDictionary() *dictionary {
	return &dictionary{seed: maphash.MakeSeed(), slots: make([]slot, firstSlots)}
}

func slotOf(code uint32, hash uint64) slot { return slot(hash>>32)&^codeMask | slot(code) }

// find returns the code of s, or 0, and the hash by which to add it.
func (d *dictionary) find(words []string, s []byte) (code uint32, hash uint64) {
	hash = maphash.Bytes(d.seed, s)
	last, upper := uint64(len(d.slots)-1), slotOf(0, hash)
	for at := hash & last; d.slots[at] != 0; at = (at + 1) & last {
		if taken := d.slots[at]; taken&^codeMask == upper && words[taken&codeMask] == string(s) {
			return uint32(taken & codeMask), hash
		}
	}
	return 0, hash
}

// add keeps the code of the last of words, which find did not find.
func (d *dictionary) add(words []string, hash uint64) {
	d.grow(words[:len(words)-1], d.taken+1)
	d.place(slotOf(uint32(len(words)-1), hash), hash)
	d.taken++
}

// grow makes room for so many codes; words are those there are.
func (d *dictionary) grow(words []string, codes int) {
	n := len(d.slots)
	for codes*4 > n*3 {
		n *= 2
	}
	if n == len(d.slots) {
		return
	}
	d.slots = make([]slot, n)
	for code := FirstCode; code < len(words); code++ {
		hash := maphash.String(d.seed, words[code])
		d.place(slotOf(uint32(code), hash), hash)
	}
}

func (d *dictionary) place(s slot, hash uint64) {
	last := uint64(len(d.slots) - 1)
	at := hash & last
	for d.slots[at] != 0 {
		at = (at + 1) & last
	}
	d.slots[at] = s
}
