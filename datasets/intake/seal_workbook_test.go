package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"figurehead/datasets"
)

// clientBook is a workbook with canaries wherever a workbook can hold words: in
// columns shown and hidden, above and below the table, on another and on a
// hidden sheet, in a comment, as its author and in the foot of a printed page.
func clientBook(t *testing.T, canary func(place string, row int) string) []byte {
	t.Helper()
	cell := func(text string) string { return `<c t="inlineStr"><is><t>` + text + `</t></is></c>` }
	sheet := func(place string) string {
		var b strings.Builder
		b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="2" max="2" hidden="1"/></cols><sheetData>`)
		b.WriteString(`<row>` + cell("Drawn up by "+canary(place+" title", 0)) + `</row>`)
		b.WriteString(`<row>` + cell("Client name") + cell("Email") + cell("Ward") + cell("Visits") + `</row>`)
		for row := range 60 {
			name := strings.NewReplacer("0", "a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6", "g", "7", "h", "8", "i", "9", "j").Replace(fmt.Sprintf("%03d", row))
			fmt.Fprintf(&b, `<row>%s%s%s<c><v>%d</v></c></row>`, cell("Amy Zq"+name), cell(canary(place, row)), cell([]string{"Abbey", "Bridge", "Castle"}[row%3]), row%17)
		}
		b.WriteString(`<row/><row>` + cell("Source: "+canary(place+" note", 0)) + `</row></sheetData>`)
		b.WriteString(`<headerFooter><oddFooter>` + canary(place+" foot", 0) + `</oddFooter></headerFooter></worksheet>`)
		return b.String()
	}
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	parts := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + rel + `"><sheets>` +
			`<sheet name="Clients" sheetId="1" r:id="r1"/><sheet name="Others" sheetId="2" r:id="r2"/><sheet name="Raw" sheetId="3" state="hidden" r:id="r3"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="` + rel + `/worksheet" Target="worksheets/sheet2.xml"/>` +
			`<Relationship Id="r3" Type="` + rel + `/worksheet" Target="worksheets/sheet3.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": sheet("first"), "xl/worksheets/sheet2.xml": sheet("second"), "xl/worksheets/sheet3.xml": sheet("hidden"),
		"xl/comments1.xml":  `<comments><commentList><comment ref="A3"><text><t>` + canary("comment", 0) + `</t></text></comment></commentList></comments>`,
		"docProps/core.xml": `<coreProperties><creator>` + canary("author", 0) + `</creator></coreProperties>`,
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(`<?xml version="1.0" encoding="UTF-8"?>` + body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestKeepOfAWorkbook: nothing of a workbook with people is left but the used
// columns of the one sheet, whichever sheet it is.
func TestKeepOfAWorkbook(t *testing.T) {
	t.Parallel()
	var canaries []string
	raw := clientBook(t, func(place string, row int) string {
		c := fmt.Sprintf("canary.%s%02d@example.org", strings.ReplaceAll(place, " ", "."), row)
		canaries = append(canaries, c)
		return c
	})
	for _, sheet := range []string{"", "Others", "Raw"} {
		kept, err := Keep(t.Context(), "clients.xlsx", raw, nil, map[string]datasets.PersonalDecision{"Client name": decided(datasets.PersonalDrop)}, Options{Sheet: sheet})
		if err != nil {
			t.Fatalf("Keep(sheet %q) = %v", sheet, err)
		}
		if !bytes.HasPrefix(kept.Raw, []byte("Ward,Visits\nAbbey,0\n")) {
			t.Errorf("sheet %q: the copy begins %.60q", sheet, kept.Raw)
		}
		recipe := fmt.Sprintf("%+v", kept.Reading.Recipe) + fmt.Sprint(kept.Reading.Sentences, kept.Reading.Problems, kept.Reading.Preview)
		for _, canary := range append(canaries, "Amy Zq") {
			if bytes.Contains(kept.Raw, []byte(canary)) || strings.Contains(recipe, canary) {
				t.Errorf("sheet %q: %q is kept", sheet, canary)
				break
			}
		}
	}
}
