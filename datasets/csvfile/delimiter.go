package csvfile

import (
	"bytes"
	"math"
)

// Delimiters lists the delimiters that are read, in the order of preference
// when two fit equally well.
var Delimiters = []byte{',', ';', '\t', '|'}

// Dialect is how bytes become records.
type Dialect struct {
	Encoding  string
	Delimiter byte
	// Also is another delimiter that fits as well, or 0. A Dialect with Also
	// is a guess that a person must see.
	Also byte
}

const (
	sampleBytes = 512 << 10
	sampleRows  = 2000
)

// Open decodes raw as a table: it refuses files of another kind and finds the
// encoding and the delimiter. It returns the text in UTF-8.
func Open(raw []byte) (Dialect, []byte, error) {
	if err := Refuse(raw); err != nil {
		return Dialect{}, nil, err
	}
	encoding := FindEncoding(raw)
	text, err := Text(raw, encoding)
	if err != nil {
		return Dialect{}, nil, err
	}
	if err := Refuse(text); err != nil {
		return Dialect{}, nil, err
	}
	delimiter, also := FindDelimiter(text)
	return Dialect{Encoding: encoding, Delimiter: delimiter, Also: also}, text, nil
}

// Text is Decode for a table: decoded text with NUL or many other control
// characters is a Problem.
func Text(raw []byte, encoding string) ([]byte, error) {
	text, err := Decode(raw, encoding)
	if err != nil {
		if encoding == Windows1252 && !mostlyText(raw) {
			return nil, binary()
		}
		return nil, err
	}
	if err := refuseBinary(text); err != nil {
		return nil, err
	}
	return text, nil
}

// FindDelimiter gives the delimiter under which most records of text have the
// same number of cells, and another one that fits as well, or 0. Excel's line
// "sep=;" decides when it is there. One column has a comma.
func FindDelimiter(text []byte) (delimiter, also byte) {
	if d, ok := separatorLine(text); ok {
		return d, 0
	}
	best, second := fit{delimiter: ','}, fit{}
	for _, d := range Delimiters {
		f := measure(text, d)
		switch {
		case f.score() > best.score():
			best, second = f, best
		case f.score() > second.score():
			second = f
		}
	}
	if second.width >= best.width && second.width > 1 && second.share >= 0.95 {
		also = second.delimiter
	}
	return best.delimiter, also
}

// separatorLine reads the line with which Excel names the delimiter.
func separatorLine(text []byte) (byte, bool) {
	if len(text) < 6 || !bytes.EqualFold(text[:4], []byte("sep=")) || text[5] != '\n' && text[5] != '\r' {
		return 0, false
	}
	return text[4], bytes.IndexByte(Delimiters, text[4]) >= 0
}

// fit says how evenly a delimiter divides a text.
type fit struct {
	delimiter byte
	width     int     // the most frequent number of cells
	share     float64 // of the records that have it
}

// score is 0 for a single column and grows with evenness, then with width.
func (f fit) score() float64 {
	if f.width < 2 {
		return 0
	}
	return f.share * f.share * math.Log2(float64(f.width))
}

func measure(text []byte, delimiter byte) fit {
	r := NewReader(text[:min(len(text), sampleBytes)], delimiter)
	widths := map[int]int{}
	records := 0
	for records < sampleRows && r.Next() {
		if blank(r.Cells()) {
			continue
		}
		widths[len(r.Cells())]++
		records++
	}
	f := fit{delimiter: delimiter}
	most := 0
	for width, n := range widths {
		if n > most || n == most && width > f.width {
			f.width, most = width, n
		}
	}
	if records > 0 {
		f.share = float64(most) / float64(records)
	}
	return f
}

// blank reports whether no cell of a record holds anything.
func blank(cells [][]byte) bool {
	for _, c := range cells {
		if len(Trim(c)) > 0 {
			return false
		}
	}
	return true
}

// Trim takes spaces, tabs, line ends and no-break spaces off both ends.
func Trim(cell []byte) []byte {
	for len(cell) > 0 {
		switch n := len(cell); {
		case cell[0] <= ' ':
			cell = cell[1:]
		case cell[n-1] <= ' ':
			cell = cell[:n-1]
		case n >= 2 && cell[0] == 0xC2 && cell[1] == 0xA0:
			cell = cell[2:]
		case n >= 2 && cell[n-2] == 0xC2 && cell[n-1] == 0xA0:
			cell = cell[:n-2]
		default:
			return cell
		}
	}
	return cell
}
