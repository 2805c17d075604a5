package jsonstat

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"figurehead/datasets/jsonfile"
	"figurehead/datasets/jsontext"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// Is reports whether raw is a whole JSON-stat dataset.
func Is(raw []byte) bool {
	if !jsonfile.Is(raw) || !bytes.Contains(raw, []byte(`"dimension"`)) || !bytes.Contains(raw, []byte(`"value"`)) {
		return false
	}
	return find(raw) >= 0
}

// find gives the offset of the dataset object, or -1.
func find(raw []byte) int {
	s := jsontext.Scanner{Raw: bytes.TrimPrefix(raw, []byte("\ufeff"))}
	at, class := -1, ""
	dimension, value := false, false
	s.Peek()
	start := s.At
	err := s.Object(func(name string) (err error) {
		next := s.Peek()
		switch {
		case name == "class" && next == '"':
			class, err = s.Text()
			return err
		case name == "dataset" && next == '{':
			at = s.At
		case name == "dimension" && next == '{':
			dimension = true
		case name == "value" && (next == '[' || next == '{'):
			value = true
		}
		return s.Skip()
	})
	switch {
	case err != nil || !s.End():
		return -1
	case dimension && value || class == "dataset":
		return start
	}
	return at
}

// Read reads the dataset. What a person can mend is a datasets.Problem.
func Read(raw []byte, q records.Request) (records.Table, error) {
	raw, err := jsonfile.Check(raw)
	if err != nil {
		return records.Table{}, err
	}
	if err := jsonfile.Whole(raw); err != nil {
		return records.Table{}, err
	}
	at := find(raw)
	if at < 0 {
		return records.Table{}, problem("The file is not a JSON-stat dataset.", again)
	}
	if q.Part != "" {
		return records.Table{}, problem("A JSON-stat file has one table.", "Leave the part out.")
	}
	r := &reader{Scanner: jsontext.Scanner{Raw: raw, At: at}}
	if err := r.dataset(); err != nil {
		return records.Table{}, err
	}
	return r.table()
}

// axis is a dimension whose categories are rows.
type axis struct {
	dimension
	size, stride  int
	labels, codes int // columns; codes is -1 when they say nothing more
	first         int // column of the metrics
}

// grid is a cube laid out as rows.
type grid struct {
	*cube
	axes    []axis
	metrics []records.Column
	stride  int // of the metrics
	columns []records.Column
	out     records.Writer
	status  []int // column of the statuses of each metric
	empty   int   // combinations that are not in the file
	reasons int   // missing numbers with a status
}

// table lays the cube out.
func (c *cube) table() (records.Table, error) {
	g := &grid{cube: c}
	g.out.Before = 1
	if err := g.lay(); err != nil {
		return records.Table{}, err
	}
	if err := g.write(); err != nil {
		return records.Table{}, err
	}
	var names []string
	for _, column := range g.columns {
		names = append(names, column.Name)
	}
	if g.out.Rows() == 0 {
		return records.Table{}, problem("The JSON-stat file has no number.", again)
	}
	return records.Table{Text: g.out.Under(names), Header: 1, Rows: g.out.Rows(), Columns: g.columns, Said: g.said()}, nil
}

// lay decides on the columns: labels of each dimension, codes of places and
// times beside them, then the metrics and their statuses.
func (g *grid) lay() error {
	metric := g.metric()
	stride := 1
	strides := make([]int, len(g.ids))
	for i := len(g.ids) - 1; i >= 0; i-- {
		strides[i] = stride
		stride *= g.sizes[i]
	}
	for i, id := range g.ids {
		d := g.dimensions[id]
		if i == metric {
			g.stride = strides[i]
			for _, code := range d.codes {
				g.metrics = append(g.metrics, metricColumn(d, code))
			}
			continue
		}
		a := axis{dimension: d, size: g.sizes[i], stride: strides[i], labels: len(g.columns), codes: -1}
		g.columns = append(g.columns, records.Column{Name: d.name(id)})
		if g.wantsCodes(id, d) {
			a.codes = len(g.columns)
			g.columns = append(g.columns, records.Column{Name: d.name(id) + " code"})
		}
		g.axes = append(g.axes, a)
	}
	if metric < 0 {
		g.metrics = []records.Column{{Name: "Value", As: "number"}}
	}
	first := len(g.columns)
	g.columns = append(g.columns, g.metrics...)
	for i, m := range g.metrics {
		g.status = append(g.status, -1)
		if !g.flagged(i) {
			continue
		}
		name := "Status"
		if len(g.metrics) > 1 {
			name = m.Name + " status"
		}
		g.status[i] = len(g.columns)
		g.columns = append(g.columns, records.Column{Name: name, As: "text"})
	}
	if len(g.columns) > table.MaxColumns {
		return records.TooManyColumns()
	}
	for i := range g.axes {
		g.axes[i].first = first
	}
	return nil
}

