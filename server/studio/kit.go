package studio

import (
	"fmt"
	"html"
	"strings"

	"github.com/gofiber/fiber/v2"

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
	Short   string // the same, to be printed
	Frame   string
	BestFit string
	Posts   []post
	Email   string
	Images  []image
	// Seen is where the figure was seen in the last four weeks.
	Seen []seenOn
}

// image is one picture to download.
type image struct {
	Name, Words   string
	Width, Height int
	Bytes         int64
}

// imageWords names the pictures by where they go.
var imageWords = []struct{ preset, words string }{
	{"og", "Link preview"}, {"x", "X"}, {"square", "Square"},
	{"portrait", "Portrait"}, {"story", "Story"}, {"slide", "Slide"},
}

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
	s.fillKit(&page, published.Edition)
	page.Seen, err = s.seenOn(c.UserContext(), page.Widget)
	return page, err
}

// fillKit makes what stands in the kit of an Edition.
func (s *Studio) fillKit(page *kitPage, e widgets.Edition) {
	page.Edition = e
	page.Link, page.Short = s.PublicURL+"/w/"+e.PublicID, s.PublicURL+"/s/"+e.ShortCode
	page.Frame = embed.Snippet(e, s.PublicURL)
	page.BestFit = embed.BestFit(e, s.PublicURL)
	page.Email = emailBlock(e, s.PublicURL)
	for _, n := range networks {
		page.Posts = append(page.Posts, postOn(n, e, page.Short))
	}
	for _, i := range imageWords {
		r := e.Renditions[i.preset+".png"]
		page.Images = append(page.Images, image{i.preset, i.words, r.Width, r.Height, r.SizeBytes})
	}
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
	return fmt.Sprintf(emailForm, link, lang, link, html.EscapeString(e.Alt), lang, html.EscapeString(source), link, html.EscapeString(l.Say(words.FrameLink)))
}

// emailForm is a table of one column, which all mail programs draw alike.
const emailForm = `<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%%;max-width:600px">` +
	`<tr><td style="padding:0"><a href="%s"%s><img src="%s/og.png" width="600" alt="%s" style="display:block;width:100%%;max-width:600px;height:auto;border:0"></a></td></tr>` +
	`<tr><td%s style="padding:8px 0;font:14px/20px Arial,Helvetica,sans-serif;color:#14202b">%s <a href="%s" style="color:#0b5a55">%s</a></td></tr></table>`
