package oracle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/table"
)

// benchRows is the size of the council's spend that is read and asked.
const benchRows = 1_000_000

// spendCSV is council spend of 12 columns, the same every time.
var spendCSV = sync.OnceValue(func() []byte {
	r := rand.New(rand.NewPCG(7, 7))
	supplier := rand.NewZipf(r, 1.2, 4, 4999)
	directorates := []string{"Adult Social Care", "Children's Services", "Environment", "Housing", "Public Health", "Resources", "Regeneration", "Highways", "Education", "Chief Executive's"}
	var out bytes.Buffer
	out.WriteString("transaction_id,date,period,directorate,service,supplier,supplier_type,amount,category,gss_code,postcode,capital_revenue\n")
	start := table.Date(2019, 4, 1)
	for i := range benchRows {
		day, s := start+table.Day(r.IntN(365*7)), supplier.Uint64()
		amount := r.ExpFloat64() * 1500
		if r.IntN(50) == 0 {
			amount = -amount
		}
		purpose := "Revenue"
		if r.IntN(9) == 0 {
			purpose = "Capital"
		}
		fmt.Fprintf(&out, "%d,%s,%s,%s,Service %03d,\"Supplier %04d, Ltd\",%s,%.2f,Category %02d,E0900%04d,SE%d %d%c%c,%s\n",
			1_000_000+i, day, day.String()[:7], directorates[r.IntN(len(directorates))], r.IntN(120), s,
			[]string{"Company", "Charity", "Individual", "Public body"}[s%4], amount, r.IntN(60), r.IntN(33)+1, r.IntN(28)+1, r.IntN(9)+1,
			'A'+rune(r.IntN(20)), 'A'+rune(r.IntN(20)), purpose)
	}
	return out.Bytes()
})

// cpu is the processor time that the process has used: user and system.
func cpu() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// measure runs work b.N times and reports the processor time of the fastest.
func measure(b *testing.B, work func()) {
	b.Helper()
	fastest := time.Duration(0)
	for b.Loop() {
		start := cpu()
		work()
		if used := cpu() - start; fastest == 0 || used < fastest {
			fastest = used
		}
	}
	b.ReportMetric(float64(fastest.Microseconds())/1000, "cpu-ms")
}

// spendRecipe is how the file is read, found once.
var spendRecipe = sync.OnceValues(func() (datasets.Recipe, error) {
	reading, err := intake.Propose(context.Background(), "spend.csv", spendCSV(), intake.Options{})
	return reading.Recipe, err
})

// BenchmarkIngest reads the file to a verified Snapshot on disk: sha256 of the
// bytes, typed columns, profiles, digest, column file.
func BenchmarkIngest(b *testing.B) {
	raw := spendCSV()
	recipe, err := spendRecipe()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("columns", func(b *testing.B) {
		measure(b, func() {
			size := ingest(b, raw, recipe)
			b.ReportMetric(float64(size)/float64(len(raw)), "size/CSV")
		})
	})
	b.Run("sqlite", func(b *testing.B) {
		measure(b, func() { ingestSQL(b, raw).Close() })
	})
}

func ingest(b *testing.B, raw []byte, recipe datasets.Recipe) int64 {
	sha256.Sum256(raw)
	reading, err := intake.Read(context.Background(), raw, recipe, intake.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for column := range reading.Table.Fields() {
		reading.Table.Profile(column)
	}
	file, err := os.Create(filepath.Join(b.TempDir(), "table"))
	if err != nil {
		b.Fatal(err)
	}
	size, err := reading.Table.WriteTo(file)
	if err != nil {
		b.Fatal(err)
	}
	if err := file.Sync(); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	return size
}

// ingestSQL is encoding/csv with prepared inserts in one transaction.
func ingestSQL(b *testing.B, raw []byte) *sql.DB {
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "spend.db")+"?_journal_mode=WAL&_synchronous=FULL&_cache_size=-65536")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE t(transaction_id INTEGER, date INTEGER, period TEXT, directorate TEXT, service TEXT, supplier TEXT, supplier_type TEXT, amount INTEGER, category TEXT, gss_code TEXT, postcode TEXT, capital_revenue TEXT) STRICT"); err != nil {
		b.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	insert, err := tx.Prepare("INSERT INTO t VALUES (" + strings.Repeat("?,", 11) + "?)")
	if err != nil {
		b.Fatal(err)
	}
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.ReuseRecord = true
	for row := 0; ; row++ {
		record, err := reader.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
		if row == 0 {
			continue
		}
		if _, err := insert.Exec(spendValues(b, record)...); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return db
}

func spendValues(b *testing.B, record []string) []any {
	values := make([]any, len(record))
	for i, text := range record {
		values[i] = text
	}
	day, err := table.ParseDay(record[1])
	if err != nil {
		b.Fatal(err)
	}
	amount, err := table.ParseDecimal(record[7])
	if err != nil {
		b.Fatal(err)
	}
	values[1] = int64(day)
	values[7], _ = amount.Scaled(2) // the file has two decimals
	return values
}

// BenchmarkQuery asks the same of our columns and of SQLite without an index.
func BenchmarkQuery(b *testing.B) {
	recipe, err := spendRecipe()
	if err != nil {
		b.Fatal(err)
	}
	reading, err := intake.Read(context.Background(), spendCSV(), recipe, intake.Options{})
	if err != nil {
		b.Fatal(err)
	}
	db := ingestSQL(b, spendCSV())
	defer db.Close()
	for _, shape := range shapes {
		q, err := datasets.ParseQuery([]byte(`{"version":1,"steps":[` + shape.steps + `]}`))
		if err != nil {
			b.Fatal(err)
		}
		agree(b, q, reading.Table, db, shape.sql)
		b.Run(shape.name+"/columns", func(b *testing.B) {
			measure(b, func() {
				if _, err := datasets.Run(context.Background(), q, reading.Table); err != nil {
					b.Fatal(err)
				}
			})
		})
		b.Run(shape.name+"/sqlite", func(b *testing.B) {
			measure(b, func() { readAll(b, db, shape.sql) })
		})
	}
}

// agree demands one answer before the time is taken.
func agree(b *testing.B, q datasets.Query, t *table.Table, db *sql.DB, statement string) {
	b.Helper()
	r, err := datasets.Run(context.Background(), q, t)
	if err != nil {
		b.Fatal(err)
	}
	var got []string
	for _, row := range r.Rows {
		line := ""
		for i, c := range row {
			text := c.String()
			if r.Fields[i].Name == "s" || r.Fields[i].Name == "sum" {
				n, _ := c.Number.Scaled(2) // pence, as in SQLite
				text = fmt.Sprint(n)
			}
			line += text + "|"
		}
		got = append(got, line)
	}
	if want := readAll(b, db, statement); strings.Join(want, "\n") != strings.Join(got, "\n") {
		b.Fatalf("%s gives\n%s\nand the columns\n%s", statement, strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
}

func readAll(b *testing.B, db *sql.DB, statement string) []string {
	rows, err := db.Query(statement)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	var lines []string
	for rows.Next() {
		values := make([]any, len(names))
		for i := range values {
			values[i] = new(string)
		}
		if err := rows.Scan(values...); err != nil {
			b.Fatal(err)
		}
		line := ""
		for _, v := range values {
			line += *v.(*string) + "|"
		}
		lines = append(lines, line)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return lines
}
