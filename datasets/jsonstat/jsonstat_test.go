package jsonstat

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/records"
	"figurehead/datasets/records/contract"
)

// A cube of the documented shape: two places, two years, two measures; one
// number is confidential, one provisional.
const whole = `{"version":"2.0","class":"dataset","label":"Homes","source":"Example Office","updated":"2024-05-01",
"id":["area","year","measure"],"size":[2,2,2],"role":{"time":["year"],"geo":["area"],"metric":["measure"]},
"dimension":{"area":{"label":"Area","category":{"index":["E07000070","E07000071"],"label":{"E07000070":"Chelmsford","E07000071":"Colchester"}}},
"year":{"label":"Year","category":{"index":{"2022":0,"2023":1}}},
"measure":{"label":"Measure","category":{"index":["n","p"],"label":{"n":"Homes built","p":"Affordable"},"unit":{"n":{"decimals":0,"base":"homes"},"p":{"decimals":1,"label":"%"}}}}},
"value":[700,20.5,null,18.10,640,null,655,30],"status":{"2":"C","7":"P"}}
`

const laidOut = `Area,Area code,Year,Homes built,Affordable,Affordable status
Chelmsford,E07000070,2022,700,20.5,
Chelmsford,E07000070,2023,[c],18.10,
Colchester,E07000071,2022,640,,
Colchester,E07000071,2023,655,30,Provisional
`

// wide makes a cube of many dimensions with one category each but for the last.
func wide(rows, columns, size int) []byte {
	var ids, sizes, dimensions, codes, values []string
	for i := range columns - 1 {
		ids, sizes = append(ids, fmt.Sprintf("%q", fmt.Sprint("d", i))), append(sizes, "1")
		dimensions = append(dimensions, fmt.Sprintf(`"d%d":{"category":{"label":{"c":"%s"}}}`, i, strings.Repeat("x", map[bool]int{true: size, false: 1}[i == 0])))
	}
	for i := range rows {
		codes, values = append(codes, fmt.Sprintf(`"r%d"`, i)), append(values, fmt.Sprint(i))
	}
	dimensions = append(dimensions, `"last":{"category":{"index":[`+strings.Join(codes, ",")+`]}}`)
	return fmt.Appendf(nil, `{"class":"dataset","id":[%s,"last"],"size":[%s,%d],"dimension":{%s},"value":[%s]}`,
		strings.Join(ids, ","), strings.Join(sizes, ","), rows, strings.Join(dimensions, ","), strings.Join(values, ","))
}

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Hold(t, contract.Case{Read: Read, Whole: []byte(whole), Make: wide, MostBytes: 50 << 20})
}

func TestRead(t *testing.T) {
	t.Parallel()
	one := `{"class":"dataset","id":["a"],"size":[3],"dimension":{"a":{"category":{"index":["x","y","z"]}}},`
	for _, test := range []struct{ name, raw, want string }{
		{"labels, codes, measures, statuses", whole, laidOut},
		{"sparse", one + `"value":{"0":1.50,"2":3}}`, "a,Value\nx,1.50\nz,3\n"},
		{"sparse with a reason", one + `"value":{"0":1},"status":{"1":"Q"}}`, "a,Value\nx,1\ny,[s]\n"},
		{"one status for all", one + `"value":[1,2,null],"status":"e"}`, "a,Value,Status\nx,1,Estimated\ny,2,Estimated\nz,[x],\n"},
		{"a status of no list", one + `"value":[1,2,null],"status":["","new method",""]}`, "a,Value,Status\nx,1,\ny,2,new method\nz,,\n"},
		{"texts in place of numbers", one + `"value":[1,"..",3]}`, "a,Value\nx,1\ny,..\nz,3\n"},
		{"all digits", one + `"value":[12345678901234567890.10,1e2,-0.5]}`, "a,Value\nx,12345678901234567890.10\ny,1e2\nz,-0.5\n"},
		{"a bundle of 1.x", `{"dataset":{"label":"x","dimension":{"id":["a","b"],"size":[1,2],"role":{"time":["b"]},"a":{"category":{"label":{"u":"Only"}}},"b":{"category":{"index":{"2020":0,"2021":1}}}},"value":[5,6]}}`, "a,b,Value\nOnly,2020,5\nOnly,2021,6\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read([]byte(test.raw), records.Request{})
			if err != nil || trimmed(got.Text) != trimmed([]byte(test.want)) {
				t.Errorf("Read = %q, %v, want %q", got.Text, err, test.want)
			}
			if !Is([]byte(test.raw)) {
				t.Error("it is not known for JSON-stat")
			}
		})
	}
}

// trimmed takes the empty cells off the ends of lines.
func trimmed(text []byte) string {
	var b strings.Builder
	for line := range bytes.Lines(text) {
		b.Write(bytes.TrimRight(line, ",\n"))
		b.WriteByte('\n')
	}
	return b.String()
}

func TestProblems(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, raw, want string }{
		{"too few numbers", strings.Replace(whole, "655,30]", "655]", 1), "7 numbers for 8 combinations"},
		{"a category too few", strings.Replace(whole, `"2023":1`, `"2023":5`, 1), "at one place"},
		{"a dimension that is not described", strings.Replace(whole, `"id":["area"`, `"id":["ward"`, 1), "named but not described"},
		{"a status beyond the end", strings.Replace(whole, `"7":"P"`, `"8":"P"`, 1), "place 8 of 8"},
		{"values twice", strings.Replace(whole, `"status":`, `"value":[1],"status":`, 1), "twice"},
		{"far too large", `{"class":"dataset","id":["a","b"],"size":[100000,100000],"dimension":{},"value":{}}`, "not described"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read([]byte(test.raw), records.Request{})
			var problem datasets.Problem
			if !errors.As(err, &problem) || !strings.Contains(problem.Message, test.want) || problem.Suggestion == "" {
				t.Errorf("Read = %v, want a Problem that says %q", err, test.want)
			}
		})
	}
}

// Other JSON is not taken for JSON-stat.
func TestIs(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{`[{"dimension":1,"value":2}]`, `{"dimension":"a","value":3}`, whole[:len(whole)-5], "dimension,value\n1,2\n"} {
		if Is([]byte(raw)) {
			t.Errorf("Is(%q)", raw)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(whole))
	f.Add(wide(2, 3, 1))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := Read(raw, records.Request{})
		var problem datasets.Problem
		if err != nil && !errors.As(err, &problem) || err == nil && got.Rows == 0 {
			t.Fatalf("Read(%q) = %d rows, %v", raw, got.Rows, err)
		}
	})
}
