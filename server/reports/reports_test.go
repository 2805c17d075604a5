package reports

import (
	"testing"
	"time"
)

// TestTake: a client, a figure and all of them together have their limits, which
// come again; nothing of an address is kept.
func TestTake(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)
	d := New(Options{Now: func() time.Time { return now }})
	take := func(client, figure string) bool {
		t.Helper()
		ok, err := d.take(client, figure)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	for range mostPerClient {
		if !take("192.0.2.1", "a") {
			t.Fatal("a person is refused")
		}
	}
	if take("192.0.2.1", "b") {
		t.Error("one client goes on for ever")
	}
	if !take("192.0.2.2", "b") {
		t.Error("a client is refused for another")
	}
	before := d.fold("192.0.2.1")
	now = now.Add(time.Hour)
	if !take("192.0.2.1", "b") {
		t.Error("a client is refused for ever")
	}
	taken := 0
	for i := range 10 * mostPerFigure {
		if take(string(rune('a'+i)), "a") {
			taken++
		}
	}
	if want := mostPerFigure - mostPerClient; taken > want || taken < want-5 { // a few share a place
		t.Errorf("%d more about one figure in a day, want %d", taken, want)
	}
	salt := string(d.salt)
	now = now.Add(24 * time.Hour)
	if !take("192.0.2.1", "a") || string(d.salt) == salt {
		t.Error("a new day begins with the counts or the salt of the last")
	}
	after := 0
	for i := range 20 {
		client := string(rune('a' + i))
		was := d.fold(client)
		d.day = ""
		take(client, client)
		if d.fold(client) == was {
			after++
		}
	}
	if after > 1 {
		t.Errorf("%d of 20 clients have the place that they had under another salt (%d)", after, before)
	}
	all := 0
	for i := range 2 * mostPerHour {
		if take(string(rune(0x4e00+i)), string(rune(0x4e00+i))) {
			all++
		}
	}
	if all > mostPerHour {
		t.Errorf("%d reports in an hour, want at most %d", all, mostPerHour)
	}
}
