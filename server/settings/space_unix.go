//go:build linux || darwin

package settings

import "syscall"

// freeBytes is how much room a folder's disk has for this program.
func freeBytes(folder string) (int64, bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(folder, &st); err != nil {
		return 0, false
	}
	return int64(st.Bavail) * int64(st.Bsize), true
}
