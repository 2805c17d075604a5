package datapackage

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/records"
	"figurehead/datasets/records/contract"
)

const whole = `{"name":"homes","title":"Homes","licenses":[{"name":"OGL-UK-3.0"}],"resources":[
{"name":"built","data":[{"area":"E07000070","year":2022,"homes":700,"note":"-"},{"area":"E07000071","year":2022,"homes":-1.50,"note":"x"}],
 "schema":{"fields":[{"name":"area","type":"string"},{"name":"year","type":"year"},{"name":"homes","type":"number","unit":"homes"},{"name":"note","type":"string"}],"missingValues":["","-1.50"]}}]}
`

func wide(rows, columns, size int) []byte {
	var b strings.Builder
	b.WriteString(`{"resources":[{"name":"t","data":[`)
	for row := range rows {
		fmt.Fprintf(&b, "%s{\"text\":%q", map[bool]string{true: "", false: ","}[row == 0], strings.Repeat("x", size))
		for column := range columns - 1 {
			fmt.Fprintf(&b, ",\"c%d\":%d", column, row)
		}
		b.WriteString("}")
	}
	b.WriteString("]}]}")
	return []byte(b.String())
}

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Hold(t, contract.Case{Read: Read, Whole: []byte(whole), Make: wide, MostBytes: 50 << 20})
}

// The data package of a real publisher.
func TestDescribePackage(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/co2-mauna-loa-datapackage.json")
	if err != nil {
		t.Fatal(err)
	}
	d, known, err := Describe(raw)
	if !known || err != nil {
		t.Fatalf("Describe = %v, %v", known, err)
	}
	got := []any{d.Title, d.Publisher, d.Licences[0], len(d.Tables), d.Tables[0].Name, d.Tables[0].Address, len(d.Tables[0].Columns)}
	want := []any{"CO2 PPM - Trends in Atmospheric Carbon Dioxide", "Trends in Atmospheric Carbon Dioxide, Mauna Loa, Hawaii", "ODC-PDDL-1.0", 6, "co2-mm-mlo", "data/co2-mm-mlo.csv", 6}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Describe (-want +got):\n%s", diff)
	}
	if c := d.Tables[0].Columns[3]; c.Name != "Interpolated" || c.As != "numeric" {
		t.Errorf("the fourth column is %+v", c)
	}
	var problem datasets.Problem
	if _, err := d.Choose(""); !errors.As(err, &problem) || !strings.Contains(problem.Message, "co2-mm-mlo, co2-annmean-mlo") {
		t.Errorf("Choose() = %v, want a Problem that names the tables", err)
	}
	if table, err := d.Choose("co2-annmean-mlo"); err != nil || table.Columns[0].As != "year" {
		t.Errorf("Choose = %+v, %v", table, err)
	}
	if _, err := Read(raw, records.Request{}); !errors.As(err, &problem) || !strings.Contains(problem.Message, "files of their own") {
		t.Errorf("Read = %v, want a Problem: the tables stand elsewhere", err)
	}
}

