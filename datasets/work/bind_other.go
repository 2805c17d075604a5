//go:build !unix

package work

import (
	"runtime/debug"
	"time"
)

// bind limits this process as far as the system lets it; the parent ends it
// when its time is over.
func bind(memory uint64, _ time.Duration) error {
	debug.SetMemoryLimit(int64(memory))
	debug.SetGCPercent(childGarbage)
	return nil
}
