package places_test

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/places"
)

var plain = places.Options{ID: "test", Name: "Test", Licence: "OGL-UK-3.0"}

// collection writes features as GeoJSON.
func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func feature(code, name, geometry string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"wd23cd":%q,"wd23nm":%q},"geometry":%s}`, code, name, geometry)
}

// box is a polygon with its corners at the coordinates given.
func box(west, south, east, north float64) string {
	return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%[1]v,%[2]v],[%[3]v,%[2]v],[%[3]v,%[4]v],[%[1]v,%[4]v],[%[1]v,%[2]v]]]}`, west, south, east, north)
}

func must(t *testing.T, raw string) *places.Set {
	t.Helper()
	set, err := places.Read([]byte(raw), plain)
	if err != nil {
		t.Fatalf("Read(%.200s) = %v", raw, err)
	}
	return set
}

func TestNeighboursShareTheirBorder(t *testing.T) {
	t.Parallel()
	set := must(t, collection(feature("E05000001", "West", box(0, 52, 0.1, 52.1)), feature("E05000002", "East", box(0.1, 52, 0.2, 52.1))))
	if outline := set.Outline(); len(outline) != 1 || len(outline[0]) != 6 {
		t.Errorf("Outline() = %v, want one ring of six points", outline)
	}
	if n := between(set); n != 1 {
		t.Errorf("%d lines between the places, want one", n)
	}
	if set.CodeField != "wd23cd" || set.NameField != "wd23nm" {
		t.Errorf("fields %q and %q, want wd23cd and wd23nm", set.CodeField, set.NameField)
	}
}

// between counts the arcs that two places share.
func between(set *places.Set) int {
	owners := map[int]map[string]bool{}
	for _, p := range set.Places {
		for _, ring := range p.Rings {
			for _, ref := range ring {
				arc := max(ref, ^ref)
				if owners[arc] == nil {
					owners[arc] = map[string]bool{}
				}
				owners[arc][p.Code] = true
			}
		}
	}
	n := 0
	for _, o := range owners {
		if len(o) == 2 {
			n++
		}
	}
	return n
}

// area2 is twice the area inside some lines taken together.
func area2(lines [][]places.Point) int64 {
	var sum int64
	for _, points := range lines {
		for i, p := range points {
			q := points[(i+1)%len(points)]
			sum += int64(p.X)*int64(q.Y) - int64(q.X)*int64(p.Y)
		}
	}
	return sum
}

// TestThinnedSetsHaveNoGaps: at every detail each border between two places is
// one line, so that the places together are as large as what they surround.
func TestThinnedSetsHaveNoGaps(t *testing.T) {
	t.Parallel()
	set, _ := places.Shipped("england-regions")
	full := 0
	for _, least := range []float64{0, 1000, 10_000, 100_000, 10_000_000} {
		thin := set.Thinned(least, 0)
		points := 0
		for _, arc := range thin.Arcs {
			points += len(arc)
		}
		if least > 0 && points >= full {
			t.Errorf("Thinned(%v) has %d points, no fewer than with more detail", least, points)
		}
		full = points
		if n := between(thin); n != 15 {
			t.Errorf("Thinned(%v) has %d borders between places, want 15", least, n)
		}
		var all [][]places.Point
		for _, p := range thin.Places {
			for _, ring := range p.Rings {
				all = append(all, thin.Ring(ring))
			}
		}
		if inside, around := area2(all), area2(thin.Outline()); inside != around {
			t.Errorf("Thinned(%v): the places have %d together, what surrounds them holds %d", least, inside, around)
		}
		for _, p := range thin.Places {
			whole := area2([][]places.Point{set.Ring(p.Rings[0])})
			if area := area2([][]places.Point{thin.Ring(p.Rings[0])}); 2*area < whole {
				t.Errorf("Thinned(%v): %s has shrunk from %d to %d", least, p.Name, whole, area)
			}
		}
	}
}

// TestAreasAreEqual compares the places with the areas that the file gives,
// which are those of the shapes before they were generalised.
func TestAreasAreEqual(t *testing.T) {
	t.Parallel()
	set := regions(t)
	squareKilometres := map[string]float64{"E12000001": 8608, "E12000002": 14181, "E12000003": 15430, "E12000004": 15654,
		"E12000005": 13009, "E12000006": 19157, "E12000007": 1581, "E12000008": 19109, "E12000009": 23984}
	of := func(p places.Place) float64 {
		var rings [][]places.Point
		for _, ring := range p.Rings {
			rings = append(rings, set.Ring(ring))
		}
		return float64(area2(rings))
	}
	first := of(set.Places[0]) / squareKilometres["E12000001"]
	for _, p := range set.Places {
		if got := of(p) / first; math.Abs(got/squareKilometres[p.Code]-1) > 0.02 {
			t.Errorf("%s has %.0f km², want %.0f", p.Name, got, squareKilometres[p.Code])
		}
	}
}

