package datasets_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"figurehead/datasets"
)

func queryReference(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../docs/reference/query.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// section is the text below a heading.
func section(t *testing.T, text, heading string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, "\n## "+heading+"\n")
	if !found {
		t.Errorf("docs/reference/query.md has no heading %q", "## "+heading)
	}
	part, _, _ := strings.Cut(rest, "\n## ")
	return part
}

func TestEveryStepAndWordIsDocumented(t *testing.T) {
	t.Parallel()
	text := queryReference(t)
	for _, step := range datasets.StepNames() {
		part := section(t, text, step)
		for _, word := range datasets.StepWords(step) {
			if !strings.Contains(part, "`"+word+"`") {
				t.Errorf("docs/reference/query.md says nothing of %q below %q", word, "## "+step)
			}
		}
	}
}

func TestEveryLimitIsDocumented(t *testing.T) {
	t.Parallel()
	limits := section(t, queryReference(t), "Limits")
	for _, bound := range datasets.Limits {
		row := fmt.Sprintf("| %s | %s |", bound.Name, commas(bound.Most))
		if !strings.Contains(limits, row) {
			t.Errorf("docs/reference/query.md has no row %q", row)
		}
	}
}

func commas(n int64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", commas(n/1000), n%1000)
}

func TestEveryFactIsDocumented(t *testing.T) {
	t.Parallel()
	part := section(t, queryReference(t), "Facts")
	for _, name := range datasets.FactNames {
		if !strings.Contains(part, "`"+name+"`") {
			t.Errorf("docs/reference/query.md says nothing of the fact %q", name)
		}
	}
}

func TestExamplesOfTheDocsAreQueries(t *testing.T) {
	t.Parallel()
	examples := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllStringSubmatch(queryReference(t), -1)
	if len(examples) <= len(datasets.StepNames()) {
		t.Errorf("docs/reference/query.md has %d examples for %d steps", len(examples), len(datasets.StepNames()))
	}
	for _, example := range examples {
		if _, err := datasets.ParseQuery([]byte(example[1])); err != nil {
			t.Errorf("%s: %v", example[1], err)
		}
	}
}
