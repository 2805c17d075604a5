package main

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

// A file of some size is not copied into memory: its pages are read where they
// are used, and given back often.
const (
	mappedFrom = 8 << 20 // bytes
	giveBack   = 20 * time.Millisecond
)

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
	go func() {
		for range time.Tick(giveBack) {
			_ = syscall.Madvise(raw, syscall.MADV_DONTNEED) // else they stay, which is no harm
		}
	}()
	return raw, nil
}
