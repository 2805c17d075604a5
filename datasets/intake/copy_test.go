package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/office"
	"figurehead/datasets/work"
)

// odsBook is a spreadsheet of such parts of content.xml, with the name of an
// author beside it.
func odsBook(t *testing.T, author, tables string) []byte {
	t.Helper()
	const ns = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"`
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range []struct{ name, text string }{
		{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
		{"meta.xml", `<office:document-meta` + ns + `><office:meta><initial-creator>` + author + `</initial-creator></office:meta></office:document-meta>`},
		{"content.xml", `<office:document-content` + ns + `><style:style style:name="off"><style:table-properties table:display="false"/></style:style><office:body><office:spreadsheet>` + tables + `</office:spreadsheet></office:body></office:document-content>`},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name})
		if err == nil {
			_, err = w.Write([]byte(part.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// odsTable is a sheet; a cell that begins with ! has a note of a reader instead.
func odsTable(name, style string, rows ...[]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<table:table table:name="%s" table:style-name="%s">`, name, style)
	for _, row := range rows {
		b.WriteString(`<table:table-row>`)
		for _, cell := range row {
			if note, ok := strings.CutPrefix(cell, "!"); ok {
				fmt.Fprintf(&b, `<table:table-cell><office:annotation><creator>%s</creator><text:p>%s</text:p></office:annotation><text:p>seen</text:p></table:table-cell>`, note, note)
				continue
			}
			fmt.Fprintf(&b, `<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>`, cell)
		}
		b.WriteString(`</table:table-row>`)
	}
	return b.String() + `</table:table>`
}

// TestKeepOfACover: the contacts that a publisher names on a cover are taken
// from it and nothing else is, so that every sheet can still be chosen.
func TestKeepOfACover(t *testing.T) {
	t.Parallel()
	raw := odsBook(t, "Canary Author", odsTable("Cover", "", []string{"Library visits in Victoria Park"}, []string{"Contact:"}, []string{"Amy Canary"}, []string{"Tel: 01632 960001", "amy.canary@example.gov.uk"})+
		odsTable("Visits", "", []string{"Prepared by Tom Canary"}, []string{"Library", "Visits"}, []string{"Chelsea Road", "12"}, []string{"!Canary Reader", "3"}, []string{"Grace Hill", "8"}, []string{"Abbey", "9"})+
		odsTable("Older", "", []string{"Library", "Visits"}, []string{"Victoria Park", "7"}, []string{"Florence Street", "6"}))
	r, err := Propose(t.Context(), "visits.ods", raw, Options{})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := Keep(t.Context(), "visits.ods", raw, nil, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"In the sheet “Cover”, [c] stands for 3 cells that may name people.", "In the sheet “Visits”, [c] stands for 1 cell that may name people."}
	if diff := cmp.Diff(want, Decisions(kept.Reading.Recipe)); diff != "" {
		t.Errorf("what is said (-want +got):\n%s", diff)
	}
	if kept.Reading.Table.Digest() != r.Table.Digest() {
		t.Error("the copy reads differently")
	}
	holdsNone(t, kept, []string{"Canary", "canary", "960001"})
	copied, err := office.OpenCopy(kept.Raw)
	if err != nil {
		t.Fatal(err)
	}
	for sheet, want := range map[string]string{
		"Cover":  "Library visits in Victoria Park\nContact:\n[c]\n[c],[c]\n",
		"Visits": "[c]\nLibrary,Visits\nChelsea Road,12\nseen,3\nGrace Hill,8\nAbbey,9\n",
		"Older":  "Library,Visits\nVictoria Park,7\nFlorence Street,6\n",
	} {
		if got, err := copied.Read(sheet); err != nil || string(got.Text) != want {
			t.Errorf("Read(%q) = %q, %v, want %q", sheet, got.Text, err, want)
		}
	}
	other, err := Change(t.Context(), kept.Raw, kept.Reading.Recipe, map[string]string{"sheet": "Older"}, Options{})
	if err != nil || other.Sheet != "Older" {
		t.Errorf("Change() to another sheet of the copy = %q, %v", other.Sheet, err)
	}
	refreshed, err := Keep(t.Context(), "visits.ods", raw, &kept.Reading.Recipe, nil, Options{})
	if err != nil || !bytes.Equal(refreshed.Raw, kept.Raw) {
		t.Errorf("the same workbook, read again by the recipe: another copy (%v)", err)
	}
}

// TestKeepOfHiddenSheets: whoever hides a sheet does not mean to publish it, so
// one cell is enough to leave it out.
func TestKeepOfHiddenSheets(t *testing.T) {
	t.Parallel()
	raw := odsBook(t, "", odsTable("Visits", "", []string{"Library", "Visits"}, []string{"Abbey", "12"}, []string{"Bridge", "3"})+
		odsTable("Amy Canary", "off", []string{"Rang", "QQ123456C", "AB 12 34 56 C"})+odsTable("Lists", "off", []string{"Abbey"}, []string{"Bridge"}))
	kept, err := Keep(t.Context(), "visits.ods", raw, nil, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"The hidden sheet may name people and was not kept. To use it, save it as a file of its own and send that."}
	if diff := cmp.Diff(want, Decisions(kept.Reading.Recipe)); diff != "" {
		t.Errorf("what is said (-want +got):\n%s", diff)
	}
	holdsNone(t, kept, []string{"Canary", "12 34 56"})
}

// TestKeepOutsideTheTable: people above or below the table of a text, elsewhere
// in JSON, or listed beside the table of a sheet: only its columns are kept.
func TestKeepOutsideTheTable(t *testing.T) {
	t.Parallel()
	const table = "Library,Visits\nAbbey,12\nBridge,3\nCastle,8\n"
	var sheet [][]string
	for _, name := range strings.Fields("a b c d e") {
		sheet = append(sheet, []string{name + ".canary@example.org"})
	}
	sheet = append(sheet, []string{"Library", "Visits", "Loans"})
	for i := range 12 {
		sheet = append(sheet, []string{[]string{"Abbey", "Bridge", "Castle"}[i%3], fmt.Sprint(i), fmt.Sprint(2 * i)})
	}
	list := odsTable("Visits", "", sheet...)
	for _, test := range []struct {
		name, file, raw string
		sealed          bool
	}{
		{"a text", "visits.csv", table, false},
		{"notes without people", "visits.csv", "Library visits in Victoria Park\n\n" + table, false},
		{"a contact above", "visits.csv", "Contact: amy.canary@example.org\n\n" + table, true},
		{"a contact below", "visits.csv", table + "\nSource: Mrs Canary\n", true},
		{"a second table with people", "visits.csv", table + "\nEmail,Calls\na.canary@example.org,1\nb.canary@example.org,2\nc.canary@example.org,3\n", true},
		{"JSON", "visits.json", `{"about":{"by":"foi@example.org"},"rows":[{"Library":"Abbey","Visits":12},{"Library":"Bridge","Visits":3}]}`, false},
		{"JSON with a contact", "visits.json", `{"about":{"by":["amy.canary@example.org"]},"rows":[{"Library":"Abbey","Visits":12},{"Library":"Bridge","Visits":3}]}`, true},
		{"a list above the table of a sheet", "visits.ods", string(odsBook(t, "", list)), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			kept, err := Keep(t.Context(), test.file, []byte(test.raw), nil, nil, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := kept.Reading.Recipe.Sealed != nil; got != test.sealed {
				t.Errorf("sealed = %v, want %v; %v", got, test.sealed, Decisions(kept.Reading.Recipe))
			}
			if test.sealed {
				if said := fmt.Sprint(Decisions(kept.Reading.Recipe)); !strings.Contains(said, "Only its used columns were kept") {
					t.Errorf("Decisions() = %s, want it said", said)
				}
				holdsNone(t, kept, []string{"canary", "Canary"})
			} else if string(kept.Raw) != test.raw {
				t.Errorf("kept %q, want the file as it is", kept.Raw)
			}
		})
	}
}

// A workbook that is not kept says the true reason, also when its copy took too
// long to make.
func TestWhyNoCopy(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		err  error
		same bool
		want string
	}{
		{"good", nil, true, ""},
		{"people", fmt.Errorf("copy: %w", errOnlyColumns), false, "People may be named outside the table."},
		{"too long", fmt.Errorf("work sheet: %w: %w", work.ErrBroken, context.DeadlineExceeded), false, "Whether people are named outside the table could not be found out within 30 seconds and 512 MB of memory."},
		{"another table", nil, false, "A copy of the workbook, without comments and notes, would not give the same table."},
		{"no table", datasets.Problem{Message: "The file has no rows."}, false, "A copy of the workbook, without comments and notes, would not give the same table."},
	} {
		got := ""
		if err := whyNoCopy(test.err, test.same); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
