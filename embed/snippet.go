package embed

import (
	"html/template"
	"strings"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// snippetPage is what the code for another site's page is made of.
type snippetPage struct {
	widgets.Edition
	URL             string
	Name, LinkWords string
	Height          int
	Fit             bool
}

// The height is fixed where a browser cannot size a frame by its content; CSS
// if() keeps the number for those. The least height stands around the frame, so
// that nothing on the page moves when it comes: on the frame itself Chromium
// 156 leaves it cut off at 150 px where scripts are forbidden. Measured in Chromium 156 and Firefox 153.
// Browsers never show what stands inside the frame; editors and feed readers
// that take frames away leave it, so a picture with its description remains.
var snippetTemplate = template.Must(template.New("snippet").Parse(
	`<figure style="margin:0"><div style="min-height:{{.Height}}px"><iframe src="{{.URL}}/embed/{{.PublicID}}" title="{{.Name}}" loading="lazy"{{if .Fit}} data-figurehead{{end}} ` +
		`style="display:block;width:100%;border:0;height:{{.Height}}px;height:if(supports(frame-sizing:content-height):auto;else:{{.Height}}px);frame-sizing:content-height">` +
		`<a href="{{.URL}}/w/{{.PublicID}}"><img src="{{.URL}}/w/{{.PublicID}}/og.png" alt="{{.Alt}}" width="1200" height="630" style="max-width:100%;height:auto"></a></iframe></div>` +
		`<figcaption><a href="{{.URL}}/w/{{.PublicID}}">{{.LinkWords}}</a></figcaption></figure>`))

// listener fits every marked frame to the height it tells. It believes only
// the frame itself, from the frame's own origin, within bounds.
const listener = `<script>addEventListener('message',e=>{const d=e.data;if(d&&d.type==='figurehead:height'&&d.version===1&&d.height>=50&&d.height<=4000)for(const f of document.querySelectorAll('iframe[data-figurehead]'))if(f.contentWindow===e.source&&new URL(f.src).origin===e.origin)f.style.height=d.height+'px'})</script>`

// Snippet is the code that shows a figure on another page: a frame that fits
// without scripts, and a link that stays when frames are taken away.
// publicURL is scheme and host of this server.
func Snippet(e widgets.Edition, publicURL string) string { return snippet(e, publicURL, false) }

// BestFit is Snippet with a small listener, so that the frame also
// follows its content when a reader opens the table or turns a phone.
func BestFit(e widgets.Edition, publicURL string) string {
	return snippet(e, publicURL, true) + "\n" + listener
}

func snippet(e widgets.Edition, publicURL string, fit bool) string {
	var out strings.Builder
	l := words.For(e.Lang)
	p := snippetPage{
		Edition: e, URL: strings.TrimRight(publicURL, "/"), Height: frameHeight(e), Fit: fit,
		Name:      l.Say(words.SnippetTitle, "title", e.Title, "kind", widgets.KindWord(e.Kind, l.Lang)),
		LinkWords: l.Say(words.SnippetLink, "title", e.Title),
	}
	// A strings.Builder takes every write, and the template is fixed.
	_ = snippetTemplate.Execute(&out, p)
	return out.String()
}
