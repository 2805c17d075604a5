package jsontext

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// MaxNesting is deeper than any file of data lies.
const MaxNesting = 64

// What is wrong with a text. Both say at which byte.
var (
	ErrNotJSON = errors.New("not JSON")
	ErrNested  = errors.New("nested too deeply")
)

// Scanner walks JSON text once and keeps none of it, so that a file of many
// points takes no more memory than its points. It accepts what encoding/json
// does. At may be moved back, with the Depth that was there, to read a value again.
type Scanner struct {
	Raw   []byte
	At    int
	Depth int
}

// Bad is ErrNotJSON at this byte.
func (s *Scanner) Bad() error { return fmt.Errorf("%w at byte %d", ErrNotJSON, s.At) }

// Peek skips white space and returns the next byte, 0 at the end.
func (s *Scanner) Peek() byte {
	for s.At < len(s.Raw) {
		switch c := s.Raw[s.At]; c {
		case ' ', '\t', '\n', '\r':
			s.At++
		default:
			return c
		}
	}
	return 0
}

// End reports whether nothing but white space is left.
func (s *Scanner) End() bool { return s.Peek() == 0 && s.At == len(s.Raw) }

// Object reads an object and calls each with every name, to read its value.
func (s *Scanner) Object(each func(name string) error) error {
	return s.brackets('{', '}', func() error {
		if s.Peek() != '"' {
			return s.Bad()
		}
		name, err := s.Text()
		if err != nil {
			return err
		}
		if s.Peek() != ':' {
			return s.Bad()
		}
		s.At++
		return each(name)
	})
}

// Array reads an array and calls each to read every value.
func (s *Scanner) Array(each func() error) error { return s.brackets('[', ']', each) }

func (s *Scanner) brackets(open, shut byte, each func() error) error {
	if s.Peek() != open {
		return s.Bad()
	}
	if s.Depth++; s.Depth > MaxNesting {
		return ErrNested
	}
	s.At++
	if s.Peek() == shut {
		s.At++
		s.Depth--
		return nil
	}
	for {
		if err := each(); err != nil {
			return err
		}
		switch s.Peek() {
		case ',':
			s.At++
		case shut:
			s.At++
			s.Depth--
			return nil
		default:
			return s.Bad()
		}
	}
}

// Skip passes over one value of any kind.
func (s *Scanner) Skip() error {
	switch c := s.Peek(); {
	case c == '{':
		return s.Object(func(string) error { return s.Skip() })
	case c == '[':
		return s.Array(s.Skip)
	case c == '"':
		_, err := s.Quoted()
		return err
	case c == '-' || c >= '0' && c <= '9':
		_, err := s.Digits()
		return err
	}
	for _, word := range []string{"true", "false", "null"} {
		if s.Word(word) {
			return nil
		}
	}
	return s.Bad()
}

// Word passes over a literal, if it is next.
func (s *Scanner) Word(word string) bool {
	s.Peek()
	if end := s.At + len(word); end <= len(s.Raw) && string(s.Raw[s.At:end]) == word {
		s.At = end
		return true
	}
	return false
}

// Text reads a string.
func (s *Scanner) Text() (string, error) {
	s.Peek()
	quoted, err := s.Quoted()
	if err != nil {
		return "", err
	}
	for _, c := range quoted {
		if c == '\\' {
			var text string
			if err := json.Unmarshal(quoted, &text); err != nil {
				return "", s.Bad()
			}
			return text, nil
		}
	}
	return string(quoted[1 : len(quoted)-1]), nil
}

// Quoted passes over a string and returns it with its quotes.
func (s *Scanner) Quoted() ([]byte, error) {
	if s.At >= len(s.Raw) || s.Raw[s.At] != '"' {
		return nil, s.Bad()
	}
	start := s.At
	for s.At++; s.At < len(s.Raw); s.At++ {
		switch c := s.Raw[s.At]; {
		case c == '"':
			s.At++
			return s.Raw[start:s.At], nil
		case c < ' ':
			return nil, s.Bad()
		case c == '\\':
			if err := s.escape(); err != nil {
				return nil, err
			}
		}
	}
	return nil, s.Bad()
}

// escape passes over a backslash and all but the last byte of what it escapes.
func (s *Scanner) escape() error {
	s.At++
	if s.At >= len(s.Raw) {
		return s.Bad()
	}
	switch s.Raw[s.At] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return nil
	case 'u':
		for i := 1; i <= 4; i++ {
			if s.At+i >= len(s.Raw) || !hexDigit(s.Raw[s.At+i]) {
				return s.Bad()
			}
		}
		s.At += 4
		return nil
	}
	return s.Bad()
}

func hexDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// Number reads a number.
func (s *Scanner) Number() (float64, error) {
	s.Peek()
	digits, err := s.Digits()
	if err != nil {
		return 0, err
	}
	v, err := strconv.ParseFloat(string(digits), 64)
	if err != nil { // beyond what a float holds
		return 0, s.Bad()
	}
	return v, nil
}

// Digits passes over a number as JSON writes it.
func (s *Scanner) Digits() ([]byte, error) {
	start := s.At
	if s.At < len(s.Raw) && s.Raw[s.At] == '-' {
		s.At++
	}
	first := s.At
	if !s.run() || s.Raw[first] == '0' && s.At > first+1 {
		return nil, s.Bad()
	}
	if s.At < len(s.Raw) && s.Raw[s.At] == '.' {
		if s.At++; !s.run() {
			return nil, s.Bad()
		}
	}
	if s.At < len(s.Raw) && (s.Raw[s.At] == 'e' || s.Raw[s.At] == 'E') {
		s.At++
		if s.At < len(s.Raw) && (s.Raw[s.At] == '+' || s.Raw[s.At] == '-') {
			s.At++
		}
		if !s.run() {
			return nil, s.Bad()
		}
	}
	return s.Raw[start:s.At], nil
}

// run passes over digits and reports whether there was one.
func (s *Scanner) run() bool {
	start := s.At
	for s.At < len(s.Raw) && s.Raw[s.At] >= '0' && s.Raw[s.At] <= '9' {
		s.At++
	}
	return s.At > start
}
