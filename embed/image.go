package embed

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
	"figurehead/widgets"
)

// rendition serves an image or the numbers of an Edition, the live one where
// the address names none. Names come from fixed lists: no size, no colour, no
// query.
func (f *face) rendition(c *fiber.Ctx) error {
	name, n := fileName(c.Path()), param(c, "n")
	if !knownFile(name) {
		return store.ErrNotFound
	}
	r, err := f.figureAt(c.UserContext(), param(c, "id"), n)
	if err != nil {
		return err
	}
	found, ok := r.edition.Renditions[name]
	if !ok && n != "" && !slices.Contains(dataFiles, name) { // numbers are kept as long as their Edition
		return errNoImage
	}
	if !ok {
		return store.ErrNotFound
	}
	c.Set(fiber.HeaderCacheControl, cacheControl(n))
	c.Set(fiber.HeaderLink, f.links(r.edition))
	if b, put, err := f.withNotice(c.UserContext(), r, name); err != nil {
		return err
	} else if put {
		setFileHeaders(c, found.ContentType)
		repeatable(c, addressIn("/w/", r, n)+"/"+name, r, b, false)
		return b.send(c, fiber.StatusOK)
	}
	if err := f.sendRendition(c, fiber.StatusOK, found); err != nil {
		return err
	}
	if b, ok := f.bodies.GetIfPresent(blobKey(found)); ok {
		repeatable(c, addressIn("/w/", r, n)+"/"+name, r, b, false)
	}
	return nil
}

// sendRendition answers with a blob. A PNG the client has is not even read.
func (f *face) sendRendition(c *fiber.Ctx, status int, r widgets.Rendition) error {
	setFileHeaders(c, r.ContentType)
	if compressible(r.ContentType) {
		b, err := f.blob(c.UserContext(), r)
		if err != nil {
			return err
		}
		return b.send(c, status)
	}
	etag := blobETag(r)
	if status == fiber.StatusOK && matchesETag(string(c.Request().Header.PeekBytes(headerIfNoneMatch)), etag) {
		c.Set(fiber.HeaderETag, etag)
		c.Status(fiber.StatusNotModified)
		return nil
	}
	b, err := f.blob(c.UserContext(), r)
	if err != nil {
		return err
	}
	return b.send(c, status)
}

// blob returns the bytes of a rendition, read once and checked by the store.
func (f *face) blob(ctx context.Context, r widgets.Rendition) (*body, error) {
	key := blobKey(r)
	if b, ok := f.bodies.GetIfPresent(key); ok {
		return b, nil
	}
	return f.bodies.Get(ctx, key, loader[*body](func(ctx context.Context) (*body, error) {
		bytes, err := f.Store.Blobs().Get(ctx, r.SHA256)
		if err != nil {
			// Not ErrNotFound: the figure is there, its bytes are not.
			return nil, fmt.Errorf("blob %s: %v", r.SHA256, err)
		}
		if compressible(r.ContentType) {
			return newBody(r.ContentType, bytes), nil
		}
		return newPlainBody(r.ContentType, bytes, blobETag(r)), nil
	}))
}

func blobETag(r widgets.Rendition) string { return `"` + r.SHA256[:min(len(r.SHA256), 32)] + `"` }

func blobKey(r widgets.Rendition) string { return "blob/" + r.SHA256 + r.ContentType }

// setFileHeaders sets what a kind of file needs beside the shape's headers.
func setFileHeaders(c *fiber.Ctx, contentType string) {
	switch kind, _, _ := strings.Cut(contentType, ";"); kind {
	case "image/svg+xml":
		c.Set(fiber.HeaderContentSecurityPolicy, policySVG)
	case "text/csv", "application/json", typeXLSX, typeParquet:
		// Open data for any page's script; there are no cookies to go with it.
		c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	}
}

// compressible reports whether a content type gains from gzip and brotli.
func compressible(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.HasPrefix(kind, "text/") || slices.Contains(textTypes, kind)
}

// Content types of the data files that are compressed already.
const (
	typeXLSX    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeParquet = "application/vnd.apache.parquet"
)

var textTypes = []string{"image/svg+xml", "application/json", "application/xml"}

// cacheControl is the promise of a stable address, which names no Edition, or
// of a frozen one.
func cacheControl(n string) string {
	if n == "" {
		return cacheStable
	}
	return cacheFrozen
}

// fileName is the last part of an address.
func fileName(address string) string { return strings.Clone(path.Base(address)) }

// knownFile reports whether name is on the fixed list: a picture preset as
// PNG or SVG, or one of the data files.
func knownFile(name string) bool {
	if slices.Contains(dataFiles, name) {
		return true
	}
	preset, ok := widgets.PresetByName(strings.TrimSuffix(strings.TrimSuffix(name, ".png"), ".svg"))
	return ok && !preset.Frame && strings.ContainsRune(name, '.')
}

var dataFiles = []string{"data.csv", "data.json", "datapackage.json", "data.xlsx", "data.parquet"}

// links is the Link header of what shows an Edition elsewhere than on its page:
// that page, and the licences.
func (f *face) links(e widgets.Edition) string {
	page := "<" + f.PublicURL + "/w/" + e.PublicID + ">"
	return page + `; rel="describedby"` + licenceLinks(e)
}

// frameLinks is the Link header of a frame: it shows what its page shows.
func (f *face) frameLinks(e widgets.Edition) string {
	return "<" + f.PublicURL + "/w/" + e.PublicID + `>; rel="canonical describedby"` + licenceLinks(e)
}

// shareLinks is the Link header of a share page: its one address, who answers
// oEmbed for it, the description of its numbers, and the licences.
func (f *face) shareLinks(p sharePage) string {
	return "<" + p.Canonical + `>; rel="canonical", <` + p.Discovery + `>; rel="alternate"; type="application/json+oembed", <` +
		f.PublicURL + p.Base + `/datapackage.json>; rel="describedby"; type="application/json"` + licenceLinks(p.Edition)
}

// licenceLinks are the licences that have an address that needs no escaping.
func licenceLinks(e widgets.Edition) string {
	out := ""
	for _, o := range e.Provenance.Origins() {
		licence := o.Licence.Link
		if strings.HasPrefix(licence, "https://") && !strings.ContainsAny(licence, "<>\"\\ \r\n\t") && !strings.Contains(out, "<"+licence+">") {
			out += ", <" + licence + `>; rel="license"`
		}
	}
	return out
}
