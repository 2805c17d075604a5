package studio_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"figurehead/store"
)

// tonnage is a table in which the organisation's own area is one place of many.
const tonnage = "Year,Area,Tonnes\n2022/23,Essex,510\n2022/23,Kent,620\n2022/23,Suffolk,330\n2022/23,Norfolk,305\n2023/24,Essex,498\n2023/24,Kent,640\n2023/24,Suffolk,331\n2023/24,Norfolk,299\n"

// Pick is about the organisation's own area until another place is asked for, which
// stands in the address; what is picked is about that place. A place that the data
// does not have is said at the field, and nothing is lost.
func TestPickAnotherPlace(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("editor")
	f := p.draft(tonnage, "")
	at := "/studio/sources/" + f.snapshot + "/pick"
	cards := func(a answer) string { return a.text(".fh-cards") }
	own := p.get(at)
	if got := own.attribute("#place option[selected]", "value"); got != "Essex" {
		t.Errorf("it is about %q, want Essex", got)
	}
	kent := p.get(at + "?place=Kent")
	if got := kent.attribute("#place option[selected]", "value"); got != "Kent" || !strings.Contains(cards(kent), "Kent") || cards(kent) == cards(own) {
		t.Errorf("about %q: %s", got, cards(kent))
	}
	for _, written := range []string{"kent", " KENT ", "Ken"} {
		if got := cards(p.get(at + "?place=" + url.QueryEscape(written))); got != cards(kent) {
			t.Errorf("%q: %s", written, got)
		}
	}
	wrong := p.get(at + "?place=%3Cb%3EMars")
	if wrong.text("#place-error") == "" || !strings.Contains(wrong.text(".govuk-error-summary"), "The data has no place called “<b>Mars”") || cards(wrong) != cards(own) {
		t.Errorf("a place that is not there: %s", wrong.text("main"))
	}
	got := p.post(at, map[string]string{"place": kent.attribute("form input[name=place]", "value"), "suggestion": "1"})
	if got.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", got.status, got.text("main"))
	}
	list, err := o.store.Widgets(t.Context(), store.WidgetFilter{Limit: 9})
	o.must(err)
	about := 0
	for _, w := range list {
		d, err := o.store.Draft(t.Context(), w.ID)
		o.must(err)
		if raw, err := json.Marshal(d); err == nil && strings.Contains(string(raw), `"Kent"`) {
			about++
		}
	}
	if about != 1 {
		t.Errorf("%d drafts about Kent, want 1", about)
	}
	if none := p.get("/studio/sources/" + p.draft("Month,Spent\n2024-01,3\n2024-02,4\n2024-03,9\n", "").snapshot + "/pick"); len(none.nodes("#place")) != 0 {
		t.Error("a table without places asks about which place")
	}
}
