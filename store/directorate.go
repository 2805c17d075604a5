package store

import (
	"context"
	"errors"
	"time"
)

// Directorate is a part of the Organisation; a zero ValidTo is open.
type Directorate struct {
	ID        string
	Name      string
	ValidFrom time.Time
	ValidTo   time.Time
}

// Directorates returns all directorates in order of name, past ones included.
func (s *Store) Directorates(ctx context.Context) (list []Directorate, err error) {
	err = s.view(ctx, "list directorates", func(tx *tx) (err error) {
		list, err = all(tx, scanDirectorate, selectDirectorates)
		return err
	})
	return list, err
}

// SaveDirectorate adds a directorate that has no ID and changes one that has.
func (s *Store) SaveDirectorate(ctx context.Context, by Actor, d Directorate) (Directorate, error) {
	err := s.change(ctx, "save directorate", func(tx *tx) (err error) {
		if d.ID == "" {
			d, err = tx.addDirectorate(by, d)
			return err
		}
		if err := tx.execOne(updateDirectorate, d.Name, millis(d.ValidFrom), millis(d.ValidTo), d.ID); err != nil {
			return err
		}
		return tx.audit(by, DirectorateChanged, "directorate "+d.ID, d.Name, "")
	})
	return d, err
}

func (t *tx) addDirectorate(by Actor, d Directorate) (Directorate, error) {
	if d.ValidFrom.IsZero() {
		d.ValidFrom = t.now
	}
	d.ValidFrom, d.ValidTo = wholeMillis(d.ValidFrom), wholeMillis(d.ValidTo)
	if err := t.newID(&d.ID); err != nil {
		return d, err
	}
	if err := t.exec(insertDirectorate, d.ID, d.Name, millis(d.ValidFrom), millis(d.ValidTo)); err != nil {
		return d, err
	}
	return d, t.audit(by, DirectorateAdded, "directorate "+d.ID, d.Name, "")
}

// directorateNamed returns the open directorate of that name, which is added
// when there is none.
func (t *tx) directorateNamed(by Actor, name string) (Directorate, error) {
	d, err := one(t, scanDirectorate, selectDirectorateByName, name)
	if errors.Is(err, ErrNotFound) {
		return t.addDirectorate(by, Directorate{Name: name})
	}
	return d, err
}

const (
	selectDirectorates = `SELECT id, name, valid_from, valid_to FROM directorates ORDER BY name, id`

	selectDirectorate = `SELECT id, name, valid_from, valid_to FROM directorates WHERE id = ?`

	selectDirectorateByName = `
SELECT id, name, valid_from, valid_to FROM directorates WHERE name = ? AND valid_to = 0 ORDER BY id LIMIT 1`

	insertDirectorate = `INSERT INTO directorates (id, name, valid_from, valid_to) VALUES (?, ?, ?, ?)`

	updateDirectorate = `UPDATE directorates SET name = ?, valid_from = ?, valid_to = ? WHERE id = ?`
)

func scanDirectorate(row scanner) (d Directorate, err error) {
	return d, row.Scan(&d.ID, &d.Name, timeColumn{&d.ValidFrom}, timeColumn{&d.ValidTo})
}
