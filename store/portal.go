package store

import (
	"context"
	"fmt"
)

// Portal is an open data portal that officers search.
type Portal struct {
	ID       string
	Name     string
	Kind     string // of datasets/portal
	Address  string // no two have the same
	Searched bool   // false: kept, and not asked
}

// Portals returns all portals in order of name.
func (s *Store) Portals(ctx context.Context) (list []Portal, err error) {
	err = s.view(ctx, "list portals", func(tx *tx) (err error) {
		list, err = all(tx, scanPortal, selectPortals)
		return err
	})
	return list, err
}

// SavePortal adds a portal that has no ID and changes one that has. It returns
// ErrConflict when another one has the address.
func (s *Store) SavePortal(ctx context.Context, by Actor, p Portal) (Portal, error) {
	err := s.change(ctx, "save portal", func(tx *tx) error {
		n, err := value[int](tx, countOtherPortals, p.Address, p.ID)
		if err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("portal %s: %w", p.Address, ErrConflict)
		}
		if p.ID != "" {
			if err := tx.execOne(updatePortal, p.Name, p.Kind, p.Address, p.Searched, p.ID); err != nil {
				return err
			}
			return tx.audit(by, PortalChanged, "portal "+p.ID, p.Name, portalDetail(p))
		}
		if err := tx.newID(&p.ID); err != nil {
			return err
		}
		if err := tx.exec(insertPortal, p.ID, p.Name, p.Kind, p.Address, p.Searched, millis(tx.now)); err != nil {
			return err
		}
		return tx.audit(by, PortalAdded, "portal "+p.ID, p.Name, portalDetail(p))
	})
	return p, err
}

func portalDetail(p Portal) string {
	if !p.Searched {
		return p.Kind + " at " + p.Address + ", not searched"
	}
	return p.Kind + " at " + p.Address
}

// RemovePortal forgets a portal. What was imported from it stays.
func (s *Store) RemovePortal(ctx context.Context, by Actor, id string) error {
	return s.change(ctx, "remove portal "+id, func(tx *tx) error {
		p, err := one(tx, scanPortal, selectPortal, id)
		if err != nil {
			return err
		}
		if err := tx.execOne(deletePortal, id); err != nil {
			return err
		}
		return tx.audit(by, PortalRemoved, "portal "+id, p.Name, p.Kind+" at "+p.Address)
	})
}

const (
	selectPortals = `SELECT id, name, kind, address, searched FROM portals ORDER BY name, id`

	selectPortal = `SELECT id, name, kind, address, searched FROM portals WHERE id = ?`

	countOtherPortals = `SELECT COUNT(*) FROM portals WHERE address = ? AND id <> ?`

	insertPortal = `
INSERT INTO portals (id, name, kind, address, searched, created_at)
VALUES (?, ?, ?, ?, ?, ?)`

	updatePortal = `UPDATE portals SET name = ?, kind = ?, address = ?, searched = ? WHERE id = ?`

	deletePortal = `DELETE FROM portals WHERE id = ?`
)

func scanPortal(row scanner) (p Portal, err error) {
	return p, row.Scan(&p.ID, &p.Name, &p.Kind, &p.Address, &p.Searched)
}
