package intake

import (
	"testing"

	"figurehead/datasets/table"
)

// TestNumbers reads single cells under both decimal marks; "" is no number.
func TestNumbers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ cell, dot, comma string }{
		{"0", "0", "0"}, {"12", "12", "12"}, {"-12", "-12", "-12"}, {"+12", "12", "12"}, {"−12", "-12", "-12"}, {"007", "7", "7"},
		{"1.5", "1.5", ""}, {"1,5", "", "1.5"}, {".5", "0.5", ""}, {",5", "", "0.5"}, {"5.", "5", ""}, {"1.50", "1.5", ""},
		{"1,234", "1234", "1.234"}, {"1.234", "1.234", "1234"}, {"0.123", "0.123", ""}, {"0,123", "", "0.123"},
		{"1,234.50", "1234.5", ""}, {"1.234,50", "", "1234.5"}, {"1,234,567", "1234567", ""}, {"1.234.567", "", "1234567"},
		{"1 234", "1234", "1234"}, {"1\u00a0234,5", "", "1234.5"}, {"1 234.5", "1234.5", ""}, {"1’234.50", "1234.5", ""},
		{"£1,234", "1234", "1.234"}, {"-£5", "-5", "-5"}, {"£-5", "-5", "-5"}, {"£ 5.20", "5.2", ""}, {"€5,20", "", "5.2"}, {"GBP 12", "12", "12"},
		{"(250.00)", "-250", ""}, {"(£1,234.50)", "-1234.5", ""}, {"( 3 )", "-3", "-3"}, {"12.5%", "12.5", ""}, {"12 %", "12", "12"}, {"-3%", "-3", "-3"},
		{"1e5", "", ""}, {"1E+05", "100000", "100000"}, {"4.1e-3", "0.0041", ""}, {"-1.5E2", "-150", ""},
		{"12345678901234567890.123456789", "12345678901234567890.123456789", ""}, {"0.0000000000000000000001", "0.0000000000000000000001", ""},
		{"", "", ""}, {"-", "", ""}, {"£", "", ""}, {"%", "", ""}, {"()", "", ""}, {"1,23", "", "1.23"}, {"12,34,567", "", ""}, {"1,2345", "", "1.2345"},
		{"1.2.3", "", ""}, {"1..2", "", ""}, {"--1", "", ""}, {"1-", "", ""}, {"12 kg", "", ""}, {"NaN", "", ""}, {"Infinity", "", ""}, {"0x1F", "", ""}, {"1 2", "", ""}, {"(5", "", ""}, {"1/2", "", ""},
	} {
		for mark, want := range map[byte]string{'.': test.dot, ',': test.comma} {
			reader := numberReader{decimal: mark}
			d, ok := reader.read([]byte(test.cell))
			got := ""
			if ok {
				got = d.String()
			}
			if got != want {
				t.Errorf("read %q with %q = %q, want %q", test.cell, mark, got, want)
			}
			bit := map[byte]shape{'.': dotNumber, ',': commaNumber}[mark]
			if has := test.cell != "" && shapeOf([]byte(test.cell))&bit != 0; has != ok {
				t.Errorf("shape of %q with %q says %v, reading says %v", test.cell, mark, has, ok)
			}
		}
	}
}

