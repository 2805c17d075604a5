package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/office"
)

// clientBook is a workbook with canaries wherever a workbook can hold words: in
// columns shown and hidden, above and below the table, on another and on a
// hidden sheet, in a comment, as its author and in the foot of a printed page.
func clientBook(t *testing.T, clean bool, canary func(place string, row int) string) []byte {
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
	first := sheet("first")
	if clean {
		var b strings.Builder
		b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>` + cell("Ward") + cell("Visits") + `</row>`)
		for row := range 60 {
			fmt.Fprintf(&b, `<row>%s<c><v>%d</v></c></row>`, cell([]string{"Abbey", "Bridge", "Castle"}[row%3]), row%17)
		}
		first = b.String() + `</sheetData></worksheet>`
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
		"xl/worksheets/sheet1.xml": first, "xl/worksheets/sheet2.xml": sheet("second"), "xl/worksheets/sheet3.xml": sheet("hidden"),
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
	raw := clientBook(t, false, func(place string, row int) string {
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

// TestKeepOfACleanSheet: of a workbook whose table names nobody the cells are
// kept, so that another sheet can still be chosen. Sheets with people, comments
// and authors are not.
func TestKeepOfACleanSheet(t *testing.T) {
	t.Parallel()
	var canaries []string
	raw := clientBook(t, true, func(place string, row int) string {
		c := fmt.Sprintf("canary.%s%02d@example.org", strings.ReplaceAll(place, " ", "."), row)
		canaries = append(canaries, c)
		return c
	})
	r, err := Propose(t.Context(), "clients.xlsx", raw, Options{Sheet: "Clients"})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := Keep(t.Context(), "clients.xlsx", raw, &r.Recipe, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"The sheet “Others” may name people and was not kept. To use it, save it as a file of its own and send that.",
		"The hidden sheet “Raw” may name people and was not kept. To use it, save it as a file of its own and send that."}
	if diff := cmp.Diff(want, Decisions(kept.Reading.Recipe)); diff != "" {
		t.Errorf("what is said (-want +got):\n%s", diff)
	}
	if got := office.CopyOf(kept.Raw); got != xlsxFormat {
		t.Fatalf("the copy is of %q: %.80q", got, kept.Raw)
	}
	if kept.Reading.Table.Digest() != r.Table.Digest() {
		t.Error("the copy reads differently")
	}
	if again, err := KeepStored(t.Context(), kept.Raw, kept.Reading.Recipe, nil, Options{}); err != nil || !bytes.Equal(again.Raw, kept.Raw) {
		t.Errorf("the copy of the copy differs (%v)", err)
	} else if diff := cmp.Diff(want, Decisions(again.Reading.Recipe)); diff != "" {
		t.Errorf("what is said of the copy of the copy (-want +got):\n%s", diff)
	}
	holdsNone(t, kept, append(canaries, "Amy Zq"))
}

// holdsNone looks for canaries in what is kept, unpacked, and in what is said.
func holdsNone(t *testing.T, kept Kept, canaries []string) {
	t.Helper()
	var all bytes.Buffer
	all.Write(kept.Raw)
	if z, err := zip.NewReader(bytes.NewReader(kept.Raw), int64(len(kept.Raw))); err == nil {
		for _, f := range z.File {
			part, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&all, part); err != nil {
				t.Fatal(err)
			}
		}
	}
	fmt.Fprintf(&all, "%+v %v", kept.Reading.Recipe, kept.Reading.Sentences)
	if all.Len() < 100 {
		t.Errorf("only %d bytes are kept", all.Len())
	}
	for _, canary := range canaries {
		if bytes.Contains(all.Bytes(), []byte(canary)) {
			t.Fatalf("%q is kept", canary)
		}
	}
}
