package zipped

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"figurehead/datasets"
)

// Limits of an archive: of all files, and of one that is unpacked.
const (
	MaxFiles      = 5000
	MaxFileBytes  = datasets.MaxFileBytes
	maxRatio      = 100      // unpacked to packed bytes of a file …
	ratioFrom     = 10 << 20 // … that unpacks to more than this
	encryptedFlag = 1
)

// Archive is a ZIP archive whose files are unpacked one at a time.
type Archive struct{ files map[string]*zip.File }

// File is one file that may hold a table.
type File struct {
	Name string // "data/built.csv"
	Size int64  // unpacked, as the archive says
}

// ofOffice are files that make an archive an office document.
var ofOffice = []string{"[Content_Types].xml", "mimetype", "xl/workbook.xml", "content.xml"}

// Is reports whether raw is a ZIP archive that is no office document.
func Is(raw []byte) bool {
	if !bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return false
	}
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return false
	}
	return !slices.ContainsFunc(r.File, func(f *zip.File) bool { return slices.Contains(ofOffice, f.Name) })
}

// Open reads the directory of an archive. Files that stand outside of it by
// their name, hidden ones and folders are passed over.
func Open(raw []byte) (*Archive, error) {
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged()
	}
	if len(r.File) > MaxFiles {
		return nil, datasets.Problem{Message: fmt.Sprintf("The ZIP archive holds more than %d files.", MaxFiles), Suggestion: "Unpack it and use the file with the table."}
	}
	a := &Archive{map[string]*zip.File{}}
	for _, f := range r.File {
		if !usable(f.Name) {
			continue
		}
		if a.files[f.Name] != nil {
			return nil, datasets.Problem{Message: fmt.Sprintf("The ZIP archive holds two files called %q.", f.Name), Suggestion: "Unpack it and use the file with the table."}
		}
		a.files[f.Name] = f
	}
	return a, nil
}

// usable refuses names that leave the archive, and files that systems add.
func usable(name string) bool {
	if name == "" || strings.HasSuffix(name, "/") || strings.ContainsAny(name, "\\:\x00") || path.IsAbs(name) || path.Clean(name) != name || strings.HasPrefix(name, "..") {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || part == "__MACOSX" {
			return false
		}
	}
	return true
}

// extensions of files that may hold a table.
var extensions = []string{".csv", ".tsv", ".tab", ".txt", ".xlsx", ".ods", ".json", ".ndjson", ".geojson", ".parquet"}

// Tables lists the files that may hold a table by their name.
func (a *Archive) Tables() []File {
	var out []File
	for name, f := range a.files {
		if slices.Contains(extensions, strings.ToLower(path.Ext(name))) {
			out = append(out, File{name, int64(min(f.UncompressedSize64, 1<<62))})
		}
	}
	slices.SortFunc(out, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	return out
}

// Names lists all files but those that are passed over.
func (a *Archive) Names() []string {
	return slices.Sorted(maps.Keys(a.files))
}

// Has reports whether the archive has a file of that name.
func (a *Archive) Has(name string) bool { return a.files[name] != nil }

// Read unpacks one file. What is too large, damaged, packed too tightly or has a
// password is a datasets.Problem.
func (a *Archive) Read(name string) ([]byte, error) {
	f := a.files[name]
	switch {
	case f == nil:
		return nil, datasets.Problem{Field: "file", Message: fmt.Sprintf("The ZIP archive has no file “%s”.", name), Suggestion: "Choose one of its files."}
	case f.Flags&encryptedFlag != 0:
		return nil, datasets.Problem{Message: "The ZIP archive is password-protected.", Suggestion: "Unpack it with its password and use the file with the table."}
	case f.UncompressedSize64 > MaxFileBytes, f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		return nil, tooLarge(name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged()
	}
	defer r.Close()
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(r, MaxFileBytes+1))
	switch {
	case n > MaxFileBytes || n > ratioFrom && uint64(n)/maxRatio > f.CompressedSize64:
		return nil, tooLarge(name)
	case err != nil:
		return nil, damaged()
	}
	return out.Bytes(), nil
}

func damaged() error {
	return datasets.Problem{Message: "The ZIP archive is damaged or cut short.", Suggestion: "Get it again, or use the file with the table."}
}

func tooLarge(name string) error {
	return datasets.Problem{Message: fmt.Sprintf("“%s” in the ZIP archive unpacks to more than %d MB, or is packed far tighter than a table can be.", name, MaxFileBytes>>20),
		Suggestion: "Use a smaller file, or ask the publisher for totals."}
}
