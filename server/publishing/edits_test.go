package publishing_test

import (
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// editedDesk is a public figure in which a number of January was edited.
func editedDesk(t *testing.T) desk {
	t.Helper()
	d := publishedDesk(t)
	var err error
	if d.draft, err = d.store.Draft(t.Context(), d.widget.ID); err != nil {
		t.Fatal(err)
	}
	result, _, err := d.publisher.EditTable(t.Context(), d.draft)
	if err != nil || len(result.Rows) == 0 {
		t.Fatalf("EditTable() = %d rows, %v", len(result.Rows), err)
	}
	number := len(result.Fields) - 1
	for !result.Fields[number].Kind.Number() {
		number--
	}
	e := datasets.Edit{Field: result.Fields[number].Name, To: datasets.CellValue{Value: "5000.5"}, Why: "A digit was missing", By: officer.ID}
	if d.draft.Query, err = d.publisher.Edited(t.Context(), d.draft, 0, e); err != nil {
		t.Fatal(err)
	}
	if d.draft, err = d.store.SaveDraft(t.Context(), officer, d.draft); err != nil {
		t.Fatal(err)
	}
	if _, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestRefreshReplaysEdits: an edit goes along to newer data, but never onto
// another number than the one that was edited.
func TestRefreshReplaysEdits(t *testing.T) {
	t.Parallel()
	d := editedDesk(t)
	before := d.live(t).Edition
	if len(before.Result.Edited) != 1 || !strings.Contains(before.Provenance.Edited, "1 figure edited") {
		t.Fatalf("published with %v, %q", before.Result.Edited, before.Provenance.Edited)
	}
	was := before.Result.Edited[0].From.Value
	got, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(more), everyone)
	if err != nil || len(got.Figures) != 1 || got.Figures[0].Edition != 3 {
		t.Fatalf("Refresh() = %+v, %v; want edition 3", got.Figures, err)
	}
	after := d.live(t).Edition
	if len(after.Result.Edited) != 1 || after.Result.Edited[0].From.Value != was {
		t.Fatalf("the newer edition has edits %v", after.Result.Edited)
	}
	at := after.Result.Edited[0]
	if cell := after.Result.Rows[at.Row][after.Result.Index(at.Field)]; cell.String() != "5000.5" {
		t.Errorf("the edited cell says %s", cell)
	}

	changed := strings.ReplaceAll(more, "120.50", "720.50") // part of the number that was edited
	got, err = d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(changed), everyone)
	if err != nil || len(got.Figures) != 1 || got.Figures[0].Edition != 0 || !strings.Contains(got.Figures[0].Reason, "was edited when it was "+was) {
		t.Fatalf("Refresh() = %+v, %v; want the reason why it stays", got.Figures, err)
	}
	if e := d.live(t).Edition; e.Number != after.Number {
		t.Errorf("edition %d is live, want the last good one", e.Number)
	}
	if d.draft, err = d.store.Draft(t.Context(), d.widget.ID); err != nil {
		t.Fatal(err)
	}
	_, states, err := d.publisher.EditTable(t.Context(), d.draft)
	if err != nil || len(states) != 1 || states[0].Conflict == nil || states[0].Conflict.Now.Missing != table.Present {
		t.Errorf("EditTable() = %+v, %v; want the conflict", states, err)
	}
}
