package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestInspectPage holds docs/reference/inspect.md to the flags and JSON keys.
func TestInspectPage(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/reference/inspect.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	if !strings.Contains(page, "figurehead inspect "+inspectCommand.Usage) {
		t.Errorf("docs/reference/inspect.md does not show %q", inspectCommand.Usage)
	}
	for _, flag := range []string{"--sheet", "--part", "--recipe", "--json"} {
		if !strings.Contains(page, "\n## "+flag+"\n") || !strings.Contains(inspectCommand.Help, flag) {
			t.Errorf("%s has no heading in docs/reference/inspect.md, or no line in the help", flag)
		}
	}
	for _, shape := range []reflect.Type{reflect.TypeFor[inspection](), reflect.TypeFor[inspectedField](), reflect.TypeFor[inspectedProblem]()} {
		for i := range shape.NumField() {
			if key := shape.Field(i).Tag.Get("json"); !strings.Contains(page, "`"+key+"`") {
				t.Errorf("docs/reference/inspect.md does not have the key %q", key)
			}
		}
	}
}
