package embed

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// The newest Editions of listed figures, and sets by their pages, as Atom (RFC
// 4287) and as JSON Feed 1.1. A refreshed figure is a new entry: its id is the
// address of the Edition.

// maxFeed is how many entries a feed has.
const maxFeed = 50

// entry is what both feeds say of an Edition.
type entry struct {
	widgets.Edition
	ID, Page, CSV string
	Image         string // "" when none was drawn
	Source        string // who the numbers are from, and under which licence
	Content       string // HTML
	Correction    string // the notices beside it, "" for none
}

// entryTemplate shows a figure where no frame is: the picture with its
// description, the words and the source.
var entryTemplate = template.Must(template.New("entry").Parse(
	`{{with .Correction}}<p><strong>{{.}}</strong></p>{{end}}` +
		`{{if .Image}}<p><a href="{{.Page}}"><img src="{{.Image}}" alt="{{.Alt}}" width="1200" height="630"></a></p>{{else}}<p>{{.Alt}}</p>{{end}}` +
		`{{with .Subtitle}}<p>{{.}}</p>{{end}}<p>{{.Source}}</p>`))

func (f *face) newEntry(p shown) entry {
	e, page := p.Edition, f.PublicURL+p.Path
	en := entry{Edition: e, Page: page, ID: fmt.Sprintf("%s/e/%d", page, e.Number), Source: SourceWords(e), Correction: correctionText(e)}
	if p.Places != nil { // a set has no numbered Editions
		en.ID = page + "#" + stamp(e.PublishedAt)
	}
	if _, ok := e.Renditions["data.csv"]; ok {
		en.CSV = en.ID + "/data.csv"
	}
	if _, ok := e.Renditions["og.png"]; ok {
		en.Image = en.ID + "/og.png"
	}
	var out strings.Builder
	_ = entryTemplate.Execute(&out, en) // a strings.Builder takes every write, and the template is fixed
	en.Content = out.String()
	return en
}

// SourceWords name the sources of an Edition, as at which days they are, what was
// edited by hand, and the licences, in the figure's language.
func SourceWords(e widgets.Edition) string {
	l := frameWordsOf(e.Lang)
	source := l.Source + " " + e.Provenance.Sources()
	if dates := words.For(e.Lang).List(e.Provenance.Dates()); dates != "" {
		source += ", " + l.AsAt + " " + dates
	}
	texts := []string{source}
	for _, o := range e.Provenance.Origins() {
		texts = append(texts, o.Edited)
	}
	licences, _ := e.Provenance.Licences()
	return joinSentences(append(texts, licences, e.Provenance.Statements())...)
}

// joinSentences ends each text with a full stop; empty ones are left out.
func joinSentences(texts ...string) string {
	var out []string
	for _, text := range texts {
		if text = sentence(text); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, " ")
}

// feedOf is both feeds before they are written.
type feedOf struct {
	title, organisation, lang string
	updated                   time.Time
	entries                   []entry
}

func (f *face) newFeed(ctx context.Context) (feedOf, error) {
	newest, err := f.newest(ctx, maxFeed)
	if err != nil {
		return feedOf{}, err
	}
	l := f.own(ctx)
	base := f.basePage(ctx, "", l)
	feed := feedOf{title: say(l, "feed", "organisation", base.Organisation), organisation: base.Organisation, lang: l.Lang}
	for _, p := range newest {
		feed.entries = append(feed.entries, f.newEntry(p))
		if at := corrected(p.Edition); at.After(feed.updated) {
			feed.updated = at
		}
	}
	if feed.updated.IsZero() {
		feed.updated = time.Unix(0, 0) // nothing was ever published
	}
	return feed, nil
}

// listing serves what is made of all listed figures, once for each version of what
// is published.
func (f *face) listing(c *fiber.Ctx, name string, write func(ctx context.Context) (*body, error)) error {
	ctx := c.UserContext()
	o := f.organisation(ctx)
	key := fmt.Sprintf("%s@%d/%s/%s", name, f.pointer.current(ctx, f.Store, f.Now()), o.Lang, o.Name)
	b, err := f.kept(ctx, key, write)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, cacheStable)
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	return b.send(c, fiber.StatusOK)
}

// feed serves one of the feeds.
func (f *face) feed(c *fiber.Ctx, name string, write func(*face, feedOf) (*body, error)) error {
	return f.listing(c, name, func(ctx context.Context) (*body, error) {
		feed, err := f.newFeed(ctx)
		if err != nil {
			return nil, err
		}
		return write(f, feed)
	})
}

