package office

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Scanner moves through the tags and texts of an XML part. It reads what office
// programs write: elements, attributes, text, CDATA, comments, processing
// instructions. A document type, an entity that is not one of the five of XML
// or a cut part ends it with a Problem.
type Scanner struct {
	from  io.Reader
	text  []byte // a window on the part, of which text[at:] is still to come
	at    int
	whole bool // nothing comes after the window
	depth int
	err   error

	// Of the tag or text that Next moved to.
	Kind Kind
	Name string // local name of a tag, without its prefix
	tag  []byte // attributes, as written
	body []byte // text, as written
	raw  bool   // text from CDATA
}

// Kind says what Next moved to.
type Kind uint8

// The kinds of token.
const (
	Start Kind = iota + 1
	End
	Text
)

// Sizes of the window: at first, and at most, which no tag or text passes.
const (
	firstWindow = 64 << 10
	maxWindow   = 8 << 20
)

// NewScanner returns a Scanner at the start of an XML part in UTF-8.
func NewScanner(from io.Reader) *Scanner {
	s := &Scanner{from: from, text: make([]byte, 0, firstWindow)}
	s.has([]byte("\xEF\xBB\xBF"))
	s.text = bytes.TrimPrefix(s.text, []byte("\xEF\xBB\xBF"))
	return s
}

// fill reads more of the part behind what is still to come. It returns false at
// the end of the part and at a Problem.
func (s *Scanner) fill() bool {
	if s.whole || s.err != nil {
		return false
	}
	s.text = s.text[:copy(s.text, s.text[s.at:])]
	s.at = 0
	if len(s.text) == cap(s.text) {
		if cap(s.text) >= maxWindow {
			s.fail()
			return false
		}
		s.text = append(make([]byte, 0, 2*cap(s.text)), s.text...)
	}
	n, err := io.ReadAtLeast(s.from, s.text[len(s.text):cap(s.text)], 1)
	s.text = s.text[:len(s.text)+n]
	if err != nil {
		s.whole = true
		if err != io.EOF && err != io.ErrUnexpectedEOF {
			s.err = err
		}
	}
	return n > 0
}

// has reports whether what comes starts with prefix.
func (s *Scanner) has(prefix []byte) bool {
	for len(s.text)-s.at < len(prefix) && s.fill() {
	}
	return bytes.HasPrefix(s.text[s.at:], prefix)
}

// find is how far away sub is, or −1.
func (s *Scanner) find(sub string) int {
	for from := 0; ; {
		if i := bytes.Index(s.text[s.at+from:], []byte(sub)); i >= 0 {
			return from + i
		}
		from = max(len(s.text)-s.at-len(sub)+1, 0)
		if !s.fill() {
			return -1
		}
	}
}

// Err is the Problem that stopped Next, or nil at the end of a whole part.
func (s *Scanner) Err() error { return s.err }

// Next moves to the next tag or text. An element without content gives its
// Start and its End.
func (s *Scanner) Next() bool {
	if s.err != nil {
		return false
	}
	if s.Kind == Start && bytes.HasSuffix(s.tag, []byte("/")) {
		s.Kind, s.tag = End, nil
		s.depth--
		return true
	}
	for s.at < len(s.text) || s.fill() {
		switch {
		case s.text[s.at] != '<':
			return s.nextText()
		case s.at+1 < len(s.text) && s.text[s.at+1] != '!' && s.text[s.at+1] != '?':
			return s.nextTag()
		case s.has([]byte("<![CDATA[")):
			return s.nextCDATA()
		case s.has([]byte("<!--")):
			if !s.skip("-->") {
				return false
			}
		case s.has([]byte("<?")):
			if !s.skip("?>") {
				return false
			}
		case s.has([]byte("<!")):
			return s.fail()
		default:
			return s.nextTag()
		}
	}
	if s.err == nil && s.depth != 0 {
		return s.fail()
	}
	return false
}

func (s *Scanner) fail() bool {
	if s.err == nil {
		s.err = damaged()
	}
	return false
}

func (s *Scanner) skip(end string) bool {
	i := s.find(end)
	if i < 0 {
		return s.fail()
	}
	s.at += i + len(end)
	return true
}

func (s *Scanner) nextText() bool {
	i := s.find("<")
	if i < 0 { // white space after the last tag
		if s.depth != 0 || len(bytes.TrimSpace(s.text[s.at:])) > 0 {
			return s.fail()
		}
		s.at = len(s.text)
		return false
	}
	s.Kind, s.body, s.raw = Text, s.text[s.at:s.at+i], false
	s.at += i
	return true
}

func (s *Scanner) nextCDATA() bool {
	s.at += len("<![CDATA[")
	i := s.find("]]>")
	if i < 0 {
		return s.fail()
	}
	s.Kind, s.body, s.raw = Text, s.text[s.at:s.at+i], true
	s.at += i + len("]]>")
	return true
}

// maxDepth is deeper than any part an office program writes.
const maxDepth = 200

