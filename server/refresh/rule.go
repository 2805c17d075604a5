package refresh

import (
	"hash/fnv"
	"slices"
	"time"

	"figurehead/datasets"
	"figurehead/store"
)

// Rules are what a person may choose, in the order of a list.
var Rules = []store.RefreshRule{
	store.RefreshNever, store.RefreshHourly, store.RefreshDaily, store.RefreshWeekly, store.RefreshMonthly, store.RefreshYearly,
	store.RefreshOnce, store.RefreshRelease,
}

// RulesFor are the Rules that fit a source: only portals tell of releases.
func RulesFor(source datasets.Source) []store.RefreshRule {
	return slices.DeleteFunc(slices.Clone(Rules), func(r store.RefreshRule) bool {
		return r == store.RefreshRelease && source.Kind != "portal"
	})
}

// ErrNoAddress says why data cannot be fetched.
var ErrNoAddress = datasets.Problem{Field: "refresh", Message: "This data was pasted or uploaded, so there is no address to fetch it from"}

// Check is a Problem that names "rule" or "day" when a choice cannot be kept, or
// ErrNoAddress.
func Check(source datasets.Source, chosen store.Schedule, now time.Time, zone *time.Location) error {
	switch {
	case !source.Fetchable():
		return ErrNoAddress
	case !slices.Contains(RulesFor(source), chosen.Rule):
		return datasets.Problem{Field: "rule", Message: "Choose how often from the list"}
	case chosen.Rule != store.RefreshOnce:
		return nil
	}
	day, err := time.ParseInLocation(time.DateOnly, chosen.Day, zone)
	switch {
	case err != nil:
		return datasets.Problem{Field: "day", Message: "Choose the day on which it is fetched"}
	case day.AddDate(0, 0, 1).Before(now):
		return datasets.Problem{Field: "day", Message: "This day is over. Choose today or a later one"}
	case day.After(now.AddDate(10, 0, 0)):
		return datasets.Problem{Field: "day", Message: "Choose a day within ten years"}
	}
	return nil
}

// Official statistics come out at half past nine; portals are asked from then
// on. Source: Code of Practice for Statistics, T3.6.
const (
	releaseHour, releaseMinute = 9, 30
	releaseSpread              = 30 * time.Minute
)

// Next is when a dataset is due first after an instant: once in each hour, day,
// week (from Monday), month or year of a zone, and always as long after its
// beginning, which the hash of its id gives, so that datasets of one rule do not
// all come at once. A day on which clocks change has one due time like any
// other. RefreshOnce is due by night on its day, at once when that has begun;
// RefreshRelease each day from half past nine. It is the zero time for
// RefreshNever.
func Next(s store.Schedule, after time.Time, zone *time.Location) time.Time {
	if s.Rule == store.RefreshOnce {
		return once(s, after, zone)
	}
	after = after.In(zone)
	moment := jitter(s.DatasetID, spreads[s.Rule])
	start := begins(s.Rule, after, 0)
	if start.IsZero() {
		return start
	}
	if at := start.Add(moment); at.After(after) {
		return at.UTC()
	}
	return begins(s.Rule, after, 1).Add(moment).UTC()
}

// spreads are over how much of a period the moments lie, from its beginning.
var spreads = map[store.RefreshRule]time.Duration{
	store.RefreshHourly: time.Hour, store.RefreshDaily: 6 * time.Hour, store.RefreshWeekly: 24 * time.Hour,
	store.RefreshMonthly: 3 * 24 * time.Hour, store.RefreshYearly: 7 * 24 * time.Hour,
	store.RefreshOnce: 6 * time.Hour, store.RefreshRelease: releaseSpread,
}

// begins is when the period of a rule begins that an instant lies in, or one
// that many later.
func begins(rule store.RefreshRule, at time.Time, later int) time.Time {
	year, month, day := at.Date()
	switch rule {
	case store.RefreshHourly: // hours of the clock come twice or never where it changes
		return at.Truncate(time.Hour).Add(time.Duration(later) * time.Hour)
	case store.RefreshRelease:
		return time.Date(year, month, day+later, releaseHour, releaseMinute, 0, 0, at.Location())
	case store.RefreshDaily:
		return time.Date(year, month, day+later, 0, 0, 0, 0, at.Location())
	case store.RefreshWeekly:
		monday := day - (int(at.Weekday())+6)%7
		return time.Date(year, month, monday+7*later, 0, 0, 0, 0, at.Location())
	case store.RefreshMonthly:
		return time.Date(year, month+time.Month(later), 1, 0, 0, 0, 0, at.Location())
	case store.RefreshYearly:
		return time.Date(year+later, 1, 1, 0, 0, 0, 0, at.Location())
	}
	return time.Time{}
}

func once(s store.Schedule, after time.Time, zone *time.Location) time.Time {
	day, err := time.ParseInLocation(time.DateOnly, s.Day, zone)
	if err != nil {
		return time.Time{}
	}
	if day.After(after) {
		return day.Add(jitter(s.DatasetID, spreads[s.Rule])).UTC()
	}
	return after.UTC() // it has begun
}

// onRelease is when a dataset is asked for on the day of a release.
func onRelease(id string, day time.Time, zone *time.Location) time.Time {
	year, month, date := day.Date()
	return time.Date(year, month, date, releaseHour, releaseMinute, 0, 0, zone).Add(jitter(id, releaseSpread)).UTC()
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
