package export

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"figurehead/datasets"
	"figurehead/datasets/office"
	"figurehead/datasets/table"
)

// maxCell is the most that a cell of a workbook may hold (ECMA-376).
const maxCell = 32_767

// XLSX writes r as an Excel workbook with a sheet Data and a sheet About, which
// holds title, source and licence. Numbers are written with all their digits;
// Excel itself shows 15. Dates are dates, periods are texts. Texts are marked
// as such, so that none is run as a formula. Equal Results give equal bytes.
func XLSX(w io.Writer, r datasets.Result, about About) error {
	z := zip.NewWriter(w)
	for _, part := range workbookParts {
		if err := writePart(z, part[0], func(out *bufio.Writer) error {
			_, err := out.WriteString(part[1])
			return err
		}); err != nil {
			return err
		}
	}
	if err := writePart(z, "xl/worksheets/sheet1.xml", func(out *bufio.Writer) error { return dataSheet(out, r) }); err != nil {
		return err
	}
	if err := writePart(z, "xl/worksheets/sheet2.xml", func(out *bufio.Writer) error { return aboutSheet(out, about) }); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	return nil
}

func writePart(z *zip.Writer, name string, write func(*bufio.Writer) error) error {
	part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	out := bufio.NewWriter(part)
	out.WriteString(xml.Header)
	if err := write(out); err != nil {
		return err
	}
	if err := out.Flush(); err != nil { // a bufio.Writer keeps the first error
		return fmt.Errorf("write XLSX: %w", err)
	}
	return nil
}

// Styles of cells, as styles.xml counts them.
const (
	plainStyle = iota
	dateStyle
	headStyle
)

const (
	main      = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relations = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	parts     = `http://schemas.openxmlformats.org/package/2006`
	kinds     = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
)

// workbookParts are the same in every workbook.
var workbookParts = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="` + parts + `/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + kinds + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + kinds + `styles+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + kinds + `worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="` + kinds + `worksheet+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="` + parts + `/relationships"><Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", `<workbook ` + main + ` xmlns:r="` + relations + `"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/><sheet name="About" sheetId="2" r:id="rId2"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + parts + `/relationships"><Relationship Id="rId1" Type="` + relations + `/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="` + relations + `/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="` + relations + `/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet ` + main + `><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>` +
		`<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`},
}

// dataSheet writes the rows under their names, which stay in sight.
func dataSheet(out *bufio.Writer, r datasets.Result) error {
	out.WriteString(`<worksheet ` + main + `><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData><row r="1">`)
	columns := Columns(r)
	for i, c := range columns {
		if err := textCell(out, i, 1, headStyle, c.Name); err != nil {
			return err
		}
	}
	out.WriteString(`</row>`)
	for n, row := range r.Rows {
		fmt.Fprintf(out, `<row r="%d">`, n+2)
		for i, c := range columns {
			if err := c.cell(out, i, n, row[c.Field]); err != nil {
				return err
			}
		}
		out.WriteString(`</row>`)
	}
	out.WriteString(`</sheetData></worksheet>`)
	return nil
}

// firstSerial is the first day that Excel counts as others do: it has a 29
// February in 1900.
var firstSerial = table.Date(1900, 3, 1)

// cell writes the cell of a row of the Result, from 0.
func (c Column) cell(out *bufio.Writer, column, at int, cell table.Cell) error {
	row := at + 2
	switch {
	case c.Source != nil:
		return textCell(out, column, row, plainStyle, c.Source[at])
	case c.Reason && cell.Missing == table.Present:
		return nil
	case c.Reason:
		return textCell(out, column, row, plainStyle, cell.Missing.String())
	case cell.Missing != table.Present:
		return nil
	case cell.Kind.Number():
		fmt.Fprintf(out, `<c r="%s%d"><v>%s</v></c>`, office.Letters(column), row, cell.Number)
		return nil
	case cell.Kind == table.Dates && cell.Day >= firstSerial:
		fmt.Fprintf(out, `<c r="%s%d" s="%d"><v>%d</v></c>`, office.Letters(column), row, dateStyle, int(cell.Day-firstSerial)+61)
		return nil
	}
	return textCell(out, column, row, plainStyle, cell.String())
}

func textCell(out *bufio.Writer, column, row, style int, text string) error {
	if text == "" {
		return nil
	}
	if len(text) > maxCell && len(utf16.Encode([]rune(text))) > maxCell {
		return datasets.Problem{Row: row, Message: fmt.Sprintf("Row %d holds a text longer than a cell of a workbook may be.", row), Suggestion: "Use CSV or JSON."}
	}
	fmt.Fprintf(out, `<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">`, office.Letters(column), row, style)
	if err := xml.EscapeText(out, []byte(escapeControls(text))); err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	out.WriteString(`</t></is></c>`)
	return nil
}

// escapeControls writes what XML cannot hold as _x0001_, and an underscore that
// would be read so as _x005F_ (ECMA-376, ST_Xstring).
func escapeControls(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return unprintable(r) }) && !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case unprintable(r):
			fmt.Fprintf(&b, "_x%04X_", r)
		case r == '_' && looksEscaped(text[i:]):
			b.WriteString("_x005F_")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unprintable(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF
}

func looksEscaped(text string) bool {
	return len(text) >= 7 && text[1] == 'x' && text[6] == '_' && strings.Trim(text[2:6], "0123456789abcdefABCDEF") == ""
}

// aboutSheet says where the numbers come from.
func aboutSheet(out *bufio.Writer, a About) error {
	out.WriteString(`<worksheet ` + main + `><sheetData>`)
	n := 0
	lines := [][2]string{{"Title", a.Title}, {"Description", a.Description}}
	for _, s := range a.all() {
		lines = append(lines, [][2]string{
			{"Source", packageSourceTitle(s.Source)}, {"Source page", s.link()},
			{"Licence", s.Licence.Name}, {"Licence page", s.Licence.Link}, {"Attribution", s.statement()}, {"Note", s.Source.Note},
			{"Retrieved", timestamp(s.Retrieved)}, {"SHA-256 of the source", s.SHA256},
		}...)
	}
	for _, line := range append(lines, [2]string{"Period", strings.Replace(a.Covers, "/", " to ", 1)}, [2]string{"Published", timestamp(a.Published)}, [2]string{"Figure", a.Address}) {
		if line[1] == "" {
			continue
		}
		n++
		fmt.Fprintf(out, `<row r="%d">`, n)
		for column, text := range line {
			if err := textCell(out, column, n, map[int]int{0: headStyle, 1: plainStyle}[column], text); err != nil {
				return err
			}
		}
		out.WriteString(`</row>`)
	}
	out.WriteString(`</sheetData></worksheet>`)
	return nil
}