func TestLabelsStandInside(t *testing.T) {
	t.Parallel()
	set, _ := places.Shipped("england-regions")
	for _, p := range set.Places {
		inside := false
		for _, ring := range p.Rings {
			points := set.Ring(ring)
			for i, a := range points {
				b := points[(i+1)%len(points)]
				if (a.Y > p.Label.Y) != (b.Y > p.Label.Y) && float64(p.Label.X) < float64(b.X-a.X)*float64(p.Label.Y-a.Y)/float64(b.Y-a.Y)+float64(a.X) {
					inside = !inside
				}
			}
		}
		if !inside || p.Room < 100 {
			t.Errorf("the label of %s is at %v with room %v, want it inside", p.Name, p.Label, p.Room)
		}
	}
}

// A place with a hole in which another lies: both share the ring.
func TestHoles(t *testing.T) {
	t.Parallel()
	const outer = `{"type":"Polygon","coordinates":[[[0,52],[1,52],[1,53],[0,53],[0,52]],[[0.4,52.4],[0.6,52.4],[0.6,52.6],[0.4,52.6],[0.4,52.4]]]}`
	set := must(t, collection(feature("E05000001", "Around", outer), feature("E05000002", "Within", box(0.4, 52.4, 0.6, 52.6))))
	if n := len(set.Places[0].Rings); n != 2 {
		t.Fatalf("Around has %d rings, want an outline and a hole", n)
	}
	if hole := area2([][]places.Point{set.Ring(set.Places[0].Rings[1])}); hole >= 0 {
		t.Errorf("the hole runs clockwise (%d), as an outline does", hole)
	}
	if outline := set.Outline(); len(outline) != 1 || between(set) != 1 {
		t.Errorf("%d rings outside and %d lines between, want one of each", len(outline), between(set))
	}
}

// One place on either side of the 180th meridian is drawn as one.
func TestAntimeridian(t *testing.T) {
	t.Parallel()
	const split = `{"type":"MultiPolygon","coordinates":[[[[179,-18],[180,-18],[180,-17],[179,-17],[179,-18]]],[[[-180,-18],[-179,-18],[-179,-17],[-180,-17],[-180,-18]]]]}`
	for name, geometry := range map[string]string{"cut in two": split, "beyond 180": box(179, -18, 181, -17)} {
		set := must(t, collection(feature("E05000001", "Cakaudrove", geometry), feature("E05000002", "Lau", box(-179, -18, -178, -17))))
		if ratio := float64(set.Width) / float64(set.Height); ratio < 2.6 || ratio > 3 {
			t.Errorf("%s: %d wide and %d high, want three squares side by side", name, set.Width, set.Height)
		}
		if outline := set.Outline(); len(outline) != 1 || between(set) != 1 {
			t.Errorf("%s: outline %v and %d lines between, want one of each and none at the meridian", name, outline, between(set))
		}
	}
}