// TestCalendar reads single cells as days and periods; "" is none.
func TestCalendar(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		cell string
		as   shape
		want string
	}{
		{"2018-01-31", dayISO, "2018-01-31"}, {"2018/01/31", dayISO, "2018-01-31"}, {"2018-1-3", dayISO, "2018-01-03"}, {"2018-01-31T10:30:00Z", dayISO, "2018-01-31"},
		{"2018-02-30", dayISO, ""}, {"2018-13-01", dayISO, ""}, {"20180131", dayCompact, "2018-01-31"}, {"20181331", dayCompact, ""},
		{"31/01/2018", dayDMY, "2018-01-31"}, {"31/01/2018", dayMDY, ""}, {"01/02/2018", dayDMY, "2018-02-01"}, {"01/02/2018", dayMDY, "2018-01-02"},
		{"31.01.2018", dayDMY, "2018-01-31"}, {"31-01-18", dayDMY, "2018-01-31"}, {"1/2/69", dayDMY, "1969-02-01"}, {"1/2/68", dayDMY, "2068-02-01"}, {"29/02/2019", dayDMY, ""}, {"29/02/2020", dayDMY, "2020-02-29"},
		{"5/19/2006 0:00:00", dayMDY, "2006-05-19"}, {"31/01/2018 10:30", dayDMY, "2018-01-31"}, {"31 January 2018", dayDMY, "2018-01-31"}, {"31-Jan-18", dayDMY, "2018-01-31"}, {"Jan 31, 2018", dayMDY, "2018-01-31"}, {"1 Sept 2018", dayDMY, "2018-09-01"},
		{"2018-07", monthShape, "2018-07-01"}, {"Jul-18", monthShape, "2018-07-01"}, {"July 2018", monthShape, "2018-07-01"}, {"2018 JUL", monthShape, "2018-07-01"}, {"07/2018", monthShape, "2018-07-01"}, {"2018-13", monthShape, ""},
		{"2008/4", quarterShape, "2008-10-01"}, {"2008/5", quarterShape, ""}, {"2008 Q4", quarterShape, "2008-10-01"}, {"Q4 2008", quarterShape, "2008-10-01"}, {"2008Q1", quarterShape, "2008-01-01"}, {"2008-Q2", quarterShape, "2008-04-01"}, {"Quarter 3 2008", quarterShape, "2008-07-01"}, {"Q5 2008", quarterShape, ""},
		{"Jan to Mar 1997", quarterShape, "1997-01-01"}, {"July to Sept 1997", quarterShape, "1997-07-01"}, {"Feb to Apr 1997", quarterShape, ""},
		{"Jan-Mar 2018", quarterShape, "2018-01-01"}, {"Oct to Dec 18", quarterShape, "2018-10-01"}, {"April - June 2018", quarterShape, "2018-04-01"}, {"3rd quarter 2018", quarterShape, "2018-07-01"},
		{"2023/24 Q1", ownQuarter, "2023-04-01"}, {"Q4 2023/24", ownQuarter, "2024-01-01"}, {"Q3 2023-24", quarterShape, "2023-10-01"}, {"2023/25 Q1", quarterShape, ""}, {"Q1 23/24", ownQuarter, "2023-04-01"}, {"24-25 Q4", ownQuarter, "2025-01-01"}, {"Q1 23/25", quarterShape, ""},
		{"2018 H2", halfShape, "2018-07-01"}, {"H1 2018", halfShape, "2018-01-01"}, {"2018-S2", halfShape, "2018-07-01"}, {"2018-B1", halfShape, "2018-01-01"}, {"Jan to Jun 2018", halfShape, "2018-01-01"}, {"1st half 2018", halfShape, "2018-01-01"}, {"2018 H3", halfShape, ""},
		{"2018-W05", weekShape, "2018-01-29"}, {"2018W05", weekShape, "2018-01-29"}, {"Week 5 2018", weekShape, "2018-01-29"}, {"Wk 53 2020", weekShape, "2020-12-28"}, {"2021-W53", weekShape, ""},
		{"2018-M07", monthShape, "2018-07-01"}, {"2018M07", monthShape, "2018-07-01"}, {"201807", compactMonth, "2018-07-01"}, {"201819", compactSplit, "2018-04-01"}, {"201011", compactMonth | compactSplit, "2010-11-01"}, {"201800", compactMonth, ""},
		{"FY2018/19", splitYear, "2018-04-01"}, {"FY 2018-2019", splitYear, "2018-04-01"}, {"year ending March 2019", splitYear, "2018-04-01"}, {"YE Mar 2019", splitYear, "2018-04-01"}, {"year ending June 2019", splitYear, ""},
		{"2018", yearShape, "2018-01-01"}, {"1699", yearShape, ""}, {"2018/19", splitYear, "2018-04-01"}, {"2018-19", splitYear, "2018-04-01"}, {"2018/2019", splitYear, "2018-04-01"}, {"1999/00", splitYear, "1999-04-01"}, {"2018 to 2019", splitYear, "2018-04-01"}, {"Apr 2018 to Mar 2019", splitYear, "2018-04-01"}, {"2018/20", splitYear, ""},
		{"12.05", monthShape, ""}, {"1958.2027", splitYear, ""}, {"2018.01", monthShape, ""}, {"May", monthShape, ""}, {"Marton 2018x", monthShape, ""}, {"", dayISO, ""}, {"31/01", dayDMY, ""}, {"1/2/3/4", dayDMY, ""},
	} {
		got := ""
		if day, ok := readDay([]byte(test.cell), test.as); ok {
			got = day.String()
		}
		if got != test.want {
			t.Errorf("read %q as %b = %q, want %q", test.cell, test.as, got, test.want)
		}
	}
}

func TestMarkers(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]table.Reason{
		"[c]": table.Confidential, "[X]": table.NotAvailable, "..": table.NotAvailable, "-": table.NotAvailable, "N/A": table.NotAvailable, "*****": table.NotAvailable,
		"<5": table.Suppressed, "< 10": table.Suppressed, "fewer than 5": table.Suppressed, "No data": table.NotAvailable, "not recorded": table.NotAvailable, "[z]": table.NotApplicable, "[low]": table.Low, "*": table.Confidential,
		"Abbey": 0, "": 0, "<x": 0, "5": 0, "not yet known": 0,
	} {
		got, known := knownMarker(cell)
		if got != want || known != (want != 0) {
			t.Errorf("knownMarker(%q) = %v, %v, want %v", cell, got, known, want)
		}
	}
}
