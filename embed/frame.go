package embed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// scheme is the dress of a frame: light, dark, or auto, which follows the
// reader's. Light is the default: a frame on a light page stays light.
type scheme string

const schemeAuto scheme = "auto"

// The two parameters of a frame: a promise, as its address is.
const (
	parameterScheme = "scheme"
	parameterLang   = "lang"
)

// schemes and languages are the fixed lists of the two parameters; anything
// else counts as the first scheme, and as the language of the figure.
var (
	schemes   = []scheme{scheme(widgets.Light), scheme(widgets.Dark), schemeAuto}
	languages = words.Langs()
)

// frame serves the frame of an Edition, the live one where the address names
// none.
func (f *face) frame(c *fiber.Ctx) error {
	n := param(c, "n")
	r, err := f.figureAt(c.UserContext(), param(c, "id"), n)
	if err != nil {
		return err
	}
	dress, lang := listed(schemes, scheme(c.Query(parameterScheme))), listed(append([]string{""}, languages...), c.Query(parameterLang))
	b, err := f.kept(c.UserContext(), r.key("frame."+string(dress)+"."+lang), func(ctx context.Context) (*body, error) {
		e, err := f.edition(ctx, r.id, r.edition.Number)
		if err != nil {
			return nil, err
		}
		return f.newFrame(e, FrameOptions{Scheme: string(dress), Lang: lang, Script: f.Assets.URL("embed.js"), Zone: zoneOf(f.organisation(ctx))})
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, cacheControl(n))
	f.seen(c, r.id, true)
	repeatable(c, addressIn("/embed/", r, n)+frameQuery(dress, lang), r, b, true)
	return b.send(c, fiber.StatusOK)
}

// frameQuery is the one spelling of the parameters of a frame that is kept.
func frameQuery(dress scheme, lang string) string {
	var parts []string
	if dress != schemes[0] {
		parts = append(parts, parameterScheme+"="+string(dress))
	}
	if lang != "" {
		parts = append(parts, parameterLang+"="+lang)
	}
	if len(parts) == 0 {
		return ""
	}
	return "?" + strings.Join(parts, "&")
}

func (f *face) newFrame(e widgets.Edition, o FrameOptions) (*body, error) {
	html, err := Frame(e, o)
	if err != nil {
		return nil, err
	}
	b := framed(html)
	b.link = f.frameLinks(e)
	return b, nil
}

// listed returns want when it is on the list, else the first.
func listed[T comparable](list []T, want T) T {
	for _, known := range list {
		if known == want {
			return known
		}
	}
	return list[0]
}

var frameTemplates = template.Must(template.ParseFS(templateFiles, "templates/frame.css", "templates/frame.html"))

// FrameOptions are how a frame is dressed.
type FrameOptions struct {
	Scheme string // "light", "dark" or "auto"; empty means light
	Lang   string // of the frame's own words: "en-GB" or "cy"; empty means that of the figure
	Script string // address of the fitting script; empty leaves it out
	// Zone is the time zone of the days of notices; nil is UTC.
	Zone *time.Location
}

// Frame assembles the page that other sites embed: finding, three drawings of
// which the width shows one, description, table and source. It is whole
// without its script.
func Frame(e widgets.Edition, o FrameOptions) ([]byte, error) {
	var out bytes.Buffer
	if err := frameTemplates.ExecuteTemplate(&out, "frame", newFramePage(e, o)); err != nil {
		return nil, fmt.Errorf("frame of %s: %w", e.PublicID, err)
	}
	return out.Bytes(), nil
}

// noticeFrame is the frame that stands where a figure is not, in the colours of
// the organisation.
func noticeFrame(n notice, o store.Organisation) (*body, error) {
	height := n.Height
	if height == 0 {
		height = leastFrameHeight
	}
	l := words.For(n.Lang)
	n.Lang = l.Lang
	p := noticeFramePage{Height: height, Notice: n, Others: l.Say(words.FrameGone), frameDress: dressOf(widgets.Edition{Dress: lightDress(o.Theme)}, scheme(widgets.Light))}
	if o.Name != "" {
		p.Others = l.Say(words.FrameGoneOf, "organisation", o.Name)
	}
	var out bytes.Buffer
	if err := frameTemplates.ExecuteTemplate(&out, "gone", p); err != nil {
		return nil, fmt.Errorf("frame of a notice: %w", err)
	}
	return framed(out.Bytes()), nil
}

// framed keeps the bytes of a frame, and allows its one style element by the
// hash of what is in it.
func framed(html []byte) *body {
	b := newBody(fiber.MIMETextHTMLCharsetUTF8, html)
	b.policy = policyFrame + "; style-src 'sha256-" + styleHash(html) + "'"
	return b
}

// styled allows the one style element of a page, as framed does of a frame.
func (b *body) styled() {
	b.policy = strings.Replace(policyPage, "style-src 'self'", "style-src 'self' 'sha256-"+styleHash(b.plain())+"'", 1)
}

// styleHash is the hash of the first style element, as a policy writes it.
// Texts before it are escaped, so it is ours.
func styleHash(html []byte) string {
	_, rest, _ := strings.Cut(string(html), "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	return base64.StdEncoding.EncodeToString(sum[:])
}
