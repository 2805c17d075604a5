package portal

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// node is an object of JSON-LD, or of JSON that means the same. Names are
// looked up without their prefix or vocabulary and whatever their case, since
// catalogues write dct:title, dcterms:title, title or the whole address.
type node struct {
	object map[string]any
	graph  map[string]map[string]any // by @id, for what is only referred to
	base   *url.URL                  // of addresses without a host
}

// localName is a name without prefix and vocabulary, in lower case.
func localName(name string) string {
	if at := strings.LastIndexAny(name, "/#:"); at >= 0 {
		name = name[at+1:]
	}
	return strings.ToLower(name)
}

// value is the first of the names that is there.
func (n node) value(names ...string) any {
	for _, want := range names {
		if v, ok := n.object[want]; ok && v != nil {
			return v
		}
		var keys []string
		for key, v := range n.object {
			if localName(key) == want && v != nil {
				keys = append(keys, key)
			}
		}
		if len(keys) > 0 {
			return n.object[slices.Min(keys)]
		}
	}
	return nil
}

// text is the text of the first of the names that has one.
func (n node) text(names ...string) text {
	for _, name := range names {
		if s := textOf(n.resolved(n.value(name))); s != "" {
			return text(s)
		}
	}
	return ""
}

// resolved replaces a mere reference by what it refers to, where that is known.
func (n node) resolved(v any) any {
	if object, ok := v.(map[string]any); ok && len(object) == 1 {
		if known, ok := n.graph[textOf(object["@id"])]; ok {
			return known
		}
	}
	if list, ok := v.([]any); ok && len(list) == 1 {
		return n.resolved(list[0])
	}
	if id, ok := v.(string); ok {
		if known, ok := n.graph[id]; ok {
			return known
		}
	}
	return v
}

// nodes are the objects under the names, references resolved.
func (n node) nodes(names ...string) (list []node) {
	values, ok := n.value(names...).([]any)
	if !ok {
		values = []any{n.value(names...)}
	}
	for _, v := range values {
		if object, ok := n.resolved(v).(map[string]any); ok {
			list = append(list, node{object, n.graph, n.base})
		}
	}
	return list
}

// is reports whether an object has a type.
func (n node) is(name string) bool {
	switch types := n.object["@type"].(type) {
	case string:
		return localName(types) == name
	case []any:
		return slices.ContainsFunc(types, func(t any) bool { s, ok := t.(string); return ok && localName(s) == name })
	}
	return false
}

// link is the first text that is a web address.
func (n node) link(names ...string) string {
	for _, name := range names {
		v := n.value(name)
		candidates := []string{textOf(v)}
		if object, ok := v.(map[string]any); ok {
			candidates = append(candidates, textOf(object["@id"]), textOf(object["url"]))
		}
		if list, ok := v.([]any); ok && len(list) > 0 {
			candidates = append(candidates, textOf(list[0]))
		}
		for _, c := range candidates {
			if n.base != nil && (strings.HasPrefix(c, "/") || strings.HasPrefix(c, "./") || strings.HasPrefix(c, "../")) {
				if u, err := n.base.Parse(c); err == nil {
					c = u.String()
				}
			}
			if isWeb(c) {
				return c
			}
		}
	}
	return ""
}

func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// readNodes returns the datasets of a catalogue, whichever way it is written,
// and who publishes the catalogue. base is where it was read.
func readNodes(body []byte, base *url.URL) (datasets []node, publisher text, err error) {
	var root any
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF"))))
	d.UseNumber()
	if err := d.Decode(&root); err != nil {
		return nil, "", err
	}
	graph := map[string]map[string]any{}
	var all []node
	walk(root, node{graph: graph, base: base}, &all, 0)
	for _, n := range all {
		switch {
		case n.is("dataset"):
			datasets = append(datasets, n)
		case n.is("catalog") || n.is("datacatalog"):
			publisher = text(first(publisher, n.text("publisher")))
		}
	}
	if len(datasets) > 0 {
		return datasets, publisher, nil
	}
	// Where nothing has a type, what stands under "dataset" is meant.
	if object, ok := root.(map[string]any); ok {
		datasets = node{object, graph, base}.nodes("dataset")
	}
	return datasets, publisher, nil
}

const maxDepth = 30

// walk gathers every object and remembers those with more than a name.
func walk(v any, in node, all *[]node, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			walk(one, in, all, depth+1)
		}
	case map[string]any:
		if id := textOf(v["@id"]); id != "" && len(v) > 1 && in.graph[id] == nil {
			in.graph[id] = v
		}
		*all = append(*all, node{v, in.graph, in.base})
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		slices.Sort(keys) // so that the order is the same each time
		for _, key := range keys {
			if key != "@context" {
				walk(v[key], in, all, depth+1)
			}
		}
	}
}
