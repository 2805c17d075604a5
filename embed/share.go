package embed

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// maxShareRows is how many rows the table of a share page holds; the CSV file
// has all.
const maxShareRows = 1000

// sharePage is the page of one figure.
type sharePage struct {
	basePage
	widgets.Edition
	Title          string // of the document
	Drawings       []drawing
	Heads          []sortedHead
	Rows           []tableRow
	More           int
	Items          []item           // of a row of headlines
	Open           bool             // the table stands in for a drawing that is not there
	Origins        []widgets.Origin // with addresses that may be followed
	PublishedWords string
	Frozen         bool
	Reports        bool // a problem can be reported
	Notices        []correctionWords
	Base           string // address that files stand under
	Link           string // absolute address of this page
	Code, FitCode  string
	Preview        *image
	Images         []image
	Print          *image
	Slug           string
	RowWords       string
	OGLocale       string
	Citation       string
	BibTeX         string
	Discovery      string // address that answers oEmbed for this page
	Linked         any
	Data           string // colour of what stands out, of a theme that has its own
}

// originsOf are the sources of an Edition, with addresses that a browser may follow.
func originsOf(e widgets.Edition) []widgets.Origin {
	origins := e.Provenance.Origins()
	for i := range origins {
		origins[i].SourceLink = webLink(origins[i].SourceLink)
	}
	return origins
}

// LicenceLinks are the addresses of the licences of all sources, each once.
func (p sharePage) LicenceLinks() []string {
	var links []string
	for _, o := range p.Origins {
		if link := o.Licence.Link; link != "" && !slices.Contains(links, link) {
			links = append(links, link)
		}
	}
	return links
}

// dataColour is the colour of what stands out on the page, which is a text on
// a ground a little darker than paper: a link's. It is empty where the style
// sheet has it already.
func dataColour(e widgets.Edition) string {
	link := e.Dressed(widgets.Light).Link
	if link == (widgets.Edition{}).Dressed(widgets.Light).Link {
		return ""
	}
	return short(link)
}

// image is a picture that can be downloaded.
type image struct {
	Name, Address, File string
	Width, Height       int
}

// imageNames has the name of each preset in the catalogue, in their order.
var imageNames = []struct{ preset, name string }{
	{"og", "imageOg"}, {"x", "imageX"}, {"square", "imageSquare"},
	{"portrait", "imagePortrait"}, {"story", "imageStory"}, {"slide", "imageSlide"},
}

// share serves the page of an Edition, the live one where the address names
// none.
func (f *face) share(c *fiber.Ctx) error {
	ctx, n := c.UserContext(), param(c, "n")
	r, err := f.figureAt(ctx, param(c, "id"), n)
	if err != nil {
		return err
	}
	o := f.organisation(ctx)
	c.Set(fiber.HeaderCacheControl, cacheControl(n))
	if order := askedOrder(c); order.column > 0 { // made for the reader: nothing is kept for each address
		e, err := f.edition(ctx, r.id, r.edition.Number)
		if err != nil {
			return err
		}
		if order.column <= len(e.Table.Heads) {
			b, err := f.newShare(ctx, e, o, n != "", order)
			if err != nil {
				return err
			}
			f.seen(c, r.id, false)
			return b.send(c, fiber.StatusOK)
		}
	}
	key := r.key(fmt.Sprintf("share.%t.%s.%s", n != "", o.TimeZone, o.Name))
	b, err := f.kept(ctx, key, func(ctx context.Context) (*body, error) {
		e, err := f.edition(ctx, r.id, r.edition.Number)
		if err != nil {
			return nil, err
		}
		return f.newShare(ctx, e, o, n != "", tableOrder{})
	})
	if err != nil {
		return err
	}
	f.seen(c, r.id, false)
	return b.send(c, fiber.StatusOK)
}

func (f *face) newShare(ctx context.Context, e widgets.Edition, o store.Organisation, frozen bool, order tableOrder) (*body, error) {
	p := f.newSharePage(ctx, e, o, frozen, order)
	b, err := newPage("share", p)
	if err != nil {
		return nil, err
	}
	if p.Data != "" {
		b.styled()
	}
	b.link = f.shareLinks(p)
	return b, nil
}

