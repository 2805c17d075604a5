package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"figurehead/server/auth"
	"figurehead/store"
)

// canaryRows is how many people every sheet of the files tells of.
const canaryRows = 1000

// canaryTable is a table of people who do not exist: every name and every
// address has “canary” in it. A clean one has the columns without people only.
func canaryTable(place string, clean bool) [][]string {
	rows := [][]string{{"Client name", "Email", "Notes", "Ward", "Visits"}}
	for i := range canaryRows {
		surname := "Canary" + strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%04d", i))
		address := fmt.Sprintf("canary.%s%04d@example.org", place, i)
		rows = append(rows, []string{"Amy " + surname, address, "Mrs " + surname + " rang, answer to " + address, []string{"Abbey", "Bridge", "Castle"}[i%3], fmt.Sprint(i % 17)})
	}
	for i := range rows {
		if clean { // and wider, so that it is the sheet that is read
			rows[i] = append(rows[i][3:], []string{"Loans", fmt.Sprint(i)}[min(i, 1)], []string{"Renewals", fmt.Sprint(2 * i)}[min(i, 1)], []string{"Returns", fmt.Sprint(3 * i)}[min(i, 1)], []string{"Days", "7"}[min(i, 1)])
		}
	}
	return rows
}

// canaryFiles are files of every kind with canaries in every place.
func canaryFiles(t *testing.T) map[string][]byte {
	t.Helper()
	var text strings.Builder
	var list []map[string]string
	rows := canaryTable("text", false)
	text.WriteString("Prepared by Amy Canary, canary@example.org\n\n")
	for i, row := range rows {
		text.WriteString(`"` + strings.Join(row, `","`) + "\"\n")
		if i > 0 {
			record := map[string]string{}
			for c, cell := range row {
				record[rows[0][c]] = cell
			}
			list = append(list, record)
		}
	}
	about, err := json.Marshal(map[string]any{"about": map[string]string{"by": "canary@example.org"}, "rows": list})
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"visits.csv": []byte(text.String()), "visits.json": about,
		"visits.xlsx": excel(t, false), "clean.xlsx": excel(t, true), "visits.ods": openDocument(t, false), "clean.ods": openDocument(t, true),
	}
}

