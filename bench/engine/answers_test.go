package main

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAnswersAgree asks everybody every question of a small file.
func TestAnswersAgree(t *testing.T) {
	folder := t.TempDir()
	f := files{folder: folder, spend: filepath.Join(folder, "spend.csv"), table: filepath.Join(folder, "table"), sqlite: filepath.Join(folder, "db"), duckdb: filepath.Join(folder, "duckdb")}
	if err := writeSpend(f.spend, 5000); err != nil {
		t.Fatal(err)
	}
	for to, read := range map[string]func(from, to string) error{f.table: ownTable, f.sqlite: sqliteIngest, f.duckdb: duckTable} {
		if err := read(f.spend, to); err != nil {
			t.Fatal(err)
		}
	}
	own, err := readTable(f.table)
	if err != nil {
		t.Fatal(err)
	}
	lite, err := sql.Open("sqlite3", "file:"+f.sqlite+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer lite.Close()
	duck, err := openDuckDB()
	if err != nil {
		t.Fatal(err)
	}
	defer duck.Close()
	if _, err := duck.Exec("ATTACH '" + f.duckdb + "' AS f (READ_ONLY); USE f"); err != nil {
		t.Fatal(err)
	}
	for _, s := range shapes {
		got, err := ask(own, s)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		for name, peer := range map[string]func() ([]string, error){"SQLite": func() ([]string, error) { return rowsOf(lite, s.sql) }, "DuckDB": func() ([]string, error) { return rowsOf(duck, s.inDuckDB()) }} {
			want, err := peer()
			if err != nil {
				t.Fatalf("%s: %s: %v", s.name, name, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s answers otherwise (-%s +own):\n%s", s.name, name, name, diff)
			}
		}
	}
}
