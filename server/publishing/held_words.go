package publishing

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// inBraces is a token of the words of a figure.
var inBraces = regexp.MustCompile(`\{[^{}]*\}`)

// followsData reports whether everything a person wrote on a figure follows the
// data by itself: the title has a token, and no text has a number outside of
// one. A title without any may claim what was true of the earlier numbers only.
func followsData(s widgets.Spec) bool {
	if !inBraces.MatchString(s.Title) {
		return false
	}
	texts := []string{s.Title, s.Subtitle, s.ShortSubtitle, s.Note, s.Sentence, s.Alt}
	for _, a := range s.Annotations {
		texts = append(texts, a.Text)
	}
	for _, b := range s.Breaks {
		texts = append(texts, b.Text)
	}
	for _, text := range texts {
		rest := inBraces.ReplaceAllString(strings.NewReplacer("{{", "0", "}}", "0").Replace(text), "")
		if strings.ContainsFunc(rest, unicode.IsDigit) {
			return false
		}
	}
	return true
}

// stillSaid reports whether the program would suggest this very figure, word
// for word, from the newer table that it is made from: then what it claims is still
// true.
func (p *Publisher) stillSaid(ctx context.Context, datasetID string, draft widgets.Draft, t *table.Table) (bool, error) {
	dataset, err := p.store.Dataset(ctx, datasetID)
	if err != nil {
		return false, fmt.Errorf("dataset %s: %w", datasetID, err)
	}
	is, err := json.Marshal([]any{draft.Query, draft.Spec})
	if err != nil {
		return false, fmt.Errorf("figure %s: %w", draft.WidgetID, err)
	}
	for _, about := range placesAbout(draft, t) {
		suggested, _, _, _, err := p.suggested(ctx, dataset, t, about)
		if err != nil {
			return false, fmt.Errorf("suggestions of dataset %s: %w", datasetID, err)
		}
		for _, s := range suggested {
			if said, err := json.Marshal([]any{s.Query, s.Spec}); err == nil && string(said) == string(is) {
				return true, nil
			}
		}
	}
	return false, nil
}

// placesAbout are the places that a figure may have been suggested about: "", the
// organisation's own, and the one that stands out or is kept in it alone.
func placesAbout(draft widgets.Draft, t *table.Table) []string {
	list := []string{""}
	column, _, ok := widgets.PlacesIn(t, "")
	if !ok {
		return list
	}
	if h := draft.Spec.Highlight; len(h) > 0 {
		list = append(list, h[0])
	}
	for _, step := range draft.Query.Steps {
		if f, is := step.(datasets.Filter); is && f.Field == t.Fields()[column].Name && f.Test == "is" && len(f.Values) == 1 && !slices.Contains(list, f.Values[0]) {
			list = append(list, f.Values[0])
		}
	}
	return list
}
