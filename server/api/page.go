package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"figurehead/public"
)

// pageView is the document as its page shows it.
type pageView struct {
	Title, Summary, Description string
	Tags                        []tagView
	Schemas                     []schemaView
	Problems                    []Problem
}

type tagView struct {
	Name, Description, ID string
	Operations            []operationView
}

type operationView struct {
	ID, Method, Path, Summary, Description string
	Scope                                  string
	Parameters                             []memberView
	Body, Answer                           string // schemas
	Later                                  string // schema of the answer to who prefers not to wait
	Success                                string // status and words
}

type schemaView struct {
	Name, Description string
	Members           []memberView
	OneOf             []string // schemas, one of which it is
}

type memberView struct {
	Name, Type, Link string
	Needed           bool
	Words            string
}

// specDocument is what of OpenAPI the page shows.
type specDocument struct {
	Info struct{ Title, Summary, Description string }
	Tags []struct{ Name, Description string }

	Paths      map[string]map[string]json.RawMessage
	Components struct {
		Parameters map[string]specParameter
		Responses  map[string]specResponse
		Schemas    map[string]specSchema
	}
}

type specOperation struct {
	Tags                 []string
	OperationID          string `json:"operationId"`
	Summary, Description string
	Security             []map[string][]string
	Parameters           []specParameter
	RequestBody          struct{ Content map[string]specMedia } `json:"requestBody"`
	Responses            map[string]specResponse
}

type specResponse struct {
	Ref         string `json:"$ref"`
	Description string
	Content     map[string]specMedia
}

type specMedia struct{ Schema specSchema }

type specParameter struct {
	Ref         string `json:"$ref"`
	Name, In    string
	Description string
	Required    bool
	Schema      specSchema
}

type specSchema struct {
	Ref         string `json:"$ref"`
	Type        any
	Description string
	Format      string
	Enum        []any
	Const       any
	Minimum     *int
	Maximum     *int
	Items       *specSchema
	Required    []string
	Properties  map[string]specSchema
	OneOf       []specSchema
}

// methods in the order in which they are shown.
var methods = []string{"get", "post", "patch", "put", "delete"}

func makePage(body []byte, assets *public.Assets) ([]byte, error) {
	var doc specDocument
	if err := json.Unmarshal(body, &doc); err != nil {
		return nil, err
	}
	view, err := doc.view()
	if err != nil {
		return nil, err
	}
	t, err := pageTemplate(assets)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	err = t.Execute(&page, view)
	return page.Bytes(), err
}

func (d specDocument) view() (pageView, error) {
	v := pageView{Title: d.Info.Title, Summary: d.Info.Summary, Description: d.Info.Description, Problems: problems()}
	for _, tag := range d.Tags {
		v.Tags = append(v.Tags, tagView{Name: tag.Name, Description: tag.Description, ID: strings.ToLower(tag.Name)})
	}
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range methods {
			raw, there := d.Paths[path][method]
			if !there {
				continue
			}
			var o specOperation
			if err := json.Unmarshal(raw, &o); err != nil {
				return v, fmt.Errorf("%s %s: %w", method, path, err)
			}
			at := slices.IndexFunc(v.Tags, func(t tagView) bool { return slices.Contains(o.Tags, t.Name) })
			if at < 0 {
				return v, fmt.Errorf("%s %s: no tag", method, path)
			}
			v.Tags[at].Operations = append(v.Tags[at].Operations, d.operation(method, path, o))
		}
	}
	shown := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(d.Components.Schemas)) {
		s := d.Components.Schemas[name]
		one := schemaView{Name: name, Description: s.Description, Members: members(s)}
		for _, of := range s.OneOf {
			one.OneOf = append(one.OneOf, lastName(of.Ref))
		}
		if len(one.Members)+len(one.OneOf) > 0 {
			v.Schemas = append(v.Schemas, one)
			shown[name] = true
		}
	}
	for _, s := range v.Schemas {
		for i := range s.Members {
			d.expand(&s.Members[i], shown)
		}
	}
	return v, nil
}

func (d specDocument) operation(method, path string, o specOperation) operationView {
	v := operationView{ID: o.OperationID, Method: strings.ToUpper(method), Path: path, Summary: o.Summary, Description: o.Description, Scope: "anybody"}
	for _, s := range o.Security {
		v.Scope = cmp.Or(strings.Join(s["token"], ", "), "any")
	}
	for _, p := range o.Parameters {
		if p.Ref != "" {
			p = d.Components.Parameters[lastName(p.Ref)]
		}
		m := member(p.Name, p.Schema, p.Required)
		m.Words, m.Type = p.Description, cmp.Or(m.Type, "string")
		v.Parameters = append(v.Parameters, m)
	}
	v.Body = lastName(o.RequestBody.Content["application/json"].Schema.Ref)
	for _, status := range slices.Sorted(maps.Keys(o.Responses)) {
		switch answer := o.Responses[status]; {
		case status == "202" && answer.Ref != "":
			v.Later = lastName(d.Components.Responses[lastName(answer.Ref)].Content["application/json"].Schema.Ref)
		case strings.HasPrefix(status, "2"):
			v.Success = status + ": " + answer.Description
			v.Answer = lastName(answer.Content["application/json"].Schema.Ref)
		}
	}
	return v
}

func members(s specSchema) []memberView {
	var list []memberView
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		list = append(list, member(name, s.Properties[name], slices.Contains(s.Required, name)))
	}
	slices.SortStableFunc(list, func(a, b memberView) int {
		switch {
		case a.Needed == b.Needed:
			return 0
		case a.Needed:
			return -1
		}
		return 1
	})
	return list
}

// expand leaves a link to a schema that the page shows, and says in place of the name
// of another one what it takes.
func (d specDocument) expand(m *memberView, shown map[string]bool) {
	if m.Link == "" || shown[m.Link] {
		return
	}
	of := member(m.Name, d.Components.Schemas[m.Link], m.Needed)
	m.Type = strings.TrimSuffix(m.Type, m.Link) + of.Type
	m.Words, m.Link = strings.TrimSpace(m.Words+" "+of.Words), ""
}

// member words what one member holds.
func member(name string, s specSchema, needed bool) memberView {
	m := memberView{Name: name, Needed: needed, Words: s.Description, Link: lastName(s.Ref)}
	switch {
	case s.Ref != "":
		m.Type = m.Link
	case len(s.Enum) > 0:
		m.Type = valueWords(s.Enum)
	case s.Const != nil:
		m.Type = fmt.Sprint(s.Const)
	case s.Items != nil:
		of := member("", *s.Items, false)
		m.Type, m.Link = "list of "+of.Type, of.Link
	default:
		m.Type = typeOf(s)
	}
	return m
}

func typeOf(s specSchema) string {
	text := fmt.Sprint(s.Type)
	if list, several := s.Type.([]any); several {
		text = valueWords(list)
	}
	switch {
	case s.Minimum != nil && s.Maximum != nil:
		text += fmt.Sprintf(", %d to %d", *s.Minimum, *s.Maximum)
	case s.Minimum != nil:
		text += fmt.Sprintf(", %d or more", *s.Minimum)
	case s.Format != "":
		text += ", " + s.Format
	}
	return text
}

func valueWords(values []any) string {
	var list []string
	for _, v := range values {
		if v != "" {
			list = append(list, fmt.Sprint(v))
		}
	}
	return strings.Join(list, ", ")
}

// lastName is the name of what a reference points to.
func lastName(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }
