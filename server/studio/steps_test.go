package studio

import (
	"os"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// TestEveryStepHasAForm: a step is offered, or is one that another page writes.
func TestEveryStepHasAForm(t *testing.T) {
	t.Parallel()
	elsewhere := map[string]bool{"edit": true}
	for _, name := range datasets.StepNames() {
		if _, known := stepFormOf(name); known == elsewhere[name] {
			t.Errorf("%q has a form: %v", name, known)
		}
		form, _ := stepFormOf(name)
		words := map[string]bool{}
		for _, part := range append(form.Parts, allRows(form)...) {
			for _, o := range part.Offers {
				words[o.Value] = true
			}
		}
		for _, word := range datasets.StepWords(name) {
			if !words[word] && name != "inTime" && !elsewhere[name] { // those of inTime stand in cells
				t.Errorf("the form of %q does not offer %q", name, word)
			}
		}
	}
}

func allRows(form stepForm) []stepPart {
	var rows []stepPart
	for _, part := range form.Parts {
		rows = append(rows, part.Rows...)
	}
	return rows
}

// TestStepFormsKeepWhatTheyShow fills the form of every step in the reference
// and reads it back: nothing is lost, added or put in another order.
func TestStepFormsKeepWhatTheyShow(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/reference/query.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, example := range regexp.MustCompile("(?s)```json\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		q, err := datasets.ParseQuery([]byte(example[1]))
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range q.Steps {
			form, known := stepFormOf(step.Do())
			if !known {
				continue
			}
			fields := fieldsNamed(step, form)
			got, problems := stepTyped(form, step, typedOf(form, step, fields), stepTables{before: fields, with: referenced})
			if len(problems) > 0 {
				t.Errorf("%v: %v", partsOfStep(step), problems)
				continue
			}
			if diff := cmp.Diff(partsOfStep(step), partsOfStep(got)); diff != "" {
				t.Errorf("%s read back (-want +got):\n%s", step.Do(), diff)
			}
			seen[step.Do()] = true
		}
	}
	if len(seen) != len(stepForms) {
		t.Errorf("only %d of %d forms were tried: %v", len(seen), len(stepForms), seen)
	}
}

// referenced gives joins a table with the columns of the example.
func referenced(q datasets.Query) (datasets.Query, error) {
	b := table.NewBuilder([]table.Field{{Name: "Code", Kind: table.PlaceCode}, {Name: "Mid-year", Kind: table.Periods, Grain: table.Year}, {Name: "Population", Kind: table.Integers, Role: table.Measure}})
	t, err := b.Table()
	tables := map[string]*table.Table{}
	for _, id := range q.References() {
		tables[id] = t
	}
	return q.With(tables), err
}

// fieldsNamed are columns of the right sort for all that a step names.
func fieldsNamed(step datasets.Step, form stepForm) []table.Field {
	var fields []table.Field
	add := func(name any, takes func(table.Field) bool) {
		text, is := name.(string)
		if !is {
			return
		}
		for _, f := range fields {
			if f.Name == text {
				return
			}
		}
		for _, f := range []table.Field{{Kind: table.Decimals, Role: table.Measure}, {Kind: table.Dates}, {Kind: table.Text}} {
			f.Name = text
			if takes == nil && f.Kind != table.Decimals || takes != nil && takes(f) {
				if f.Kind == table.Dates && form.Do != "latest" && form.Do != "period" && form.Do != "inTime" && form.Do != "span" {
					f = table.Field{Name: text, Kind: table.Periods, Grain: table.FinancialYear}
				}
				fields = append(fields, f)
				return
			}
		}
	}
	parts := partsOfStep(step)
	switch form.Do {
	case "join":
		return []table.Field{{Name: "Area Code", Kind: table.PlaceCode}, {Name: "Quarter", Kind: table.Periods, Grain: table.Quarter}}
	case "filter", "mark", "rank", "sort", "pivot": // of numbers, or of what the values say
		return guessed(parts)
	}
	for _, part := range form.Parts {
		takes := part.Takes
		if form.Do == "unpivot" || part.Name == "value" {
			takes = isNumber
		}
		switch part.Sort {
		case columnPart:
			add(parts[part.Name], takes)
		case columnsPart:
			list, _ := parts[part.Name].([]any)
			for _, one := range list {
				if takes == nil && one != "Year" {
					takes = isPlainText
				}
				add(one, takes)
			}
		case listPart:
			list, _ := parts[part.Name].([]any)
			for _, one := range list {
				of, _ := one.(map[string]any)
				add(of["field"], isNumber)
			}
		}
	}
	return fields
}

// guessed are the columns of the examples, and one of text.
func guessed(parts map[string]any) []table.Field {
	var fields []table.Field
	kinds := map[string]table.Field{
		"Year": {Kind: table.Periods, Grain: table.FinancialYear}, "Local Authority": {Kind: table.Text}, "Amount": {Kind: table.Currency, Role: table.Measure},
		"Value": {Kind: table.Decimals, Role: table.Measure}, "Recycled": {Kind: table.Decimals, Role: table.Measure},
	}
	for _, name := range []string{"Local Authority", "Year", "Amount", "Value", "Recycled"} {
		f := kinds[name]
		f.Name = name
		fields = append(fields, f)
	}
	for _, key := range []string{"field", "of"} {
		name, is := parts[key].(string)
		if _, known := kinds[name]; is && !known {
			fields = append(fields, table.Field{Name: name, Kind: table.Text})
		}
	}
	return fields
}
