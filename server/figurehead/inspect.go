package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/table"
	"figurehead/server/publishing"
)

var inspectCommand = command{
	Name:    "inspect",
	Usage:   "[--sheet NAME] [--part PATH] [--recipe FILE] [--json] FILE|URL",
	Summary: "say how a data file is read",
	Help: `It reads a file, or an address that begins with https:// or http://, and says
in sentences how: encoding, header row, kinds, totals, missing cells, what is
unusual. Sentences that nothing in the file proves begin with a question mark.
Nothing is stored. A file that cannot be read is one sentence and exit code 1.

  --sheet NAME   the sheet of a workbook; CSV files have none
  --part PATH    the table of a file that holds several: '/result/records/*'
  --recipe FILE  read by this recipe, the "recipe" of an earlier --json
  --json         print one JSON object for programs`,
	Run: runInspect,
}

// inspection is what inspect --json prints. Sums, minima and maxima are exact.
type inspection struct {
	SHA256    string             `json:"sha256"`
	Rows      int                `json:"rows"`
	Recipe    *datasets.Recipe   `json:"recipe"`
	Sentences []string           `json:"sentences"`
	Fields    []inspectedField   `json:"fields"`
	Problems  []inspectedProblem `json:"problems"`
	Source    inspectedSource    `json:"source"`
}

// inspectedSource is what a description of the file says of where it is from.
type inspectedSource struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Licence   string `json:"licence"` // a key of datasets.Licences; "" when it is not known
	Link      string `json:"link"`
}

type inspectedField struct {
	Name     string     `json:"name"`
	Kind     table.Kind `json:"kind"`
	Unit     string     `json:"unit"`
	Missing  int        `json:"missing"`
	Distinct int        `json:"distinct"`
	Sum      string     `json:"sum"`
	Min      string     `json:"min"`
	Max      string     `json:"max"`
	First    string     `json:"first"` // in the first row
	Last     string     `json:"last"`
}

type inspectedProblem struct {
	Row        int    `json:"row"`
	Field      string `json:"field"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
}

// inspectRequest is what the command line asks.
type inspectRequest struct {
	from   string
	recipe string
	sheet  string
	part   string
}

func runInspect(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	var q inspectRequest
	asJSON := false
	flags := newFlags("inspect")
	flags.StringVar(&q.sheet, "sheet", "", "")
	flags.StringVar(&q.part, "part", "", "")
	flags.StringVar(&q.recipe, "recipe", "", "")
	flags.BoolVar(&asJSON, "json", false, "")
	words, err := parseFlags(flags, args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return badUsage("inspect needs one file or address; figurehead help inspect shows how")
	}
	q.from = words[0]
	in, err := readTable(ctx, q.from, q.recipe == "")
	if err != nil {
		return fmt.Errorf("inspect %s: %w", q.from, err)
	}
	reading, err := q.read(ctx, in)
	if asJSON {
		return writeInspection(stdout, in, reading, err)
	}
	if err != nil {
		return fmt.Errorf("inspect %s: %w", q.from, err)
	}
	return writeReading(stdout, reading)
}

// read proposes a reading, or replays the recipe of a file.
func (q inspectRequest) read(ctx context.Context, in publishing.Import) (intake.Reading, error) {
	options := intake.Options{File: in.File, Sheet: q.sheet, Part: q.part, Described: in.Described}
	if options.Part == "" {
		options.Part = in.Part
	}
	if q.recipe == "" {
		return intake.Propose(ctx, in.Name, in.Raw, options)
	}
	recipe, err := readRecipe(q.recipe)
	if err != nil {
		return intake.Reading{}, err
	}
	return intake.Read(ctx, in.Raw, *recipe, options)
}

// writeInspection prints the JSON object, also for a file that cannot be read;
// the error is then returned as well.
func writeInspection(w io.Writer, in publishing.Import, r intake.Reading, readErr error) error {
	sum := sha256.Sum256(in.Raw)
	out := inspection{SHA256: hex.EncodeToString(sum[:]), Rows: r.Rows, Sentences: []string{}, Fields: []inspectedField{}, Problems: []inspectedProblem{},
		Source: inspectedSource{Title: in.Source.Title, Publisher: in.Source.Publisher, Licence: in.Source.Licence, Link: in.Source.Link}}
	var problem datasets.Problem
	switch {
	case errors.As(readErr, &problem):
		out.Problems = append(out.Problems, inspectedProblem(problem))
	case readErr != nil:
		return readErr
	default:
		out.Recipe = &r.Recipe
		out.Fields = inspectFields(r.Table)
	}
	for _, s := range r.Sentences {
		out.Sentences = append(out.Sentences, s.Text)
	}
	for _, p := range r.Problems {
		out.Problems = append(out.Problems, inspectedProblem(p))
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		return fmt.Errorf("write reading: %w", err)
	}
	return readErr
}

func inspectFields(t *table.Table) []inspectedField {
	fields := []inspectedField{}
	for i, f := range t.Fields() {
		p := t.Profile(i)
		fields = append(fields, inspectedField{
			Name: f.Name, Kind: f.Kind, Unit: f.Unit, Missing: p.Missing, Distinct: p.Distinct,
			Sum: exact(p.Sum), Min: exact(p.Min), Max: exact(p.Max), First: exact(t.Cell(0, i)), Last: exact(t.Cell(t.Rows()-1, i)),
		})
	}
	return fields
}

// exact writes all digits of a number, an ISO date or the label of a period.
func exact(c table.Cell) string {
	switch {
	case c.Missing != table.Present:
		return ""
	case c.Kind.Number():
		return c.Number.String()
	case c.Kind.Calendar():
		return table.PeriodLabel(c.Day, c.Grain)
	}
	return c.Text
}

// writeReading prints the sentences, then the fields.
func writeReading(w io.Writer, r intake.Reading) error {
	var b strings.Builder
	for _, s := range r.Sentences {
		mark := " "
		if s.Guess {
			mark = "?"
		}
		fmt.Fprintf(&b, "%s %s: %s\n", mark, s.Topic, s.Text)
	}
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "! %s\n", p.Error())
	}
	fmt.Fprintf(&b, "\n%s\n", count(r.Rows, "row"))
	columns := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(columns, "field\tkind\tunit\tmissing\tdistinct\tsum\tmin\tmax")
	for _, f := range inspectFields(r.Table) {
		fmt.Fprintf(columns, "%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\n", oneCell(f.Name), f.Kind, f.Unit, f.Missing, f.Distinct, f.Sum, f.Min, f.Max)
	}
	if err := columns.Flush(); err != nil {
		return fmt.Errorf("write reading: %w", err)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// oneCell keeps a heading inside its cell of the printed table.
func oneCell(s string) string { return strings.Join(strings.Fields(s), " ") }
