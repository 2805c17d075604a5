package datasets

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// querySchema is the part of JSON Schema that query.schema.json uses.
type querySchema struct {
	Ref                  string `json:"$ref"`
	Type                 string
	Const                any
	Enum                 []string
	AdditionalProperties *bool
	Required             []string
	Properties           map[string]querySchema
	Items                *querySchema
	OneOf                []querySchema
	Defs                 map[string]querySchema `json:"$defs"`
}

func readQuerySchema(t *testing.T) ([]byte, querySchema) {
	t.Helper()
	raw, err := os.ReadFile("../docs/reference/query.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s querySchema
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	return raw, s
}

// TestSchemaIsOfTheReader: each step has a schema, closed, with the parts, their
// types and the words that its reader knows.
func TestSchemaIsOfTheReader(t *testing.T) {
	t.Parallel()
	_, root := readQuerySchema(t)
	steps := map[string]querySchema{}
	for _, ref := range root.Defs["QueryStep"].OneOf {
		step := root.Defs[strings.TrimPrefix(ref.Ref, "#/$defs/")]
		do, _ := step.Properties["do"].Const.(string)
		steps[do] = step
	}
	if diff := cmp.Diff(StepNames(), slices.Sorted(maps.Keys(steps))); diff != "" {
		t.Errorf("steps (−reader +schema):\n%s", diff)
	}
	for do, step := range steps {
		read, err := stepKinds[do](fmt.Appendf(nil, `{"do":%q}`, do))
		if err != nil {
			t.Fatal(err)
		}
		delete(step.Properties, "do")
		step.Required = slices.DeleteFunc(step.Required, func(name string) bool { return name == "do" })
		words := map[string]bool{}
		root.holds(t, do, step, reflect.TypeOf(read), words)
		for _, word := range StepWords(do) {
			if do != (InTime{}).Do() && !words[word] { // those are what it answers
				t.Errorf("%s: the schema lacks the word %q", do, word)
			}
		}
	}
}

// holds compares a schema with a type, and gathers the words of its enums.
func (root querySchema) holds(t *testing.T, at string, s querySchema, of reflect.Type, words map[string]bool) {
	t.Helper()
	if s.Ref != "" {
		s = root.Defs[strings.TrimPrefix(s.Ref, "#/$defs/")]
	}
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	for _, word := range s.Enum {
		words[word] = true
	}
	text := reflect.PointerTo(of).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) || of.Kind() == reflect.String
	switch {
	case text && (s.Type == "string" || len(s.Enum) > 0), of.Kind() == reflect.Int && s.Type == "integer":
	case of.Kind() == reflect.Slice && s.Type == "array" && s.Items != nil:
		root.holds(t, at+"[]", *s.Items, of.Elem(), words)
	case of.Kind() == reflect.Struct && s.Type == "object":
		var names, needed []string
		for _, f := range reflect.VisibleFields(of) {
			name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "" || !f.IsExported() {
				continue
			}
			names = append(names, name)
			if !strings.HasPrefix(rest, "omit") {
				needed = append(needed, name)
			}
			root.holds(t, at+"."+name, s.Properties[name], f.Type, words)
		}
		slices.Sort(names)
		if diff := cmp.Diff(names, slices.Sorted(maps.Keys(s.Properties))); diff != "" {
			t.Errorf("%s: parts (−reader +schema):\n%s", at, diff)
		}
		slices.Sort(needed)
		slices.Sort(s.Required)
		if !slices.Equal(needed, s.Required) {
			t.Errorf("%s: the schema needs %q, the writer always writes %q", at, s.Required, needed)
		}
		if s.AdditionalProperties == nil || *s.AdditionalProperties {
			t.Errorf("%s: the schema is open", at)
		}
	default:
		t.Errorf("%s: a %s in Go is %q in the schema", at, of, s.Type)
	}
}

// TestSchemaTakesTheExamples: every example of the reference fits, and one with a
// part that is not known does not.
func TestSchemaTakesTheExamples(t *testing.T) {
	t.Parallel()
	raw, _ := readQuerySchema(t)
	text, err := os.ReadFile("../docs/reference/query.md")
	if err != nil {
		t.Fatal(err)
	}
	body, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("query.schema.json", body); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("query.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile("(?s)```json\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		for example, fits := range map[string]bool{found[1]: true, strings.Replace(found[1], `"do"`, `"perhaps":1,"do"`, 1): false} {
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(example))
			if err == nil {
				err = schema.Validate(value)
			}
			if (err == nil) != fits {
				t.Errorf("%s\nfits: %v", example, err)
			}
		}
	}
}
