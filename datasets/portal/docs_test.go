package portal

import (
	"os"
	"strings"
	"testing"
)

// TestEveryKindIsDocumented: each kind has a heading in docs/reference/portals.md.
func TestEveryKindIsDocumented(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("../../docs/reference/portals.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range Kinds() {
		if !strings.Contains(string(body), "\n## `"+string(kind)+"`\n") {
			t.Errorf("kind %q has no heading in docs/reference/portals.md", kind)
		}
		if kind.Name() == "" {
			t.Errorf("kind %q has no name", kind)
		}
	}
	if got := strings.Count(string(body), "\n## `"); got != len(Kinds()) {
		t.Errorf("portals.md describes %d kinds, there are %d", got, len(Kinds()))
	}
}
