package datapackage

import (
	"encoding/json"
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/records"
)

// descriptor is a data package: specs.frictionlessdata.io/data-package.
type descriptor struct {
	Name      string      `json:"name"`
	Title     string      `json:"title"`
	Homepage  string      `json:"homepage"`
	Licenses  licences    `json:"licenses"`
	License   licences    `json:"license"` // of older packages
	Sources   []source    `json:"sources"`
	Resources []*resource `json:"resources"`
}

type source struct {
	Title string `json:"title"`
	Name  string `json:"name"`
	Path  string `json:"path"`
}

// licences are a list, one object or one text.
type licences []source

func (l *licences) UnmarshalJSON(raw []byte) error {
	var list []source
	if json.Unmarshal(raw, &list) == nil {
		*l = list
		return nil
	}
	var one source
	if json.Unmarshal(raw, &one) != nil {
		if json.Unmarshal(raw, &one.Name) != nil {
			return nil // of another form: nothing is known
		}
	}
	*l = licences{one}
	return nil
}

// resource is one table or file of a package.
type resource struct {
	Name        string          `json:"name"`
	Title       string          `json:"title"`
	Path        json.RawMessage `json:"path"` // a text or a list
	Data        json.RawMessage `json:"data"`
	Format      string          `json:"format"`
	Encoding    string          `json:"encoding"`
	Compression string          `json:"compression"`
	Licenses    licences        `json:"licenses"`
	Dialect     struct {
		Delimiter string `json:"delimiter"`
	} `json:"dialect"`
	Schema        schema `json:"-"`
	SchemaAddress string `json:"-"`
}

// schema describes the columns of a table.
type schema struct {
	Fields        []field  `json:"fields"`
	MissingValues []string `json:"missingValues"`
}

type field struct {
	Name          string   `json:"name"`
	Type          string   `json:"type"`
	Format        string   `json:"format"`
	Unit          string   `json:"unit"`
	MissingValues []string `json:"missingValues"`
}

// UnmarshalJSON reads a resource with its schema, or where that stands.
func (r *resource) UnmarshalJSON(raw []byte) error {
	type plain resource
	var whole struct {
		plain
		Schema json.RawMessage `json:"schema"`
	}
	if err := json.Unmarshal(raw, &whole); err != nil {
		return err
	}
	*r = resource(whole.plain)
	if len(whole.Schema) > 0 {
		if json.Unmarshal(whole.Schema, &r.SchemaAddress) != nil { // a text is the address of a schema
			_ = json.Unmarshal(whole.Schema, &r.Schema)
		}
	}
	return nil
}

// paths are the files of a resource.
func (r resource) paths() []string {
	var one string
	if json.Unmarshal(r.Path, &one) == nil && one != "" {
		return []string{one}
	}
	var many []string
	if json.Unmarshal(r.Path, &many) != nil {
		return nil
	}
	return many
}

// forms are the formats of files that hold tables.
var tables = map[string]bool{"": true, "csv": true, "tsv": true, "xlsx": true, "ods": true, "json": true, "ndjson": true, "geojson": true, "parquet": true}

// describePackage reads a data package.
func describePackage(raw []byte) (Description, error) {
	d := Description{Called: "data package"}
	var p descriptor
	if err := json.Unmarshal(raw, &p); err != nil {
		return d, datasets.Problem{Message: "The data package is not written as the specification says.", Suggestion: "Use the address of the table itself."}
	}
	d.Title, d.Link = p.Title, p.Homepage
	if d.Title == "" {
		d.Title = p.Name
	}
	if len(p.Sources) > 0 {
		d.Publisher = p.Sources[0].Title
	}
	for _, l := range append(p.Licenses, p.License...) {
		d.Licences = append(d.Licences, l.Name, l.Path, l.Title)
	}
	for i, r := range p.Resources {
		if !tables[strings.ToLower(r.Format)] && len(r.Data) == 0 {
			continue
		}
		t, err := r.table(i)
		if err != nil {
			return d, err
		}
		d.Tables = append(d.Tables, t)
	}
	if len(d.Tables) == 0 {
		return d, datasets.Problem{Message: "The data package has no table.", Suggestion: "Use a file that holds one."}
	}
	return d, nil
}

func (r *resource) table(position int) (Table, error) {
	t := Table{Name: r.Name, Encoding: r.Encoding, Delimiter: r.Dialect.Delimiter, inside: r.Data}
	if t.Name == "" {
		t.Name = fmt.Sprintf("table-%d", position+1)
	}
	paths := r.paths()
	switch {
	case len(r.Data) > 0:
	case len(paths) > 1:
		return t, datasets.Problem{Message: fmt.Sprintf("The table “%s” is cut into %d files, which are not put together.", t.Name, len(paths)), Suggestion: "Use the address of one of them."}
	case r.Compression != "" && r.Compression != "no":
		return t, datasets.Problem{Message: fmt.Sprintf("The table “%s” is packed (%s).", t.Name, r.Compression), Suggestion: "Unpack the file and upload it."}
	default:
		t.Address = paths[0]
		if err := safe(t.Address); err != nil {
			return t, err
		}
	}
	if t.Schema = r.SchemaAddress; t.Schema != "" {
		return t, safe(t.Schema)
	}
	t.Columns = r.Schema.columns()
	return t, nil
}

func (s schema) columns() []records.Column {
	var out []records.Column
	for _, f := range s.Fields {
		missing := append(append([]string{}, s.MissingValues...), f.MissingValues...)
		out = append(out, records.Column{Name: f.Name, As: fieldTypes[f.Type], Unit: f.Unit, Missing: missing, DateOrder: orderOf(f.Format)})
	}
	return out
}

// UseSchema describes the columns by a table schema that stood elsewhere. One
// that cannot be read describes nothing.
func (t *Table) UseSchema(raw []byte) {
	var s schema
	if json.Unmarshal(raw, &s) == nil {
		t.Columns = s.columns()
	}
}

// fieldTypes are the types of a table schema in intake's words.
var fieldTypes = map[string]string{"integer": "numeric", "number": "numeric", "string": "text", "date": "date", "datetime": "date", "year": "year", "yearmonth": "month"}

// orderOf is the order of day, month and year in a pattern: %d/%m/%Y, dd/MM/yyyy.
func orderOf(pattern string) string {
	order := ""
	for _, r := range pattern {
		for letters, part := range map[string]string{"dD": "d", "mMbB": "m", "yY": "y"} {
			if strings.ContainsRune(letters, r) && !strings.Contains(order, part) {
				order += part
			}
		}
	}
	if order == "dmy" || order == "mdy" || order == "ymd" {
		return order
	}
	return ""
}
