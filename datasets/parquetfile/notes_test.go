package parquetfile

import (
	"bytes"
	"encoding/base64"
	"testing"

	"github.com/parquet-go/parquet-go"

	"figurehead/datasets/records"
)

// TestNotesThatNamePeople: what a writer noted beside the rows is looked at, also
// in JSON and in the schema that Arrow packs.
func TestNotesThatNamePeople(t *testing.T) {
	t.Parallel()
	type visit struct {
		Library string
		Visits  int64
	}
	for _, test := range []struct {
		key, value string
		want       bool
	}{
		{"contact", "amy.canary@example.gov.uk", true},
		{"pandas", `{"columns":[{"name":"Visits","metadata":{"owner":"Mrs Amy Canary"}}]}`, true},
		{"geo", `{"bbox":[0.1234567890123,51.01632960001,1632960001.5]}`, false},
		{arrowSchema, base64.StdEncoding.EncodeToString([]byte("\x10\x00\x00\x00owner\x00\x00amy.canary@example.gov.uk\x00")), true},
		{arrowSchema, base64.StdEncoding.EncodeToString([]byte("\x10\x00\x00\x00Library\x00\xff\x00Visits\x00")), false},
		{"title", "Visits to libraries 2024", false},
	} {
		var file bytes.Buffer
		w := parquet.NewGenericWriter[visit](&file, parquet.KeyValueMetadata(test.key, test.value))
		if _, err := w.Write([]visit{{"Abbey", 12}, {"Bridge", 7}}); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		got, err := Read(file.Bytes(), records.Request{})
		if err != nil || got.Names != test.want {
			t.Errorf("%s %s: Names = %v, %v, want %v", test.key, test.value, got.Names, err, test.want)
		}
	}
}
