package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// uploadsFolder is where a large file waits while it is being received.
const uploadsFolder = "uploads"

// spoolUploads lets large files on their way in wait in a folder of the data
// folder that nobody else may read, and erases what a process that was killed
// left there: a file may hold personal data of which nothing is to be kept.
func spoolUploads(data string) error {
	folder, err := filepath.Abs(filepath.Join(data, uploadsFolder))
	if err != nil {
		return fmt.Errorf("folder of uploads: %w", err)
	}
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("folder of uploads: %w", err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		return fmt.Errorf("folder of uploads: %w", err)
	}
	// The multipart reader of the standard library takes no folder.
	return os.Setenv("TMPDIR", folder)
}
