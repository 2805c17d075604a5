package api_test

import (
	"os"
	"testing"

	"figurehead/server/publishing"
)

// TestMain makes this test binary the program's child too, as `figurehead work`
// is: files that may be hostile are read in a process of their own.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "work" {
		code, _ := publishing.Work(os.Args[2], os.Stdin, os.Stdout, os.Stderr)
		os.Exit(code)
	}
	os.Exit(m.Run())
}
