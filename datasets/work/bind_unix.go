//go:build unix

package work

import (
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// bind limits this process: so much memory beyond what it has, so much time of
// the processor, no file to write, and no file or connection to open.
func bind(memory uint64, cpu time.Duration) error {
	debug.SetMemoryLimit(int64(memory / 2)) // collect early, before the hard limit
	debug.SetGCPercent(childGarbage)
	for _, l := range []struct {
		name     string
		resource int
		most     uint64
	}{
		{"memory", syscall.RLIMIT_AS, mapped() + memory},
		{"processor time", syscall.RLIMIT_CPU, uint64(cpu / time.Second)},
		{"files", syscall.RLIMIT_FSIZE, 0},
		{"core", syscall.RLIMIT_CORE, 0},
		{"open files", syscall.RLIMIT_NOFILE, 3},
	} {
		if err := limit(l.resource, l.most); err != nil {
			return fmt.Errorf("limit %s: %w", l.name, err)
		}
	}
	return nil
}

// limit lowers a limit; one that is lower already stays.
func limit(resource int, most uint64) error {
	var now syscall.Rlimit
	if err := syscall.Getrlimit(resource, &now); err != nil {
		return err
	}
	now.Cur = min(now.Cur, most)
	now.Max = min(now.Max, most)
	return syscall.Setrlimit(resource, &now)
}

// mapped is the address space this process has already: the runtime maps much
// that it never touches. Where the system does not say, a usual amount.
func mapped() uint64 {
	const usual = 2 << 30
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return usual
	}
	first, _, _ := strings.Cut(string(raw), " ")
	pages, err := strconv.ParseUint(first, 10, 64)
	if err != nil {
		return usual
	}
	return pages * uint64(os.Getpagesize())
}
