package office

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"

	"figurehead/datasets"
)

// Limits of an office document (DESIGN §7).
const (
	MaxFileBytes     = 50 << 20
	MaxUnpackedBytes = 512 << 20
	maxRatio         = 100      // unpacked to packed bytes of one part …
	ratioFrom        = 10 << 20 // … that unpacks to more than this
	maxParts         = 5000
)

// Archive is a zipped document whose parts are read one at a time.
type Archive struct {
	parts map[string]*zip.File
	left  uint64 // bytes that may still be unpacked
}

// Open reads the directory of a zipped document. A file that is not one, or
// that would unpack beyond the limits, is a Problem.
func Open(raw []byte) (*Archive, error) {
	if err := CheckSize(len(raw)); err != nil {
		return nil, err
	}
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, damaged()
	}
	if len(r.File) == 0 || len(r.File) > maxParts {
		return nil, damaged()
	}
	r.RegisterDecompressor(zip.Deflate, flate.NewReader) // the same as the library's own, in less time
	a := &Archive{parts: make(map[string]*zip.File, len(r.File)), left: MaxUnpackedBytes}
	total := uint64(0)
	for _, f := range r.File {
		size := f.UncompressedSize64
		if total += size; size > MaxUnpackedBytes || total > MaxUnpackedBytes || size > ratioFrom && size/maxRatio > f.CompressedSize64 {
			return nil, tooLarge()
		}
		a.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	return a, nil
}

// CheckSize refuses a packed document of more than MaxFileBytes.
func CheckSize(size int) error {
	if size <= MaxFileBytes {
		return nil
	}
	return datasets.Problem{Message: fmt.Sprintf("The workbook has more than %d MB.", MaxFileBytes>>20),
		Suggestion: "Save the sheet you need as CSV UTF-8 and use that file."}
}

func damaged() error {
	return datasets.Problem{Message: "The workbook is damaged or cut short and cannot be opened.",
		Suggestion: "Get it again, or open it, save the sheet as CSV UTF-8 and use that file."}
}

// Damaged is the Problem of a part that is cut or not well-formed.
func Damaged() error { return damaged() }

func tooLarge() error {
	return datasets.Problem{Message: fmt.Sprintf("The workbook unpacks to more than %d MB, or is packed far tighter than a table can be.", MaxUnpackedBytes>>20),
		Suggestion: "Save the sheet you need as CSV UTF-8 and use that file."}
}

// Has reports whether the document has a part of that name.
func (a *Archive) Has(name string) bool { return a.parts[name] != nil }

// Size is how many bytes a part says it unpacks to; 0 when there is none.
func (a *Archive) Size(name string) uint64 {
	if f := a.parts[name]; f != nil {
		return f.UncompressedSize64
	}
	return 0
}

// Names lists the parts whose name starts with prefix, in no order.
func (a *Archive) Names(prefix string) []string {
	var names []string
	for name := range a.parts {
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	return names
}

// Part is one part of a document, unpacked as it is read. Its errors are
// Problems: a sum that is wrong shows at its end.
type Part struct {
	archive *Archive
	from    io.ReadCloser
}

// Part opens one part. Nil without an error means that there is no such part.
func (a *Archive) Part(name string) (*Part, error) {
	f := a.parts[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged()
	}
	return &Part{a, r}, nil
}

// Read unpacks more of the part.
func (p *Part) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	if uint64(n) > p.archive.left {
		return 0, tooLarge()
	}
	p.archive.left -= uint64(n)
	if err != nil && err != io.EOF {
		return n, damaged()
	}
	return n, err
}

// Close ends the reading of the part.
func (p *Part) Close() error { return p.from.Close() }
