package store

import (
	"context"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"figurehead/datasets"
	"figurehead/widgets"
)

// folded joins texts into one that is searched: in lower case, without accents,
// with plain quotation marks, so that "dwr" finds "dŵr".
func folded(texts ...string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(strings.ToLower(strings.Join(texts, " "))) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		case r == '’' || r == '‘':
			r = '\''
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// maxSearchWords is how many words of a search are looked for.
const maxSearchWords = 8

// foldedWords are the words of a search as LIKE patterns on folded texts.
func foldedWords(search string) (patterns []string) {
	words := strings.Fields(folded(search))
	for _, word := range words[:min(len(words), maxSearchWords)] {
		patterns = append(patterns, matching(word))
	}
	return patterns
}

// figureSearch is what a figure is found by. It begins with the title, by which
// lists are sorted, and is never empty.
func figureSearch(title string, texts ...string) string {
	return folded(append([]string{title}, texts...)...) + " "
}

// datasetSearch is what a dataset, and each figure from it, is found by.
func datasetSearch(title string, s datasets.Source) string {
	return folded(title, s.Title, s.Publisher, s.ShortName, s.Link) + " "
}

// fillSearch writes the searched texts that a step of the tables emptied.
func (s *Store) fillSearch(ctx context.Context) error {
	var missing int
	err := s.view(ctx, "look for searched texts", func(tx *tx) (err error) {
		missing, err = value[int](tx, countUnsearched)
		return err
	})
	if err != nil || missing == 0 {
		return err
	}
	return s.change(ctx, "write searched texts", func(tx *tx) error {
		figures, err := all(tx, scanUnsearched, selectUnsearched)
		if err != nil {
			return err
		}
		for _, f := range figures {
			if err := tx.exec(updateWidgetSearch, figureSearch(f.title, f.spec.Subtitle, f.spec.Alt), f.id); err != nil {
				return err
			}
		}
		list, err := all(tx, scanDataset, selectUnsearchedDatasets)
		if err != nil {
			return err
		}
		for _, d := range list {
			if err := tx.exec(updateDatasetSearch, datasetSearch(d.Title, d.Source), d.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// unsearched is a figure whose searched text is to be written.
type unsearched struct {
	id, title string
	spec      widgets.Spec
}

func scanUnsearched(row scanner) (u unsearched, err error) {
	return u, row.Scan(&u.id, &u.title, jsonColumn{&u.spec})
}

const (
	countUnsearched = `
SELECT (SELECT COUNT(*) FROM widgets WHERE search = '') + (SELECT COUNT(*) FROM datasets WHERE search = '')`

	selectUnsearched = `
SELECT w.id, w.title, d.spec FROM widgets w JOIN drafts d ON d.widget_id = w.id WHERE w.search = ''`

	updateWidgetSearch = `UPDATE widgets SET search = ? WHERE id = ?`

	selectUnsearchedDatasets = `
SELECT d.id, d.title, d.source, COALESCE(d.directorate_id, ''), d.owner_id, d.created_at, d.updated_at, d.protection, d.reference, d.bands, ''
FROM datasets d WHERE d.search = ''`

	updateDatasetSearch = `UPDATE datasets SET search = ? WHERE id = ?`
)
