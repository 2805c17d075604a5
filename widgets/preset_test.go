package widgets_test

import (
	"os"
	"strings"
	"testing"

	"figurehead/widgets"
)

func TestEveryPresetIsDocumented(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/reference/presets.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range widgets.Presets {
		if !strings.Contains(string(page), "\n## "+p.Name+"\n") {
			t.Errorf("docs/reference/presets.md has no heading %q", p.Name)
		}
	}
}
