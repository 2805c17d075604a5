package studio_test

import (
	"net/http"
	"strings"
	"testing"
)

// A figure about another place than the organisation's own follows newer data about
// that place.
func TestAFigureAboutAnotherPlaceFollows(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	src.says(tonnage)
	o := newOffice(t, src.client)
	p := o.as("publisher")
	f := p.draft(src.url+"/tonnes.csv", "")
	at := "/studio/sources/" + f.snapshot + "/pick"
	picked := p.post(at, map[string]string{"place": p.get(at+"?place=Kent").attribute("form input[name=place]", "value"), "suggestion": "1"})
	if picked.status != http.StatusSeeOther {
		t.Fatalf("picked: status %d", picked.status)
	}
	f.widget = strings.Split(picked.location, "/")[3]
	if before := p.publishes(f); !strings.Contains(before.Title+before.Alt, "Kent") || !strings.Contains(before.Alt, "640") {
		t.Fatalf("the figure says %q: %q", before.Title, before.Alt)
	}
	src.says(tonnage + "2024/25,Essex,480\n2024/25,Kent,655\n2024/25,Suffolk,329\n2024/25,Norfolk,301\n")
	if got := p.post("/studio/datasets/"+f.dataset+"/refresh", nil); got.status != http.StatusSeeOther {
		t.Fatalf("fetched: status %d, %s", got.status, got.text("main"))
	}
	after := o.live(f).Edition
	if after.Number != 2 || !strings.Contains(after.Title+after.Alt, "Kent") || !strings.Contains(after.Alt, "655") || strings.Contains(after.Title+after.Alt, "Essex") {
		t.Errorf("version %d says %q: %q, want Kent’s new number", after.Number, after.Title, after.Alt)
	}
}
