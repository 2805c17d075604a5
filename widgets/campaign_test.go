package widgets

import (
	"testing"
	"time"
)

func TestSlug(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Recycle more at home":  "recycle-more-at-home",
		" Äpple’s & Dŵr  2026!": "apples-dwr-2026",
		"🎉":                     "",
		"a/../b":                "a-b",
		"Everything that the council does for everybody who lives or works in Essex": "everything-that-the-council-does-for-everybody-who-lives-or",
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSlugProblem(t *testing.T) {
	t.Parallel()
	for slug, bad := range map[string]bool{
		"recycle-more": false, "2026": false, "": true, "New": true, "new": true, "a--b": true, "-a": true, "a_b": true, "a/b": true, "é": true,
	} {
		if got := SlugProblem(slug); (got != "") != bad {
			t.Errorf("SlugProblem(%q) = %q", slug, got)
		}
	}
}

// TestEnded asks on either side of the last midnight, in the zone of the
// organisation, on days when the clocks change too.
func TestEnded(t *testing.T) {
	t.Parallel()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		ends string
		at   time.Time
		want bool
	}{
		{"2027-01-31", time.Date(2027, 1, 31, 23, 59, 59, 0, time.UTC), false},
		{"2027-01-31", time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC), true},
		{"2026-07-31", time.Date(2026, 7, 31, 22, 59, 59, 0, time.UTC), false}, // summer time
		{"2026-07-31", time.Date(2026, 7, 31, 23, 0, 0, 0, time.UTC), true},
		{"2026-03-29", time.Date(2026, 3, 29, 22, 59, 59, 0, time.UTC), false}, // 23 hours long
		{"2026-03-29", time.Date(2026, 3, 29, 23, 0, 0, 0, time.UTC), true},
		{"2026-10-25", time.Date(2026, 10, 25, 23, 59, 59, 0, time.UTC), false}, // 25 hours long
		{"2026-10-25", time.Date(2026, 10, 26, 0, 0, 0, 0, time.UTC), true},
		{"", time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC), false},
	} {
		if got := (PublicCampaign{Ends: test.ends}).Ended(test.at, london); got != test.want {
			t.Errorf("a campaign that ends on %q has ended at %v: %v, want %v", test.ends, test.at, got, test.want)
		}
	}
}
