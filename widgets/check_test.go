package widgets_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

func onsSource() datasets.Source {
	return datasets.Source{Publisher: "Office for National Statistics", Licence: "OGL-UK-3.0", Title: "SDG 11.6.1"}
}

func barSpec() widgets.Spec {
	return widgets.Spec{Version: 1, Kind: widgets.Bar,
		Encoding: datasets.Roles{Category: "Local Authority", Time: "Year", Value: "Recycled"},
		Title:    "Essex recycled 51% of its waste in 2018/19, second highest in the East of England",
		Subtitle: "Waste recycled or composted, East of England, 2018/19, per cent"}
}

// provenance as at 23 November 2026, more than seven years after 2018/19.
func asAt() widgets.Provenance {
	return widgets.Provenance{AsAt: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), AsAtWords: "23 November 2026"}
}

func checks(t *testing.T, s widgets.Spec, src datasets.Source, theme widgets.Theme) map[string]widgets.Check {
	t.Helper()
	f, err := widgets.NewFigure(s, eastOfEngland(), asAt(), theme, "en-GB")
	if err != nil {
		t.Fatal(err)
	}
	return byID(widgets.Checks(f, s, src, eastOfEngland()))
}

func byID(list []widgets.Check) map[string]widgets.Check {
	found := make(map[string]widgets.Check)
	for _, c := range list {
		found[c.ID] = c
	}
	return found
}

func TestChecksOfAGoodFigure(t *testing.T) {
	t.Parallel()
	got := make(map[string]string)
	for id, c := range checks(t, barSpec(), onsSource(), widgets.DefaultTheme()) {
		if !c.Done || c.Blocking {
			t.Errorf("%s is not done: %+v", id, c)
		}
		got[id] = c.Reason
	}
	want := map[string]string{
		"source":       "Office for National Statistics.",
		"licence":      "Open Government Licence v3.0.",
		"alt":          "36 words, written from the numbers.",
		"numbers":      "4 of 4 rows equal the stored file, row by row. Last fetched 23 November 2026.",
		"contrast":     "What stands out is 10.2 to 1 on white, text is 16.5 to 1.",
		"missing":      "1 number is missing; each is left open and its reason given.",
		"finding":      "It is a statement, not the name of a table.",
		"titleLength":  "15 words. Up to 15 read well.",
		"titleNumbers": "1 number was found in the data.",
		"period":       "The newest are for 2018/19.",
		"zero":         "The highest is 56.2%.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Checks (−want +got):\n%s", diff)
	}
}

func TestChecksFindFaults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		spec     func(*widgets.Spec)
		source   func(*datasets.Source)
		id       string
		blocking bool
		repair   string
	}{
		{name: "no publisher", source: func(s *datasets.Source) { s.Publisher = " " }, id: "source", blocking: true},
		{name: "licence not decided", source: func(s *datasets.Source) { s.Licence = "" }, id: "licence", blocking: true},
		{name: "unknown licence", source: func(s *datasets.Source) { s.Licence = "proprietary" }, id: "licence", blocking: true},
		{name: "description of spaces", spec: func(s *widgets.Spec) { s.Alt = "   " }, id: "alt", blocking: true},
		{name: "unknown token", spec: func(s *widgets.Spec) { s.Note = "It is {colour}" }, id: "tokens", blocking: true},
		{name: "no title", spec: func(s *widgets.Spec) { s.Title = "" }, id: "finding", blocking: true},
		{name: "title is the topic", spec: func(s *widgets.Spec) { s.Title = "Recycling by local authority" }, id: "finding"},
		{name: "title is the dataset", spec: func(s *widgets.Spec) { s.Title = "sdg 11.6.1" }, id: "finding"},
		{name: "title is the subtitle", spec: func(s *widgets.Spec) { s.Title = s.Subtitle + "." }, id: "finding"},
		{name: "16 words", spec: func(s *widgets.Spec) { s.Title = strings.Repeat("more ", 16) }, id: "titleLength"},
		{name: "starts with a numeral", spec: func(s *widgets.Spec) { s.Title = "51% of waste in Essex was recycled in 2018/19" }, id: "titleNumeral"},
		{name: "starts with pounds", spec: func(s *widgets.Spec) { s.Title = "£51 was spent in 2018/19" }, id: "titleNumeral"},
		{name: "a number that is not there", spec: func(s *widgets.Spec) { s.Title = "Essex recycled 84% of its waste in 2018/19" }, id: "titleNumbers"},
		{name: "old figures", spec: func(s *widgets.Spec) { s.Title = "Essex recycled second most in the East of England" }, id: "period",
			repair: "Essex recycled second most in the East of England in 2018/19"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			spec, source := barSpec(), onsSource()
			if test.spec != nil {
				test.spec(&spec)
			}
			if test.source != nil {
				test.source(&source)
			}
			c, there := checks(t, spec, source, widgets.DefaultTheme())[test.id]
			if !there || c.Done || c.Title == "" || c.Reason == "" {
				t.Fatalf("check %s = %+v, want it open with words", test.id, c)
			}
			if c.Blocking != test.blocking {
				t.Errorf("check %s blocking = %v, want %v", test.id, c.Blocking, test.blocking)
			}
			if test.repair != "" && (c.Repair == nil || c.Repair.Name != "title" || c.Repair.Value != test.repair) {
				t.Errorf("check %s repair = %+v, want the title %q", test.id, c.Repair, test.repair)
			}
		})
	}
}

