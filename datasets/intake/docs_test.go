package intake

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// TestRecipePage holds docs/reference/recipe.md to the Recipe, its choices and
// its markers.
func TestRecipePage(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/reference/recipe.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	must := func(text string) {
		if !strings.Contains(page, text) {
			t.Errorf("docs/reference/recipe.md does not have %q", text)
		}
	}
	for _, key := range jsonKeys(reflect.TypeFor[datasets.Recipe]()) {
		must("\n## " + key + "\n")
	}
	for _, key := range append(jsonKeys(reflect.TypeFor[datasets.RecipeColumn]()), jsonKeys(reflect.TypeFor[table.Field]())...) {
		must("`" + key + "`")
	}
	for _, f := range forms {
		must("\n### " + f.name + "\n")
	}
	for _, grain := range records.Grains {
		must("`" + grain + "`")
	}
	for _, e := range csvfile.Encodings {
		must("`" + e + "`")
	}
	for _, c := range kindChoices {
		must("`" + c.Value + "`")
	}
	for _, c := range totalChoices {
		must("| `" + c.Value + "` |")
	}
	for kind := table.Text; kind <= table.PlaceCode; kind++ {
		must("`" + kind.String() + "`")
	}
	for reason := table.NotAvailable; reason <= table.Unreadable; reason++ {
		must("| `" + reason.String() + "` |")
	}
	for marker := range always {
		must("`" + marker + "`")
	}
	for _, field := range []string{"encoding", "delimiter", "header-row", "kind-N", "unit-N", "date-order-N", "decimal-mark", "placeholders", "totals-N", "use-N", "beside", "periods"} {
		must("`" + field + "`")
	}
}

func jsonKeys(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		key, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		keys = append(keys, key)
	}
	return keys
}

// TestEveryKindIsReadable: each choice of a kind has a way to read it.
func TestEveryKindIsReadable(t *testing.T) {
	t.Parallel()
	for _, c := range kindChoices {
		to, known := readAs[c.Value]
		if !known {
			t.Errorf("choice %q cannot be read", c.Value)
			continue
		}
		f := table.Field{Kind: to.kind, Grain: to.grain, Role: to.role}
		if got := kindValue(f); got != c.Value {
			t.Errorf("choice %q is shown as %q", c.Value, got)
		}
	}
	if len(readAs) != len(kindChoices) {
		t.Errorf("%d kinds are read, %d are offered", len(readAs), len(kindChoices))
	}
}
