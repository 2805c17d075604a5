package embed

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/store"
)

// statementOf is the text of the statement at an address, with its language.
func (p *publicFace) statementOf(address string) (lang, text string) {
	p.t.Helper()
	t := p.t.(*testing.T)
	got := p.get(address)
	root := document(t, got.body)
	if got.StatusCode != 200 || len(attributes(t, root, "h1", "class")) != 1 {
		p.t.Fatalf("%s = %d with %d headings", address, got.StatusCode, len(attributes(t, root, "h1", "class")))
	}
	return attributes(t, root, "html", "lang")[0], strings.Join(strings.Fields(strings.Join(texts(t, root, "main"), " ")), " ")
}

// Nothing is said for an organisation that has said nothing.
func TestStatementIsHonestWhenItIsNotFilledIn(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	_, english := p.statementOf("/accessibility")
	for _, want := range []string{"Example County Council has not filled in its part of this statement yet.", "Example County Council has not yet said how far these pages comply", "Use the contact page of Example County Council."} {
		if !strings.Contains(english, want) {
			t.Errorf("%q is missing in %s", want, english)
		}
	}
	for _, not := range []string{"compliant with", "is committed", "working day", "was prepared", "Non-accessible content"} {
		if strings.Contains(english, not) {
			t.Errorf("the statement says %q for an organisation that said nothing", not)
		}
	}
	lang, welsh := p.statementOf("/accessibility/cy")
	if lang != "cy" || !strings.Contains(welsh, "Nid yw Example County Council wedi llenwi ei ran o’r datganiad hwn eto.") {
		t.Errorf("in Welsh (%s): %s", lang, welsh)
	}
	for _, text := range ours(t, document(t, p.get("/accessibility/cy").body)) {
		if text == "English" {
			continue
		}
		if found := englishWords.FindAllString(strings.ReplaceAll(text, "Example County Council", "…"), -1); len(found) > 0 {
			t.Errorf("the Welsh page holds the English %q: %s", found, text)
		}
	}
}

func TestStatementSaysWhatTheOrganisationSays(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	said := store.Accessibility{
		Status: store.PartiallyCompliant, Email: "web@example.gov.uk", Phone: "01632 960000", Page: "https://example.gov.uk/contact", ReplyDays: 5,
		Prepared: "2026-11-02", Reviewed: "2026-11-20", Tested: "2026-10-30",
		English: store.AccessibilityWords{Problems: "Old maps have no table.\n\nSome titles are long.", Burden: "Maps of 2019", Testing: "By our own team <b>and</b> keyboard."},
		Welsh:   store.AccessibilityWords{Problems: "Nid oes tabl gan hen fapiau."},
	}
	if err := p.store.SaveAccessibility(t.Context(), officer, said); err != nil {
		t.Fatal(err)
	}
	_, english := p.statementOf("/accessibility")
	for _, want := range []string{
		"partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard", "Example County Council is committed", "Old maps have no table. Some titles are long.",
		"Disproportionate burden Maps of 2019", "Email: web@example.gov.uk", "Phone: 01632 960000", "within 5 working days", "Equality and Human Rights Commission",
		"prepared on 2 November 2026. It was last reviewed on 20 November 2026. The pages were last tested on 30 October 2026.", "team <b>and</b> keyboard",
	} {
		if !strings.Contains(english, want) {
			t.Errorf("%q is missing in %s", want, english)
		}
	}
	if strings.Contains(english, "has not") {
		t.Errorf("a statement that was filled in says that something was not: %s", english)
	}
	_, welsh := p.statementOf("/accessibility/cy")
	for _, want := range []string{"cydymffurfio’n rhannol", "Nid oes tabl gan hen fapiau.", "Maps of 2019", "o fewn 5 diwrnod gwaith", "2 Tachwedd 2026"} {
		if !strings.Contains(welsh, want) {
			t.Errorf("%q is missing in %s", want, welsh)
		}
	}
	root := document(t, p.get("/accessibility/cy").body)
	if diff := cmp.Diff([]string{"Maps of 2019", "By our own team <b>and</b> keyboard."}, texts(t, root, `main [lang="en-GB"]:not(a)`)); diff != "" {
		t.Errorf("what is marked as English on the Welsh page (-want +got):\n%s", diff)
	}
	links := attributes(t, document(t, p.get("/accessibility").body), "main a", "href")
	for _, want := range []string{"mailto:web@example.gov.uk", "https://example.gov.uk/contact", "/accessibility/cy", "https://www.equalityadvisoryservice.com/"} {
		if !slices.Contains(links, want) {
			t.Errorf("no link to %s in %v", want, links)
		}
	}
	for status, want := range map[string]string{store.FullyCompliant: "fully compliant with", store.NotCompliant: "not compliant with"} {
		said.Status, said.Enforced = status, store.EnforcedInNorthernIreland
		if err := p.store.SaveAccessibility(t.Context(), officer, said); err != nil {
			t.Fatal(err)
		}
		if _, text := p.statementOf("/accessibility"); !strings.Contains(text, want) || !strings.Contains(text, "Equality Commission for Northern Ireland (ECNI)") {
			t.Errorf("%s: %s", status, text)
		}
	}
}

// Every public page leads to the statement in its own language.
func TestEveryPageLeadsToTheStatement(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	bar, gone, welsh := p.published("waste-bar"), p.published("waste-line"), p.welshBars()
	p.withdraw(gone, "Wrong")
	for address, want := range map[string]string{
		"/": "/accessibility", pageAddress(bar): "/accessibility", frozen(pageAddress(bar), 1): "/accessibility", pageAddress(gone): "/accessibility",
		"/w/unknown": "/accessibility", "/accessibility": "/accessibility", "/accessibility/cy": "/accessibility/cy", pageAddress(welsh): "/accessibility/cy",
	} {
		if got := attributes(t, document(t, p.get(address).body), "footer a", "href"); !slices.Contains(got, want) {
			t.Errorf("the foot of %s leads to %v, not to %s", address, got, want)
		}
	}
}
