package embed

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets/words"
)

//go:embed templates
var templateFiles embed.FS

// templates of the pages by name; each holds the base page.
var templates = parseTemplates("gallery", "share", "campaign", "notice", "accessibility", "set", "report")

func parseTemplates(names ...string) map[string]*template.Template {
	parsed := map[string]*template.Template{}
	for _, name := range names {
		parsed[name] = template.Must(template.ParseFS(templateFiles, "templates/base.html", "templates/part_prose.html", "templates/"+name+".html"))
	}
	return parsed
}

// basePage is what every page of the public face needs.
type basePage struct {
	Title        string // of the document, without the organisation
	Organisation string
	Canonical    string // absolute address; empty on pages that are not kept
	NoIndex      bool
	Here         string // "figures" when the page is the gallery
	Assets       Assets
	words        *words.Locale
}

// basePage is the base of a page in that language.
func (f *face) basePage(ctx context.Context, title string, l *words.Locale) basePage {
	name := f.organisation(ctx).Name
	if name == "" {
		name = "Figurehead"
	}
	return basePage{Title: title, Organisation: name, Assets: f.Assets, words: l}
}

// PageLang is the language of the page's own words.
func (b basePage) PageLang() string { return b.words.Lang }

// Say writes a sentence of the catalogue in the language of the page.
func (b basePage) Say(name string, parts ...string) (string, error) {
	return b.words.Page(name, parts...)
}

// URL returns the address of one of the browser's files.
func (b basePage) URL(name string) string { return b.Assets.URL(name) }

// Icon returns the address of a symbol of the icon sheet.
func (b basePage) Icon(name string) string { return b.Assets.URL("icons.svg") + "#" + name }

// newPage renders a page.
func newPage(name string, data any) (*body, error) {
	var out bytes.Buffer
	if err := templates[name].ExecuteTemplate(&out, "base", data); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return newBody(fiber.MIMETextHTMLCharsetUTF8, out.Bytes()), nil
}

// sendPage renders a page and answers with it.
func (f *face) sendPage(c *fiber.Ctx, status int, name string, data any) error {
	b, err := newPage(name, data)
	if err != nil {
		return err
	}
	return b.send(c, status)
}

// kept returns the body of a key, made once however many ask for it.
func (f *face) kept(ctx context.Context, key string, make func(context.Context) (*body, error)) (*body, error) {
	if b, ok := f.bodies.GetIfPresent(key); ok {
		return b, nil
	}
	return f.bodies.Get(ctx, key, loader[*body](make))
}

// param copies a part of the address out of the request, whose memory is used
// again for the next one.
func param(c *fiber.Ctx, name string) string { return strings.Clone(c.Params(name)) }
