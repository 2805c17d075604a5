package datasets

import (
	"encoding/binary"
	"math/bits"
)

// byteValues is how many values a byte has.
const byteValues = 1 << 8

// Eight bytes are looked at as one number.
const (
	eachByte = 0x0101010101010101
	topBits  = 0x8080808080808080
	lowBits  = 0x7f7f7f7f7f7f7f7f
)

// zeros has the top bit of each byte of v set that is zero.
func zeros(v uint64) uint64 { return ^(v&lowBits + lowBits | v | lowBits) }

// sameBytes keeps the rows, counted from first, whose byte is a or b, and says
// how many those are.
func sameBytes(values []uint8, a, b uint8, first uint32, keep *[blockRows]uint32) int {
	n, at := 0, 0
	for ; at+8 <= len(values); at += 8 {
		eight := binary.LittleEndian.Uint64(values[at:])
		hits := zeros(eight^uint64(a)*eachByte) | zeros(eight^uint64(b)*eachByte)
		for ; hits != 0; hits &= hits - 1 {
			keep[n&keeperMask] = first + uint32(at+bits.TrailingZeros64(hits)/8)
			n++
		}
	}
	for ; at < len(values); at++ {
		if values[at] == a || values[at] == b {
			keep[n&keeperMask] = first + uint32(at)
			n++
		}
	}
	return n
}

// keepBytes keeps the rows, counted from first, whose byte passes, and says how
// many those are.
func keepBytes(values []uint8, pass *[byteValues]uint8, first uint32, keep *[blockRows]uint32) int {
	n := 0
	for i, v := range values {
		keep[n&keeperMask] = first + uint32(i)
		n += int(pass[v])
	}
	return n
}
