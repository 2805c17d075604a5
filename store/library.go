package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"figurehead/widgets"
)

// LibraryState is a state of figures that the Library can be narrowed to.
type LibraryState string

// The states of the Library.
const (
	StateDraft     LibraryState = "draft"
	StateLive      LibraryState = "live"
	StateEdited    LibraryState = "edited"  // live, with changes that are not published
	StateBroken    LibraryState = "broken"  // its source was not fetched the last time
	StateWaiting   LibraryState = "waiting" // for approval
	StatePlanned   LibraryState = "planned" // to be published or withdrawn at a time
	StatePinned    LibraryState = "pinned"
	StateCorrected LibraryState = "corrected" // a correction notice stands beside it
	StateWithdrawn LibraryState = "withdrawn"
	StatePurged    LibraryState = "purged"
)

// libraryStates has the condition of each state on the widget w.
var libraryStates = map[LibraryState]string{
	StateDraft:     `w.state = 'draft'`,
	StateLive:      `w.state = 'live'`,
	StateWithdrawn: `w.state = 'withdrawn'`,
	StateWaiting:   `w.id IN (SELECT k.widget_id FROM asks k WHERE k.state = 'open')`,
	StatePlanned:   `w.id IN (SELECT l.widget_id FROM plans l WHERE l.publish_at > 0 OR l.withdraw_at > 0)`,
	StatePinned:    `w.id IN (SELECT n.widget_id FROM pins n WHERE n.unpinned_at = 0)`,
	StateCorrected: `w.id IN (SELECT r.widget_id FROM corrections r WHERE r.removed_at = 0)`,
	StatePurged:    `w.state = 'purged'`,
	StateEdited: `w.state = 'live' AND (SELECT d.saved_at FROM drafts d WHERE d.widget_id = w.id)
    > (SELECT p.published_at FROM published p WHERE p.widget_id = w.id)`,
	StateBroken: `w.dataset_id IN (SELECT f.dataset_id FROM refreshes f WHERE f.outcome = 'kept' AND ` + newestOutcome("f.dataset_id") + ` = 'kept')`,
}

// Conditions on the widget w that stand in other tables.
const (
	isWaiting   = `EXISTS (SELECT 1 FROM asks k WHERE k.widget_id = w.id AND k.state = 'open')`
	isPinned    = `EXISTS (SELECT 1 FROM pins n WHERE n.widget_id = w.id AND n.unpinned_at = 0)`
	isCorrected = `EXISTS (SELECT 1 FROM corrections r WHERE r.widget_id = w.id AND r.removed_at = 0)`
)

// newestOutcome is what came of the newest try to fetch a dataset.
func newestOutcome(dataset string) string {
	return `COALESCE((SELECT r.outcome FROM refreshes r WHERE r.dataset_id = ` + dataset + ` ORDER BY r.at DESC, r.id DESC LIMIT 1), '')`
}

// LibrarySort is an order of the Library.
type LibrarySort string

// The orders of the Library; each has an index.
const (
	ByChanged LibrarySort = "changed" // the last changed first
	ByMade    LibrarySort = "made"    // the newest first
	ByTitle   LibrarySort = "title"
)

var librarySorts = map[LibrarySort]string{
	ByChanged: `w.updated_at DESC, w.id DESC`,
	ByMade:    `w.id DESC`, // identifiers begin with the time
	ByTitle:   `w.search, w.id`,
}

// LibraryFilter narrows the Library; empty fields do not. Text is words that
// all stand in title, subtitle, description or source.
type LibraryFilter struct {
	Text, DirectorateID, OwnerID, DatasetID string
	Among                                   []string // ids of figures; nil for all
	Kind                                    widgets.Kind
	State                                   LibraryState
	Sort                                    LibrarySort // ByChanged when empty
	Offset, Limit                           int
	// Since is the first day whose views are counted; "" counts none.
	Since string
}

// LibraryRow is a figure with what a list of figures says of it.
type LibraryRow struct {
	widgets.Widget
	DatasetTitle, Owner, Directorate string
	ChangedBy                        string // name of who saved the draft last; "" when no person did
	PublishedAt                      time.Time
	Edited                           bool // live, with changes that are not published
	Broken                           bool // its source was not fetched the last time
	Waiting, Pinned, Corrected       bool
	PublishAt, WithdrawAt            time.Time // as planned
	Sites, Seen                      int       // hosts that showed it, and how often it was seen
}

// Library is a page of figures.
type Library struct {
	Rows  []LibraryRow
	Found int // that pass the filter
	All   int // figures there are
	Live  int // of all, those that are public
}

// Library returns the figures that pass the filter, a page of them.
func (s *Store) Library(ctx context.Context, f LibraryFilter) (l Library, err error) {
	where, args := f.where()
	err = s.view(ctx, "library", func(tx *tx) (err error) {
		if l.All, err = value[int](tx, countWidgets); err != nil {
			return err
		}
		if l.Live, err = value[int](tx, countLiveWidgets); err != nil {
			return err
		}
		order, known := librarySorts[f.Sort]
		if !known {
			order = librarySorts[ByChanged]
		}
		// The page is chosen on its own, so that only its figures are described.
		chosen, limits := `SELECT w.id FROM widgets w`+where+` ORDER BY `+order+` LIMIT ? OFFSET ?`, []any{atMost(f.Limit), f.Offset}
		switch {
		case where == "":
			l.Found = l.All
		case f.Text != "":
			if chosen, args, l.Found, err = tx.searched(where, order, slices.Concat(args, limits)); err != nil {
				return err
			}
			limits = nil
		default:
			if l.Found, err = value[int](tx, `SELECT COUNT(*) FROM widgets w`+where, args...); err != nil {
				return err
			}
		}
		since := cmp.Or(f.Since, never)
		l.Rows, err = all(tx, scanLibraryRow, libraryHead+chosen+libraryTail+order, slices.Concat([]any{since, since}, args, limits)...)
		return err
	})
	return l, err
}

