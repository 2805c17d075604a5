package studio

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
	"rsc.io/qr"

	"figurehead/embed"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// kitPage is everything to put a live figure in its places.
type kitPage struct {
	basePage
	Widget  widgets.Widget
	Edition widgets.Edition
	Link    string
	Frame   string
	BestFit string
	Posts   []post
	Email   string
	Images  []image
	// Seen is where the figure was seen in the last four weeks.
	Seen []seenOn
}

// post is drafted words for one network, with its count.
type post struct {
	ID, Network, Text string
	Count, Most       int
}

// image is one picture to download.
type image struct {
	Name, Words   string
	Width, Height int
}

// imageWords names the pictures by where they go.
var imageWords = []struct{ preset, words string }{
	{"og", "Link preview"}, {"x", "X"}, {"square", "Square"},
	{"portrait", "Portrait"}, {"story", "Story"}, {"slide", "Slide"},
}

// networks are where posts go, and the most characters each takes.
var networks = []struct {
	id, name string
	most     int
}{{"x", "X", 280}, {"bluesky", "Bluesky", 300}, {"facebook", "Facebook and LinkedIn", 3000}}

func (s *Studio) kit(c *fiber.Ctx) error {
	page, err := s.kitPage(c)
	if err != nil {
		return err
	}
	if page.Widget.State != widgets.Live {
		return c.Redirect("/studio/figures/"+page.Widget.ID+"/check", fiber.StatusSeeOther)
	}
	return s.render(c, fiber.StatusOK, "kit", page)
}

func (s *Studio) kitPage(c *fiber.Ctx) (kitPage, error) {
	widget, err := s.Store.Widget(c.UserContext(), param(c, "widget"))
	if err != nil {
		return kitPage{}, err
	}
	return s.kitOf(c, widget)
}

// kitOf is the kit of a figure; of one that is not live only the Widget.
func (s *Studio) kitOf(c *fiber.Ctx, widget widgets.Widget) (kitPage, error) {
	page := kitPage{basePage: s.base(c, "It is live"), Widget: widget}
	if page.Widget.State != widgets.Live {
		return page, nil
	}
	page.basePage = page.journey(5, "", "", "/studio/figures/"+page.Widget.ID+"/say", "/studio/figures/"+page.Widget.ID+"/check")
	published, err := s.Store.Published(c.UserContext(), page.Widget.PublicID)
	if err != nil {
		return page, err
	}
	e := published.Edition
	page.Edition = e
	page.Link = s.PublicURL + "/w/" + e.PublicID
	page.Frame = embed.Snippet(e, s.PublicURL)
	page.BestFit = embed.BestFit(e, s.PublicURL)
	page.Email = emailBlock(e, s.PublicURL)
	for _, n := range networks {
		text := postFor(e, s.PublicURL+"/s/"+e.ShortCode, n.most)
		page.Posts = append(page.Posts, post{n.id, n.name, text, utf8.RuneCountInString(text), n.most})
	}
	for _, i := range imageWords {
		r := e.Renditions[i.preset+".png"]
		page.Images = append(page.Images, image{i.preset, i.words, r.Width, r.Height})
	}
	page.Seen, err = s.seenOn(c.UserContext(), page.Widget)
	return page, err
}

// postFor is the drafted post with the link, cut at a word where a network
// takes fewer characters.
func postFor(e widgets.Edition, link string, most int) string {
	tail := " " + link
	if most > 1000 {
		tail = "\n\n" + words.For(e.Lang).Say(words.PostLink, "link", link)
	}
	room := most - utf8.RuneCountInString(tail)
	text := []rune(e.Post)
	if len(text) > room {
		cut := strings.LastIndexByte(string(text[:room-1]), ' ')
		return string(text[:room-1])[:max(cut, 0)] + "…" + tail
	}
	return e.Post + tail
}

