package api

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// unknownIn finds the first member of a JSON object that a type of ours does not
// have, in the order of their names: where it is as a JSON Pointer, and what may
// stand there. encoding/json says its name alone.
func unknownIn(raw json.RawMessage, t reflect.Type) (pointer string, known []string, found bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if readsItself(t) {
		return "", nil, false
	}
	switch t.Kind() {
	case reflect.Struct:
		members := membersOf(t)
		return inMembers(raw, func(name string) (reflect.Type, bool) {
			of, has := members[strings.ToLower(name)]
			return of.Type, has
		}, func() []string { return memberNames(members) })
	case reflect.Map:
		return inMembers(raw, func(string) (reflect.Type, bool) { return t.Elem(), true }, nil)
	case reflect.Slice:
		var items []json.RawMessage
		if json.Unmarshal(raw, &items) != nil {
			return "", nil, false
		}
		for i, item := range items {
			if pointer, known, found = unknownIn(item, t.Elem()); found {
				return fmt.Sprintf("/%d%s", i, pointer), known, true
			}
		}
	}
	return "", nil, false
}

func inMembers(raw json.RawMessage, typeOf func(string) (reflect.Type, bool), known func() []string) (string, []string, bool) {
	var given map[string]json.RawMessage
	if json.Unmarshal(raw, &given) != nil {
		return "", nil, false
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
		of, has := typeOf(name)
		if !has {
			return at, known(), true
		}
		if pointer, known, found := unknownIn(given[name], of); found {
			return at + pointer, known, true
		}
	}
	return "", nil, false
}

// membersOf are the members of a struct by their names in small letters, as
// encoding/json compares them.
func membersOf(t reflect.Type) map[string]reflect.StructField {
	members := map[string]reflect.StructField{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "" && name != "-" {
			members[strings.ToLower(name)] = f
		}
	}
	return members
}

func memberNames(members map[string]reflect.StructField) []string {
	var names []string
	for _, f := range members {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

var (
	unmarshaler     = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// readsItself reports whether a type has words of its own for what does not fit.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(unmarshaler) || p.Implements(textUnmarshaler)
}
