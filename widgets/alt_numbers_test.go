package widgets_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

func TestADescriptionIsCheckedAgainstItsNumbers(t *testing.T) {
	t.Parallel()
	spec := barSpec()
	spec.Alt = "Cambridgeshire recycles most."
	spec.AltFor = widgets.NumbersBehind(figure(t, spec, withSuffolk()))
	changed := withSuffolk()
	value := changed.Index("Recycled")
	for name, test := range map[string]struct {
		row    int
		to     string
		done   bool
		reason string
	}{
		"nothing changed":     {-1, "", true, "They have not changed since."},
		"the highest changed": {indexOf(t, changed, "Cambridgeshire County Council"), "57.5", false, "The highest was 56.2% and is now 57.5%. It was written by a person and is kept."},
		"the second changed":  {indexOf(t, changed, "Essex County Council"), "52.5", false, "The second was 51.1% and is now 52.5%. It was written by a person and is kept."},
		"another one changed": {indexOf(t, changed, "Suffolk County Council"), "48", false, "Other numbers of the table have changed. It was written by a person and is kept."},
	} {
		r := withSuffolk()
		if test.row >= 0 {
			r.Rows[test.row][value] = percentage(test.to)
		}
		check, ok := byID(widgets.Checks(figure(t, spec, r), spec, onsSource(), r))["altNumbers"]
		if !ok || check.Done != test.done || check.Reason != test.reason || check.Blocking {
			t.Errorf("%s: %+v, want done %t, %q", name, check, test.done, test.reason)
		}
	}
	spec.AltFor = nil
	if _, ok := byID(widgets.Checks(figure(t, spec, eastOfEngland()), spec, onsSource(), eastOfEngland()))["altNumbers"]; ok {
		t.Error("a description of unknown numbers is checked against them")
	}
}

// withSuffolk is the East of England with a place that is neither highest, nor
// second, nor lowest.
func withSuffolk() datasets.Result {
	r := eastOfEngland()
	r.Rows = append(r.Rows, []table.Cell{text("Suffolk County Council"), financialYear(2018), percentage("44.90715023647228")})
	return r
}

// indexOf is the row of a place.
func indexOf(t *testing.T, r datasets.Result, place string) int {
	t.Helper()
	for i, row := range r.Rows {
		for _, cell := range row {
			if strings.HasPrefix(cell.Text, place) {
				return i
			}
		}
	}
	t.Fatalf("no row of %s", place)
	return -1
}

func TestTokenFaults(t *testing.T) {
	t.Parallel()
	spec := barSpec()
	spec.Title, spec.Note = "{highest:nam} leads with {highest}", "{change on year}, {{latest}}"
	spec.Annotations = []widgets.Annotation{
		{Type: "line", Value: "50", Text: "Half, {{aim}}"},
		{Type: "text", At: "Essex County Council", Text: "Ours: {lowst}, the highest {highest}"},
	}
	spec.Breaks = []widgets.SeriesBreak{{At: "2015/16", Text: "Counted anew, {change}"}}
	var got []string
	for _, fault := range widgets.TokenFaults(figure(t, spec, eastOfEngland())) {
		got = append(got, fault.Field+": "+fault.Error())
	}
	want := []string{
		"title: There is no number or name called {highest:nam}. Did you mean {highest:name}?",
		"note: The data gives nothing for {change on year}. Write the words out, or choose another.",
		"annotation-2-text: There is no number or name called {lowst}. Did you mean {lowest}?",
		"break-1-text: The data gives nothing for {change}. Write the words out, or choose another.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("TokenFaults (−want +got):\n%s", diff)
	}
	spec.Title, spec.Note, spec.Kind = "Waste", "", widgets.Table
	if faults := widgets.TokenFaults(figure(t, spec, eastOfEngland())); len(faults) != 0 {
		t.Errorf("a table shows no annotations and is refused for theirs: %v", faults)
	}
}
