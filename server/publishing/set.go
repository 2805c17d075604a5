package publishing

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// longName is how many characters of a name deserve a look at where it stands.
const longName = 30

// Member is a figure of a Set as it would be published now.
type Member struct {
	widgets.SetFigure
	Name   string // of the place, as readers know it
	Figure widgets.Figure
	Checks []widgets.Check // those that are not done and are not the same for all
	// Look are the reasons to look at it, and Wrong is why it cannot be made.
	Look  []string
	Wrong string
	Asked bool // ticked: it is to be published
	New   bool // a place that came with newer data, since the Set was published
	Small int  // numbers hidden in it

	made made
}

// Sheet is a Set with all that it would publish.
type Sheet struct {
	Set      widgets.Set
	Dataset  datasets.Dataset
	Snapshot datasets.Snapshot
	Fields   []SetField
	Members  []Member // those that deserve a look first, then by name
	Gone     []Member // published, and not in the data any more
	// Checks that are not done and are the same for all figures.
	Checks []widgets.Check
}

// SetField is a Field that a Set may have one figure for each value of.
type SetField struct {
	Name   string
	Count  int // of its values
	Within []SetWithin
}

// SetWithin is a part of the places of a Field, those of a boundary set.
type SetWithin struct {
	ID, Name string
	Count    int
}

// setPlace is a value of a Field with its name.
type setPlace struct{ place, name string }

// placesOf lists the values of a Field that can have a figure, in order of name:
// totals and blanks have none. It gives one more than a Set may have where there
// are that many.
func placesOf(t *table.Table, field string, names map[string]string) []setPlace {
	at := t.Index(field)
	if at < 0 {
		return nil
	}
	f, column := t.Fields()[at], t.Column(at)
	seen := map[string]bool{}
	var list []setPlace
	for row := 0; row < t.Rows() && len(list) <= widgets.MaxSetFigures; row++ {
		cell := column.Cell(row, f)
		if cell.Missing != table.Present {
			continue
		}
		if place := cell.String(); !seen[place] {
			seen[place] = true
			if !slices.Contains(f.Totals, place) {
				list = append(list, setPlace{place, placeName(f, place, names)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b setPlace) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), strings.Compare(a.place, b.place))
	})
	return list
}

// placeName is the name of a value: that of its code, or its shorter one.
func placeName(f table.Field, place string, names map[string]string) string {
	if short := names[place]; short != "" {
		return short
	}
	if f.Kind == table.PlaceCode {
		return cmp.Or(places.NameOf(place), place)
	}
	return place
}

// within keeps the places that a boundary set has.
func within(list []setPlace, f table.Field, set *places.Set) []setPlace {
	var kept []setPlace
	for _, p := range list {
		code := ""
		if f.Kind == table.PlaceCode {
			code = p.place
		}
		if _, found := set.Find(code, p.name); found {
			kept = append(kept, p)
		}
	}
	return kept
}

// SetFields are the Fields of a table that a Set may be made over: those of words
// or periods with two values at least and not too many.
func (p *Publisher) SetFields(ctx context.Context, snapshotID string) ([]SetField, error) {
	t, err := p.Table(ctx, snapshotID)
	if err != nil {
		return nil, err
	}
	return p.setFields(ctx, t)
}

func (p *Publisher) setFields(ctx context.Context, t *table.Table) ([]SetField, error) {
	sets, err := p.boundarySets(ctx)
	if err != nil {
		return nil, err
	}
	var fields []SetField
	for _, f := range t.Fields() {
		if f.Kind.Number() || f.Role == table.Identifier {
			continue
		}
		list := placesOf(t, f.Name, nil)
		if len(list) < 2 || len(list) > widgets.MaxSetFigures {
			continue
		}
		field := SetField{Name: f.Name, Count: len(list)}
		for _, set := range sets {
			if f.Kind.Calendar() {
				break
			}
			if n := len(within(list, f, set)); n > 1 && n < len(list) {
				field.Within = append(field.Within, SetWithin{set.ID, set.Name, n})
			}
		}
		fields = append(fields, field)
	}
	return fields, nil
}

