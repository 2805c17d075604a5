package studio

import (
	"time"

	"figurehead/datasets/intake"
	"figurehead/datasets/personal"
	"figurehead/server/publishing"
)

// heldFile is a file that waits in memory while its officer decides what may be
// kept of it: it has personal data, or too many columns. One that is not decided about in time, or that
// others push out, has to be sent again.
type heldFile struct {
	in    publishing.Import
	found []personal.Finding // columns somebody has to decide about
	wide  *intake.TooWide    // its columns, of which somebody has to choose
}

// newHeld is a shelf for files: long enough to ask a colleague, and no more
// memory than two of the largest.
func newHeld() *shelf[heldFile] {
	return &shelf[heldFile]{most: 64, mostBytes: 512 << 20, keptFor: 30 * time.Minute}
}