// A repair mends what it is offered for.
func TestRepairOfThePeriodMends(t *testing.T) {
	t.Parallel()
	spec := barSpec()
	spec.Title = "Essex recycled second most in the East of England."
	repair := checks(t, spec, onsSource(), widgets.DefaultTheme())["period"].Repair
	spec.Title = repair.Value
	if c := checks(t, spec, onsSource(), widgets.DefaultTheme())["period"]; !c.Done {
		t.Errorf("after %q: %+v", repair.Value, c)
	}
}

// Figures that are not those of the Snapshot can never be published.
func TestChecksCompareWithTheSnapshot(t *testing.T) {
	t.Parallel()
	spec := barSpec()
	f, err := widgets.NewFigure(spec, eastOfEngland(), asAt(), widgets.DefaultTheme(), "en-GB")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*datasets.Result){
		"a number":       func(r *datasets.Result) { r.Rows[2][2] = percentage("61.1") },
		"a hidden digit": func(r *datasets.Result) { r.Rows[2][2] = percentage("51.1358") },
		"a row less":     func(r *datasets.Result) { r.Rows = r.Rows[:3] },
		"a row more": func(r *datasets.Result) {
			r.Rows = append(r.Rows, []table.Cell{text("Kent"), financialYear(2018), percentage("1")})
		},
		"nothing at all":  func(r *datasets.Result) { r.Rows = nil },
		"another reason":  func(r *datasets.Result) { r.Rows[3][2] = gone(table.Confidential) },
		"a missing value": func(r *datasets.Result) { r.Rows[0][2] = gone(table.NotAvailable) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := eastOfEngland()
			change(&r)
			c := byID(widgets.Checks(f, spec, onsSource(), r))["numbers"]
			if c.Done || !c.Blocking {
				t.Errorf("numbers = %+v, want it to block", c)
			}
		})
	}
}

// A missing value that was drawn would block.
func TestChecksFindAMissingValueDrawn(t *testing.T) {
	t.Parallel()
	spec := barSpec()
	f := figure(t, spec, eastOfEngland())
	f.Series[0].Points[3].Missing, f.Series[0].Points[3].Label = false, "0.0%"
	if c := byID(widgets.Checks(f, spec, onsSource(), eastOfEngland()))["missing"]; c.Done || !c.Blocking {
		t.Errorf("missing = %+v, want it to block", c)
	}
}

func TestCheckOfLines(t *testing.T) {
	t.Parallel()
	place := table.Field{Name: "Place", Kind: table.Text}
	r := datasets.Result{Fields: []table.Field{yearField, place, shareField}}
	for _, name := range []string{"A", "B", "C", "D", "E"} {
		for year := range 3 {
			r.Rows = append(r.Rows, []table.Cell{financialYear(2016 + year), text(name), percentage("5")})
		}
	}
	spec := widgets.Spec{Version: 1, Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year", Series: "Place", Value: "Recycled"}, Title: "All five stayed at 5% to 2018/19"}
	c := byID(widgets.Checks(figure(t, spec, r), spec, onsSource(), r))["series"]
	if c.Done || c.Blocking || c.Repair == nil || c.Repair.Value != "A" {
		t.Fatalf("five lines: %+v, want it open with a repair", c)
	}
	spec.Highlight = []string{c.Repair.Value}
	if c := byID(widgets.Checks(figure(t, spec, r), spec, onsSource(), r))["series"]; !c.Done {
		t.Errorf("five lines, one standing out: %+v", c)
	}
}

func TestChecksPutWhatBlocksFirst(t *testing.T) {
	t.Parallel()
	spec := barSpec()
	spec.Title = "Recycling by local authority"
	f := figure(t, spec, eastOfEngland())
	last := 0
	for _, c := range widgets.Checks(f, spec, datasets.Source{}, eastOfEngland()) {
		rank := 2
		if !c.Done {
			rank = 1
		}
		if c.Blocking {
			rank = 0
		}
		if rank < last {
			t.Errorf("%s comes after what is less urgent", c.ID)
		}
		last = rank
	}
	if last != 2 {
		t.Error("no check was done")
	}
}

func TestHeadlineMayStartWithItsNumber(t *testing.T) {
	t.Parallel()
	spec := widgets.Spec{Version: 1, Kind: widgets.Headline, Encoding: datasets.Roles{Time: "Year", Value: "Recycled"},
		Title: "{value} of waste collected by councils in Essex was recycled in {period}", Sentence: "of waste was recycled in {period}"}
	for id, c := range byID(widgets.Checks(figure(t, spec, essexRecycling()), spec, onsSource(), essexRecycling())) {
		if !c.Done {
			t.Errorf("%s: %+v", id, c)
		}
	}
}