// searched chooses a page of figures by their words and counts all that have them.
// No index knows the words, so every figure is read, and once.
func (t *tx) searched(where, order string, args []any) (chosen string, ids []any, found int, err error) {
	ids, err = all(t, func(row scanner) (id any, err error) {
		var text string
		err = row.Scan(&text, &found)
		return text, err
	}, `SELECT w.id, COUNT(*) OVER () FROM widgets w`+where+` ORDER BY `+order+` LIMIT ? OFFSET ?`, args...)
	if err != nil {
		return "", nil, 0, err
	}
	if len(ids) == 0 { // beyond the last page, or none
		found, err = value[int](t, `SELECT COUNT(*) FROM widgets w`+where, args[:len(args)-2]...)
		return `NULL`, nil, found, err
	}
	return strings.TrimSuffix(strings.Repeat("?, ", len(ids)), ", "), ids, found, nil
}

// never is after every day.
const never = "9999"

// where is the filter as a condition: only of what is asked, so that an index
// is read.
func (f LibraryFilter) where() (string, []any) {
	var conditions []string
	var args []any
	equals := func(column, value string) {
		if value != "" {
			conditions, args = append(conditions, column+" = ?"), append(args, value)
		}
	}
	equals("w.directorate_id", f.DirectorateID)
	equals("w.owner_id", f.OwnerID)
	equals("w.dataset_id", f.DatasetID)
	equals("w.kind", string(f.Kind))
	if f.Among != nil && len(f.Among) == 0 {
		conditions = append(conditions, "1 = 0")
	} else if f.Among != nil {
		conditions = append(conditions, `w.id IN (`+strings.TrimSuffix(strings.Repeat("?, ", len(f.Among)), ", ")+`)`)
		for _, id := range f.Among {
			args = append(args, id)
		}
	}
	if f.State != "" {
		condition, known := libraryStates[f.State]
		if !known {
			condition = "1 = 0"
		}
		conditions = append(conditions, condition)
	}
	for _, pattern := range foldedWords(f.Text) {
		conditions = append(conditions, `(w.search LIKE ? ESCAPE '!' OR w.dataset_id IN (SELECT d.id FROM datasets d WHERE d.search LIKE ? ESCAPE '!'))`)
		args = append(args, pattern, pattern)
	}
	if len(conditions) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(conditions, " AND "), args
}

var libraryHead = `
SELECT w.id, w.public_id, COALESCE(w.short_code, ''), w.dataset_id, COALESCE(w.directorate_id, ''), w.owner_id, w.state, w.title, w.kind,
  w.edition, w.created_at, w.updated_at,
  ds.title, COALESCE(o.name, ''), COALESCE(dir.name, ''), COALESCE(u.name, ''), COALESCE(p.published_at, 0),
  w.state = 'live' AND d.saved_at > COALESCE(p.published_at, 0),
  ` + newestOutcome("w.dataset_id") + ` = 'kept',
  ` + isWaiting + `, ` + isPinned + `, ` + isCorrected + `, COALESCE(l.publish_at, 0), COALESCE(l.withdraw_at, 0),
  (SELECT COUNT(DISTINCT v.host) FROM views v WHERE v.public_id = w.public_id AND v.day >= ? AND v.host <> ''),
  (SELECT COALESCE(SUM(v.frames + v.pages), 0) FROM views v WHERE v.public_id = w.public_id AND v.day >= ?)
FROM widgets w
JOIN datasets ds ON ds.id = w.dataset_id
JOIN drafts d ON d.widget_id = w.id
LEFT JOIN published p ON p.widget_id = w.id
LEFT JOIN plans l ON l.widget_id = w.id
LEFT JOIN users o ON o.id = w.owner_id
LEFT JOIN users u ON u.id = d.saved_by
LEFT JOIN directorates dir ON dir.id = w.directorate_id
WHERE w.id IN (`

const (
	libraryTail = `)
ORDER BY `

	countWidgets     = `SELECT COUNT(*) FROM widgets`
	countLiveWidgets = `SELECT COUNT(*) FROM widgets WHERE state = 'live'`
)

func scanLibraryRow(row scanner) (r LibraryRow, err error) {
	w := &r.Widget
	err = row.Scan(&w.ID, &w.PublicID, &w.ShortCode, &w.DatasetID, &w.DirectorateID, &w.OwnerID, &w.State, &w.Title, &w.Kind,
		&w.Edition, timeColumn{&w.CreatedAt}, timeColumn{&w.UpdatedAt},
		&r.DatasetTitle, &r.Owner, &r.Directorate, &r.ChangedBy, timeColumn{&r.PublishedAt}, &r.Edited, &r.Broken,
		&r.Waiting, &r.Pinned, &r.Corrected, timeColumn{&r.PublishAt}, timeColumn{&r.WithdrawAt}, &r.Sites, &r.Seen)
	return r, err
}
