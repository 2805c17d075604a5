package store

import (
	"context"
	"time"
)

// ByItself is who publishes when data is fetched by itself, as the audit trail
// names it.
var ByItself = Actor{ID: "refresh", Name: "refresh"}

// KeptImages is how long Editions that nobody published by hand keep their
// images once they are not the live one.
const KeptImages = 90 * 24 * time.Hour

// ThinEditions takes the images from Editions that ByItself published longer ago
// than KeptImages, except the live ones and those that were ever pinned: their words, numbers, frames and data
// files stay. It returns how many Editions lost theirs.
func (s *Store) ThinEditions(ctx context.Context) (thinned int, err error) {
	err = s.change(ctx, "thin editions", func(tx *tx) error {
		before := millis(tx.now.Add(-KeptImages))
		due, err := values[string](tx, selectThick, ByItself.ID, before)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, id := range due {
			if err := tx.exec(condemnImages, millis(tx.now), id); err != nil {
				return err
			}
			if err := tx.exec(deleteImages, id); err != nil {
				return err
			}
		}
		thinned = len(due)
		return tx.exec(touchPublishedVersion)
	})
	if err != nil || thinned == 0 {
		return 0, err
	}
	return thinned, s.finishErasures(ctx)
}

const (
	// An Edition at a time has few images, and a thousand Editions are enough
	// for one transaction.
	selectThick = `
SELECT e.id FROM editions e
WHERE e.published_by = ? AND e.published_at < ? AND e.purged_at = 0
  AND NOT EXISTS (SELECT 1 FROM published p WHERE p.edition_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM pins WHERE pins.widget_id = e.widget_id AND pins.number = e.number)
  AND EXISTS (SELECT 1 FROM renditions r WHERE r.edition_id = e.id AND (r.name LIKE '%.png' OR r.name LIKE '%.svg'))
ORDER BY e.published_at, e.id LIMIT 1000`

	condemnImages = `
INSERT INTO erasures (sha256, condemned_at)
SELECT DISTINCT sha256, ? FROM renditions WHERE edition_id = ? AND (name LIKE '%.png' OR name LIKE '%.svg')
ON CONFLICT (sha256) DO NOTHING`

	deleteImages = `DELETE FROM renditions WHERE edition_id = ? AND (name LIKE '%.png' OR name LIKE '%.svg')`
)
