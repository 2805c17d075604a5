package publishing

import (
	"context"
	"net/url"

	"figurehead/datasets"
	"figurehead/datasets/datapackage"
	"figurehead/datasets/fetch"
	"figurehead/datasets/intake"
	"figurehead/datasets/zipped"
)

// Get reads the file at an address.
type Get func(ctx context.Context, address string) (fetch.Fetched, error)

// Follow goes from a description of tables (a data package, CSVW) to one of
// its tables: the one named, or the only one. The address of the description
// is that of the source; what the description says of title, publisher and
// licence fills what the source leaves open. A file whose server names a
// description is read by that. Other files stay as they are.
func Follow(ctx context.Context, get Get, in Import, name string) (Import, error) {
	d, known, err := datapackage.Describe(in.Raw)
	switch {
	case in.Recipe != nil:
		return in, nil
	case zipped.Is(in.Raw):
		return packed(in, name), nil
	case !known && in.DescribedBy != "":
		return describe(ctx, get, in), nil
	case !known:
		return in, nil
	case err != nil:
		return in, err
	}
	t, err := d.Choose(name)
	if err != nil {
		return in, err
	}
	in.Source = told(in.Source, d)
	if t.Address == "" {
		in.Part = t.Name
		return in, nil
	}
	address, err := beside(in.Source.Address, t.Address)
	if err != nil {
		return in, d.Outside()
	}
	got, err := get(ctx, address)
	if err != nil {
		return in, err
	}
	if t.Schema != "" {
		if at, err := beside(in.Source.Address, t.Schema); err == nil {
			if schema, err := get(ctx, at); err == nil {
				t.UseSchema(schema.Body)
			}
		}
	}
	in.Raw, in.Name = got.Body, got.FileName
	in.Source.Kind, in.Source.Address, in.Source.FileName = "url", got.Address, got.FileName
	in.Described = described(d, t)
	return in, nil
}

// packed takes from a data package in an archive what it says of the source, and
// finds the file of the table that is named.
func packed(in Import, name string) Import {
	a, err := zipped.Open(in.Raw)
	if err != nil {
		return in // intake says what is wrong
	}
	in.File = name
	d, known, err := datapackage.Packed(a)
	if err != nil || !known {
		return in
	}
	in.Source = told(in.Source, d)
	for _, t := range d.Tables {
		if name != "" && t.Name == name {
			in.File = t.Address
		}
	}
	return in
}

func described(d datapackage.Description, t datapackage.Table) *intake.Described {
	title := d.Title
	if title == "" {
		title = t.Name
	}
	return &intake.Described{By: "the " + d.Called + " “" + title + "”", Encoding: t.Encoding, Delimiter: t.Delimiter, Columns: t.Columns}
}

// describe reads a file by the description that its server names. One that
// cannot be had, or is of another file, counts for nothing.
func describe(ctx context.Context, get Get, in Import) Import {
	got, err := get(ctx, in.DescribedBy)
	if err != nil {
		return in
	}
	d, known, err := datapackage.Describe(got.Body)
	if !known || err != nil {
		return in
	}
	for _, t := range d.Tables {
		if address, err := beside(got.Address, t.Address); err == nil && t.Address != "" && address == in.Source.Address {
			in.Source, in.Described = told(in.Source, d), described(d, t)
		}
	}
	return in
}

// beside is the address of a file that stands beside another.
func beside(base, address string) (string, error) {
	from, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	to, err := from.Parse(address)
	if err == nil && !to.IsAbs() {
		err = url.InvalidHostError(address)
	}
	if err != nil {
		return "", err
	}
	return to.String(), nil
}

// told fills what a source leaves open.
func told(s datasets.Source, d datapackage.Description) datasets.Source {
	if s.Title == "" {
		s.Title = d.Title
	}
	if s.Publisher == "" {
		s.Publisher = d.Publisher
	}
	if link, err := url.Parse(d.Link); s.Link == "" && err == nil && link.IsAbs() {
		s.Link = d.Link
	}
	for _, said := range d.Licences {
		if l, known := datasets.LicenceNamed(said); known && s.Licence == "" {
			s.Licence = l.Key
		}
	}
	return s
}
