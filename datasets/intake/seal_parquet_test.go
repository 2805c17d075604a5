package intake

import (
	"bytes"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// TestKeepOfParquetThatNamesPeople: of a Parquet file whose writer noted a person
// beside the rows, only the columns are kept.
func TestKeepOfParquetThatNamesPeople(t *testing.T) {
	t.Parallel()
	type visit struct {
		Library string
		Visits  int64
	}
	for note, sealed := range map[string]bool{"Amy Canary, amy.canary@example.gov.uk": true, "Made by the statistics team": false} {
		var file bytes.Buffer
		w := parquet.NewGenericWriter[visit](&file, parquet.KeyValueMetadata("contact", note))
		if _, err := w.Write([]visit{{"Abbey", 12}, {"Bridge", 7}, {"Castle", 9}}); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		kept, err := Keep(t.Context(), "visits.parquet", file.Bytes(), nil, nil, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := kept.Reading.Recipe.Sealed != nil; got != sealed || bytes.Contains(kept.Raw, []byte("canary")) || kept.Reading.Rows != 3 {
			t.Errorf("%q: sealed %v, want %v; %d rows of %q", note, got, sealed, kept.Reading.Rows, kept.Raw)
		}
	}
}
