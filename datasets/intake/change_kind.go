package intake

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// readAs is what a column becomes by a choice of kindChoices.
var readAs = map[string]struct {
	kind  table.Kind
	grain table.Grain
	role  table.Role
	as    shape
}{
	"text":              {kind: table.Text, role: table.Dimension},
	"code":              {kind: table.Text, role: table.Identifier},
	"place code":        {kind: table.PlaceCode, role: table.Identifier},
	"number":            {kind: table.Decimals, role: table.Measure, as: dotNumber | commaNumber},
	"percentage":        {kind: table.Percentages, role: table.Measure, as: dotNumber | commaNumber},
	"currency":          {kind: table.Currency, role: table.Measure, as: dotNumber | commaNumber},
	"date":              {kind: table.Dates, role: table.Time, as: anyDay | dayCompact},
	"month":             {kind: table.Periods, grain: table.Month, role: table.Time, as: monthShape | compactMonth},
	"half-year":         {kind: table.Periods, grain: table.HalfYear, role: table.Time, as: halfShape},
	"week":              {kind: table.Periods, grain: table.Week, role: table.Time, as: weekShape},
	"quarter":           {kind: table.Periods, grain: table.Quarter, role: table.Time, as: quarterShape},
	"financial quarter": {kind: table.Periods, grain: table.FinancialQuarter, role: table.Time, as: quarterShape},
	"year":              {kind: table.Periods, grain: table.Year, role: table.Time, as: yearShape},
	"financial year":    {kind: table.Periods, grain: table.FinancialYear, role: table.Time, as: splitYear | compactSplit},
	"academic year":     {kind: table.Periods, grain: table.AcademicYear, role: table.Time, as: splitYear | compactSplit},
}

// kind reads a column as something else. Cells that cannot be read so are left
// without a value when they are few, and are a Problem when they are many.
func (c *changer) kind(column *datasets.RecipeColumn, value string) error {
	to, known := readAs[value]
	if !known {
		return badAnswer(fmt.Sprintf("kind-%d", column.Position), value)
	}
	if value == kindValue(column.Field) {
		return nil
	}
	profile, v := &c.p.profile.columns[column.Position], c.p.verdicts[column.Position]
	f := table.Field{Name: column.Field.Name, Kind: to.kind, Grain: to.grain, Role: to.role}
	next := datasets.RecipeColumn{Position: column.Position, Heading: column.Heading, Field: f, Dropped: column.Dropped}
	if to.as != 0 {
		if err := c.readable(profile, f, to.as); err != nil {
			return err
		}
		next.Markers = textMarkers(profile)
	}
	switch {
	case f.Kind.Number():
		next.Decimal, next.Thousands = v.decimal, v.thousands
		if next.Decimal == "" {
			next.Decimal = "."
			if profile.with(dotNumber) < profile.with(commaNumber) {
				next.Decimal = ","
			}
		}
		next.Field.Unit = map[string]string{"percentage": "%", "currency": profile.currency()}[value]
		if value == "number" {
			next.Field.Kind = c.wholeOrDecimal(column.Position, next.Decimal)
		}
	case f.Kind == table.Dates:
		next.DateOrder = c.order(profile)
	}
	*column = next
	c.dropTotals(f.Name, to.as != 0)
	return nil
}

// readable is a Problem when most cells, or too many different ones, do not
// read as the kind that was asked for.
func (c *changer) readable(p *profile, f table.Field, as shape) error {
	good := p.with(as)
	if good > 0 && !p.oddFull && good*2 >= p.filled && p.without(as) == 0 {
		return nil
	}
	row := c.p.layout.first
	if len(p.odd) > 0 {
		row = p.odd[0].firstRow
	}
	for _, s := range p.shapes {
		if s.shape&as == 0 {
			row = s.firstRow
			break
		}
	}
	cell := ""
	if cells, at := c.s.strings(row), columnNamed(&c.r, f.Name).Position; at < len(cells) {
		cell = cells[at]
	}
	return datasets.Problem{
		Row: row, Field: f.Name,
		Message:    fmt.Sprintf("%s cannot be read as %s: row %s holds %s.", quote(f.Name), kindWords(f), count(row), quote(cell)),
		Suggestion: "Choose another way to read the column.",
	}
}

// textMarkers reads every word of a column of values as a missing value.
func textMarkers(p *profile) map[string]table.Reason {
	found := map[string]table.Reason{}
	for _, odd := range p.odd {
		reason, known := knownMarker(odd.text)
		if !known {
			reason = table.Unreadable
		}
		found[odd.text] = reason
	}
	if len(found) == 0 {
		return nil
	}
	return found
}

func (c *changer) wholeOrDecimal(position int, mark string) table.Kind {
	decimals := dotDecimals
	if mark == "," {
		decimals = commaDecimals
	}
	if c.p.profile.columns[position].with(decimals) > 0 {
		return table.Decimals
	}
	return table.Integers
}

// order is the day and month order that reads every date of a column.
func (c *changer) order(p *profile) string {
	switch {
	case p.with(dayISO|dayCompact) == p.with(anyDay|dayCompact):
		return "ymd"
	case p.with(dayDMY|dayISO) < p.with(dayMDY|dayISO):
		return "mdy"
	}
	return "dmy"
}

// dropTotals forgets the totals of a column that no longer holds words.
func (c *changer) dropTotals(name string, values bool) {
	if !values {
		setTotals(&c.r)
		return
	}
	var rules []datasets.TotalRule
	for _, rule := range c.r.TotalRows {
		if rule.Field != name || rule.Use == datasets.TotalsOut {
			rules = append(rules, rule)
		}
	}
	c.r.TotalRows = rules
	setTotals(&c.r)
}
