package store

import (
	"sync"

	"figurehead/datasets"
)

// queries are those that were read last, by the text that is stored of them: each
// save of a draft reads the same one four times over, and reading a Query strictly
// takes longer than asking for the row. What is kept is shared: whoever changes a
// Query makes its steps anew, as the methods of [datasets.Query] do.
var queries readQueries

type readQueries struct {
	mu   sync.Mutex
	kept map[string]datasets.Query
}

// What is kept of them at one time.
const (
	mostQueries       = 256
	longestQueryBytes = 8 << 10
)

// read is datasets.ParseQuery.
func (r *readQueries) read(text string) (datasets.Query, error) {
	r.mu.Lock()
	q, ok := r.kept[text]
	r.mu.Unlock()
	if ok {
		return q.Copy(), nil
	}
	q, err := datasets.ParseQuery([]byte(text))
	if err != nil || len(text) > longestQueryBytes {
		return q, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil || len(r.kept) >= mostQueries {
		r.kept = map[string]datasets.Query{}
	}
	r.kept[text] = q
	return q.Copy(), nil
}

// forget drops all: a Query can hold values of a dataset that is erased.
func (r *readQueries) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept = nil
}