func zipped(t *testing.T, parts ...[2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0]})
		if err == nil {
			_, err = io.WriteString(w, part[1])
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

// excel is a workbook with three sheets, one of them hidden, with comments, an
// author, a defined name, a text box and a pivot cache.
func excel(t *testing.T, clean bool) []byte {
	sheet := func(place string, clean bool) string {
		var b strings.Builder
		b.WriteString(`<worksheet><sheetData>`)
		for _, row := range canaryTable(place, clean) {
			b.WriteString(`<row>`)
			for _, cell := range row {
				b.WriteString(`<c t="inlineStr"><is><t>` + cell + `</t></is></c>`)
			}
			b.WriteString(`</row>`)
		}
		return b.String() + `</sheetData><headerFooter><oddFooter>canary@example.org</oddFooter></headerFooter></worksheet>`
	}
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return zipped(t, [2]string{"[Content_Types].xml", `<Types/>`},
		[2]string{"xl/workbook.xml", `<workbook xmlns:r="` + rel + `"><sheets><sheet name="Visits" sheetId="1" r:id="r1"/><sheet name="Amy Canary" sheetId="2" r:id="r2"/>` +
			`<sheet name="Raw" sheetId="3" state="hidden" r:id="r3"/></sheets><definedNames><definedName name="by">"canary@example.org"</definedName></definedNames></workbook>`},
		[2]string{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="r2" Type="` + rel + `/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Type="` + rel + `/worksheet" Target="worksheets/sheet3.xml"/></Relationships>`},
		[2]string{"xl/worksheets/sheet1.xml", sheet("first", clean)}, [2]string{"xl/worksheets/sheet2.xml", sheet("second", false)}, [2]string{"xl/worksheets/sheet3.xml", sheet("hidden", false)},
		[2]string{"xl/comments1.xml", `<comments><authors><author>Amy Canary</author></authors><commentList><comment ref="A3"><text><t>canary@example.org</t></text></comment></commentList></comments>`},
		[2]string{"xl/drawings/drawing1.xml", `<xdr><t>canary@example.org</t></xdr>`}, [2]string{"xl/pivotCache/pivotCacheRecords1.xml", `<r><s v="canary@example.org"/></r>`},
		[2]string{"docProps/core.xml", `<coreProperties><creator>Amy Canary</creator></coreProperties>`})
}

// openDocument is the same as a spreadsheet of OpenDocument.
func openDocument(t *testing.T, clean bool) []byte {
	table := func(name, style string, clean bool) string {
		var b strings.Builder
		fmt.Fprintf(&b, `<table:table table:name="%s" table:style-name="%s">`, name, style)
		for i, row := range canaryTable(strings.ToLower(name[:1]), clean) {
			b.WriteString(`<table:table-row>`)
			for _, cell := range row {
				note := ""
				if i%100 == 1 {
					note = `<office:annotation><dc:creator>Amy Canary</dc:creator><text:p>canary@example.org</text:p></office:annotation>`
				}
				b.WriteString(`<table:table-cell office:value-type="string">` + note + `<text:p>` + cell + `</text:p></table:table-cell>`)
			}
			b.WriteString(`</table:table-row>`)
		}
		return b.String() + `</table:table>`
	}
	return zipped(t, [2]string{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, [2]string{"meta.xml", `<meta><creator>Amy Canary</creator></meta>`},
		[2]string{"content.xml", `<office:document-content><style:style style:name="off"><style:table-properties table:display="false"/></style:style><office:body>` +
			table("Visits", "", clean) + table("Others", "", false) + table("Raw", "off", false) + `</office:body></office:document-content>`})
}

// sealer brings files with people in them into a server that is killed.
type sealer struct {
	t          *testing.T
	data, temp string
	csrf       string
	cookie     string
	log        *os.File // the servers write into it themselves
}

// newSealer makes a data folder with an editor who is signed in.
func newSealer(t *testing.T) *sealer {
	t.Helper()
	s := &sealer{t: t, data: t.TempDir(), temp: t.TempDir()}
	var err error
	s.log, err = os.Create(filepath.Join(t.TempDir(), "log"))
	s.must(err)
	t.Cleanup(func() { s.must(s.log.Close()) })
	t.Setenv("TMPDIR", s.temp)
	ctx := t.Context()
	st, err := store.Open(ctx, store.Options{Folder: s.data})
	s.must(err)
	s.must(st.StartSetup(ctx, "token", time.Now()))
	user, err := st.FinishSetup(ctx, "token", store.Organisation{Name: "Example County Council", Area: "Essex", Licence: "OGL-UK-3.0", TimeZone: "Europe/London"},
		[]string{"Communications"}, store.User{Name: "Open data lead", Email: "lead@example.gov.uk"})
	s.must(err)
	token, hash, err := auth.NewToken(nil)
	s.must(err)
	s.csrf, s.cookie = "form-of-the-test", "figurehead="+token
	s.must(st.CreateSession(ctx, auth.ActorOf(user), store.Session{Hash: hash, UserID: user.ID, CSRF: s.csrf, CreatedAt: time.Now(), SeenAt: time.Now()}))
	s.must(st.Close())
	return s
}

func (s *sealer) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// bring sends a file, answers about people and looks at the reading. It returns
// every answer, and whether the last one was reached.
func (s *sealer) bring(ctx context.Context, address, name string, file []byte) (seen string, done bool) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(file)
	}
	for field, value := range map[string]string{"csrf": s.csrf, "from": "ours"} {
		if err == nil {
			err = w.WriteField(field, value)
		}
	}
	if err != nil || w.Close() != nil {
		return "", false
	}
	all := ""
	send := func(method, path, kind, body string) (location string) {
		r, err := http.NewRequestWithContext(ctx, method, address+path, strings.NewReader(body))
		if err != nil {
			return ""
		}
		for key, value := range map[string]string{"Cookie": s.cookie, "Origin": address, "Sec-Fetch-Site": "same-origin", "Content-Type": kind} {
			r.Header.Set(key, value)
		}
		response, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			return ""
		}
		defer response.Body.Close()
		answer, _ := io.ReadAll(response.Body) // cut by a kill, looked at all the same
		all += fmt.Sprint(response.Header) + string(answer)
		return response.Header.Get("Location")
	}
	const fields = "application/x-www-form-urlencoded"
	// Work that takes longer has a page that leads on when it is done.
	follow := func(location string) string {
		for strings.HasPrefix(location, "/studio/under-way/") {
			time.Sleep(100 * time.Millisecond)
			at := location
			if location = send("GET", at, "", ""); location == "" && ctx.Err() == nil && answers(address) {
				location = at
			}
		}
		return location
	}
	location := follow(send("POST", "/studio/new", w.FormDataContentType(), form.String()))
	if strings.HasSuffix(location, "/people") {
		send("GET", location, "", "")
		location = follow(send("POST", location, fields, "csrf="+s.csrf))
	}
	if !strings.HasSuffix(location, "/read") {
		return all, false
	}
	send("GET", location, "", "")
	send("GET", "/studio/audit", "", "")
	return all, strings.Contains(all, "Abbey")
}

