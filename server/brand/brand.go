package brand

import (
	"bytes"
	"cmp"
	"context"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/widgets"
)

// Found is what a page says of its owner's look.
type Found struct {
	Address string // of the page, after redirects
	Name    string // of the site, as it calls itself; may be empty
	Colours []Colour
	Logos   []Logo
}

// Bytes is about what it takes of memory.
func (f Found) Bytes() int {
	n := 4 << 10
	for _, logo := range f.Logos {
		n += len(logo.Raw)
	}
	return n
}

// Colour is one that the page uses.
type Colour struct {
	Color widgets.Color
	Where string // "the page's theme colour", "--brand-primary", "used 41 times"
}

// Logo is a picture that may be the logo, as the site sent it: nothing of it is
// read here.
type Logo struct {
	Address string
	Alt     string // the words that the page has for it; may be empty
	Raw     []byte
}

// Limits of what one page is asked for.
const (
	maxPage    = 2 << 20
	maxSheet   = 1 << 20
	maxSheets  = 6
	maxLogos   = 4
	maxColours = 12
	maxTime    = 20 * time.Second
)

// Client is what asks for addresses: a [fetch.Client].
type Client interface {
	Ask(ctx context.Context, r fetch.Request) (fetch.Fetched, error)
}

// Read asks for a page, its style sheets and the pictures that look like a logo.
// Every error is one of the client's, or a [datasets.Problem] of a page that tells
// nothing; a style sheet or picture that cannot be read is left out. fits says
// which pictures can be used as a logo; those that it refuses are left out too.
func Read(ctx context.Context, client Client, address string, fits func(context.Context, []byte) bool) (Found, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	page, err := client.Ask(ctx, fetch.Request{Address: address, Accept: "text/html, */*;q=0.1", Page: true, MaxBytes: maxPage})
	if err != nil {
		return Found{}, err
	}
	at, err := url.Parse(page.Address)
	if err != nil {
		return Found{}, err
	}
	doc, err := html.Parse(bytes.NewReader(page.Body))
	if err != nil {
		return Found{}, err
	}
	p := read(doc, at)
	found := Found{Address: page.Address, Name: p.name}
	sheets := p.styles
	for _, sheet := range p.sheets[:min(len(p.sheets), maxSheets)] {
		got, err := client.Ask(ctx, fetch.Request{Address: sheet, Accept: "text/css, */*;q=0.1", MaxBytes: maxSheet})
		if err == nil && sameSite(got.Address, at) {
			sheets = append(sheets, string(got.Body))
		}
	}
	found.Colours = coloursOf(p.themeColour, strings.Join(sheets, "\n"))
	for _, logo := range p.logos {
		if len(found.Logos) == maxLogos {
			break
		}
		if logo.Raw == nil {
			got, err := client.Ask(ctx, fetch.Request{Address: logo.Address, Accept: "image/svg+xml, image/png", MaxBytes: maxSheet})
			if err != nil || !sameSite(got.Address, at) {
				continue
			}
			logo.Raw = got.Body
		}
		if fits(ctx, logo.Raw) {
			found.Logos = append(found.Logos, logo)
		}
	}
	if len(found.Colours) == 0 && len(found.Logos) == 0 {
		return found, datasets.Problem{Field: "from", Message: "No colour and no logo was found on this page.", Suggestion: "Try another page of the site, or paste the brand colour, such as #12436d."}
	}
	return found, nil
}

// page is what the HTML of a page tells.
type page struct {
	name, themeColour string
	styles            []string // that stand in the page
	sheets            []string // addresses
	logos             []Logo   // the likeliest first
}

// read walks through a page.
func read(doc *html.Node, at *url.URL) page {
	var p page
	base := at
	var likely, perhaps []Logo
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		address := func(name string) string { return onSite(base, at, attribute(n, name)) }
		switch n.DataAtom {
		case atom.Base:
			if to, err := at.Parse(attribute(n, "href")); err == nil {
				base = to
			}
		case atom.Meta:
			switch key := strings.ToLower(cmp.Or(attribute(n, "name"), attribute(n, "property"))); {
			case key == "theme-color" && p.themeColour == "":
				p.themeColour = attribute(n, "content")
			case key == "og:site_name":
				p.name = short(attribute(n, "content"))
			}
		case atom.Style:
			if n.FirstChild != nil {
				p.styles = append(p.styles, n.FirstChild.Data)
			}
		case atom.Link:
			rel, to := strings.Fields(strings.ToLower(attribute(n, "rel"))), address("href")
			switch {
			case to == "":
			case slices.Contains(rel, "stylesheet") && !slices.Contains(rel, "alternate"):
				p.sheets = append(p.sheets, to)
			case slices.Contains(rel, "icon") || slices.Contains(rel, "apple-touch-icon"):
				perhaps = append(perhaps, Logo{Address: to})
			}
		case atom.Img:
			if to := address("src"); to != "" && isLogo(n) {
				likely = append(likely, Logo{Address: to, Alt: short(attribute(n, "alt"))})
			}
		case atom.Svg:
			if raw := drawnLogo(n); raw != nil {
				likely = append(likely, Logo{Address: at.String(), Alt: short(cmp.Or(attribute(n, "aria-label"), p.name)), Raw: raw})
			}
		}
	}
	seen := map[string]bool{}
	for _, logo := range append(likely, perhaps...) {
		key := logo.Address + string(logo.Raw)
		if !seen[key] {
			seen[key] = true
			p.logos = append(p.logos, logo)
		}
	}
	return p
}

// isLogo reports whether an element, or what it stands in, is called a logo.
func isLogo(n *html.Node) bool {
	const outwards = 3
	for i := 0; n != nil && n.Type == html.ElementNode && i < outwards; i, n = i+1, n.Parent {
		for _, name := range []string{"class", "id", "src", "alt", "aria-label"} {
			if strings.Contains(strings.ToLower(attribute(n, name)), "logo") {
				return true
			}
		}
	}
	return false
}

// drawnLogo is the source of a drawing that stands in the page, nil for one that
// is no logo.
func drawnLogo(n *html.Node) []byte {
	if !isLogo(n) {
		return nil
	}
	var b bytes.Buffer
	if err := html.Render(&b, n); err != nil || b.Len() > maxSheet {
		return nil
	}
	raw := b.Bytes()
	if attribute(n, "xmlns") == "" {
		raw = bytes.Replace(raw, []byte("<svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg"`), 1)
	}
	return raw
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && strings.EqualFold(a.Key, name) {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// short is a text in one line of bounded length.
func short(text string) string {
	const most = 200
	r := []rune(strings.Join(strings.Fields(text), " "))
	return string(r[:min(len(r), most)])
}

// onSite resolves a reference, "" where it leads off the site.
func onSite(base, site *url.URL, to string) string {
	if to == "" {
		return ""
	}
	u, err := base.Parse(to)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !sameSite(u.String(), site) {
		return ""
	}
	return u.String()
}

// sameSite reports whether an address has the registrable domain of the site, and
// its port.
func sameSite(address string, site *url.URL) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	if strings.EqualFold(u.Host, site.Host) {
		return true
	}
	if net.ParseIP(u.Hostname()) != nil || u.Port() != site.Port() {
		return false
	}
	a, errA := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(u.Hostname()))
	b, errB := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(site.Hostname()))
	return errA == nil && errB == nil && a == b
}
