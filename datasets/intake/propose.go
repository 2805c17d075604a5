package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/jsonfile"
	"figurehead/datasets/progress"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// Propose reads raw bytes of which nothing is known but a file name: it finds
// the reader, the header row and the kind of every column, and says in words
// what it did. What a person can mend is a [datasets.Problem].
func Propose(ctx context.Context, name string, raw []byte, o Options) (Reading, error) {
	defer collectEarly(len(raw))()
	sum := sumOf(ctx, raw)
	inner, packed, err := unpack(raw, o.File)
	if err != nil {
		return Reading{}, err
	}
	if packed != nil && o.Described == nil {
		o.Described = packed.said
	}
	if err := o.check(formatOf(inner)); err != nil {
		return Reading{}, err
	}
	p, err := examine(ctx, inner, o.Described.give(inner, given{header: -1, sheet: o.Sheet, part: o.Part, only: o.Only, described: o.Described, packed: packed}))
	if err != nil {
		return Reading{}, err
	}
	t := p.trial
	if t == nil {
		if t, err = build(ctx, p.sheet, p.layout.first, p.layout.last, p.recipe); err != nil {
			return Reading{}, err
		}
	}
	return p.reading(ctx, sum, p.recipe, t, o)
}

// sumOf is the sha256 of raw, in hex. It is taken first: a file whose pages are
// read where they are used has them in memory while little else is.
func sumOf(ctx context.Context, raw []byte) string {
	sum := sha256.New()
	for part := range slices.Chunk(raw, stretch) {
		sum.Write(part)
		progress.Beat(ctx)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// given is what is known of a file before it is examined.
type given struct {
	encoding  string // "" to find it
	delimiter byte   // 0 to find it
	header    int    // -1 to find it, 0 for none
	sheet     string // of a workbook; "" for the fullest
	part      string // of a file that holds several tables; "" for the one proposed
	only      []int  // columns that are read; nil for all
	order     []string
	replay    bool // by a Recipe, which says all of it
	groups    *datasets.GroupRows
	fillDown  []int
	described *Described // by a description beside the file
	cleaned   bool       // a copy that Seal wrote
	packed    *packed    // the archive it was in
}

// proposal is a file examined: the Recipe that is proposed and why.
type proposal struct {
	book      *workbook      // nil but for workbooks
	form      *form          // nil but for formats with a reader of their own
	told      *records.Table // what it read
	packed    *packed
	described *Described
	unlike    []string // fields of which the format says what they are not
	dialect   csvfile.Dialect
	sheet     *sheet
	parts     sheetParts
	groups    *datasets.GroupRows // rows that name groups; nil when there are none
	groupRows []int
	fillDown  []int // columns whose blank cells are as above
	fillable  []int // columns that look as if they were
	layout    layout
	profile   fileProfile
	verdicts  []verdict
	recipe    datasets.Recipe
	trial     *table.Table // the table by recipe when it was built on the way
	found     findings
}

// examine reads raw whole and proposes a Recipe.
func examine(ctx context.Context, raw []byte, g given) (*proposal, error) {
	if len(raw) > datasets.MaxFileBytes {
		return nil, tooLarge(len(raw))
	}
	p := &proposal{described: g.described, packed: g.packed}
	if err := p.open(ctx, raw, g); err != nil {
		return nil, err
	}
	if err := p.chooseTable(g); err != nil {
		return nil, err
	}
	if err := p.lay(ctx, g); err != nil {
		return nil, err
	}
	chosen, err := p.choosePeriods(g)
	if err != nil {
		return nil, err
	}
	if chosen {
		if err := p.lay(ctx, g); err != nil {
			return nil, err
		}
	}
	if p.shapeRows(g) {
		if err := p.lay(ctx, g); err != nil {
			return nil, err
		}
	}
	p.recipe.GroupRows = p.groups
	if part := p.parts.part(); part != "" {
		p.recipe.Part = part
	}
	if err := p.try(ctx); err != nil {
		return nil, err
	}
	p.alongTime()
	return p, nil
}

// whole reports whether a Recipe reads all rows of a sheet together.
func (g given) whole() bool { return g.replay && g.part == "" }

// lay finds the names and the rows, looks at every column and decides on it.
func (p *proposal) lay(ctx context.Context, g given) (err error) {
	switch {
	case p.told != nil && p.told.Header > 0:
		p.layout, err = toldLayout(p.sheet, p.told.Header)
	case g.cleaned:
		p.layout, err = toldLayout(p.sheet, 1)
	case g.replay && len(p.parts.tables)+len(p.parts.strips) > 0: // the table may have moved down
		if p.layout, err = findLayout(p.sheet, -1); err == nil && !slices.Equal(p.layout.headings, g.order) {
			p.layout, err = findLayout(p.sheet, g.header)
		}
	default:
		p.layout, err = findLayout(p.sheet, g.header)
	}
	if err != nil {
		return err
	}
	if p.profile, err = profileRows(ctx, p.sheet, p.layout); err != nil {
		return err
	}
	if err := p.checkExtra(); err != nil {
		return err
	}
	p.profile.findSwallows(p.sheet, p.layout)
	p.unlike, p.verdicts = nil, nil
	p.judge()
	return nil
}

func tooLarge(size int) error {
	return datasets.Problem{
		Message:    fmt.Sprintf("The file has %s MB; at most %d MB are read.", count(size>>20), datasets.MaxFileBytes>>20),
		Suggestion: "Cut it into smaller files, or ask the publisher for totals.",
	}
}

// open finds the records of raw, by the reader of its format.
func (p *proposal) open(ctx context.Context, raw []byte, g given) error {
	format, f := formatOf(raw), formNamed(formatOf(raw))
	if f == nil && format != csvFormat {
		return p.openWorkbook(ctx, raw, format, g)
	}
	var text []byte
	var err error
	if f != nil {
		text, err = p.openForm(ctx, raw, f, g)
	} else {
		text, err = p.openText(raw, g)
	}
	if err == nil {
		p.sheet, err = openSheet(ctx, text, p.dialect.Delimiter, g.chosen())
	}
	return err
}

// openText reads raw as delimited text.
func (p *proposal) openText(raw []byte, g given) ([]byte, error) {
	text, err := p.decode(raw, g)
	if err == nil && jsonfile.Is(text) {
		err = datasets.Problem{Message: "This is a JSON file that is not in UTF-8.", Suggestion: "Save it again in UTF-8, which JSON asks for."}
	}
	return text, err
}

// decode reads delimited text by what is given of its dialect.
func (p *proposal) decode(raw []byte, g given) ([]byte, error) {
	if g.encoding == "" {
		d, text, err := csvfile.Open(raw)
		p.dialect = d
		if g.delimiter != 0 {
			p.dialect.Delimiter, p.dialect.Also = g.delimiter, 0
		}
		return text, err
	}
	if err := csvfile.Refuse(raw); err != nil {
		return nil, err
	}
	text, err := csvfile.Text(raw, g.encoding)
	if err != nil {
		return nil, err
	}
	if err := csvfile.Refuse(text); err != nil {
		return nil, err
	}
	p.dialect = csvfile.Dialect{Encoding: g.encoding, Delimiter: g.delimiter}
	found, also := csvfile.FindDelimiter(text)
	if g.delimiter == 0 || g.delimiter == found {
		p.dialect.Delimiter, p.dialect.Also = found, also
	}
	return text, nil
}

// checkExtra refuses rows that are wider than the names unless nearly all are.
func (p *proposal) checkExtra() error {
	l := p.layout
	if l.header == 0 || len(l.names) <= l.named {
		return nil
	}
	for i := l.named; i < len(l.names); i++ {
		c := &p.profile.columns[i]
		if c.filled == 0 || c.filled*10 >= p.profile.rows*9 && p.profile.rows >= 3 {
			continue
		}
		for row := l.first; row <= l.last; row++ {
			if p.sheet.widthOf(row) > l.named {
				if err := p.sheet.tooManyValues(row, l.named, l); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// judge decides on every column and writes the first form of the Recipe.
func (p *proposal) judge() {
	commas := p.dialect.Delimiter == ';'
	p.recipe = datasets.Recipe{
		Version: datasets.RecipeVersion, Format: "csv", Encoding: p.dialect.Encoding,
		Delimiter: string(p.dialect.Delimiter), HeaderRow: p.layout.header,
	}
	if p.packed != nil {
		p.recipe.File = p.packed.file
	}
	if p.book != nil {
		p.recipe.Format, p.recipe.Sheet = p.book.Format, p.book.Sheet
	}
	if p.form != nil {
		p.recipe.Format, p.recipe.Part = p.form.name, p.told.Part
	}
	p.recipe.Only = p.sheet.chosen.only
	if p.layout.notes {
		p.recipe.LastRow = p.layout.last
	}
	for i, name := range p.layout.names {
		v := judge(&p.profile.columns[i], name, commas)
		if v.grain == table.FinancialYear && p.saysThroughout("academic year") {
			v.grain, v.doubtYear = table.AcademicYear, false
		}
		p.verdicts = append(p.verdicts, v)
		p.recipe.Columns = append(p.recipe.Columns, p.column(i, v))
		if len(v.totals) > 0 {
			p.recipe.TotalRows = append(p.recipe.TotalRows, datasets.TotalRule{Field: name, Labels: v.totals, Use: datasets.TotalsOut})
		}
	}
	p.tell()
}

// saysThroughout reports whether a column holds that word in every row, as the
// time_identifier of the Department for Education does.
func (p *proposal) saysThroughout(word string) bool {
	return slices.ContainsFunc(p.profile.columns, func(c profile) bool {
		return c.filled == p.profile.rows && !c.differ && strings.EqualFold(string(c.first), word)
	})
}

// column writes a verdict as a column of the Recipe.
func (p *proposal) column(i int, v verdict) datasets.RecipeColumn {
	c := datasets.RecipeColumn{
		Position: i, Heading: p.layout.headings[i], DateOrder: v.dateOrder, Decimal: v.decimal, Thousands: v.thousands,
		Field:   table.Field{Name: p.layout.names[i], Kind: v.kind, Grain: v.grain, Role: v.role, Unit: v.unit},
		Dropped: v.empty || p.constant(i), FillDown: slices.Contains(p.fillDown, i),
	}
	if v.kind.Number() || v.kind.Calendar() {
		c.Markers = v.allMarkers()
	}
	return c
}

// allMarkers are the markers found, the strange cells and the total words.
func (v verdict) allMarkers() map[string]table.Reason {
	all := map[string]table.Reason{}
	for text, reason := range v.markers {
		all[text] = reason
	}
	for _, s := range v.strange {
		all[s.text] = table.Unreadable
	}
	for _, text := range v.totals {
		all[text] = table.NotApplicable
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// constant reports whether a column of words says the same in every row of a
// table of some length, and so tells nothing apart.
func (p *proposal) constant(i int) bool {
	c, kind := &p.profile.columns[i], p.verdicts[i].kind
	return !kind.Number() && !kind.Calendar() && !c.differ && c.blanks == 0 && p.profile.rows > 3
}

// try builds the table by the first form of the Recipe, looks for what only
// values together can show, and puts it into the Recipe.
func (p *proposal) try(ctx context.Context) error {
	t, err := build(ctx, p.sheet, p.layout.first, p.layout.last, p.recipe)
	if err != nil {
		return err
	}
	p.found = look(p, t)
	if !p.found.apply(&p.recipe) {
		p.trial = t
	}
	return nil
}

// reading puts a Reading together.
func (p *proposal) reading(ctx context.Context, sum string, r datasets.Recipe, flat *table.Table, o Options) (Reading, error) {
	final, err := finish(ctx, flat, r)
	if err != nil {
		return Reading{}, err
	}
	d := describer{p: p, r: r, t: flat, final: final, o: o}
	return Reading{
		Recipe: r, Table: final, flat: flat, Sentences: d.sentences(), Preview: d.preview(), Problems: d.problems(),
		names: p.told != nil && p.told.Names,
		Rows:  final.Rows(), SHA256: sum, Counted: p.told != nil && !p.told.Numbered,
	}, nil
}
