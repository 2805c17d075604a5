package store

import (
	"context"
	"errors"
	"fmt"

	"figurehead/widgets"
)

// firstTheme is what an Organisation starts with: the usual look, in its name.
func firstTheme(organisation string) widgets.Theme {
	t := widgets.DefaultTheme()
	t.ID, t.Name = "council", organisation
	return t
}

// SaveTheme makes a changed theme the Organisation's, as its next version, and
// returns it. What is published keeps its version. It returns ErrConflict when
// the theme was changed by somebody else since the version it was made from.
func (s *Store) SaveTheme(ctx context.Context, by Actor, theme widgets.Theme) (widgets.Theme, error) {
	err := s.change(ctx, "save theme", func(tx *tx) error {
		o, err := one(tx, scanOrganisation, selectOrganisation)
		if err != nil {
			return err
		}
		if o.Theme.ID != theme.ID || o.Theme.Version != theme.Version {
			return fmt.Errorf("theme has version %d, not %d: %w", o.Theme.Version, theme.Version, ErrConflict)
		}
		if theme, err = tx.saveTheme(theme); err != nil || theme.Version == o.Theme.Version {
			return err
		}
		if err := tx.execOne(updateTheme, theme.ID, theme.Version); err != nil {
			return err
		}
		return tx.audit(by, ThemeChanged, "theme", theme.Name, fmt.Sprintf("version %d", theme.Version))
	})
	return theme, err
}

// saveTheme stores a theme as a new version when it differs from the newest,
// and returns it with the version it has.
func (t *tx) saveTheme(theme widgets.Theme) (widgets.Theme, error) {
	newest, err := one(t, scanTheme, selectTheme, theme.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return theme, err
	}
	theme.Version = newest.Version
	body, err := toJSON(theme)
	if err != nil {
		return theme, err
	}
	stored, err := toJSON(newest)
	if err != nil || body == stored {
		return theme, err
	}
	theme.Version++
	if body, err = toJSON(theme); err != nil {
		return theme, err
	}
	return theme, t.exec(insertTheme, theme.ID, theme.Version, theme.Name, body, millis(t.now))
}

const (
	updateTheme = `UPDATE organisation SET theme_id = ?, theme_version = ? WHERE id = 1`
	selectTheme = `SELECT body FROM themes WHERE id = ? ORDER BY version DESC LIMIT 1`
	insertTheme = `INSERT INTO themes (id, version, name, body, created_at) VALUES (?, ?, ?, ?, ?)`
)

func scanTheme(row scanner) (theme widgets.Theme, err error) {
	return theme, row.Scan(jsonColumn{&theme})
}
