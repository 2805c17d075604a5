package onscsv

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

const wholeV4 = `v4_1,Data Marking,calendar-years,Time,geography,Geography
1817.50,,2022,2022,E07000070,Chelmsford
19273,p,2022,2022,E07000071,"Colchester, city"
,[c],2022,2022,E07000076,Tendring
`

const wholeSeries = `"Title","CPIH ANNUAL RATE"
"CDID","L55O"
"PreUnit",""
"Unit","%"
"Important notes",
"2022","7.9"
"2023","6.80"
"2023 Q1","8.9"
"2023 JAN","8.8"
`

func wideV4(rows, columns, size int) []byte {
	var b bytes.Buffer
	columns -= columns % 2 // no column about the number, and pairs
	b.WriteString("v4_0")
	for i := range columns {
		fmt.Fprintf(&b, ",c%d", i)
	}
	for row := range rows {
		fmt.Fprintf(&b, "\n%d,%s%s", row, strings.Repeat("x", size), strings.Repeat(",y", columns-1))
	}
	b.WriteString("\n")
	return b.Bytes()
}

func wideSeries(rows, columns, size int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "Title,%s%s\nCDID%s", strings.Repeat("x", size), strings.Repeat(",y", columns-2), strings.Repeat(",z", columns-1))
	for row := range rows {
		fmt.Fprintf(&b, "\n%d%s", 2000+row, strings.Repeat(",1", columns-1))
	}
	b.WriteString("\n")
	return b.Bytes()
}

func TestContract(t *testing.T) {
	t.Parallel()
	t.Run("v4", func(t *testing.T) {
		t.Parallel()
		contract.Hold(t, contract.Case{Read: ReadV4, Whole: []byte(wholeV4), Lines: true, Make: wideV4, MostBytes: 256 << 20})
	})
	t.Run("series", func(t *testing.T) {
		t.Parallel()
		yearly := wholeSeries[:strings.Index(wholeSeries, "\"2023 Q1")]
		contract.Hold(t, contract.Case{Read: ReadSeries, Whole: []byte(yearly), Lines: true, Make: wideSeries, MostBytes: 256 << 20})
	})
}

func TestV4(t *testing.T) {
	t.Parallel()
	got, err := ReadV4([]byte(wholeV4), records.Request{})
	want := "Value,Status,Time code,Time,Geography code,Geography\n1817.50,,2022,2022,E07000070,Chelmsford\n19273,Provisional,2022,2022,E07000071,\"Colchester, city\"\n[c],,2022,2022,E07000076,Tendring\n"
	if err != nil || string(got.Text) != want {
		t.Fatalf("ReadV4 = %q, %v, want %q", got.Text, err, want)
	}
	for i, drop := range []bool{false, false, true, false, false, false} {
		if got.Columns[i].Drop != drop {
			t.Errorf("column %q is dropped: %v", got.Columns[i].Name, got.Columns[i].Drop)
		}
	}
}

// Years, quarters or months of one series; rows keep their numbers.
func TestSeries(t *testing.T) {
	t.Parallel()
	const above = "Title,CPIH ANNUAL RATE\nCDID,L55O\nPreUnit,\nUnit,%\n"
	for part, want := range map[string]string{
		"":         above + "Period,CPIH ANNUAL RATE\n2022,7.9\n2023,6.80\n\n\n",
		"quarters": above + "Period,CPIH ANNUAL RATE\n\n\n2023 Q1,8.9\n\n",
		"months":   above + "Period,CPIH ANNUAL RATE\n\n\n\n2023 JAN,8.8\n",
	} {
		got, err := ReadSeries([]byte(wholeSeries), records.Request{Part: part})
		if err != nil || string(got.Text) != want || got.Header != 5 || got.Sure || len(got.Parts) != 3 {
			t.Errorf("ReadSeries(%q) = %q, header %d, %v, want %q", part, got.Text, got.Header, err, want)
		}
		if c := got.Columns[1]; c.As != "percentage" || c.Unit != "%" {
			t.Errorf("the unit of %+v is not per cent", c)
		}
	}
}

func TestUnitsOfSeries(t *testing.T) {
	t.Parallel()
	got, err := ReadSeries([]byte("Title,Spending,People\nCDID,A,B\nPreUnit,£,\nUnit,m,000s\n2022,1,2\n"), records.Request{})
	if err != nil || got.Columns[1].Unit != "£ million" || got.Columns[2].Unit != "thousand" || !got.Sure {
		t.Errorf("ReadSeries = %+v, %v", got.Columns, err)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		read contract.Reader
		raw  string
		part string
		want string
	}{
		{"V4: a row of another width", ReadV4, "v4_0,a,A\n1,x,X,y\n", "", "4 values under 3"},
		{"V4: no pairs", ReadV4, "v4_1,Data Marking,a,A,b\n1,,x,X,y\n", "", "not pairs"},
		{"V4: no rows", ReadV4, "v4_0,a,A\n", "", "no rows"},
		{"series: no such grain", ReadSeries, wholeSeries, "weeks", "no weeks"},
		{"series: a row of something else", ReadSeries, wholeSeries + "Total,5\n", "", "no year, quarter or month"},
		{"series: no numbers", ReadSeries, "Title,x\nCDID,y\n", "", "no numbers"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := test.read([]byte(test.raw), records.Request{Part: test.part})
			var problem datasets.Problem
			if !errors.As(err, &problem) || !strings.Contains(problem.Message, test.want) {
				t.Errorf("Read = %v, want a Problem that says %q", err, test.want)
			}
		})
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		raw        string
		v4, series bool
	}{
		{wholeV4, true, false}, {"\ufeffV4_2,a,b\n", true, false}, {"v4_x,a\n", false, false},
		{wholeSeries, false, true}, {"Title,Year\nA,2020\n", false, false}, {"title,x\r\ncdid,y\r\n", false, true},
	} {
		if IsV4([]byte(test.raw)) != test.v4 || IsSeries([]byte(test.raw)) != test.series {
			t.Errorf("%q: V4 %v, series %v", test.raw, IsV4([]byte(test.raw)), IsSeries([]byte(test.raw)))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(wholeV4), "")
	f.Add([]byte(wholeSeries), "months")
	f.Fuzz(func(t *testing.T, raw []byte, part string) {
		for _, read := range []contract.Reader{ReadV4, ReadSeries} {
			got, err := read(raw, records.Request{Part: part})
			var problem datasets.Problem
			if err != nil && !errors.As(err, &problem) || err == nil && got.Rows == 0 {
				t.Fatalf("Read(%q, %q) = %d rows, %v", raw, part, got.Rows, err)
			}
		}
	})
}
