package widgets

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"figurehead/widgets/words"
)

// tableKey stands in NumbersBehind for all numbers of the table.
const tableKey = "table"

// maxNamedChanges is how many changed numbers a check names.
const maxNamedChanges = 3

// derived are the tokens that change with any number, so that naming them says
// little: the table's digest tells as much.
var derived = []string{"latest total", "gap", "total", "mean", "median"}

// NumbersBehind is what a description that a person writes now is about: each
// token of the figure with its value, and a digest of its table. It is kept in
// the Spec, so that the description can be looked at again when they change.
func NumbersBehind(f Figure) map[string]string {
	behind := map[string]string{}
	for _, token := range Tokens(f) {
		if !slices.Contains(derived, token.Name) {
			behind[token.Name] = token.Value
		}
	}
	sum := sha256.New()
	for _, row := range f.Table.Rows {
		fmt.Fprintf(sum, "%q\n", row)
	}
	behind[tableKey] = fmt.Sprintf("%x", sum.Sum(nil)[:8])
	return behind
}

// AltCheck asks for another look at the description of a figure that a person
// wrote, when its numbers have changed since; false where nobody wrote one.
func AltCheck(f Figure, s Spec) (Check, bool) { return examination{figure: f, spec: s}.altNumbers() }

// altNumbers asks for another look at a person's description when the numbers
// are no longer those it was written for. Her words are kept.
func (e examination) altNumbers() (Check, bool) {
	if strings.TrimSpace(e.spec.Alt) == "" || len(e.spec.AltFor) == 0 {
		return Check{}, false
	}
	c := Check{ID: "altNumbers", Title: "The description was written for these numbers", Field: "alt"}
	changed := e.changedNumbers()
	if c.Done = len(changed) == 0; c.Done {
		c.Reason = "They have not changed since."
		return c, true
	}
	c.Title = "Check the description: the numbers under it have changed"
	c.Reason = ended(words.Capital(words.List(changed[:min(len(changed), maxNamedChanges)]))) + " It was written by a person and is kept."
	c.Repair = &Repair{Name: "alt-checked", Value: "yes", Label: "It still fits"}
	return c, true
}

// changedNumbers names what is no longer as the description was written for:
// "the latest was 51.1% and is now 52.3%".
func (e examination) changedNumbers() []string {
	now := NumbersBehind(e.figure)
	var changed []string
	seen := map[string]bool{}
	for _, name := range words.Tokens() {
		was, had := e.spec.AltFor[name]
		is, has := now[name]
		called := "the " + strings.ReplaceAll(name, ":", " ")
		switch {
		case had && has && was != is && !seen[was+" "+is]:
			seen[was+" "+is] = true
			changed = append(changed, fmt.Sprintf("%s was %s and is now %s", called, was, is))
		case had && !has:
			changed = append(changed, fmt.Sprintf("%s was %s and is not there now", called, was))
		}
	}
	if len(changed) == 0 && e.spec.AltFor[tableKey] != now[tableKey] {
		return []string{"other numbers of the table have changed"}
	}
	return changed
}
