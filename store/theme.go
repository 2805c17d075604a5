package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"figurehead/widgets"
)

// firstTheme is what an Organisation starts with: the usual look, in its name.
func firstTheme(organisation string) widgets.Theme {
	t := widgets.DefaultTheme()
	t.ID, t.Name = "council", organisation
	return t
}

// ThemeState is a named theme in the list of them.
type ThemeState struct {
	ID, Name    string
	Version     int // that was published last; 0 before the first
	PublishedAt time.Time
	Changed     bool // it has a draft
	ChangedAt   time.Time
	ChangedBy   string // user id
	Usual       bool   // new figures are drawn in it
}

// Themes returns every theme, the usual one first, then by name.
func (s *Store) Themes(ctx context.Context) (list []ThemeState, err error) {
	err = s.view(ctx, "list themes", func(tx *tx) (err error) {
		list, err = all(tx, scanThemeState, selectThemes)
		return err
	})
	return list, err
}

// Theme returns a published version of a theme, the newest one for version 0, or
// ErrNotFound.
func (s *Store) Theme(ctx context.Context, id string, version int) (theme widgets.Theme, err error) {
	err = s.view(ctx, "theme "+id, func(tx *tx) (err error) {
		theme, err = tx.theme(id, version)
		return err
	})
	return theme, err
}

func (t *tx) theme(id string, version int) (widgets.Theme, error) {
	if version == 0 {
		return one(t, scanTheme, selectTheme, id)
	}
	return one(t, scanTheme, selectThemeVersion, id, version)
}

// ThemeDraft is what is being made of a theme. The Version of its Theme is the
// published one that it goes on from, 0 for none.
type ThemeDraft struct {
	Theme   widgets.Theme
	Version int // of the draft; 0 where nothing was changed since the theme was published
	SavedAt time.Time
	SavedBy string // user id
}

// ThemeDraft returns the draft of a theme, which is its newest version where
// nothing was changed since, or ErrNotFound.
func (s *Store) ThemeDraft(ctx context.Context, id string) (d ThemeDraft, err error) {
	err = s.view(ctx, "draft of theme "+id, func(tx *tx) (err error) {
		d, err = tx.themeDraft(id)
		return err
	})
	return d, err
}

func (t *tx) themeDraft(id string) (ThemeDraft, error) {
	d, err := one(t, scanThemeDraft, selectThemeDraft, id)
	if errors.Is(err, ErrNotFound) {
		d = ThemeDraft{}
		d.Theme, err = t.theme(id, 0)
	}
	return d, err
}

// unchanged returns the draft when it is the one that was looked at.
func (t *tx) unchanged(seen ThemeDraft) (ThemeDraft, error) {
	is, err := t.themeDraft(seen.Theme.ID)
	if err == nil && (is.Version != seen.Version || is.Theme.Version != seen.Theme.Version) {
		err = ErrConflict
	}
	return is, err
}

// SaveThemeDraft stores a draft and returns it with its new Version. When it was
// changed since, nothing is stored and ErrConflict comes with the draft as it is
// now. The audit trail gets one event for a run of saves.
func (s *Store) SaveThemeDraft(ctx context.Context, by Actor, d ThemeDraft) (result ThemeDraft, err error) {
	err = s.change(ctx, "save draft of theme "+d.Theme.ID, func(tx *tx) error {
		was, err := tx.unchanged(d)
		if result = was; err != nil {
			return err
		}
		if same, err := sameTheme(was.Theme, d.Theme); err != nil || same {
			return err
		}
		begins := was.Version == 0 || was.SavedBy != by.ID
		if result, err = tx.storeThemeDraft(by, d.Theme, was.Version); err != nil || !begins {
			return err
		}
		return tx.audit(by, ThemeChanged, "theme "+d.Theme.ID, d.Theme.Name, "")
	})
	return result, err
}

// storeThemeDraft writes a draft under a number that none had before it.
func (t *tx) storeThemeDraft(by Actor, theme widgets.Theme, was int) (ThemeDraft, error) {
	d := ThemeDraft{Theme: theme, Version: max(was+1, int(millis(t.now))), SavedAt: t.now, SavedBy: by.ID}
	body, err := toJSON(theme)
	if err != nil {
		return d, err
	}
	return d, t.exec(upsertThemeDraft, theme.ID, d.Version, theme.Version, body, millis(d.SavedAt), d.SavedBy)
}

func sameTheme(a, b widgets.Theme) (bool, error) {
	one, err := toJSON(a)
	if err != nil {
		return false, err
	}
	other, err := toJSON(b)
	return one == other, err
}

