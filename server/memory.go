package server

import "runtime/debug"

// roomBytes is how much a process that serves may allocate, beside as much as it
// holds, before its memory is collected. What it holds is a few MB, and each page
// of the studio allocates half of one: without the room it collects at every tenth
// page, which is a quarter of its processor time.
const roomBytes = 32 << 20

// room is counted as held, and never touched: no page of it stands in memory.
var room []byte

// CollectLess gives this process, which serves, the room. With a memory limit that
// the room is a large part of (GOMEMLIMIT) it does nothing.
func CollectLess() {
	if limit := debug.SetMemoryLimit(-1); limit < 8*roomBytes {
		return
	}
	if room == nil {
		room = make([]byte, roomBytes)
	}
}
