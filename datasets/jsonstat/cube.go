package jsonstat

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"figurehead/datasets"
	"figurehead/datasets/jsontext"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// cube is a dataset as it was read.
type cube struct {
	label, source, updated string
	ids                    []string
	sizes                  []int
	role                   roles
	dimensions             map[string]dimension
	values, statuses       cells
}

type roles struct{ Time, Geo, Metric []string }

// dimension is one dimension as the file has it.
type dimension struct {
	Label    string
	Category struct {
		Index json.RawMessage // a list of codes, or codes with their place
		Label map[string]string
		Unit  map[string]unit
	}
	codes []string // in their order
}

type unit struct{ Label, Symbol, Base string }

// cells are the numbers or statuses of a cube, row-major: as a list, or only
// some of them by their place.
type cells struct {
	list   [][]byte
	sparse map[int][]byte
	all    []byte // one text for all of them
	given  bool
}

// at is the text of one cell, without its quotes; nil for null.
func (c cells) at(i int) []byte {
	switch {
	case c.all != nil:
		return c.all
	case c.sparse != nil:
		return c.sparse[i]
	case i < len(c.list):
		return c.list[i]
	}
	return nil
}

// maxCells is the most numbers that a cube may have room for.
const maxCells = 20_000_000

func problem(message, suggestion string) error {
	return datasets.Problem{Message: message, Suggestion: suggestion}
}

const again = "Get the file again, or ask the publisher for CSV."

// reader reads one cube.
type reader struct {
	jsontext.Scanner
	cube
}

// dataset reads an object that is a dataset.
func (r *reader) dataset() error {
	err := r.Object(func(name string) error {
		switch name {
		case "value":
			return r.cells(&r.values)
		case "status":
			return r.cells(&r.statuses)
		case "id":
			return r.small(&r.ids)
		case "size":
			return r.small(&r.sizes)
		case "role":
			return r.small(&r.role)
		case "label":
			return r.small(&r.label)
		case "source":
			return r.small(&r.source)
		case "updated":
			return r.small(&r.updated)
		case "dimension":
			return r.dimension()
		}
		return r.Skip()
	})
	if err != nil {
		return err
	}
	return r.check()
}

// dimension reads the dimensions; those of 1.x hold id, size and role too.
func (r *reader) dimension() error {
	if r.Peek() != '{' {
		return r.Skip()
	}
	r.dimensions = map[string]dimension{}
	return r.Object(func(name string) error {
		switch next := r.Peek(); {
		case name == "id" && next == '[':
			return r.small(&r.ids)
		case name == "size" && next == '[':
			return r.small(&r.sizes)
		case name == "role" && next == '{' && r.role.Time == nil:
			return r.small(&r.role)
		}
		if len(r.dimensions) > table.MaxColumns {
			return records.TooManyColumns()
		}
		var d dimension
		err := r.small(&d)
		r.dimensions[name] = d
		return err
	})
}

// small reads a value into to; another form leaves it as it is.
func (r *reader) small(to any) error {
	r.Peek()
	start := r.At
	if err := r.Skip(); err != nil {
		return err
	}
	_ = json.Unmarshal(r.Raw[start:r.At], to) // check finds what is missing
	return nil
}

// cells reads numbers or statuses in any of their three forms.
func (r *reader) cells(c *cells) error {
	if c.given {
		return problem("The file has “value” or “status” twice.", again)
	}
	*c = cells{given: true}
	switch r.Peek() {
	case '[':
		return r.Array(func() error {
			if len(c.list) >= maxCells {
				return tooMany()
			}
			text, err := r.cell()
			c.list = append(c.list, text)
			return err
		})
	case '{':
		c.sparse = map[int][]byte{}
		return r.Object(func(name string) error {
			at, err := strconv.Atoi(name)
			if err != nil || at < 0 {
				return problem(fmt.Sprintf("A number stands at the place %q, which is no place.", name), again)
			}
			text, err := r.cell()
			if text != nil {
				c.sparse[at] = text
			}
			return err
		})
	case '"':
		text, err := r.Text()
		c.all = []byte(text)
		return err
	}
	return r.Skip()
}

// cell reads one number with its digits, or a text.
func (r *reader) cell() ([]byte, error) {
	switch next := r.Peek(); {
	case next == '"':
		text, err := r.Text()
		return []byte(text), err
	case next == '-' || next >= '0' && next <= '9':
		return r.Digits()
	}
	return nil, r.Skip()
}

func tooMany() error {
	return problem(fmt.Sprintf("The table has room for more than %d million numbers.", maxCells/1_000_000), "Ask the publisher for fewer categories.")
}

// check holds dimensions, sizes and numbers against each other.
func (r *reader) check() error {
	if len(r.ids) == 0 || len(r.ids) != len(r.sizes) || !r.values.given {
		return problem("The JSON-stat file does not say its dimensions with their sizes and values.", again)
	}
	room := 1
	for i, id := range r.ids {
		d, known := r.dimensions[id]
		if !known || slices.Index(r.ids, id) != i {
			return problem(fmt.Sprintf("The dimension %q is named but not described, or twice.", id), again)
		}
		if err := d.order(id, r.sizes[i]); err != nil {
			return err
		}
		r.dimensions[id] = d
		if room *= r.sizes[i]; room > maxCells {
			return tooMany()
		}
	}
	if r.values.list != nil && len(r.values.list) != room || r.values.sparse == nil && r.values.list == nil && room > 0 {
		return problem(fmt.Sprintf("The file has %s for %s.", records.Counted(len(r.values.list), "number", "numbers"), records.Counted(room, "combination of categories", "combinations of categories")),
			"It looks cut short. "+again)
	}
	if r.statuses.list != nil && len(r.statuses.list) != room {
		return problem("The file has not one status for each number.", again)
	}
	for _, sparse := range []map[int][]byte{r.values.sparse, r.statuses.sparse} {
		for at := range sparse {
			if at >= room {
				return problem(fmt.Sprintf("A number stands at place %d of %d.", at, room), again)
			}
		}
	}
	return nil
}

// order puts the codes of a dimension in their order.
func (d *dimension) order(id string, size int) error {
	var places map[string]int
	switch {
	case json.Unmarshal(d.Category.Index, &d.codes) == nil && d.codes != nil:
	case json.Unmarshal(d.Category.Index, &places) == nil && places != nil:
		d.codes = make([]string, len(places))
		seen := make([]bool, len(places))
		for code, at := range places {
			if at < 0 || at >= len(places) || seen[at] {
				return problem(fmt.Sprintf("Two categories of %q stand at one place.", id), again)
			}
			d.codes[at], seen[at] = code, true
		}
	case len(d.Category.Label) == 1:
		for code := range d.Category.Label {
			d.codes = []string{code}
		}
	}
	if len(d.codes) != size || size == 0 {
		return problem(fmt.Sprintf("The dimension %q has %s; %d are said.", id, records.Counted(len(d.codes), "category", "categories"), size), again)
	}
	return nil
}

// name is what the dimension is called.
func (d dimension) name(id string) string {
	if d.Label != "" {
		return d.Label
	}
	return id
}

// word is the label of a category.
func (d dimension) word(code string) string {
	if label := d.Category.Label[code]; label != "" {
		return label
	}
	return code
}
