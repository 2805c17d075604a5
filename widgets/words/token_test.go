package words_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

func TestOffered(t *testing.T) {
	t.Parallel()
	got := words.British.Offered(waste(), words.Format{Decimals: 1, Kind: table.Percentages})
	want := []words.Token{
		{Name: "latest", Value: "51.1%"}, {Name: "latest:period", Value: "2018/19"},
		{Name: "change", Value: "up 1.2 percentage points"}, {Name: "previous", Value: "49.9%"}, {Name: "previous:period", Value: "2017/18"},
		{Name: "highest", Value: "56.2%"}, {Name: "highest:name", Value: "Cambridgeshire"},
		{Name: "target", Value: "63.5%"}, {Name: "target:difference", Value: "12.4 percentage points below the target"},
		{Name: "rows", Value: "11"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Offered (−want +got):\n%s", diff)
	}
	for _, token := range got {
		if text, unresolved := words.Resolve("{"+token.Name+"}", waste(), words.Format{Decimals: 1, Kind: table.Percentages}); words.Plain(text) != token.Value || unresolved != nil {
			t.Errorf("Resolve({%s}) = %q, %v, want %q", token.Name, text, unresolved, token.Value)
		}
	}
}

// A token does not say which of several lines it means.
func TestOfferedOfSeveralLines(t *testing.T) {
	t.Parallel()
	two := append(waste(), datasets.Fact{Name: "value", Value: waste()[0].Value})
	for _, token := range words.British.Offered(two, words.Format{}) {
		if slices.Contains([]string{"latest", "latest:period", "latest:name"}, token.Name) {
			t.Errorf("%v is offered of two lines", token)
		}
	}
}

func TestNearToken(t *testing.T) {
	t.Parallel()
	for mistyped, want := range map[string]string{
		"lates": "latest", "latset": "latest", "change on yeer": "change on year", "highest:nam": "highest:name",
		"higest": "highest", "colour": "", "x": "", "value": "", "something else entirely": "",
	} {
		if got, ok := words.NearToken(mistyped); got != want || ok != (want != "") {
			t.Errorf("NearToken(%q) = %q, %t, want %q", mistyped, got, ok, want)
		}
	}
}

func TestSimilarWithinTheIntervals(t *testing.T) {
	t.Parallel()
	number := func(s string) table.Cell { return table.Cell{Kind: table.Percentages, Number: table.MustDecimal(s)} }
	facts := []datasets.Fact{{Name: "change", Value: number("1.2"), Base: number("49.9"), Similar: true}}
	f := words.Format{Decimals: 1, Unit: "%"}
	if got := words.British.Change(facts, "change", f); got != "similar" {
		t.Errorf("Change within the intervals = %q, want similar", got)
	}
	if got := words.British.Size(facts, "change", f); got != "" {
		t.Errorf("Size within the intervals = %q, want none", got)
	}
}

func TestGap(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"-12.36": "12.4 percentage points below the target", "1": "1 percentage point above the target",
		"0": "on target", "0.04": "on target",
	} {
		facts := []datasets.Fact{{Name: "targetDifference", Value: table.Cell{Kind: table.Percentages, Number: table.MustDecimal(value)}}}
		f := words.Format{Decimals: 1, Unit: "%"}
		if value == "1" {
			f.Decimals = 0
		}
		if got := words.Plain(words.British.Gap(facts, f)); got != want {
			t.Errorf("Gap of %s = %q, want %q", value, got, want)
		}
	}
}
