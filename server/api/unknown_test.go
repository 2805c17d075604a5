package api_test

import (
	"slices"
	"strings"
	"testing"

	"figurehead/server/api"
)

// TestUnknownMembersAreFound: a member that is not known is refused where it is, with
// what may stand there.
func TestUnknownMembersAreFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	body, kind := form(t, "recycling.csv", recycling, `{"source":{"publisher":"Example","address":"https://www.example.org/"}}`)
	whole, wholeKind := form(t, "recycling.csv", recycling, `{"source":{"publisher":"Example","licence":"OGL"}}`)
	for name, test := range map[string]struct {
		request
		pointer string
		words   []string
	}{
		"in an object":    {request{path: "/datasets", body: `{"text":"a","source":{"publisher":"A","adress":""}}`}, "/source/adress", []string{"shortName"}},
		"in a map":        {request{path: "/datasets", body: `{"text":"a","people":{"A/b":{"usage":"drop"}}}`}, "/people/A~1b/usage", []string{"reason, use"}},
		"in a list":       {request{path: "/campaigns", body: `{"name":"A","figures":[{"figure":"a"},{"words":"b"}]}`}, "/figures/1/words", []string{"figure"}},
		"beside a file":   {request{path: "/datasets", body: body, header: map[string]string{"Content-Type": kind}}, "/about/source/address", []string{"link"}},
		"a licence":       {request{path: "/datasets", body: whole, header: map[string]string{"Content-Type": wholeKind}}, "/about/source/licence", []string{"OGL-UK-3.0", "CC-BY-4.0"}},
		"in the whole":    {request{path: "/datasets", body: `{"texts":"a"}`}, "/texts", []string{"address, columns, name, ours, people, source, text"}},
		"of another type": {request{path: "/datasets", body: `{"text":"a","source":{"publisher":1}}`}, "/source/publisher", []string{"a string"}},
	} {
		test.method, test.path, test.as = "POST", api.Prefix+test.path, "publisher"
		got := w.want(422, test.request)
		if !strings.Contains(got.body, `"pointer":"`+test.pointer+`"`) || slices.ContainsFunc(test.words, func(word string) bool { return !strings.Contains(got.body, word) }) {
			t.Errorf("%s: %s", name, got.body)
		}
	}
	hook := w.want(422, request{method: "POST", path: api.Prefix + "/webhooks", as: "admin", body: `{"address":"https://www.example.org/","events":["figure.published","test"]}`})
	if !strings.Contains(hook.body, `"pointer":"/events/1"`) || !strings.Contains(hook.body, "figure.withdrawn") {
		t.Errorf("events: %s", hook.body)
	}
}
