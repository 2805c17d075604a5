package places_test

import (
	"encoding/json"
	"errors"
	"os"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/places"
)

// FuzzRead: whatever a file holds, it is refused in words or becomes a set that
// can be kept and thinned; what is read is JSON for others too.
func FuzzRead(f *testing.F) {
	raw, err := os.ReadFile("testdata/regions.geojson")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw[:4000])
	square := box(0, 52, 1, 53)
	for _, seed := range []string{
		collection(feature("E05000001", "A", square), feature("E05000002", "B", box(1, 52, 2, 53))),
		collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[0,52],[1,53],[1,52],[0,53],[0,52]],[[0.4,52.4],[0.6,52.4],[0.6,52.6]]]}`)),
		collection(feature("E05000001", "A", `{"type":"MultiPolygon","coordinates":[[[[179,-18],[180,-18],[180,-17]]],[[[-180,-18],[-179,-18],[-180,-17]]]]}`)),
		collection(feature("E05000001", "A", `{"coordinates":[[[570000,200000],[580000,200000],[580000,210000,5]]],"type":"Polygon"}`), feature("E05000002", "B", "null")),
		`{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:3857"}},"features":[{"properties":{"a\u0062":"E05000001","n":1.5e3,"x":[true,false,null]},"geometry":` + box(0, 6.8e6, 1e5, 6.9e6) + `}]}`,
		`{"note":"n","tiles":[{"code":"A","name":"A","row":0,"column":0},{"code":"B","name":"B","row":1,"column":1}]}`,
		`{"type":"FeatureCollection","features":[{"geometry":{"type":"GeometryCollection","geometries":[` + square + `]}}]}`,
		`{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[[[1e308,-1e308],[1e-320,0],[0,1]]]}}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		set, err := places.Read(raw, plain)
		if err != nil {
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Message == "" || problem.Suggestion == "" {
				t.Fatalf("Read = %v, want a problem with a suggestion", err)
			}
			return
		}
		if !json.Valid(raw) && !json.Valid(raw[min(3, len(raw)):]) {
			t.Fatalf("Read takes what is not JSON: %q", raw)
		}
		wantSound(t, set)
		wantSound(t, set.Thinned(1000, 50))
	})
}
