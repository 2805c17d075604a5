package api_test

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"figurehead/server/api"
)

// call is a request as the how-to writes it: method, address, and what follows.
var (
	call     = regexp.MustCompile(`(?m)^(?:etag=\$\()?api ([A-Z]+) (\S+)((?:.|\n  )*)$`)
	option   = regexp.MustCompile(`(-F|--json|-H) (?:'((?:[^']|'\$\w+')*)'|"([^"]*)"|(\S+))`)
	variable = regexp.MustCompile(`(?:')?\$(\w+)(?:')?`)
)

// TestHowToIsTrue sends every request of the how-to in its order, and each is done.
func TestHowToIsTrue(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	raw, err := os.ReadFile("../../docs/how-to/publish-from-a-program.md")
	w.must(err)
	page := string(raw)
	_, file, _ := strings.Cut(page, "`recycling.csv`:\n\n```\n")
	file, _, _ = strings.Cut(file, "```")
	known := map[string]string{}
	fill := func(text string) string {
		return variable.ReplaceAllStringFunc(text, func(name string) string { return known[strings.Trim(name, "'$")] })
	}
	var sent []string
	for block := range strings.SplitSeq(page, "```sh\n") {
		block, _, inside := strings.Cut(block, "```")
		if !inside {
			continue
		}
		for _, found := range call.FindAllStringSubmatch(block, -1) {
			r := request{method: found[1], path: api.Prefix + fill(found[2]), as: "publisher", header: map[string]string{}}
			if strings.HasPrefix(found[2], "/webhooks") {
				r.as = "admin"
			}
			for _, o := range option.FindAllStringSubmatch(found[3], -1) {
				value := fill(o[2] + o[3] + o[4])
				about, isAbout := strings.CutPrefix(value, "about=")
				name, header, _ := strings.Cut(value, ": ")
				switch {
				case o[1] == "--json":
					r.body = value
				case o[1] == "-H":
					r.header[name] = header
				case isAbout:
					r.body, r.header["Content-Type"] = form(t, "recycling.csv", file, about)
				}
			}
			got := w.do(r)
			if sent = append(sent, found[1]+" "+found[2]); got.status >= http.StatusMultipleChoices {
				t.Fatalf("%s: %d %s", found[0], got.status, got.body)
			}
			learn(known, found[2], got)
		}
	}
	if len(sent) != 13 {
		t.Errorf("%d requests were sent: %q", len(sent), sent)
	}
}

// learn keeps what later requests name of an answer.
func learn(known map[string]string, path string, got answer) {
	keep := func(name, value string) {
		if value != "" {
			known[name] = value
		}
	}
	if got.status == http.StatusNoContent {
		return
	}
	switch {
	case path == "/datasets":
		keep("dataset", got.text("id"))
		keep("snapshot", got.text("snapshot"))
	case path == "/figures":
		keep("figure", got.text("id"))
	case path == "/webhooks":
		keep("webhook", got.text("id"))
	case strings.HasSuffix(path, "/draft"), strings.HasSuffix(path, "/checks"):
		keep("version", got.text("version"))
	}
	keep("etag", got.header.Get("ETag"))
}
