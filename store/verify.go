package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"

	"figurehead/store/blob/dir"
	"figurehead/widgets"
)

// OrphanGrace is how long bytes without a row are left alone: an import or a
// publish may be between the two.
const OrphanGrace = time.Hour

// Report is what Verify found.
type Report struct {
	Snapshots, Editions, Published, Events int64
	Blobs                                  int
	SizeBytes                              int64
	// Problems are sentences that name what is damaged; none means all is well.
	Problems []string
	// Orphans are blobs that nothing needs; they are no damage.
	Orphans int
	// Repaired is how many orphans and cut-short writes were removed.
	Repaired int
}

// Verify looks through a data folder: the database is sound and its rows
// belong together, the audit trail is unbroken, and every blob that is needed
// is there and matches its hash. The server may be running. With repair, what
// stopped writes have left behind is removed; damage is only reported.
//
// It returns ErrNotFound when the folder has no database, and ErrNewerData.
func Verify(ctx context.Context, folder string, repair bool) (r Report, err error) {
	db, err := openExisting(folder)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if r.Problems, err = damage(ctx, db); err != nil {
		return r, fmt.Errorf("verify %s: %w", folder, err)
	}
	blobs, err := dir.Open(filepath.Join(folder, blobsName))
	if err != nil {
		return r, err
	}
	s := &Store{folder: folder, read: db, blobs: blobs, now: time.Now}
	err = s.verifyBlobs(ctx, &r)
	if unreadable(err) {
		return r, nil // the database's own problems say so
	}
	if err != nil {
		return r, fmt.Errorf("verify %s: %w", folder, err)
	}
	if repair {
		r.Repaired, err = repairFolder(ctx, folder)
	}
	return r, err
}

// repairFolder opens the store, which finishes erasures, and collects orphans.
func repairFolder(ctx context.Context, folder string) (int, error) {
	s, err := Open(ctx, Options{Folder: folder})
	if err != nil {
		return 0, err
	}
	n, err := s.CollectOrphans(ctx, OrphanGrace)
	return n, errors.Join(err, s.Close())
}

// verifyBlobs counts the rows and reads every blob that one of them needs.
func (s *Store) verifyBlobs(ctx context.Context, r *Report) error {
	var needed []string
	err := s.view(ctx, "count", func(tx *tx) error {
		row := tx.sql.QueryRowContext(ctx, countAll)
		if err := row.Scan(&r.Snapshots, &r.Editions, &r.Published, &r.Events); err != nil {
			return err
		}
		var err error
		needed, err = values[string](tx, selectNeeds)
		return err
	})
	if err != nil {
		return err
	}
	for _, hash := range needed {
		size, problem, err := s.verifyBlob(ctx, hash)
		if err != nil {
			return err
		}
		if problem != "" {
			r.Problems = append(r.Problems, problem)
			continue
		}
		r.Blobs++
		r.SizeBytes += size
	}
	orphans, err := s.orphans(ctx, s.now().Add(-OrphanGrace))
	r.Orphans = len(orphans)
	return err
}

// verifyBlob reads a blob to its end. One that is wrong and that nothing needs
// any more was purged meanwhile.
func (s *Store) verifyBlob(ctx context.Context, hash string) (size int64, problem string, err error) {
	size, wrong := s.readBlob(ctx, hash)
	if wrong == nil {
		return size, "", nil
	}
	if err := ctx.Err(); err != nil {
		return 0, "", err
	}
	var users []string
	err = s.view(ctx, "who needs "+hash, func(tx *tx) (err error) {
		users, err = values[string](tx, selectUsersOfBlob, hash, hash, hash, hash)
		return err
	})
	if err != nil || len(users) == 0 {
		return 0, "", err
	}
	what := "cannot be read: " + wrong.Error()
	switch {
	case errors.Is(wrong, ErrNotFound):
		what = "is missing"
	case errors.Is(wrong, ErrDamaged):
		what = "is damaged: its bytes do not match its hash"
	}
	return 0, fmt.Sprintf("%s %s; it is needed by %s", blobPieceName(hash), what, users[0]), nil
}

func (s *Store) readBlob(ctx context.Context, hash string) (int64, error) {
	r, err := s.blobs.Open(ctx, hash)
	if err != nil {
		return 0, err
	}
	_, size, err := hashReader(r)
	return size, errors.Join(err, r.Close())
}

