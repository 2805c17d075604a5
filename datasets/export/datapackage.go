package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// The names of the Frictionless Data Package specification, version 1
// (specs.frictionlessdata.io/data-package).
type dataPackage struct {
	Profile     string           `json:"profile"`
	Name        string           `json:"name"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Language    string           `json:"language,omitempty"` // dcterms:language, as the specification allows
	Homepage    string           `json:"homepage,omitempty"`
	Created     string           `json:"created,omitempty"`
	Temporal    *packageTime     `json:"temporal,omitempty"` // first and last day of the numbers
	Sources     []packageSource  `json:"sources,omitempty"`
	Licences    []packageLicence `json:"licenses,omitempty"`
	// Attribution is the statement that the licence asks for.
	Attribution string            `json:"attribution,omitempty"`
	Resources   []packageResource `json:"resources"`
}

type packageTime struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

type packageSource struct {
	Title     string `json:"title"`
	Path      string `json:"path,omitempty"`
	Retrieved string `json:"retrieved,omitempty"` // when the data was fetched or uploaded, as data.json says it
}

type packageLicence struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Path  string `json:"path,omitempty"`
}

type packageResource struct {
	Profile   string         `json:"profile"`
	Name      string         `json:"name"`
	Path      string         `json:"path"`
	Format    string         `json:"format"`
	MediaType string         `json:"mediatype"`
	Encoding  string         `json:"encoding"`
	Bytes     int            `json:"bytes"`
	Hash      string         `json:"hash"`
	Dialect   packageDialect `json:"dialect"`
	Schema    packageSchema  `json:"schema"`
}

type packageDialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	DoubleQuote    bool   `json:"doubleQuote"`
	Header         bool   `json:"header"`
}

type packageSchema struct {
	Fields        []packageField `json:"fields"`
	MissingValues []string       `json:"missingValues"`
}

type packageField struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Unit        string `json:"unit,omitempty"`
	Description string `json:"description,omitempty"`
}

// DataPackage writes the descriptor of data.csv, the file that CSV writes of
// the same Result, with its size, sha256, types, sources and licence.
func DataPackage(w io.Writer, r datasets.Result, about About) error {
	var file bytes.Buffer
	if err := CSV(&file, r); err != nil {
		return err
	}
	hash := sha256.Sum256(file.Bytes())
	p := dataPackage{
		Profile: "tabular-data-package", Name: packageName(about.Title),
		Title: about.Title, Description: about.Description, Language: about.Lang, Homepage: about.Address,
		Created: timestamp(about.Published),
		Resources: []packageResource{{
			Profile: "tabular-data-resource", Name: "data", Path: "data.csv", Format: "csv",
			MediaType: "text/csv", Encoding: "utf-8", Bytes: file.Len(), Hash: "sha256:" + hex.EncodeToString(hash[:]),
			Dialect: packageDialect{",", "\r\n", true, true},
			Schema:  packageSchema{packageFields(r), []string{""}},
		}},
	}
	if first, last, ok := strings.Cut(about.Covers, "/"); ok {
		p.Temporal = &packageTime{first, last}
	}
	var attributions []string
	for _, a := range about.all() {
		if title := packageSourceTitle(a.Source); title != "" {
			p.Sources = append(p.Sources, packageSource{title, a.link(), timestamp(a.Retrieved)})
		}
		if licence := (packageLicence{a.Licence.Key, a.Licence.Name, a.Licence.Link}); licence.Name != "" && !slices.Contains(p.Licences, licence) {
			p.Licences = append(p.Licences, licence)
		}
		if text := a.statement(); text != "" && !slices.Contains(attributions, text) {
			attributions = append(attributions, text)
		}
	}
	p.Attribution = strings.Join(attributions, " ")
	return writeJSON(w, p)
}

func packageSourceTitle(s datasets.Source) string {
	if s.Publisher != "" && s.Title != "" {
		return s.Publisher + ": " + s.Title
	}
	return s.Publisher + s.Title
}

// packageName is lower case with hyphens, as the specification asks.
func packageName(title string) string {
	const most = 60
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	name := strings.Join(words, "-")
	if name == "" {
		return "figure"
	}
	return strings.Trim(name[:min(len(name), most)], "-")
}

func packageFields(r datasets.Result) []packageField {
	var fields []packageField
	for _, c := range Columns(r) {
		f := r.Fields[c.Field]
		if c.Source != nil {
			fields = append(fields, packageField{Name: harmless(c.Name), Type: "string", Description: "What the source says where the publisher edited the value; blank where it is as in the source"})
			continue
		}
		if c.Reason {
			fields = append(fields, packageField{Name: harmless(c.Name), Type: "string", Description: "Why the value is missing; blank where there is one"})
			continue
		}
		fields = append(fields, packageField{Name: harmless(c.Name), Type: packageType(f), Unit: f.Unit, Description: packageDescription(f)})
	}
	return fields
}

var packageTypes = map[table.Kind]string{
	table.Text: "string", table.PlaceCode: "string", table.Integers: "integer", table.Decimals: "number",
	table.Percentages: "number", table.Currency: "number", table.Dates: "date", table.Periods: "string",
}

func packageType(f table.Field) string {
	switch {
	case f.Kind == table.Periods && f.Grain == table.Year:
		return "year"
	case f.Kind == table.Periods && f.Grain == table.Month:
		return "yearmonth"
	}
	return packageTypes[f.Kind]
}

func packageDescription(f table.Field) string {
	switch {
	case f.Kind == table.Percentages:
		return "51.1 means 51.1%"
	case f.Grain != table.NoGrain:
		return "Period: " + f.Grain.String()
	}
	return ""
}
