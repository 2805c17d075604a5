package main

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	"figurehead/bench/report"
)

// workbookOf is a workbook of so many rows and columns: texts from a shared
// list, dates, amounts and whole numbers by turns, cells named as Excel does.
func workbookOf(file string, rows, columns int) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	for _, part := range []struct {
		name  string
		write func(*bufio.Writer)
	}{
		{"[Content_Types].xml", func(w *bufio.Writer) {
			io.WriteString(w, `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`)
		}},
		{"_rels/.rels", func(w *bufio.Writer) {
			io.WriteString(w, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
		}},
		{"xl/workbook.xml", func(w *bufio.Writer) {
			io.WriteString(w, `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Spend" sheetId="1" r:id="rId1"/></sheets></workbook>`)
		}},
		{"xl/_rels/workbook.xml.rels", func(w *bufio.Writer) {
			io.WriteString(w, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`)
		}},
		{"xl/styles.xml", func(w *bufio.Writer) {
			io.WriteString(w, `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`)
		}},
		{"xl/sharedStrings.xml", func(w *bufio.Writer) {
			io.WriteString(w, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
			for i := range sharedTexts {
				fmt.Fprintf(w, "<si><t>Supplier %04d &amp; Sons Ltd</t></si>", i)
			}
			for i := range columns {
				fmt.Fprintf(w, "<si><t>Column %d</t></si>", i+1)
			}
			io.WriteString(w, `</sst>`)
		}},
		{"xl/worksheets/sheet1.xml", func(w *bufio.Writer) { writeSheet(w, rows, columns) }},
	} {
		out, err := z.Create(part.name)
		if err != nil {
			return err
		}
		w := bufio.NewWriterSize(out, 1<<16)
		part.write(w)
		if err := w.Flush(); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}

const sharedTexts = 5000

func writeSheet(w *bufio.Writer, rows, columns int) {
	different := min(sharedTexts, 10_000_000/columns/1000) // of a wide sheet fewer, or it packs into more than is read
	r := rand.New(rand.NewPCG(8, 8))
	io.WriteString(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for row := 1; row <= rows; row++ {
		fmt.Fprintf(w, `<row r="%d">`, row)
		for c := range columns {
			ref := fmt.Sprintf("%s%d", letters(c), row)
			switch {
			case row == 1:
				fmt.Fprintf(w, `<c r="%s" t="s"><v>%d</v></c>`, ref, sharedTexts+c)
			case c%4 == 0:
				fmt.Fprintf(w, `<c r="%s" t="s"><v>%d</v></c>`, ref, r.IntN(different))
			case c%4 == 1:
				fmt.Fprintf(w, `<c r="%s" s="1"><v>%d</v></c>`, ref, 45000+r.IntN(90))
			case c%4 == 2:
				fmt.Fprintf(w, `<c r="%s"><v>%d.%02d</v></c>`, ref, r.IntN(90), r.IntN(100))
			default:
				fmt.Fprintf(w, `<c r="%s"><v>%d</v></c>`, ref, r.IntN(40))
			}
		}
		io.WriteString(w, `</row>`)
	}
	io.WriteString(w, `</sheetData></worksheet>`)
}

// letters names a column, from 0, up to ZZ.
func letters(column int) string {
	if column < 26 {
		return string(rune('A' + column))
	}
	return string(rune('A'+column/26-1)) + string(rune('A'+column%26))
}

// measureWorkbooks compares the reading of a workbook with excelize's, and takes
// the memory of the largest one that is read.
func measureWorkbooks(rounds int, f files) ([]report.Line, error) {
	usual, worst := f.in("usual.xlsx"), f.in("worst.xlsx")
	if err := workbookOf(usual, 100_000, 12); err != nil {
		return nil, err
	}
	costs, err := race(rounds, f, usual, byWorker("own-sheet"), byWorker("excelize"), contender{"own", imports})
	if err != nil {
		return nil, err
	}
	own, peer, whole := costs["own-sheet"], costs["excelize"], costs["own"]
	if err := workbookOf(worst, 200_000, 50); err != nil {
		return nil, err
	}
	size, err := sizeOf(worst)
	if err != nil {
		return nil, err
	}
	largest, err := race(1, f, worst, contender{"own", imports})
	if err != nil {
		return nil, err
	}
	return []report.Line{
		{What: "workbook of 100,000 × 12 against excelize, raw rows", Got: report.Ratio(own.processor, peer.processor), Unit: "×", Target: 0.15, AtMost: true,
			Detail: fmt.Sprintf("%v against %v", report.Rounded(own.processor), report.Rounded(peer.processor))},
		{What: "import of that workbook, whole, against excelize reading it", Got: report.Ratio(whole.processor, peer.processor), Unit: "×",
			Detail: fmt.Sprintf("%v, %.0f MB", report.Rounded(whole.processor), mega(whole.peak))},
		{What: "import of a workbook of 200,000 × 50, peak memory of all processes", Got: mega(largest["own"].peak), Unit: "MB", Target: 300, AtMost: true,
			Detail: fmt.Sprintf("%.0f MB packed, %v", mega(size), report.Rounded(largest["own"].processor))},
	}, nil
}
