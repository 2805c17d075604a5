package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/widgets"
)

// SourceHealth is how a source is, the worst first.
type SourceHealth int

// The states of a source.
const (
	SourceStopped SourceHealth = iota // the last try failed
	SourceLate                        // it should have been fetched, or have had something newer, by now
	SourceWell                        // it is fetched by itself, and answers
	SourceRests                       // it is not fetched by itself
)

// How long a source may be silent: after its due time, and without anything
// newer where it is looked for every month or every year.
const (
	lateAfter    = 24 * time.Hour
	staleMonthly = 100 * 24 * time.Hour
	staleYearly  = 400 * 24 * time.Hour
)

// SourceRow is one dataset with how its source is.
type SourceRow struct {
	Dataset  datasets.Dataset
	Health   SourceHealth
	Last     Refresh // newest try; zero when there was none
	Schedule Schedule
	CopyAt   time.Time // when the newest copy came
	Rows     int       // of it
	Figures  int       // public figures made from any copy of it, also together with others
	Late     bool      // its due time is over by more than a day
}

// SourceFilter narrows a list of sources; empty fields do not.
type SourceFilter struct {
	Text, DirectorateID string
	Health              *SourceHealth
	Among               []string // ids of datasets; nil for all
	Limit, Offset       int
}

// among narrows a list of datasets to those with an id of f.
func (f SourceFilter) among() (condition string, args []any) {
	switch {
	case f.Among == nil:
		return "", nil
	case len(f.Among) == 0:
		return " AND 1 = 0", nil
	}
	for _, id := range f.Among {
		args = append(args, id)
	}
	return ` AND id IN (` + strings.TrimSuffix(strings.Repeat("?, ", len(args)), ", ") + `)`, args
}

// Sources returns a page of the sources, the worst first and then by title.
func (s *Store) Sources(ctx context.Context, f SourceFilter) ([]SourceRow, error) {
	return s.sources(ctx, "list sources", sourcesByHealth, f, atMost(f.Limit), f.Offset)
}

// SourcesPage returns the sources that pass the filter in the order in which their
// datasets were made, the newest first: so many as its limit after the one of a
// dataset with an id, "" from the start.
func (s *Store) SourcesPage(ctx context.Context, f SourceFilter, after string) ([]SourceRow, error) {
	return s.sources(ctx, "page of sources", sourcesByID, f, after, after, atMost(f.Limit))
}

func (s *Store) sources(ctx context.Context, what, order string, f SourceFilter, part ...any) (list []SourceRow, err error) {
	err = s.view(ctx, what, func(tx *tx) (err error) {
		text, every, health := matching(f.Text), f.Health == nil, SourceRests
		if !every {
			health = *f.Health
		}
		among, ids := f.among()
		args := []any{widgets.Live, widgets.Live, millis(tx.now.Add(-lateAfter)), text, text, f.DirectorateID, f.DirectorateID, every, health}
		list, err = all(tx, scanSource, sourcesWhere+among+order, slices.Concat(args, ids, part)...)
		return err
	})
	return list, err
}

// SourceCounts returns how many sources there are of each health that pass the
// filter; its Health is not looked at.
func (s *Store) SourceCounts(ctx context.Context, f SourceFilter) (counts map[SourceHealth]int, err error) {
	counts = map[SourceHealth]int{}
	err = s.view(ctx, "count sources", func(tx *tx) error {
		text := matching(f.Text)
		_, err := all(tx, func(row scanner) (struct{}, error) {
			var h SourceHealth
			var n int
			err := row.Scan(&h, &n)
			counts[h] = n
			return struct{}{}, err
		}, countSources, text, text, f.DirectorateID, f.DirectorateID)
		return err
	})
	return counts, err
}

// JudgeSources finds out anew how every source is, and returns those that
// became late.
func (s *Store) JudgeSources(ctx context.Context) (late []datasets.Dataset, err error) {
	err = s.change(ctx, "judge sources", func(tx *tx) error {
		before, err := values[string](tx, selectOfHealth, SourceLate)
		if err != nil {
			return err
		}
		if err := tx.judge(""); err != nil {
			return err
		}
		was := strings.Join(before, " ")
		now, err := all(tx, scanDataset, selectLate, SourceLate)
		for _, d := range now {
			if !strings.Contains(was, d.ID) {
				late = append(late, d)
			}
		}
		return err
	})
	return late, err
}

// judge finds out how one source is, or every one when the id is empty.
func (t *tx) judge(datasetID string) error {
	now := t.now
	return t.exec(judgeSource, RefreshKept, SourceStopped,
		RefreshNever, millis(now.Add(-lateAfter)), millis(now), SourceLate,
		RefreshMonthly, millis(now.Add(-staleMonthly)), RefreshYearly, millis(now.Add(-staleYearly)), SourceLate,
		RefreshNever, SourceWell, SourceRests, datasetID, datasetID)
}

