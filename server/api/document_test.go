package api_test

import (
	"encoding/json"
	"mime"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"figurehead/server/api"
)

// document is what /api/v1/openapi.json says.
type document struct {
	mu       sync.Mutex
	paths    map[string]map[string]any
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
}

// documents are read once for each server that a test asks.
var documents sync.Map

func documentOf(t *testing.T, app *fiber.App) *document {
	t.Helper()
	if d, ok := documents.Load("document"); ok {
		return d.(*document)
	}
	q := httptest.NewRequest("GET", api.Prefix+"/openapi.json", nil)
	q.Host = "127.0.0.1:8080"
	response, err := app.Test(q, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := jsonschema.UnmarshalJSON(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	d := &document{paths: map[string]map[string]any{}, compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	d.compiler.AssertFormat()
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	if err := d.compiler.AddResource("openapi.json", body); err != nil {
		t.Fatal(err)
	}
	for path, methods := range body.(map[string]any)["paths"].(map[string]any) {
		d.paths[path] = methods.(map[string]any)
	}
	stored, _ := documents.LoadOrStore("document", d)
	return stored.(*document)
}

// schema compiles what stands at a place of the document.
func (d *document) schema(t *testing.T, pointer string) *jsonschema.Schema {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if s := d.schemas[pointer]; s != nil {
		return s
	}
	s, err := d.compiler.Compile("openapi.json#" + pointer)
	if err != nil {
		t.Fatalf("schema %s: %v", pointer, err)
	}
	d.schemas[pointer] = s
	return s
}

var parameter = regexp.MustCompile(`\{[^}]+\}`)

// pathOf finds the path of the document that an address is of.
func (d *document) pathOf(address string) (string, bool) {
	address, _, _ = strings.Cut(address, "?")
	for path := range d.paths {
		if path == address {
			return path, true
		}
	}
	for path := range d.paths {
		pattern := "^" + strings.Join(parameterParts(path), "[^/]+") + "$"
		if regexp.MustCompile(pattern).MatchString(address) {
			return path, true
		}
	}
	return "", false
}

func parameterParts(path string) []string {
	var parts []string
	for _, part := range parameter.Split(path, -1) {
		parts = append(parts, regexp.QuoteMeta(part))
	}
	return parts
}

// fits holds an answer against what the document says of it.
func fits(t *testing.T, app *fiber.App, method, address string, a answer) {
	t.Helper()
	d := documentOf(t, app)
	kind, _, _ := mime.ParseMediaType(a.header.Get("Content-Type"))
	path, known := d.pathOf(address)
	operation, has := d.paths[path][strings.ToLower(method)].(map[string]any)
	pointer := "/components/responses/Refused/content/application~1problem+json/schema"
	switch {
	case a.status == 304:
		if a.body != "" {
			t.Errorf("%s %s: 304 with a body", method, address)
		}
		return
	case a.status == 204:
		if responses, _ := operation["responses"].(map[string]any); responses["204"] == nil || a.body != "" {
			t.Errorf("%s %s: the document has no 204, or it has a body: %s", method, address, a.body)
		}
		return
	case a.status >= 400:
		if kind != "application/problem+json" {
			t.Errorf("%s %s: %d as %q: %s", method, address, a.status, kind, a.body)
			return
		}
	case !known || !has:
		t.Errorf("%s %s: %d, and the document has no such thing", method, address, a.status)
		return
	default:
		responses := operation["responses"].(map[string]any)
		response, said := responses[strconv.Itoa(a.status)].(map[string]any)
		if !said {
			t.Errorf("%s %s: the document has no %d", method, address, a.status)
			return
		}
		if shared, ok := response["$ref"].(string); ok {
			pointer = strings.TrimPrefix(shared, "#") + "/content/" + escape(kind) + "/schema"
			break
		}
		content, _ := response["content"].(map[string]any)
		if _, said := content[kind]; !said {
			t.Errorf("%s %s: %d as %q, which the document does not say", method, address, a.status, kind)
			return
		}
		pointer = "/paths/" + escape(path) + "/" + strings.ToLower(method) + "/responses/" + strconv.Itoa(a.status) + "/content/" + escape(kind) + "/schema"
	}
	if kind == "text/html" || kind == "image/png" {
		return
	}
	body, err := jsonschema.UnmarshalJSON(strings.NewReader(a.body))
	if err == nil {
		err = d.schema(t, pointer).Validate(body)
	}
	if err != nil {
		t.Errorf("%s %s: %d does not fit the document: %v\n%s", method, address, a.status, err, a.body)
	}
}

// sentFits holds what was sent, and done, against what the document says of it: a
// program that goes by the document is never refused for more than it says.
func sentFits(t *testing.T, app *fiber.App, method, address, kind, sent string, a answer) {
	t.Helper()
	if a.status >= 300 || sent == "" || kind != "application/json" {
		return
	}
	d := documentOf(t, app)
	path, _ := d.pathOf(address)
	operation, _ := d.paths[path][strings.ToLower(method)].(map[string]any)
	if operation["requestBody"] == nil {
		t.Errorf("%s %s took a body that the document does not have: %s", method, address, sent)
		return
	}
	body, err := jsonschema.UnmarshalJSON(strings.NewReader(sent))
	if err == nil {
		err = d.schema(t, "/paths/"+escape(path)+"/"+strings.ToLower(method)+"/requestBody/content/application~1json/schema").Validate(body)
	}
	if err != nil {
		t.Errorf("%s %s: what was sent does not fit the document: %v\n%s", method, address, err, sent)
	}
}

func escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// TestDocumentNamesEveryRoute: what is registered stands in the document, and the
// other way about.
func TestDocumentNamesEveryRoute(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var documented, registered []string
	for path, methods := range documentOf(t, w.app).paths {
		for method := range methods {
			if method != "parameters" {
				documented = append(documented, strings.ToUpper(method)+" "+path)
			}
		}
	}
	names := regexp.MustCompile(`:([a-z]+)`)
	for _, r := range w.app.GetRoutes(true) {
		if api.Serves(r.Path) && r.Method != fiber.MethodHead {
			registered = append(registered, r.Method+" "+names.ReplaceAllString(r.Path, "{$1}"))
		}
	}
	slices.Sort(documented)
	slices.Sort(registered)
	registered = slices.Compact(registered)
	if diff := cmp.Diff(documented, registered); diff != "" {
		t.Errorf("routes (−document +registered):\n%s", diff)
	}
}

// TestEverySchemaCompiles: each schema is JSON Schema 2020-12, and all that are
// objects of ours are closed.
func TestEverySchemaCompiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := documentOf(t, w.app)
	a := w.want(200, request{method: "GET", path: api.Prefix + "/openapi.json"})
	var doc struct {
		Components struct{ Schemas map[string]json.RawMessage }
	}
	a.into(&doc)
	for name := range doc.Components.Schemas {
		d.schema(t, "/components/schemas/"+name)
	}
	if len(doc.Components.Schemas) < 20 {
		t.Errorf("%d schemas", len(doc.Components.Schemas))
	}
}

// TestListsNameTheirNextPage: whatever takes a cursor says in its schema that it
// gives one, and the other way about.
func TestListsNameTheirNextPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	type schema struct{ Properties map[string]json.RawMessage }
	type ref struct {
		Ref string `json:"$ref"`
	}
	var doc struct {
		Paths      map[string]struct{ Get json.RawMessage }
		Components struct{ Schemas map[string]schema }
	}
	w.want(200, request{method: "GET", path: api.Prefix + "/openapi.json"}).into(&doc)
	lists := 0
	for path, methods := range doc.Paths {
		var get struct {
			Parameters []ref
			Responses  map[string]struct {
				Content map[string]struct{ Schema ref }
			}
		}
		if methods.Get == nil {
			continue
		}
		w.must(json.Unmarshal(methods.Get, &get))
		name := get.Responses["200"].Content["application/json"].Schema.Ref
		_, gives := doc.Components.Schemas[name[strings.LastIndex(name, "/")+1:]].Properties["next"]
		takes := slices.Contains(get.Parameters, ref{"#/components/parameters/After"}) && slices.Contains(get.Parameters, ref{"#/components/parameters/Limit"})
		if takes != gives {
			t.Errorf("%s takes a cursor: %t, gives one: %t", path, takes, gives)
		}
		if takes {
			lists++
		}
	}
	if lists < 20 {
		t.Errorf("%d lists", lists)
	}
}
