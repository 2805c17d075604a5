package studio

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// maxChoices is the most values a list on Say it offers.
const maxChoices = table.MaxLabels

// dataChoice lets an officer keep one value of a Field, or all.
type dataChoice struct {
	Name    string // of the form field: "data-" and the position of the Field
	Field   string
	Newest  bool // may follow the newest period
	Value   string
	Choices []string
}

// newest is the form value that follows the newest period of the data.
const newest = "(newest)"

// dataChoices lists the Fields whose rows can be narrowed: those with few
// values that the figure does not already spread out.
func dataChoices(t *table.Table, draft widgets.Draft) []dataChoice {
	var choices []dataChoice
	for i, field := range t.Fields() {
		if !narrows(draft.Spec.Encoding, field) {
			continue
		}
		labels := t.Labels(i)
		if len(labels) < 2 {
			continue
		}
		choice := dataChoice{Name: fmt.Sprintf("data-%d", i), Field: field.Name, Choices: labels, Newest: field.Kind.Calendar()}
		if choice.Newest {
			choice.Choices = slices.Clone(labels)
			slices.Reverse(choice.Choices)
		}
		for _, step := range draft.Query.Steps {
			switch step := step.(type) {
			case datasets.Filter:
				if step.Field == field.Name && step.Test == "is" && len(step.Values) == 1 {
					choice.Value = step.Values[0]
				}
			case datasets.Latest:
				if step.Field == field.Name && step.Count == 1 {
					choice.Value = newest
				}
			}
		}
		choices = append(choices, choice)
	}
	return choices
}

// narrows reports whether keeping one value of the Field leaves a figure.
func narrows(encoding datasets.Roles, field table.Field) bool {
	if field.Kind.Number() || field.Role == table.Identifier {
		return false
	}
	encoding.Time = "" // a chart in time can be of one period
	return !widgets.Reads(encoding, field.Name)
}

// limitOf is the number of rows the Query keeps, or "" for all.
func limitOf(q datasets.Query) string {
	for _, step := range q.Steps {
		if limit, ok := step.(datasets.Limit); ok {
			return strconv.Itoa(limit.Count)
		}
	}
	return ""
}

// read puts the form into a copy of the stored Draft. What cannot be used is
// named by its field and the Draft keeps what it had there.
func (s *Studio) read(ctx context.Context, stored widgets.Draft, values map[string]string) (widgets.Draft, []fieldError) {
	draft := stored
	draft.Version = versionOf(values)
	var problems []fieldError
	readWords(&draft.Spec, values)
	readRemarks(&draft.Spec, values)
	readTarget(&draft.Spec, values)
	readPanels(&draft.Spec, values)
	problems = append(problems, readMeasures(&draft.Spec, values)...)
	problems = append(problems, s.readStates(ctx, stored, &draft.Spec, values)...)
	if problem := badSpec(&draft.Spec, stored.Spec); problem != nil {
		problems = append(problems, *problem)
	}
	if err := readNumber(&draft.Spec.Number, values); err != nil {
		problems = append(problems, *err)
	}
	steps, err := readRows(stored.Query.Steps, values)
	if err != nil {
		problems = append(problems, *err)
	}
	draft.Query.Steps = steps
	t, tableErr := s.Publishing.Table(ctx, stored.SnapshotID)
	if tableErr != nil {
		return draft, append(problems, fieldError{Message: "The data of this figure cannot be read at the moment. Nothing was changed."})
	}
	if result, err := s.Publishing.Rows(ctx, stored); err == nil {
		sets, err := s.Publishing.Boundaries(ctx)
		if err != nil {
			return draft, append(problems, fieldError{Message: "The maps cannot be read at the moment. Nothing was changed."})
		}
		problems = append(problems, readKind(&draft.Spec, result, sets, values)...)
		problems = append(problems, fitPanels(&draft.Spec, stored.Spec, result)...)
	}
	for _, choice := range dataChoices(t, stored) {
		value, ok := values[choice.Name]
		switch {
		case !ok || value == choice.Value:
		case !choice.offers(value):
			problems = append(problems, fieldError{Field: choice.Name, Message: "Choose one of the values in the list"})
		default:
			draft.Query.Steps = narrow(draft.Query.Steps, choice, value)
		}
	}
	return draft, problems
}

// offers reports whether the list on Say it holds the value.
func (d dataChoice) offers(value string) bool {
	return value == "" || value == newest && d.Newest || slices.Contains(d.Choices, value)
}

