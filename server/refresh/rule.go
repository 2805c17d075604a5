package refresh

import (
	"hash/fnv"
	"time"

	"figurehead/store"
)

// Rules are what a person may choose, in the order of a list.
var Rules = []store.RefreshRule{
	store.RefreshNever, store.RefreshHourly, store.RefreshDaily, store.RefreshWeekly, store.RefreshMonthly, store.RefreshYearly,
}

// Next is when a dataset is due first after an instant: once in each hour, day,
// week (from Monday), month or year of UTC, and always at the same moment of
// it, which the hash of its id gives, so that datasets of one rule do not all
// come at once. It is the zero time for RefreshNever.
func Next(rule store.RefreshRule, id string, after time.Time) time.Time {
	after = after.UTC()
	year, month, today := after.Date()
	midnight := time.Date(year, month, today, 0, 0, 0, 0, time.UTC)
	var start, following time.Time
	var spread time.Duration // of the moments, from the start of the period
	switch rule {
	case store.RefreshHourly:
		start, spread = after.Truncate(time.Hour), time.Hour
		following = start.Add(time.Hour)
	case store.RefreshDaily:
		start, spread = midnight, 6*time.Hour
		following = start.AddDate(0, 0, 1)
	case store.RefreshWeekly:
		start, spread = midnight.AddDate(0, 0, -(int(after.Weekday())+6)%7), 24*time.Hour
		following = start.AddDate(0, 0, 7)
	case store.RefreshMonthly:
		start, spread = time.Date(year, month, 1, 0, 0, 0, 0, time.UTC), 3*24*time.Hour
		following = start.AddDate(0, 1, 0)
	case store.RefreshYearly:
		start, spread = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), 7*24*time.Hour
		following = start.AddDate(1, 0, 0)
	default:
		return time.Time{}
	}
	moment := jitter(id, spread)
	if at := start.Add(moment); at.After(after) {
		return at
	}
	return following.Add(moment)
}

// jitter is a share of a span, the same for an id at all times, in whole
// seconds.
func jitter(id string, span time.Duration) time.Duration {
	h := fnv.New64a()
	h.Write([]byte(id)) // never fails
	seconds := uint64(span / time.Second)
	if seconds == 0 {
		return 0
	}
	return time.Duration(h.Sum64()%seconds) * time.Second
}

// How long a dataset waits after it failed: the first time, and at most.
const (
	firstWait = 5 * time.Minute
	mostWait  = 24 * time.Hour
)

// backOff is how long a dataset waits after so many failures in a row: twice as
// long each time, and at most a day.
func backOff(id string, failures int) time.Duration {
	wait := firstWait
	for i := 1; i < failures && wait < mostWait; i++ {
		wait *= 2
	}
	return min(wait+jitter(id, wait/4), mostWait)
}
