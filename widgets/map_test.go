package widgets_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// row is a row of the list beside a map, read back.
type row struct {
	number, name, value string
	y                   widgets.Px
}

// list reads the list from top to bottom: lines of a name, its value and, on
// most, a number.
func (p painting) list(f widgets.Figure) []row {
	label := map[string]string{}
	for _, q := range f.Series[0].Points {
		label[q.Category], label[q.Short] = q.Label, q.Label
	}
	found := map[string]row{}
	for _, t := range p.texts {
		line := row{name: strings.ReplaceAll(t.text, "\u00a0", " "), y: t.at.Y}
		for _, o := range p.texts {
			switch {
			case o.at.Y != t.at.Y || o.text == t.text:
			case o.text == label[line.name]:
				line.value = o.text
			case o.at.X < t.at.X && t.at.X-o.at.X < 100:
				line.number = o.text
			}
		}
		if label[line.name] != "" && line.value != "" { // the list is painted after the map
			found[line.name] = line
		}
	}
	var list []row
	for _, line := range found {
		list = append(list, line)
	}
	slices.SortFunc(list, func(a, b row) int { return int(a.y - b.y) })
	return list
}

// mapExamples are the examples that are maps.
func mapExamples(t *testing.T) []example {
	return slices.DeleteFunc(examples(t), func(e example) bool {
		return e.spec.Kind != widgets.Choropleth && e.spec.Kind != widgets.TileMap
	})
}

// TestListsRankTheResult: in every size and scheme the list beside a map names
// the rows of the Result from the highest number to the lowest.
func TestListsRankTheResult(t *testing.T) {
	t.Parallel()
	for _, e := range mapExamples(t) {
		f := e.figure(t)
		rows := slices.Clone(e.result.Rows)
		value := e.result.Index(e.spec.Encoding.Value)
		name := e.result.Index(e.spec.Encoding.Category)
		slices.SortStableFunc(rows, func(a, b []table.Cell) int { return b[value].Number.Cmp(a[value].Number) })
		for _, preset := range widgets.Presets {
			list := readBack(t, draw.SVG(place(t, f, preset.Name, widgets.Light), draw.SVGOptions{})).list(f)
			if len(list) != len(rows) {
				t.Errorf("%s %s lists %d places, want %d", e.folder, preset.Name, len(list), len(rows))
				continue
			}
			for i, r := range list {
				if want := rows[i][name].Text; r.name != want && !strings.HasPrefix(want, strings.Fields(r.name)[0][:4]) {
					t.Errorf("%s %s: row %d of the list is %s, want %s", e.folder, preset.Name, i+1, r.name, want)
				}
				if r.number != "" && r.number != strconv.Itoa(i+1) {
					t.Errorf("%s %s: row %d of the list is numbered %s", e.folder, preset.Name, i+1, r.number)
				}
			}
		}
	}
}

// TestMapsAreColouredByTheNumberPrinted: under the number of each row of the
// list lies, on the map, the shade of the class of that row's number as
// printed; on tiles with names, under the name.
func TestMapsAreColouredByTheNumberPrinted(t *testing.T) {
	t.Parallel()
	for _, e := range mapExamples(t) {
		f := e.figure(t)
		for _, preset := range widgets.Presets {
			for _, scheme := range []widgets.Scheme{widgets.Light, widgets.Dark} {
				p := readBack(t, draw.SVG(place(t, f, preset.Name, scheme), draw.SVGOptions{}))
				for _, r := range p.list(f) {
					want := shadeOf(t, f, scheme, r.value)
					for _, at := range p.marks(r) {
						if got := p.under(at); got != want {
							t.Errorf("%s %s %s: %s with %s lies on %q at %v, want %q", e.folder, preset.Name, scheme, r.name, r.value, got, at, want)
						}
					}
				}
			}
		}
	}
}

// marks are the points on the map that belong to a row: its number, the dot at
// the end of its leader, or the number printed on its tile.
func (p painting) marks(r row) []widgets.Pt {
	var found []widgets.Pt
	for _, t := range p.texts {
		lone := true // not of the list: no name stands on its line
		for _, o := range p.texts {
			lone = lone && (o.at.Y != t.at.Y || strings.ReplaceAll(o.text, "\u00a0", " ") != r.name)
		}
		if lone && (t.text == r.number && r.number != "" || t.text == r.value && r.number == "") {
			found = append(found, p.called(widgets.Pt{X: t.at.X + 1, Y: t.at.Y + widgets.Px(t.size)*0.12}))
		}
	}
	return found
}

