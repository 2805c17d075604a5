package office

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"figurehead/datasets"
)

// The parts of a Copy: the text of each sheet, and a list of the sheets, in a
// folder of the format that the workbook had.
const (
	copyFolder = "figurehead/"
	copyList   = "sheets.json"
)

// copied is a sheet of a Copy.
type copied struct {
	Sheet
	Table Table  `json:"table"`
	Part  string `json:"part"`
}

// CopyWriter writes what may be kept of a workbook: the cells of its sheets as
// CSV, zipped. Comments, names of authors, text boxes, copies of other data
// behind pivot tables and whatever else a workbook holds have no place in it.
type CopyWriter struct {
	zip    *zip.Writer
	folder string
	list   []copied
}

// NewCopy returns a CopyWriter without a sheet for a workbook of that format,
// which writes to out.
func NewCopy(format string, out io.Writer) *CopyWriter {
	return &CopyWriter{folder: copyFolder + format + "/", zip: zip.NewWriter(out)}
}

// Add begins a sheet behind those before. Its text is written to what comes back.
func (w *CopyWriter) Add(s Sheet, t Table) (io.Writer, error) {
	part := fmt.Sprintf("%s%d.csv", w.folder, len(w.list)+1)
	w.list = append(w.list, copied{s, t, part})
	return w.zip.Create(part)
}

// Close ends the copy.
func (w *CopyWriter) Close() error {
	to, err := w.zip.Create(w.folder + copyList)
	if err == nil {
		err = json.NewEncoder(to).Encode(w.list)
	}
	if err == nil {
		err = w.zip.Close()
	}
	return err
}

// Copy is an opened copy of a workbook.
type Copy struct {
	Into func(block []byte) error // where it is not nil, Read gives it the text, not the Table

	archive *Archive
	list    []copied
}

// CopyOf is the format of the workbook of which raw is a copy, "" when raw does
// not begin as what a CopyWriter writes.
func CopyOf(raw []byte) string {
	const header = 30 // bytes of a zip file before the name of its first part
	if len(raw) < header+64 || !bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return ""
	}
	rest, found := bytes.CutPrefix(raw[header:], []byte(copyFolder))
	format, _, whole := bytes.Cut(rest[:32], []byte("/"))
	if !found || !whole {
		return ""
	}
	return string(format)
}

// OpenCopy lists the sheets of a copy.
func OpenCopy(raw []byte) (*Copy, error) {
	archive, err := Open(raw)
	if err != nil {
		return nil, err
	}
	c := &Copy{archive: archive}
	list, err := c.part(copyFolder + CopyOf(raw) + "/" + copyList)
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(list, &c.list) != nil {
		return nil, damaged()
	}
	return c, nil
}

func (c *Copy) part(name string) ([]byte, error) {
	part, err := c.archive.Part(name)
	if err != nil {
		return nil, err
	}
	if part == nil {
		return nil, damaged()
	}
	defer part.Close()
	return io.ReadAll(part)
}

// Sheets lists the sheets in the order of their tabs.
func (c *Copy) Sheets() []Sheet {
	var list []Sheet
	for _, s := range c.list {
		list = append(list, s.Sheet)
	}
	return list
}

// Read reads one sheet by its name.
func (c *Copy) Read(name string) (Table, error) {
	i := slices.IndexFunc(c.list, func(s copied) bool { return s.Name == name })
	if i < 0 {
		return Table{}, datasets.Problem{Field: "sheet", Message: fmt.Sprintf("The workbook has no sheet called %q.", name),
			Suggestion: "Choose one of its sheets."}
	}
	t := c.list[i].Table
	if t.Cells == 0 {
		return t, nil
	}
	var err error
	if c.Into != nil {
		return t, c.blocks(c.list[i].Part)
	}
	t.Text, err = c.part(c.list[i].Part)
	return t, err
}

// blocks hands on the text of a part, whole records at a time: a line ends a
// record where the quotation marks before it are paired.
func (c *Copy) blocks(name string) error {
	part, err := c.archive.Part(name)
	if err != nil {
		return err
	}
	if part == nil {
		return damaged()
	}
	defer part.Close()
	held := make([]byte, 0, 2*Block)
	for {
		n, err := io.ReadAtLeast(part, held[len(held):cap(held)], 1)
		held = held[:len(held)+n]
		end := err != nil
		if end && err != io.EOF && err != io.ErrUnexpectedEOF {
			return err
		}
		if !end && len(held) < Block {
			continue
		}
		whole := recordsIn(held)
		if end {
			whole = len(held)
		}
		if whole > 0 {
			if err := c.Into(held[:whole]); err != nil {
				return err
			}
		}
		if end {
			return nil
		}
		held = held[:copy(held, held[whole:])]
		held = slices.Grow(held, Block)
	}
}

// recordsIn is where the last whole record ends in text that begins with one.
func recordsIn(text []byte) int {
	end, quoted := 0, false
	for i, b := range text {
		switch {
		case b == '"':
			quoted = !quoted
		case b == '\n' && !quoted:
			end = i + 1
		}
	}
	return end
}