// boundarySets are those that were uploaded and those shipped.
func (p *Publisher) boundarySets(ctx context.Context) ([]*places.Set, error) {
	sets, err := p.Boundaries(ctx)
	if err != nil {
		return nil, err
	}
	return append(slices.Clip(sets), places.AllShipped()...), nil
}

// setPlaces are the places of a Pattern in a table.
func (p *Publisher) setPlaces(ctx context.Context, pattern widgets.Pattern, t *table.Table) ([]setPlace, error) {
	at := t.Index(pattern.Field)
	if at < 0 {
		return nil, datasets.Problem{Field: "field", Message: fmt.Sprintf("The data has no column %q.", pattern.Field), Suggestion: "Choose another."}
	}
	list := placesOf(t, pattern.Field, pattern.Spec.Names)
	if len(list) > widgets.MaxSetFigures {
		return nil, datasets.Problem{Field: "field", Message: fmt.Sprintf("%q has more than %d values.", pattern.Field, widgets.MaxSetFigures), Suggestion: "Choose a column with fewer."}
	}
	if pattern.Within == "" {
		return list, nil
	}
	sets, err := p.boundarySets(ctx)
	if err != nil {
		return nil, err
	}
	for _, set := range sets {
		if set.ID == pattern.Within {
			return within(list, t.Fields()[at], set), nil
		}
	}
	return list, nil
}

// NewPattern makes a Pattern of a figure for a Field of its data.
func (p *Publisher) NewPattern(ctx context.Context, draft widgets.Draft, field string) (widgets.Pattern, error) {
	t, err := p.Table(ctx, draft.SnapshotID)
	if err != nil {
		return widgets.Pattern{}, err
	}
	at := t.Index(field)
	if at < 0 {
		return widgets.Pattern{}, datasets.Problem{Field: "field", Message: "Choose the column to make one figure for each value of."}
	}
	f := t.Fields()[at]
	pattern := widgets.NewPattern(draft, field, func(place string) string { return placeName(f, place, draft.Spec.Names) })
	pattern.Taken = StateOf(draft)
	_, err = p.setPlaces(ctx, pattern, t)
	return pattern, err
}

// StateOf tells states of a Draft apart by what it shows.
func StateOf(draft widgets.Draft) string {
	raw, err := json.Marshal([]any{draft.Query, draft.Spec, ""})
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// BestField is the Field that figures like a Draft are most likely wanted for: the
// one that it keeps one place of, else the one whose places it shows, else one of
// place codes, else the first; and the part of its places, where there are so many
// that one is likely meant.
func BestField(draft widgets.Draft, fields []SetField) (field SetField, within string) {
	const many = 60
	score := func(f SetField) int {
		p := widgets.Pattern{Field: f.Name, Query: draft.Query, Spec: draft.Spec}
		n := 0
		if p.Place() != "" {
			n += 4
		}
		if widgets.Reads(draft.Spec.Encoding, f.Name) && draft.Spec.Encoding.Time != f.Name {
			n += 2
		}
		return n + min(len(f.Within), 1)
	}
	for i, f := range fields {
		if i == 0 || score(f) > score(field) {
			field = f
		}
	}
	if field.Count > many && len(field.Within) > 0 {
		within = field.Within[0].ID
	}
	return field, within
}

// looks are the reasons to look at a figure that can be made.
func (m *Member) looks() {
	if utf8.RuneCountInString(m.Name) > longName {
		m.Look = append(m.Look, "The name is long: see that it fits.")
	}
	if m.Small > 0 {
		m.Look = append(m.Look, are(m.Small, "number is", "numbers are")+" hidden, because few people are behind them.")
	}
	for _, c := range m.Checks {
		m.Look = append(m.Look, c.Reason)
	}
}

// Blocked reports whether it stands in the way of publishing.
func (m Member) Blocked() bool {
	return m.Wrong != "" || slices.ContainsFunc(m.Checks, func(c widgets.Check) bool { return c.Blocking })
}

// urgency orders the sheet.
func (m Member) urgency() int {
	switch {
	case m.Blocked():
		return 0
	case m.New:
		return 1
	case len(m.Look) > 0:
		return 2
	}
	return 3
}
