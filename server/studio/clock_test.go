package studio

import (
	"strings"
	"testing"
	"time"
)

// TestReadInstant: a time of the clock is one instant or none, in the nights of
// both changes too.
func TestReadInstant(t *testing.T) {
	t.Parallel()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	lordHowe, err := time.LoadLocation("Australia/Lord_Howe") // half an hour
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		day, clock string
		zone       *time.Location
		want       string // instant in UTC
		problem    string // words of it
	}{
		{"2027-01-15", "09:30", london, "2027-01-15T09:30:00Z", ""},
		{"2027-07-15", "09:30", london, "2027-07-15T08:30:00Z", ""},
		{"15 July 2027", "9.30pm", london, "2027-07-15T20:30:00Z", ""},
		{"15/7/2027", "9pm", london, "2027-07-15T20:00:00Z", ""},
		{"2027-03-28", "00:59", london, "2027-03-28T00:59:00Z", ""},
		{"2027-03-28", "01:00", london, "", "time: Clocks go forward from 1:00am to 2:00am"},
		{"2027-03-28", "01:59", london, "", "time: Clocks go forward from 1:00am to 2:00am"},
		{"2027-03-28", "02:00", london, "2027-03-28T01:00:00Z", ""},
		{"2027-10-31", "00:59", london, "2027-10-30T23:59:00Z", ""},
		{"2027-10-31", "01:00", london, "", "time: Clocks go back from 2:00am to 1:00am in this night, so this time comes twice. Choose one before 1:00am or from 2:00am"},
		{"2027-10-31", "01:59", london, "", "time: Clocks go back from 2:00am to 1:00am"},
		{"2027-10-31", "02:00", london, "2027-10-31T02:00:00Z", ""},
		{"2027-10-03", "02:15", lordHowe, "", "time: Clocks go forward from 2:00am to 2:30am"},
		{"2027-04-04", "01:45", lordHowe, "", "time: Clocks go back from 2:00am to 1:30am"},
		{"2027-02-30", "09:30", london, "", "day: Enter the day"},
		{"", "09:30", london, "", "day: Enter the day"},
		{"2027-01-15", "", london, "", "time: Enter the time"},
		{"2027-01-15", "25:00", london, "", "time: Enter the time"},
	} {
		at, field, problem := readInstant(test.day, test.clock, test.zone)
		if problem != "" {
			problem = field + ": " + problem
		}
		if got := at.Format(time.RFC3339); test.want != "" && got != test.want {
			t.Errorf("%s %s is %s, want %s", test.day, test.clock, got, test.want)
		}
		if !strings.HasPrefix(problem, test.problem) || test.problem == "" != (problem == "") {
			t.Errorf("%s %s: %q, want %q", test.day, test.clock, problem, test.problem)
		}
	}
}
