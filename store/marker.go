package store

import "context"

// demo is the marker of seeded demo figures.
const demo = "demo"

// DemoSeeded reports whether the demo figures were made in this data folder.
func (s *Store) DemoSeeded(ctx context.Context) (seeded bool, err error) {
	err = s.view(ctx, "demo seeded", func(tx *tx) (err error) {
		seeded, err = tx.marked(demo)
		return err
	})
	return seeded, err
}

// MarkDemoSeeded notes that the demo figures were made.
func (s *Store) MarkDemoSeeded(ctx context.Context) error {
	return s.change(ctx, "mark demo seeded", func(tx *tx) error {
		done, err := tx.marked(demo)
		if err != nil || done {
			return err
		}
		if err := tx.mark(demo); err != nil {
			return err
		}
		return tx.audit(Actor{ID: "demo", Name: "demo"}, DemoSeeded, "organisation", "Demo figures", "")
	})
}

func (t *tx) marked(name string) (bool, error) {
	n, err := value[int64](t, countMarker, name)
	return n > 0, err
}

func (t *tx) mark(name string) error { return t.exec(insertMarker, name, millis(t.now)) }

const (
	countMarker  = `SELECT COUNT(*) FROM markers WHERE name = ?`
	insertMarker = `INSERT INTO markers (name, at) VALUES (?, ?)`
)
