package widgets_test

import (
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"figurehead/datasets"
	"figurehead/docs"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

func TestParseSpec(t *testing.T) {
	t.Parallel()
	two := 2
	tests := []struct {
		name, raw string
		want      widgets.Spec
	}{
		{"least", `{"version":1,"kind":"table"}`, widgets.Spec{Version: 1, Kind: widgets.Table}},
		{"all", `{"version":1,"kind":"headline","encoding":{"category":"a","time":"b","series":"c","value":"d"},
			"title":"t","subtitle":"s","shortSubtitle":"h","note":"n","alt":"a","number":{"decimals":2,"unit":"£"},
			"highlight":["Essex"],"order":"name","names":{"Essex County Council":"Essex","kind":"a name like a setting"},
			"annotations":[{"type":"text","at":"2018/19","series":"Essex","text":"{value}"},{"type":"range","value":"10","toValue":"=2018"}],
			"breaks":[{"at":"2017/18","text":"a new method"}],"states":{"2018/19":"provisional"},
			"sentence":"of","compare":"yearBefore","sparkline":true,"polarity":"upIsGood","listed":true}`,
			widgets.Spec{Version: 1, Kind: widgets.Headline, Encoding: datasets.Roles{Category: "a", Time: "b", Series: "c", Value: "d"},
				Title: "t", Subtitle: "s", ShortSubtitle: "h", Note: "n", Alt: "a", Number: widgets.NumberFormat{Decimals: &two, Unit: "£"},
				Highlight: []string{"Essex"}, Order: "name", Names: map[string]string{"Essex County Council": "Essex", "kind": "a name like a setting"},
				Annotations: []widgets.Annotation{{Type: "text", At: "2018/19", Series: "Essex", Text: "{value}"}, {Type: "range", Value: "10", ToValue: "=2018"}},
				Breaks:      []widgets.SeriesBreak{{At: "2017/18", Text: "a new method"}}, States: map[string]string{"2018/19": "provisional"},
				Sentence: "of", Compare: "yearBefore", Sparkline: true, Polarity: "upIsGood", Listed: true}},
		{"a title of 5,000 characters", `{"version":1,"kind":"bar","title":"` + strings.Repeat("é", 5000) + `"}`,
			widgets.Spec{Version: 1, Kind: widgets.Bar, Title: strings.Repeat("é", 5000)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := widgets.ParseSpec([]byte(test.raw))
			if err != nil {
				t.Fatalf("ParseSpec: %v", err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("ParseSpec (−want +got):\n%s", diff)
			}
			if !schema(t).accepts(decoded(t, test.raw)) {
				t.Error("spec.schema.json refuses what ParseSpec reads")
			}
		})
	}
}

// refused are Specs that neither ParseSpec nor the schema takes.
var refused = []struct{ name, raw, field string }{
	{"no version", `{"kind":"bar"}`, "version"},
	{"version 2", `{"version":2,"kind":"bar"}`, "version"},
	{"no kind", `{"version":1}`, "kind"},
	{"unknown kind", `{"version":1,"kind":"radar"}`, "kind"},
	{"unknown key", `{"version":1,"kind":"bar","colour":"red"}`, "colour"},
	{"key in other capitals", `{"version":1,"kind":"bar","Title":"x"}`, "Title"},
	{"unknown encoding", `{"version":1,"kind":"bar","encoding":{"x":"a"}}`, "x"},
	{"unknown number setting", `{"version":1,"kind":"bar","number":{"places":1}}`, "places"},
	{"unknown order", `{"version":1,"kind":"bar","order":"random"}`, "order"},
	{"unknown comparison", `{"version":1,"kind":"bar","compare":"decade"}`, "compare"},
	{"unknown polarity", `{"version":1,"kind":"bar","polarity":"good"}`, "polarity"},
	{"unknown language", `{"version":1,"kind":"bar","lang":"fr"}`, "lang"},
	{"unknown part of a target", `{"version":1,"kind":"headline","target":{"value":"65","year":"2035"}}`, "year"},
	{"a target that is no number", `{"version":1,"kind":"headline","target":{"value":"most"}}`, "target"},
	{"a target without its number", `{"version":1,"kind":"headline","target":{"by":"2035"}}`, "target"},
	{"a long date of a target", `{"version":1,"kind":"headline","target":{"value":"65","by":"` + strings.Repeat("x", 41) + `"}}`, "target-by"},
	{"decimals below 0", `{"version":1,"kind":"bar","number":{"decimals":-1}}`, "decimals"},
	{"too many decimals", `{"version":1,"kind":"bar","number":{"decimals":13}}`, "decimals"},
	{"a part of a decimal", `{"version":1,"kind":"bar","number":{"decimals":1.5}}`, ""},
	{"too long an id of a boundary set", `{"version":1,"kind":"bar","places":"` + strings.Repeat("x", 61) + `"}`, "places"},
	{"null", `{"version":1,"kind":"bar","title":null}`, "title"},
	{"a number as title", `{"version":1,"kind":"bar","title":5}`, ""},
	{"names of numbers", `{"version":1,"kind":"bar","names":{"a":1}}`, ""},
	{"too long", `{"version":1,"kind":"bar","note":"` + strings.Repeat("x", 5001) + `"}`, "note"},
	{"too many highlights", `{"version":1,"kind":"bar","highlight":[` + strings.Repeat(`"x",`, 100) + `"x"]}`, "highlight"},
	{"annotations that are no list", `{"version":1,"kind":"bar","annotations":{}}`, ""},
	{"an unknown setting of an annotation", `{"version":1,"kind":"bar","annotations":[{"type":"line","value":"5","colour":"red"}]}`, "colour"},
	{"an unknown annotation", `{"version":1,"kind":"bar","annotations":[{"type":"arrow","at":"Essex","text":"x"}]}`, "annotation-1-type"},
	{"long words", `{"version":1,"kind":"bar","annotations":[{"type":"text","at":"Essex","text":"` + strings.Repeat("x", 201) + `"}]}`, "annotation-1-text"},
	{"too many annotations", `{"version":1,"kind":"bar","annotations":[` + strings.Repeat(`{"type":"line","value":"5"},`, 12) + `{"type":"line","value":"5"}]}`, "annotations"},
	{"a break without a place", `{"version":1,"kind":"line","breaks":[{"text":"x"}]}`, "break-1-at"},
	{"a list", `[]`, ""},
	{"a text", `"bar"`, ""},
}

func TestParseSpecRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range refused {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			problem := specProblem(t, test.raw)
			if problem.Field != test.field {
				t.Errorf("ParseSpec(%.80s) names %q, want %q: %v", test.raw, problem.Field, test.field, problem)
			}
			if schema(t).accepts(decoded(t, test.raw)) {
				t.Error("spec.schema.json takes what ParseSpec refuses")
			}
		})
	}
	for name, raw := range map[string]string{
		"empty": "", "cut off": `{"version":1,"kind":"ba`, "more after": `{"version":1,"kind":"bar"} {}`,
		"a key twice": `{"version":1,"kind":"bar","title":"a","title":"b"}`, "not UTF-8": "{\"version\":1,\"kind\":\"bar\",\"title\":\"\xff\"}",
		"too large": `{"version":1,"kind":"bar","names":{"a":"` + strings.Repeat("x", 1<<20) + `"}}`,
		"deep":      strings.Repeat(`{"names":`, 20000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			specProblem(t, raw)
		})
	}
}

