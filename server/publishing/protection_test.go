package publishing_test

import (
	"context"
	"encoding/binary"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// patients is a table of small numbers: 3 people in Brentwood.
const patients = "District,Patients\nBasildon,1240\nBraintree,877\nBrentwood,3\nCastle Point,655\nChelmsford,910\nColchester,1101\n"

// protectedDesk is a desk with that table and a rule.
func protectedDesk(t *testing.T, rule datasets.Protection) desk {
	t.Helper()
	d := newDesk(t, ours, true)
	var err error
	d.dataset, d.snapshot, err = d.publisher.Import(t.Context(), officer, publishing.Import{Raw: []byte(patients), Name: "patients.csv", Source: ours})
	if err != nil {
		t.Fatal(err)
	}
	if d.snapshot, _, err = d.publisher.ConfirmRecipe(t.Context(), officer, d.snapshot.ID, nil); err != nil {
		t.Fatal(err)
	}
	if err := d.store.SaveProtection(t.Context(), officer, d.dataset.ID, rule); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d desk) figure(t *testing.T, kind widgets.Kind) (widgets.Widget, widgets.Draft) {
	t.Helper()
	suggestions, err := d.publisher.Suggestions(t.Context(), d.snapshot.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range suggestions {
		if s.Kind != kind {
			continue
		}
		w, draft, err := d.store.CreateWidget(t.Context(), officer,
			widgets.Widget{DatasetID: d.dataset.ID, State: widgets.InDraft, Kind: s.Kind}, widgets.Draft{SnapshotID: d.snapshot.ID, Query: s.Query, Spec: s.Spec})
		if err != nil {
			t.Fatal(err)
		}
		return w, draft
	}
	t.Fatalf("no %s is suggested", kind)
	return widgets.Widget{}, widgets.Draft{}
}

// inText finds the number that is hidden for the small one in a text of an SVG,
// and not in a coordinate.
var inText = regexp.MustCompile(`>[^<]*\b655\b[^<]*<`)

// textOf is all that a data file says: itself, or the cells that are read from a
// packed one.
func textOf(t *testing.T, p *publishing.Publisher, name string, raw []byte) string {
	t.Helper()
	if !strings.HasSuffix(name, ".xlsx") && !strings.HasSuffix(name, ".parquet") {
		return string(raw)
	}
	_, snapshot, err := p.Import(t.Context(), officer, publishing.Import{Raw: raw, Name: name, Source: ours})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	read, err := p.Table(t.Context(), snapshot.ID)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	text := ""
	for row := range read.Rows() {
		for column := range read.Fields() {
			text += read.Cell(row, column).String() + " " + read.Cell(row, column).Missing.String() + "|"
		}
	}
	return text
}

// besidePixels is all that a PNG holds but its pixels.
func besidePixels(raw []byte) string {
	text := ""
	for at := 8; at+12 <= len(raw); {
		length := int(binary.BigEndian.Uint32(raw[at:]))
		if kind := string(raw[at+4 : at+8]); kind == "iTXt" || kind == "tEXt" {
			text += string(raw[at+8 : at+8+length])
		}
		at += length + 12
	}
	return text
}

// Whatever the public gets of a figure has the reason in the place of a small
// number, and of the one that is hidden with it.
func TestHiddenNumbersAreNowhere(t *testing.T) {
	t.Parallel()
	d := protectedDesk(t, datasets.Protection{Threshold: 5})
	for _, kind := range []widgets.Kind{widgets.Bar, widgets.Table} {
		w, draft := d.figure(t, kind)
		e, err := d.publisher.Publish(t.Context(), officer, w.ID, draft.Version)
		if err != nil {
			t.Fatalf("Publish(%s) = %v", kind, err)
		}
		hidden := 0
		for _, row := range e.Result.Rows {
			for _, c := range row {
				if c.Missing.String() == "suppressed" {
					hidden++
				}
			}
		}
		if hidden < 2 {
			t.Errorf("%s: %d cells are suppressed, want the small number and another", kind, hidden)
		}
		if !strings.Contains(e.Alt, "hidden to protect people") || strings.Contains(e.Long, "is lowest at") {
			t.Errorf("%s: %q does not say that numbers are hidden, or %q claims the lowest", kind, e.Alt, e.Long)
		}
		told := strings.Join(e.HowMade, " ") + e.Title + e.Alt + e.Long + e.Subtitle + e.Post
		if kind == widgets.Bar && !strings.Contains(e.Alt, "is the lowest shown") {
			t.Errorf("%q claims the lowest though lower ones may be hidden", e.Alt)
		}
		if !strings.Contains(told, "below 5 are hidden") {
			t.Errorf("%s: %q does not say what is hidden", kind, e.HowMade)
		}
		for name, rendition := range e.Renditions {
			raw, err := d.store.Blobs().Get(t.Context(), rendition.SHA256)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(name, "data.") {
				if text := textOf(t, d.publisher, name, raw); strings.Contains(text, "655") || !strings.Contains(text, "suppressed") {
					t.Errorf("%s %s: %s", kind, name, text)
				}
			}
			if strings.HasSuffix(name, ".png") && strings.Contains(besidePixels(raw), "655") || name == "datapackage.json" && regexp.MustCompile(`\b655\b`).Match(raw) {
				t.Errorf("%s %s: its words hold the number hidden for the other", kind, name)
			}
			if strings.HasSuffix(name, ".png") && !strings.HasPrefix(name, "withdrawn.") && !strings.Contains(besidePixels(raw), "hidden to protect people") {
				t.Errorf("%s %s: its words do not say that numbers are hidden", kind, name)
			}
			if strings.HasSuffix(name, ".svg") && inText.Match(raw) {
				t.Errorf("%s %s shows the number hidden for the other", kind, name)
			}
		}
		if strings.Contains(told, "655") {
			t.Errorf("%s: the words %q hold a hidden number", kind, told)
		}
	}
	ledger, err := d.store.Ledger(t.Context(), d.dataset.ID)
	if err != nil || len(ledger.Entries) == 0 {
		t.Fatalf("ledger = %v, %v, want what was published", ledger, err)
	}
	hidden := 0
	for _, e := range ledger.Entries {
		if e.Hidden {
			hidden++
		}
	}
	if hidden != 2 {
		t.Errorf("%d numbers are hidden in the ledger, want 2", hidden)
	}
}

// Two people who publish at once from one dataset: both figures are public and
// the ledger has both, or one has to be made again.
func TestTwoPublishersShareALedger(t *testing.T) {
	t.Parallel()
	d := protectedDesk(t, datasets.Protection{Threshold: 5})
	var group sync.WaitGroup
	failed := make(chan error, 2)
	for _, kind := range []widgets.Kind{widgets.Bar, widgets.Table} {
		w, draft := d.figure(t, kind)
		group.Go(func() {
			if _, err := d.publisher.Publish(context.WithoutCancel(t.Context()), officer, w.ID, draft.Version); err != nil && !errors.Is(err, store.ErrConflict) {
				failed <- err
			}
		})
	}
	group.Wait()
	close(failed)
	for err := range failed {
		t.Error(err)
	}
	ledger, err := d.store.Ledger(t.Context(), d.dataset.ID)
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, e := range ledger.Entries {
		if len(e.Where) == 1 && len(e.Where[0].Values) == 1 {
			shown[e.Where[0].Values[0]] = !e.Hidden
		}
	}
	if shown["Brentwood"] || shown["Castle Point"] {
		t.Errorf("ledger shows %v, want Brentwood and Castle Point hidden", shown)
	}
}

// Where people are counted, a number is small and nothing is chosen, Check asks.
func TestCheckAsksAboutSmallNumbers(t *testing.T) {
	t.Parallel()
	for threshold, done := range map[int]bool{0: false, 5: true} {
		d := protectedDesk(t, datasets.Protection{Threshold: threshold})
		_, draft := d.figure(t, widgets.Table)
		preview, err := d.publisher.Preview(t.Context(), draft)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, c := range preview.Checks {
			if c.ID == "small" {
				found = true
				if c.Done != done || c.Blocking {
					t.Errorf("threshold %d: check = %+v, want done %v and not blocking", threshold, c, done)
				}
			}
		}
		if !found {
			t.Errorf("threshold %d: no check of small numbers", threshold)
		}
	}
}
