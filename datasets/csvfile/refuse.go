package csvfile

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"figurehead/datasets"
)

// signature is how files of another kind begin.
type signature struct {
	start      string
	message    string
	suggestion string
	text       bool // the rest may be text; else a table may begin so
}

const takeTheTable = "Open it, copy the rows of the table, and paste them here."

var signatures = []signature{
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "This is an older Excel workbook, or a workbook with a password.", "Open it in Excel, choose Save as, CSV UTF-8, and use that file.", false},
	{"%PDF", "This is a PDF document, not a table.", takeTheTable, true},
	{"\x89PNG\r\n\x1A\n", "This is an image, not a table.", "Use the file that the numbers came from.", false},
	{"\xFF\xD8\xFF", "This is an image, not a table.", "Use the file that the numbers came from.", false},
	{"GIF8", "This is an image, not a table.", "Use the file that the numbers came from.", false},
	{"\x1F\x8B", "This is a compressed file (gzip).", "Unpack it and use the file inside.", false},
	{"BZh", "This is a compressed file (bzip2).", "Unpack it and use the file inside.", false},
	{"7z\xBC\xAF\x27\x1C", "This is a compressed file (7-Zip).", "Unpack it and use the file inside.", false},
	{"Rar!\x1A\x07", "This is a compressed file (RAR).", "Unpack it and use the file inside.", false},
	{"PAR1", "This is a Parquet file that is damaged or cut short.", "Get it again, or ask the publisher for CSV.", false},
	{"SQLite format 3\x00", "This is a database, not a table.", "Save one table of it as CSV and use that file.", false},
	{"{\\rtf", "This is a text document, not a table.", takeTheTable, true},
}

// Refuse returns a Problem when raw is a file of another kind (a workbook, a
// web page, a PDF, JSON, an image, an archive or other binary), else nil.
func Refuse(raw []byte) error {
	if len(bytes.TrimSpace(bytes.TrimPrefix(raw, markUTF8))) == 0 {
		return datasets.Problem{Message: "The file is empty.", Suggestion: "Choose a file with a table in it, or paste the table."}
	}
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return refuseZIP(raw)
	}
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s.start)) && (s.text || !utf8.Valid(raw[:min(len(raw), 1024)]) || bytes.IndexByte(raw, 0) >= 0) {
			return datasets.Problem{Message: s.message, Suggestion: s.suggestion}
		}
	}
	if p, other := markup(raw); other {
		return p
	}
	return nil
}

func refuseZIP(raw []byte) error {
	switch {
	case bytes.Contains(raw, []byte("word/")):
		return datasets.Problem{Message: "This is a Word document, not a table.", Suggestion: takeTheTable}
	}
	return datasets.Problem{Message: "This is a ZIP archive, not a table.", Suggestion: "Unpack it and use the CSV file inside."}
}

// IsWebPage reports whether raw is HTML, which portals send in place of a file.
func IsWebPage(raw []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(raw[:min(len(raw), 2048)], markUTF8), " \t\r\n"))
	if bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<!--")) {
		return bytes.Contains(head, []byte("<html"))
	}
	for _, start := range []string{"<!doctype html", "<html", "<head", "<body", "<script", "<title", "<meta", "<div", "<p>", "<table"} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return false
}

func markup(raw []byte) (datasets.Problem, bool) {
	if IsWebPage(raw) {
		return datasets.Problem{
			Message:    "This is a web page, not a data file.",
			Suggestion: "On that page, look for a link that downloads CSV and use its address, or copy the table and paste it here.",
		}, true
	}
	body := bytes.TrimLeft(bytes.TrimPrefix(raw, markUTF8), " \t\r\n")
	if bytes.HasPrefix(body, []byte("<?xml")) || bytes.HasPrefix(body, []byte("<svg")) || bytes.HasPrefix(body, []byte("<rdf")) {
		return datasets.Problem{Message: "This is an XML file, which is not read yet.", Suggestion: "Use the CSV file of the same data, or paste the table."}, true
	}
	return datasets.Problem{}, false
}

// refuseBinary returns a Problem when decoded text holds NUL characters or
// many other control characters.
func refuseBinary(text []byte) error {
	if at := bytes.IndexByte(text, 0); at >= 0 {
		if !mostlyText(text) {
			return binary()
		}
		row := countRows(text[:at])
		return datasets.Problem{
			Row:        row,
			Message:    fmt.Sprintf("Row %s holds a NUL character, which no text file has.", thousands(row)),
			Suggestion: "The file may be damaged. Get it again, or save it again as CSV UTF-8.",
		}
	}
	if !mostlyText(text) {
		return binary()
	}
	return nil
}

func binary() error {
	return datasets.Problem{
		Message:    "This is not a text file, so it cannot be read as a table.",
		Suggestion: "Save the table as CSV UTF-8 and use that file, or copy the rows and paste them here.",
	}
}

// mostlyText allows one control character in a hundred.
func mostlyText(text []byte) bool {
	sample := text[:min(len(text), 1<<16)]
	odd := 0
	for _, b := range sample {
		if b < 0x20 && !unicode.IsSpace(rune(b)) || b == 0x7F {
			odd++
		}
	}
	return odd*100 <= len(sample) || odd == 1 && len(sample) >= 3
}
