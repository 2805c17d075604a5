package datasets

import (
	"context"
	"fmt"
	"strings"

	"figurehead/datasets/table"
)

// Reference says how the numbers of other Datasets are set against one: for each
// place, and for each period where there are several, it has one number, such as
// the people who live there. The zero Reference is no reference table.
type Reference struct {
	Place  string `json:"place,omitempty"`  // the Field with place codes
	Period string `json:"period,omitempty"` // the Field with periods; empty for one moment
	Value  string `json:"value,omitempty"`  // the Field with the numbers
	Called string `json:"called,omitempty"` // what they count, as in "per 1,000 people"
}

// maxCalled is longer than any name of what is counted that fits beside a number.
const maxCalled = 40

// On reports whether it is one.
func (r Reference) On() bool { return r.Place != "" }

// Words say in the audit trail what the Reference is.
func (r Reference) Words() string {
	if !r.On() {
		return "no reference table any more"
	}
	by := "“" + r.Place + "”"
	if r.Period != "" {
		by += " and “" + r.Period + "”"
	}
	return fmt.Sprintf("“%s” by %s, called %s", r.Value, by, r.Called)
}

// Check is nil when t is the reference table that r says it is, or the Problem: a
// column that is not there or of another kind, two numbers for one place and period.
func (r Reference) Check(ctx context.Context, t *table.Table) error {
	if called := strings.TrimSpace(r.Called); called == "" || len([]rune(called)) > maxCalled {
		return Problem{Field: "called", Message: "What the numbers count has no name, or a long one.", Suggestion: fmt.Sprintf("Write a word of at most %d letters, such as people or homes.", maxCalled)}
	}
	for _, part := range []struct {
		field, name, wanted string
		fits                func(table.Field) bool
	}{
		{"place", r.Place, "place codes", func(f table.Field) bool { return f.Kind == table.PlaceCode }},
		{"period", r.Period, "periods or dates", func(f table.Field) bool { return f.Kind.Calendar() }},
		{"value", r.Value, "numbers that can be added up", table.Field.Additive},
	} {
		if part.field == "period" && part.name == "" {
			continue
		}
		if f, found := t.Field(part.name); !found || !part.fits(f) {
			return Problem{Field: part.field, Message: fmt.Sprintf("“%s” is no column of %s.", part.name, part.wanted), Suggestion: "Choose one from the list."}
		}
	}
	join := r.join("", "", "", "")
	join.reference = t
	_, err := join.lookup(ctx)
	return err
}

// Fits returns the join that looks up r's numbers, which are in the table of the
// Snapshot from, for rows with such Fields; false where they have no place codes, or
// no periods that those of r hold. The Field it adds is called name.
func (r Reference) Fits(fields, there []table.Field, from, name string) (Join, bool) {
	place, period := "", ""
	at := indexOf(r.Period, there)
	for _, f := range fields {
		if place == "" && f.Kind == table.PlaceCode {
			place = f.Name
		}
		if period == "" && at >= 0 && periodsFit(f, there[at]) {
			period = f.Name
		}
	}
	return r.join(from, name, place, period), place != "" && (period != "" || r.Period == "")
}

func (r Reference) join(from, name, place, period string) Join {
	join := Join{Name: name, From: from, Take: r.Value, Place: Match{Field: place, Is: r.Place}}
	if r.Period != "" {
		join.Period = &Match{Field: period, Is: r.Period}
	}
	return join
}
