package api

import (
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"

	"github.com/gofiber/fiber/v2"

	"figurehead/docs"
	"figurehead/public"
)

//go:embed openapi/*.json
var documentFiles embed.FS

// document is the description of the API: one OpenAPI 3.1 document of the files
// in openapi/, and its page.
type document struct {
	body []byte
	html []byte
	tag  string // of body
}

// openDocument puts the files together and makes the page of them.
func openDocument(publicURL string, assets *public.Assets) (document, error) {
	whole, err := assemble(documentFiles)
	if err != nil {
		return document{}, err
	}
	whole["servers"] = []any{map[string]any{"url": publicURL + "/"}}
	body, err := json.MarshalIndent(whole, "", "  ")
	if err != nil {
		return document{}, fmt.Errorf("api document: %w", err)
	}
	page, err := makePage(body, assets)
	if err != nil {
		return document{}, fmt.Errorf("api page: %w", err)
	}
	return document{body: body, html: page, tag: tagOf(body)}, nil
}

// assemble adds paths and components of every file to those of base.json. What
// stands in two files is an error.
func assemble(files fs.FS) (map[string]any, error) {
	names, err := fs.Glob(files, "openapi/*.json")
	if err != nil {
		return nil, fmt.Errorf("api document: %w", err)
	}
	whole := map[string]any{"paths": map[string]any{}, "components": map[string]any{}}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("api document: %w", err)
		}
		var part map[string]any
		if err := json.Unmarshal(raw, &part); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := addTo(whole, part, 2); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return whole, addSpec(whole)
}

// addSpec adds the schema of a Spec, which stands in the reference.
func addSpec(whole map[string]any) error {
	var spec map[string]any
	if err := json.Unmarshal(docs.SpecSchema, &spec); err != nil {
		return fmt.Errorf("schema of a spec: %w", err)
	}
	delete(spec, "$schema")
	delete(spec, "$id")
	return addTo(whole, map[string]any{"components": map[string]any{"schemas": map[string]any{"Spec": spec}}}, 2)
}

// addTo copies members, and into objects that both have, down to a depth.
func addTo(whole, part map[string]any, depth int) error {
	for name, value := range part {
		there, has := whole[name]
		if !has {
			whole[name] = value
			continue
		}
		into, ok := there.(map[string]any)
		from, also := value.(map[string]any)
		if !ok || !also || depth == 0 {
			return fmt.Errorf("%q stands in two files", name)
		}
		if err := addTo(into, from, depth-1); err != nil {
			return err
		}
	}
	return nil
}

// openAPI serves the document.
func (a *API) openAPI(c *fiber.Ctx) error {
	c.Set(fiber.HeaderETag, a.tag)
	c.Set(fiber.HeaderCacheControl, "public, no-cache")
	if given := c.Get(fiber.HeaderIfNoneMatch); given != "" && named(given, a.tag, true) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(a.body)
}

// page shows it to people.
func (a *API) page(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "public, no-cache")
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Send(a.html)
}

//go:embed templates/page.html
var pageFile embed.FS

func pageTemplate(assets *public.Assets) (*template.Template, error) {
	return template.New("page.html").Funcs(template.FuncMap{"asset": assets.URL}).ParseFS(pageFile, "templates/page.html")
}
