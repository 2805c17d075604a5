package intake

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets/csvfile"
	"figurehead/datasets/datapackage"
	"figurehead/datasets/htmltable"
	"figurehead/datasets/jsonfile"
	"figurehead/datasets/jsonstat"
	"figurehead/datasets/ods"
	"figurehead/datasets/office"
	"figurehead/datasets/onscsv"
	"figurehead/datasets/parquetfile"
	"figurehead/datasets/records"
	"figurehead/datasets/sdmxcsv"
	"figurehead/datasets/table"
	"figurehead/datasets/xlsx"
)

// Formats of files, as a Recipe names them.
const (
	csvFormat  = "csv"
	xlsxFormat = "xlsx"
	odsFormat  = "ods"
	jsonFormat = "json"
	statFormat = "json-stat"
	sdmxFormat = "sdmx-csv"
	v4Format   = "ons-v4"
	packFormat = "data-package"
	parqFormat = "parquet"
	onsFormat  = "ons-time-series"
	pastFormat = "pasted"
)

// form is a format with a reader of its own, which hands over rows of text and
// what the format says of them.
type form struct {
	name   string
	called string // in sentences
	is     func(raw []byte) bool
	read   func(ctx context.Context, raw []byte, q records.Request) (records.Table, error)
}

// forms are looked through in this order.
var forms = []form{
	{pastFormat, "a pasted table", htmltable.Is, here(htmltable.Read)},
	{statFormat, "a JSON-stat file", jsonstat.Is, here(jsonstat.Read)},
	{parqFormat, "a Parquet file", parquetfile.Is, readParquet},
	{packFormat, "a data package", datapackage.Is, here(datapackage.Read)},
	{sdmxFormat, "an SDMX-CSV file", sdmxcsv.Is, here(sdmxcsv.Read)},
	{v4Format, "a V4 file of the Office for National Statistics", onscsv.IsV4, here(onscsv.ReadV4)},
	{onsFormat, "a time series of the Office for National Statistics", onscsv.IsSeries, here(onscsv.ReadSeries)},
	{jsonFormat, "a JSON file", jsonfile.Is, here(jsonfile.Read)},
}

// here reads in this process.
func here(read func([]byte, records.Request) (records.Table, error)) func(context.Context, []byte, records.Request) (records.Table, error) {
	return func(_ context.Context, raw []byte, q records.Request) (records.Table, error) { return read(raw, q) }
}

// Formats lists the formats that are read.
func Formats() []string {
	all := []string{csvFormat, xlsxFormat, odsFormat}
	for _, f := range forms {
		all = append(all, f.name)
	}
	return all
}

// formatName names a format in sentences.
func formatName(format string) string {
	if f := formNamed(format); f != nil {
		return f.called
	}
	return map[string]string{csvFormat: "plain text", xlsxFormat: "an Excel workbook", odsFormat: "an OpenDocument spreadsheet"}[format]
}

func formNamed(format string) *form {
	i := slices.IndexFunc(forms, func(f form) bool { return f.name == format })
	if i < 0 {
		return nil
	}
	return &forms[i]
}

// formatOf is the format of raw bytes by how they begin.
func formatOf(raw []byte) string {
	switch of := office.CopyOf(raw); {
	case of == xlsxFormat, of == odsFormat:
		return of
	case xlsx.Is(raw), xlsx.Encrypted(raw):
		return xlsxFormat
	case ods.Is(raw):
		return odsFormat
	}
	for _, f := range forms {
		if f.is(raw) {
			return f.name
		}
	}
	return csvFormat
}

// openForm reads raw by the reader of its format.
func (p *proposal) openForm(ctx context.Context, raw []byte, f *form, g given) ([]byte, error) {
	order := g.order
	if g.only != nil { // they are found by their names
		order = nil
	}
	t, err := f.read(ctx, raw, records.Request{Part: g.part, Order: order})
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("read %s: %w", f.name, ctx.Err())
	}
	p.form, p.told = f, &t
	p.dialect = csvfile.Dialect{Encoding: csvfile.UTF8, Delimiter: ','}
	return t.Text, nil
}

// toldLayout is the layout of a table whose format says where the names are.
func toldLayout(s *sheet, header int) (layout, error) {
	l := layout{header: header, first: header + 1, last: s.rows()}
	for l.last >= l.first && s.blank(l.last) {
		l.last--
	}
	for l.first <= l.last && s.blank(l.first) {
		l.first++
	}
	if l.first > l.last {
		return l, noRows()
	}
	width, _ := bodyWidth(s)
	columns := max(width, s.widthOf(header))
	if columns > table.MaxColumns {
		return l, l.tooWide(s, columns)
	}
	l.name(s, columns)
	l.unproved = headerProved
	return l, nil
}

// partControl lets a person read another table of the file.
func (d *describer) partControl() []Control {
	if d.p.told == nil || len(d.p.told.Parts) < 2 {
		return nil
	}
	var choices []Choice
	for _, p := range d.p.told.Parts {
		choices = append(choices, Choice{p.Name, p.Label})
	}
	return []Control{{"part", "Read", "select", d.p.told.Part, choices}}
}

// said gives what the reader of the format says under one topic.
func (d *describer) said(topic string) []Sentence {
	if d.p.told == nil {
		return nil
	}
	var out []Sentence
	for _, s := range d.p.told.Said {
		if s.Topic != topic {
			continue
		}
		sentence := Sentence{Topic: topic, Text: s.Text, Guess: s.Guess}
		if topic == "File" && len(out) == 0 {
			sentence.Controls = d.partControl()
			if sentence.Guess = !d.p.told.Sure && len(sentence.Controls) > 0; sentence.Guess {
				sentence.Text += fmt.Sprintf(" The file has %s that could be read instead.", counted(len(d.p.told.Parts)-1, "other table", "other tables"))
			}
		}
		out = append(out, sentence)
	}
	return out
}

// describedWords say which description the columns were read by, and where it
// does not fit.
func (d *describer) describedWords() []Sentence {
	var out []Sentence
	if d.r.Described != "" {
		out = append(out, Sentence{Topic: "File", Text: fmt.Sprintf("What the columns hold and what stands for a missing value is taken from %s.", d.r.Described)})
	}
	if len(d.p.unlike) > 0 {
		out = append(out, Sentence{Topic: "Unusual", Text: fmt.Sprintf("The values of %s are not what the file or its description says of them; they are read as they are.", listed(d.p.unlike, 4))})
	}
	return out
}
