package intake

import "bytes"

// token is a run of digits or of letters in a cell.
type token struct {
	number  int
	digits  int // how many; 0 for a word
	word    [12]byte
	letters int
	after   byte // the character after the run, 0 at the end
}

// tokens are the runs of a date cell; ok is false for anything else than digits,
// letters and the marks of dates.
type tokens struct {
	at   [6]token
	n    int
	time bool // a time of day follows the date
	ok   bool
}

// tokenise splits a trimmed cell. A time of day at its end is passed over.
func tokenise(b []byte) tokens {
	var t tokens
	if len(b) > 40 {
		return t
	}
	b, t.time = withoutTime(b)
	for i := 0; i < len(b); {
		if t.n == len(t.at) {
			return t
		}
		k := &t.at[t.n]
		switch c := b[i]; {
		case isDigit(c):
			for ; i < len(b) && isDigit(b[i]); i++ {
				k.number, k.digits = k.number*10+int(b[i]-'0'), k.digits+1
			}
			if k.digits > 8 {
				return t
			}
		case isLetter(c):
			for ; i < len(b) && isLetter(b[i]); i++ {
				if k.letters == len(k.word) {
					return t
				}
				k.word[k.letters] = b[i] | 0x20
				k.letters++
			}
		default:
			return t
		}
		t.n++
		if i == len(b) {
			break
		}
		marks := 0
		for i < len(b) && isDateMark(b[i]) {
			if k.after == 0 || k.after == ' ' {
				k.after = b[i]
			}
			i++
			marks++
		}
		if marks > 3 || marks > 0 && i == len(b) {
			return t
		}
	}
	t.ok = t.n > 0
	return t
}

func isLetter(c byte) bool   { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDateMark(c byte) bool { return c == '/' || c == '-' || c == '.' || c == ' ' || c == ',' }

// withoutTime cuts "T10:30:00Z" or " 10:30" off the end of a date.
func withoutTime(b []byte) ([]byte, bool) {
	colon := bytes.IndexByte(b, ':')
	if colon < 0 {
		return b, false
	}
	at := bytes.LastIndexAny(b[:colon], " T")
	if at < 6 || !isTime(b[at+1:]) {
		return b, false
	}
	return trimSpace(b[:at]), true
}

func isTime(b []byte) bool {
	digits := 0
	for _, c := range b {
		switch {
		case isDigit(c):
			digits++
		case c == ':' || c == '.' || c == '+' || c == '-' || c == 'Z' || c == ' ' || c|0x20 == 'a' || c|0x20 == 'p' || c|0x20 == 'm':
		default:
			return false
		}
	}
	return digits >= 2
}

var monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// month gives 1 to 12 for a month's name, cut to three letters or more ("Sept" too).
func (k *token) month() int {
	if k.letters < 3 {
		return 0
	}
	word := string(k.word[:k.letters])
	for i, name := range monthNames {
		if len(word) <= len(name) && name[:len(word)] == word {
			return i + 1
		}
	}
	return 0
}

func (k *token) is(words ...string) bool {
	for _, w := range words {
		if string(k.word[:k.letters]) == w {
			return true
		}
	}
	return false
}

// year reads four digits, or two as 1969 to 2068.
func (k *token) year() (int, bool) {
	switch {
	case k.digits == 4 && k.number >= 1000 && k.number <= 2999:
		return k.number, true
	case k.digits == 2 && k.number < 69:
		return 2000 + k.number, true
	case k.digits == 2:
		return 1900 + k.number, true
	}
	return 0, false
}

func (k *token) fullYear() bool { return k.digits == 4 && k.number >= 1000 && k.number <= 2999 }
