package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestStoragePage holds docs/reference/storage.md to the tables and the audit
// actions there are.
func TestStoragePage(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../docs/reference/storage.md")
	if err != nil {
		t.Fatal(err)
	}
	s, err := openWith(t, t.TempDir(), released())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	err = s.view(t.Context(), "tables", func(tx *tx) (err error) {
		names, err = values[string](tx, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, actionConstants(t)...) {
		if !strings.Contains(string(raw), "`"+name+"`") {
			t.Errorf("docs/reference/storage.md does not tell of %q", name)
		}
	}
}

// actionConstants reads the actions from audit.go.
func actionConstants(t *testing.T) (actions []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "audit.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if text, ok := spec.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
			if action, err := strconv.Unquote(text.Value); err == nil && !strings.Contains(action, " ") {
				actions = append(actions, action)
			}
		}
		return true
	})
	if len(actions) < 20 {
		t.Fatalf("found %d actions in audit.go", len(actions))
	}
	return actions
}
