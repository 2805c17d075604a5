package intake

import (
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// Described is what a description beside a table says of it.
type Described struct {
	By        string // in words: "the data package “CO2 PPM”"
	Encoding  string
	Delimiter string
	Columns   []records.Column // by their names
}

// give puts what the description says of the text into g. An encoding counts
// only where the bytes do not show theirs.
func (d *Described) give(raw []byte, g given) given {
	if d == nil {
		return g
	}
	if len(d.Delimiter) == 1 && slices.Contains(csvfile.Delimiters, d.Delimiter[0]) {
		g.delimiter = d.Delimiter[0]
	}
	if strings.EqualFold(d.Encoding, csvfile.ISO8859x14) && csvfile.FindEncoding(raw) == csvfile.Windows1252 {
		g.encoding = csvfile.ISO8859x14
	}
	return g
}

// columns lists what is known of each column of the table, by its place.
func (p *proposal) columns() []records.Column {
	out := make([]records.Column, len(p.layout.names))
	switch {
	case p.told != nil && p.told.Header > 0:
		copy(out, p.told.Columns)
	case p.described != nil:
		for i, heading := range p.layout.headings {
			for _, c := range p.described.Columns {
				if strings.EqualFold(oneLine(c.Name), oneLine(heading)) {
					out[i] = c
				}
			}
		}
	}
	return out
}

// tell puts what the format or a description says of the columns into the
// Recipe, as if a person had answered so. A text that is a period or a code of
// a place stays one, and a number that is a year stays a year.
func (p *proposal) tell() {
	c := changer{p: p, r: p.recipe, s: p.sheet}
	for i, told := range p.columns() {
		column := &c.r.Columns[i]
		column.Dropped = column.Dropped || told.Drop
		if told.As != "" && p.profile.columns[i].filled > 0 {
			p.tellKind(c, column, told)
		}
		if told.Unit != "" && column.Field.Kind.Number() {
			column.Field.Unit = told.Unit
		}
		if told.DateOrder != "" && column.Field.Kind == table.Dates && column.DateOrder != "ymd" && p.verdicts[i].doubtOrder {
			column.DateOrder = told.DateOrder
		}
		mark(column, told.Missing)
	}
	p.recipe = c.r
	if p.described != nil {
		p.recipe.Described = p.described.By
	}
}

func (p *proposal) tellKind(c changer, column *datasets.RecipeColumn, told records.Column) {
	number, calendar := column.Field.Kind.Number(), column.Field.Kind.Calendar()
	if told.As == "numeric" {
		if p.verdicts[column.Position].codes && idNames.MatchString(column.Field.Name) {
			return
		}
		told.As = "number"
	}
	switch {
	case told.As == kindValue(column.Field):
		return
	case told.As == "number" && (number || calendar), told.As == "text" && !number, told.As == "date" && calendar:
		return
	}
	if err := c.kind(column, told.As); err != nil {
		p.unlike = append(p.unlike, column.Field.Name)
	}
}

// mark adds what stands for a missing value to the markers of a column.
func mark(column *datasets.RecipeColumn, missing []string) {
	for _, text := range missing {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		reason, known := knownMarker(text)
		if !known {
			reason = table.NotAvailable
		}
		if column.Markers == nil {
			column.Markers = map[string]table.Reason{}
		}
		column.Markers[text] = reason
	}
}
