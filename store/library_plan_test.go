package store

import (
	"strings"
	"testing"
)

// TestLibraryReadsIndexes holds every order and filter of the Library to an
// index: nothing is sorted, and no row is read but those of the page and of what
// the filter names.
func TestLibraryReadsIndexes(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, f := range map[string]LibraryFilter{
		"all": {}, "made": {Sort: ByMade}, "title": {Sort: ByTitle}, "state": {State: StateLive}, "owner": {OwnerID: "u"},
		"directorate": {DirectorateID: "d"}, "dataset": {DatasetID: "d"}, "kind": {Kind: "bar"},
	} {
		where, args := f.where()
		order := librarySorts[f.Sort]
		if order == "" {
			order = librarySorts[ByChanged]
		}
		err := s.view(t.Context(), "plan", func(tx *tx) error {
			plan, err := all(tx, func(row scanner) (step string, err error) {
				var skip int
				return step, row.Scan(&skip, &skip, &skip, &step)
			}, `EXPLAIN QUERY PLAN SELECT w.id FROM widgets w`+where+` ORDER BY `+order+` LIMIT 50`, args...)
			for _, step := range plan {
				if strings.Contains(step, "TEMP B-TREE") || !strings.Contains(step, "INDEX") {
					t.Errorf("%s: %s", name, step)
				}
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLibrarySearchReadsNoRow holds a search, which no index answers, to the texts
// and what stands beside them in their index.
func TestLibrarySearchReadsNoRow(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	where, args := LibraryFilter{Text: "waste essex"}.where()
	err = s.view(t.Context(), "plan", func(tx *tx) error {
		plan, err := all(tx, func(row scanner) (step string, err error) {
			var skip int
			return step, row.Scan(&skip, &skip, &skip, &step)
		}, `EXPLAIN QUERY PLAN SELECT w.id, COUNT(*) OVER () FROM widgets w`+where+` ORDER BY `+librarySorts[ByChanged]+` LIMIT 50 OFFSET 0`, args...)
		if !strings.Contains(strings.Join(plan, "; "), "w USING COVERING INDEX widgets_search") {
			t.Errorf("a search is planned as %q", plan)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