// called is where the leader to a text begins, beside its dot; the text itself
// where it has none.
func (p painting) called(text widgets.Pt) widgets.Pt {
	for _, dot := range p.dots {
		if math.Abs(float64(dot.Y-text.Y)) < 20 && p.under(text) == p.under(widgets.Pt{X: text.X, Y: text.Y - 40}) {
			return widgets.Pt{X: dot.X, Y: dot.Y - 6}
		}
	}
	return text
}

// shadeOf is the colour of the class of a number as printed, by the breaks as
// printed.
func shadeOf(t *testing.T, f widgets.Figure, scheme widgets.Scheme, value string) string {
	t.Helper()
	number := func(text string) float64 {
		v, err := strconv.ParseFloat(strings.NewReplacer("%", "", ",", "", "£", "", "−", "-").Replace(text), 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	class := 0
	for _, edge := range f.Breaks {
		if number(value) >= number(edge) {
			class++
		}
	}
	all := widgets.NewPalette(f.Theme, scheme).Sequential
	shades := map[int][]widgets.Color{0: all[2:3], 1: {all[1], all[3]}, 2: all[1:], 3: all}[len(f.Breaks)]
	return shades[class].String()
}

// A map of whatever a council's file holds is drawn, or refused in words.
func TestMapsOfHostileBoundaries(t *testing.T) {
	t.Parallel()
	square := func(x, y, side float64) string {
		return fmt.Sprintf("[[%v,%v],[%v,%v],[%v,%v],[%v,%v],[%v,%v]]", x, y, x+side, y, x+side, y+side, x, y+side, x, y)
	}
	tests := map[string][]string{ // polygons by place
		"crosses itself": {`[[[0,52],[1,53],[1,52],[0,53],[0,52]]]`, "[" + square(1, 52, 1) + "]"},
		"holes":          {"[" + square(0, 52, 3) + "," + square(1, 53, 0.5) + "]", "[" + square(1, 53, 0.5) + "]"},
		"antimeridian":   {`[[[179,-18],[-179,-18],[-179,-17],[179,-17],[179,-18]]]`, "[" + square(-178, -18, 1) + "]"},
		"a speck":        {"[" + square(0, 52, 1) + "]", "[" + square(1.5, 52, 0.00001) + "]"},
	}
	for name, polygons := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var features []string
			for i, p := range polygons {
				features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"cd":"E0500000%d","nm":"Place %[1]d"},"geometry":{"type":"Polygon","coordinates":%s}}`, i, p))
			}
			set := boundaries(t, features)
			f, err := mapOf(widgets.Choropleth, set, 2)
			if err != nil {
				t.Fatal(err)
			}
			for _, preset := range widgets.Presets {
				for _, scheme := range []widgets.Scheme{widgets.Light, widgets.Dark} {
					for _, fault := range faults(place(t, f, preset.Name, scheme)) {
						t.Errorf("%s %s: %s", preset.Name, scheme, fault)
					}
				}
			}
		})
	}
}

func boundaries(t *testing.T, features []string) *places.Set {
	t.Helper()
	raw := `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
	set, err := places.Read([]byte(raw), places.Options{ID: "test", Name: "Test", Licence: "OGL-UK-3.0"})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// mapOf makes a map of a set with a number for each of its first places.
func mapOf(kind widgets.Kind, set *places.Set, rows int) (widgets.Figure, error) {
	r := datasets.Result{Fields: []table.Field{{Name: "Code", Kind: table.PlaceCode}, shareField}}
	for i, p := range set.Places[:min(rows, len(set.Places))] {
		r.Rows = append(r.Rows, []table.Cell{{Kind: table.PlaceCode, Text: p.Code}, percentage(strconv.Itoa(i%90 + 5))})
	}
	spec := widgets.Spec{Version: 1, Kind: kind, Encoding: datasets.Roles{Place: "Code", Value: "Recycled"}, Title: "A finding about places", Places: set.ID}
	return widgets.NewFigure(spec, r, hostile(kind).Provenance, widgets.DefaultTheme(), "en-GB", set)
}

// TestMapOfManyPoints: from a file of 200,000 points to a drawing in each of
// the frames and one picture within a second and 100 MB, and the three frames
// within 12 kB.
func TestMapOfManyPoints(t *testing.T) {
	var features []string
	for place := range 100 {
		var b strings.Builder
		x, y := float64(place%10)*0.1, 51+float64(place/10)*0.06
		for i := range 2000 {
			turn := 2 * math.Pi * float64(i) / 2000
			reach := 0.04 + 0.004*math.Sin(turn*40)
			fmt.Fprintf(&b, ",[%.7f,%.7f]", x+reach*math.Cos(turn), y+reach*0.6*math.Sin(turn))
		}
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"cd":"E05%06d","nm":"Ward %d"},"geometry":{"type":"Polygon","coordinates":[[%s]]}}`, place, place, b.String()[1:]))
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := processorTime(t)
	set := boundaries(t, features)
	f, err := mapOf(widgets.Choropleth, set, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, preset := range []string{"frame-s", "frame-m", "frame-l", "og"} {
		draw.SVG(place(t, f, preset, widgets.Light), draw.SVGOptions{})
	}
	took := processorTime(t) - start
	runtime.ReadMemStats(&after)
	allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
	size := gzipped(t, f, "frame-s", "frame-m", "frame-l")
	t.Logf("%v, %d MiB allocated, %d bytes of frames", took, allocated, size)
	if took > time.Second && !raceEnabled || allocated > 100 {
		t.Errorf("took %v and %d MiB, want 1 s and 100 MiB", took, allocated)
	}
	if size > 9500 {
		t.Errorf("the frames take %d bytes gzipped, want 9,500 at most beside the words of a page of 12 kB", size)
	}
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

func TestMapsSayWhatIsNotThere(t *testing.T) {
	t.Parallel()
	region := table.Field{Name: "Region", Kind: table.Text}
	code := table.Field{Name: "Code", Kind: table.PlaceCode}
	at := func(c, name, value string) []table.Cell {
		number := gone(table.Confidential)
		if value != "" {
			number = percentage(value)
		}
		return []table.Cell{{Kind: table.PlaceCode, Text: c}, text(name), number}
	}
	roles := datasets.Roles{Category: "Region", Place: "Code", Value: "Recycled"}
	r := datasets.Result{Fields: []table.Field{code, region, shareField}, Rows: [][]table.Cell{
		at("E12000009", "South West", "49.9"), at("E12000007", "London", "30.2"), at("E12000008", "South East", "47.5"),
		at("E12000006", "East of England", "47.8"), at("E12000005", "West Midlands", ""), at("E12000004", "East Midlands", "43.4"),
		at("E12000003", "Yorkshire and The Humber", "42.1"), at("E92000001", "England", "42.7"),
	}}
	f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Choropleth, Encoding: roles, Subtitle: "Recycling"}, r)
	want := []string{
		"No figure for West Midlands (confidential).",
		"Shades change at 35%, 40% and 45%. The numbers on the map are those in the list.",
		"Not on the map: England.",
		"Hatched, with no row in the data: North East and North West.",
		"Boundaries: contains National Statistics data © Crown copyright and database right 2017; contains OS data © Crown copyright and database right 2017.",
	}
	if diff := cmp.Diff(want, f.Notes); diff != "" {
		t.Errorf("Notes (−want +got):\n%s", diff)
	}
	hatched := 0
	for _, m := range place(t, f, "frame-m", widgets.Light).Marks {
		if shape, ok := m.(widgets.ShapeMark); ok && shape.Hatch.Width > 0 {
			hatched += len(shape.Polygons)
		}
	}
	if hatched < 3 {
		t.Errorf("%d outlines are hatched, want those of the three places without a number", hatched)
	}
	for name, spec := range map[string]widgets.Spec{
		"no such set":          {Kind: widgets.Choropleth, Encoding: roles, Places: "scotland"},
		"a set without shapes": {Kind: widgets.Choropleth, Encoding: roles, Places: "essex-districts"},
		"none is on the map":   {Kind: widgets.TileMap, Encoding: roles, Places: "essex-districts"},
		"one place twice":      {Kind: widgets.TileMap, Encoding: roles},
		"no places":            {Kind: widgets.TileMap, Encoding: datasets.Roles{Value: "Recycled"}},
		"another column":       {Kind: widgets.TileMap, Encoding: datasets.Roles{Place: "Other", Value: "Recycled"}},
	} {
		result := r
		if name == "one place twice" {
			result.Rows = append(slices.Clone(r.Rows), at("E12000009", "South West", "1"))
		}
		if name == "another column" {
			result.Fields = append(slices.Clone(r.Fields), table.Field{Name: "Other", Kind: table.Text})
			result.Rows = nil
			for _, row := range r.Rows {
				result.Rows = append(result.Rows, append(slices.Clone(row), text("Nowhere")))
			}
		}
		_, err := widgets.NewFigure(spec, result, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
		var problem datasets.Problem
		if !errors.As(err, &problem) || problem.Field == "" || problem.Suggestion == "" {
			t.Errorf("%s: NewFigure = %v, want a problem that names a field and a way out", name, err)
		}
	}
}

// Negative numbers have no bars from zero to one side: their list has chips.
func TestMapOfNegativeNumbers(t *testing.T) {
	t.Parallel()
	set, _ := places.Shipped("england-regions")
	f, err := mapOf(widgets.Choropleth, set, 9)
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.Series[0].Points {
		f.Series[0].Points[i].Value = -f.Series[0].Points[i].Value
	}
	for _, preset := range widgets.Presets {
		for _, fault := range faults(place(t, f, preset.Name, widgets.Light)) {
			t.Errorf("%s: %s", preset.Name, fault)
		}
	}
}

// A Spec of a map survives being written down.
func TestMapSpecRoundTrip(t *testing.T) {
	t.Parallel()
	want := widgets.Spec{Version: 1, Kind: widgets.TileMap, Places: "essex-districts", Encoding: datasets.Roles{Place: "Code"}}
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := widgets.ParseSpec(raw)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("ParseSpec(%s) = %v (−want +got):\n%s", raw, err, diff)
	}
}

// A provisional number has a dashed edge on the map and a hatched bar, and the
// note says it.
func TestMapsOfProvisionalNumbers(t *testing.T) {
	t.Parallel()
	set, _ := places.Shipped("england-regions")
	for _, kind := range []widgets.Kind{widgets.Choropleth, widgets.TileMap} {
		r := datasets.Result{Fields: []table.Field{{Name: "Code", Kind: table.PlaceCode}, shareField, {Name: "Status", Kind: table.Text}}}
		for i, p := range set.Places {
			status := text("")
			if i == 2 {
				status = text("provisional")
			}
			r.Rows = append(r.Rows, []table.Cell{{Kind: table.PlaceCode, Text: p.Code}, percentage(strconv.Itoa(40 + i)), status})
		}
		f := figure(t, widgets.Spec{Version: 1, Kind: kind, Encoding: datasets.Roles{Place: "Code", Value: "Recycled", Status: "Status"}, Subtitle: "Recycling"}, r)
		if notes := strings.Join(f.Notes, " "); !strings.Contains(notes, "Figures for Yorkshire and The Humber are provisional.") {
			t.Errorf("%s: Notes = %q, want the place that is provisional", kind, notes)
		}
		for _, preset := range widgets.Presets {
			p := place(t, f, preset.Name, widgets.Light)
			dashed := slices.ContainsFunc(p.Marks, func(m widgets.Mark) bool {
				line, ok := m.(widgets.PathMark)
				return ok && len(line.Dash) > 0
			})
			if !dashed {
				t.Errorf("%s %s: nothing on the map is dashed", kind, preset.Name)
			}
			for _, fault := range faults(p) {
				t.Errorf("%s %s: %s", kind, preset.Name, fault)
			}
		}
	}
}

// Amounts on a map of outlines are warned of, rates are not.
func TestMapsOfAmountsAreWarnedOf(t *testing.T) {
	t.Parallel()
	set, _ := places.Shipped("england-regions")
	for name, test := range map[string]struct {
		field table.Field
		done  bool
	}{
		"rates":   {shareField, true},
		"amounts": {table.Field{Name: "Recycled", Kind: table.Currency, Unit: "£"}, false},
	} {
		r := datasets.Result{Fields: []table.Field{{Name: "Code", Kind: table.PlaceCode}, test.field}}
		for i, p := range set.Places {
			number := percentage(strconv.Itoa(40 + i))
			number.Kind = test.field.Kind
			r.Rows = append(r.Rows, []table.Cell{{Kind: table.PlaceCode, Text: p.Code}, number})
		}
		spec := widgets.Spec{Version: 1, Kind: widgets.Choropleth, Encoding: datasets.Roles{Place: "Code", Value: "Recycled"}, Title: "South West recycles most"}
		c := byID(widgets.Checks(figure(t, spec, r), spec, onsSource(), r))["rates"]
		if c.Done != test.done || c.Done == (c.Repair != nil) || c.Blocking {
			t.Errorf("%s: check %+v, want done %v and a way out if not", name, c, test.done)
		}
	}
}
