package words_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

func waste() []datasets.Fact {
	number := func(s string) table.Cell { return table.Cell{Kind: table.Percentages, Number: table.MustDecimal(s)} }
	year := func(y int) table.Cell {
		return table.Cell{Kind: table.Periods, Grain: table.FinancialYear, Day: table.Date(y, 4, 1)}
	}
	return []datasets.Fact{
		{Name: "value", Value: number("51.135829039700496"), Period: year(2018)},
		{Name: "change", Value: number("1.198792243721096"), Base: number("49.9370367959794"), BasePeriod: year(2017), Period: year(2018)},
		{Name: "highest", Value: number("56.20225"), Category: table.Cell{Text: "Cambridgeshire"}},
		{Name: "target", Value: number("63.5"), Period: year(2018)},
		{Name: "targetDifference", Value: number("-12.364170960299504"), Base: number("63.5"), Period: year(2018)},
		{Name: "rows", Value: table.Cell{Kind: table.Integers, Number: table.NewDecimal(11, 0)}},
		{Name: "yearChange", Value: table.Cell{Kind: table.Percentages, Missing: table.Suppressed}},
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text, want string
		unresolved       []string
	}{
		{"plain", "Essex recycled more", "Essex recycled more", nil},
		{"value and period", "{value} in {period}", "51.1% in 2018/19", nil},
		{"change", "{change} from {base} in {basePeriod}", "up 1.2 percentage points from 49.9% in 2017/18", nil},
		{"name", "{highestName} recycled {highest} of {rows}", "Cambridgeshire recycled 56.2% of 11", nil},
		{"unknown is left out and reported", "a {colour} b", "a  b", []string{"colour"}},
		{"a missing fact is reported", "{yearChange}", "", []string{"yearChange"}},
		{"absent fact is reported", "{lowest}", "", []string{"lowest"}},
		{"braces that are no token", "{ value } {} ${value} {1} {a  b} {a: b} {value", "{ value } {} ${value} {1} {a  b} {a: b} {value", nil},
		{"double braces stand for single ones", "{{value}} is {value}, {{change on year}}", "{value} is 51.1%, {change on year}", nil},
		{"half doubled", "{{value} {value}}", "{51.1% 51.1%}", nil},
		{"words and parts in a name", "{latest} in {latest:period}, {highest:name} {highest}", "51.1% in 2018/19, Cambridgeshire 56.2%", nil},
		{"previous", "{change} from {previous} in {previous:period}", "up 1.2 percentage points from 49.9% in 2017/18", nil},
		{"target", "{target:difference} of {target}", "12.4 percentage points below the target of 63.5%", nil},
		{"an unknown name of several words", "{change on yeer}", "", []string{"change on yeer"}},
		{"an unknown part", "{highest:colour}", "", []string{"highest:colour"}},
		{"markup stays", "<script>{value}</script>", "<script>51.1%</script>", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, unresolved := words.Resolve(test.text, waste(), words.Format{Decimals: 1, Kind: table.Percentages})
			if diff := cmp.Diff(test.want, words.Plain(got)); diff != "" {
				t.Errorf("Resolve(%q) (−want +got):\n%s", test.text, diff)
			}
			if diff := cmp.Diff(test.unresolved, unresolved); diff != "" {
				t.Errorf("Resolve(%q) unresolved (−want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestChangeInPerCentOnlyFromAFairBase(t *testing.T) {
	t.Parallel()
	number := func(s string) table.Cell { return table.Cell{Kind: table.Integers, Number: table.MustDecimal(s)} }
	tests := []struct {
		name, base, change, percent, want string
	}{
		{"fair base", "1000", "-34", "-3.4", "down 3.4%"},
		{"small base", "12", "6", "50", "up 6"},
		{"base of 50", "50", "5", "10", "up 10.0%"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			facts := []datasets.Fact{
				{Name: "change", Value: number(test.change), Base: number(test.base)},
				{Name: "changePercent", Value: number(test.percent), Base: number(test.base)},
			}
			if got := words.Plain(words.British.Change(facts, "change", words.Format{})); got != test.want {
				t.Errorf("Change from %s by %s = %q, want %q", test.base, test.change, got, test.want)
			}
		})
	}
}

func TestTellingWritesApartWhatDiffers(t *testing.T) {
	t.Parallel()
	number := func(s string) table.Cell { return table.Cell{Kind: table.Decimals, Number: table.MustDecimal(s)} }
	for _, test := range []struct{ name, value, base, change, percent, want string }{
		{"three figures do", "15412", "14396", "1016", "7.1", "15,400 from 14,400"},
		{"a fourth is needed", "15412", "15396", "16", "0.1", "15,410 from 15,400"},
		{"millions", "4341000", "4339000", "2000", "0.05", "4.341 million from 4.339 million"},
		{"little change is told as such", "15412", "15411", "1", "0.01", "15,400 from 15,400"},
		{"the same", "15412", "15412", "0", "0", "15,400 from 15,400"},
	} {
		facts := []datasets.Fact{
			{Name: "change", Category: table.Cell{Text: "another"}, Value: number("900"), Base: number(test.value)},
			{Name: "value", Value: number(test.value)},
			{Name: "change", Value: number(test.change), Base: number(test.base)},
			{Name: "changePercent", Value: number(test.percent), Base: number(test.base)},
		}
		f := words.British.Telling(facts, words.Format{Figures: 3})
		if got := words.Number(facts[1].Value.Number, f) + " from " + words.Number(facts[2].Base.Number, f); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Naughty strings pass through byte for byte (Big List of Naughty Strings, MIT).
func TestResolveKeepsNaughtyStrings(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/blns.json")
	if err != nil {
		t.Fatal(err)
	}
	var naughty []string
	if err := json.Unmarshal(raw, &naughty); err != nil {
		t.Fatal(err)
	}
	for _, s := range naughty {
		if got, unresolved := words.Resolve(s, waste(), words.Format{}); got != s || unresolved != nil {
			t.Errorf("Resolve(%q) = %q, unresolved %q", s, got, unresolved)
		}
	}
}

func FuzzResolve(f *testing.F) {
	for _, seed := range []string{"{value}", "{{value}}", "${value}", "{", "}", "{a}{b}", "{value", "{change on year}", "{highest:name}}", "{{{"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, unresolved := words.Resolve(text, waste(), words.Format{})
		if !strings.Contains(text, "{") && (got != text || unresolved != nil) {
			t.Errorf("Resolve(%q) = %q, %q, want it unchanged", text, got, unresolved)
		}
		if words.HasToken(text) && got == text {
			t.Errorf("Resolve(%q) leaves its token", text)
		}
	})
}
