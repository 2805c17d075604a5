package intake

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/datapackage"
	"figurehead/datasets/office"
	"figurehead/datasets/zipped"
)

// packed is a ZIP archive and the file in it that is read.
type packed struct {
	file  string
	files []zipped.File
	said  *Described // by the data package in it
	as    string     // the data package in words; "" when there is none
}

// unpack gives the file of an archive that is asked for, or the one proposed:
// the largest, or the first table of a data package. Other bytes stay as they
// are.
func unpack(raw []byte, file string) ([]byte, *packed, error) {
	if office.CopyOf(raw) != "" || !zipped.Is(raw) {
		if file != "" {
			return nil, nil, datasets.Problem{Field: "file", Message: fmt.Sprintf("The file is no ZIP archive, so %s cannot be read in it.", quote(file)), Suggestion: "Use an archive that holds the file, or read the file again from the start."}
		}
		return raw, nil, nil
	}
	a, err := zipped.Open(raw)
	if err != nil {
		return nil, nil, err
	}
	p := &packed{files: a.Tables(), file: file}
	description, described, err := datapackage.Packed(a)
	if err != nil {
		return nil, nil, err
	}
	if described {
		p.as = fmt.Sprintf("the %s “%s”", description.Called, description.Title)
		p.files = slices.DeleteFunc(p.files, func(f zipped.File) bool {
			return !slices.ContainsFunc(description.Tables, func(t datapackage.Table) bool { return t.Address == f.Name })
		})
	}
	if len(p.files) == 0 {
		return nil, nil, datasets.Problem{Message: "The ZIP archive holds no table.", Suggestion: "Use an archive with a CSV, Excel, OpenDocument, JSON or Parquet file in it."}
	}
	if p.file == "" {
		p.file = slices.MaxFunc(p.files, func(x, y zipped.File) int { return int(x.Size - y.Size) }).Name
		if described {
			p.file = p.first(description)
		}
	}
	for _, t := range description.Tables {
		if described && t.Address == p.file {
			p.said = &Described{By: p.as, Encoding: t.Encoding, Delimiter: t.Delimiter, Columns: t.Columns}
		}
	}
	inner, err := a.Read(p.file)
	return inner, p, err
}

// first is the first table of a data package that is in the archive.
func (p *packed) first(d datapackage.Description) string {
	for _, t := range d.Tables {
		if slices.ContainsFunc(p.files, func(f zipped.File) bool { return f.Name == t.Address }) {
			return t.Address
		}
	}
	return p.files[0].Name
}

// packedSentences say which file of an archive is read.
func (d *describer) packedSentences() []Sentence {
	p := d.p.packed
	if p == nil {
		return nil
	}
	s := Sentence{Topic: "File", Text: fmt.Sprintf("A ZIP archive. The file %s in it is read.", quote(p.file))}
	if p.as != "" {
		s.Text = fmt.Sprintf("A ZIP archive with %s. The file %s in it is read.", p.as, quote(p.file))
	}
	if n := len(p.files); n > 1 {
		var choices []Choice
		for _, f := range p.files {
			choices = append(choices, Choice{f.Name, f.Name})
		}
		s.Guess = true
		s.Text += fmt.Sprintf(" It has %s that could be read instead.", counted(n-1, "other file", "other files"))
		s.Controls = []Control{{"file", "Read the file", "select", p.file, choices}}
	}
	return []Sentence{s}
}

// mostOthers is how many other files of an archive are looked at for people.
const mostOthers = 20

// namedElsewhere gives the file of an archive that is read, or raw itself. It
// returns errOnlyColumns when another file of the archive may name people, or
// cannot be looked into; a workbook in it has comments and authors, too.
func namedElsewhere(ctx context.Context, raw []byte, r datasets.Recipe, o Options) ([]byte, error) {
	if r.File == "" {
		return raw, nil
	}
	a, err := zipped.Open(raw)
	if err != nil {
		return nil, err
	}
	others := slices.DeleteFunc(a.Names(), func(name string) bool { return name == r.File })
	if len(others) > mostOthers || r.Format == xlsxFormat || r.Format == odsFormat {
		return nil, errOnlyColumns
	}
	for _, name := range others {
		text, err := a.Read(name)
		if err != nil {
			return nil, errOnlyColumns
		}
		if _, known, _ := datapackage.Describe(text); known {
			continue
		}
		reading, err := Propose(ctx, name, text, Options{Area: o.Area})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || reading.Recipe.Format == xlsxFormat || reading.Recipe.Format == odsFormat {
			return nil, errOnlyColumns
		}
		found, err := FindPeople(ctx, text, reading)
		if err != nil || len(found.Used)+len(found.Unused) > 0 {
			return nil, errOnlyColumns
		}
		if named, err := namedOutside(ctx, text, reading.Recipe, reading.Table); err != nil || named || reading.names {
			return nil, errOnlyColumns
		}
	}
	return a.Read(r.File)
}
