package store_test

import (
	"encoding/json"
	"os"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
)

// testNaughtyStrings saves each string as every kind of text and reads it back.
func testNaughtyStrings(t *testing.T, st *store.Store) {
	ctx := t.Context()
	raw := must[[]byte](t)(os.ReadFile("testdata/blns.json"))
	var naughty []string
	if err := json.Unmarshal(raw, &naughty); err != nil {
		t.Fatal(err)
	}
	naughty = append(naughty, "a\x00b", "\u2028\u2029", "\ufeffx", "e\u0301", "\r\n\t")
	if len(naughty) < 500 {
		t.Fatalf("%d naughty strings, want the whole list", len(naughty))
	}
	w, d := widget(t, st, "Naughty")
	data := must[datasets.Dataset](t)(st.Dataset(ctx, w.DatasetID))
	for _, text := range naughty {
		d = saveNaughty(t, st, data, d, text)
	}
	e := edition(t, st, "Naughty", "naughty")
	e.Result = naughtyResult(naughty)
	e.Notes = naughty
	e = must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, e))
	wantEqual(t, "Published", must[widgets.Published](t)(st.Published(ctx, w.PublicID)).Edition, e)
}

// saveNaughty stores a text as title, unit, filter value, source and audit detail.
func saveNaughty(t *testing.T, st *store.Store, data datasets.Dataset, d widgets.Draft, text string) widgets.Draft {
	t.Helper()
	ctx := t.Context()
	d.Spec.Title, d.Spec.Number.Unit, d.Spec.Alt = text, text, text
	d = must[widgets.Draft](t)(st.SaveDraft(ctx, amina, d))
	got := must[widgets.Draft](t)(st.Draft(ctx, d.WidgetID))
	wantEqual(t, "title, unit and description", []string{got.Spec.Title, got.Spec.Number.Unit, got.Spec.Alt}, []string{text, text, text})
	wantEqual(t, "title in lists", must[widgets.Widget](t)(st.Widget(ctx, d.WidgetID)).Title, text)

	data.Title, data.Source.Title, data.Source.Publisher = text, text, text
	if err := st.SaveDataset(ctx, amina, data); err != nil {
		t.Fatalf("SaveDataset(%q) = %v", text, err)
	}
	stored := must[datasets.Dataset](t)(st.Dataset(ctx, data.ID))
	wantEqual(t, "source", []string{stored.Title, stored.Source.Title, stored.Source.Publisher}, []string{text, text, text})

	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Limit: 1}))
	wantEqual(t, "audit title", events[0].Title, text)
	return d
}

// naughtyResult is a table with each text as a cell.
func naughtyResult(texts []string) datasets.Result {
	r := datasets.Result{Fields: []table.Field{{Name: "Text", Kind: table.Text, Unit: texts[1]}}}
	for _, text := range texts {
		r.Rows = append(r.Rows, []table.Cell{{Kind: table.Text, Text: text}})
	}
	return r
}
