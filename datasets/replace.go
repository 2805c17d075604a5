package datasets

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets/table"
)

// Replace puts other texts in the place of some of a Field, all at once: those in
// From of a Replacement become its To. "" is the blank cell, which can be given a
// text, and which a text can be made. Cells that are missing for another reason
// keep it. Totals of the Field are replaced with the rest.
type Replace struct {
	Field  string        `json:"field"`
	Values []Replacement `json:"values"`
}

// Replacement is one text and what it takes the place of, capitals and all.
type Replacement struct {
	From []string `json:"from"`
	To   string   `json:"to"`
}

// Do is the step's name in JSON.
func (Replace) Do() string { return "replace" }

func (s Replace) outline(in []table.Field) ([]table.Field, error) {
	f, err := fieldOf(s.Field, in)
	if err != nil {
		return nil, err
	}
	if !isText(f.Kind) {
		return nil, Problem{Field: f.Name, Message: fmt.Sprintf("%q holds %s, of which none is replaced.", f.Name, kindWords[f.Kind]), Suggestion: "Choose a column of text."}
	}
	replaced, err := s.replaced()
	if err != nil {
		return nil, err
	}
	out := slices.Clone(in)
	totals := []string{}
	for _, text := range f.Totals {
		if to, is := replaced[text]; is {
			text = to
		}
		if !slices.Contains(totals, text) {
			totals = append(totals, text)
		}
	}
	if len(totals) > 0 {
		out[indexOf(s.Field, in)].Totals = totals
	}
	return out, nil
}

// replaced maps each text to the one that takes its place.
func (s Replace) replaced() (map[string]string, error) {
	replaced := map[string]string{}
	for _, value := range s.Values {
		if len(value.To) > table.MaxCellBytes {
			return nil, Problem{Field: s.Field, Message: fmt.Sprintf("%q is too long for a cell.", shorten(value.To)), Suggestion: "Use a shorter text."}
		}
		for _, from := range value.From {
			if _, twice := replaced[from]; twice {
				return nil, Problem{Field: s.Field, Message: fmt.Sprintf("%q is replaced twice.", shorten(from)), Suggestion: "Leave one of them out."}
			}
			replaced[from] = value.To
		}
	}
	if len(replaced) == 0 || len(replaced) > MaxFilterValues {
		return nil, Problem{Field: s.Field, Message: fmt.Sprintf("The step replaces %s.", valuesInWords(len(replaced))), Suggestion: "Give it " + countInWords(1, MaxFilterValues) + "."}
	}
	return replaced, nil
}

func (s Replace) run(ctx context.Context, in relation) (relation, error) {
	replaced, err := s.replaced()
	if err != nil {
		return relation{}, err
	}
	at := indexOf(s.Field, in.fields)
	column := in.columns[at]
	if column.Codes == nil {
		return in, ctx.Err() // a column of no rows
	}
	codes, words := recoded(column.Words, replaced)
	made := &table.Column{Codes: make([]uint32, len(column.Codes)), Words: words}
	err = blocks(ctx, len(made.Codes), func(from, to int) {
		for i := from; i < to; i++ {
			made.Codes[i] = codes[column.Codes[i]]
		}
	})
	out := in
	out.columns = slices.Clone(in.columns)
	out.columns[at] = made
	return out, err
}

// recoded gives each code of a dictionary the one of what takes its place, and
// the dictionary with the texts that are new. Each text has one code, as groups
// are told apart by them.
func recoded(words []string, replaced map[string]string) ([]uint32, []string) {
	known := map[string]uint32{"": uint32(table.Blank)}
	for code := table.FirstCode; code < len(words); code++ {
		known[words[code]] = uint32(code)
	}
	codes, all := make([]uint32, len(words)), slices.Clone(words)
	for code := range codes {
		codes[code] = uint32(code)
		if code < table.FirstCode && code != int(table.Blank) {
			continue
		}
		to, is := replaced[words[code]]
		if !is {
			continue
		}
		if _, there := known[to]; !there {
			known[to] = uint32(len(all))
			all = append(all, to)
		}
		codes[code] = known[to]
	}
	return codes, all
}
