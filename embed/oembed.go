package embed

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// oEmbed 1.0 (oembed.com): a site that is given the address of a figure asks
// here for the code that shows it.

const (
	oembedWidth = 720  // of a frame when the asker sets no bound
	oembedMost  = 4096 // a larger bound is no bound
	oembedAge   = 300  // seconds an answer may be kept
)

// What is refused beside addresses that are not a figure's.
var (
	errNoURL  = errors.New("oEmbed without an address")
	errFormat = errors.New("oEmbed in another format than JSON")
	errBound  = errors.New("a bound that is no number of pixels")
)

// embedded is an answer; what does not belong to its type is left out.
type embedded struct {
	Version     string `json:"version"`
	Type        string `json:"type"` // "rich" or "photo"
	Title       string `json:"title"`
	Author      string `json:"author_name,omitempty"`
	AuthorURL   string `json:"author_url,omitempty"`
	Provider    string `json:"provider_name"`
	ProviderURL string `json:"provider_url"`
	Age         int    `json:"cache_age"`
	Thumbnail   string `json:"thumbnail_url,omitempty"`
	ThumbWidth  int    `json:"thumbnail_width,omitempty"`
	ThumbHeight int    `json:"thumbnail_height,omitempty"`
	URL         string `json:"url,omitempty"`
	HTML        string `json:"html,omitempty"`
	Width       int    `json:"width"`
	Height      int    `json:"height"`
	Alt         string `json:"alt_text,omitempty"`
	License     string `json:"license,omitempty"`
	LicenseURL  string `json:"license_url,omitempty"`
	AsAt        string `json:"as_at"` // day on which the data was retrieved
	Covers      string `json:"temporal_coverage,omitempty"`
}

// bounds are maxwidth and maxheight; 0 is none.
type bounds struct{ width, height int }

// hold reports whether something of these measures fits.
func (b bounds) hold(width, height int) bool {
	return (b.width == 0 || width <= b.width) && (b.height == 0 || height <= b.height)
}

// oembed answers for the addresses of this server's own figures and for no
// others; it fetches nothing, draws nothing and keeps nothing.
func (f *face) oembed(c *fiber.Ctx) error {
	if format := c.Query("format", "json"); format != "json" {
		return errFormat
	}
	limit, err := boundsOf(c.Query("maxwidth"), c.Query("maxheight"))
	if err != nil {
		return err
	}
	address := strings.Clone(c.Query("url"))
	if address == "" {
		return errNoURL
	}
	id, n, code, ok := f.ownFigure(address)
	if !ok {
		return store.ErrNotFound
	}
	ctx := c.UserContext()
	if code != "" {
		if code, ok = store.FoldShortCode(code); !ok {
			return store.ErrNotFound
		}
		if id, err = f.Store.PublicIDByCode(ctx, code); err != nil {
			return fmt.Errorf("short address %s: %w", code, err)
		}
	}
	r, err := f.figureAt(ctx, id, n)
	if err != nil {
		return err
	}
	provider := f.basePage(ctx, "", f.own(ctx)).Organisation
	answer := f.embeddedOf(r.edition, n, provider, limit, c.Query("type") == "photo")
	answer.Covers = r.covers
	text, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("oEmbed: %w", err)
	}
	c.Set(fiber.HeaderCacheControl, cacheStable)
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	return newBody("application/json; charset=utf-8", text).send(c, fiber.StatusOK)
}

// boundsOf reads the bounds: whole numbers from 1.
func boundsOf(width, height string) (bounds, error) {
	var b bounds
	for _, at := range []struct {
		text string
		to   *int
	}{{width, &b.width}, {height, &b.height}} {
		if at.text == "" {
			continue
		}
		if len(at.text) > 9 || strings.Trim(at.text, "0123456789") != "" {
			return b, errBound
		}
		n, err := strconv.Atoi(at.text)
		if err != nil || n < 1 {
			return b, errBound
		}
		if n <= oembedMost {
			*at.to = n
		}
	}
	return b, nil
}

