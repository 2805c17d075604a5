package store

import (
	"context"
	"time"
)

// MaxViewHosts is how many hosts are told apart for a figure on a day; the
// views of all others are counted together, without one.
const MaxViewHosts = 50

// Views is how often a figure was seen on a day.
type Views struct {
	PublicID string
	Day      string // 2026-11-27, in the organisation's time zone
	Host     string // of the page around it; empty for none, or for all others
	Frames   int64
	Pages    int64
}

// AddViews adds to what was counted before, all or nothing. Views of figures
// that were never published are left out.
func (s *Store) AddViews(ctx context.Context, list []Views) error {
	return s.change(ctx, "add views", func(tx *tx) error {
		for _, v := range list {
			if v.Host != "" {
				hosts, err := value[int](tx, countViewHosts, v.PublicID, v.Day, v.Host)
				if err != nil {
					return err
				}
				if hosts >= MaxViewHosts {
					v.Host = ""
				}
			}
			if err := tx.exec(upsertViews, v.Day, v.Host, v.Frames, v.Pages, v.PublicID); err != nil {
				return err
			}
		}
		return nil
	})
}

// ViewsByHost returns the views of one figure on or after a day, by host, the
// most first; days are added up and left empty.
func (s *Store) ViewsByHost(ctx context.Context, publicID, since string) (list []Views, err error) {
	err = s.view(ctx, "views of a figure", func(tx *tx) (err error) {
		list, err = all(tx, scanViews, selectViewsByHost, publicID, since)
		return err
	})
	return list, err
}

// viewDaysKept is how many days stand by themselves, with hosts; older ones are
// added up by month, without.
const viewDaysKept = 90

// FoldViews adds up what is older than 90 days by month and without hosts, so
// that a figure costs twelve rows a year.
func (s *Store) FoldViews(ctx context.Context, now time.Time) error {
	before := now.AddDate(0, 0, -viewDaysKept).Format(time.DateOnly)
	return s.change(ctx, "fold views", func(tx *tx) error {
		old, err := all(tx, scanViews, selectOldViews, before)
		if err != nil || len(old) == 0 {
			return err
		}
		if err := tx.exec(deleteOldViews, before); err != nil {
			return err
		}
		for _, v := range old {
			if err := tx.exec(upsertViews, v.Day, "", v.Frames, v.Pages, v.PublicID); err != nil {
				return err
			}
		}
		return nil
	})
}

const (
	countViewHosts = `SELECT COUNT(*) FROM views WHERE public_id = ? AND day = ? AND host <> '' AND host <> ?`

	upsertViews = `
INSERT INTO views (public_id, day, host, frames, pages)
SELECT public_id, ?, ?, ?, ? FROM published WHERE public_id = ?
ON CONFLICT (public_id, day, host) DO UPDATE SET frames = views.frames + excluded.frames, pages = views.pages + excluded.pages`

	selectViewsByHost = `
SELECT public_id, '', host, SUM(frames), SUM(pages) FROM views
WHERE public_id = ? AND day >= ?
GROUP BY public_id, host
ORDER BY SUM(frames) + SUM(pages) DESC, host`

	// A row of a whole month stands on its first day, without a host.
	selectOldViews = `
SELECT public_id, substr(day, 1, 8) || '01', '', SUM(frames), SUM(pages) FROM views
WHERE day < ? AND (host <> '' OR substr(day, 9) <> '01')
GROUP BY public_id, substr(day, 1, 8) || '01'`

	deleteOldViews = `DELETE FROM views WHERE day < ? AND (host <> '' OR substr(day, 9) <> '01')`
)

func scanViews(row scanner) (v Views, err error) {
	return v, row.Scan(&v.PublicID, &v.Day, &v.Host, &v.Frames, &v.Pages)
}
