package embed

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const browserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"

func TestViewsAreCounted(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f, gone := p.published("waste-bar"), p.published("waste-line")
	p.withdraw(gone, "Wrong")
	var seen []View
	d := p.deps(p.store)
	d.Views = func(v View) { seen = append(seen, v) }
	p.face.Deps = d
	id := f.live.PublicID
	etag := p.get("/embed/" + id).Header.Get("ETag")
	tests := []struct {
		name, method, address string
		headers               []string
		want                  []View
	}{
		{"a frame on another site", "GET", "/embed/" + id, []string{"Referer", "https://www.Example.gov.uk/waste?who=me#part"}, []View{{id, true, "www.example.gov.uk"}}},
		{"a frame of an Edition", "GET", "/embed/" + id + "/e/1", []string{"Referer", "https://www.example.gov.uk:8443/"}, []View{{id, true, "www.example.gov.uk"}}},
		{"a frame kept and asked for again", "GET", "/embed/" + id, []string{"If-None-Match", etag}, []View{{id, true, ""}}},
		{"the page of the figure", "GET", "/w/" + id, nil, []View{{id, false, ""}}},
		{"its page, written in capitals", "GET", "/w/" + "VV78YYX445J9DP3WXK64YWXFC2", nil, nil},
		{"led here by this server", "GET", "/w/" + id, []string{"Referer", publicURL + "/"}, []View{{id, false, ""}}},
		{"a page at an address without a name", "GET", "/w/" + id, []string{"Referer", "http://192.0.2.7/intranet"}, []View{{id, false, ""}}},
		{"not a web address", "GET", "/w/" + id, []string{"Referer", "javascript:alert(1)"}, []View{{id, false, ""}}},
		{"a host that cannot be", "GET", "/w/" + id, []string{"Referer", "https://<script>/"}, []View{{id, false, ""}}},
		{"headers alone", "HEAD", "/w/" + id, nil, nil},
		{"fetched before anybody asked", "GET", "/w/" + id, []string{"Sec-Purpose", "prefetch"}, nil},
		{"a search engine", "GET", "/w/" + id, []string{"User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1)"}, nil},
		{"a program without a name", "GET", "/w/" + id, []string{"User-Agent", ""}, nil},
		{"an image", "GET", "/w/" + id + "/og.png", nil, nil},
		{"numbers", "GET", "/w/" + id + "/data.csv", nil, nil},
		{"a figure that is gone", "GET", "/embed/" + gone.live.PublicID, nil, nil},
		{"no figure", "GET", "/embed/00000000000000000000000000", nil, nil},
		{"the front page", "GET", "/", nil, nil},
	}
	for _, test := range tests {
		seen = nil
		p.do(test.method, test.address, append([]string{"User-Agent", browserAgent}, test.headers...)...)
		if diff := cmp.Diff(test.want, seen); diff != "" {
			t.Errorf("%s:\n%s", test.name, diff)
		}
	}
}
