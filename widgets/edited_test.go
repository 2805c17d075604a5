package widgets

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

func TestEditedBy(t *testing.T) {
	t.Parallel()
	number, name := datasets.EditedCell{Field: "Waste"}, datasets.EditedCell{Field: "Council", Text: true}
	for _, test := range []struct {
		edited    []datasets.EditedCell
		who, lang string
		want      string
	}{
		{nil, "Essex County Council", "en-GB", ""},
		{[]datasets.EditedCell{number}, "Essex County Council", "en-GB", "1 figure edited by Essex County Council"},
		{[]datasets.EditedCell{number, number, name}, "Essex County Council", "en-GB", "2 figures and 1 name edited by Essex County Council"},
		{[]datasets.EditedCell{name}, "", "en-GB", "1 name edited by hand"},
		{[]datasets.EditedCell{number, number}, "Cyngor Gwynedd", "cy", "Wedi’u golygu â llaw: 2 o ffigurau (Cyngor Gwynedd)"},
	} {
		if got := EditedBy(datasets.Result{Edited: test.edited}, test.who, test.lang); got != test.want {
			t.Errorf("EditedBy(%v, %q, %s) = %q, want %q", test.edited, test.who, test.lang, got, test.want)
		}
	}
}

func TestHowMadeTellsEdits(t *testing.T) {
	t.Parallel()
	q := datasets.Query{Steps: []datasets.Step{datasets.EditCells{Edits: []datasets.Edit{
		{Row: []datasets.RowValue{{Field: "Council", CellValue: datasets.CellValue{Value: "Harlow"}}, {Field: "Year", CellValue: datasets.CellValue{Value: "2018/19"}}},
			Field: "Waste", From: datasets.CellValue{Value: "12.4"}, To: datasets.CellValue{Value: "124"}, Why: "A nought was missing."},
		{Field: "Total", From: datasets.CellValue{Missing: table.NotAvailable}, To: datasets.CellValue{Value: "9"}, Why: "counted late"},
	}}}}
	for lang, want := range map[string][]string{
		"en-GB": {"“Waste” of Harlow, 2018/19 was edited: in the source it is 12.4. Reason: A nought was missing. “Total” was edited: in the source it is missing. Reason: counted late."},
		"cy":    {"Golygwyd “Waste”, Harlow, 2018/19. Yn y ffynhonnell: 12.4. Rheswm: A nought was missing. Golygwyd “Total”. Yn y ffynhonnell: ar goll. Rheswm: counted late."},
	} {
		if diff := cmp.Diff(want, HowMade(q, lang)); diff != "" {
			t.Errorf("HowMade in %s (-want +got):\n%s", lang, diff)
		}
	}
}
