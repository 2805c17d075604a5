package studio_test

import (
	"archive/zip"
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
)

// wards is a table that is read as it stands.
const wards = "Ward,Tonnes\nAbbey,10\nBocking,12\nCastle,15\n"

// portal is a web server on this machine that a client of the test may read:
// a table, a web page, an answer that never begins and one that never ends.
func portal(t *testing.T, timeout time.Duration, maxBytes int64) (*fetch.Client, string) {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/wards.csv":
			io.WriteString(w, wards)
		case "/page":
			io.WriteString(w, "<!DOCTYPE html><html><body><h1>Open data</h1></body></html>")
		case "/slow":
			<-r.Context().Done()
		case "/endless":
			for rows := bytes.Repeat([]byte("Abbey,10\n"), 10_000); ; {
				if _, err := w.Write(rows); err != nil {
					return
				}
			}
		case "/inside":
			http.Redirect(w, r, "http://10.0.0.1/wards.csv", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return fetch.New(fetch.Options{
		AllowHosts: []string{"127.0.0.1"}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")},
		Ports: []uint16{80, 443, uint16(port)}, Timeout: timeout, MaxBytes: maxBytes,
	}), s.URL
}

// workbook is a ZIP archive with some of the parts of an Excel workbook.
func workbook(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		part, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, `<?xml version="1.0"?><x/>`); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBadInputIsRefusedInWords sends what cannot be read through the first
// page: the answer says what is wrong, where and what to do, the box holds
// what was typed, and nothing is stored.
func TestBadInputIsRefusedInWords(t *testing.T) {
	t.Parallel()
	client, site := portal(t, 10*time.Second, 1<<20)
	o := newOffice(t, client)
	editor := o.as("editor")
	const inside = "This address is inside the council's network, so it cannot be read from here. Upload the file instead."
	for _, test := range []struct {
		name  string
		paste string
		file  file
		want  string
	}{
		{name: "nothing at all", want: "Paste a table, choose a file or enter a web address"},
		{name: "only spaces", paste: " \n\t ", want: "Paste a table, choose a file or enter a web address"},
		{name: "an empty file", file: file{"empty.csv", nil}, want: "The file is empty. Choose a file with a table in it, or paste the table."},
		{name: "a file of spaces", file: file{"spaces.csv", []byte(" \r\n\r\n")}, want: "The file is empty. Choose a file with a table in it, or paste the table."},
		{name: "a binary", file: file{"program.csv", bytes.Repeat([]byte{0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0xfe, 3}, 50)}, want: "This is not a text file, so it cannot be read as a table. Save the table as CSV UTF-8 and use that file, or copy the rows and paste them here."},
		{name: "a workbook", file: file{"wards.xlsx", workbook(t)}, want: "The workbook is damaged or cut short and cannot be opened. Get it again, or open it, save the sheet as CSV UTF-8 and use that file."},
		{name: "an older workbook", file: file{"wards.xls", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00")}, want: "This is an older Excel workbook, or a workbook with a password. Open it in Excel, choose Save as, CSV UTF-8, and use that file."},
		{name: "a web page", file: file{"wards.csv", []byte("<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>")}, want: "This is a web page, not a data file. On that page, look for a link that downloads CSV and use its address, or copy the table and paste it here."},
		{name: "a pasted web page", paste: "<html><body>Ward,Tonnes</body></html>", want: "This is a web page, not a data file. On that page, look for a link that downloads CSV and use its address, or copy the table and paste it here."},
		{name: "an unterminated quote", paste: "Ward,Tonnes\nAbbey,10\n\"Bocking,12\nCastle,15\n", want: "Row 3 opens a quotation mark that is never closed. Close it in the file, or paste only the rows above it."},
		{name: "a ragged row", paste: "Ward,Tonnes\nAbbey,10\nBocking,12,13,14\nCastle,15\n", want: "Row 3 has 4 values under 2 column names. A value with the separator inside needs quotation marks around it. Mend the row in the file, or paste only the rows above it."},
		{name: "a file cut in half inside a quote", file: file{"half.csv", []byte("Ward,Note\nAbbey,\"fine\"\nBocking,\"cut he")}, want: "Row 3 opens a quotation mark that is never closed. Close it in the file, or paste only the rows above it."},
		{name: "a file cut in half inside a character", file: file{"half.csv", []byte("\xFF\xFEW\x00a\x00r\x00d\x00,\x00T\x00\n\x00A\x00,\x001\x00\n\x00B\x00,\x00\x32")}, want: "The file ends in the middle of a character, in row 3. It looks cut short. Get the whole file again."},
		{name: "a file cut in half inside a row", file: file{"half.csv", []byte("Ward,Tonnes,Year\nAbbey,10,2020\nBocking,12,2020\nCastle,15,2020\nDunmow,1")}, want: "The file ends in the middle of row 5, after two of three values. It looks cut short. Get the whole file again, or delete its last row."},
		{name: "undecodable bytes", file: file{"bytes.csv", []byte("\xEF\xBB\xBFWard,Tonnes\nAbbey,10\nBock\xC3\x28ing,12\n")}, want: "Row 3 holds a character that is not UTF-8 text. Save the file again as CSV UTF-8, or choose another character set."},
		{name: "a NUL character", file: file{"nul.csv", []byte("Ward,Tonnes\nAbbey,10\nBocking,1\x002\nCastle,15\nDunmow,4\nEpping,12\nFrinton,9\nGreat Baddow,100\nHarlow,12\n")}, want: "Row 3 holds a NUL character, which no text file has. The file may be damaged. Get it again, or save it again as CSV UTF-8."},
		{name: "names without rows", paste: "Ward,Tonnes\n", want: "The file has no rows of data below the column names. Choose a file with at least one row of data, or paste the table with its first row of names."},
		{name: "too many columns", paste: strings.Repeat("a,", 20000) + "b\n" + strings.Repeat("1,", 20000) + "2\n", want: "The file has 20,001 columns; at most 200 are read. Delete the columns that you do not need, or paste only some of them."},
		{name: "too long a value", paste: "Ward,Tonnes\n" + strings.Repeat("x", 70000) + ",1\n", want: "Row 2 holds more than 32,768 characters in one value. Shorten it, or look for a quotation mark in that row that is not closed."},
		{name: "a bad address", paste: "http://user:secret@example.com/wards.csv", want: "This address holds a user name or a password. Use an address that needs neither, or upload the file instead."},
		{name: "an address without its scheme", paste: "www.example.com/wards.csv", want: "An address of a data file begins with https:// or http://. Check the address, or upload the file instead."},
		{name: "an address that cannot be read", paste: "https://exa%mple.com/wards.csv", want: "This address cannot be read. Copy the whole address from your browser, from https:// on."},
		{name: "an address that names no server", paste: "https://?", want: "This address names no server. Copy the whole address from your browser, from https:// on."},
		{name: "another scheme", paste: "ftp://example.com/wards.csv", want: "An address of a data file begins with https:// or http://. Check the address, or upload the file instead."},
		{name: "an address with another port", paste: "http://example.com:8443/wards.csv", want: "This address uses port 8443, which is not read from here. Use an address without a port, or upload the file instead."},
		{name: "this machine", paste: "http://127.0.0.2/", want: inside},
		{name: "this machine at another port", paste: "http://127.0.0.1:1/", want: "This address uses port 1, which is not read from here. Use an address without a port, or upload the file instead."},
		{name: "this machine by IPv6", paste: "http://[::1]/", want: inside},
		{name: "a private address", paste: "http://10.0.0.1/", want: inside},
		{name: "the address of machine secrets", paste: "http://169.254.169.254/latest/meta-data/", want: inside},
		{name: "a redirect to a private address", paste: site + "/inside", want: inside},
		{name: "a file that is not there", paste: site + "/gone.csv", want: "There is no file at this address any more. Look for its new address on the publisher's page."},
		{name: "a slow server", paste: site + "/slow", want: "The server did not send the file within 10 seconds. Try again later, or upload the file instead."},
		{name: "an endless server", paste: site + "/endless", want: "The file is larger than 1 MB. Ask the publisher for a smaller extract, or upload a part of the file."},
		{name: "a web page at an address", paste: site + "/page", want: "This address is a web page, not a data file. On that page, look for a link that downloads CSV, and use the address of that link."},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := o.stored()
			got := editor.start(map[string]string{"data": test.paste, "from": "ours"}, test.file)
			if got.status < 400 || got.status > 499 {
				t.Fatalf("status %d to %q, want one of 400 to 499", got.status, got.location)
			}
			if said := strings.TrimPrefix(got.text("#data-error"), "Error: "); said != test.want {
				t.Errorf("it says %q, want %q", said, test.want)
			}
			if kept := got.typed("data"); strings.TrimPrefix(kept, "\n") != strings.TrimPrefix(test.paste, "\n") {
				t.Errorf("the box holds %.80q, want %.80q", kept, test.paste)
			}
			if got.typed("from") != "ours" {
				t.Error("where it is from is no longer ticked")
			}
			if diff := cmp.Diff(before, o.stored()); diff != "" {
				t.Errorf("something was stored (-before +after):\n%s", diff)
			}
		})
	}
}

// TestAFileOverTheLimit sends one byte more than a file may have, as a browser
// does, over a connection.
func TestAFileOverTheLimit(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	address := o.listen()
	before := o.stored()

	var start bytes.Buffer
	form := multipart.NewWriter(&start)
	for _, field := range [][2]string{{"csrf", editor.csrf}, {"from", "ours"}, {"data", "kept"}} {
		o.must(form.WriteField(field[0], field[1]))
	}
	_, err := form.CreateFormFile("file", "large.csv")
	o.must(err)
	head := start.Len()
	o.must(form.Close())
	end := bytes.Clone(start.Bytes()[head:])
	const size = datasets.MaxFileBytes + 1
	body := io.MultiReader(bytes.NewReader(start.Bytes()[:head]), io.LimitReader(rows{}, size), bytes.NewReader(end))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+address+"/studio/new", body)
	o.must(err)
	r.ContentLength = int64(head) + size + int64(len(end))
	r.Header.Set("Content-Type", form.FormDataContentType())
	editor.dress(r)
	response, err := http.DefaultClient.Do(r)
	o.must(err)
	got := o.read(response)

	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d, want 422", got.status)
	}
	if said, want := got.text("#data-error"), "Error: The file is larger than 256 MB. Cut it into smaller files, or ask the publisher for totals."; said != want {
		t.Errorf("it says %q, want %q", said, want)
	}
	if kept := got.typed("data"); kept != "kept" {
		t.Errorf("the box holds %q", kept)
	}
	if diff := cmp.Diff(before, o.stored()); diff != "" {
		t.Errorf("something was stored (-before +after):\n%s", diff)
	}
}