// emailBlock is HTML for a newsletter, in the figure's language: linked picture
// with its description, and the source below.
func emailBlock(e widgets.Edition, publicURL string) string {
	link, l := publicURL+"/w/"+e.PublicID, words.For(e.Lang)
	source := strings.TrimSuffix(l.Say(words.SourceIs, "source", e.Provenance.Sources()), ".") + "."
	if e.Provenance.Edited != "" {
		source += " " + e.Provenance.Edited + "."
	}
	lang := ""
	if l != words.British {
		lang = fmt.Sprintf(" lang=%q", l.Lang)
	}
	return fmt.Sprintf(`<a href="%s"%s><img src="%s/og.png" width="600" alt="%s"></a><p%s>%s <a href="%s">%s</a></p>`,
		link, lang, link, html.EscapeString(e.Alt), lang, html.EscapeString(source), link, html.EscapeString(l.Say(words.FrameLink)))
}

// kitZip streams every picture, text and number of the live Edition.
func (s *Studio) kitZip(c *fiber.Ctx) error {
	page, err := s.kitPage(c)
	if err != nil {
		return err
	}
	if page.Widget.State != widgets.Live {
		return fiber.ErrNotFound
	}
	var body bytes.Buffer
	if err := s.writeKit(c, &body, page); err != nil {
		return fmt.Errorf("kit of %s: %w", page.Widget.ID, err)
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="figure-%s-%d.zip"`, page.Edition.ShortCode, page.Edition.Number))
	return c.Send(body.Bytes())
}

func (s *Studio) writeKit(c *fiber.Ctx, w io.Writer, page kitPage) error {
	z := zip.NewWriter(w)
	if err := s.addKit(c.UserContext(), z, "", page); err != nil {
		return err
	}
	return z.Close()
}

// addKit puts the files of a kit into an archive, under a folder when one is
// named ("waste/").
func (s *Studio) addKit(ctx context.Context, z *zip.Writer, folder string, page kitPage) error {
	files := map[string][]byte{
		"README.txt":      []byte(kitReadme(page)),
		"description.txt": []byte(page.Edition.Alt + "\n"),
		"frame.html":      []byte(page.Frame + "\n"),
		"email.html":      []byte(page.Email + "\n"),
	}
	for _, p := range page.Posts {
		files["post-"+p.ID+".txt"] = []byte(p.Text + "\n")
	}
	for name, r := range page.Edition.Renditions {
		if strings.HasPrefix(name, "withdrawn.") {
			continue
		}
		raw, err := s.Store.Blobs().Get(ctx, r.SHA256)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		files[name] = raw
	}
	manifest, err := json.MarshalIndent(page.Edition.Renditions, "", " ")
	if err != nil {
		return err
	}
	files["manifest.json"] = manifest
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		part, err := z.Create(folder + name)
		if err != nil {
			return err
		}
		if _, err := part.Write(files[name]); err != nil {
			return err
		}
	}
	return nil
}

func kitReadme(page kitPage) string {
	e := page.Edition
	text := fmt.Sprintf("%s\n\n%s\n\n", e.Title, page.Link)
	for _, o := range e.Provenance.Origins() {
		edited := ""
		if o.Edited != "" {
			edited = " (" + o.Edited + ")"
		}
		text += fmt.Sprintf("Source: %s%s\nLicence: %s\n%s\nAs at %s\n\n", o.Source, edited, o.Licence.Name, o.Statement, o.AsAtWords)
	}
	return text + "Put the text of description.txt wherever you post an image.\nfigures: data.csv, data.xlsx, data.json and data.parquet hold exactly the numbers shown.\n"
}

// kitQR is a QR code of the short address for print.
func (s *Studio) kitQR(c *fiber.Ctx) error {
	widget, err := s.Store.Widget(c.UserContext(), param(c, "widget"))
	if err != nil {
		return err
	}
	if widget.ShortCode == "" {
		return fiber.ErrNotFound
	}
	code, err := qr.Encode(s.PublicURL+"/s/"+widget.ShortCode, qr.M)
	if err != nil {
		return fmt.Errorf("QR code of %s: %w", widget.ID, err)
	}
	const quiet = 4 // modules around the code, as the standard asks
	size := code.Size + 2*quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d"><rect width="100%%" height="100%%" fill="#fff"/><path d="`, size*5, size*5, size, size)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	c.Set(fiber.HeaderContentType, "image/svg+xml")
	return c.SendString(b.String())
}
