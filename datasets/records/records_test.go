package records

import "testing"

// Codes of SDMX, Eurostat and the Office for National Statistics: the reason of
// a missing number, and the words beside one that is there.
func TestStatuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ status, confidentiality, marker, words string }{
		{"A", "F", "[x]", ""}, {"Q", "", "[s]", ""}, {"P", "", "[x]", "Provisional"}, {"bp", "", "[x]", "Break; Provisional"},
		{"M", "C", "[c]", ""}, {"A", "N", "[c]", ""}, {"", "", "", ""}, {"Z", "", "[z]", ""}, {"new method", "", "", "new method"}, {"low", "", "", "low"},
	} {
		if got := Marker(test.status, test.confidentiality); got != test.marker {
			t.Errorf("Marker(%q, %q) = %q, want %q", test.status, test.confidentiality, got, test.marker)
		}
		if got := Status(test.status); got != test.words {
			t.Errorf("Status(%q) = %q, want %q", test.status, got, test.words)
		}
	}
	for _, test := range []struct{ mark, marker, words string }{
		{"", "", ""}, {"x", "[x]", ""}, {"[c]", "[c]", ""}, {"p", "[x]", "Provisional"}, {"[low]", "[low]", ""}, {"see note", "[x]", "see note"},
	} {
		if marker, words := Marking(test.mark); marker != test.marker || words != test.words {
			t.Errorf("Marking(%q) = %q, %q, want %q, %q", test.mark, marker, words, test.marker, test.words)
		}
	}
}

func TestGrain(t *testing.T) {
	t.Parallel()
	for period, want := range map[string]string{
		"2023": "years", "2023-A1": "years", "2023-S1": "half-years", "2023 Q4": "quarters", "2023-Q1": "quarters", "2023-04": "months", "2023-M04": "months",
		"2023 JAN": "months", "2023-W05": "weeks", "2023-04-05": "days", "2023-Q5": "", "Total": "", "": "",
	} {
		if got := Grain(period); got != want {
			t.Errorf("Grain(%q) = %q, want %q", period, got, want)
		}
	}
}

// The grain with the most rows is proposed; one that is not there is not known.
func TestPlain(t *testing.T) {
	t.Parallel()
	for period, want := range map[string]string{"2023-A1": "2023", "2023-S1": "2023 H1", "2023-B2": "2023 H2", "2023-M04": "2023-04", "2023-W05": "2023-W05", "2023-Q1": "2023-Q1", "total": "total"} {
		if got := Plain(period); got != want {
			t.Errorf("Plain(%q) = %q, want %q", period, got, want)
		}
	}
}

func TestStack(t *testing.T) {
	t.Parallel()
	s := Stack{"years": 3, "quarters": 12}
	if grain, known := s.Choose(""); grain != "quarters" || !known {
		t.Errorf("Choose() = %q, %v", grain, known)
	}
	if _, known := s.Choose("weeks"); known {
		t.Error("weeks are known")
	}
	if grain, known := (Stack{"years": 3}).Choose(""); grain != "" || !known || (Stack{"years": 3}).Parts() != nil {
		t.Errorf("one grain alone is a choice: %q, %v", grain, known)
	}
}

func TestMeasure(t *testing.T) {
	t.Parallel()
	for unit, want := range map[string]Column{
		"%": {Name: "n", As: "percentage", Unit: "%"}, "Per cent": {Name: "n", As: "percentage", Unit: "%"}, "GBP": {Name: "n", As: "currency", Unit: "£"},
		"tonnes": {Name: "n", As: "number", Unit: "tonnes"}, "": {Name: "n", As: "number"}, "Number": {Name: "n", As: "number"},
	} {
		got := Measure("n", unit)
		if got.As != want.As || got.Unit != want.Unit {
			t.Errorf("Measure(%q) = %+v, want %+v", unit, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1234: "-1,234"} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}
