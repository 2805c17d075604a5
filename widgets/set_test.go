package widgets_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
)

func in(field string, places ...string) datasets.Filter {
	return datasets.Filter{Field: field, Test: "is", Values: places}
}

// A pattern goes from one place to another wherever its figure named it.
func TestPattern(t *testing.T) {
	t.Parallel()
	latest := datasets.Latest{Field: "Year", Count: 1}
	all := []string{"E1", "E2", "E3"}
	name := func(place string) string { return map[string]string{"E1": "Harlow", "E2": "Maldon {latest}"}[place] }
	for _, test := range []struct {
		name                      string
		draft                     widgets.Draft
		mode                      widgets.SetMode
		within                    string
		title, sentence, subtitle string
		steps                     []datasets.Step
		highlight                 []string
	}{
		{
			name:  "keeps one place",
			draft: widgets.Draft{Query: datasets.Query{Steps: []datasets.Step{latest, in("Code", "E1")}}, Spec: widgets.Spec{Kind: widgets.Bar, Title: "{latest} in Harlow"}},
			mode:  widgets.OnlyPlace, title: "{latest} in Maldon {{latest}}", steps: []datasets.Step{latest, in("Code", "E2")},
		},
		{
			name:  "keeps all places",
			draft: widgets.Draft{Query: datasets.Query{Steps: []datasets.Step{latest}}, Spec: widgets.Spec{Kind: widgets.Bar, Title: "{latest} in all"}},
			mode:  widgets.OnlyPlace, title: "Maldon {{latest}}: {latest} in all", steps: []datasets.Step{in("Code", "E2"), latest},
		},
		{
			name: "one stands out",
			draft: widgets.Draft{Query: datasets.Query{Steps: []datasets.Step{latest}},
				Spec: widgets.Spec{Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Code"}, Title: "Harlow and the others", Highlight: []string{"E1"}}},
			mode: widgets.PlaceStandsOut, title: "Maldon {{latest}} and the others", steps: []datasets.Step{latest}, highlight: []string{"E2"},
		},
		{
			name: "one stands out within some",
			draft: widgets.Draft{Query: datasets.Query{Steps: []datasets.Step{in("Code", "E1"), latest}},
				Spec: widgets.Spec{Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Code"}, Title: "Harlow"}},
			mode: widgets.PlaceStandsOut, within: "essex", title: "Maldon {{latest}}", steps: []datasets.Step{in("Code", all...), latest}, highlight: []string{"E2"},
		},
		{
			name:  "a headline that names no place",
			draft: widgets.Draft{Query: datasets.Query{Steps: []datasets.Step{latest}}, Spec: widgets.Spec{Kind: widgets.Headline, Title: "{latest}", Sentence: "certificates"}},
			mode:  widgets.OnlyPlace, title: "Maldon {{latest}}: {latest}", sentence: "certificates, Maldon {{latest}}", steps: []datasets.Step{in("Code", "E2"), latest},
		},
		{
			name:  "a headline whose sentence is made from the data",
			draft: widgets.Draft{Query: datasets.Query{Steps: []datasets.Step{latest}}, Spec: widgets.Spec{Kind: widgets.Headline, Title: "{latest}", Subtitle: "A year"}},
			mode:  widgets.OnlyPlace, title: "Maldon {{latest}}: {latest}", subtitle: "Maldon {{latest}}. A year", steps: []datasets.Step{in("Code", "E2"), latest},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := widgets.NewPattern(test.draft, "Code", name)
			p.Within = test.within
			if p.Mode != test.mode {
				t.Errorf("mode = %s, want %s", p.Mode, test.mode)
			}
			if !p.NamesPlace() {
				t.Error("its words do not name the place")
			}
			got := p.Draft("E2", name("E2"), all)
			want := []any{test.title, test.sentence, test.subtitle, test.steps, test.highlight}
			if diff := cmp.Diff(want, []any{got.Spec.Title, got.Spec.Sentence, got.Spec.Subtitle, got.Query.Steps, got.Spec.Highlight}); diff != "" {
				t.Errorf("Draft() (-want +got):\n%s", diff)
			}
		})
	}
}
