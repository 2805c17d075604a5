package intake

import (
	"runtime/debug"
	"sync"
)

// A large file is read with little garbage left uncollected: what is held of it
// are few large lists, which cost little to look through, and beside them the
// same again would be thrown away.
const (
	largeFile    = 8 << 20 // bytes
	largeGarbage = 20      // per cent of what is held
)

// reading counts the large files that are being read, and keeps how garbage was
// collected before the first of them.
var reading struct {
	sync.Mutex
	large, before int
}

// collectEarly has garbage collected early until the function that it returns
// is called, where a file of so many bytes is large.
func collectEarly(size int) func() {
	if size < largeFile {
		return func() {}
	}
	reading.Lock()
	defer reading.Unlock()
	if reading.large++; reading.large == 1 {
		if reading.before = debug.SetGCPercent(largeGarbage); reading.before >= 0 && reading.before < largeGarbage {
			debug.SetGCPercent(reading.before)
		}
	}
	return sync.OnceFunc(func() {
		reading.Lock()
		defer reading.Unlock()
		if reading.large--; reading.large == 0 {
			debug.SetGCPercent(reading.before)
		}
	})
}
