package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/widgets"
)

// Emoji and scripts from right to left stand in frames, and would be empty boxes in
// pictures: Check says so, and takes them out of the title by one press.
func TestCharactersThatPicturesCannotShow(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft("Service,Spent\nRoads,400\nParks,300\nLibraries,200\nਪੰਜਾਬੀ,100\n", widgets.Bar)
	form := publisher.get(f.page("say")).form()
	form["title"] = "Roads 🎉 cost most في Essex 👨‍👩‍👧"
	if got := publisher.post(f.page("say"), form); got.status != http.StatusSeeOther {
		t.Fatalf("the title: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	page := publisher.get(f.page("check"))
	for _, want := range []string{"Pictures cannot show some characters", "Frames and pages show 🎉, ف, ي, 👨, 👩, 👧"} {
		if !strings.Contains(page.text("main"), want) {
			t.Errorf("Check does not say %q: %s", want, page.text("main"))
		}
	}
	sent := publisher.post(f.page("check"), map[string]string{"repair": "letters", "version": page.typed("version")})
	if sent.status != http.StatusSeeOther {
		t.Fatalf("taken out: status %d, %s", sent.status, sent.text(".govuk-error-summary"))
	}
	draft, err := o.store.Draft(t.Context(), f.widget)
	o.must(err)
	if draft.Spec.Title != "Roads cost most Essex" {
		t.Errorf("the title is %q, want it without what pictures cannot show", draft.Spec.Title)
	}
	page = publisher.get(f.page("check"))
	if !strings.Contains(page.text("main"), "Pictures cannot show some characters") || len(page.nodes("button[name=repair][value=letters]")) != 0 {
		t.Error("a name of the data that pictures cannot show is not told of, or offered to be taken out of the title")
	}
}

// A title that has no room in many pictures is one thing to mend, not one for each.
func TestATooLongTitleIsToldOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft("Service,Spent\nRoads,400\nParks,300\nLibraries,200\nMuseums,100\n", widgets.Bar)
	form := publisher.get(f.page("say")).form()
	form["title"] = strings.Repeat("Donaudampfschifffahrtsgesellschaft ", 20)
	publisher.post(f.page("say"), form)
	var told []string
	page := publisher.get(f.page("check"))
	for _, n := range page.nodes(".govuk-error-summary li") {
		if text := textOf(n); strings.Contains(text, "The title is too long for") {
			told = append(told, text)
		}
	}
	if len(told) != 1 || !strings.Contains(told[0], "of the pictures. Shorten it to 15 words or fewer.") {
		t.Errorf("told %q of a title that is too long, want one sentence for all pictures", told)
	}
}
