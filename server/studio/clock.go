package studio

import (
	"fmt"
	"strings"
	"time"
)

// dayLayouts and clockLayouts are how people write a day and a time, where a
// browser has no picker for them.
var (
	dayLayouts   = []string{time.DateOnly, "2 January 2006", "2 Jan 2006", "2/1/2006", "02/01/2006"}
	clockLayouts = []string{"15:04", "15:04:05", "3:04pm", "3.04pm", "3pm", "15.04", "3:04 pm", "3 pm"}
)

// readInstant makes an instant of a day and a time of the clock in a zone. A
// time that the clock leaves out, or shows twice, in the night in which it is
// changed, is none. What is wrong is told of "day" or "time".
func readInstant(day, clock string, zone *time.Location) (at time.Time, field, problem string) {
	date, ok := parseAny(day, dayLayouts)
	if !ok {
		return at, "day", "Enter the day, such as 2 March 2027"
	}
	hour, ok := parseAny(strings.ToLower(clock), clockLayouts)
	if !ok {
		return at, "time", "Enter the time, such as 9:30am"
	}
	wall := time.Date(date.Year(), date.Month(), date.Day(), hour.Hour(), hour.Minute(), 0, 0, time.UTC)
	switch found := instants(wall, zone); len(found) {
	case 1:
		return found[0].UTC(), "", ""
	case 0:
		before, after := change(wall, zone)
		return at, "time", fmt.Sprintf("Clocks go forward from %s to %s in this night, so this time does not come. Choose an earlier or a later one", before.Format("3:04pm"), after.Format("3:04pm"))
	default:
		before, after := change(wall, zone)
		return at, "time", fmt.Sprintf("Clocks go back from %s to %s in this night, so this time comes twice. Choose one before %s or from %s", before.Format("3:04pm"), after.Format("3:04pm"), after.Format("3:04pm"), before.Format("3:04pm"))
	}
}

func parseAny(text string, layouts []string) (time.Time, bool) {
	for _, layout := range layouts {
		if at, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// instants are those at which the clock in a zone shows a time, the earlier
// first: one, but where it is changed.
func instants(wall time.Time, zone *time.Location) []time.Time {
	var found []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(near).In(zone).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second)
		if shows := at.In(zone); shows.Format(time.DateTime) != wall.Format(time.DateTime) {
			continue
		}
		if len(found) == 0 || !found[0].Equal(at) {
			found = append(found, at)
		}
	}
	return found
}

// change is what the clock shows before and after it is changed, within a day
// of a time.
func change(wall time.Time, zone *time.Location) (before, after time.Time) {
	_, end := wall.Add(-24 * time.Hour).In(zone).ZoneBounds()
	_, offset := end.Add(-time.Second).In(zone).Zone()
	return end.UTC().Add(time.Duration(offset) * time.Second), end.In(zone)
}
