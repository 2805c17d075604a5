package publishing_test

import (
	"strings"
	"testing"

	"figurehead/datasets/intake"
)

// otherChoice finds a control of the column "Spent" and a value that it does
// not have.
func otherChoice(t *testing.T, sentences []intake.Sentence) (name, value string) {
	t.Helper()
	for _, s := range sentences {
		for _, c := range s.Controls {
			for _, choice := range c.Choices {
				if strings.Contains(s.Text+c.Label, "Spent") && choice.Value != c.Value {
					return c.Name, choice.Value
				}
			}
		}
	}
	t.Fatal("nothing about Spent can be changed")
	return "", ""
}
