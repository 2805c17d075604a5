package parquetfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"figurehead/datasets"
	"figurehead/datasets/records"
	"figurehead/datasets/records/contract"
	"figurehead/datasets/table"
)

// row has a column of each type that is read.
type row struct {
	Name  string   `parquet:"name"`
	Code  *string  `parquet:"code,optional"`
	Count int32    `parquet:"count"`
	Big   uint64   `parquet:"big"`
	Money int64    `parquet:"money,decimal(2:18)"`
	Ratio float64  `parquet:"ratio"`
	Small float32  `parquet:"small"`
	On    int32    `parquet:"on,date"`
	At    int64    `parquet:"at,timestamp(microsecond)"`
	ID    [16]byte `parquet:"id,uuid"`
	Yes   bool     `parquet:"yes"`
	Tags  []string `parquet:"tags,list"`
	Inner struct {
		Ward string `parquet:"ward"`
	} `parquet:"inner"`
}

func written(t testing.TB) []byte {
	t.Helper()
	code := "E05000001"
	rows := []row{
		{Name: "Old \"Town\", east", Code: &code, Count: -7, Big: 1<<64 - 1, Money: -105, Ratio: 0.1, Small: 2.5, On: 17562, At: 1517356800_000000, ID: [16]byte{1, 2, 15: 255}, Yes: true, Tags: []string{"a", "b"}},
		{Name: "Lines\nof text", Count: 12, Money: 1234567890123456, Ratio: 1e21, On: -1, At: 1517356861_000000},
	}
	rows[1].Inner.Ward = "North"
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wide makes a file of as many columns.
func wide(rows, columns, size int) []byte {
	var fields []reflect.StructField
	for i := range columns {
		fields = append(fields, reflect.StructField{Name: "C" + strings.Repeat("x", i+1), Type: reflect.TypeFor[string]()})
	}
	shape := reflect.StructOf(fields)
	value := reflect.New(shape).Elem()
	value.Field(0).SetString(strings.Repeat("x", size))
	var b bytes.Buffer
	w := parquet.NewWriter(&b, parquet.SchemaOf(value.Interface()))
	for range rows {
		if err := w.Write(value.Interface()); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Hold(t, contract.Case{Read: Read, Whole: written(t), Make: wide, MostBytes: MaxFileBytes})
}

func TestTypes(t *testing.T) {
	t.Parallel()
	got, err := Read(written(t), records.Request{})
	if err != nil {
		t.Fatal(err)
	}
	want := `name,code,count,big,money,ratio,small,on,at,id,yes,tags,inner.ward
"Old ""Town"", east",E05000001,-7,18446744073709551615,-1.05,0.1,2.5,2018-01-31,2018-01-31,01020000-0000-0000-0000-0000000000ff,true,a; b,
"Lines
of text",,12,0,12345678901234.56,1000000000000000000000,0,1969-12-31,2018-01-31 00:01:01,00000000-0000-0000-0000-000000000000,false,,North
`
	if string(got.Text) != want {
		t.Errorf("Read = %s\nwant %s", got.Text, want)
	}
	for i, as := range []string{"text", "text", "numeric", "numeric", "numeric", "numeric", "numeric", "date", "date", "code", "", "", "text"} {
		if got.Columns[i].As != as {
			t.Errorf("%q is told to be %q, want %q", got.Columns[i].Name, got.Columns[i].As, as)
		}
	}
}

// Files of other writers.
func TestOtherWriters(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ file, starts string }{
		{"fixed_length_decimal.parquet", "value\n1.00\n2.00\n"},
		{"list_columns.parquet", "int64_list,utf8_list\n1; 2; 3,abc; efg; hij\n1,\n4,efg; hij; xyz\n"},
		{"nulls.snappy.parquet", "b_struct.b_c_int\n\n\n"},
	} {
		raw, err := os.ReadFile(filepath.Join("testdata", test.file))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(raw, records.Request{})
		if err != nil || !bytes.HasPrefix(got.Text, []byte(test.starts)) {
			t.Errorf("%s: Read = %.200q, %v, want %q", test.file, got.Text, err, test.starts)
		}
	}
}

// A footer that promises more rows than a table may have is refused before
// anything is read.
func TestTooManyRows(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	type one struct{ A bool }
	w := parquet.NewGenericWriter[one](&b)
	rows := make([]one, 100_000)
	for range table.MaxRows/len(rows) + 1 {
		if _, err := w.Write(rows); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Read(b.Bytes(), records.Request{})
	var problem datasets.Problem
	if !errors.As(err, &problem) || !strings.Contains(problem.Message, "2 million rows") {
		t.Errorf("Read of a file of %d bytes = %v, want a Problem about its rows", b.Len(), err)
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	raw := written(t)
	for _, test := range []struct {
		raw  []byte
		want bool
	}{{raw, true}, {raw[:len(raw)/2], true}, {[]byte("PAR1,b\n1,2\n"), false}, {[]byte("a,b\n"), false}} {
		if Is(test.raw) != test.want {
			t.Errorf("Is(%.20q) = %v", test.raw, !test.want)
		}
	}
}

// A file that says it ends with more than it holds costs no memory.
func TestLengthOfTheEnd(t *testing.T) {
	raw := bytes.Clone(written(t))
	for _, length := range []uint32{uint32(len(raw)) - 11, 1 << 31, 1<<32 - 1} {
		binary.LittleEndian.PutUint32(raw[len(raw)-8:], length)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Read(raw, records.Request{})
		runtime.ReadMemStats(&after)
		if p := (datasets.Problem{}); !errors.As(err, &p) {
			t.Errorf("an end of %d bytes: %v, want a problem", length, err)
		}
		if got := after.TotalAlloc - before.TotalAlloc; got > 1<<20 {
			t.Errorf("an end of %d bytes took %d bytes of memory", length, got)
		}
	}
	if _, err := Read([]byte("PAR1PAR1"), records.Request{}); err == nil {
		t.Error("two marks alone were read")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(f))
	random := rand.New(rand.NewPCG(1, 2))
	for range 4 {
		raw := bytes.Clone(written(f))
		raw[random.IntN(len(raw))] ^= 1
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := Read(raw, records.Request{})
		var problem datasets.Problem
		if err != nil && !errors.As(err, &problem) || err == nil && got.Rows == 0 {
			t.Fatalf("Read = %d rows, %v", got.Rows, err)
		}
	})
}
