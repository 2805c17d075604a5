package main

import (
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"
)

// A file of some size is not copied into memory: its pages are read where they
// are used, and given back often. Whoever goes through the file does so as it
// goes (progress.Beat); beside it a clock does, which a busy machine may leave
// waiting.
const (
	mappedFrom = 8 << 20 // bytes
	giveBack   = 20 * time.Millisecond
)

// mapped are the files that are read by their pages.
var mapped struct {
	sync.Mutex
	files [][]byte
}

// readFile gives the bytes of a file, until the program ends. They may change
// when the file does; see unchanged.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if size := info.Size(); !info.Mode().IsRegular() || size < mappedFrom || size != int64(int(size)) {
		return os.ReadFile(name)
	}
	raw, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	mapped.Lock()
	defer mapped.Unlock()
	if mapped.files = append(mapped.files, raw); len(mapped.files) == 1 {
		go func() {
			for range time.Tick(giveBack) {
				givePagesBack()
			}
		}()
	}
	return raw, nil
}

// givePagesBack gives back the pages that were read so far.
func givePagesBack() {
	mapped.Lock()
	defer mapped.Unlock()
	for _, raw := range mapped.files {
		_ = syscall.Madvise(raw, syscall.MADV_DONTNEED) // else they stay, which is no harm
	}
}