func (f *face) feedAtom(c *fiber.Ctx) error { return f.feed(c, "feed.atom", (*face).atom) }
func (f *face) feedJSON(c *fiber.Ctx) error { return f.feed(c, "feed.json", (*face).jsonFeed) }

// atomFeed is a feed by RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomPerson  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Href   string `xml:"href,attr"`
	Length int64  `xml:"length,attr,omitempty"`
}

type atomEntry struct {
	Lang    string     `xml:"xml:lang,attr,omitempty"`
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Rights  string     `xml:"rights,omitempty"`
	Summary string     `xml:"summary"`
	Content atomText   `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (f *face) atom(feed feedOf) (*body, error) {
	out := atomFeed{
		Lang: feed.lang, ID: f.PublicURL + "/feed.atom", Title: feed.title, Updated: stamp(feed.updated), Author: atomPerson{feed.organisation},
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: f.PublicURL + "/feed.atom"}, {Rel: "alternate", Type: "text/html", Href: f.PublicURL + "/"}},
	}
	for _, e := range feed.entries {
		licences, _ := e.Provenance.Licences()
		a := atomEntry{
			Lang: e.Lang, ID: e.ID, Title: e.Title, Updated: stamp(corrected(e.Edition)), Summary: e.Alt, Content: atomText{"html", e.Content},
			Rights: joinSentences(licences, e.Provenance.Statements()),
			Links:  []atomLink{{Rel: "alternate", Type: "text/html", Href: e.Page}},
		}
		for _, o := range originsOf(e.Edition) {
			if o.SourceLink != "" {
				a.Links = append(a.Links, atomLink{Rel: "via", Href: o.SourceLink})
			}
			if link := webLink(o.Licence.Link); link != "" {
				a.Links = append(a.Links, atomLink{Rel: "license", Href: link})
			}
		}
		if e.Image != "" {
			a.Links = append(a.Links, atomLink{Rel: "enclosure", Type: "image/png", Href: e.Image, Length: e.Renditions["og.png"].SizeBytes})
		}
		if e.CSV != "" {
			a.Links = append(a.Links, atomLink{Rel: "enclosure", Type: "text/csv", Href: e.CSV, Length: e.Renditions["data.csv"].SizeBytes})
		}
		out.Entries = append(out.Entries, a)
	}
	text, err := xml.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("feed: %w", err)
	}
	return newBody("application/atom+xml; charset=utf-8", append([]byte(xml.Header), text...)), nil
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// jsonFeed11 is a feed by jsonfeed.org, version 1.1.
type jsonFeed11 struct {
	Version  string     `json:"version"`
	Title    string     `json:"title"`
	Home     string     `json:"home_page_url"`
	Feed     string     `json:"feed_url"`
	Language string     `json:"language"`
	Authors  []jsonName `json:"authors"`
	Items    []jsonItem `json:"items"`
}

type jsonName struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID          string           `json:"id"`
	URL         string           `json:"url"`
	External    string           `json:"external_url,omitempty"`
	Title       string           `json:"title"`
	HTML        string           `json:"content_html"`
	Summary     string           `json:"summary"`
	Image       string           `json:"image,omitempty"`
	Published   string           `json:"date_published"`
	Modified    string           `json:"date_modified,omitempty"`
	Language    string           `json:"language,omitempty"`
	Attachments []jsonAttachment `json:"attachments,omitempty"`
}

type jsonAttachment struct {
	URL   string `json:"url"`
	Type  string `json:"mime_type"`
	Bytes int64  `json:"size_in_bytes,omitempty"`
}

func (f *face) jsonFeed(feed feedOf) (*body, error) {
	out := jsonFeed11{
		Version: "https://jsonfeed.org/version/1.1", Title: feed.title, Home: f.PublicURL + "/", Feed: f.PublicURL + "/feed.json",
		Language: feed.lang, Authors: []jsonName{{feed.organisation}}, Items: []jsonItem{},
	}
	for _, e := range feed.entries {
		item := jsonItem{
			ID: e.ID, URL: e.Page, External: webLink(e.Provenance.SourceLink), Title: e.Title, HTML: e.Content, Summary: e.Alt,
			Image: e.Image, Published: stamp(e.PublishedAt), Language: e.Lang,
		}
		if at := corrected(e.Edition); at.After(e.PublishedAt) {
			item.Modified = stamp(at)
		}
		if e.CSV != "" {
			item.Attachments = []jsonAttachment{{e.CSV, "text/csv", e.Renditions["data.csv"].SizeBytes}}
		}
		out.Items = append(out.Items, item)
	}
	text, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("feed: %w", err)
	}
	return newBody("application/feed+json; charset=utf-8", text), nil
}
