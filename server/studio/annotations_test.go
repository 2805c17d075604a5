package studio_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

// quarters is a run in time with one number for each quarter.
const quarters = "Quarter,Applications\n2022 Q1,401\n2022 Q2,420\n2022 Q3,433\n2022 Q4,418\n2023 Q1,390\n2023 Q2,402\n2023 Q3,415\n2023 Q4,452\n"

// sets is what a form sends with some of its fields set otherwise.
func (a answer) sets(fields map[string]string) map[string]string {
	values := a.form()
	maps.Copy(values, fields)
	return values
}

// says saves Say it with fields set and returns the page it leads to.
func (p person) says(f figure, at answer, fields map[string]string) answer {
	p.office.t.Helper()
	sent := p.post(f.page("say"), at.sets(fields))
	if sent.status != http.StatusSeeOther {
		p.office.t.Fatalf("%v: status %d, %s", fields, sent.status, sent.text(".govuk-error-summary"))
	}
	return p.get(sent.location)
}

func (o *office) spec(f figure) widgets.Spec {
	o.t.Helper()
	draft, err := o.store.Draft(o.t.Context(), f.widget)
	o.must(err)
	return draft.Spec
}

// Each sort of annotation is asked for, filled in and kept as the Spec has it;
// saved again it stays as it is, and it can be taken away.
func TestAnnotationsOnSayIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	line, bar := publisher.draft(quarters, widgets.Line), publisher.draft(spend, widgets.Bar)
	type fields = map[string]string
	for _, test := range []struct {
		of     figure
		sort   string
		fields fields
		want   widgets.Annotation
	}{
		{bar, "words", fields{"annotation-1-at": "Parks", "annotation-1-text": "Two closed, {lowest} less"}, widgets.Annotation{Type: "text", At: "Parks", Text: "Two closed, {lowest} less"}},
		{bar, "level", fields{"annotation-1-value": "100", "annotation-1-text": "Budget"}, widgets.Annotation{Type: "line", Value: "100", Text: "Budget"}},
		{bar, "comparator", fields{"annotation-1-value": "Schools"}, widgets.Annotation{Type: "line", Value: "Schools"}},
		{bar, "band", fields{"annotation-1-value": "50", "annotation-1-toValue": "60", "annotation-1-text": "Usual"}, widgets.Annotation{Type: "range", Value: "50", ToValue: "60", Text: "Usual"}},
		{line, "words", fields{"annotation-1-text": "The most"}, widgets.Annotation{Type: "text", At: "2023 Q4", Text: "The most"}},
		{line, "moment", fields{"annotation-1-at": "2023 Q2", "annotation-1-text": "Vote"}, widgets.Annotation{Type: "line", At: "2023 Q2", Text: "Vote"}},
		{line, "moment", fields{"annotation-1-at": "", "annotation-1-at-day": "2023-05-04", "annotation-1-text": "Vote"}, widgets.Annotation{Type: "line", At: "2023-05-04", Text: "Vote"}},
		{line, "stretch", fields{"annotation-1-at": "2022 Q2", "annotation-1-to": "2022 Q4"}, widgets.Annotation{Type: "range", At: "2022 Q2", To: "2022 Q4"}},
		{line, "stretch", fields{"annotation-1-at": "2022 Q2", "annotation-1-to-day": "2022-12-24"}, widgets.Annotation{Type: "range", At: "2022 Q2", To: "2022-12-24"}},
	} {
		say := test.of.page("say")
		page := publisher.says(test.of, publisher.get(say), fields{"do": "add", "annotation-sort": test.sort})
		if len(page.nodes(`#annotations[open] #annotation-1 [autofocus]`)) != 1 {
			t.Fatalf("%s: no new row is shown and begun in", test.sort)
		}
		if publisher.says(test.of, page, nil); len(o.spec(test.of).Annotations) != 0 {
			t.Errorf("%s: left blank it is %v", test.sort, o.spec(test.of).Annotations)
		}
		page = publisher.says(test.of, page.again(publisher, say), test.fields)
		if diff := cmp.Diff([]widgets.Annotation{test.want}, o.spec(test.of).Annotations); diff != "" {
			t.Errorf("%s (−want +kept):\n%s", test.sort, diff)
		}
		if got := page.text("#annotations small"); got != "1 annotation" || len(page.nodes("#annotations[open]")) != 1 {
			t.Errorf("%s: the summary is %q, want 1 annotation, still open", test.sort, got)
		}
		shown := page.form()
		for name, value := range test.fields {
			if shown[name] != value {
				t.Errorf("%s: %s shows %q, want %q", test.sort, name, shown[name], value)
			}
		}
		version := page.typed("version")
		if page = publisher.says(test.of, page, nil); page.typed("version") != version {
			t.Errorf("%s: saved unchanged it became %v", test.sort, o.spec(test.of).Annotations)
		}
		page = publisher.says(test.of, page, fields{"do": "remove-annotation-1"})
		if len(o.spec(test.of).Annotations) != 0 || len(page.nodes(`#annotations[open] summary[autofocus]`)) != 1 {
			t.Errorf("%s: removed, there are %v", test.sort, o.spec(test.of).Annotations)
		}
	}
}