const (
	judgeSource = `
UPDATE datasets SET health = CASE
  WHEN (SELECT r.outcome FROM refreshes r WHERE r.dataset_id = datasets.id ORDER BY r.at DESC, r.id DESC LIMIT 1) = ? THEN ?
  WHEN EXISTS (SELECT 1 FROM schedules s WHERE s.dataset_id = datasets.id AND s.rule <> ? AND s.due_at > 0 AND s.due_at < ? AND s.leased_until < ?) THEN ?
  WHEN EXISTS (SELECT 1 FROM schedules s WHERE s.dataset_id = datasets.id
    AND (s.rule = ? AND (SELECT MAX(c.retrieved_at) FROM snapshots c WHERE c.dataset_id = datasets.id) < ?
      OR s.rule = ? AND (SELECT MAX(c.retrieved_at) FROM snapshots c WHERE c.dataset_id = datasets.id) < ?)) THEN ?
  WHEN EXISTS (SELECT 1 FROM schedules s WHERE s.dataset_id = datasets.id AND s.rule <> ? AND s.due_at > 0) THEN ?
  ELSE ? END
WHERE ? = '' OR id = ?`

	// The page is chosen from the index first, by what stands between the two; what
	// is looked up is looked up for its rows only.
	sourcesWhere = `
SELECT d.id, d.title, d.source, COALESCE(d.directorate_id, ''), d.owner_id, d.health,
  COALESCE(r.at, 0), COALESCE(r.by_name, ''), COALESCE(r.outcome, ''), COALESCE(r.words, ''),
  COALESCE(s.rule, 'never'), COALESCE(s.day, ''), COALESCE(s.set_by, ''), COALESCE(s.due_at, 0), COALESCE(s.failures, 0),
  COALESCE(c.retrieved_at, 0), COALESCE(c.row_count, 0),
  (SELECT COUNT(*) FROM widgets w WHERE w.dataset_id = d.id AND w.state = ?)
  + (SELECT COUNT(DISTINCT w.id) FROM snapshots p JOIN edition_joins j ON j.snapshot_id = p.id JOIN editions e ON e.id = j.edition_id
     JOIN widgets w ON w.id = e.widget_id AND w.edition = e.number
     WHERE p.dataset_id = d.id AND w.dataset_id <> d.id AND w.state = ?),
  COALESCE(s.rule, 'never') <> 'never' AND COALESCE(s.due_at, 0) > 0 AND s.due_at < ?
FROM (
  SELECT id, title, source, directorate_id, owner_id, health FROM datasets
  WHERE (? = '' OR LOWER(title) LIKE ? ESCAPE '!') AND (? = '' OR directorate_id = ?) AND (? OR health = ?)`

	sourcesJoin = ` d
LEFT JOIN refreshes r ON r.id = (SELECT n.id FROM refreshes n WHERE n.dataset_id = d.id ORDER BY n.at DESC, n.id DESC LIMIT 1)
LEFT JOIN schedules s ON s.dataset_id = d.id
LEFT JOIN snapshots c ON c.id = (SELECT n.id FROM snapshots n WHERE n.dataset_id = d.id ORDER BY n.number DESC LIMIT 1)`

	sourcesByHealth = ` ORDER BY health, title, id LIMIT ? OFFSET ?)` + sourcesJoin + ` ORDER BY d.health, d.title, d.id`

	sourcesByID = ` AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?)` + sourcesJoin + ` ORDER BY d.id DESC`

	countSources = `
SELECT health, COUNT(*) FROM datasets
WHERE (? = '' OR LOWER(title) LIKE ? ESCAPE '!') AND (? = '' OR directorate_id = ?)
GROUP BY health`

	selectOfHealth = `SELECT id FROM datasets WHERE health = ?`

	selectLate = `
SELECT d.id, d.title, d.source, COALESCE(d.directorate_id, ''), d.owner_id, d.created_at, d.updated_at, d.protection, d.reference, d.bands, ''
FROM datasets d WHERE d.health = ? ORDER BY d.title, d.id`
)

func scanSource(row scanner) (s SourceRow, err error) {
	err = row.Scan(&s.Dataset.ID, &s.Dataset.Title, jsonColumn{&s.Dataset.Source}, &s.Dataset.DirectorateID, &s.Dataset.OwnerID, &s.Health,
		timeColumn{&s.Last.At}, &s.Last.By, &s.Last.Outcome, &s.Last.Words,
		&s.Schedule.Rule, &s.Schedule.Day, &s.Schedule.SetBy, timeColumn{&s.Schedule.DueAt}, &s.Schedule.Failures,
		timeColumn{&s.CopyAt}, &s.Rows, &s.Figures, &s.Late)
	s.Schedule.DatasetID, s.Last.DatasetID = s.Dataset.ID, s.Dataset.ID
	return s, err
}