func TestGrids(t *testing.T) {
	t.Parallel()
	withCRS := func(crs, geometry string) string {
		return strings.Replace(collection(feature("E05000001", "A", geometry)), `"features"`, `"crs":{"type":"name","properties":{"name":"`+crs+`"}},"features"`, 1)
	}
	tests := map[string]struct{ raw, note, refused string }{
		"degrees":                 {raw: collection(feature("E05000001", "A", box(0, 52, 1, 53))), note: "Projected to equal areas (Lambert azimuthal, about 52.50° N, 0.55° E)."},
		"national grid":           {raw: collection(feature("E05000001", "A", box(570000, 200000, 580000, 210000))), note: "Drawn on the British National Grid."},
		"national grid, named":    {raw: withCRS("urn:ogc:def:crs:EPSG::27700", box(570000, 200000, 580000, 210000)), note: "Drawn on the British National Grid."},
		"web map tiles":           {raw: withCRS("EPSG:3857", box(0, 6800000, 100000, 6900000)), note: "Projected to equal areas"},
		"another grid, named":     {raw: withCRS("urn:ogc:def:crs:EPSG::2157", box(700000, 700000, 710000, 710000)), note: "Drawn on the grid of the file, urn:ogc:def:crs:EPSG::2157."},
		"metres of no known grid": {raw: collection(feature("E05000001", "A", box(-5e6, 1e6, -4e6, 2e6))), refused: "neither longitudes and latitudes nor metres"},
		"says degrees, is metres": {raw: withCRS("urn:ogc:def:crs:OGC:1.3:CRS84", box(-5e6, 1e6, -4e6, 2e6)), refused: "neither longitudes"},
		"says metres, is degrees": {raw: withCRS("EPSG:27700", box(0, 52, 1, 53)), refused: "its coordinates are degrees"},
		"latitude first":          {raw: collection(feature("E05000001", "A", box(52, 0, 53, 1))), refused: "latitude first"},
		"the whole globe":         {raw: collection(feature("A", "A", box(0, 0, 9, 9)), feature("B", "B", box(90, 0, 99, 9)), feature("C", "C", box(-180, 0, -170, 9)), feature("D", "D", box(-90, 0, -80, 9))), refused: "more than half of the globe"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := plain
			o.CodeField = "wd23cd"
			set, err := places.Read([]byte(test.raw), o)
			if test.refused != "" {
				wantProblem(t, err, test.refused)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(strings.Join(set.Notes, " "), test.note) {
				t.Errorf("Notes = %q, want %q", set.Notes, test.note)
			}
			if set.Width < 1000 || set.Height < 1000 {
				t.Errorf("%d by %d, want about a square", set.Width, set.Height)
			}
		})
	}
}

func wantProblem(t *testing.T, err error, words string) {
	t.Helper()
	var problem datasets.Problem
	if !errors.As(err, &problem) || !strings.Contains(problem.Message, words) || problem.Suggestion == "" {
		t.Errorf("Read = %v, want a problem with %q and a suggestion", err, words)
	}
}

