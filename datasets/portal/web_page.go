package portal

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"

	"figurehead/datasets/fetch"
)

// maxLinks is how many data files of one page are offered.
const maxLinks = 200

// readPage finds the datasets that a web page describes for machines (JSON-LD
// with schema.org Dataset), else the data files that it links to.
func (f feed) readPage(got fetch.Fetched) ([]Found, error) {
	doc, err := html.Parse(bytes.NewReader(got.Body))
	if err != nil {
		return nil, err
	}
	page := f
	page.site.Address = got.Address
	base, err := url.Parse(got.Address)
	if err != nil {
		return nil, err
	}
	var p pageReader
	p.base = base
	p.read(doc)
	var nodes []node
	var publisher text
	for _, script := range p.scripts {
		some, by, err := readNodes([]byte(script), p.base)
		if err != nil {
			continue // a script that is broken describes nothing
		}
		nodes, publisher = append(nodes, some...), text(first(publisher, by))
	}
	found := page.datasets(nodes, publisher)
	if len(found) > 0 {
		return found, nil
	}
	if len(p.files) == 0 {
		return nil, errNoDatasets
	}
	title := cut(strings.Join(strings.Fields(first(text(p.title), text(base.Hostname()))), " "), 200)
	return []Found{{ID: got.Address, Title: title, Publisher: first(text(p.siteName), text(base.Hostname())), Landing: got.Address, Resources: p.files}}, nil
}

// pageReader gathers what of a page is about data.
type pageReader struct {
	base     *url.URL
	title    string
	siteName string
	scripts  []string
	files    []Resource
	ids      ids
}

func (p *pageReader) read(n *html.Node) {
	if n.Type == html.ElementNode {
		switch n.Data {
		case "title":
			p.title = first(text(p.title), text(words(n)))
		case "base":
			if u, err := p.base.Parse(attribute(n, "href")); err == nil {
				p.base = u
			}
		case "meta":
			if attribute(n, "property") == "og:site_name" {
				p.siteName = attribute(n, "content")
			}
		case "script":
			if kind, _, _ := strings.Cut(attribute(n, "type"), ";"); strings.EqualFold(strings.TrimSpace(kind), "application/ld+json") {
				p.scripts = append(p.scripts, words(n))
			}
		case "a":
			p.link(n)
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		p.read(child)
	}
}

// link adds a link whose address ends as a data file does.
func (p *pageReader) link(n *html.Node) {
	address := p.absolute(attribute(n, "href"))
	format := formatOf("", attribute(n, "type"), address)
	if !readable[format] || !isWeb(address) || len(p.files) >= maxLinks || p.ids[address] {
		return
	}
	if p.ids == nil {
		p.ids = ids{}
	}
	name := cut(strings.Join(strings.Fields(words(n)), " "), 200)
	if name == "" {
		name = path.Base(address)
	}
	p.files = append(p.files, Resource{ID: p.ids.of(text(address)), Name: name, Format: format, Address: address, Rows: -1})
}

func (p *pageReader) absolute(address string) string {
	u, err := p.base.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

func words(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		b.WriteString(words(child))
	}
	return b.String()
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
