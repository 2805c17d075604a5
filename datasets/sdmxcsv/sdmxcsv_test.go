package sdmxcsv

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

const whole = `DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,NOTE
EX:UNE(1.0),A,"E12000006",2022,3.40,A,F,"a, b"
EX:UNE(1.0),M,E12000006,2023-M04,,Q,F,
EX:UNE(1.0),M,E12000006,2023-M05,12,P,F,x
EX:UNE(1.0),M,E12000007,2023-M05,NaN,A,C,x
`

func wide(rows, columns, size int) []byte {
	var b bytes.Buffer
	b.WriteString("DATAFLOW,OBS_VALUE")
	for i := range columns - 2 {
		fmt.Fprintf(&b, ",D%d", i)
	}
	for row := range rows {
		fmt.Fprintf(&b, "\n%s,%d%s", strings.Repeat("x", size), row, strings.Repeat(",y", columns-2))
	}
	b.WriteString("\n")
	return b.Bytes()
}

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Hold(t, contract.Case{Read: Read, Whole: []byte(strings.Replace(whole, ",A,\"E12000006\",2022,", ",M,E12000006,2023-M03,", 1)), Lines: true, Make: wide, MostBytes: 256 << 20})
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, raw, part, want string }{
		{"the length with most rows; others blank", whole, "", "DATAFLOW,FREQ,REF_AREA,Period,Value,Status,CONF_STATUS,NOTE\n\nEX:UNE(1.0),M,E12000006,2023-04,[s],,F,\nEX:UNE(1.0),M,E12000006,2023-05,12,Provisional,F,x\nEX:UNE(1.0),M,E12000007,2023-05,[c],,C,x\n"},
		{"years", whole, "years", "DATAFLOW,FREQ,REF_AREA,Period,Value,Status,CONF_STATUS,NOTE\nEX:UNE(1.0),A,E12000006,2022,3.40,,F,\"a, b\"\n\n\n\n"},
		{"flags of Eurostat", "DATAFLOW,LAST UPDATE,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nE:X(1.0),01/02/24,UKH,2020,1.5,bp\nE:X(1.0),01/02/24,UKH,2021,,c\n", "", "DATAFLOW,LAST UPDATE,geo,Period,Value,Status\nE:X(1.0),01/02/24,UKH,2020,1.5,Break; Provisional\nE:X(1.0),01/02/24,UKH,2021,[c],\n"},
		{"labels beside codes", "STRUCTURE;STRUCTURE_ID;ACTION;REF_AREA: Area;OBS_VALUE: Value\ndataflow;X;I;E1: Essex, county;2\n", "", "STRUCTURE,STRUCTURE_ID,ACTION,Area,Area code,Value\ndataflow,X,I,\"Essex, county\",E1,2\n"},
		{"rows that delete", "STRUCTURE,STRUCTURE_ID,ACTION,A,OBS_VALUE\ndataflow,X,D,a,1\ndataflow,X,I,b,2\n", "", "STRUCTURE,STRUCTURE_ID,ACTION,A,Value\n\ndataflow,X,I,b,2\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := Read([]byte(test.raw), records.Request{Part: test.part})
			if err != nil || string(got.Text) != test.want {
				t.Errorf("Read = %q, %v, want %q", got.Text, err, test.want)
			}
			if !Is([]byte(test.raw)) {
				t.Error("it is not known for SDMX-CSV")
			}
		})
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, raw, part, want string }{
		{"no such length", whole, "weeks", "no weeks"},
		{"too many values", "DATAFLOW,OBS_VALUE\nx,1,2\n", "", "3 values under 2"},
		{"no rows", "DATAFLOW,OBS_VALUE\n", "", "no rows"},
		{"cut", "DATAFLOW,A,OBS_VALUE\nx,1,2\nx,1", "", "middle of row 3"},
		{"a quotation mark that is never closed", "DATAFLOW,A,OBS_VALUE\nx,\"1,2\n", "", "never closed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read([]byte(test.raw), records.Request{Part: test.part})
			var problem datasets.Problem
			if !errors.As(err, &problem) || !strings.Contains(problem.Message, test.want) {
				t.Errorf("Read = %v, want a Problem that says %q", err, test.want)
			}
		})
	}
}

// What makes a number doubtful is said.
func TestWarnings(t *testing.T) {
	t.Parallel()
	got, err := Read([]byte("DATAFLOW,OBS_VALUE,CONF_STATUS,UNIT_MULT\nx,7,N,0\nx,8,F,3\nx,9,F,3"), records.Request{})
	if err != nil || len(got.Problems) != 2 {
		t.Fatalf("Read = %v, %v, want two warnings", got.Problems, err)
	}
	if !strings.Contains(got.Problems[0].Message, "no line end") || !strings.Contains(got.Problems[1].Message, "confidential") || got.Problems[1].Row != 2 {
		t.Errorf("problems = %v", got.Problems)
	}
	found := false
	for _, s := range got.Said {
		found = found || s.Topic == "Numbers" && s.Guess
	}
	if !found || got.Columns[1].Unit != "" {
		t.Errorf("nothing is said of rows in thousands and in ones: %v", got.Said)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(whole), "years")
	f.Add([]byte("STRUCTURE,STRUCTURE_ID,ACTION,A: B,OBS_VALUE\nd,X,D,a: b,1\nd,X,I,b,2"), "")
	f.Fuzz(func(t *testing.T, raw []byte, part string) {
		got, err := Read(raw, records.Request{Part: part})
		var problem datasets.Problem
		if err != nil && !errors.As(err, &problem) || err == nil && got.Rows == 0 {
			t.Fatalf("Read(%q, %q) = %d rows, %v", raw, part, got.Rows, err)
		}
	})
}