// AddTheme makes a theme of that name, a draft that looks like another.
func (s *Store) AddTheme(ctx context.Context, by Actor, name string, like widgets.Theme) (d ThemeDraft, err error) {
	err = s.change(ctx, "add theme", func(tx *tx) error {
		like.ID, like.Name, like.Version = "", name, 0
		if err := tx.newID(&like.ID); err != nil {
			return err
		}
		if d, err = tx.storeThemeDraft(by, like, 0); err != nil {
			return err
		}
		return tx.audit(by, ThemeMade, "theme "+like.ID, name, "")
	})
	return d, err
}

// DropThemeDraft forgets what was changed since a theme was published; one that
// never was is gone. ErrConflict says that it was changed since it was seen.
func (s *Store) DropThemeDraft(ctx context.Context, by Actor, seen ThemeDraft) error {
	return s.change(ctx, "drop draft of theme "+seen.Theme.ID, func(tx *tx) error {
		is, err := tx.unchanged(seen)
		if err != nil || is.Version == 0 {
			return err
		}
		if err := tx.execOne(deleteThemeDraft, is.Theme.ID); err != nil {
			return err
		}
		return tx.audit(by, ThemeDropped, "theme "+is.Theme.ID, is.Theme.Name, "")
	})
}

// PublishTheme makes the draft of a theme its next version and returns it. What is
// published keeps its version. It returns ErrConflict when the draft was changed
// since it was seen.
func (s *Store) PublishTheme(ctx context.Context, by Actor, seen ThemeDraft) (theme widgets.Theme, err error) {
	err = s.change(ctx, "publish theme "+seen.Theme.ID, func(tx *tx) error {
		is, err := tx.unchanged(seen)
		if err != nil {
			return err
		}
		if theme, err = tx.saveTheme(is.Theme); err != nil {
			return err
		}
		if err := tx.exec(deleteThemeDraft, theme.ID); err != nil {
			return err
		}
		if err := tx.exec(updateUsualTheme, theme.Version, theme.ID); err != nil {
			return err
		}
		return tx.audit(by, ThemePublished, "theme "+theme.ID, theme.Name, fmt.Sprintf("version %d", theme.Version))
	})
	return theme, err
}

// UseTheme makes a published theme the usual one: that of new figures. ErrNotFound
// when it was never published.
func (s *Store) UseTheme(ctx context.Context, by Actor, id string) error {
	return s.change(ctx, "use theme "+id, func(tx *tx) error {
		theme, err := tx.theme(id, 0)
		if err != nil {
			return err
		}
		if err := tx.execOne(updateTheme, theme.ID, theme.Version); err != nil {
			return err
		}
		return tx.audit(by, ThemeChosen, "theme "+theme.ID, theme.Name, "")
	})
}

// ThemedFigure is a live figure with the theme its newest Edition was drawn in.
type ThemedFigure struct {
	Widget  widgets.Widget
	ThemeID string
	Version int    // of the theme; 0 of Editions from before it was kept
	SetID   string // the figure is published with its set; "" alone, also when the data has lost its place
}

// ThemedFigures returns every live figure, the newest first.
func (s *Store) ThemedFigures(ctx context.Context) (list []ThemedFigure, err error) {
	err = s.view(ctx, "list figures by theme", func(tx *tx) (err error) {
		list, err = all(tx, scanThemedFigure, selectThemedFigures)
		return err
	})
	return list, err
}

// keepTheme writes the version of the theme that a figure is published with to
// its Draft, where that names none: it is kept until somebody asks.
func (t *tx) keepTheme(w widgets.Widget, d widgets.Draft, e widgets.Edition) error {
	if _, version := widgets.SplitTheme(d.ThemeID); version > 0 || e.ThemeVersion == 0 {
		return nil
	}
	return t.exec(updateDraftTheme, themeOf(e), w.ID, d.ThemeID)
}

// themeOf names the theme of an Edition, "" where it has none.
func themeOf(e widgets.Edition) string {
	if e.ThemeID == "" || e.ThemeVersion == 0 {
		return ""
	}
	return widgets.ThemeAt(e.ThemeID, e.ThemeVersion)
}

// asKept is the theme of an earlier state of a figure: where that names no
// version, the one that the figure has kept since.
func asKept(earlier, now string) string {
	if sameThemeName(earlier, now) {
		return now
	}
	return earlier
}

// sameThemeName reports whether two Drafts have one theme. One that names no
// version has whatever the other kept of it.
func sameThemeName(a, b string) bool {
	idA, versionA := widgets.SplitTheme(a)
	idB, versionB := widgets.SplitTheme(b)
	if versionA > 0 && versionB > 0 || versionA == versionB {
		return a == b
	}
	return idA == idB || idA == "" || idB == ""
}

