package studio

import (
	"crypto/rand"
	"sync"
	"time"
)

// shelf keeps things in memory, and nowhere else, for the user who left them
// there: at most so many, of so many bytes together and for so long. What is
// oldest makes room for what is new.
type shelf[T any] struct {
	most      int
	mostBytes int
	keptFor   time.Duration

	mu     sync.Mutex
	things map[string]shelved[T]
	bytes  int
}

type shelved[T any] struct {
	thing T
	owner string // id of the user
	bytes int
	since time.Time
}

// keep puts a thing of so many bytes on the shelf and returns the name it is
// asked for by.
func (s *shelf[T]) keep(thing T, bytes int, owner string, now time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.things == nil {
		s.things = map[string]shelved[T]{}
	}
	s.tidy(now)
	for len(s.things) > 0 && (len(s.things) >= s.most || s.bytes+bytes > s.mostBytes) {
		s.drop(s.oldest())
	}
	token := rand.Text()
	s.things[token] = shelved[T]{thing, owner, bytes, now}
	s.bytes += bytes
	return token
}

// of returns a thing of that user, or false when it is not kept any more.
func (s *shelf[T]) of(token, owner string, now time.Time) (thing T, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tidy(now)
	found, ok := s.things[token]
	if !ok || found.owner != owner {
		return thing, false
	}
	return found.thing, true
}

// release forgets a thing.
func (s *shelf[T]) release(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(token)
}

func (s *shelf[T]) drop(token string) {
	if found, ok := s.things[token]; ok {
		s.bytes -= found.bytes
		delete(s.things, token)
	}
}

func (s *shelf[T]) tidy(now time.Time) {
	for token, found := range s.things {
		if now.Sub(found.since) > s.keptFor {
			s.drop(token)
		}
	}
}

func (s *shelf[T]) oldest() string {
	first, at := "", time.Time{}
	for token, found := range s.things {
		if first == "" || found.since.Before(at) {
			first, at = token, found.since
		}
	}
	return first
}
