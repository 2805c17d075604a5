package studio

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/server/publishing"
	"figurehead/widgets"
)

// blankLine is the blank cell in a list with a value on each line.
const blankLine = "(blank)"

// stepField is one field of the form of a step, as the page shows it.
type stepField struct {
	control
	Ticks []tick // of several columns
	Lines bool   // a text of several lines
	Whole bool
}

// tick is a box for one column.
type tick struct {
	Name, Value string
	On          bool
}

// stepFieldset is a line of a list with a legend, or fields without one.
type stepFieldset struct {
	Legend string
	Fields []stepField
}

// partName is the name of a field: "p-field", "p-measures-2-name".
func partName(parts ...string) string {
	return "p-" + strings.ReplaceAll(strings.Join(parts, "-"), ".", "-")
}

// partAt is a part of a step by its name: "count", "place.field".
func partAt(parts map[string]any, name string) any {
	outer, inner, nested := strings.Cut(name, ".")
	if !nested {
		return parts[name]
	}
	in, _ := parts[outer].(map[string]any)
	return in[inner]
}

// setPart sets a part, or takes it away.
func setPart(parts map[string]any, name string, value any) {
	outer, inner, nested := strings.Cut(name, ".")
	if nested {
		in, _ := parts[outer].(map[string]any)
		in = maps.Clone(in)
		if in == nil {
			in = map[string]any{}
		}
		setPart(in, inner, value)
		name, value = outer, any(in)
		if len(in) == 0 {
			value = nil
		}
	}
	parts[name] = value
	if value == nil {
		delete(parts, name)
	}
}

// stepTables are what a step works on: the columns before it, and the reference
// tables that it may take numbers from.
type stepTables struct {
	before     []table.Field
	references []publishing.ReferenceTable
	with       func(datasets.Query) (datasets.Query, error) // gives a Query its reference tables
}

// there are the columns of the reference table that was chosen.
func (t stepTables) there(typed map[string]string) []table.Field {
	for _, r := range t.references {
		if r.SnapshotID == typed[partName("from")] {
			return r.Fields
		}
	}
	return nil
}

// partsOfStep is a step as JSON has it.
func partsOfStep(step datasets.Step) map[string]any {
	parts := map[string]any{}
	raw, err := json.Marshal(datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{step}})
	var q struct {
		Steps []map[string]any `json:"steps"`
	}
	if err == nil && json.Unmarshal(raw, &q) == nil && len(q.Steps) == 1 {
		parts = q.Steps[0]
	}
	return parts
}

// typedOf fills a form with the parts of a step, as if they had been typed.
func typedOf(form stepForm, step datasets.Step, fields []table.Field) map[string]string {
	typed := map[string]string{}
	parts := partsOfStep(step)
	for _, part := range form.Parts {
		fillPart(typed, part, partAt(parts, part.Name), fields, part.Name)
	}
	return typed
}

func fillPart(typed map[string]string, part stepPart, value any, fields []table.Field, names ...string) {
	list, _ := value.([]any)
	switch part.Sort {
	case columnsPart:
		for i, f := range fields {
			if slices.Contains(list, any(f.Name)) {
				typed[partName(append(names, fmt.Sprint(i))...)] = f.Name
			}
		}
	case linesPart:
		var lines []string
		for _, one := range list {
			if text := fmt.Sprint(one); text != "" {
				lines = append(lines, text)
				continue
			}
			lines = append(lines, blankLine)
		}
		typed[partName(names...)] = strings.Join(lines, "\n")
	case listPart:
		for i, one := range list {
			of, _ := one.(map[string]any)
			for _, row := range part.Rows {
				fillPart(typed, row, of[row.Name], fields, append(slices.Clone(names), fmt.Sprint(i+1), row.Name)...)
			}
		}
	default:
		if value != nil {
			typed[partName(names...)] = strings.TrimSuffix(fmt.Sprint(value), ".0")
		}
		if number, is := value.(float64); is {
			typed[partName(names...)] = strconv.FormatFloat(number, 'f', -1, 64)
		}
	}
}

// maxStepRows is the most lines of a list that a form takes.
const maxStepRows = 60

// rowsTyped is how many lines of a list were typed.
func rowsTyped(part stepPart, typed map[string]string) int {
	n := 0
	for name, value := range typed {
		rest, ok := strings.CutPrefix(name, partName(part.Name)+"-")
		if !ok || strings.TrimSpace(value) == "" {
			continue
		}
		at, _, _ := strings.Cut(rest, "-")
		if i, err := strconv.Atoi(at); err == nil && i <= maxStepRows {
			n = max(n, i)
		}
	}
	return n
}

