package csvfile

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"figurehead/datasets"
)

func utf16Bytes(s string, little, mark bool) []byte {
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	var out []byte
	for _, u := range units {
		if little {
			out = append(out, byte(u), byte(u>>8))
		} else {
			out = append(out, byte(u>>8), byte(u))
		}
	}
	return out
}

func windows1252(t *testing.T, s string) []byte {
	t.Helper()
	out, err := charmap.Windows1252.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOpen(t *testing.T) {
	t.Parallel()
	const text = "Ward,Note\nCaffè,“£5” – dash\n"
	late := strings.Repeat("Ward,12\n", 20000) + "Ward,£5\n"
	for _, test := range []struct {
		name     string
		raw      []byte
		encoding string
		want     string
	}{
		{"UTF-8", []byte(text), UTF8, text},
		{"UTF-8 with mark", append([]byte("\xEF\xBB\xBF"), text...), UTF8, text},
		{"UTF-16 little, mark", utf16Bytes(text, true, true), UTF16LE, text},
		{"UTF-16 big, mark", utf16Bytes(text, false, true), UTF16BE, text},
		{"UTF-16 little, no mark", utf16Bytes(text, true, false), UTF16LE, text},
		{"UTF-16 big, no mark", utf16Bytes(text, false, false), UTF16BE, text},
		{"UTF-16 beyond the first plane", utf16Bytes("a,b\n🚲,🚮\n", true, true), UTF16LE, "a,b\n🚲,🚮\n"},
		{"Windows-1252", windows1252(t, text), Windows1252, text},
		{"one pound sign late", windows1252(t, late), Windows1252, late},
		{"ASCII", []byte("a,b\n1,2\n"), UTF8, "a,b\n1,2\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d, got, err := Open(test.raw)
			if err != nil || d.Encoding != test.encoding || string(got) != test.want {
				t.Errorf("Open() = %s, %.40q, %v, want %s, %.40q", d.Encoding, got, err, test.encoding, test.want)
			}
		})
	}
}

func TestDecodeWelsh(t *testing.T) {
	t.Parallel()
	const want = "Tŷ,Ŵyn\n"
	raw, err := charmap.ISO8859_14.NewEncoder().Bytes([]byte(want))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(raw, ISO8859x14); err != nil || string(got) != want {
		t.Errorf("Decode(%q) = %q, %v, want %q", raw, got, err, want)
	}
}

// TestRefuse: each file of another kind is a sentence that says what it is and
// what to do.
func TestRefuse(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		raw  string
		row  int
		want string
	}{
		{"empty", "", 0, "The file is empty."},
		{"blank", " \r\n\n\t ", 0, "The file is empty."},
		{"mark alone", "\xEF\xBB\xBF", 0, "The file is empty."},
		{"Word", "PK\x03\x04\x14\x00[Content_Types].xml word/document.xml", 0, "This is a Word document"},
		{"other archive", "PK\x03\x04\x14\x00data.csv", 0, "This is a ZIP archive"},
		{"old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00", 0, "This is an older Excel workbook"},
		{"PDF", "%PDF-1.7\n%âãÏÓ", 0, "This is a PDF document"},
		{"PNG", "\x89PNG\r\n\x1A\n\x00\x00", 0, "This is an image"},
		{"JPEG", "\xFF\xD8\xFF\xE0\x00\x10JFIF", 0, "This is an image"},
		{"gzip", "\x1F\x8B\x08\x00\x00", 0, "This is a compressed file (gzip)"},
		{"Parquet", "PAR1\x15\x04\x15\x00", 0, "This is a Parquet file"},
		{"database", "SQLite format 3\x00\x10\x00", 0, "This is a database"},
		{"web page", "\n <!DOCTYPE html><html><head>", 0, "This is a web page, not a data file."},
		{"web page with a comment", "<!-- saved --><html lang=en>", 0, "This is a web page, not a data file."},
		{"sign-in page", "<html><body>Sign in", 0, "This is a web page, not a data file."},
		{"web page in UTF-16", string(utf16Bytes("<!doctype html><html>", true, true)), 0, "This is a web page, not a data file."},
		{"XML", "<?xml version=\"1.0\"?><rows><row/></rows>", 0, "This is an XML file"},
		{"NUL", "a,b\n1,\x002\n", 2, "Row 2 holds a NUL character"},
		{"binary", strings.Repeat("\x01\x02\x03\x04\x05abc", 50), 0, "This is not a text file"},
		{"UTF-16 cut in a character", string(utf16Bytes("a,b\n1,2", true, true)) + "3", 2, "The file ends in the middle of a character, in row 2."},
		{"UTF-16 half a pair", string(utf16Bytes("a,b\n1,", true, true)) + "\x3D\xD8", 2, "Row 2 holds a character that is not UTF-16 text."},
		{"mark but not UTF-8", "\xEF\xBB\xBFa,b\n1,\xFF\n", 2, "Row 2 holds a character that is not UTF-8 text."},
		{"undefined in Windows-1252", "a,b\nx,y\n1,\x81\n", 3, "Row 3 holds a character that is not Windows-1252 text."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := Open([]byte(test.raw))
			var p datasets.Problem
			if !errors.As(err, &p) || !strings.HasPrefix(p.Message, test.want) || p.Row != test.row || p.Suggestion == "" {
				t.Errorf("Open() = row %d, %v, want row %d, %q", p.Row, err, test.row, test.want)
			}
		})
	}
}

// TestNotRefused: tables that begin like a file of another kind.
func TestNotRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"PAR1,PAR2\n1,2\n", "[c],[x]\n1,2\n", "BZh,a\n1,2\n", "<5,>5\n1,2\n", "{a},b\n1,2\n", "GIF8,GIF9\n1,2\n", "\f\va,b\n1,2\n"} {
		if _, _, err := Open([]byte(text)); err != nil {
			t.Errorf("Open(%q) = %v, want no error", text, err)
		}
	}
}
