package studio_test

import (
	"net/http"
	"strings"
	"testing"
)

// The page of a dataset says where it comes from, how it is read, what is safe,
// what changed, and what uses it; its forms are folded until they are wrong.
func TestDatasetPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft("Code,District,Year,Visits\nE07000066,Basildon,2023,10\nE07000067,Braintree,2023,12\nE07000066,Basildon,2024,11\nE07000067,Braintree,2024,15\n", "")
	page := "/studio/datasets/" + f.dataset
	saved := p.post(page, map[string]string{"publisher": "Example Borough", "title": "Visits", "licence": "CC-BY-4.0", "link": "https://data.example.gov.uk/visits", "source-note": "Two wards were added up."})
	if saved.status != http.StatusSeeOther {
		t.Fatalf("source: status %d", saved.status)
	}
	p.publishes(f)
	sent := p.post(page+"/release", map[string]string{"data": "Code,District,Year,Visits\nE07000066,Basildon,2023,10\nE07000067,Braintree,2023,12\nE07000066,Basildon,2024,11\nE07000067,Braintree,2024,16\n", "way": "replace"})
	if used := p.post(sent.location, p.get(sent.location).form()); used.status != http.StatusSeeOther {
		t.Fatalf("the release: status %d", used.status)
	}

	got := p.get(page)
	for at, want := range map[string][]string{
		".fh-facts":                    {"Places2", "Rows4", "Copies kept2", "2023 to 2024"},
		"[aria-labelledby=source-h]":   {"Example Borough", "Came asA pasted table", "Creative Commons Attribution 4.0", "Decided by", "Two wards were added up.", "https://data.example.gov.uk/visits", "Ownerpublisher"},
		"[aria-labelledby=recipe-h]":   {"commas between the columns", "Change how it is read"},
		"[aria-labelledby=safe-h]":     {"No personal data was found in it.", "No number is hidden.", "were ever published"},
		"[aria-labelledby=copies-h]":   {"0 rows came, 0 went, 1 changed; 3 are the same.", "First copy"},
		"[aria-labelledby=figures-h]":  {"Published"},
		"[aria-labelledby=protection]": {"Change which are hidden"},
	} {
		for _, words := range want {
			if said := got.text(at); !strings.Contains(said, words) {
				t.Errorf("%s says %q, want %q", at, said, words)
			}
		}
	}
	if len(got.nodes("details[open]")) != 0 {
		t.Error("a form is open although nothing is wrong")
	}
	if refused := p.post(page, map[string]string{"publisher": "", "licence": "CC-BY-4.0"}); len(refused.nodes("details[open] #publisher")) != 1 {
		t.Error("the form is folded although its publisher is missing")
	}
	if trail := o.as("admin").get(got.attribute("#protection-audit", "href")); trail.status != http.StatusOK || !strings.Contains(trail.body, "Nothing fits") {
		t.Error("the audit trail of small numbers is not narrowed to them")
	}
	if seen := o.as("viewer").get(page); len(seen.nodes("main form")) != 0 || !strings.Contains(seen.text("[aria-labelledby=source-h]"), "Example Borough") {
		t.Error("a viewer sees a form, or not where the data comes from")
	}
}