func TestBadFiles(t *testing.T) {
	t.Parallel()
	square := box(0, 52, 1, 53)
	tests := map[string]struct{ raw, refused string }{
		"empty":                 {"", "not JSON: byte 1"},
		"cut short":             {collection(feature("E05000001", "A", square))[:120], "not JSON"},
		"more after the end":    {collection(feature("E05000001", "A", square)) + "{}", "not JSON"},
		"not UTF-8":             {strings.Replace(collection(feature("E05000001", "A", square)), `"A"`, "\"\xff\"", 1), "not text in UTF-8"},
		"deep":                  {strings.Repeat("[", 100000), "not JSON"},
		"deep inside":           {`{"type":"FeatureCollection","x":` + strings.Repeat("[", 100000), "brackets within each other"},
		"another kind":          {`{"type":"Point","coordinates":[1,2]}`, "not a collection"},
		"TopoJSON":              {`{"type":"Topology","objects":{},"arcs":[]}`, "TopoJSON"},
		"no features":           {collection(), "no features"},
		"no shapes":             {collection(feature("E05000001", "A", "null")), "None of the features has a shape"},
		"points":                {collection(feature("E05000001", "A", `{"type":"Point","coordinates":[0,52]}`)), "kind Point, which have no area"},
		"a line as polygon":     {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[1000,1000],[2000,2000],[3000,3000],[1000,1000]]]}`), feature("E05000002", "B", box(5000, 5000, 6000, 6000))), "The shape of A has no area"},
		"a thread":              {collection(feature("E05000001", "A", box(0, 52, 9, 52.00001)), feature("E05000002", "B", box(0, 52.1, 0.01, 52.11))), "A is too narrow"},
		"one point":             {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[0,52],[0,52],[0,52],[0,52]]]}`)), "All points"},
		"no codes":              {collection(feature("1", "A", square), feature("1", "A", square)), "No field of the file holds"},
		"one code for two":      {collection(feature("E05000001", "A", square), feature("E05000002", "C", square), feature("E05000001", "B", square)), "stands for two places: A and B"},
		"words as coordinates":  {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[["0","52"],[1,52],[1,53],[0,52]]]}`)), "not a number"},
		"flat coordinates":      {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[0,52,1,52,1,53]}`)), "not written as lists"},
		"one coordinate":        {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[0],[1],[2],[0]]]}`)), "only one coordinate"},
		"beyond numbers":        {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[1e999,52],[1,52],[1,53],[0,52]]]}`)), "not JSON"},
		"huge numbers":          {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[1e300,52],[1,52],[1,53],[0,52]]]}`)), "neither longitudes"},
		"geometry twice":        {`{"type":"FeatureCollection","features":[{"geometry":null,"geometry":null}]}`, "“geometry” twice"},
		"features that are not": {`{"type":"FeatureCollection","features":[1]}`, "not an object"},
		"a layout of one":       {`{"tiles":[{"code":"A","name":"A","row":0,"column":0}]}`, "1 tiles"},
		"one tile for two":      {`{"tiles":[{"code":"A","name":"A","row":0,"column":0},{"code":"B","name":"B","row":0,"column":0}]}`, "A and B have the same tile"},
		"one code, two tiles":   {`{"tiles":[{"code":"A","name":"A","row":0,"column":0},{"code":"A","name":"B","row":0,"column":1}]}`, "has two tiles"},
		"a tile far away":       {`{"tiles":[{"code":"A","name":"A","row":0,"column":0},{"code":"B","name":"B","row":99,"column":1}]}`, "outside the 30 rows"},
		"a setting unknown":     {`{"tiles":[{"code":"A","label":"A","row":0,"column":0},{"code":"B","name":"B","row":1,"column":1}]}`, "cannot be read"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := places.Read([]byte(test.raw), plain)
			wantProblem(t, err, test.refused)
		})
	}
}

func TestBadOptions(t *testing.T) {
	t.Parallel()
	raw := []byte(collection(feature("E05000001", "A", box(0, 52, 1, 53))))
	tests := map[string]struct {
		options places.Options
		refused string
	}{
		"id with a space":     {places.Options{ID: "a b", Name: "A", Licence: "OGL-UK-3.0"}, "cannot be the short name"},
		"no name":             {places.Options{ID: "a", Licence: "OGL-UK-3.0"}, "has no name"},
		"no licence":          {places.Options{ID: "a", Name: "A"}, "There is no licence"},
		"no such code field":  {places.Options{ID: "a", Name: "A", Licence: "OGL-UK-3.0", CodeField: "x"}, `no field "x"`},
		"no such name field":  {places.Options{ID: "a", Name: "A", Licence: "OGL-UK-3.0", NameField: "x"}, `no field "x"`},
		"a credit of a novel": {places.Options{ID: "a", Name: "A", Licence: "OGL-UK-3.0", Attribution: strings.Repeat("x", 1000)}, "400 characters"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := places.Read(raw, test.options)
			wantProblem(t, err, test.refused)
		})
	}
}

// Shapes that a program may stumble over and a person would not.
func TestOddShapesAreDrawn(t *testing.T) {
	t.Parallel()
	square := box(0, 52, 1, 53)
	tests := map[string]struct {
		raw   string
		rings []int // by place
		note  string
	}{
		"crosses itself":        {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[0,52],[1,53],[1,52],[0,53],[0,52]]]}`)), []int{1}, ""},
		"not closed":            {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[0,52],[1,52],[1,53],[0,53]]]}`)), []int{1}, ""},
		"heights":               {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[0,52,9],[1,52,9],[1,53,9],[0,52,9]]]}`)), []int{1}, ""},
		"wound the wrong way":   {collection(feature("E05000001", "A", `{"type":"Polygon","coordinates":[[[0,52],[0,53],[1,53],[1,52],[0,52]]]}`)), []int{1}, ""},
		"coordinates first":     {collection(feature("E05000001", "A", `{"coordinates":[[[0,52],[1,52],[1,53],[0,52]]],"type":"Polygon"}`)), []int{1}, ""},
		"a geometry collection": {collection(feature("E05000001", "A", `{"type":"GeometryCollection","geometries":[`+square+`,`+box(2, 52, 3, 53)+`]}`)), []int{2}, ""},
		"the same part twice":   {collection(feature("E05000001", "A", square), feature("E05000001", "A", square), feature("E05000002", "B", box(1, 52, 2, 53))), []int{1, 1}, "3 features were joined into 2 places"},
		"one without a shape":   {collection(feature("E05000001", "A", square), feature("E05000002", "B", "null")), []int{1}, "1 feature without an area was left out."},
		"an empty part":         {collection(feature("E05000001", "A", `{"type":"MultiPolygon","coordinates":[[],[[]],[[[0,52],[1,52],[1,53],[0,52]]]]}`)), []int{1}, ""},
		"a speck beside giants": {collection(feature("E05000001", "A", square), feature("E05000002", "B", box(1.5, 52.5, 1.50001, 52.50001))), []int{1, 1}, ""},
		"a byte order mark":     {"\ufeff" + collection(feature("E05000001", "A", square)), []int{1}, ""},
		"a name that is script": {collection(feature("E05000001", `<script>alert(1)</script>`, square)), []int{1}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := must(t, test.raw)
			var rings []int
			for _, p := range set.Places {
				rings = append(rings, len(p.Rings))
			}
			if diff := cmp.Diff(test.rings, rings); diff != "" {
				t.Errorf("rings (-want +got):\n%s", diff)
			}
			if !strings.Contains(strings.Join(set.Notes, " "), test.note) {
				t.Errorf("Notes = %q, want %q", set.Notes, test.note)
			}
			wantSound(t, set)
		})
	}
}

