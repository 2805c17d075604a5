package publishing

import (
	"fmt"
	"html"

	"figurehead/embed"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// Kit is everything to put a live figure in its places.
type Kit struct {
	Edition widgets.Edition
	Link    string
	Short   string // the same, to be printed
	Frame   string
	BestFit string
	Posts   []Post
	Email   string
	Images  []Image
}

// Image is one picture to download.
type Image struct {
	Name, Words   string
	Width, Height int
	Bytes         int64
}

// Pictures names the pictures by where they go.
var Pictures = []struct{ Preset, Words string }{
	{"og", "Link preview"}, {"x", "X"}, {"square", "Square"},
	{"portrait", "Portrait"}, {"story", "Story"}, {"slide", "Slide"},
}

// KitOf makes the kit of an Edition. publicURL is scheme and host.
func KitOf(e widgets.Edition, publicURL string) Kit {
	k := Kit{
		Edition: e, Link: publicURL + "/w/" + e.PublicID, Short: publicURL + "/s/" + e.ShortCode,
		Frame: embed.Snippet(e, publicURL), BestFit: embed.BestFit(e, publicURL), Email: emailBlock(e, publicURL),
	}
	for _, n := range Networks {
		k.Posts = append(k.Posts, postOn(n, e, k.Short))
	}
	for _, i := range Pictures {
		r := e.Renditions[i.Preset+".png"]
		k.Images = append(k.Images, Image{i.Preset, i.Words, r.Width, r.Height, r.SizeBytes})
	}
	return k
}

// emailBlock is HTML for a newsletter, in the figure's language: linked picture
// with its description, and the source below.
func emailBlock(e widgets.Edition, publicURL string) string {
	link, l := publicURL+"/w/"+e.PublicID, words.For(e.Lang)
	source := embed.SourceWords(e)
	lang := ""
	if l != words.British {
		lang = fmt.Sprintf(" lang=%q", l.Lang)
	}
	picture := fmt.Sprintf("%s/e/%d/og.png", link, e.Number) // a message that was sent keeps the picture that its words describe
	return fmt.Sprintf(emailForm, link, lang, picture, html.EscapeString(e.Alt), lang, html.EscapeString(source), link, html.EscapeString(l.Say(words.FrameLink)))
}

// emailForm is a table of one column, which all mail programs draw alike.
const emailForm = `<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%%;max-width:600px">` +
	`<tr><td style="padding:0"><a href="%s"%s><img src="%s" width="600" alt="%s" style="display:block;width:100%%;max-width:600px;height:auto;border:0"></a></td></tr>` +
	`<tr><td%s style="padding:8px 0;font:14px/20px Arial,Helvetica,sans-serif;color:#14202b">%s <a href="%s" style="color:#0b5a55">%s</a></td></tr></table>`
