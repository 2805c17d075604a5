package places_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/places"
)

var update = flag.Bool("update", false, "write the shipped sets anew")

func read(t testing.TB, file string, o places.Options) *places.Set {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	set, err := places.Read(raw, o)
	if err != nil {
		t.Fatalf("Read(%s) = %v", file, err)
	}
	return set
}

// regions are the regions of England of the file they are shipped from.
func regions(t testing.TB) *places.Set {
	return read(t, "testdata/regions.geojson", places.Options{
		ID: "england-regions", Name: "Regions of England", Licence: "OGL-UK-3.0",
		Attribution:      "Boundaries: contains National Statistics data © Crown copyright and database right 2017; contains OS data © Crown copyright and database right 2017.",
		ShortAttribution: "Contains ONS and OS data © Crown copyright 2017",
	})
}

// TestShippedSetsAreThoseOfTheirFiles reads the sources again: what is shipped
// is what Read makes of them.
func TestShippedSetsAreThoseOfTheirFiles(t *testing.T) {
	t.Parallel()
	england, err := regions(t).WithTiles(read(t, "shipped/england-regions.tiles.json",
		places.Options{ID: "england-regions", Name: "Regions of England", Licence: "OGL-UK-3.0"}))
	if err != nil {
		t.Fatal(err)
	}
	essex := read(t, "shipped/essex-districts.tiles.json", places.Options{
		ID: "essex-districts", Name: "Districts of Essex", Licence: "OGL-UK-3.0"})
	for _, set := range []*places.Set{england, essex} {
		got, err := set.Encode()
		if err != nil {
			t.Fatal(err)
		}
		file := "shipped/" + set.ID + ".set.json"
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, got) {
			t.Errorf("%s differs from what Read makes of its source; go test ./datasets/places -update writes it", file)
		}
		shipped, ok := places.Shipped(set.ID)
		if !ok {
			t.Fatalf("Shipped(%q) finds nothing", set.ID)
		}
		if diff := cmp.Diff(set, shipped); diff != "" {
			t.Errorf("Shipped(%q) (-want +got):\n%s", set.ID, diff)
		}
	}
}
