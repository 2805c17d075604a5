package studio_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

func TestViewsAreShown(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	bar := publisher.draft(spend, widgets.Bar)
	id := publisher.publishes(bar).PublicID
	for _, page := range []string{"/studio/figures", bar.page("kit")} {
		if got := publisher.get(page); strings.Contains(got.body, "Seen in four weeks") || strings.Contains(got.body, "Where it is seen") {
			t.Errorf("%s tells of views before there are any", page)
		}
	}
	today := time.Now().UTC()
	day := func(ago int) string { return today.AddDate(0, 0, -ago).Format(time.DateOnly) }
	list := []store.Views{
		{PublicID: id, Day: day(1), Host: "www.example.gov.uk", Frames: 1200, Pages: 34},
		{PublicID: id, Day: day(2), Frames: 5},
		{PublicID: id, Day: day(40), Host: "old.example.gov.uk", Frames: 7},
	}
	for i := range 12 {
		list = append(list, store.Views{PublicID: id, Day: day(3), Host: fmt.Sprintf("site-%02d.example.org", i), Pages: 2})
	}
	o.must(o.store.AddViews(t.Context(), list))
	library := publisher.get("/studio/figures")
	if got := library.text(`td[data-l="Seen in four weeks"]`); got != "13 sites, 1,263 times" {
		t.Errorf("the Library counts %q", got)
	}
	kit := publisher.get(bar.page("kit"))
	rows := kit.nodes(".fh-kit table tbody tr")
	first, last := strings.Join(strings.Fields(textOf(rows[0])), " "), strings.Join(strings.Fields(textOf(rows[len(rows)-1])), " ")
	if len(rows) != 11 || !strings.HasPrefix(first, "www.example.gov.uk") || !strings.Contains(first, "1,200") || !strings.Contains(first, "34") {
		t.Errorf("the kit has %d rows, first %q", len(rows), first)
	}
	if !strings.HasPrefix(last, "Others, and those that do not say") || !strings.HasSuffix(last, "56") {
		t.Errorf("others are %q", last)
	}
	if strings.Contains(kit.body, "old.example.gov.uk") {
		t.Error("views of six weeks ago are counted")
	}
}