// badSpec names the first setting that no figure may have. A text stays as it
// was typed; a choice that is not in its list stays as it was stored.
func badSpec(spec *widgets.Spec, stored widgets.Spec) *fieldError {
	words, bad := mendable(spec.Validate())
	if !bad {
		return nil
	}
	switch words.Field {
	case "order":
		spec.Order = stored.Order
	case "compare":
		spec.Compare = stored.Compare
	case "lang":
		spec.Lang = stored.Lang
	case "panel":
		spec.Panel = stored.Panel
	case "scale":
		spec.Scale = stored.Scale
	}
	return &words
}

// readWords takes the texts and choices that stand as they are.
func readWords(spec *widgets.Spec, values map[string]string) {
	for name, target := range map[string]*string{
		"title": &spec.Title, "subtitle": &spec.Subtitle, "note": &spec.Note,
		"sentence": &spec.Sentence, "order": &spec.Order, "compare": &spec.Compare, "lang": &spec.Lang, "unit": &spec.Number.Unit,
	} {
		if value, ok := values[name]; ok {
			*target = tidyText(value)
		}
	}
	// A description that is still the one written from the numbers keeps following them.
	if alt, ok := values["alt"]; ok {
		alt = tidyText(alt)
		if alt == tidyText(values["alt-written"]) {
			alt = ""
		}
		spec.Alt = alt
	}
	if post, ok := values["post"]; ok {
		post = tidyText(post)
		if post == tidyText(values["post-written"]) {
			post = ""
		}
		spec.Post = post
	}
	readHighlight(spec, values)
	spec.Listed = values["listed"] == "yes"
}

// tidyText makes the line ends of a browser's text box plain and trims the ends.
func tidyText(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}

func readNumber(number *widgets.NumberFormat, values map[string]string) *fieldError {
	text, ok := values["decimals"]
	if !ok {
		return nil
	}
	if text == "" {
		number.Decimals = nil
		return nil
	}
	places, err := strconv.Atoi(text)
	if err != nil || places < 0 || places > 6 {
		return &fieldError{Field: "decimals", Message: "Decimal places must be between 0 and 6"}
	}
	number.Decimals = &places
	return nil
}

// readRows puts the number of rows into the Query's last Limit.
func readRows(steps []datasets.Step, values map[string]string) ([]datasets.Step, *fieldError) {
	text, ok := values["rows"]
	kept := append([]datasets.Step{}, steps...)
	if !ok {
		return kept, nil
	}
	at := -1
	for i, step := range kept {
		if _, isLimit := step.(datasets.Limit); isLimit {
			at = i
		}
	}
	if strings.TrimSpace(text) == "" {
		if at >= 0 {
			kept = append(kept[:at], kept[at+1:]...)
		}
		return kept, nil
	}
	count, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || count < 1 || count > 40 {
		return kept, &fieldError{Field: "rows", Message: "Most rows to show must be between 1 and 40"}
	}
	if at >= 0 {
		kept[at] = datasets.Limit{Count: count}
		return kept, nil
	}
	return append(kept, datasets.Limit{Count: count}), nil
}

// narrow replaces the step that keeps one value of the choice's Field, or puts
// a new one first, or takes it out when all values are wanted.
func narrow(steps []datasets.Step, choice dataChoice, value string) []datasets.Step {
	var wanted datasets.Step
	switch value {
	case "":
	case newest:
		wanted = datasets.Latest{Field: choice.Field, Count: 1}
	default:
		wanted = datasets.Filter{Field: choice.Field, Test: "is", Values: []string{value}}
	}
	var kept []datasets.Step
	placed := wanted == nil
	for _, step := range steps {
		if narrowing(step, choice.Field) {
			if !placed {
				kept, placed = append(kept, wanted), true
			}
			continue
		}
		kept = append(kept, step)
	}
	if !placed {
		kept = append([]datasets.Step{wanted}, kept...)
	}
	return kept
}

// narrowing reports whether a step keeps one value of the Field.
func narrowing(step datasets.Step, field string) bool {
	switch step := step.(type) {
	case datasets.Filter:
		return step.Field == field && step.Test == "is" && len(step.Values) == 1
	case datasets.Latest:
		return step.Field == field && step.Count == 1
	}
	return false
}

// versionOf is the Draft version that the form was made from, or −1. "Use
// mine" and "Use what is chosen" after a conflict are made from the version that
// was shown with it.
func versionOf(values map[string]string) int {
	text := values["version"]
	if values["do"] == "mine" || values["do"] == "chosen" {
		text = values["version-theirs"]
	}
	version, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return version
}