func specProblem(t *testing.T, raw string) datasets.Problem {
	t.Helper()
	_, err := widgets.ParseSpec([]byte(raw))
	var problem datasets.Problem
	if !errors.As(err, &problem) || problem.Message == "" {
		t.Fatalf("ParseSpec(%.80s) = %v, want a Problem", raw, err)
	}
	return problem
}

func decoded(t *testing.T, raw string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func FuzzParseSpec(f *testing.F) {
	for _, test := range refused {
		f.Add([]byte(test.raw))
	}
	f.Add([]byte(`{"version":1,"kind":"headline","title":"{value}"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := widgets.ParseSpec(raw)
		if err != nil {
			return
		}
		again, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		back, err := widgets.ParseSpec(again)
		if err != nil {
			t.Fatalf("ParseSpec of what it read (%s): %v", again, err)
		}
		if diff := cmp.Diff(s, back, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("Spec changed when written and read again:\n%s", diff)
		}
	})
}

// schemaNode is the part of JSON Schema that spec.schema.json uses.
type schemaNode struct {
	Type                 string                 `json:"type"`
	Const                any                    `json:"const"`
	Enum                 []any                  `json:"enum"`
	Properties           map[string]*schemaNode `json:"properties"`
	AdditionalProperties json.RawMessage        `json:"additionalProperties"`
	Required             []string               `json:"required"`
	Items                *schemaNode            `json:"items"`
	Pattern              string                 `json:"pattern"`
	MaxLength, MaxItems  *int
	MaxProperties        *int
	MinLength            int
	Minimum, Maximum     *float64
}

func schema(t *testing.T) *schemaNode {
	t.Helper()
	raw, err := os.ReadFile("../docs/reference/spec.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schemaNode
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	return &s
}

func (s *schemaNode) accepts(v any) bool {
	if s.Const != nil && v != s.Const || s.Enum != nil && !slices.Contains(s.Enum, v) {
		return false
	}
	switch v := v.(type) {
	case string:
		return (s.Type == "" || s.Type == "string") && len(v) >= s.MinLength && (s.MaxLength == nil || len([]rune(v)) <= *s.MaxLength) &&
			(s.Pattern == "" || regexp.MustCompile(s.Pattern).MatchString(v))
	case float64:
		return (s.Type == "" || s.Type == "integer" && v == float64(int(v))) &&
			(s.Minimum == nil || v >= *s.Minimum) && (s.Maximum == nil || v <= *s.Maximum)
	case bool:
		return s.Type == "boolean"
	case []any:
		return s.Type == "array" && (s.MaxItems == nil || len(v) <= *s.MaxItems) &&
			!slices.ContainsFunc(v, func(item any) bool { return !s.Items.accepts(item) })
	case map[string]any:
		return s.Type == "object" && s.acceptsObject(v)
	}
	return false
}

func (s *schemaNode) acceptsObject(v map[string]any) bool {
	if s.MaxProperties != nil && len(v) > *s.MaxProperties {
		return false
	}
	for _, key := range s.Required {
		if _, there := v[key]; !there {
			return false
		}
	}
	var more schemaNode
	open := json.Unmarshal(s.AdditionalProperties, &more) == nil
	for key, value := range v {
		node, known := s.Properties[key]
		if !known && !open {
			return false
		}
		if !known {
			node = &more
		}
		if !node.accepts(value) {
			return false
		}
	}
	return true
}

// Each setting, kind and token has its place in the docs.
func TestSpecIsDocumented(t *testing.T) {
	t.Parallel()
	spec, kinds := page(t, "spec.md"), page(t, "kinds.md")
	for key := range schema(t).Properties {
		if !strings.Contains(spec, "\n## "+key+"\n") {
			t.Errorf("docs/reference/spec.md has no heading %q", key)
		}
	}
	for _, kind := range widgets.Kinds() {
		if !strings.Contains(kinds, "\n## "+string(kind)+"\n") {
			t.Errorf("docs/reference/kinds.md has no heading %q", kind)
		}
		if p := docs.KindPage(string(kind)); p.Summary == "" || p.When == "" || p.Not == "" {
			t.Errorf("docs/reference/kinds.md does not say what a %s does, when to use it and when not", kind)
		}
	}
	for _, token := range words.Tokens() {
		if !strings.Contains(spec, "`{"+token+"}`") {
			t.Errorf("docs/reference/spec.md does not name the token {%s}", token)
		}
	}
}

func page(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile("../docs/reference/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
