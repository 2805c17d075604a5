//go:build !linux

package main

import "os"

// readFile gives the bytes of a file.
func readFile(name string) ([]byte, error) { return os.ReadFile(name) }

// givePagesBack has nothing to give back: files are copied into memory.
func givePagesBack() {}
