package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/export"
	"figurehead/datasets/intake"
	"figurehead/datasets/parquetfile"
	"figurehead/datasets/table"
)

var queryCommand = command{
	Name:    "query",
	Usage:   "--data FILE|URL --query FILE|- [--from ID=FILE|URL] [--recipe FILE] [--format NAME] [-o OUT]",
	Summary: "run a query on a data file and print its result",
	Help: `It reads a data file as inspect does, runs a query on its table and prints the
result with all digits. What nothing in the file proves about the reading is
said on standard error; give a recipe to settle it. Nothing is stored.

  --data FILE    the data, or an address that begins with https:// or http://
  --query FILE   the query (docs/reference/query.md); - reads standard input
  --from ID=FILE numbers that a join takes from the snapshot ID are looked up in
                 this file or address; once for each that the query names
  --recipe FILE  read the data by this recipe, the "recipe" of inspect --json
  --format NAME  csv, json, xlsx, parquet, or result, which a figure is drawn from:
                 the rows with the kind, unit and role of each column. Without it
                 the ending of OUT, else csv
  -o OUT         write this file instead of standard output`,
	Run: runQuery,
}

// queryFormats write a Result; About is for those that have room for it.
var queryFormats = map[string]func(io.Writer, datasets.Result, export.About) error{
	"csv":     func(w io.Writer, r datasets.Result, _ export.About) error { return export.CSV(w, r) },
	"json":    export.JSON,
	"result":  writeResult,
	"xlsx":    export.XLSX,
	"parquet": parquetfile.Write,
}

// writeResult writes a Result as an Edition keeps it, with a field or a row a line.
func writeResult(w io.Writer, r datasets.Result, _ export.About) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	var parts struct{ Fields, Rows, Missing []json.RawMessage }
	if err := json.Unmarshal(raw, &parts); err != nil {
		return err
	}
	out := jsonLines([]byte(`{"fields":`), parts.Fields)
	out = jsonLines(append(out, `,"rows":`...), parts.Rows)
	if len(parts.Missing) > 0 {
		out = jsonLines(append(out, `,"missing":`...), parts.Missing)
	}
	_, err = w.Write(append(out, "}\n"...))
	return err
}

// jsonLines adds a list with an element a line.
func jsonLines(out []byte, list []json.RawMessage) []byte {
	out = append(out, '[')
	for i, element := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(out, '\n'), element...)
	}
	return append(out, "\n]"...)
}

// queryRequest is what the command line asks.
type queryRequest struct {
	data, query, recipe, format, out string
	from                             map[string]string // files or addresses, by what a join calls them
}

func runQuery(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	q, err := parseQueryFlags(args)
	if err != nil {
		return err
	}
	query, err := q.readQuery(stdin)
	if err != nil {
		return fmt.Errorf("query %s: %w", q.query, err)
	}
	in, err := readTable(ctx, q.data, q.recipe == "")
	if err != nil {
		return fmt.Errorf("query %s: %w", q.data, err)
	}
	reading, err := inspectRequest{from: q.data, recipe: q.recipe}.read(ctx, in)
	if err != nil {
		return fmt.Errorf("query %s: %w", q.data, err)
	}
	if q.recipe == "" {
		sayGuesses(stderr, reading)
	}
	if query, err = q.withReferences(ctx, query, stderr); err != nil {
		return err
	}
	result, err := datasets.Run(ctx, query, reading.Table)
	if err != nil {
		return fmt.Errorf("query %s: %w", q.data, err)
	}
	about := export.About{Retrieved: time.Now(), SHA256: reading.SHA256, Source: sourceOf(q.data)}
	write := func(w io.Writer) error { return queryFormats[q.format](w, result, about) }
	if q.out == "" {
		return write(stdout)
	}
	return writeWhole(q.out, write)
}

func parseQueryFlags(args []string) (queryRequest, error) {
	q := queryRequest{from: map[string]string{}}
	flags := newFlags("query")
	flags.StringVar(&q.data, "data", "", "")
	flags.StringVar(&q.query, "query", "", "")
	flags.StringVar(&q.recipe, "recipe", "", "")
	flags.Func("from", "", func(value string) error {
		id, file, found := strings.Cut(value, "=")
		if !found || id == "" || file == "" {
			return fmt.Errorf("%q is not ID=FILE", value)
		}
		q.from[id] = file
		return nil
	})
	flags.StringVar(&q.format, "format", "", "")
	flags.StringVar(&q.out, "o", "", "")
	words, err := parseFlags(flags, args)
	if err != nil {
		return q, err
	}
	if q.data == "" || q.query == "" || len(words) > 0 {
		return q, badUsage("query needs --data FILE and --query FILE; figurehead help query shows how")
	}
	if q.format == "" {
		q.format = "csv"
		if ending := strings.TrimPrefix(filepath.Ext(q.out), "."); queryFormats[ending] != nil {
			q.format = ending
		}
	}
	if queryFormats[q.format] == nil {
		return q, badUsage("there is no format %q; the formats are %s", q.format, strings.Join(slices.Sorted(maps.Keys(queryFormats)), ", "))
	}
	return q, nil
}

// withReferences reads the tables that joins take numbers from.
func (q queryRequest) withReferences(ctx context.Context, query datasets.Query, stderr io.Writer) (datasets.Query, error) {
	tables := map[string]*table.Table{}
	for _, id := range query.References() {
		from := q.from[id]
		if from == "" {
			return query, badUsage("the query takes numbers from %q; say where they are: --from %s=FILE", id, id)
		}
		in, err := readTable(ctx, from, true)
		if err != nil {
			return query, fmt.Errorf("query %s: %w", from, err)
		}
		reading, err := inspectRequest{from: from}.read(ctx, in)
		if err != nil {
			return query, fmt.Errorf("query %s: %w", from, err)
		}
		sayGuesses(stderr, reading)
		tables[id] = reading.Table
	}
	for id := range q.from {
		if tables[id] == nil {
			return query, badUsage("the query takes no numbers from %q", id)
		}
	}
	return query.With(tables), nil
}

func (q queryRequest) readQuery(stdin io.Reader) (datasets.Query, error) {
	in := stdin
	if q.query != "-" {
		file, err := os.Open(q.query)
		if err != nil {
			return datasets.Query{}, err
		}
		defer file.Close()
		in = file
	}
	raw, err := io.ReadAll(io.LimitReader(in, datasets.MaxQueryBytes+1))
	if err != nil {
		return datasets.Query{}, err
	}
	return datasets.ParseQuery(raw)
}

// sayGuesses names what the reading took for granted.
func sayGuesses(w io.Writer, r intake.Reading) {
	for _, s := range r.Sentences {
		if s.Guess {
			fmt.Fprintf(w, "? %s: %s\n", s.Topic, s.Text)
		}
	}
}

// sourceOf names the address of data that has one.
func sourceOf(data string) datasets.Source {
	if strings.HasPrefix(data, "https://") || strings.HasPrefix(data, "http://") {
		return datasets.Source{Kind: "url", Address: data}
	}
	return datasets.Source{Kind: "upload"}
}
