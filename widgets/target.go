package widgets

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Target is a number aimed at that stands in no column: a policy's, with its
// own definition.
type Target struct {
	Value string `json:"value"`          // a decimal in the unit of the figure's numbers: "65"
	Text  string `json:"text,omitempty"` // its definition: "UK target for all municipal waste"
	By    string `json:"by,omitempty"`   // when it is to be met: "2035"
}

// The most characters of the words of a target and of its date.
const (
	maxTargetText = 200
	maxTargetBy   = 40
)

// validate returns a datasets.Problem for what a Target may not hold.
func (t *Target) validate(s Spec) error {
	if t == nil {
		return nil
	}
	_, err := table.ParseDecimal(t.Value)
	switch {
	case err != nil:
		return specProblem("target", fmt.Sprintf("The target %q is not a number.", shorten(t.Value)), "Enter digits, such as 65 or 12.5.")
	case s.Encoding.Target != "":
		return specProblem("target", "There is a target in a column and one that was typed.", "Keep one of them.")
	case utf8.RuneCountInString(t.Text) > maxTargetText:
		return specProblem("target-text", "The words of the target are longer than 200 characters.", "Shorten them.")
	case utf8.RuneCountInString(t.By) > maxTargetBy:
		return specProblem("target-by", "The date of the target is longer than 40 characters.", "Give a year, such as 2035.")
	}
	return nil
}

// TargetWords are a headline's number beside the number aimed at.
type TargetWords struct {
	Value float64 // only for the position of its mark
	Label string  // "UK target for all municipal waste: 10% by 2035"
	Gap   string  // "12.4 percentage points", or "on target"
	Aim   string  // "below the target of 65% by 2035"
	// Defined is Aim with the target's own definition.
	Defined string
}

// aimed adds the Facts of a target that was typed.
func (b *reading) aimed() {
	if b.spec.Target == nil || b.value < 0 {
		return
	}
	field := b.result.Fields[b.value]
	number, err := table.ParseDecimal(b.spec.Target.Value)
	if err != nil {
		return // Validate has said so
	}
	if value, ok := datasets.FactNamed(b.facts, "value"); ok {
		rows := slices.IndexFunc(b.facts, func(f datasets.Fact) bool { return f.Name == "rows" })
		b.facts = slices.Insert(b.facts, max(rows, 0), datasets.Toward(value, table.NumberCell(field.Kind, number), field)...)
	}
}

// targetWords words the number aimed at; nil where there is none.
func (b *reading) targetWords(f words.Format) *TargetWords {
	aim, ok := words.FactNamed(b.facts, "target")
	if !ok {
		return nil
	}
	typed := Target{}
	if b.spec.Target != nil {
		typed = *b.spec.Target
	}
	f.Decimals = min(f.Decimals, aim.Value.Number.Places())
	number := b.words.Number(aim.Value.Number, f)
	if by := strings.TrimSpace(typed.By); by != "" {
		number = b.words.Say(words.TargetBy, "number", number, "by", by)
	}
	t := &TargetWords{Value: aim.Value.Number.Float64()}
	t.Label = b.words.Say(words.TargetIs, "target", firstOf(strings.TrimSpace(typed.Text), b.words.Say(words.TargetWord)), "number", number)
	t.Gap, t.Aim = b.words.GapFrom(b.facts, b.number, number)
	t.Defined = t.Aim
	if text := strings.TrimSpace(typed.Text); text != "" {
		t.Defined = b.words.Say(words.GapOf, "gap", t.Aim, "definition", text)
	}
	return t
}
