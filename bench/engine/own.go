package main

import (
	"context"
	"fmt"
	"os"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/table"
	"figurehead/datasets/xlsx"
)

// ownTable reads a CSV file and writes its column file.
func ownTable(file, to string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	reading, err := intake.Propose(context.Background(), file, raw, intake.Options{})
	if err != nil {
		return err
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := reading.Table.WriteTo(f); err != nil {
		return err
	}
	return f.Close()
}

func readTable(file string) (*table.Table, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return table.ReadTable(f)
}

func (s shape) query() (datasets.Query, error) {
	return datasets.ParseQuery([]byte(`{"version":1,"steps":[` + s.steps + `]}`))
}

// coldShape is the question of three columns that is asked cold.
const coldShape = 4 // top 10 of 5,000 suppliers: directorate, supplier, amount

// ownCold opens a column file and asks one question.
func ownCold(file, _ string) error {
	t, err := readTable(file)
	if err != nil {
		return err
	}
	_, err = ask(t, shapes[coldShape])
	return err
}

// ask gives the answer as SQL would, a line a row: sums of money are pence.
func ask(t *table.Table, s shape) ([]string, error) {
	q, err := s.query()
	if err != nil {
		return nil, err
	}
	r, err := datasets.Run(context.Background(), q, t)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, row := range r.Rows {
		line := ""
		for i, c := range row {
			text := c.String()
			if r.Fields[i].Name == "s" || r.Fields[i].Name == "sum" {
				n, _ := c.Number.Scaled(2) // the file has two decimals
				text = fmt.Sprint(n)
			}
			line += text + "|"
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// ownSheet reads the first sheet of a workbook in this process.
func ownSheet(file, _ string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	book, err := xlsx.Open(raw)
	if err != nil {
		return err
	}
	_, err = book.Read(book.Sheets()[0].Name)
	return err
}