// again is the page from which a form was sent, as it is after a save.
func (a answer) again(p person, path string) answer {
	a.t.Helper()
	page := p.get(path)
	a.body = strings.Replace(a.body, `name="version" value="`+a.typed("version")+`"`, `name="version" value="`+page.typed("version")+`"`, 1)
	return a
}

// The row in the middle is taken away; those after it move up with all they hold.
func TestRemovingMovesUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	bar := publisher.draft(spend, widgets.Bar)
	page := publisher.get(bar.page("say"))
	for _, text := range []string{"One", "Two", "Three"} {
		page = publisher.says(bar, page, map[string]string{"do": "add", "annotation-sort": "words"})
		n := len(page.nodes(`[name$="-type"]`))
		page = publisher.says(bar, page, map[string]string{"annotation-" + string(rune('0'+n)) + "-text": text})
	}
	publisher.says(bar, page, map[string]string{"do": "remove-annotation-2", "annotation-3-text": "Third"})
	var texts []string
	for _, a := range o.spec(bar).Annotations {
		texts = append(texts, a.Text)
	}
	if diff := cmp.Diff([]string{"One", "Third"}, texts); diff != "" {
		t.Errorf("annotations (−want +kept):\n%s", diff)
	}
}

// What cannot be used is named at its own field, all that was typed stays in
// the form and nothing is saved.
func TestBadAnnotations(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	line := publisher.draft(quarters, widgets.Line)
	type fields = map[string]string
	for _, test := range []struct {
		sort   string
		fields fields
		at     string // field of the message
	}{
		{"words", fields{"annotation-1-text": strings.Repeat("x", 201)}, "annotation-1-text"},
		{"words", fields{"annotation-1-text": "Here", "annotation-1-at": strings.Repeat("x", 1001)}, "annotation-1-text"},
		{"level", fields{"annotation-1-text": "Target"}, "annotation-1-value"},
		{"level", fields{"annotation-1-value": "1.2.3", "annotation-1-text": "Target"}, "annotation-1-value"},
		{"moment", fields{"annotation-1-at": "", "annotation-1-text": "Then"}, "annotation-1-at"},
		{"moment", fields{"annotation-1-at-day": "2023-05-04"}, "annotation-1-text"},
		{"stretch", fields{"annotation-1-at": "2022 Q2"}, "annotation-1-to"},
		{"stretch", fields{"annotation-1-to": "2022 Q2"}, "annotation-1-at"},
		{"band", fields{"annotation-1-value": "5"}, "annotation-1-toValue"},
		{"band", fields{"annotation-1-toValue": "5"}, "annotation-1-value"},
		{"band", fields{"annotation-1-text": "Usual"}, "annotation-1-value"},
		{"nonsense", fields{"annotation-1-type": "nonsense", "annotation-1-text": "Usual"}, ""},
		{"break", fields{"break-1-text": "Counted anew"}, "break-1-at"},
		{"break", fields{"break-1-at": "2022 Q2", "break-1-text": strings.Repeat("x", 201)}, "break-1-text"},
	} {
		sort := test.sort
		if sort == "nonsense" {
			sort = "words"
		}
		page := publisher.says(line, publisher.get(line.page("say")), fields{"do": "add", "annotation-sort": sort})
		sent, before := page.sets(test.fields), o.stored()
		got := publisher.post(line.page("say"), sent)
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s %v: status %d, want 422", test.sort, test.fields, got.status)
			continue
		}
		if test.at == "" {
			continue
		}
		if got.text("#annotations #"+test.at+"-error") == "" || len(got.nodes(`.govuk-error-summary a[href="#`+test.at+`"]`)) != 1 || len(got.nodes("#annotations[open]")) != 1 {
			t.Errorf("%s %v: nothing is said at %s; the summary says %q", test.sort, test.fields, test.at, got.text(".govuk-error-summary"))
		}
		kept := got.form()
		for name, value := range test.fields {
			if kept[name] != value {
				t.Errorf("%s: %s holds %.40q, want what was typed, %.40q", test.sort, name, kept[name], value)
			}
		}
		if diff := cmp.Diff(before, o.stored()); diff != "" {
			t.Errorf("%s: something was saved (−before +after):\n%s", test.sort, diff)
		}
	}
}

