package main

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"

	"figurehead/datasets/table"
)

// writeSpend writes council spend of 12 columns, the same every time: few
// different texts in some columns, thousands in others, and three columns in
// which nearly every row differs.
func writeSpend(file string, rows int) error {
	return writeFile(file, func(out *bufio.Writer) error {
		r := rand.New(rand.NewPCG(7, 7))
		supplier := rand.NewZipf(r, 1.2, 4, 4999)
		directorates := []string{"Adult Social Care", "Children's Services", "Environment", "Housing", "Public Health", "Resources", "Regeneration", "Highways", "Education", "Chief Executive's"}
		fmt.Fprintln(out, "transaction_id,date,period,directorate,service,supplier,supplier_type,amount,category,gss_code,invoice,capital_revenue")
		start := table.Date(2019, 4, 1)
		for i := range rows {
			day, s := start+table.Day(r.IntN(365*7)), supplier.Uint64()
			amount := r.ExpFloat64() * 1500
			if r.IntN(50) == 0 {
				amount = -amount
			}
			purpose := "Revenue"
			if r.IntN(9) == 0 {
				purpose = "Capital"
			}
			fmt.Fprintf(out, "%d,%s,%s,%s,Service %03d,\"Supplier %04d, Ltd\",%s,%.2f,Category %02d,E0900%04d,INV-%06d,%s\n",
				1_000_000+i, day, day.String()[:7], directorates[r.IntN(len(directorates))], r.IntN(120), s,
				[]string{"Company", "Charity", "Individual", "Public body"}[s%4], amount, r.IntN(60), r.IntN(33)+1, r.IntN(120_000), purpose)
		}
		return nil
	})
}

// writeRepeated writes the rows of a real file over and over under its names,
// up to so many bytes. The file has its names in the first row.
func writeRepeated(file, of string, size int) error {
	raw, err := os.ReadFile(of)
	if err != nil {
		return err
	}
	names, rows, _ := bytes.Cut(bytes.TrimRight(raw, "\r\n"), []byte("\n"))
	rows = append(rows, '\n')
	return writeFile(file, func(out *bufio.Writer) error {
		out.Write(append(names, '\n'))
		for written := 0; written < size; written += len(rows) {
			out.Write(rows)
		}
		return nil
	})
}

// writeFile writes a file through a buffer, whose errors show at its end.
func writeFile(file string, write func(*bufio.Writer) error) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	if err := write(out); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Close()
}
