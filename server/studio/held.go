package studio

import (
	"crypto/rand"
	"sync"
	"time"

	"figurehead/datasets/personal"
	"figurehead/server/publishing"
)

// heldFiles keeps files with personal data in memory, and nowhere else, while
// their officer decides what may be kept of them. A file that is not decided
// about in time, or that others push out, has to be sent again.
type heldFiles struct {
	mu    sync.Mutex
	files map[string]heldFile
	bytes int
}

type heldFile struct {
	in    publishing.Import
	found []personal.Finding // columns somebody has to decide about
	owner string             // id of the user who sent it
	since time.Time
}

// Limits of what is held: long enough to ask a colleague, and no more memory
// than two of the largest files.
const (
	heldFor      = 30 * time.Minute
	maxHeldBytes = 512 << 20
	maxHeldFiles = 64
)

// hold keeps a file and returns the name it is asked for by.
func (h *heldFiles) hold(in publishing.Import, found []personal.Finding, owner string, now time.Time) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.files == nil {
		h.files = map[string]heldFile{}
	}
	h.tidy(now)
	for len(h.files) > 0 && (len(h.files) >= maxHeldFiles || h.bytes+len(in.Raw) > maxHeldBytes) {
		h.drop(h.oldest())
	}
	token := rand.Text()
	h.files[token] = heldFile{in, found, owner, now}
	h.bytes += len(in.Raw)
	return token
}

// of returns a file of that user, or false when it is not held any more.
func (h *heldFiles) of(token, owner string, now time.Time) (heldFile, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tidy(now)
	f, ok := h.files[token]
	if !ok || f.owner != owner {
		return heldFile{}, false
	}
	return f, true
}

// release forgets a file.
func (h *heldFiles) release(token string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop(token)
}

func (h *heldFiles) drop(token string) {
	if f, ok := h.files[token]; ok {
		h.bytes -= len(f.in.Raw)
		delete(h.files, token)
	}
}

func (h *heldFiles) tidy(now time.Time) {
	for token, f := range h.files {
		if now.Sub(f.since) > heldFor {
			h.drop(token)
		}
	}
}

func (h *heldFiles) oldest() string {
	first, at := "", time.Time{}
	for token, f := range h.files {
		if first == "" || f.since.Before(at) {
			first, at = token, f.since
		}
	}
	return first
}
