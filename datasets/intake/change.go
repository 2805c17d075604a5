package intake

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/table"
)

// Change puts the answers of a person into a Recipe: form field names of the
// [Control]s of a Reading with the chosen values. Answers that say what the
// Recipe says already change nothing, and fields that are no Control are
// passed over. An answer that cannot be used is a [datasets.Problem].
func Change(ctx context.Context, raw []byte, r datasets.Recipe, answers map[string]string, o Options) (datasets.Recipe, error) {
	r, fresh, err := changeFile(ctx, raw, r, answers)
	if err != nil {
		return r, err
	}
	p, err := replay(ctx, raw, r)
	if err != nil {
		return r, err
	}
	c := changer{p: p, r: clone(r), was: r, s: p.sheet}
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		if fresh && !c.isKept(name) {
			continue
		}
		if err := c.answer(name, answers[name]); err != nil {
			return r, err
		}
	}
	t, err := build(ctx, p.sheet, p.layout.first, p.layout.last, c.r)
	if err == nil {
		_, err = finish(ctx, t, c.r)
	}
	if err != nil {
		return r, err
	}
	return c.r, nil
}

// changeFile answers what the whole file is read by. When it changes, the
// columns are proposed anew, and their old answers mean nothing.
func changeFile(ctx context.Context, raw []byte, r datasets.Recipe, answers map[string]string) (datasets.Recipe, bool, error) {
	if r.Sealed != nil { // the copy was written by Seal: nothing of it is in doubt
		return r, false, nil
	}
	g := givenBy(r)
	if e, ok := answers["encoding"]; ok {
		if !slices.Contains(csvfile.Encodings, e) {
			return r, false, badAnswer("encoding", e)
		}
		g.encoding = e
	}
	if d, ok := answers["delimiter"]; ok {
		if d == "tab" {
			d = "\t"
		}
		if len(d) != 1 || !slices.Contains(csvfile.Delimiters, d[0]) {
			return r, false, badAnswer("delimiter", d)
		}
		g.delimiter = d[0]
	}
	file := r.File
	if f, ok := answers["file"]; ok && r.File != "" {
		file = f
	}
	if s, ok := answers["sheet"]; ok && r.Sheet != "" {
		g.sheet = s
	}
	if r.Part != "" {
		g.part = changedPart(r, answers)
	}
	shaped, err := changeRows(r, &g, answers)
	if err != nil {
		return r, false, err
	}
	if h, ok := answers["header-row"]; ok {
		row, err := strconv.Atoi(strings.TrimSpace(h))
		if err != nil || row < 0 {
			return r, false, badAnswer("header-row", h)
		}
		g.header = row
	}
	raw, g.packed, err = unpack(raw, file)
	if err != nil {
		return r, false, err
	}
	if file != r.File {
		g = given{header: -1, packed: g.packed, described: g.packed.said}
	} else if g.sheet != r.Sheet || g.part != r.Part {
		g.header, g.order, g.replay = -1, nil, false // another table has its own
		if g.sheet != r.Sheet {
			g.part = ""
		}
		g.groups, g.fillDown = nil, nil
	} else if g.encoding == r.Encoding && g.delimiter == r.Delimiter[0] && g.header == r.HeaderRow && !shaped {
		return r, false, nil
	}
	p, err := examine(ctx, raw, g)
	if err != nil {
		return r, false, err
	}
	return p.recipe, true, nil
}

// changeRows puts the answers about rows and cells that stand for several rows
// into g, and reports whether one is new.
func changeRows(r datasets.Recipe, g *given, answers map[string]string) (changed bool, err error) {
	if use, ok := answers["group-rows"]; ok && r.GroupRows != nil && use != string(r.GroupRows.Use) {
		if !slices.Contains([]datasets.GroupUse{datasets.GroupsColumn, datasets.GroupsRows, datasets.GroupsOut}, datasets.GroupUse(use)) {
			return false, badAnswer("group-rows", use)
		}
		g.groups, changed = &datasets.GroupRows{Position: r.GroupRows.Position, Use: datasets.GroupUse(use)}, true
	}
	for i, c := range r.Columns {
		name := fmt.Sprintf("fill-%d", i)
		answer, ok := answers[name]
		switch {
		case !ok || (answer == "yes") == c.FillDown:
		case answer == "yes":
			g.fillDown, changed = append(g.fillDown, i), true
		case answer == "no":
			g.fillDown, changed = slices.DeleteFunc(g.fillDown, func(at int) bool { return at == i }), true
		default:
			return false, badAnswer(name, answer)
		}
	}
	return changed, nil
}

