package jsonfile

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/jsontext"
	"figurehead/datasets/records"
)

// known is a form of file whose table the form itself names.
type known struct {
	called string // "The reply of a CKAN data store"
	path   string
	drop   []string // numbers that a database gives its rows
	fields []field
	paged  bool // the reply says itself that there is more
	shapes bool // the records have shapes on the ground
}

// field is what CKAN and ArcGIS say of one column.
type field struct {
	ID   string `json:"id"`   // CKAN
	Name string `json:"name"` // ArcGIS
	Type string `json:"type"`
}

// maxHead is the most that what describes the fields may take.
const maxHead = 1 << 20

// recognise finds the forms that say where their records are: GeoJSON (RFC
// 7946), a FeatureServer's query, CKAN's datastore_search.
func recognise(raw []byte, s *survey) (known, error) {
	if s.lines {
		return known{}, nil
	}
	h := header{Scanner: jsontext.Scanner{Raw: raw}}
	if h.Peek() != '{' {
		return known{}, nil
	}
	if err := h.Object(h.member); err != nil {
		return known{}, err
	}
	features := s.find("/features/*")
	switch {
	case h.refusal != "":
		return known{}, datasets.Problem{Message: fmt.Sprintf("The server answered with an error in place of data: %s.", quote(h.refusal)), Suggestion: "Check the address, or try again later."}
	case h.kind == "FeatureCollection" && features != nil:
		return known{called: "GeoJSON", path: "/features/*/properties", drop: noise, paged: h.more, shapes: true}, nil
	case h.kind == "Topology":
		return known{}, datasets.Problem{Message: "This is TopoJSON, whose properties are not read.", Suggestion: "Use the GeoJSON or CSV of the same data."}
	case features != nil && features.children["attributes"] != nil:
		return known{called: "The reply of an ArcGIS server", path: "/features/*/attributes", drop: noise, fields: h.fields, paged: h.more}, nil
	case h.success && s.find("/result/records/*") != nil && s.find("/result/fields/*") != nil:
		return known{called: "The reply of a CKAN data store", path: "/result/records/*", drop: []string{"_id", "_full_text"}, fields: h.fields}, nil
	}
	return known{}, nil
}

// noise are columns that ArcGIS adds for itself.
var noise = []string{"OBJECTID", "objectid", "FID", "GlobalID", "Shape__Area", "Shape__Length"}

// header reads what stands about the records.
type header struct {
	jsontext.Scanner
	kind    string
	success bool
	more    bool // exceededTransferLimit
	refusal string
	fields  []field
}

func (h *header) member(name string) (err error) {
	switch name {
	case "type":
		if h.Peek() == '"' {
			h.kind, err = h.Text()
			return err
		}
	case "success", "exceededTransferLimit":
		if h.Word("true") {
			h.success, h.more = h.success || name == "success", h.more || name != "success"
			return nil
		}
	case "properties", "result":
		if h.Peek() == '{' {
			return h.Object(func(inner string) error {
				if inner == "fields" || inner == "exceededTransferLimit" {
					return h.member(inner)
				}
				return h.Skip()
			})
		}
	case "fields":
		return h.small(&h.fields)
	case "error":
		var said struct{ Message string }
		err = h.small(&said)
		h.refusal = said.Message
		return err
	}
	return h.Skip()
}

// small reads a value of some size at most into to; another form is passed over.
func (h *header) small(to any) error {
	h.Peek()
	start := h.At
	if err := h.Skip(); err != nil {
		return err
	}
	if value := h.Raw[start:h.At]; len(value) <= maxHead {
		_ = json.Unmarshal(value, to) // of another form: nothing is known
	}
	return nil
}

// days are the columns whose numbers are milliseconds since 1970.
func (k known) days() map[string]bool {
	days := map[string]bool{}
	for _, f := range k.fields {
		if f.Type == "esriFieldTypeDate" {
			days[f.Name] = true
		}
	}
	return days
}

// types are the words of CKAN and ArcGIS for what intake is told. Texts are
// not told: data stores hold everything as text unless somebody says otherwise.
var types = map[string]string{
	"int": "numeric", "int4": "numeric", "int8": "numeric", "integer": "numeric", "float8": "numeric", "numeric": "numeric", "date": "date",
	"esriFieldTypeDouble": "numeric", "esriFieldTypeSingle": "numeric", "esriFieldTypeInteger": "numeric", "esriFieldTypeSmallInteger": "numeric", "esriFieldTypeDate": "date",
}

// describe puts what is known of the fields into the columns.
func (k known) describe(columns []records.Column) {
	for i := range columns {
		for _, name := range k.drop {
			columns[i].Drop = columns[i].Drop || columns[i].Name == name
		}
		for _, f := range k.fields {
			if f.ID == columns[i].Name || f.Name == columns[i].Name {
				columns[i].As = types[f.Type]
			}
		}
	}
}

// dayOf is the day of a number of milliseconds since 1970, in Britain: midnight
// in summer is eleven at night of the day before in UTC.
func dayOf(milliseconds []byte) []byte {
	ms, err := strconv.ParseInt(string(milliseconds), 10, 64)
	zone, zoneErr := time.LoadLocation("Europe/London")
	if err != nil || zoneErr != nil || ms < -4e12 || ms > 4e13 {
		return milliseconds
	}
	return []byte(time.UnixMilli(ms).In(zone).Format("2006-01-02"))
}
