package datasets

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/table"
)

// listed are the bank holidays of GOV.UK's list for England and Wales, Scotland
// and Northern Ireland together (alphagov/frontend, lib/data/bank-holidays.json,
// Open Government Licence v3.0), with the two that were proclaimed after it.
var listed = map[int]string{
	2017: "01-02 01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-07 08-28 11-30 12-25 12-26",
	2018: "01-01 01-02 03-19 03-30 04-02 05-07 05-28 07-12 08-06 08-27 11-30 12-25 12-26",
	2019: "01-01 01-02 03-18 04-19 04-22 05-06 05-27 07-12 08-05 08-26 12-02 12-25 12-26",
	2020: "01-01 01-02 03-17 04-10 04-13 05-08 05-25 07-13 08-03 08-31 11-30 12-25 12-28",
	2021: "01-01 01-04 03-17 04-02 04-05 05-03 05-31 07-12 08-02 08-30 11-30 12-27 12-28",
	2022: "01-03 01-04 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-01 08-29 09-19 11-30 12-26 12-27",
	2023: "01-02 01-03 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-07 08-28 11-30 12-25 12-26",
}

func TestBankHolidaysAreThoseListed(t *testing.T) {
	t.Parallel()
	for year, want := range listed {
		days := bankHolidays(year)
		slices.Sort(days)
		var got []string
		for _, d := range days {
			got = append(got, d.String()[5:])
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("bankHolidays(%d) (-want +got):\n%s", year, diff)
		}
	}
}

func TestAfterWorkingDays(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		from string
		n    int
		want string
	}{
		"a plain month":                         {"2021-06-01", 20, "2021-06-29"},
		"received on a Saturday":                {"2021-06-05", 1, "2021-06-07"},
		"Easter":                                {"2021-03-31", 2, "2021-04-06"},
		"2 January is a holiday in Scotland":    {"2018-12-31", 1, "2019-01-03"},
		"St Patrick's Day is one in Ireland":    {"2021-03-16", 1, "2021-03-18"},
		"a bank holiday that was moved":         {"2020-05-01", 5, "2020-05-11"},
		"a state funeral":                       {"2022-09-16", 1, "2022-09-20"},
		"Christmas on a Sunday moves to the 27": {"2022-12-23", 1, "2022-12-28"},
		"St Andrew's Day before it was one":     {"2006-11-29", 1, "2006-11-30"},
		"none":                                  {"2021-06-05", 0, "2021-06-05"},
	} {
		from, err := table.ParseDay(test.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := afterWorkingDays(from, test.n).String(); got != test.want {
			t.Errorf("%s: afterWorkingDays(%s, %d) = %s, want %s", name, test.from, test.n, got, test.want)
		}
	}
}
