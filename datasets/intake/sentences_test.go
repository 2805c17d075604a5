package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSentences holds what an officer reads of real files, word for word.
func TestSentences(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		file string
		want []string
	}{
		{"sdg-11-6-1-household-waste.csv", []string{
			"? Numbers: “Value” is read as per cent. The five values of “Disposal Method” add up to about 100 (from 99.0 to 101.1).",
			"? Totals: 950 rows have no “Local Authority”. They are read as totals for England and its nine regions and kept apart, so nothing is counted twice.",
			"File: Plain text in UTF-8 with commas between the columns. All 4,026 rows were read.",
			"Header: Row 1 holds the names of the columns. Nothing was skipped above it or below the last row.",
			"Time: “Year” holds financial years, 2000/01 to 2018/19.",
			"Places: “Region” holds 9 names, “Local Authority” holds 124 names and “GeoCode” holds 18 place codes. Your area, Essex, is among them: “Essex County Council”.",
			"Missing: No number is missing. “GeoCode” is empty in 3,015 rows.",
			"Unusual: 59 numbers of “Value” are below zero, all where “Disposal Method” is “Other”. The lowest is −3.27, in row 2,633. They are kept as they are.",
			"Not used: “Observation status” and “Unit multiplier” say the same in every row.",
		}},
		{"co2-mauna-loa-monthly.csv", []string{
			"? Header: Row 1 holds the names of the columns. The rows have seven values under six names, so the last column is called “Column 7”. A name may be missing further left: check that “Trend” and “Number of Days” stand over the right numbers. Nothing was skipped above it or below the last row.",
			"? Missing: “-01”, “-9.99” and “-0.99” stand in up to 196 rows of “Trend”, “Number of Days” and “Column 7”. No other number there is below zero, so they are read as not available.",
			"File: Plain text in UTF-8 with commas between the columns. All 821 rows were read.",
			"Numbers: “Trend” holds whole numbers.",
			"Numbers: “Average”, “Interpolated”, “Number of Days” and “Column 7” hold numbers with decimals.",
			"Time: “Date” holds months, March 1958 to June 2026.",
			"Missing: “-0.99”, “-01” and “-9.99” in 585 cells of “Trend”, “Number of Days” and “Column 7” are read as not available.",
		}},
		{"oxford-spend-2018-jan-mar-no-suppliers.csv", []string{
			"? Numbers: “Amount” is read as pounds. Only its name says so.",
			"File: Plain text in UTF-8 with commas between the columns. All 1,221 rows were read.",
			"Header: Row 1 holds the names of the columns. Nothing was skipped above it or below the last row.",
			"Time: “Paid Date” holds dates, 3 January 2018 to 30 January 2018. They are written with the day first.",
			"Missing: No number is missing.",
			"Not used: “Client” says the same in every row.",
		}},
		{"gistemp-global-cr-preamble.csv", []string{
			"File: Plain text in UTF-8 with commas between the columns. All 137 rows were read. The last row, 137, has no line end; if the file may have been cut short, compare it with the source.",
			"Header: Row 4 holds the names of the columns. Rows 1 to 3 above it are left out.",
			"Numbers: “Jan”, “Feb”, “Mar”, “Apr”, “May” and 13 more hold whole numbers.",
			"Time: 12 columns, “Jan” to “Dec”, are the months of each “Year”. Each stays a column of its own; as rows they could be shown along time.",
			"Time: “Year” holds calendar years, 1880 to 2012.",
			"Missing: “****” and “*****” in 13 cells of “Jun”, “Jul”, “Aug” and nine more are read as not available.",
		}},
	} {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range propose(t, ownFile(t, test.file)).Sentences {
				mark := ""
				if s.Guess {
					mark = "? "
				}
				got = append(got, mark+s.Topic+": "+s.Text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("sentences (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPreview: the first rows, the rows about the area in the newest period and
// the last rows, each with its row of the file, totals marked.
func TestPreview(t *testing.T) {
	t.Parallel()
	r := propose(t, ownFile(t, "sdg-11-6-1-household-waste.csv"))
	var got []string
	for _, p := range r.Preview {
		line := p.Use
		if p.Area {
			line += " area"
		}
		got = append(got, line+" "+count(p.FileRow)+" "+strings.Join([]string{p.Cells[0], p.Cells[3], p.Cells[7]}, "|"))
	}
	want := []string{
		"header 1 Year|Local Authority|Value",
		"total 2 2000/01||79%", "total 3 2000/01||9%", "total 4 2000/01||0%", "total 5 2000/01||12%", "total 6 2000/01||0.6%",
		"data area 3,422 2018/19|Essex County Council|16.81%",
		"data area 3,545 2018/19|Essex County Council|21.36%",
		"data area 3,668 2018/19|Essex County Council|0%",
		"data area 3,791 2018/19|Essex County Council|51.14%",
		"data area 3,914 2018/19|Essex County Council|10.7%",
		"data 4,024 2018/19|Sheffield City Council|0.0005%",
		"data 4,025 2018/19|Wakefield City MDC|2.33%",
		"data 4,026 2018/19|York City Council|0.11%",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("preview (-want +got):\n%s", diff)
	}
}
