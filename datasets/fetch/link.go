package fetch

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// describedBy is the address of the description of a table that a server names
// in its Link header (RFC 8288; CSV on the web, 5.2), or "".
func describedBy(h http.Header, of *url.URL) string {
	for _, line := range h.Values("Link") {
		for line != "" {
			target, rest, found := strings.Cut(line, ">")
			_, address, opened := strings.Cut(target, "<")
			if !found || !opened {
				break
			}
			parameters := rest
			if next := strings.Index(rest, ",<"); next >= 0 {
				parameters, rest = rest[:next], rest[next+1:]
			} else if next := strings.Index(rest, ", <"); next >= 0 {
				parameters, rest = rest[:next], rest[next+2:]
			} else {
				rest = ""
			}
			line = rest
			_, p, err := mime.ParseMediaType("x/x" + strings.TrimSpace(parameters))
			if err != nil || !strings.EqualFold(p["rel"], "describedby") || !describes(p["type"]) {
				continue
			}
			if to, err := of.Parse(address); err == nil {
				return to.String()
			}
		}
	}
	return ""
}

func describes(kind string) bool {
	return kind == "application/csvm+json" || kind == "application/ld+json" || kind == "application/json"
}
