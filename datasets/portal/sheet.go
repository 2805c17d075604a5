package portal

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/datasets/table"
)

// maxPages ends the paging of a portal that never says it is done.
const maxPages = 2_000

// sheet gathers the pages of a table as one CSV file.
type sheet struct {
	api   api
	body  bytes.Buffer
	csv   *csv.Writer
	rows  int
	pages int
	seen  map[[sha256.Size]byte]bool
}

func (a api) sheet(headings []string) (*sheet, error) {
	s := &sheet{api: a, seen: map[[sha256.Size]byte]bool{}}
	s.csv = csv.NewWriter(&s.body)
	if len(headings) > table.MaxColumns {
		return nil, failed(fetch.ErrTooLarge, fmt.Sprintf("This table has %s columns; at most %d are read.", thousands(len(headings)), table.MaxColumns), "Download the file in your browser and delete the columns that you do not need.")
	}
	return s, s.csv.Write(headings)
}

// turn counts a page by its rows as they came. A page that came before, and
// one page too many, end the reading: the portal would send rows for ever.
func (s *sheet) turn(page []byte) error {
	sum := sha256.Sum256(page)
	if s.seen[sum] {
		return failed(fetch.ErrUnavailable, s.api.site.Name+" sends the same rows again and again.", "Download the file in your browser and upload it.")
	}
	s.seen[sum] = true
	if s.pages++; s.pages > maxPages {
		return s.tooLarge()
	}
	return nil
}

// add writes one row.
func (s *sheet) add(cells []string) error {
	if s.rows++; s.rows > table.MaxRows || int64(s.body.Len()) > datasets.MaxFileBytes {
		return s.tooLarge()
	}
	return s.csv.Write(cells)
}

func (s *sheet) tooLarge() error {
	return failed(fetch.ErrTooLarge, "This table is larger than is read from here.", "Ask the publisher for a smaller extract, or upload a part of the file.")
}

// file ends the table. want is how many rows the portal counts, or -1.
func (s *sheet) file(of Found, r Resource, address string, want int) (File, error) {
	s.csv.Flush()
	if err := s.csv.Error(); err != nil {
		return File{}, err
	}
	if want >= 0 && s.rows != want {
		return File{}, s.api.incomplete(s.rows, want)
	}
	return File{Body: s.body.Bytes(), Name: named(of, r, "CSV"), Address: address, Rows: want}, nil
}

// counted holds a CSV file to the number of rows that the portal counts.
func (a api) counted(f File, want int) (File, error) {
	f.Rows = want
	if want < 0 {
		return f, nil
	}
	got, err := csvRows(f.Body)
	if err != nil {
		return File{}, a.strange(err)
	}
	if got != want {
		return File{}, a.incomplete(got, want)
	}
	return f, nil
}

// csvRows counts the rows under the headings.
func csvRows(body []byte) (int, error) {
	r := csv.NewReader(bytes.NewReader(body))
	r.FieldsPerRecord, r.ReuseRecord, r.LazyQuotes = -1, true, true
	for n := -1; ; n++ {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return max(n, 0), nil
		} else if err != nil {
			return 0, err
		}
	}
}
