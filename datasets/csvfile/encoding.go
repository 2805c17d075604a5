package csvfile

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"figurehead/datasets"
)

// The encodings that are read, as they are written in a Recipe.
const (
	UTF8        = "utf-8"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	Windows1252 = "windows-1252"
	ISO8859x14  = "iso-8859-14" // Welsh; never guessed, offered as a choice
)

// Encodings lists them in the order in which they are offered.
var Encodings = []string{UTF8, Windows1252, ISO8859x14, UTF16LE, UTF16BE}

var (
	markUTF8    = []byte{0xEF, 0xBB, 0xBF}
	markUTF16LE = []byte{0xFF, 0xFE}
	markUTF16BE = []byte{0xFE, 0xFF}
)

// FindEncoding gives the encoding of raw: the byte order mark, else the
// pattern of NUL bytes of UTF-16, else UTF-8 when the whole file is valid,
// else Windows-1252. Prefixes and letter frequencies are not used: one £ late
// in a file fools them.
func FindEncoding(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, markUTF8):
		return UTF8
	case bytes.HasPrefix(raw, markUTF16LE):
		return UTF16LE
	case bytes.HasPrefix(raw, markUTF16BE):
		return UTF16BE
	}
	if e := nulPattern(raw); e != "" {
		return e
	}
	if utf8.Valid(raw) {
		return UTF8
	}
	return Windows1252
}

// nulPattern finds UTF-16 without a mark: Latin text has a NUL in every other byte.
func nulPattern(raw []byte) string {
	sample := raw[:min(len(raw), 4096)&^1]
	if len(sample) < 4 {
		return ""
	}
	var even, odd int
	for i := 0; i < len(sample); i += 2 {
		if sample[i] == 0 {
			even++
		}
		if sample[i+1] == 0 {
			odd++
		}
	}
	pairs := len(sample) / 2
	switch {
	case odd*10 >= pairs*4 && even*20 <= pairs:
		return UTF16LE
	case even*10 >= pairs*4 && odd*20 <= pairs:
		return UTF16BE
	}
	return ""
}

// Decode returns raw as UTF-8 without its byte order mark. UTF-8 is not
// copied. A byte that the encoding does not have is a Problem with its row.
func Decode(raw []byte, encoding string) ([]byte, error) {
	switch encoding {
	case UTF8:
		text := bytes.TrimPrefix(raw, markUTF8)
		if utf8.Valid(text) {
			return text, nil
		}
		return nil, undecodable(text, firstInvalidUTF8(text), "UTF-8")
	case UTF16LE:
		return decodeUTF16(bytes.TrimPrefix(raw, markUTF16LE), 0, 1)
	case UTF16BE:
		return decodeUTF16(bytes.TrimPrefix(raw, markUTF16BE), 1, 0)
	case Windows1252:
		if at := firstUndefined1252(raw); at >= 0 {
			return nil, undecodable(raw, at, "Windows-1252")
		}
		return decodeSingleByte(raw, charmap.Windows1252), nil
	case ISO8859x14:
		return decodeSingleByte(raw, charmap.ISO8859_14), nil
	}
	return nil, fmt.Errorf("decode text: unknown encoding %q", encoding)
}

func decodeSingleByte(raw []byte, c *charmap.Charmap) []byte {
	text := make([]byte, 0, len(raw)+len(raw)/16)
	for _, b := range raw {
		if b < utf8.RuneSelf {
			text = append(text, b)
			continue
		}
		text = utf8.AppendRune(text, c.DecodeByte(b))
	}
	return text
}

// firstUndefined1252 finds the five bytes that Windows-1252 leaves undefined.
func firstUndefined1252(raw []byte) int {
	for i, b := range raw {
		switch b {
		case 0x81, 0x8D, 0x8F, 0x90, 0x9D:
			return i
		}
	}
	return -1
}

func firstInvalidUTF8(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return -1
}

func decodeUTF16(raw []byte, low, high int) ([]byte, error) {
	text := make([]byte, 0, len(raw)/2+len(raw)/8)
	for i := 0; i+1 < len(raw); i += 2 {
		r := rune(raw[i+low]) | rune(raw[i+high])<<8
		if utf16.IsSurrogate(r) {
			if i+3 >= len(raw) {
				return nil, undecodable(text, len(text), "UTF-16")
			}
			r = utf16.DecodeRune(r, rune(raw[i+2+low])|rune(raw[i+2+high])<<8)
			if r == utf8.RuneError {
				return nil, undecodable(text, len(text), "UTF-16")
			}
			i += 2
		}
		text = utf8.AppendRune(text, r)
	}
	if len(raw)%2 == 1 {
		return nil, datasets.Problem{
			Row:        countRows(text),
			Message:    fmt.Sprintf("The file ends in the middle of a character, in row %s.", thousands(countRows(text))),
			Suggestion: "It looks cut short. Get the whole file again.",
		}
	}
	return text, nil
}

// undecodable names the row of the byte at at.
func undecodable(text []byte, at int, name string) error {
	row := countRows(text[:max(at, 0)])
	return datasets.Problem{
		Row:        row,
		Message:    fmt.Sprintf("Row %s holds a character that is not %s text.", thousands(row), name),
		Suggestion: "Save the file again as CSV UTF-8, or choose another character set.",
	}
}

// countRows is the number of the line in which text ends.
func countRows(text []byte) int {
	rows := 1 + bytes.Count(text, []byte{'\n'})
	for i, b := range text {
		if b == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			rows++
		}
	}
	return rows
}

// thousands writes a count as people read it: 4,025.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}