func (s *Scanner) nextTag() bool {
	end := s.tagEnd()
	if end < 0 {
		return s.fail()
	}
	inside := s.text[s.at+1 : end]
	s.at = end + 1
	closing := len(inside) > 0 && inside[0] == '/'
	if closing {
		inside = inside[1:]
	}
	name, colon := inside, -1
	for i, c := range inside {
		if c == ':' && colon < 0 {
			colon = i
		}
		if c <= '/' && (c == ' ' || c == '/' || c == '\t' || c == '\r' || c == '\n') {
			name = inside[:i]
			break
		}
	}
	s.tag = inside[len(name):]
	name = name[colon+1:]
	if len(name) == 0 {
		return s.fail()
	}
	s.Name = intern(name)
	if closing {
		s.Kind, s.tag = End, nil
		if s.depth--; s.depth < 0 {
			return s.fail()
		}
		return true
	}
	s.Kind = Start
	if s.depth++; s.depth > maxDepth {
		return s.fail()
	}
	return true
}

// tagEnd is the index of the > that ends the tag at s.at, or −1.
func (s *Scanner) tagEnd() int {
	marks := 0
	for i, c := range s.text[s.at+1:] {
		if c > '>' {
			continue
		}
		if c == '>' && marks%2 == 0 {
			return s.at + 1 + i
		}
		if c == '"' {
			marks++
		}
		if c == '\'' || c == '<' || c == '>' {
			break // not plain: slowly, from the start
		}
	}
	quote := byte(0)
	for i := 1; s.at+i < len(s.text) || s.fill(); i++ {
		switch c := s.text[s.at+i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return s.at + i
		case c == '<':
			return -1
		}
	}
	return -1
}

// letters are the names of one character.
var letters = func() string {
	var all [0x80]byte
	for c := range all {
		all[c] = byte(c)
	}
	return string(all[:])
}()

// common are the names met millions of times, so that none of them is copied.
var common = map[string]string{"c": "c", "v": "v", "row": "row", "t": "t", "is": "is", "f": "f", "si": "si", "r": "r",
	"table-cell": "table-cell", "table-row": "table-row", "p": "p", "span": "span"}

func intern(name []byte) string {
	if len(name) == 1 && name[0] < 0x80 {
		return letters[name[0] : name[0]+1]
	}
	if known, ok := common[string(name)]; ok {
		return known
	}
	return string(name)
}

// Attribute is the value of an attribute of the tag by its local name; "" when
// it has none.
func (s *Scanner) Attribute(name string) string { return string(s.Bytes(name)) }

// Bytes is Attribute without a copy where the value has no entity.
func (s *Scanner) Bytes(name string) []byte {
	rest := s.tag
	for len(rest) > 0 {
		equals := bytes.IndexByte(rest, '=')
		if equals < 0 {
			return nil
		}
		key := bytes.TrimSpace(rest[:equals])
		if i := bytes.IndexByte(key, ':'); i >= 0 {
			key = key[i+1:]
		}
		rest = bytes.TrimLeft(rest[equals+1:], " \t\r\n")
		if len(rest) == 0 {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		if string(key) == name {
			return s.unescaped(rest[1 : 1+end])
		}
		rest = rest[end+2:]
	}
	return nil
}

// Attributes calls use with the local name and the value of each attribute of
// the tag, without a copy where the value has no entity.
func (s *Scanner) Attributes(use func(name, value []byte)) {
	for rest := s.tag; len(rest) > 0; {
		equals := bytes.IndexByte(rest, '=')
		if equals < 0 {
			return
		}
		name := bytes.TrimSpace(rest[:equals])
		if i := bytes.IndexByte(name, ':'); i >= 0 {
			name = name[i+1:]
		}
		rest = bytes.TrimLeft(rest[equals+1:], " \t\r\n")
		if len(rest) == 0 {
			return
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return
		}
		use(name, s.unescaped(rest[1:1+end]))
		rest = rest[end+2:]
	}
}

// Only moves past the rest of an element that holds one other with nothing but
// text, as in <c><v>12</v></c>: open is what it begins with, "<v>", and closed
// how it ends, "</v></c>". Of anything else, and of text with entities, it takes
// nothing and reports false. The text is good until the next move.
func (s *Scanner) Only(open, closed string) (text []byte, ok bool) {
	rest := s.text[s.at:]
	if s.Kind != Start || len(s.tag) > 0 && s.tag[len(s.tag)-1] == '/' || len(rest) < len(open) || string(rest[:len(open)]) != open {
		return nil, false
	}
	rest = rest[len(open):]
	for i, c := range rest {
		if c == '&' {
			return nil, false
		}
		if c != '<' {
			continue
		}
		if len(rest) < i+len(closed) || string(rest[i:i+len(closed)]) != closed {
			return nil, false
		}
		s.at += len(open) + i + len(closed)
		s.Kind, s.tag = End, nil
		s.depth--
		return rest[:i], true
	}
	return nil, false
}

// Text is the text that Next moved to, its entities resolved.
func (s *Scanner) Text() []byte {
	if s.raw {
		return s.body
	}
	return s.unescaped(s.body)
}

var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

func (s *Scanner) unescaped(text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return append(out, text...)
		}
		out = append(out, text[:i]...)
		end := bytes.IndexByte(text[i:], ';')
		if end < 0 || end > 12 {
			s.err = damaged()
			return out
		}
		out = s.entity(out, string(text[i+1:i+end]))
		text = text[i+end+1:]
	}
	return out
}

func (s *Scanner) entity(out []byte, name string) []byte {
	if plain, ok := entities[name]; ok {
		return append(out, plain...)
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || !strings.HasPrefix(name, "#") || !utf8.ValidRune(rune(code)) {
		s.err = damaged()
		return out
	}
	return utf8.AppendRune(out, rune(code))
}
