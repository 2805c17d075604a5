package xlsx

import (
	"strconv"
	"strings"

	"figurehead/datasets/office"
)

// format is what a number format says about the value under it.
type format uint8

const (
	general format = iota
	percent
	pounds
	day       // a date, with or without a time
	timeOnly  // hours, minutes, seconds
	keptAsTxt // "@": a number kept as text
)

// builtIn are the formats that every workbook has without writing them down
// (ECMA-376 part 1, section 18.8.30).
func builtIn(id int) format {
	switch {
	case id == 9 || id == 10:
		return percent
	case id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58:
		return day
	case id >= 18 && id <= 21 || id >= 32 && id <= 35 || id >= 45 && id <= 47 || id == 55 || id == 56:
		return timeOnly
	case id == 49:
		return keptAsTxt
	}
	return general
}

// readStyles finds the format of every style.
func (w *Workbook) readStyles() error {
	return w.archive.Scan("xl/styles.xml", false, w.takeStyles)
}

func (w *Workbook) takeStyles(s *office.Scanner) error {
	custom := map[int]format{}
	inCells := false
	for s.Next() {
		switch {
		case s.Name == "cellXfs":
			inCells = s.Kind == office.Start
		case s.Kind != office.Start:
		case s.Name == "numFmt":
			if id, err := strconv.Atoi(s.Attribute("numFmtId")); err == nil {
				custom[id] = formatOf(s.Attribute("formatCode"))
			}
		case s.Name == "xf" && inCells:
			id, _ := strconv.Atoi(s.Attribute("numFmtId")) // none means general
			f, own := custom[id]
			if !own {
				f = builtIn(id)
			}
			w.formats = append(w.formats, f)
		}
	}
	return nil
}

// formatOf reads a format code: its first section, without quoted texts,
// escaped characters and colours or locales in brackets.
func formatOf(code string) format {
	bare, currency := bareCode(code)
	lower := strings.ToLower(bare)
	switch {
	case lower == "general":
		return general
	case strings.Contains(bare, "%"):
		return percent
	case strings.ContainsAny(lower, "yd"), strings.Contains(lower, "mmm"):
		return day
	case strings.ContainsAny(lower, "hs"):
		return timeOnly
	case currency || strings.Contains(bare, "£"):
		return pounds
	case bare == "@":
		return keptAsTxt
	}
	return general
}

// bareCode is the first section without what is only shown, and whether a
// pound sign is among that.
func bareCode(code string) (bare string, pound bool) {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return b.String(), pound
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return b.String(), pound
			}
			pound = pound || strings.Contains(code[i+1:i+1+end], "£")
			i += end + 1
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return b.String(), pound
			}
			inside := code[i+1 : i+end]
			pound = pound || strings.HasPrefix(inside, "$£")
			if l := strings.ToLower(inside); l == "h" || l == "hh" || l == "mm" || l == "ss" || l == "m" || l == "s" {
				b.WriteString("h") // elapsed time
			}
			i += end
		case '\\', '_', '*':
			i++
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), pound
}
