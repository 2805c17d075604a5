package datapackage

import (
	"path"
	"strings"

	"figurehead/datasets/zipped"
)

// Packed reads the data package in an archive, with the addresses of its tables
// as the names of files there. An archive may hold it in a folder of its own.
func Packed(a *zipped.Archive) (d Description, found bool, err error) {
	name := ""
	for _, f := range a.Tables() {
		if path.Base(f.Name) == "datapackage.json" && (name == "" || strings.Count(f.Name, "/") < strings.Count(name, "/")) {
			name = f.Name
		}
	}
	if name == "" {
		return d, false, nil
	}
	raw, err := a.Read(name)
	if err != nil {
		return d, false, err
	}
	d, known, err := Describe(raw)
	if err != nil || !known {
		return d, known, err
	}
	folder := path.Dir(name)
	for i := range d.Tables {
		t := &d.Tables[i]
		if t.Address != "" && !strings.Contains(t.Address, "://") {
			t.Address = path.Join(folder, t.Address)
		}
		if at := path.Join(folder, t.Schema); t.Schema != "" && a.Has(at) {
			if schema, err := a.Read(at); err == nil {
				t.UseSchema(schema)
			}
		}
	}
	return d, true, nil
}
