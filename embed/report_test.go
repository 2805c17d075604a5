package embed

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// posts sends the form of a report as a browser does.
func (p *publicFace) posts(address string, fields map[string]string, headers ...string) (status int, location, body string) {
	p.t.Helper()
	form := url.Values{}
	for name, value := range fields {
		form.Set(name, value)
	}
	r := httptest.NewRequest("POST", address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := p.app.Test(r, -1)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if cookies := response.Header.Values("Set-Cookie"); len(cookies) > 0 {
		p.t.Errorf("%s sets a cookie: %v", address, cookies)
	}
	return response.StatusCode, response.Header.Get("Location"), string(raw)
}

// TestReport: what a reader writes arrives as plain text, what cannot is said and
// kept, and what no person sent leaves nothing.
func TestReport(t *testing.T) {
	t.Parallel()
	const fine = "The third bar should be 231."
	for _, test := range []struct {
		name   string
		fields map[string]string
		header []string
		fails  error
		status int
		want   []Report // without the id
		says   string
	}{
		{name: "words alone", fields: map[string]string{"words": fine}, status: http.StatusSeeOther, want: []Report{{Words: fine}}},
		{name: "with an address", fields: map[string]string{"words": fine, "email": "reader@example.org"}, status: http.StatusSeeOther, want: []Report{{Words: fine, Email: "reader@example.org"}}},
		{name: "control characters", fields: map[string]string{"words": "  The third\x00 bar\u202e is\r\nwrong.\x1b[31m "}, status: http.StatusSeeOther, want: []Report{{Words: "The third bar is\nwrong.[31m"}}},
		{name: "markup", fields: map[string]string{"words": "<script>alert(1)</script> is here"}, status: http.StatusSeeOther, want: []Report{{Words: "<script>alert(1)</script> is here"}}},
		{name: "nothing", fields: map[string]string{}, status: http.StatusUnprocessableEntity, says: `href="#words"`},
		{name: "too short", fields: map[string]string{"words": "bad"}, status: http.StatusUnprocessableEntity, says: `>bad</textarea>`},
		{name: "too long", fields: map[string]string{"words": strings.Repeat("é", 2001)}, status: http.StatusUnprocessableEntity, says: `href="#words"`},
		{name: "as long as can be", fields: map[string]string{"words": strings.Repeat("é", 2000)}, status: http.StatusSeeOther, want: []Report{{Words: strings.Repeat("é", 2000)}}},
		{name: "no address", fields: map[string]string{"words": fine, "email": "me"}, status: http.StatusUnprocessableEntity, says: `href="#email"`},
		{name: "a header in the address", fields: map[string]string{"words": fine, "email": "a@b.example\nBcc: all@b.example"}, status: http.StatusUnprocessableEntity, says: `href="#email"`},
		{name: "two addresses", fields: map[string]string{"words": fine, "email": "a@b.example, c@d.example"}, status: http.StatusUnprocessableEntity, says: `href="#email"`},
		{name: "a program", fields: map[string]string{"words": fine, "website": "https://spam.example"}, status: http.StatusSeeOther},
		{name: "from another site", fields: map[string]string{"words": fine}, header: []string{"Sec-Fetch-Site", "cross-site"}, status: http.StatusForbidden},
		{name: "too many", fields: map[string]string{"words": fine}, fails: ErrTooMany, status: http.StatusTooManyRequests, want: []Report{{Words: fine}}, says: "Try again later"},
		{name: "a full disk", fields: map[string]string{"words": fine}, fails: errors.New("full"), status: http.StatusServiceUnavailable, want: []Report{{Words: fine}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPublicFace(t)
			p.reportError = test.fails
			f := p.published("waste-bar")
			address := pageAddress(f) + "/report"
			if !strings.Contains(p.get(pageAddress(f)).body, `href="`+address+`"`) {
				t.Error("the page of the figure does not lead to the form")
			}
			if got := p.get(address); got.StatusCode != http.StatusOK || strings.Contains(got.body, "<script") || !strings.Contains(got.body, `content="noindex"`) {
				t.Errorf("the form is %d", got.StatusCode)
			}
			status, location, body := p.posts(address, test.fields, test.header...)
			if status != test.status || (status == http.StatusSeeOther) != (location == address+"?sent=1") || !strings.Contains(body, test.says) {
				t.Errorf("status %d to %q, want %d; %s", status, location, test.status, body)
			}
			for i := range test.want {
				test.want[i].PublicID = f.widget.PublicID
			}
			if len(p.reports) != len(test.want) || len(test.want) == 1 && p.reports[0] != test.want[0] {
				t.Errorf("received %+v, want %+v", p.reports, test.want)
			}
		})
	}
}

// TestReportWhereNothingIs: unknown and withdrawn figures have no form, and
// answer as everywhere; a face that receives nothing has no address for it.
func TestReportWhereNothingIs(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	p.withdraw(f, "The figures were wrong")
	unknown := "/w/" + strings.Repeat("0", 26) + "/report"
	for address, want := range map[string]int{pageAddress(f) + "/report": http.StatusGone, unknown: http.StatusNotFound} {
		if got := p.get(address); got.StatusCode != want {
			t.Errorf("%s is %d, want %d", address, got.StatusCode, want)
		}
		if status, _, _ := p.posts(address, map[string]string{"words": "The third bar is wrong."}); status != want || len(p.reports) > 0 {
			t.Errorf("sent to %s: %d, want %d", address, status, want)
		}
	}
}
