package xlsx

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/office"
)

// Workbook is an opened workbook.
type Workbook struct {
	Tell func(row int)            // where it is not nil, it is told which row is read
	Into func(block []byte) error // where it is not nil, Read gives it the text, not the Table

	archive *office.Archive
	sheets  []office.Sheet
	parts   map[string]string // of a sheet, by its name
	shared  []string          // the texts that cells point to, as they stand in CSV
	formats []format          // of the cells, by style
	from    epoch
}

// Is reports whether raw looks like a workbook.
func Is(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte("PK\x03\x04")) && bytes.Contains(raw, []byte("xl/workbook"))
}

// Encrypted reports whether raw is a workbook that asks for a password.
func Encrypted(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0")) && bytes.Contains(raw, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e"))
}

// Open reads what all sheets of a workbook share.
func Open(raw []byte) (*Workbook, error) {
	if Encrypted(raw) {
		return nil, datasets.Problem{Message: "The workbook is password-protected.",
			Suggestion: "Open it with its password, save a copy without one, and use that. Or copy the rows and paste them here."}
	}
	archive, err := office.Open(raw)
	if err != nil {
		return nil, err
	}
	if archive.Has("xl/workbook.bin") {
		return nil, datasets.Problem{Message: "This is a binary Excel workbook (.xlsb), which is not read.",
			Suggestion: "Open it in Excel, choose Save as, Excel Workbook or CSV UTF-8, and use that file."}
	}
	w := &Workbook{archive: archive, parts: map[string]string{}}
	for _, read := range []func() error{w.readWorkbook, w.readShared, w.readStyles} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// Sheets lists the sheets in the order of their tabs.
func (w *Workbook) Sheets() []office.Sheet { return slices.Clone(w.sheets) }

// readWorkbook lists the sheets and finds their parts.
func (w *Workbook) readWorkbook() error {
	targets, err := w.relations()
	if err != nil {
		return err
	}
	err = w.archive.Scan("xl/workbook.xml", true, func(s *office.Scanner) error {
		for s.Next() {
			switch {
			case s.Kind != office.Start:
			case s.Name == "workbookPr":
				if d := s.Attribute("date1904"); d == "1" || d == "true" {
					w.from = from1904
				}
			case s.Name == "sheet":
				w.addSheet(s, targets)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch n := len(w.sheets); {
	case n == 0:
		return datasets.Problem{Message: "The workbook has no sheet with cells.", Suggestion: "Use the file that holds the table."}
	case n > office.MaxSheets:
		return office.TooManySheets(n)
	}
	return nil
}

// addSheet notes a sheet; a chart of its own has no cells and is passed over.
func (w *Workbook) addSheet(s *office.Scanner, targets map[string]string) {
	state := s.Attribute("state")
	sheet := office.Sheet{Name: s.Attribute("name"), Hidden: state == "hidden" || state == "veryHidden"}
	target := targets[s.Attribute("id")]
	if strings.Contains(target, "sheet") && !strings.Contains(target, "chartsheet") {
		w.sheets = append(w.sheets, sheet)
		w.parts[sheet.Name] = target
	}
}

// relations gives the part of each relation of the workbook.
func (w *Workbook) relations() (map[string]string, error) {
	targets := map[string]string{}
	err := w.archive.Scan("xl/_rels/workbook.xml.rels", true, func(s *office.Scanner) error {
		for s.Next() {
			if s.Kind != office.Start || s.Name != "Relationship" || s.Attribute("TargetMode") == "External" {
				continue
			}
			target := s.Attribute("Target")
			if rooted, ok := strings.CutPrefix(target, "/"); ok {
				target = rooted
			} else {
				target = path.Join("xl", target)
			}
			targets[s.Attribute("Id")] = target
		}
		return nil
	})
	return targets, err
}

// readShared reads the texts that cells point to: the runs of each, without
// the readings of Asian characters.
func (w *Workbook) readShared() error {
	return w.archive.Scan("xl/sharedStrings.xml", false, func(s *office.Scanner) error {
		var text []byte
		inText, phonetic := false, false
		for s.Next() {
			switch {
			case s.Kind == office.Text:
				if inText && !phonetic {
					text = append(text, s.Text()...)
				}
			case s.Kind == office.Start && s.Name == "si":
				text = text[:0]
			case s.Kind == office.End && s.Name == "si":
				w.shared = append(w.shared, office.Quoted([]byte(plain(text))))
			case s.Name == "t":
				inText = s.Kind == office.Start
			case s.Name == "rPh":
				phonetic = s.Kind == office.Start
			}
		}
		return nil
	})
}

// plain resolves _x000D_ and its like, which stand for characters that XML
// cannot hold, and drops carriage returns.
func plain(text []byte) string {
	out := string(text)
	for from := 0; ; {
		i := strings.Index(out[from:], "_x")
		if i < 0 || from+i+7 > len(out) {
			return out
		}
		i += from
		code, ok := hexCode(out[i+2 : i+6])
		if !ok || out[i+6] != '_' {
			from = i + 2
			continue
		}
		with := string(code)
		if code == '\r' || code == 0 {
			with = ""
		}
		out = out[:i] + with + out[i+7:]
		from = i + len(with)
	}
}

func hexCode(digits string) (rune, bool) {
	var code rune
	for _, c := range []byte(digits) {
		switch {
		case c >= '0' && c <= '9':
			code = code<<4 | rune(c-'0')
		case c >= 'A' && c <= 'F':
			code = code<<4 | rune(c-'A'+10)
		case c >= 'a' && c <= 'f':
			code = code<<4 | rune(c-'a'+10)
		default:
			return 0, false
		}
	}
	return code, true
}