// rows reads as a table without an end.
type rows struct{}

func (rows) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "Abbey,10\n"[i%9]
	}
	return len(p), nil
}

// TestOddInputIsReadWithAWarning sends what can be read but deserves a look:
// the page on which the reading is confirmed says so.
func TestOddInputIsReadWithAWarning(t *testing.T) {
	t.Parallel()
	client, site := portal(t, time.Minute, 1<<20)
	editor := newOffice(t, client).as("editor")
	for _, test := range []struct {
		name  string
		paste string
		file  file
		want  string // somewhere in the sentences of the reading
	}{
		{"a table at an address", site + "/wards.csv", file{}, "wards.csv has 3 rows. Nothing had to be guessed."},
		{"a duplicate heading", "Ward,Tonnes,Tonnes\nAbbey,10,1\nBocking,12,2\nCastle,15,3\n", file{}, "A name stands more than once, so the later one is called “Tonnes (2)”."},
		{"a row that is too short", "Ward,Tonnes,Year\nAbbey,10,2020\nBocking,12\nCastle,15,2020\n", file{}, "1 row has fewer values than there are columns: row 3. What is missing at the end is read as empty. Look at those rows."},
		{"no numbers at all", "Ward,Colour\nAbbey,red\nBocking,blue\nCastle,red\n", file{}, "No column holds numbers, so a table can be shown but no chart."},
		{"bytes of Windows", "", file{"cafe.csv", []byte("Caf\xe9,Meals\nAbbey,10\nBocking,12\n")}, "Plain text in Windows-1252 with commas"},
		{"no headings", "Abbey,10\nBocking,12\nCastle,15\n", file{}, "No row holds the names of the columns, so they are called “Column 1” and “Column 2”."},
		{"headings only in part", "Ward,\nAbbey,10\nBocking,12\nCastle,15\n", file{}, "Row 1 above it is left out."},
	} {
		t.Run(test.name, func(t *testing.T) {
			sent := editor.start(map[string]string{"data": test.paste, "from": "ours"}, test.file)
			if sent.status != http.StatusSeeOther {
				t.Fatalf("status %d: %s", sent.status, sent.text("#data-error"))
			}
			read := editor.get(sent.location)
			if said := read.text("#reading"); read.status != http.StatusOK || !strings.Contains(said, test.want) {
				t.Errorf("status %d, it says %q, want %q in it", read.status, said, test.want)
			}
			picked := editor.post(sent.location, map[string]string{"do": "confirm"})
			if picked.status != http.StatusSeeOther {
				t.Fatalf("confirmed: status %d", picked.status)
			}
			if pick := editor.get(picked.location); pick.status != http.StatusOK || len(pick.nodes(".fh-card")) == 0 {
				t.Errorf("pick: status %d and %d figures: %s", pick.status, len(pick.nodes(".fh-card")), pick.text("main"))
			}
		})
	}
}
