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

// slot holds a code and 32 bits of its text's hash; code 0 is free.
type slot struct{ hash, code uint32 }

const firstSlots = 64

func newDictionary() *dictionary {
	return &dictionary{seed: maphash.MakeSeed(), slots: make([]slot, firstSlots)}
}

// find returns the code of s, or 0, and the hash by which to add it.
func (d *dictionary) find(words []string, s []byte) (code, hash uint32) {
	hash = uint32(maphash.Bytes(d.seed, s))
	last := uint32(len(d.slots) - 1)
	for at := hash & last; d.slots[at].code != 0; at = (at + 1) & last {
		if taken := d.slots[at]; taken.hash == hash && words[taken.code] == string(s) {
			return taken.code, hash
		}
	}
	return 0, hash
}

// add keeps a code that find did not find.
func (d *dictionary) add(code, hash uint32) {
	d.grow(d.taken + 1)
	d.place(slot{hash, code})
	d.taken++
}

// grow makes room for so many codes.
func (d *dictionary) grow(codes int) {
	n := len(d.slots)
	for codes*4 > n*3 {
		n *= 2
	}
	if n == len(d.slots) {
		return
	}
	old := d.slots
	d.slots = make([]slot, n)
	for _, s := range old {
		if s.code != 0 {
			d.place(s)
		}
	}
}

func (d *dictionary) place(s slot) {
	last := uint32(len(d.slots) - 1)
	at := s.hash & last
	for d.slots[at].code != 0 {
		at = (at + 1) & last
	}
	d.slots[at] = s
}
