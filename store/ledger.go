package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"figurehead/datasets"
	"figurehead/widgets"
)

// Ledger is every number of a Dataset that was ever published. Version changes
// with every change.
type Ledger struct {
	Version string
	Entries []datasets.LedgerEntry
}

// Ledger returns the ledger of a Dataset; one of which nothing was published is
// empty.
func (s *Store) Ledger(ctx context.Context, datasetID string) (l Ledger, err error) {
	err = s.view(ctx, "ledger of dataset "+datasetID, func(tx *tx) (err error) {
		if l.Version, err = value[string](tx, selectLedgerVersion, datasetID); err != nil {
			return err
		}
		l.Entries, err = all(tx, scanEntry, selectLedger, datasetID)
		return err
	})
	return l, err
}

// LedgerVersion is the Version of a Dataset's ledger alone.
func (s *Store) LedgerVersion(ctx context.Context, datasetID string) (version string, err error) {
	err = s.view(ctx, "ledger version of dataset "+datasetID, func(tx *tx) (err error) {
		version, err = value[string](tx, selectLedgerVersion, datasetID)
		return err
	})
	return version, err
}

// Numbers are what a figure adds to the ledger of one Dataset. They were made by
// the ledger of that Version.
type Numbers struct {
	DatasetID, Version string
	Entries            []datasets.LedgerEntry
}

// PublishNumbers is Publish of an Edition with what it adds to the ledgers of its
// Datasets: ErrConflict when another figure was published in between.
func (s *Store) PublishNumbers(ctx context.Context, by Actor, widgetID string, draftVersion int, e widgets.Edition, numbers ...Numbers) (widgets.Edition, error) {
	err := s.change(ctx, "publish widget "+widgetID, func(tx *tx) (err error) {
		e, err = tx.publishNumbers(by, widgetID, draftVersion, e, numbers)
		return err
	})
	return e, err
}

func (t *tx) publishNumbers(by Actor, widgetID string, draftVersion int, e widgets.Edition, numbers []Numbers) (widgets.Edition, error) {
	w, err := one(t, scanWidget, selectWidget, widgetID)
	if err != nil {
		return e, err
	}
	err = t.withNumbers(w, numbers, func() error {
		e, err = t.publish(by, widgetID, draftVersion, e)
		return err
	})
	return e, err
}

// withNumbers publishes when the ledgers are as the numbers were made by, and
// enters them.
func (t *tx) withNumbers(w widgets.Widget, numbers []Numbers, publish func() error) error {
	for _, n := range numbers {
		now, err := value[string](t, selectLedgerVersion, n.DatasetID)
		if err != nil {
			return err
		}
		if now != n.Version {
			return fmt.Errorf("the ledger of dataset %s has changed: %w", n.DatasetID, ErrConflict)
		}
	}
	if err := publish(); err != nil {
		return err
	}
	for _, n := range numbers {
		if err := t.enter(w, n); err != nil {
			return err
		}
	}
	return nil
}

// enter writes numbers into the ledger. A number stays hidden until it is
// shown; once shown it is known for ever.
func (t *tx) enter(w widgets.Widget, numbers Numbers) error {
	for _, n := range numbers.Entries {
		entry, err := toJSON(n)
		if err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(entry))
		if err := t.exec(upsertEntry, numbers.DatasetID, hex.EncodeToString(sum[:]), entry, n.Hidden, w.ID, millis(t.now)); err != nil {
			return err
		}
	}
	return nil
}

// SaveProtection stores how small numbers of a Dataset are hidden, from the next
// Editions on.
func (s *Store) SaveProtection(ctx context.Context, by Actor, datasetID string, p datasets.Protection) error {
	return s.change(ctx, "save protection of dataset "+datasetID, func(tx *tx) error {
		d, err := one(tx, scanDataset, selectDataset, datasetID)
		if err != nil || d.Protection == p {
			return err
		}
		body, err := toJSON(p)
		if err != nil {
			return err
		}
		if err := tx.execOne(updateProtection, body, millis(tx.now), datasetID); err != nil {
			return err
		}
		return tx.audit(by, ProtectionChanged, "dataset "+d.ID, d.Title, "was "+protectionWords(d.Protection)+", is "+protectionWords(p))
	})
}

// protectionWords say in the audit trail what a rule hides.
func protectionWords(p datasets.Protection) string {
	text := "off"
	if p.Threshold > 1 {
		text = fmt.Sprintf("below %d hidden", p.Threshold)
	}
	if p.Round {
		text += ", rounded to 5"
	}
	return text
}

const (
	selectLedger = `SELECT entry, hidden FROM ledger WHERE dataset_id = ? ORDER BY published_at, key`

	selectLedgerVersion = `SELECT COUNT(*) || '.' || COALESCE(SUM(hidden), 0) FROM ledger WHERE dataset_id = ?`

	upsertEntry = `
INSERT INTO ledger (dataset_id, key, entry, hidden, widget_id, published_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (dataset_id, key) DO UPDATE SET hidden = hidden AND excluded.hidden`

	updateProtection = `UPDATE datasets SET protection = ?, updated_at = ? WHERE id = ?`
)

func scanEntry(row scanner) (e datasets.LedgerEntry, err error) {
	var hidden bool
	err = row.Scan(jsonColumn{&e}, &hidden)
	e.Hidden = hidden
	return e, err
}
