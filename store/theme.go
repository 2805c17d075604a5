package store

import (
	"errors"

	"figurehead/widgets"
)

// firstTheme is what an Organisation starts with: the usual look, in its name.
func firstTheme(organisation string) widgets.Theme {
	t := widgets.DefaultTheme()
	t.ID, t.Name = "council", organisation
	return t
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
	selectTheme = `SELECT body FROM themes WHERE id = ? ORDER BY version DESC LIMIT 1`
	insertTheme = `INSERT INTO themes (id, version, name, body, created_at) VALUES (?, ?, ?, ?, ?)`
)

func scanTheme(row scanner) (theme widgets.Theme, err error) {
	return theme, row.Scan(jsonColumn{&theme})
}