// damage says what is wrong inside a database; it returns ErrNewerData when
// this program does not know its tables. Tables of an earlier step are checked
// for soundness only: what their rows must agree on is known after migrating.
func damage(ctx context.Context, db *sql.DB) ([]string, error) {
	problems, err := unsound(ctx, db)
	if err != nil || len(problems) > 0 {
		return problems, err
	}
	missing, err := pending(ctx, db, released())
	if err != nil || missing > 0 {
		return nil, err
	}
	s := &Store{read: db, now: time.Now}
	err = s.view(ctx, "verify", func(tx *tx) error {
		if problems, err = tx.mixedFigures(); err != nil {
			return err
		}
		broken, err := tx.brokenChain()
		problems = append(problems, broken...)
		return err
	})
	return problems, err
}

// unsound returns what SQLite finds wrong with its own file.
func unsound(ctx context.Context, db *sql.DB) (problems []string, err error) {
	s := &Store{read: db, now: time.Now}
	err = s.view(ctx, "check the database", func(tx *tx) error {
		found, err := values[string](tx, integrityCheck)
		if err != nil {
			return err
		}
		for _, f := range found {
			if f != "ok" {
				problems = append(problems, "database: "+f)
			}
		}
		dangling, err := all(tx, scanDangling, foreignKeyCheck)
		problems = append(problems, dangling...)
		return err
	})
	if unreadable(err) {
		return append(problems, "database: "+err.Error()), nil
	}
	return problems, err
}

// unreadable reports whether SQLite gave up on a file because of what is in it.
func unreadable(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}

func scanDangling(row scanner) (string, error) {
	var table, parent string
	var id sql.NullInt64
	var key int64
	err := row.Scan(&table, &id, &parent, &key)
	return fmt.Sprintf("database: row %d of %s points to a row of %s that is not there", id.Int64, table, parent), err
}

// mixedFigures returns the public addresses whose parts do not belong together.
func (t *tx) mixedFigures() (problems []string, err error) {
	found, err := values[string](t, selectMixed, widgets.Live, widgets.Live, widgets.Live)
	for _, id := range found {
		problems = append(problems, fmt.Sprintf("figure %s: what the public sees is not its edition", id))
	}
	return problems, err
}

// brokenChain returns the first event whose hash does not follow.
func (t *tx) brokenChain() ([]string, error) {
	events, err := all(t, scanChained, selectChain)
	if err != nil {
		return nil, err
	}
	before := link{}
	for _, e := range events {
		hash, err := chain(before.hash, e.Event)
		if err != nil {
			return nil, err
		}
		if e.Seq != before.seq+1 || hash != e.hash {
			return []string{fmt.Sprintf("audit trail: event %d was changed, or one before it is missing", e.Seq)}, nil
		}
		before = link{e.Seq, e.hash}
	}
	return nil, nil
}

// chainedEvent is an Event with the hash it was stored with.
type chainedEvent struct {
	Event
	hash string
}

func scanChained(row scanner) (e chainedEvent, err error) {
	err = row.Scan(&e.Seq, timeColumn{&e.At}, &e.ActorID, &e.Actor, &e.Action, &e.Subject, &e.Title, &e.Detail, &e.hash)
	return e, err
}

const (
	integrityCheck = `PRAGMA integrity_check`

	foreignKeyCheck = `PRAGMA foreign_key_check`

	countAll = `
SELECT (SELECT COUNT(*) FROM snapshots WHERE purged_at = 0), (SELECT COUNT(*) FROM editions WHERE purged_at = 0),
  (SELECT COUNT(*) FROM published), (SELECT COUNT(*) FROM audit_events)`

	selectMixed = `
SELECT p.public_id
FROM published p JOIN editions e ON e.id = p.edition_id JOIN widgets w ON w.id = p.widget_id
WHERE e.widget_id <> w.id OR w.state <> p.state OR w.public_id <> p.public_id
  OR (p.state = ? AND (p.body <> e.body OR e.purged_at <> 0 OR w.edition <> e.number))
  OR (p.state <> ? AND (p.listed OR w.edition <> 0))
  OR (p.state = ? AND e.number <> (SELECT MAX(number) FROM editions WHERE widget_id = w.id))
ORDER BY p.public_id`

	selectUsersOfBlob = `
SELECT 'snapshot ' || id FROM snapshots WHERE sha256 = ? AND purged_at = 0
UNION ALL
SELECT r.name || ' of edition ' || e.number || ' of figure ' || w.public_id
FROM renditions r JOIN editions e ON e.id = r.edition_id JOIN widgets w ON w.id = e.widget_id
WHERE r.sha256 = ?
UNION ALL
SELECT 'boundary set ' || id || ', version ' || version FROM boundary_sets WHERE sha256 = ?
UNION ALL
SELECT 'the picture of campaign ' || public_slug FROM campaigns WHERE preview = ?`

	selectChain = `
SELECT seq, at, actor_id, actor, action, subject, title, detail, hash FROM audit_events ORDER BY seq`
)
