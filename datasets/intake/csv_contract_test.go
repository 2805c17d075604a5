package intake

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/records"
	"figurehead/datasets/records/contract"
)

// TestCSVContract holds the reading of plain text to the promises of every
// other reader.
func TestCSVContract(t *testing.T) {
	t.Parallel()
	contract.Hold(t, contract.Case{
		Read:  csvAsRecords,
		Whole: []byte("Ward,Date,Homes,Rate\n\"Abbey, West\",01/04/2025,1250,12.25\nBocking,25/04/2025,[c],17.75\n\"The \"\"Old\"\" Mill\",02/04/2025,3400,19.00\nTye,03/04/2025,1199,14.25\n"),
		Lines: true,
		Make: func(rows, columns, size int) []byte {
			var b bytes.Buffer
			for row := range rows + 1 {
				for column := range columns {
					if column > 0 {
						b.WriteByte(',')
					}
					switch {
					case row == 1 && column == 0:
						b.WriteString(strings.Repeat("x", size))
					case row == 0:
						b.WriteString("name")
						b.WriteString(count(column + 1)[:1] + strings.Repeat("i", column))
					default:
						b.WriteString("7")
					}
				}
				b.WriteByte('\n')
			}
			return b.Bytes()
		},
		MostBytes: datasets.MaxFileBytes,
	})
}

// csvAsRecords is a reader as package contract knows them: the rows that plain
// text gives, as text, and what is said of them.
func csvAsRecords(raw []byte, q records.Request) (records.Table, error) {
	r, err := Propose(context.Background(), "file.csv", raw, Options{Part: q.Part})
	if err != nil {
		return records.Table{}, err
	}
	out := records.Table{Header: 1, Rows: r.Rows, Part: r.Recipe.Part, Problems: r.Problems}
	for _, s := range r.Sentences {
		if strings.Contains(s.Text, "has no line end") {
			out.Problems = append(out.Problems, datasets.Problem{Message: s.Text})
		}
	}
	all := clone(r.Recipe)
	for i := range all.Columns {
		all.Columns[i].Dropped = false
	}
	if r, err = Read(context.Background(), raw, all, Options{}); err != nil {
		return out, err
	}
	var w records.Writer
	var names []string
	for _, f := range r.Table.Fields() {
		names = append(names, f.Name)
		out.Columns = append(out.Columns, records.Column{Name: f.Name})
	}
	for row := range r.Table.Rows() {
		for column := range names {
			cell := r.Table.Cell(row, column)
			if err := w.Cell(column, []byte(exactWords(cell)+cell.Missing.String())); err != nil {
				return out, err
			}
		}
		if err := w.End(); err != nil {
			return out, err
		}
	}
	out.Text = w.Under(names)
	return out, nil
}
