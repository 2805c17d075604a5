package docs

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestPagesAreShown makes HTML of every page: one heading of the first level,
// every link of a page leads somewhere, and nothing of Markdown is left.
func TestPagesAreShown(t *testing.T) {
	t.Parallel()
	const under = "/studio/help/"
	for _, folder := range folders {
		pages := Pages(folder)
		if len(pages) < 5 {
			t.Fatalf("%s has %d pages", folder, len(pages))
		}
		for _, listed := range pages {
			p, ok := PageNamed(listed.Name, under)
			if !ok || p.Title == "" || p.Summary == "" {
				t.Errorf("%s/%s: %q, %q", folder, listed.Name, p.Title, p.Summary)
			}
			document, err := html.Parse(strings.NewReader(string(p.Body)))
			if err != nil {
				t.Fatal(err)
			}
			firsts := 0
			for n := range document.Descendants() {
				if n.Type == html.ElementNode && n.Data == "h1" {
					firsts++
				}
				for _, a := range n.Attr {
					name, inside := strings.CutPrefix(a.Val, under)
					name, _, _ = strings.Cut(name, "#")
					if a.Key != "href" || !inside {
						continue
					}
					if _, ok := PageNamed(name, under); !ok {
						t.Errorf("%s links to %s, which is no page", p.Name, a.Val)
					}
				}
				if n.Type == html.TextNode && n.Parent.Data != "pre" && n.Parent.Data != "code" && (strings.Contains(n.Data, "](") || strings.Contains(n.Data, "**")) {
					t.Errorf("%s: Markdown is left in %q", p.Name, n.Data)
				}
			}
			if firsts != 1 {
				t.Errorf("%s has %d headings of the first level", p.Name, firsts)
			}
		}
	}
	for _, name := range []string{"", "..", "../docs", "nothing", "how-to/run-it"} {
		if _, ok := PageNamed(name, under); ok {
			t.Errorf("PageNamed(%q) is a page", name)
		}
		if _, ok := Picture(name); ok {
			t.Errorf("Picture(%q) is a picture", name)
		}
	}
}
