package datapackage

import (
	"encoding/json"
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/records"
)

// metadata is a description of CSV on the web: w3.org/TR/tabular-metadata.
type metadata struct {
	tableMetadata
	Tables    []tableMetadata `json:"tables"`
	Title     natural         `json:"dc:title"`
	License   natural         `json:"dc:license"`
	Publisher natural         `json:"dc:publisher"`
	Link      natural         `json:"dcat:landingPage"`
}

type tableMetadata struct {
	URL     string   `json:"url"`
	ID      string   `json:"@id"`
	Dialect *dialect `json:"dialect"`
	Schema  struct {
		Columns []columnMetadata `json:"columns"`
	} `json:"tableSchema"`
	Null list `json:"null"`
}

type dialect struct {
	Delimiter string `json:"delimiter"`
	Encoding  string `json:"encoding"`
}

type columnMetadata struct {
	Name     string   `json:"name"`
	Titles   natural  `json:"titles"`
	Datatype datatype `json:"datatype"`
	Null     list     `json:"null"`
	Virtual  bool     `json:"virtual"`
}

// natural is a text, a list of texts or texts by language; the first is kept.
type natural string

func (n *natural) UnmarshalJSON(raw []byte) error {
	var one string
	var many []natural
	byLanguage := map[string]natural{}
	switch {
	case json.Unmarshal(raw, &one) == nil:
		*n = natural(one)
	case json.Unmarshal(raw, &many) == nil && len(many) > 0:
		*n = many[0]
	case json.Unmarshal(raw, &byLanguage) == nil:
		for _, key := range []string{"en", "en-GB", "@value", "@id", "foaf:name", "und", "cy"} {
			if byLanguage[key] != "" {
				*n = byLanguage[key]
				break
			}
		}
	}
	return nil
}

// list is a text or a list of texts.
type list []string

func (l *list) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*l = list{one}
		return nil
	}
	var many []string
	if json.Unmarshal(raw, &many) == nil {
		*l = many
	}
	return nil
}

// datatype is the name of a type, or its base with a pattern.
type datatype struct{ Base, Format string }

func (d *datatype) UnmarshalJSON(raw []byte) error {
	if json.Unmarshal(raw, &d.Base) == nil {
		return nil
	}
	var whole struct {
		Base   string          `json:"base"`
		Format json.RawMessage `json:"format"`
	}
	if json.Unmarshal(raw, &whole) == nil {
		d.Base = whole.Base
		_ = json.Unmarshal(whole.Format, &d.Format) // of numbers it is an object
	}
	return nil
}

// dataTypes are the types of CSVW in intake's words.
var dataTypes = map[string]string{
	"integer": "numeric", "int": "numeric", "long": "numeric", "short": "numeric", "byte": "numeric", "decimal": "numeric", "double": "numeric", "float": "numeric", "number": "numeric",
	"nonNegativeInteger": "numeric", "positiveInteger": "numeric", "unsignedInt": "numeric", "unsignedLong": "numeric", "unsignedShort": "numeric", "unsignedByte": "numeric", "negativeInteger": "numeric", "nonPositiveInteger": "numeric",
	"string": "text", "token": "text", "normalizedString": "text", "date": "date", "datetime": "date", "dateTime": "date", "gYear": "year", "gYearMonth": "month",
}

// describeCSVW reads a description of one table or of several.
func describeCSVW(raw []byte) (Description, error) {
	d := Description{Called: "description (CSVW)"}
	var m metadata
	if err := json.Unmarshal(raw, &m); err != nil {
		return d, datasets.Problem{Message: "The description of the tables is not written as CSV on the web says.", Suggestion: "Use the address of the table itself."}
	}
	d.Title, d.Publisher, d.Link = string(m.Title), string(m.Publisher), string(m.Link)
	if m.License != "" {
		d.Licences = []string{string(m.License)}
	}
	all := m.Tables
	if m.URL != "" {
		all = append(all, m.tableMetadata)
	}
	for _, one := range all {
		if one.Dialect == nil {
			one.Dialect = m.Dialect
		}
		t, err := one.table()
		if err != nil {
			return d, err
		}
		d.Tables = append(d.Tables, t)
	}
	if len(d.Tables) == 0 {
		return d, datasets.Problem{Message: "The description names no table.", Suggestion: "Use the address of the table itself."}
	}
	return d, nil
}

func (m tableMetadata) table() (Table, error) {
	t := Table{Name: m.URL, Address: m.URL}
	if m.URL == "" {
		return t, datasets.Problem{Message: fmt.Sprintf("The description does not say where the table %q stands.", m.ID), Suggestion: "Use the address of the table itself."}
	}
	if err := safe(m.URL); err != nil {
		return t, err
	}
	if m.Dialect != nil {
		t.Delimiter, t.Encoding = m.Dialect.Delimiter, m.Dialect.Encoding
	}
	for _, c := range m.Schema.Columns {
		if c.Virtual {
			continue
		}
		name := string(c.Titles)
		if name == "" {
			name = c.Name
		}
		t.Columns = append(t.Columns, records.Column{Name: name, As: dataTypes[c.Datatype.Base], Missing: append(append([]string{}, m.Null...), c.Null...), DateOrder: orderOf(c.Datatype.Format)})
	}
	return t, nil
}
