package widgets

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Annotation is a remark that a person adds to a figure: words at a mark, a
// line across, or a tinted stretch. It names places as the Result does, so that
// it stays where it belongs when the data changes.
type Annotation struct {
	Type string `json:"type"` // "text", "line" or "range"
	// At is the category or period that it stands at, and To where a range
	// ends: "Essex", "2018/19", or a day within the periods: "2020-03-23".
	At string `json:"at,omitempty"`
	To string `json:"to,omitempty"`
	// Series is the line that a text is about, where there are several.
	Series string `json:"series,omitempty"`
	// Value is where a line lies on the axis of values: a plain decimal, or the
	// name of a category or period whose own number it is. "=2018" is the name 2018.
	Value   string `json:"value,omitempty"`
	ToValue string `json:"toValue,omitempty"` // where a range of values ends
	Text    string `json:"text,omitempty"`    // may hold tokens
}

// SeriesBreak is where what is counted changes, so that the numbers before At
// are not joined to those from it on.
type SeriesBreak struct {
	At   string `json:"at"`
	Text string `json:"text,omitempty"` // why; may hold tokens
}

// Limits of annotations: more would hide the figure.
const (
	maxAnnotations = 12
	maxBreaks      = 6
	maxStates      = 500
	maxRemark      = 200 // characters
	maxPlaceName   = 1000
)

// annotationTypes are the types of an Annotation.
var annotationTypes = []string{"text", "line", "range"}

// annotationField is the Problem's field of one setting of annotation i, which
// is also what the form calls it: "annotation-1-at".
func annotationField(i int, setting string) string {
	return fmt.Sprintf("annotation-%d-%s", i+1, setting)
}

func (s Spec) validateAnnotations() error {
	if len(s.Annotations) > maxAnnotations {
		return specProblem("annotations", fmt.Sprintf("A figure has at most %d annotations.", maxAnnotations), "Keep the ones that matter most.")
	}
	if len(s.Breaks) > maxBreaks {
		return specProblem("breaks", fmt.Sprintf("A figure has at most %d breaks.", maxBreaks), "Show a shorter run of the numbers.")
	}
	for i, a := range s.Annotations {
		if err := a.validate(i); err != nil {
			return err
		}
	}
	for i, b := range s.Breaks {
		if err := validateBreak(i, b); err != nil {
			return err
		}
	}
	return s.validateStates()
}

func validateBreak(i int, b SeriesBreak) error {
	field := fmt.Sprintf("break-%d-", i+1)
	if strings.TrimSpace(b.At) == "" {
		return specProblem(field+"at", "A break needs the period it comes before.", "Choose the first period of the new numbers.")
	}
	return remarkProblem(field+"text", b.Text, b.At)
}

func (s Spec) validateStates() error {
	if len(s.States) > maxStates {
		return specProblem("states", fmt.Sprintf("At most %d numbers can be marked as provisional or estimated.", maxStates), "Use a column of statuses.")
	}
	for _, name := range sortedKeys(s.States) {
		if _, known := words.ParseStatus(s.States[name]); !known {
			return specProblem("states", fmt.Sprintf("%q does not say how firm a number is.", shorten(s.States[name])),
				"Write provisional, estimated, forecast, revised, part, or what is covered: April to June only.")
		}
	}
	return nil
}

func (a Annotation) validate(i int) error {
	field := func(setting string) string { return annotationField(i, setting) }
	if !slices.Contains(annotationTypes, a.Type) {
		return choiceProblem(field("type"), a.Type, annotationTypes)
	}
	if err := remarkProblem(field("text"), a.Text, a.At, a.To, a.Series, a.Value, a.ToValue); err != nil {
		return err
	}
	for _, v := range []struct{ setting, text string }{{"value", a.Value}, {"toValue", a.ToValue}} {
		if looksNumeric(v.text) {
			if _, err := table.ParseDecimal(v.text); err != nil {
				return specProblem(field(v.setting), fmt.Sprintf("%q is not a number.", shorten(v.text)), "Write it in digits: 1200.5 or -3.")
			}
		}
	}
	switch a.Type {
	case "text":
		return a.validateText(field)
	case "line":
		return a.validateLine(field)
	}
	return a.validateRange(field)
}

func (a Annotation) validateText(field func(string) string) error {
	switch {
	case strings.TrimSpace(a.Text) == "":
		return specProblem(field("text"), "An annotation needs its words.", "Write them, or take the annotation away.")
	case a.At == "":
		return specProblem(field("at"), "Choose what the words are about.", "Choose a name or a period of the figure.")
	case a.To != "" || a.Value != "" || a.ToValue != "":
		return specProblem(field("type"), "Words stand at one place and have neither an end nor a number.", "Choose a line or a range instead.")
	}
	return nil
}

func (a Annotation) validateLine(field func(string) string) error {
	switch {
	case a.To != "" || a.ToValue != "":
		return specProblem(field("type"), "A line has no end.", "Choose a range instead.")
	case a.At == "" && a.Value == "":
		return specProblem(field("value"), "A line needs its number, or the period it stands at.", "Write a number, such as 65, or the name of a category.")
	case a.At != "" && a.Value != "":
		return specProblem(field("at"), "A line stands at a period or at a number, not at both.", "Take one of the two away.")
	case a.At != "" && strings.TrimSpace(a.Text) == "":
		return specProblem(field("text"), "A line at a period needs its words.", "Write what happened then.")
	}
	return nil
}

func (a Annotation) validateRange(field func(string) string) error {
	along, across := a.At != "" || a.To != "", a.Value != "" || a.ToValue != ""
	switch {
	case along && across:
		return specProblem(field("at"), "A range lies between two periods or between two numbers, not both.", "Take one of the two away.")
	case !along && !across || along && a.At == "" || across && a.Value == "":
		return specProblem(field("at"), "A range needs where it begins.", "Choose its first period, or its lower number.")
	case along && a.To == "":
		return specProblem(field("to"), "A range needs where it ends.", "Choose its last period.")
	case across && a.ToValue == "":
		return specProblem(field("toValue"), "A range needs where it ends.", "Write its upper number.")
	}
	return nil
}

// remarkProblem holds a remark and the names it stands at to their lengths.
func remarkProblem(field, text string, names ...string) error {
	if n := utf8.RuneCountInString(text); n > maxRemark {
		return specProblem(field, fmt.Sprintf("The words are %s characters long; %d are allowed.", words.Whole(n), maxRemark), "Shorten them, or write a note.")
	}
	for _, name := range names {
		if utf8.RuneCountInString(name) > maxPlaceName {
			return specProblem(field, fmt.Sprintf("A name is at most %s characters long.", words.Whole(maxPlaceName)), "")
		}
	}
	return nil
}

// looksNumeric reports whether a value is meant as a number: nothing but
// digits, signs, points and commas. A name such as 2018 is written "=2018".
func looksNumeric(value string) bool {
	return value != "" && !strings.ContainsFunc(value, func(r rune) bool { return (r < '0' || r > '9') && !strings.ContainsRune("+-−., ", r) })
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