// metric is the position of the one dimension whose categories are measures,
// or -1. Too many of them stay rows.
func (g *grid) metric() int {
	const most = 60
	if len(g.role.Metric) != 1 {
		return -1
	}
	at := slices.Index(g.ids, g.role.Metric[0])
	if at < 0 || g.sizes[at] > most || len(g.ids) == 1 {
		return -1
	}
	return at
}

// metricColumn is the column of one measure, with its unit.
func metricColumn(d dimension, code string) records.Column {
	u := d.Category.Unit[code]
	text := u.Symbol
	for _, other := range []string{u.Label, u.Base} {
		if text == "" {
			text = other
		}
	}
	return records.Measure(d.word(code), text)
}

// wantsCodes reports whether the codes of places or times say more than their labels.
func (g *grid) wantsCodes(id string, d dimension) bool {
	if !slices.Contains(g.role.Geo, id) && !slices.Contains(g.role.Time, id) {
		return false
	}
	return slices.ContainsFunc(d.codes, func(code string) bool { return d.word(code) != code })
}

// flagged reports whether a number of that metric has a status that says something.
func (g *grid) flagged(metric int) bool {
	if !g.statuses.given {
		return false
	}
	found := false
	g.eachRow(func(base int) bool {
		i := base + metric*g.stride
		found = g.values.at(i) != nil && records.Status(string(g.statuses.at(i))) != ""
		return !found
	})
	return found
}

// eachRow calls use with the place of the first metric of every row, until it
// says no. Combinations that a sparse file leaves out are no rows.
func (g *grid) eachRow(use func(base int) bool) {
	if g.values.sparse == nil {
		g.walk(0, 0, use)
		return
	}
	there := map[int]bool{}
	size := max(1, len(g.metrics))
	for _, sparse := range []map[int][]byte{g.values.sparse, g.statuses.sparse} {
		for at := range sparse {
			if g.stride > 0 {
				at -= at / g.stride % size * g.stride
			}
			there[at] = true
		}
	}
	for _, base := range slices.Sorted(maps.Keys(there)) {
		if !use(base) {
			return
		}
	}
}

// walk goes through the categories of the axes, the last fastest.
func (g *grid) walk(axis, base int, use func(base int) bool) bool {
	if axis == len(g.axes) {
		return use(base)
	}
	for i := range g.axes[axis].size {
		if !g.walk(axis+1, base+i*g.axes[axis].stride, use) {
			return false
		}
	}
	return true
}

// write writes the rows.
func (g *grid) write() error {
	var err error
	g.eachRow(func(base int) bool {
		err = g.row(base)
		return err == nil
	})
	if g.values.sparse != nil {
		g.empty = -g.out.Rows()
		rows := 1
		for _, a := range g.axes {
			rows *= a.size
		}
		g.empty += rows
	}
	return err
}

func (g *grid) row(base int) error {
	first := 0
	for _, a := range g.axes {
		code := a.dimension.codes[base/a.stride%a.size]
		if err := g.out.Cell(a.labels, []byte(a.word(code))); err != nil {
			return err
		}
		if a.codes >= 0 {
			if err := g.out.Cell(a.codes, []byte(code)); err != nil {
				return err
			}
		}
		first = a.first
	}
	for i := range g.metrics {
		if err := g.cell(base+i*g.stride, first+i, g.status[i]); err != nil {
			return err
		}
	}
	return g.out.End()
}

// cell writes a number with its status, or the reason why there is none.
func (g *grid) cell(at, column, status int) error {
	value, said := g.values.at(at), string(g.statuses.at(at))
	if value == nil && said != "" {
		g.reasons++
		value = []byte(records.Missing(said))
	} else if status >= 0 {
		if err := g.out.Cell(status, []byte(records.Status(said))); err != nil {
			return err
		}
	}
	return g.out.Cell(column, value)
}

// said tells what the file is.
func (g *grid) said() []records.Said {
	what := "JSON-stat"
	if g.label != "" {
		what += ", “" + short(g.label) + "”"
	}
	if g.source != "" {
		what += ", from " + short(g.source)
	}
	if g.updated != "" {
		what += ", updated " + short(g.updated)
	}
	said := []records.Said{
		{Topic: "File", Text: fmt.Sprintf("%s. All %s were read.", strings.TrimSuffix(what, "."), records.Counted(g.out.Rows(), "combination of its categories", "combinations of its categories"))},
		{Topic: "Header", Text: "Row 1 holds the names of the columns: the dimensions of the file and what it measures."},
	}
	if g.empty > 0 {
		said = append(said, records.Said{Topic: "Missing", Text: fmt.Sprintf("%s no number in the file and no row here.", records.Counted(g.empty, "combination has", "combinations have"))})
	}
	if g.reasons > 0 {
		said = append(said, records.Said{Topic: "Missing", Text: fmt.Sprintf("%s read from its status.", records.Counted(g.reasons, "missing number has its reason", "missing numbers have their reasons"))})
	}
	return said
}

func short(text string) string {
	const most = 120
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
