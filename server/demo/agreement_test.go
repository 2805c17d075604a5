package demo_test

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"

	"figurehead/datasets/table"
	"figurehead/embed"
	"figurehead/server/demo"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// TestValuesAgreeEverywhere parses the numbers back from every place a demo
// figure appears in and holds them against the cells of its Result.
func TestValuesAgreeEverywhere(t *testing.T) {
	t.Parallel()
	st := openStore(t)
	if err := demo.Seed(t.Context(), st, publishing.New(st, publishing.Options{PublicURL: "http://127.0.0.1:8080"})); err != nil {
		t.Fatal(err)
	}
	listed, err := st.Listed(t.Context(), "", 50)
	if err != nil {
		t.Fatal(err)
	}
	for _, figure := range listed {
		e := figure.Edition
		t.Run(e.Title, func(t *testing.T) {
			csvHolds(t, e, blob(t, st, e, "data.csv"))
			jsonHolds(t, e, blob(t, st, e, "data.json"))
			workbookHolds(t, e, blob(t, st, e, "data.xlsx"))
			parquetHolds(t, e, blob(t, st, e, "data.parquet"))
			tableHolds(t, e)
			drawingHolds(t, e)
			altHolds(t, e)
			pictureHolds(t, e, blob(t, st, e, "og.png"))
		})
	}
}

func blob(t *testing.T, st *store.Store, e widgets.Edition, name string) []byte {
	t.Helper()
	raw, err := st.Blobs().Get(t.Context(), e.Renditions[name].SHA256)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return raw
}

func csvHolds(t *testing.T, e widgets.Edition, raw []byte) {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(records)-1, len(e.Result.Rows); got != want {
		t.Fatalf("the CSV has %d rows, want %d", got, want)
	}
	for i, row := range e.Result.Rows {
		for j, cell := range row {
			if got := records[i+1][j]; cell.Kind.Number() && got != exact(cell) {
				t.Errorf("CSV row %d, %s = %q, want %q", i+1, e.Result.Fields[j].Name, got, exact(cell))
			}
		}
	}
}

func jsonHolds(t *testing.T, e widgets.Edition, raw []byte) {
	t.Helper()
	var file struct {
		Rows []map[string]json.RawMessage `json:"rows"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	if got, want := len(file.Rows), len(e.Result.Rows); got != want {
		t.Fatalf("the JSON has %d rows, want %d", got, want)
	}
	for i, row := range e.Result.Rows {
		for j, cell := range row {
			want := exact(cell)
			if want == "" {
				want = "null"
			}
			if got := string(file.Rows[i][e.Result.Fields[j].Name]); cell.Kind.Number() && got != want {
				t.Errorf("JSON row %d, %s = %s, want %s", i+1, e.Result.Fields[j].Name, got, want)
			}
		}
	}
}

// exact is the cell's number with all its digits, or nothing.
func exact(cell table.Cell) string {
	if cell.Missing != table.Present {
		return ""
	}
	return cell.Number.String()
}

// tableHolds finds every row of the worded table among the rows of the Result,
// rounded to the places it is printed with.
func tableHolds(t *testing.T, e widgets.Edition) {
	t.Helper()
	page, err := embed.Frame(e, embed.FrameOptions{})
	if err != nil {
		t.Fatal(err)
	}
	text := html.UnescapeString(string(page))
	if len(e.Table.Rows) == 0 {
		t.Fatal("no table")
	}
	numbers := map[string]bool{}
	for _, row := range e.Result.Rows {
		for _, cell := range row {
			if cell.Kind.Number() && cell.Missing == table.Present {
				for places := range 13 {
					numbers[cell.Number.Round(places).String()] = true
				}
			}
		}
	}
	for i, row := range e.Table.Rows {
		for j, label := range row {
			if i < 12 && !strings.Contains(text, ">"+label+"<") {
				t.Errorf("the frame's table lacks %q", label)
			}
			if e.Table.Numeric[j] && label != "" && !numbers[number(t, label)] {
				t.Errorf("the table says %q, which is no number of the Result", label)
			}
		}
	}
}

// number reads a printed number back.
func number(t *testing.T, label string) string {
	t.Helper()
	plain := strings.NewReplacer(",", "", "£", "", "%", "", "\u00a0", "", "−", "-", "parts per million", "", " ", "").Replace(label)
	d, err := table.ParseDecimal(plain)
	if err != nil {
		t.Fatalf("printed number %q: %v", label, err)
	}
	return d.String()
}

var drawnText = regexp.MustCompile(`<text[^>]*>([^<]*)</text>`)

// drawingHolds finds every printed number of the widest drawing in the table
// or among the ticks of its axis.
func drawingHolds(t *testing.T, e widgets.Edition) {
	t.Helper()
	known := map[string]bool{e.Headline.Number: true}
	for _, row := range e.Table.Rows {
		for _, label := range row {
			known[label] = true
		}
	}
	found := 0
	for _, match := range drawnText.FindAllStringSubmatch(string(e.Parts["frame-l.light"].HTML), -1) {
		for word := range strings.FieldsSeq(html.UnescapeString(match[1])) {
			if known[word] && strings.ContainsAny(word, "0123456789") {
				found++
			}
		}
	}
	if e.Kind != widgets.Line && e.Kind != widgets.Headline && found < min(len(e.Table.Rows), 5) {
		t.Errorf("the drawing prints %d numbers of its table", found)
	}
}

var quantity = regexp.MustCompile(`£?[0-9][0-9,]*(?:\.[0-9]+)?%?`)

// altHolds finds every percentage and amount of the description among the
// table's labels and the Facts.
func altHolds(t *testing.T, e widgets.Edition) {
	t.Helper()
	if e.Alt == "" {
		t.Fatal("no description")
	}
	said := strings.Join([]string{e.Headline.Number, e.Headline.Change, e.Headline.Base, e.Subtitle, e.Title}, " ")
	for _, row := range e.Table.Rows {
		said += " " + strings.Join(row, " ")
	}
	for _, q := range quantity.FindAllString(e.Alt, -1) {
		if strings.ContainsAny(q, "%£.") && !strings.Contains(said, strings.TrimRight(q, ".,")) {
			t.Errorf("the description says %q, which no other part of the figure does", q)
		}
	}
}

// pictureHolds reads the PNG's texts and holds them against the figure.
func pictureHolds(t *testing.T, e widgets.Edition, raw []byte) {
	t.Helper()
	texts := pngTexts(raw)
	for key, want := range map[string]string{"Title": e.Title, "Source": e.Provenance.Source, "Copyright": e.Provenance.Statement} {
		if !strings.Contains(texts[key], want) {
			t.Errorf("PNG %s = %q, want %q in it", key, texts[key], want)
		}
	}
	if !strings.Contains(html.UnescapeString(texts["XML:com.adobe.xmp"]), e.Alt) {
		t.Errorf("the PNG's XMP lacks the description %q", e.Alt)
	}
}

// pngTexts returns the uncompressed iTXt chunks by keyword.
func pngTexts(raw []byte) map[string]string {
	texts := map[string]string{}
	for at := 8; at+12 <= len(raw); {
		size := int(binary.BigEndian.Uint32(raw[at:]))
		body := raw[at+8 : at+8+size]
		if string(raw[at+4:at+8]) == "iTXt" {
			parts := bytes.SplitN(body, []byte{0}, 2)
			rest := bytes.SplitN(parts[1][2:], []byte{0}, 3) // after the compression flag and method
			texts[string(parts[0])] = string(rest[2])
		}
		at += 12 + size
	}
	return texts
}
