package words

import (
	"reflect"
	"regexp"
	"slices"
	"testing"
)

var partPattern = regexp.MustCompile(`\{[a-zA-Z]+\}`)

// Every phrase is there in every language, with the same parts.
func TestEveryPhraseHasItsWelsh(t *testing.T) {
	t.Parallel()
	if len(catalogue) < 50 {
		t.Fatalf("the catalogue has %d phrases, want those of every file", len(catalogue))
	}
	for _, p := range catalogue {
		if p.english == "" || p.welsh == "" {
			t.Errorf("%q / %q: a language is missing", p.english, p.welsh)
		}
		english, welsh := partPattern.FindAllString(p.english, -1), partPattern.FindAllString(p.welsh, -1)
		slices.Sort(english)
		slices.Sort(welsh)
		if !slices.Equal(english, welsh) {
			t.Errorf("%q has the parts %q, %q has %q", p.english, english, p.welsh, welsh)
		}
	}
}

// Every setting of every locale is there, but for the conjunction, which Welsh
// does without: "a" and "ac" change the word that follows.
func TestEveryLocaleIsWhole(t *testing.T) {
	t.Parallel()
	for _, l := range locales {
		v := reflect.ValueOf(*l)
		for i := range v.NumField() {
			name, field := v.Type().Field(i).Name, v.Field(i)
			switch {
			case name == "And" && l == Welsh:
			case field.Kind() == reflect.Array:
				for j := range field.Len() {
					if field.Index(j).IsZero() && !(name == "Reasons" && j == 0) {
						t.Errorf("%s has no %s[%d]", l.Lang, name, j)
					}
				}
			case field.IsZero():
				t.Errorf("%s has no %s", l.Lang, name)
			}
		}
	}
}

func TestSay(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ got, want string }{
		"english":                {British.Say(AtPeriod, "number", "51.1%", "place", "2018/19"), "51.1% in 2018/19"},
		"welsh":                  {Welsh.Say(AtPeriod, "number", "51.1%", "place", "2018/19"), "51.1% yn 2018/19"},
		"no parts":               {Welsh.Say(LineOpening), "Siart llinell"},
		"braces in a part stand": {British.Say(AtPeriod, "number", "{place}", "place", "2018/19"), "{place} in 2018/19"},
		"one":                    {British.Count(1, NounRow), "1 row"},
		"many":                   {British.Count(1220, NounRow), "1,220 rows"},
		"un":                     {Welsh.Count(1, NounColumn), "1 golofn"},
		"llawer":                 {Welsh.Count(1220, NounColumn), "1,220 o golofnau"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", name, test.got, test.want)
		}
	}
}
