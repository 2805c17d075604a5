package places

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// maxNesting is deeper than any GeoJSON lies.
const maxNesting = 24

var (
	errNotJSON = errors.New("not JSON")
	errNested  = errors.New("nested too deeply")
)

// scanner walks JSON text once and keeps none of it, so that a file of many
// points takes no more memory than its points. It accepts what encoding/json
// does.
type scanner struct {
	raw   []byte
	at    int
	depth int
}

func (s *scanner) bad() error { return fmt.Errorf("%w at byte %d", errNotJSON, s.at) }

// peek skips white space and returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	for s.at < len(s.raw) {
		switch c := s.raw[s.at]; c {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return c
		}
	}
	return 0
}

// end reports whether nothing but white space is left.
func (s *scanner) end() bool { return s.peek() == 0 && s.at == len(s.raw) }

// object reads an object and calls each with every name, to read its value.
func (s *scanner) object(each func(name string) error) error {
	return s.brackets('{', '}', func() error {
		if s.peek() != '"' {
			return s.bad()
		}
		name, err := s.text()
		if err != nil {
			return err
		}
		if s.peek() != ':' {
			return s.bad()
		}
		s.at++
		return each(name)
	})
}

// array reads an array and calls each to read every value.
func (s *scanner) array(each func() error) error { return s.brackets('[', ']', each) }

func (s *scanner) brackets(open, shut byte, each func() error) error {
	if s.peek() != open {
		return s.bad()
	}
	if s.depth++; s.depth > maxNesting {
		return errNested
	}
	s.at++
	if s.peek() == shut {
		s.at++
		s.depth--
		return nil
	}
	for {
		if err := each(); err != nil {
			return err
		}
		switch s.peek() {
		case ',':
			s.at++
		case shut:
			s.at++
			s.depth--
			return nil
		default:
			return s.bad()
		}
	}
}

// skip passes over one value of any kind.
func (s *scanner) skip() error {
	switch c := s.peek(); {
	case c == '{':
		return s.object(func(string) error { return s.skip() })
	case c == '[':
		return s.array(s.skip)
	case c == '"':
		_, err := s.quoted()
		return err
	case c == '-' || c >= '0' && c <= '9':
		_, err := s.digits()
		return err
	}
	for _, word := range []string{"true", "false", "null"} {
		if s.word(word) {
			return nil
		}
	}
	return s.bad()
}

// word passes over a literal, if it is next.
func (s *scanner) word(word string) bool {
	s.peek()
	if end := s.at + len(word); end <= len(s.raw) && string(s.raw[s.at:end]) == word {
		s.at = end
		return true
	}
	return false
}

// text reads a string.
func (s *scanner) text() (string, error) {
	s.peek()
	quoted, err := s.quoted()
	if err != nil {
		return "", err
	}
	for _, c := range quoted {
		if c == '\\' {
			var text string
			if err := json.Unmarshal(quoted, &text); err != nil {
				return "", s.bad()
			}
			return text, nil
		}
	}
	return string(quoted[1 : len(quoted)-1]), nil
}

// quoted passes over a string and returns it with its quotes.
func (s *scanner) quoted() ([]byte, error) {
	if s.at >= len(s.raw) || s.raw[s.at] != '"' {
		return nil, s.bad()
	}
	start := s.at
	for s.at++; s.at < len(s.raw); s.at++ {
		switch c := s.raw[s.at]; {
		case c == '"':
			s.at++
			return s.raw[start:s.at], nil
		case c < ' ':
			return nil, s.bad()
		case c == '\\':
			if err := s.escape(); err != nil {
				return nil, err
			}
		}
	}
	return nil, s.bad()
}

// escape passes over a backslash and all but the last byte of what it escapes.
func (s *scanner) escape() error {
	s.at++
	if s.at >= len(s.raw) {
		return s.bad()
	}
	switch s.raw[s.at] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return nil
	case 'u':
		for i := 1; i <= 4; i++ {
			if s.at+i >= len(s.raw) || !hexDigit(s.raw[s.at+i]) {
				return s.bad()
			}
		}
		s.at += 4
		return nil
	}
	return s.bad()
}

func hexDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// number reads a number.
func (s *scanner) number() (float64, error) {
	s.peek()
	digits, err := s.digits()
	if err != nil {
		return 0, err
	}
	v, err := strconv.ParseFloat(string(digits), 64)
	if err != nil { // beyond what a float holds
		return 0, s.bad()
	}
	return v, nil
}

// digits passes over a number as JSON writes it.
func (s *scanner) digits() ([]byte, error) {
	start := s.at
	if s.at < len(s.raw) && s.raw[s.at] == '-' {
		s.at++
	}
	first := s.at
	if !s.run() || s.raw[first] == '0' && s.at > first+1 {
		return nil, s.bad()
	}
	if s.at < len(s.raw) && s.raw[s.at] == '.' {
		if s.at++; !s.run() {
			return nil, s.bad()
		}
	}
	if s.at < len(s.raw) && (s.raw[s.at] == 'e' || s.raw[s.at] == 'E') {
		s.at++
		if s.at < len(s.raw) && (s.raw[s.at] == '+' || s.raw[s.at] == '-') {
			s.at++
		}
		if !s.run() {
			return nil, s.bad()
		}
	}
	return s.raw[start:s.at], nil
}

// run passes over digits and reports whether there was one.
func (s *scanner) run() bool {
	start := s.at
	for s.at < len(s.raw) && s.raw[s.at] >= '0' && s.raw[s.at] <= '9' {
		s.at++
	}
	return s.at > start
}