// wantSound: a set survives being kept.
func wantSound(t *testing.T, set *places.Set) {
	t.Helper()
	raw, err := set.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := places.Decode(raw)
	if err != nil {
		t.Fatalf("Decode(%.200s) = %v", raw, err)
	}
	if diff := cmp.Diff(set, back); diff != "" {
		t.Errorf("Decode (-want +got):\n%s", diff)
	}
}

// many is a file of side × side places whose borders wind through so many
// points a side.
func many(side, points int) string {
	var features []string
	wind := func(at float64) float64 { return 0.0004 * math.Sin(at*400) * math.Cos(at*37) }
	for row := range side {
		for column := range side {
			var b strings.Builder
			b.WriteString(`{"type":"Polygon","coordinates":[[`)
			x, y := float64(column)*0.05, 51+float64(row)*0.03
			put := func(x, y float64) { fmt.Fprintf(&b, "[%.15g,%.15g],", x+wind(y), y+wind(x)) }
			for i := range points {
				put(x+0.05*float64(i)/float64(points), y)
			}
			for i := range points {
				put(x+0.05, y+0.03*float64(i)/float64(points))
			}
			for i := points; i > 0; i-- {
				put(x+0.05*float64(i)/float64(points), y+0.03)
			}
			for i := points; i > 0; i-- {
				put(x, y+0.03*float64(i)/float64(points))
			}
			features = append(features, feature(fmt.Sprintf("E05%06d", row*side+column), "Ward", strings.TrimSuffix(b.String(), ",")+"]]}"))
		}
	}
	return collection(features...)
}

// TestManyPoints reads a file of as many points as one may have, within a
// second and 100 MB.
func TestManyPoints(t *testing.T) {
	raw := []byte(many(10, 500))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := processorTime(t)
	set, err := places.Read(raw, plain)
	took := processorTime(t) - start
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
	kept, err := set.Encode()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d MiB read in %v with %d MiB allocated, kept as %d kB", len(raw)>>20, took, allocated, len(kept)>>10)
	if !raceEnabled && took > time.Second || allocated+uint64(len(raw))>>20 > 100 {
		t.Errorf("Read took %v and %d MiB beside the file's %d, want 1 s and 100 MiB", took, allocated, len(raw)>>20)
	}
	if len(set.Places) != 100 || len(kept) > 300<<10 {
		t.Errorf("%d places in %d bytes, want 100 in at most 300 KiB", len(set.Places), len(kept))
	}
	_, err = places.Read([]byte(many(10, 501)), plain)
	wantProblem(t, err, "more than 200,000 points")
	_, err = places.Read([]byte(many(45, 1)), plain)
	wantProblem(t, err, "more than 2,000 places")
}

// processorTime is what this process has used: neighbours on the machine do not
// slow it.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func TestFind(t *testing.T) {
	t.Parallel()
	set, _ := places.Shipped("england-regions")
	tests := []struct{ code, name, want string }{
		{"E12000006", "", "East of England"},
		{" e12000006 ", "", "East of England"},
		{"", "Yorkshire & the Humber", "Yorkshire and The Humber"},
		{"", "Yorks and Humber", "Yorkshire and The Humber"},
		{"", "LONDON ", "London"},
		{"E92000001", "England", ""},
		{"E40000003", "London", ""}, // the region of the health service
		{"South West", "", "South West"},
		{"", "", ""},
		{"", "the", ""},
	}
	for _, test := range tests {
		got := ""
		if i, ok := set.Find(test.code, test.name); ok {
			got = set.Places[i].Name
		}
		if got != test.want {
			t.Errorf("Find(%q, %q) = %q, want %q", test.code, test.name, got, test.want)
		}
	}
	if got := places.NameOf("e07000070"); got != "Chelmsford" {
		t.Errorf("NameOf(e07000070) = %q, want Chelmsford", got)
	}
}
