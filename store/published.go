package store

import (
	"context"

	"figurehead/widgets"
)

// Published returns what a public address shows: the live Edition, or that it
// was withdrawn or purged. ErrNotFound when it was never published.
func (s *Store) Published(ctx context.Context, publicID string) (p widgets.Published, err error) {
	id, ok := FoldPublicID(publicID)
	if !ok {
		return p, ErrNotFound
	}
	err = s.view(ctx, "published", func(tx *tx) (err error) {
		p, err = one(tx, scanPublished, selectPublished, id)
		return err
	})
	return p, err
}

// PublicIDByCode returns the public id behind a short address, in whatever
// state its figure is; ErrNotFound when it was never published.
func (s *Store) PublicIDByCode(ctx context.Context, code string) (id string, err error) {
	folded, ok := FoldShortCode(code)
	if !ok {
		return "", ErrNotFound
	}
	err = s.view(ctx, "short address", func(tx *tx) (err error) {
		id, err = value[string](tx, selectPublicIDByCode, folded)
		return err
	})
	return id, err
}

// Listed returns the live figures that stand in the gallery, the newest first;
// search, which may be empty, is looked for in title, subtitle and source, and
// finds figures of sets too: without one they stand behind the page of their
// set. A limit of 0 is none.
func (s *Store) Listed(ctx context.Context, search string, limit int) (list []widgets.Published, err error) {
	err = s.view(ctx, "list published figures", func(tx *tx) (err error) {
		text := matching(search)
		list, err = all(tx, scanPublished, selectListed, widgets.Live, text, text, text, atMost(limit))
		return err
	})
	return list, err
}

// Catalogued returns the limit newest live figures that stand in lists, and those
// of such sets: figures without a set first.
func (s *Store) Catalogued(ctx context.Context, limit int) (list []widgets.Published, err error) {
	err = s.view(ctx, "list figures for catalogues", func(tx *tx) (err error) {
		list, err = all(tx, scanPublished, selectCatalogued, widgets.Live, limit)
		return err
	})
	return list, err
}

// PublicFigure is a figure that was ever published, in whatever state it is.
type PublicFigure struct {
	PublicID, ShortCode string
	// Editions is how many Editions it had; they are numbered from 1.
	Editions int
}

// PublicFigures returns every figure that was ever published, in order of
// public id.
func (s *Store) PublicFigures(ctx context.Context) (list []PublicFigure, err error) {
	err = s.view(ctx, "list public figures", func(tx *tx) (err error) {
		list, err = all(tx, func(row scanner) (f PublicFigure, err error) {
			return f, row.Scan(&f.PublicID, &f.ShortCode, &f.Editions)
		}, selectPublicFigures)
		return err
	})
	return list, err
}

// PublishedVersion rises with every publish, withdrawal and purge, by any process.
func (s *Store) PublishedVersion(ctx context.Context) (version int64, err error) {
	err = s.view(ctx, "published version", func(tx *tx) (err error) {
		version, err = value[int64](tx, selectPublishedVersion)
		return err
	})
	return version, err
}

const (
	selectPublished = `
SELECT state, body, withdrawn_at, reason, corrections, ` + keptNow + ` FROM published WHERE public_id = ?`

	selectPublishedState = `SELECT state, edition_id, corrections, ` + keptNow + ` FROM published WHERE public_id = ?`

	selectPublicIDByCode = `SELECT public_id FROM published WHERE short_code = ?`

	selectListed = `
SELECT state, body, withdrawn_at, reason, corrections, ` + keptNow + ` FROM published
WHERE listed AND state = ? AND (NOT in_set OR ? <> '') AND (? = '' OR search LIKE ? ESCAPE '!')
ORDER BY published_at DESC, public_id
LIMIT ?`

	selectCatalogued = `
SELECT state, body, withdrawn_at, reason, corrections, ` + keptNow + ` FROM published
WHERE listed AND state = ?
ORDER BY in_set, published_at DESC, public_id
LIMIT ?`

	selectPublicFigures = `
SELECT public_id, short_code, (SELECT COUNT(*) FROM editions WHERE editions.widget_id = published.widget_id)
FROM published
ORDER BY public_id`

	upsertPublished = `
INSERT INTO published (public_id, widget_id, short_code, state, edition_id, body, listed, search, published_at, withdrawn_at, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')
ON CONFLICT (public_id) DO UPDATE SET
  short_code = excluded.short_code, state = excluded.state, edition_id = excluded.edition_id, body = excluded.body,
  listed = excluded.listed, search = excluded.search, published_at = excluded.published_at, withdrawn_at = 0, reason = ''`

	selectPublishedVersion = `SELECT value FROM counters WHERE name = 'published'`

	touchPublishedVersion = `UPDATE counters SET value = value + 1 WHERE name = 'published'`
)

const keptNow = `EXISTS (SELECT 1 FROM pins WHERE pins.widget_id = published.widget_id AND pins.unpinned_at = 0)`

func scanPublished(row scanner) (p widgets.Published, err error) {
	var corrections []widgets.Correction
	err = row.Scan(&p.State, jsonColumn{&p.Edition}, timeColumn{&p.WithdrawnAt}, &p.Reason, jsonColumn{&corrections}, &p.Edition.Pinned)
	if len(corrections) > 0 {
		p.Edition.Corrections = corrections
	}
	return p, err
}