// saveTheme stores a theme as a new version when it differs from the newest,
// and returns it with the version it has.
func (t *tx) saveTheme(theme widgets.Theme) (widgets.Theme, error) {
	newest, err := one(t, scanTheme, selectTheme, theme.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return theme, err
	}
	theme.Version = newest.Version
	same, err := sameTheme(theme, newest)
	if err != nil || same {
		return theme, err
	}
	theme.Version++
	body, err := toJSON(theme)
	if err != nil {
		return theme, err
	}
	return theme, t.exec(insertTheme, theme.ID, theme.Version, theme.Name, body, millis(t.now))
}

const (
	updateTheme      = `UPDATE organisation SET theme_id = ?, theme_version = ? WHERE id = 1`
	updateUsualTheme = `UPDATE organisation SET theme_version = ? WHERE id = 1 AND theme_id = ?`

	selectTheme        = `SELECT body FROM themes WHERE id = ? ORDER BY version DESC LIMIT 1`
	selectThemeVersion = `SELECT body FROM themes WHERE id = ? AND version = ?`
	insertTheme        = `INSERT INTO themes (id, version, name, body, created_at) VALUES (?, ?, ?, ?, ?)`

	selectThemeDraft = `SELECT body, version, base, saved_at, saved_by FROM theme_drafts WHERE theme_id = ?`
	deleteThemeDraft = `DELETE FROM theme_drafts WHERE theme_id = ?`
	upsertThemeDraft = `
INSERT INTO theme_drafts (theme_id, version, base, body, saved_at, saved_by) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (theme_id) DO UPDATE SET version = excluded.version, base = excluded.base, body = excluded.body,
  saved_at = excluded.saved_at, saved_by = excluded.saved_by`

	updateDraftTheme = `UPDATE drafts SET theme_id = ? WHERE widget_id = ? AND theme_id = ?`

	selectThemes = `
SELECT i.id, COALESCE(t.body, d.body), COALESCE(t.version, 0), COALESCE(t.created_at, 0),
  d.theme_id IS NOT NULL, COALESCE(d.saved_at, 0), COALESCE(d.saved_by, ''),
  EXISTS (SELECT 1 FROM organisation o WHERE o.theme_id = i.id) AS usual
FROM (SELECT id FROM themes UNION SELECT theme_id FROM theme_drafts) i
LEFT JOIN themes t ON t.id = i.id AND t.version = (SELECT MAX(n.version) FROM themes n WHERE n.id = i.id)
LEFT JOIN theme_drafts d ON d.theme_id = i.id
ORDER BY usual DESC, COALESCE(t.name, ''), i.id`

	selectThemedFigures = `
SELECT w.id, w.public_id, COALESCE(w.short_code, ''), w.dataset_id, COALESCE(w.directorate_id, ''), w.owner_id, w.state, w.title, w.kind, w.edition, w.created_at, w.updated_at,
  COALESCE(NULLIF(e.theme_id, ''), d.theme_id), COALESCE((SELECT f.set_id FROM set_figures f JOIN figure_sets g ON g.id = f.set_id WHERE f.widget_id = w.id AND NOT f.left_out AND NOT f.gone AND g.state = 'live'), '')
FROM widgets w
JOIN editions e ON e.widget_id = w.id AND e.number = (SELECT MAX(n.number) FROM editions n WHERE n.widget_id = w.id)
JOIN drafts d ON d.widget_id = w.id
WHERE w.state = 'live'
ORDER BY w.id DESC`
)

func scanTheme(row scanner) (theme widgets.Theme, err error) {
	return theme, row.Scan(jsonColumn{&theme})
}

func scanThemeDraft(row scanner) (d ThemeDraft, err error) {
	var base int
	err = row.Scan(jsonColumn{&d.Theme}, &d.Version, &base, timeColumn{&d.SavedAt}, &d.SavedBy)
	d.Theme.Version = base
	return d, err
}

func scanThemeState(row scanner) (s ThemeState, err error) {
	var theme widgets.Theme
	err = row.Scan(&s.ID, jsonColumn{&theme}, &s.Version, timeColumn{&s.PublishedAt}, &s.Changed, timeColumn{&s.ChangedAt}, &s.ChangedBy, &s.Usual)
	s.Name = theme.Name
	return s, err
}

func scanThemedFigure(row scanner) (f ThemedFigure, err error) {
	w, kept := &f.Widget, ""
	err = row.Scan(&w.ID, &w.PublicID, &w.ShortCode, &w.DatasetID, &w.DirectorateID, &w.OwnerID, &w.State,
		&w.Title, &w.Kind, &w.Edition, timeColumn{&w.CreatedAt}, timeColumn{&w.UpdatedAt}, &kept, &f.SetID)
	f.ThemeID, f.Version = widgets.SplitTheme(kept)
	return f, err
}
