package fetch

import (
	"net/http"
	"net/url"
	"testing"
)

func TestDescribedBy(t *testing.T) {
	t.Parallel()
	of, err := url.Parse("https://example.org/data/wards.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ link, want string }{
		{`<wards.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`, "https://example.org/data/wards.csv-metadata.json"},
		{`</style.css>; rel="stylesheet", <meta/m.json>; rel=describedby; type="application/csvm+json"`, "https://example.org/data/meta/m.json"},
		{`<https://other.example/m.json>;rel="describedby";type="application/ld+json"`, "https://other.example/m.json"},
		{`<page.html>; rel="describedby"; type="text/html"`, ""},
		{`<m.json>; rel="next"; type="application/json"`, ""},
		{`<m.json; rel="describedby"`, ""},
		{``, ""},
	} {
		if got := describedBy(http.Header{"Link": {test.link}}, of); got != test.want {
			t.Errorf("describedBy(%q) = %q, want %q", test.link, got, test.want)
		}
	}
}
