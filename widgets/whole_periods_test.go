package widgets_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// certificates are those of 2009/10 to June 2023, of which the last are 7,537.
func certificates(t *testing.T) datasets.Result {
	t.Helper()
	raw, err := os.ReadFile("testdata/figures/column-part/result.json")
	if err != nil {
		t.Fatal(err)
	}
	var r datasets.Result
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// A quarter of a year is never set against a whole one: not in a token, nor as
// the headline.
func TestWordsLeaveOutPartsOfPeriods(t *testing.T) {
	t.Parallel()
	const title = "{latest} in {latest:period}, {change}; lowest {lowest} of {rows}"
	for _, test := range []struct {
		kind   widgets.Kind
		states map[string]string
		want   string
		note   string
	}{
		{widgets.Column, nil, "7,537 in 2023/24, down 77.3%; lowest 7,537 of 15", ""},
		{widgets.Column, map[string]string{"2023/24": "April to June only"}, "33,201 in 2022/23, up 6.5%; lowest 22,057 of 15",
			"The figure for 2023/24 covers April to June only."},
		{widgets.Headline, map[string]string{"2023/24": "April to June only"}, "33,200 in 2022/23, up 6.5%; lowest 22,100 of 15",
			"The figure for 2023/24 is left out: it covers April to June only."},
		{widgets.Headline, map[string]string{"2023/24": "part"}, "33,200 in 2022/23, up 6.5%; lowest 22,100 of 15",
			"The figure for 2023/24 is left out: it covers part of the period only."},
		{widgets.Headline, map[string]string{"2009/10": "part"}, "7,537 in 2023/24, down 77.3%; lowest 7,537 of 15", ""},
		{widgets.Headline, map[string]string{"2023/24": "p"}, "7,537 in 2023/24, down 77.3%; lowest 7,537 of 15", "Figures for 2023/24 are provisional."},
	} {
		spec := widgets.Spec{Version: 1, Kind: test.kind, Encoding: datasets.Roles{Time: "Year", Value: "Certificates"}, States: test.states, Title: title, Sentence: "certificates", Sparkline: true}
		f := figure(t, spec, certificates(t))
		if got := words.Plain(f.Title); got != test.want {
			t.Errorf("%s with %v says %q, want %q", test.kind, test.states, got, test.want)
		}
		if got := strings.Join(f.Notes, " "); got != test.note {
			t.Errorf("%s with %v notes %q, want %q", test.kind, test.states, got, test.note)
		}
		part := func(p widgets.Point) bool { return p.State == words.PartOfPeriod && test.states["2023/24"] != "" }
		if slices.ContainsFunc(f.Headline.Sparkline, part) {
			t.Errorf("%s with %v runs its line on to a part of a period", test.kind, test.states)
		}
	}
}

// Where there is nothing but parts they are what there is to tell of.
func TestWordsOfPartsOnly(t *testing.T) {
	t.Parallel()
	r := certificates(t)
	r.Rows = r.Rows[len(r.Rows)-1:]
	f := figure(t, widgets.Spec{Version: 1, Kind: widgets.Headline, Encoding: datasets.Roles{Time: "Year", Value: "Certificates"},
		States: map[string]string{"2023/24": "April to June only"}, Sentence: "certificates"}, r)
	if want := "The figure for 2023/24 covers April to June only."; f.Headline.Number != "7,537" || strings.Join(f.Notes, " ") != want {
		t.Errorf("the headline is %q with the notes %q, want 7,537 and %q", f.Headline.Number, f.Notes, want)
	}
}