func TestDescribeCSVW(t *testing.T) {
	t.Parallel()
	d, known, err := Describe([]byte(`{"@context":["http://www.w3.org/ns/csvw",{"@language":"en"}],"url":"wards.csv","dc:title":{"en":"Wards"},"dc:license":{"@id":"https://creativecommons.org/licenses/by/4.0/"},
		"dialect":{"delimiter":";","encoding":"iso-8859-14"},"tableSchema":{"columns":[{"name":"d","titles":["Date of count"],"datatype":{"base":"date","format":"dd/MM/yyyy"},"null":["","n/k"]},
		{"name":"n","datatype":"nonNegativeInteger"},{"name":"v","virtual":true},{"name":"p","datatype":{"base":"decimal","format":{"pattern":"0.0"}}}]}}`))
	if !known || err != nil {
		t.Fatalf("Describe = %v, %v", known, err)
	}
	want := []Table{{Name: "wards.csv", Address: "wards.csv", Encoding: "iso-8859-14", Delimiter: ";", Columns: []records.Column{
		{Name: "Date of count", As: "date", Missing: []string{"", "n/k"}, DateOrder: "dmy"}, {Name: "n", As: "numeric", Missing: []string{}}, {Name: "p", As: "numeric", Missing: []string{}}}}}
	if diff := cmp.Diff(want, d.Tables, cmp.AllowUnexported(Table{})); diff != "" || d.Title != "Wards" || d.Licences[0] != "https://creativecommons.org/licenses/by/4.0/" {
		t.Errorf("Describe %q, %v (-want +got):\n%s", d.Title, d.Licences, diff)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, raw, want string }{
		{"a path that leaves its folder", `{"resources":[{"name":"a","path":"../../etc/passwd"}]}`, "outside its own folder"},
		{"a path from the root", `{"resources":[{"name":"a","path":"/etc/passwd"}]}`, "outside its own folder"},
		{"another scheme", `{"resources":[{"name":"a","path":"file:///etc/passwd"}]}`, "outside its own folder"},
		{"a Windows path", `{"resources":[{"name":"a","path":"..\\x.csv"}]}`, "outside its own folder"},
		{"several files", `{"resources":[{"name":"a","path":["1.csv","2.csv"]}]}`, "cut into 2 files"},
		{"a schema that leaves its folder", `{"resources":[{"name":"a","path":"a.csv","schema":"../s.json"}]}`, "outside its own folder"},
		{"a table resource that leaves its folder", `{"profile":"tabular-data-resource","name":"a","path":"/etc/passwd"}`, "outside its own folder"},
		{"packed", `{"resources":[{"name":"a","path":"a.csv.gz","compression":"gz"}]}`, "packed"},
		{"no table", `{"resources":[{"name":"a","path":"a.pdf","format":"pdf"}]}`, "no table"},
		{"CSVW without an address", `{"@context":"http://www.w3.org/ns/csvw","tables":[{"tableSchema":{}}]}`, "where the table"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, known, err := Describe([]byte(test.raw))
			var problem datasets.Problem
			if !known || !errors.As(err, &problem) || !strings.Contains(problem.Message, test.want) || problem.Suggestion == "" {
				t.Errorf("Describe = %v, %v, want a Problem that says %q", known, err, test.want)
			}
		})
	}
}

// Lists that are called resources need not be a data package.
func TestIs(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]bool{
		`{"profile":"tabular-data-resource","name":"a","path":"a.csv"}`: true, `{"profile":"tabular-data-resource","name":"a"}`: false,
		whole: true, `{"resources":[{"url":"x"}]}`: false, `{"resources":[]}`: false, `{"resources":[{"name":"x"},{"name":"y"}]}`: false, `[{"resources":1}]`: false, "resources\n1\n": false,
	} {
		if Is([]byte(raw)) != want {
			t.Errorf("Is(%q) = %v", raw, !want)
		}
	}
}

func TestOrderOf(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{"%d/%m/%Y": "dmy", "dd/MM/yyyy": "dmy", "MM/dd/yy": "mdy", "yyyy-MM-dd": "ymd", "default": "", "any": "", "": "", "d MMMM yyyy": "dmy"} {
		if got := orderOf(pattern); got != want {
			t.Errorf("orderOf(%q) = %q, want %q", pattern, got, want)
		}
	}
}

func FuzzDescribe(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(`{"@context":"http://www.w3.org/ns/csvw","tables":[{"url":"a.csv","tableSchema":{"columns":[{"titles":{"en":["x"]}}]}}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var problem datasets.Problem
		d, known, err := Describe(raw)
		if err != nil && !errors.As(err, &problem) {
			t.Fatalf("Describe(%q) = %v, want a Problem", raw, err)
		}
		for _, table := range d.Tables {
			if known && err == nil && strings.HasPrefix(table.Address, "/") {
				t.Fatalf("Describe(%q) leads to %q", raw, table.Address)
			}
		}
		if _, err := Read(raw, records.Request{}); err != nil && !errors.As(err, &problem) {
			t.Fatalf("Read(%q) = %v, want a Problem", raw, err)
		}
	})
}