// changedPart is the part that the answers choose.
func changedPart(r datasets.Recipe, answers map[string]string) string {
	if formNamed(r.Format) != nil {
		if part, ok := answers["part"]; ok {
			return part
		}
		return r.Part
	}
	w, _ := wantedPart(r.Part)
	return w.with(answers["part"], answers["beside"], answers["periods"]).String()
}

func badAnswer(name, value string) error {
	return datasets.Problem{Field: name, Message: fmt.Sprintf("%s is not one of the choices for %s.", quote(value), quote(name)), Suggestion: "Choose one of the values shown."}
}

// changer puts answers about columns and rows into a Recipe.
type changer struct {
	p   *proposal
	r   datasets.Recipe
	was datasets.Recipe
	s   *sheet
}

// isKept is never true for answers about columns that were proposed anew.
func (c *changer) isKept(name string) bool { return name == "decimal-mark" }

// answer puts one answer into the Recipe.
func (c *changer) answer(name, value string) error {
	switch name {
	case "encoding", "delimiter", "header-row", "file", "sheet", "part", "beside", "periods":
		return nil
	case "decimal-mark":
		return c.decimalMark(value)
	case "placeholders":
		return c.placeholders(value)
	case "side-by-side":
		return c.turn(value)
	case "side-by-side-name":
		return c.nameNumbers(value)
	}
	at := strings.LastIndexByte(name, '-')
	if at < 0 {
		return nil
	}
	position, err := strconv.Atoi(name[at+1:])
	if err != nil || position < 0 || position >= len(c.r.Columns) {
		return nil
	}
	column := &c.r.Columns[position]
	switch name[:at] {
	case "kind":
		return c.kind(column, value)
	case "unit":
		if value != kindValue(column.Field) {
			return c.kind(column, value)
		}
	case "date-order":
		return c.dateOrder(column, name, value)
	case "totals":
		return c.totals(column, name, value)
	case "use":
		if used := value == "yes"; used == c.was.Columns[position].Dropped {
			column.Dropped = !used
		}
	}
	return nil
}

func (c *changer) decimalMark(value string) error {
	if value != "." && value != "," {
		return badAnswer("decimal-mark", value)
	}
	for i := range c.r.Columns {
		column := &c.r.Columns[i]
		if !c.p.verdicts[i].doubtDecimal || !column.Field.Kind.Number() || column.Decimal == value {
			continue
		}
		column.Decimal, column.Thousands = value, map[string]string{".": ",", ",": "."}[value]
		if column.Field.Kind == table.Integers || column.Field.Kind == table.Decimals {
			column.Field.Kind = c.wholeOrDecimal(i, value)
		}
	}
	return nil
}

func (c *changer) placeholders(value string) error {
	for _, h := range c.p.found.placeholders {
		column := columnNamed(&c.r, h.field)
		for _, text := range h.texts {
			switch value {
			case "missing":
				if column.Markers == nil {
					column.Markers = map[string]table.Reason{}
				}
				column.Markers[text] = table.NotAvailable
			case "numbers":
				delete(column.Markers, text)
			default:
				return badAnswer("placeholders", value)
			}
		}
	}
	return nil
}

func (c *changer) dateOrder(column *datasets.RecipeColumn, name, value string) error {
	if value != "dmy" && value != "mdy" {
		return badAnswer(name, value)
	}
	if column.Field.Kind == table.Dates && column.DateOrder != "ymd" {
		column.DateOrder = value
	}
	return nil
}

func (c *changer) totals(column *datasets.RecipeColumn, name, value string) error {
	use := datasets.TotalUse(value)
	if use != datasets.TotalsApart && use != datasets.TotalsRows && use != datasets.TotalsOut {
		return badAnswer(name, value)
	}
	for i := range c.r.TotalRows {
		if c.r.TotalRows[i].Field == column.Field.Name {
			c.r.TotalRows[i].Use = use
		}
	}
	for _, f := range c.p.found.totals {
		if f.field != column.Field.Name || f.within == "" {
			continue
		}
		for i := range c.r.TotalRows {
			if c.r.TotalRows[i].Field == f.within {
				c.r.TotalRows[i].Use = use
			}
		}
	}
	setTotals(&c.r)
	return nil
}

// clone copies a Recipe so that the caller's is never changed.
func clone(r datasets.Recipe) datasets.Recipe {
	r.Columns = slices.Clone(r.Columns)
	for i := range r.Columns {
		r.Columns[i].Markers = maps.Clone(r.Columns[i].Markers)
		r.Columns[i].Field.Totals = slices.Clone(r.Columns[i].Field.Totals)
	}
	r.TotalRows = slices.Clone(r.TotalRows)
	return r
}