// fieldsets are the form on a table with those columns.
func (form stepForm) fieldsets(typed map[string]string, on stepTables, problems []fieldError, more int) []stepFieldset {
	at := func(name string) string {
		for _, p := range problems {
			if p.Field == name {
				return p.Message
			}
		}
		return ""
	}
	var sets []stepFieldset
	for _, part := range form.Parts {
		if part.Sort != listPart {
			sets = append(sets, stepFieldset{Fields: []stepField{part.field(typed, on, at, part.Name)}})
			continue
		}
		for i := range min(max(rowsTyped(part, typed)+more, 1), maxStepRows) {
			set := stepFieldset{Legend: fmt.Sprintf("%s %d", part.Label, i+1)}
			for _, row := range part.Rows {
				set.Fields = append(set.Fields, row.field(typed, on, at, part.Name, fmt.Sprint(i+1), row.Name))
			}
			sets = append(sets, set)
		}
	}
	return sets
}

func (part stepPart) field(typed map[string]string, on stepTables, at func(string) string, names ...string) stepField {
	name := partName(names...)
	f := stepField{control: control{Name: name, Label: part.Label, Hint: part.Hint, Value: typed[name], Error: at(name), None: "Choose"}, Lines: part.Sort == linesPart, Whole: part.Sort == wholePart}
	if part.Optional {
		f.None = "None"
	}
	fields := on.before
	if part.There {
		fields = on.there(typed)
	}
	switch part.Sort {
	case choicePart:
		f.Sort, f.Offers = "select", part.Offers
	case tablePart:
		f.Sort = "select"
		for _, r := range on.references {
			f.Offers = append(f.Offers, widgets.Offer{Value: r.SnapshotID, Label: r.Title})
		}
	case columnPart:
		f.Sort = "select"
		for _, field := range fields {
			if part.Takes == nil || part.Takes(field) {
				f.Offers = append(f.Offers, widgets.Offer{Value: field.Name, Label: field.Name})
			}
		}
	case columnsPart:
		f.Sort = "ticks"
		for i, field := range fields {
			box := partName(append(slices.Clone(names), fmt.Sprint(i))...)
			f.Ticks = append(f.Ticks, tick{box, field.Name, typed[box] == field.Name})
		}
	}
	return f
}