// answers reports whether a server is still there.
func answers(address string) bool {
	response, err := http.Get(address + "/healthz")
	if err != nil {
		return false
	}
	return response.Body.Close() == nil
}

var canary = regexp.MustCompile(`(?i)canary`)

// look searches the data folder, temporary files, the log and the answers, and
// counts the places in which what was kept stands.
func (s *sealer) look(when, seen string) (kept int) {
	s.t.Helper()
	found := func(place string, body []byte) {
		if at := canary.FindIndex(body); at != nil {
			s.t.Errorf("%s: %s holds %q", when, place, body[max(0, at[0]-20):min(len(body), at[1]+20)])
		}
		if bytes.Contains(body, []byte("Abbey")) {
			kept++
		}
	}
	found("an answer", []byte(seen))
	log, err := os.ReadFile(s.log.Name())
	s.must(err)
	found("the log", log)
	for _, folder := range []string{s.data, s.temp} {
		s.must(filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			found(path, body)
			if z, zipError := zip.NewReader(bytes.NewReader(body), int64(len(body))); zipError == nil {
				for _, part := range z.File {
					unpacked, err := part.Open()
					s.must(err)
					text, err := io.ReadAll(unpacked)
					s.must(err)
					found(path+" "+part.Name, text)
				}
			}
			return err
		}))
	}
	return kept
}

// TestCanariesAreFoundNowhereThroughKills brings in files with 1,000 people in
// every column, sheet, comment and hidden sheet, kills the server anywhere on
// the way (in 50 runs with FIGUREHEAD_SOAK=1) and looks for them in the database
// with its log and free pages, in blobs, temporary files, answers, the audit
// trail and the log.
func TestCanariesAreFoundNowhereThroughKills(t *testing.T) {
	s := newSealer(t)
	kills := 5
	if os.Getenv("FIGUREHEAD_SOAK") != "" {
		kills = 50
	}
	files := canaryFiles(t)
	names := []string{"visits.csv", "visits.json", "visits.xlsx", "clean.xlsx", "visits.ods", "clean.ods"}
	whole := time.Duration(0)
	for _, name := range names {
		p := startServeTo(t, s.log, 1, "--data", s.data)
		begin := time.Now()
		seen, done := s.bring(t.Context(), p.address(), name, files[name])
		whole = max(whole, time.Since(begin))
		if !done {
			t.Fatalf("%s was not brought in: %.2000s", name, seen)
		}
		if kept := s.look(name, seen); kept < 2 {
			t.Errorf("%s: what was kept is found in %d places, want the blobs and an answer", name, kept)
		}
		p.stop(t, os.Kill)
		s.look(name+" after a kill", "")
	}
	cut := 0
	for n := range kills {
		name := names[n%len(names)]
		p := startServeTo(t, s.log, 1, "--data", s.data)
		time.AfterFunc(rand.N(whole), func() { _ = p.Process.Kill() }) // it may have ended: seen below
		seen, done := s.bring(t.Context(), p.address(), name, files[name])
		p.stop(t, os.Kill)
		if !done {
			cut++
		}
		s.look(fmt.Sprintf("kill %d, %s", n+1, name), seen)
	}
	if kills > 10 && cut == 0 {
		t.Error("no kill came in time")
	}
	t.Logf("%d kills, %d in the middle", kills, cut)
}