func (f *face) newSharePage(ctx context.Context, e widgets.Edition, o store.Organisation, frozen bool, order tableOrder) sharePage {
	e.Table = e.Table.Sorted(e.Result, order.column-1, order.descending)
	page, l := "/w/"+e.PublicID, words.For(e.Lang)
	p := sharePage{
		basePage: f.basePage(ctx, e.Title, l), Edition: e, Title: e.Title, Frozen: frozen,
		Drawings: drawings(e, scheme(widgets.Light)),
		Rows:     tableRows(e.Table, maxShareRows),
		Origins:  originsOf(e), PublishedWords: dateWords(e.PublishedAt, o, l),
		Base: page, Link: f.PublicURL + page, Slug: slug(e.Title),
		Code: Snippet(e, f.PublicURL), FitCode: BestFit(e, f.PublicURL),
		RowWords: l.Count(len(e.Result.Rows), words.NounRow), OGLocale: ogLocale(e.Lang),
	}
	p.Canonical, p.Data, p.Reports = p.Link, dataColour(e), f.Reports != nil
	p.Notices = correctionsIn(e, l, zoneOf(o))
	p.Items = itemsOf(e.Headlines)
	p.Open = len(p.Drawings) == 0 && e.Kind != widgets.Headline && len(p.Items) == 0 || order.column > 0
	if len(e.Table.Rows) > maxShareRows {
		p.More = len(e.Table.Rows)
	}
	if frozen {
		p.Base = fmt.Sprintf("%s/e/%d", page, e.Number)
		p.Link = f.PublicURL + p.Base
	}
	p.Heads = sortedHeads(e.Table, order, p.Base)
	p.addImages(f.PublicURL)
	p.Citation, p.BibTeX, p.Discovery = f.citation(p), f.bibTeX(p), f.discovery(p.Link)
	p.Linked = f.linkedData(p)
	return p
}

// addImages lists what was drawn. The preview is that of this Edition for good.
func (p *sharePage) addImages(publicURL string) {
	for _, known := range imageNames {
		r, ok := p.Renditions[known.preset+".png"]
		if !ok {
			continue
		}
		p.Images = append(p.Images, image{say(p.words, known.name), p.Base + "/" + known.preset + ".png", p.Slug + "-" + known.preset + ".png", r.Width, r.Height})
	}
	if r, ok := p.Renditions["og.png"]; ok {
		p.Preview = preview(fmt.Sprintf("%s/w/%s/e/%d/og.png", publicURL, p.PublicID, p.Edition.Number), r)
	}
	if _, ok := p.Renditions["print.svg"]; ok {
		p.Print = &image{Address: p.Base + "/print.svg", File: p.Slug + ".svg"}
	}
}

// preview is a picture for networks, which keep one for weeks: its address has
// the hash of its content in it.
func preview(address string, r widgets.Rendition) *image {
	return &image{Address: address + "?v=" + r.SHA256[:min(len(r.SHA256), 12)], Width: r.Width, Height: r.Height}
}

// Has reports whether a file was made of this Edition: those from earlier
// releases have no workbook.
func (p sharePage) Has(file string) bool { return p.Renditions[file].SHA256 != "" }

// Arrow is the direction of a headline's change as a sign.
func (p sharePage) Arrow() string { return arrow(p.Headline) }

// InWords is the description to read: the longer one, after a person's own.
func (p sharePage) InWords() []string {
	kind, _, _ := strings.Cut(p.Alt, ":")
	switch {
	case p.Long == "":
		return []string{p.Alt}
	case strings.HasPrefix(p.Long, kind):
		return []string{p.Long}
	}
	return []string{p.Alt, p.Long}
}

// citation is how to name the figure in a report.
func (f *face) citation(p sharePage) string {
	who := p.basePage.Organisation
	return say(p.words, "cite", "who", who, "title", p.Edition.Title, "source", strings.TrimRight(p.Provenance.Sources(), "."),
		"address", f.PublicURL+"/w/"+p.PublicID, "n", strconv.Itoa(p.Edition.Number), "date", p.PublishedWords)
}

// webLink returns an address a browser may follow, or "": http and https only,
// with a host, whatever was stored.
func webLink(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}

// slug makes a file name of a title: its first words in a–z, 0–9 and hyphens.
func slug(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 60 {
			break
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "figure"
}
