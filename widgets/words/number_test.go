package words_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

func TestNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, number string
		format       words.Format
		want         string
	}{
		{"commas from 1,000", "1000", words.Format{}, "1,000"},
		{"no comma below", "999", words.Format{}, "999"},
		{"millions", "1234567", words.Format{}, "1,234,567"},
		{"minus sign", "-1234.5", words.Format{Decimals: 1}, "−1,234.5"},
		{"pounds before", "1454256.24", words.Format{Kind: table.Currency}, "£1,454,256"},
		{"pence", "12.5", words.Format{Decimals: 2, Unit: "£"}, "£12.50"},
		{"minus before pounds", "-250", words.Format{Unit: "£"}, "−£250"},
		{"per cent after", "51.135829039700496", words.Format{Decimals: 1, Kind: table.Percentages}, "51.1%"},
		{"unit word after a non-breaking space", "431.44", words.Format{Decimals: 1, Unit: "ppm"}, "431.4\u00a0ppm"},
		{"degrees", "-0.6", words.Format{Decimals: 1, Unit: "°C"}, "−0.6°C"},
		{"half away from zero", "40.5", words.Format{}, "41"},
		{"half away from zero below", "-40.5", words.Format{}, "−41"},
		{"just under a half", "40.4999999999999999999", words.Format{}, "40"},
		{"half at two places", "1.005", words.Format{Decimals: 2}, "1.01"},
		{"carries over", "999.95", words.Format{Decimals: 1}, "1,000.0"},
		{"no minus zero", "-0.04", words.Format{Decimals: 1}, "0.0"},
		{"leading zero", ".6", words.Format{Decimals: 1, Unit: "%"}, "0.6%"},
		{"filled up", "7", words.Format{Decimals: 1}, "7.0"},
		{"all digits", "45.97421833733514", words.Format{Decimals: words.Exact}, "45.97421833733514"},
		{"38 digits", "12345678901234567890123456789012345678", words.Format{}, "12,345,678,901,234,567,890,123,456,789,012,345,678"},
		{"thousands of pounds", "1454.256", words.Format{Unit: "£ thousand"}, "£1,454\u00a0thousand"},
		{"headline in millions", "4339765.85", words.Format{Kind: table.Currency, Figures: 3}, "£4.34\u00a0million"},
		{"headline keeps its zero", "1500000", words.Format{Figures: 3}, "1.50\u00a0million"},
		{"headline rounds into millions", "999999", words.Format{Figures: 3}, "1.00\u00a0million"},
		{"headline in billions", "148200000000", words.Format{Unit: "£", Figures: 3}, "£148\u00a0billion"},
		{"headline beyond trillions", "1234000000000000", words.Format{Figures: 3}, "1,230\u00a0trillion"},
		{"headline in thousands", "33201", words.Format{Figures: 3}, "33,200"},
		{"headline below 10,000 in full", "2967", words.Format{Figures: 3}, "2,967"},
		{"headline of a percentage", "51.1358", words.Format{Decimals: 1, Unit: "%", Figures: 3}, "51.1%"},
		{"headline below zero", "-861418.35", words.Format{Unit: "£", Figures: 3}, "−£861,000"},
		{"headline of millions of tonnes", "4339765", words.Format{Unit: "tonnes", Figures: 3}, "4.34\u00a0million\u00a0tonnes"},
		{"zero", "0", words.Format{Unit: "£", Figures: 3}, "£0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, words.Number(table.MustDecimal(test.number), test.format)); diff != "" {
				t.Errorf("Number(%s) (−want +got):\n%s", test.number, diff)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		numbers []string
		want    int
	}{
		{"none", nil, 0},
		{"whole", []string{"3", "1200"}, 0},
		{"one place is enough", []string{"51.1358", "0.2"}, 1},
		{"small rates", []string{"0.00432", "0.001"}, 4},
		{"below one with one place", []string{"0.5"}, 1},
		{"all zero", []string{"0", "0.0"}, 0},
		{"below zero", []string{"-0.6", "-12.25"}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var numbers []table.Decimal
			for _, n := range test.numbers {
				numbers = append(numbers, table.MustDecimal(n))
			}
			if got := words.Places(numbers); got != test.want {
				t.Errorf("Places(%v) = %d, want %d", test.numbers, got, test.want)
			}
		})
	}
}

func TestDifference(t *testing.T) {
	t.Parallel()
	percent := words.Format{Decimals: 1, Unit: "%"}
	tests := []struct {
		name, change string
		format       words.Format
		want         string
	}{
		{"points", "1.198792243721096", percent, "up\u00a01.2\u00a0percentage\u00a0points"},
		{"down", "-1.7", percent, "down\u00a01.7\u00a0percentage\u00a0points"},
		{"one point", "1", words.Format{Unit: "%"}, "up\u00a01\u00a0percentage\u00a0point"},
		{"nothing", "0", percent, "unchanged"},
		{"rounds to nothing", "-0.04", percent, "little\u00a0changed"},
		{"pounds", "1234567", words.Format{Unit: "£", Figures: 3}, "up\u00a0£1.23\u00a0million"},
		{"counts", "-12", words.Format{}, "down\u00a012"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(words.Plain(test.want), words.Plain(words.Difference(table.MustDecimal(test.change), test.format))); diff != "" {
				t.Errorf("Difference(%s) (−want +got):\n%s", test.change, diff)
			}
		})
	}
}

func TestPercentChange(t *testing.T) {
	t.Parallel()
	for percent, want := range map[string]string{
		"-3.4": "down 3.4%", "12.04999": "up 12.0%", "0": "unchanged", "0.04": "little changed", "1234.5": "up 1,235%", "0.05": "up 0.1%",
	} {
		if got := words.PercentChange(table.MustDecimal(percent)); got != want {
			t.Errorf("PercentChange(%s) = %q, want %q", percent, got, want)
		}
	}
}

func TestAllowsPercent(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]bool{"0": false, "49.999": false, "50": true, "5000": true, "-200": false} {
		if got := words.AllowsPercent(table.MustDecimal(base)); got != want {
			t.Errorf("AllowsPercent(%s) = %v, want %v", base, got, want)
		}
	}
}