// One whose place the data no longer has says so at its place, keeps it, and
// is not published.
func TestAnAnnotationWithoutAPlace(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	bar := publisher.draft(spend, widgets.Bar)
	page := publisher.says(bar, publisher.get(bar.page("say")), map[string]string{"do": "add", "annotation-sort": "words"})
	page = publisher.says(bar, page, map[string]string{"annotation-1-at": "Libraries", "annotation-1-text": "Closed"})
	if got, want := page.text("#annotation-1-at-error"), "“Libraries” is not in the data, so the annotation “Closed” has no place. Choose another place, or take it away."; !strings.Contains(got, want) {
		t.Errorf("at its place: %q, want %q", got, want)
	}
	if got := page.text("#annotation-1-at option[selected]"); got != "Libraries (not in the data)" {
		t.Errorf("its place is %q, want the one that was lost", got)
	}
	if got := publisher.get(bar.page("check")); len(got.nodes("[name=vouch]")) != 0 {
		t.Errorf("Check lets it be published: %q", got.text(".fh-checks"))
	}
}

// A name in braces in the words of an annotation or a break follows the data;
// one that nothing answers is named there, and nothing is published.
func TestTokensInAnnotations(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	line := publisher.draft(quarters, widgets.Line)
	page := publisher.says(line, publisher.get(line.page("say")), map[string]string{"do": "add", "annotation-sort": "words"})
	page = publisher.says(line, page, map[string]string{"annotation-1-text": "At most {highest}", "do": "add", "annotation-sort": "break"})
	page = publisher.says(line, page, map[string]string{"break-1-at": "2023 Q1", "break-1-text": "Counted anew, {lowest}"})
	if got := page.text("#stage"); !strings.Contains(got, "At most 452") || !strings.Contains(got, "Counted anew, 390") {
		t.Errorf("the preview says %q, want the numbers in its remarks", got)
	}
	if edition := publisher.publishes(line); !strings.Contains(strings.Join(edition.Table.Notes, " "), "Counted anew, 390") {
		t.Errorf("the Edition says %q", edition.Table.Notes)
	}
	page = publisher.says(line, page.again(publisher, line.page("say")), map[string]string{"annotation-1-text": "At most {higest}", "break-1-text": "Anew, {nothing like it}"})
	for field, want := range map[string]string{"annotation-1-text": "Did you mean {highest}?", "break-1-text": "There is no number or name called {nothing like it}."} {
		if got := page.text("#" + field + "-error"); !strings.Contains(got, want) {
			t.Errorf("at %s: %q, want %q", field, got, want)
		}
	}
	sent := publisher.post(line.page("check"), map[string]string{"do": "publish", "vouch": "yes", "version": page.typed("version")})
	if sent.status != http.StatusUnprocessableEntity || !strings.Contains(sent.text("main"), "{higest}") {
		t.Errorf("published with status %d, want 422", sent.status)
	}
}

// A kind that draws no annotations offers none and keeps those that are there.
func TestAnnotationsOfAnotherKind(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	bar := publisher.draft(spend, widgets.Bar)
	page := publisher.says(bar, publisher.get(bar.page("say")), map[string]string{"do": "add", "annotation-sort": "words"})
	page = publisher.says(bar, page, map[string]string{"annotation-1-text": "Dear, {nothing}"})
	page = publisher.says(bar, page, map[string]string{"kind": "table"})
	if len(page.nodes("#annotations, #annotation-1-text")) != 0 || page.text(".govuk-error-summary") != "" {
		t.Errorf("a table is asked for annotations, or blamed for theirs: %q", page.text(".govuk-error-summary"))
	}
	publisher.says(bar, page, map[string]string{"title": "As a table"})
	if got := o.spec(bar).Annotations; len(got) != 1 || got[0].Text != "Dear, {nothing}" {
		t.Errorf("the table keeps %v, want the annotation", got)
	}
}