// stepTyped reads a form into a step. Parts that the form does not have keep what
// the step had. What cannot be used is named at its field.
func stepTyped(form stepForm, was datasets.Step, typed map[string]string, on stepTables) (datasets.Step, []fieldError) {
	parts := map[string]any{}
	if was != nil && was.Do() == form.Do {
		parts = partsOfStep(was)
	}
	parts["do"] = form.Do
	var problems []fieldError
	for _, part := range form.Parts {
		value, wrong := readStepPart(part, partsOf(was), typed, on.before, part.Name)
		problems = append(problems, wrong...)
		setPart(parts, part.Name, value)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	raw, err := json.Marshal(map[string]any{"version": datasets.QueryVersion, "steps": []any{parts}})
	if err != nil {
		return nil, []fieldError{{Message: "The step cannot be written."}}
	}
	q, err := datasets.ParseQuery(raw)
	if err == nil && on.with != nil {
		q, err = on.with(q)
	}
	if err == nil {
		_, err = q.ResultFields(on.before)
	}
	if words, ok := mendable(err); err != nil && ok {
		words.Message = withoutStep(words.Message)
		if blank := form.blankColumn(typed); words.Field == "" && blank != "" { // the name that is not there
			return nil, []fieldError{{Field: blank, Message: "Choose a column"}}
		}
		words.Field = form.fieldAt(words.Field, typed)
		return nil, []fieldError{words}
	}
	if err != nil || len(q.Steps) != 1 {
		return nil, []fieldError{{Message: "The step cannot be read."}}
	}
	return q.Steps[0], nil
}

// partsOf is the step as JSON has it; nil of none.
func partsOf(step datasets.Step) map[string]any {
	if step == nil {
		return nil
	}
	return partsOfStep(step)
}

// withoutStep leaves out the number of a step in a message: its place says it.
func withoutStep(message string) string {
	if rest, ok := strings.CutPrefix(message, "Step 1: "); ok {
		return rest
	}
	return message
}

// blankColumn is the first choice of one column that was left open.
func (form stepForm) blankColumn(typed map[string]string) string {
	for _, part := range form.Parts {
		if part.Sort == columnPart && typed[partName(part.Name)] == "" {
			return partName(part.Name)
		}
		for i := range rowsTyped(part, typed) {
			for _, row := range part.Rows {
				if name := partName(part.Name, fmt.Sprint(i+1), row.Name); row.Sort == columnPart && typed[name] == "" {
					return name
				}
			}
		}
	}
	return ""
}

// fieldAt is the field of the form that a Problem is about: the part it names,
// or the first that holds what it names.
func (form stepForm) fieldAt(named string, typed map[string]string) string {
	for _, part := range form.Parts {
		if part.Name != named {
			continue
		}
		if part.Sort == listPart {
			return partName(part.Name, "1", part.Rows[0].Name)
		}
		return partName(part.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(typed)) {
		if named != "" && typed[name] == named && strings.HasPrefix(name, "p-") {
			return name
		}
	}
	first := form.Parts[0]
	if first.Sort == listPart {
		return partName(first.Name, "1", first.Rows[0].Name)
	}
	return partName(first.Name)
}

// readStepPart reads one part; nil leaves it out.
func readStepPart(part stepPart, was map[string]any, typed map[string]string, fields []table.Field, names ...string) (any, []fieldError) {
	name := partName(names...)
	text := strings.TrimSpace(typed[name])
	missing := []fieldError{{Field: name, Message: "“" + part.Label + "” has no answer yet"}}
	switch part.Sort {
	case wholePart:
		if text == "" && part.Optional {
			return nil, nil
		}
		n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
		if err != nil {
			return nil, []fieldError{{Field: name, Message: "Write a whole number, such as 10"}}
		}
		return n, nil
	case columnsPart:
		chosen := ticked(was[part.Name], typed, fields, names)
		if len(chosen) == 0 && !part.Optional {
			return nil, missing
		}
		if len(chosen) == 0 {
			return nil, nil
		}
		return chosen, nil
	case linesPart:
		lines := []any{}
		for line := range strings.Lines(strings.ReplaceAll(typed[name], "\r", "")) {
			switch line = strings.TrimSpace(line); line {
			case "":
			case blankLine:
				lines = append(lines, "")
			default:
				lines = append(lines, line)
			}
		}
		if len(lines) == 0 && !part.Optional {
			return nil, missing
		}
		if len(lines) == 0 {
			return nil, nil
		}
		return lines, nil
	case listPart:
		return readStepList(part, was, typed, fields)
	}
	if text == "" && !part.Optional {
		return nil, missing
	}
	if text == "" {
		return nil, nil
	}
	return text, nil
}

// ticked are the columns whose boxes are on: those that stood there before in
// their order, and then the others as in the table.
func ticked(was any, typed map[string]string, fields []table.Field, names []string) []any {
	on := map[string]bool{}
	for i, f := range fields {
		if typed[partName(append(slices.Clone(names), fmt.Sprint(i))...)] == f.Name {
			on[f.Name] = true
		}
	}
	var chosen []any
	add := func(name string) {
		if on[name] {
			chosen = append(chosen, name)
			delete(on, name)
		}
	}
	list, _ := was.([]any)
	for _, one := range list {
		add(fmt.Sprint(one))
	}
	for _, f := range fields {
		add(f.Name)
	}
	return chosen
}

// readStepList reads the lines of a list; one left blank is nothing.
func readStepList(part stepPart, was map[string]any, typed map[string]string, fields []table.Field) (any, []fieldError) {
	rows := []any{}
	var problems []fieldError
	for i := range rowsTyped(part, typed) {
		row := map[string]any{}
		blank := true
		var wrong []fieldError
		for _, of := range part.Rows {
			names := []string{part.Name, fmt.Sprint(i + 1), of.Name}
			blank = blank && strings.TrimSpace(typed[partName(names...)]) == ""
			value, problem := readStepPart(of, was, typed, fields, names...)
			wrong = append(wrong, problem...)
			if value != nil {
				row[of.Name] = value
			}
		}
		if blank {
			continue
		}
		problems = append(problems, wrong...)
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, []fieldError{{Field: partName(part.Name, "1", part.Rows[0].Name), Message: "Give at least one"}}
	}
	return rows, problems
}
