package store

import "errors"

// The errors that callers branch on.
var (
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("changed by someone else")
	ErrUsed     = errors.New("already used")
	ErrPurged   = errors.New("erased")
)
