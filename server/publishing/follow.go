package publishing

import (
	"context"
	"net/url"

	"figurehead/datasets"
	"figurehead/datasets/datapackage"
	"figurehead/datasets/fetch"
	"figurehead/datasets/intake"
)

// Get reads the file at an address.
type Get func(ctx context.Context, address string) (fetch.Fetched, error)

// Follow goes from a description of tables (a data package, CSVW) to one of
// its tables: the one named, or the only one. The address of the description
// is that of the source; what the description says of title, publisher and
// licence fills what the source leaves open. Other files stay as they are.
func Follow(ctx context.Context, get Get, in Import, name string) (Import, error) {
	d, known, err := datapackage.Describe(in.Raw)
	switch {
	case !known || in.Recipe != nil:
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
	in.Raw, in.Name = got.Body, got.FileName
	in.Source.Kind, in.Source.Address, in.Source.FileName = "url", got.Address, got.FileName
	title := d.Title
	if title == "" {
		title = t.Name
	}
	in.Described = &intake.Described{By: "the " + d.Called + " “" + title + "”", Encoding: t.Encoding, Delimiter: t.Delimiter, Columns: t.Columns}
	return in, nil
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
