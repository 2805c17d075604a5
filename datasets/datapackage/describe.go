package datapackage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/jsonfile"
	"figurehead/datasets/records"
)

// Description is a data package, or the metadata of tables.
type Description struct {
	Called    string // "data package", "description (CSVW)"
	Title     string
	Publisher string
	Licences  []string // names and addresses as they are written
	Link      string   // the page for readers
	Tables    []Table
}

// Table is one table that is described.
type Table struct {
	Name      string
	Address   string // of its file, relative to the description; "" when it stands inside
	inside    []byte // the records as JSON
	Encoding  string // "" when not said
	Delimiter string
	Columns   []records.Column
	// Schema is the address of the description of the columns, relative to this
	// one, when it stands in a file of its own.
	Schema string
}

// outline is the first level of a JSON object.
type outline struct {
	Context   json.RawMessage `json:"@context"`
	Resources []resource      `json:"resources"`
	Profile   string          `json:"profile"`
}

// maxBytes is the largest description without records that is looked at whole.
const maxBytes = jsonfile.MaxFileBytes

// Is reports whether raw is a description of tables.
func Is(raw []byte) bool {
	if len(raw) > maxBytes || !jsonfile.Is(raw) {
		return false
	}
	if !bytes.Contains(raw, []byte(`"resources"`)) && !bytes.Contains(raw, []byte(`"tabular-data-resource"`)) && !bytes.Contains(raw, []byte(csvw)) {
		return false
	}
	_, known, _ := Describe(raw)
	return known
}

const csvw = "http://www.w3.org/ns/csvw"

// Describe reads a description. It is not known when raw is something else.
func Describe(raw []byte) (d Description, known bool, err error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	var o outline
	if json.Unmarshal(raw, &o) != nil {
		return d, false, nil
	}
	if bytes.Contains(o.Context, []byte(csvw)) {
		d, err = describeCSVW(raw)
		return d, true, err
	}
	if o.Profile == "tabular-data-resource" && len(o.Resources) == 0 { // one table by itself
		raw = slices.Concat([]byte(`{"resources":[`), raw, []byte(`]}`))
		if json.Unmarshal(raw, &o) != nil {
			return d, false, nil
		}
	}
	for _, r := range o.Resources {
		if len(r.paths()) == 0 && len(r.Data) == 0 {
			return d, false, nil
		}
	}
	if len(o.Resources) == 0 {
		return d, false, nil
	}
	d, err = describePackage(raw)
	return d, true, err
}

// Choose gives the table of that name, or the only one. With several it is a
// Problem that names them.
func (d Description) Choose(name string) (Table, error) {
	var names []string
	for _, t := range d.Tables {
		if t.Name == name || name == "" && len(d.Tables) == 1 {
			return t, nil
		}
		names = append(names, t.Name)
	}
	const most = 12
	listed := strings.Join(names[:min(len(names), most)], ", ")
	if name != "" {
		return Table{}, datasets.Problem{Field: "part", Message: fmt.Sprintf("The %s has no table called “%s”. It has %s.", d.Called, name, listed), Suggestion: "Choose one of its tables."}
	}
	return Table{}, datasets.Problem{Field: "part", Message: fmt.Sprintf("The %s describes %s: %s.", d.Called, records.Counted(len(names), "table", "tables"), listed),
		Suggestion: fmt.Sprintf("Put # and the name of one behind the address, such as #%s.", names[0])}
}

// safe refuses addresses that leave the folder of the description.
func safe(address string) error {
	lower := strings.ToLower(address)
	switch {
	case strings.HasPrefix(lower, "https://"), strings.HasPrefix(lower, "http://"):
		return nil
	case strings.HasPrefix(address, "/"), strings.Contains(address, `\`), strings.Contains(address, ":"), strings.HasPrefix(path.Clean(address), ".."):
		return datasets.Problem{Message: fmt.Sprintf("The description points to %q, which is outside its own folder.", address), Suggestion: "Use the address of the table itself."}
	}
	return nil
}

// Outside is the Problem of a description whose tables stand elsewhere, when
// it is not known where it comes from.
func (d Description) Outside() error {
	address := ""
	for _, t := range d.Tables {
		if address == "" {
			address = t.Address
		}
	}
	return datasets.Problem{Message: fmt.Sprintf("This %s describes tables that stand in files of their own, such as %s.", d.Called, address),
		Suggestion: "Give the web address of the description, or upload the file with the table."}
}
