package store

import (
	"errors"
	"fmt"
	"syscall"

	"figurehead/store/blob"
)

// The errors that callers branch on.
var (
	// ErrNotFound is also what Blobs return for bytes they do not have.
	ErrNotFound = blob.ErrNotFound
	// ErrConflict means that someone else changed it first, or that the name is taken.
	ErrConflict = errors.New("changed by someone else")
	ErrUsed     = errors.New("already used")
	// ErrPurged means that the bytes were erased for good.
	ErrPurged = errors.New("erased")
	// ErrWithdrawn means that an Edition exists and is not public at present.
	ErrWithdrawn = errors.New("withdrawn")
	// ErrReason means that an act which needs a reason was given none.
	ErrReason = errors.New("a reason is needed")
	// ErrLastAdmin is an ErrConflict: nobody would be left who can manage people.
	ErrLastAdmin = fmt.Errorf("no admin would be left: %w", ErrConflict)
	// ErrNewerData means that a newer Figurehead wrote the data folder.
	ErrNewerData = errors.New("the data was written by a newer Figurehead")
	// ErrFull means that the disk is full; what was stored before is untouched.
	ErrFull error = syscall.ENOSPC
	// ErrDamaged means that stored bytes no longer match their sha256.
	ErrDamaged = blob.ErrDamaged
)
