package api

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"

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
	return whole, errors.Join(addSchema(whole, "Spec", docs.SpecSchema), addSchema(whole, "Query", docs.QuerySchema))
}

// addSchema adds a schema that stands in the reference, and those of its parts by
// their names.
func addSchema(whole map[string]any, name string, raw []byte) error {
	raw = bytes.ReplaceAll(raw, []byte(`"#/$defs/`), []byte(`"#/components/schemas/`))
	var schema map[string]any
	if err := json.Unmarshal(raw, &schema); err != nil {
		return fmt.Errorf("schema %s: %w", name, err)
	}
	schemas := map[string]any{name: schema}
	parts, _ := schema["$defs"].(map[string]any)
	maps.Copy(schemas, parts)
	for _, member := range []string{"$schema", "$id", "$defs"} {
		delete(schema, member)
	}
	return addTo(whole, map[string]any{"components": map[string]any{"schemas": schemas}}, 2)
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
