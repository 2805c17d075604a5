package main

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2"
	_ "github.com/mattn/go-sqlite3"
	"github.com/xuri/excelize/v2"

	"figurehead/datasets/table"
)

// sqliteIngest reads a CSV file with encoding/csv into SQLite: prepared inserts
// in one transaction. Dates become days and amounts pence, as exact as ours.
func sqliteIngest(file, to string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.ReuseRecord, r.LazyQuotes = true, true
	names, err := r.Read()
	if err != nil {
		return err
	}
	columns := make([]string, len(names))
	for i, name := range names {
		kind := "TEXT"
		if name == "transaction_id" || name == "date" || name == "amount" {
			kind = "INTEGER"
		}
		columns[i] = `"` + strings.ReplaceAll(name, `"`, "") + `" ` + kind
	}
	names = slices.Clone(names)
	db, err := sql.Open("sqlite3", "file:"+to+"?_journal_mode=WAL&_synchronous=FULL&_cache_size=-65536")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE t(" + strings.Join(columns, ", ") + ")"); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	insert, err := tx.Prepare("INSERT INTO t VALUES (" + strings.Repeat("?,", len(names)-1) + "?)")
	if err != nil {
		return err
	}
	values := make([]any, len(names))
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		for i, text := range record {
			if values[i], err = sqliteValue(names[i], text); err != nil {
				return err
			}
		}
		if _, err := insert.Exec(values...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func sqliteValue(name, text string) (any, error) {
	switch name {
	case "transaction_id":
		return strconv.ParseInt(text, 10, 64)
	case "date":
		day, err := table.ParseDay(text)
		return int64(day), err
	case "amount":
		amount, err := table.ParseDecimal(text)
		pence, _ := amount.Scaled(2) // the file has two decimals
		return pence, err
	}
	return text, nil
}

// spendInDuckDB reads the spend with DuckDB's own reader, with the same types.
const spendInDuckDB = "SELECT transaction_id::BIGINT transaction_id, date::DATE date, period, directorate, service, supplier, supplier_type, (round(amount*100))::BIGINT amount, category, gss_code, invoice, capital_revenue FROM read_csv('%s', header=true, types={'period': 'VARCHAR'})"

func openDuckDB() (*sql.DB, error) {
	db, err := sql.Open("duckdb", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	_, err1 := db.Exec("SET memory_limit='512MB'")
	_, err2 := db.Exec("SET threads=2")
	return db, errors.Join(err1, err2)
}

// duckParquet reads the spend into a Parquet file.
func duckParquet(file, to string) error {
	return duckDo(fmt.Sprintf("COPY ("+spendInDuckDB+") TO '%s' (FORMAT parquet, COMPRESSION zstd)", file, to))
}

// duckTable reads the spend into DuckDB's own file.
func duckTable(file, to string) error {
	return duckDo("ATTACH '"+to+"' AS f", fmt.Sprintf("CREATE TABLE f.t AS "+spendInDuckDB, file), "CHECKPOINT f")
}

func duckDo(statements ...string) error {
	db, err := openDuckDB()
	if err != nil {
		return err
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

// excelizeRows reads the first sheet of a workbook as excelize does it fastest:
// row by row, cells as they are stored.
func excelizeRows(file, _ string) error {
	f, err := excelize.OpenFile(file, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetList()[0])
	if err != nil {
		return err
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		if err := w.Write(cells); err != nil {
			return err
		}
		out.Reset()
	}
	return rows.Error()
}