// ownFigure reads the address of a figure of this server: its page, its frame
// or its short address, also of one Edition. Query and fragment do not matter.
func (f *face) ownFigure(address string) (id, n, code string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	own, ownErr := url.Parse(f.PublicURL)
	if err != nil || ownErr != nil || u.User != nil || u.Opaque != "" || u.Scheme != "http" && u.Scheme != "https" || !strings.EqualFold(u.Host, own.Host) {
		return "", "", "", false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch {
	case len(parts) == 2 && parts[0] == "s":
		return "", "", parts[1], true
	case parts[0] != "w" && parts[0] != "embed":
	case len(parts) == 2:
		return parts[1], "", "", true
	case len(parts) == 4 && parts[2] == "e":
		return parts[1], parts[3], "", parts[3] != ""
	}
	return "", "", "", false
}

// embeddedOf is the answer for one Edition; n is "" for whatever is the live one.
func (f *face) embeddedOf(e widgets.Edition, n, organisation string, limit bounds, photo bool) embedded {
	source := e.Provenance.Origin()
	licences, _ := e.Provenance.Licences()
	a := embedded{
		Version: "1.0", Type: "rich", Title: e.Title, Author: e.Provenance.Sources(), AuthorURL: webLink(source.SourceLink),
		Provider: organisation, ProviderURL: f.PublicURL + "/", Age: oembedAge,
		License: licences, LicenseURL: webLink(source.Licence.Link), AsAt: source.AsAt.Format(time.DateOnly),
	}
	preview, drawn := e.Renditions["og.png"]
	image := fmt.Sprintf("%s/w/%s/e/%d/og.png", f.PublicURL, e.PublicID, e.Number) // of this Edition: who keeps it keeps what it shows
	if drawn && limit.hold(preview.Width, preview.Height) {
		a.Thumbnail, a.ThumbWidth, a.ThumbHeight = image, preview.Width, preview.Height
	}
	if photo && drawn {
		a.Type, a.URL, a.Alt = "photo", image, e.Alt
		a.Width, a.Height = fitted(preview.Width, preview.Height, limit)
		return a
	}
	a.Width, a.Height = oembedWidth, frameHeight(e)
	if limit.width > 0 {
		a.Width = limit.width
	}
	if limit.height > 0 {
		a.Height = min(a.Height, limit.height)
	}
	a.HTML = f.embeddedFrame(e, n, a, limit)
	return a
}

// fitted are the measures of an image shrunk into bounds.
func fitted(width, height int, limit bounds) (int, int) {
	w, h := width, height
	if limit.width > 0 && w > limit.width {
		w, h = limit.width, max(height*limit.width/width, 1)
	}
	if limit.height > 0 && h > limit.height {
		w, h = max(width*limit.height/height, 1), limit.height
	}
	return w, h
}

// embeddedTemplate is what WordPress leaves of code from a site it does not
// know: a quotation with a link, and a frame with nothing in it. The quotation
// is shown until the frame answers, and stays where frames are taken away.
var embeddedTemplate = template.Must(template.New("oembed").Parse(
	`<blockquote class="wp-embedded-content"><a href="{{.Page}}">{{.LinkWords}}</a></blockquote>` +
		`<iframe class="wp-embedded-content" src="{{.Frame}}" width="{{.Width}}" height="{{.Height}}" title="{{.Name}}" loading="lazy" frameborder="0" style="display:block;border:0;{{if .Free}}width:100%{{else}}max-width:100%{{end}};height:{{.Height}}px;height:if(supports(frame-sizing:content-height):auto;else:{{.Height}}px);frame-sizing:content-height"></iframe>`))

// embeddedFrame is the code of a rich answer.
func (f *face) embeddedFrame(e widgets.Edition, n string, a embedded, limit bounds) string {
	l := words.For(e.Lang)
	at := e.PublicID
	if n != "" {
		at += "/e/" + n
	}
	var out strings.Builder
	// A strings.Builder takes every write, and the template is fixed.
	_ = embeddedTemplate.Execute(&out, map[string]any{
		"Page": f.PublicURL + "/w/" + at, "Frame": f.PublicURL + "/embed/" + at, "Width": a.Width, "Height": a.Height, "Free": limit.width == 0,
		"Name":      l.Say(words.SnippetTitle, "title", e.Title, "kind", widgets.KindWord(e.Kind, l.Lang)),
		"LinkWords": l.Say(words.SnippetLink, "title", e.Title),
	})
	return out.String()
}

// discovery is the address that answers for a figure's page.
func (f *face) discovery(page string) string {
	return f.PublicURL + "/oembed?url=" + url.QueryEscape(page) + "&format=json"
}
