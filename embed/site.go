package embed

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"figurehead/store"
	"figurehead/widgets"
)

// SiteFile is one file of a plain copy of the public face. Path has slashes
// and stands below the root of the public address: "w/{id}/index.html".
type SiteFile struct {
	Path string
	Body []byte
}

// Site gives the public face as plain files to write, one after the other in a
// steady order: every page, frame, image and file of numbers that the server
// answers, byte for byte, and the files that those name. What was withdrawn or
// erased is there as the notice that readers get. figures are all that were
// ever published. It ends at the first error of write.
func Site(ctx context.Context, d Deps, figures []store.PublicFigure, write func(SiteFile) error) error {
	app := fiber.New(fiber.Config{Immutable: true, StrictRouting: true, CaseSensitive: true, DisableStartupMessage: true})
	d.Reports = nil // there is nobody to receive them
	newFace(d).register(app)
	s := site{handler: app.Handler(), write: write, assets: map[string]bool{}}
	for _, r := range routes {
		if !strings.Contains(r.path, ":") {
			if err := s.copy(ctx, r, r.path); err != nil {
				return err
			}
		}
	}
	for _, figure := range figures {
		if err := s.figure(ctx, figure); err != nil {
			return err
		}
	}
	if err := s.sets(ctx, d.Store); err != nil {
		return err
	}
	return s.campaigns(ctx, d.Store)
}

// sets copies the pages of sets. They list every place with a link to its page:
// ?place= needs a server.
func (s site) sets(ctx context.Context, st Store) error {
	list, err := st.PublishedSets(ctx)
	if err != nil {
		return err
	}
	for _, set := range list {
		if err := s.copy(ctx, route{path: setPath, shape: page}, strings.ReplaceAll(setPath, ":id", set.PublicID)); err != nil {
			return err
		}
	}
	return nil
}

// campaigns copies the addresses of every campaign that was ever public.
func (s site) campaigns(ctx context.Context, st Store) error {
	slugs, err := st.CampaignSlugs(ctx)
	if err != nil {
		return err
	}
	for _, r := range routes {
		for _, address := range each([]string{r.path}, ":slug", slugs) {
			if !strings.Contains(r.path, ":slug") {
				break
			}
			if err := s.copy(ctx, r, address); err != nil {
				return err
			}
		}
	}
	return nil
}

// site copies addresses into files.
type site struct {
	handler fasthttp.RequestHandler
	write   func(SiteFile) error
	assets  map[string]bool // written already
}

// figure copies the addresses of one figure and of its Editions.
func (s site) figure(ctx context.Context, figure store.PublicFigure) error {
	for _, r := range routes {
		for _, address := range siteAddresses(r.path, figure) {
			if err := s.copy(ctx, r, address); err != nil {
				return err
			}
		}
	}
	return nil
}

// siteAddresses are the addresses of a figure that a route stands for: one for
// each Edition and picture that the route names.
func siteAddresses(route string, figure store.PublicFigure) []string {
	if strings.Contains(route, ":code") {
		return []string{strings.ReplaceAll(route, ":code", figure.ShortCode)}
	}
	if !strings.Contains(route, ":id") || route == setPath {
		return nil
	}
	out := []string{strings.ReplaceAll(route, ":id", figure.PublicID)}
	if strings.Contains(route, ":n") {
		var numbers []string
		for n := range figure.Editions {
			numbers = append(numbers, strconv.Itoa(n+1))
		}
		out = each(out, ":n", numbers)
	}
	if strings.Contains(route, ":preset") {
		out = each(out, ":preset", pictures)
	}
	return out
}

// each puts every value in the place of a name in every address.
func each(addresses []string, name string, values []string) (out []string) {
	for _, address := range addresses {
		for _, value := range values {
			out = append(out, strings.ReplaceAll(address, name, value))
		}
	}
	return out
}

// pictures are the names of the presets that are not of a frame.
var pictures = func() (names []string) {
	for _, preset := range widgets.Presets {
		if !preset.Frame {
			names = append(names, preset.Name)
		}
	}
	return names
}()

// copy writes what an address answers, with the files that it names.
func (s site) copy(ctx context.Context, r route, address string) error {
	body, found, err := s.ask(ctx, r.shape, address)
	if err != nil || !found {
		return err
	}
	if r.shape != file {
		if err := s.copyAssets(ctx, body); err != nil {
			return err
		}
		address = path.Join(address, "index.html")
	}
	return s.write(SiteFile{Path: strings.TrimPrefix(address, "/"), Body: body})
}

// ask asks for an address as a reader would. What is not there (an Edition
// without a picture, a file of a withdrawn figure that has only a sentence) is
// not found.
func (s site) ask(ctx context.Context, shape shape, address string) (body []byte, found bool, err error) {
	var c fasthttp.RequestCtx
	var request fasthttp.Request
	request.SetRequestURI(address)
	c.Init(&request, nil, nil)
	s.handler(&c)
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	switch status := c.Response.StatusCode(); {
	case status == fiber.StatusFound, status == fiber.StatusMovedPermanently && shape != file:
		return leads(string(c.Response.Header.Peek(fiber.HeaderLocation))), true, nil
	case status == fiber.StatusGone && shape == file && bytes.HasPrefix(c.Response.Header.ContentType(), []byte("text/plain")),
		status == fiber.StatusMovedPermanently, status == fiber.StatusNotFound, status == fiber.StatusBadRequest:
		return nil, false, nil
	case status != fiber.StatusOK && status != fiber.StatusGone:
		return nil, false, fmt.Errorf("%s: the server answers %d", address, status)
	}
	return bytes.Clone(c.Response.Body()), true, nil
}

// assetNames finds the browser's files that a page or a style sheet names.
var assetNames = regexp.MustCompile(`/assets/([A-Za-z0-9_.-]+)`)

// copyAssets writes the files that body names, and those that they name, once.
func (s site) copyAssets(ctx context.Context, body []byte) error {
	for _, found := range assetNames.FindAllSubmatch(body, -1) {
		name := string(found[1])
		if s.assets[name] {
			continue
		}
		s.assets[name] = true
		address := "/assets/" + name
		named, found, err := s.ask(ctx, file, address)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if err := s.write(SiteFile{Path: strings.TrimPrefix(address, "/"), Body: named}); err != nil {
			return err
		}
		if strings.HasSuffix(name, ".css") {
			if err := s.copyAssets(ctx, named); err != nil {
				return err
			}
		}
	}
	return nil
}

// leads is a page that goes on to an address, for web servers that know files
// alone.
func leads(address string) []byte {
	a := html.EscapeString(address)
	return []byte(`<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>The figure</title><meta http-equiv="refresh" content="0;url=` + a +
		`"><link rel="canonical" href="` + a + `"><p><a href="` + a + `">See the figure</a></p>` + "\n")
}
