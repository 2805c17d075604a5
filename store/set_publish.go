package store

import (
	"context"
	"errors"
	"fmt"

	"figurehead/widgets"
)

// SetIdentity is what a figure of a Set that has no Widget yet needs for its
// pictures: nothing of it is stored before it is published.
type SetIdentity struct{ PublicID, ShortCode string }

// NewSetIdentities gives so many public ids with short codes that nobody has.
func (s *Store) NewSetIdentities(ctx context.Context, n int) ([]SetIdentity, error) {
	list := make([]SetIdentity, n)
	err := s.view(ctx, "new short codes", func(tx *tx) error {
		for i := range list {
			var err error
			if list[i].PublicID, err = NewPublicID(s.rand); err != nil {
				return err
			}
			if list[i].ShortCode, err = tx.freeShortCode(); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// SetPublish is one publish of a whole Set.
type SetPublish struct {
	Set     widgets.Set // with the Version that was drawn
	Action  string      // SetPublished or SetRefreshed
	Figures []SetEdition
	Gone    []string // places that the data has no more
	Page    widgets.PublishedSet
}

// SetEdition is one figure of it, drawn. A Widget without an ID is made; a Draft
// has the Version that it goes on from.
type SetEdition struct {
	Place   string
	Widget  widgets.Widget
	Draft   widgets.Draft
	Own     bool // the Draft is a person's own: it is no longer what the Pattern gives
	Edition widgets.Edition
	Numbers []Numbers
}

// PublishSet makes every figure of a Set public, with its page, or none: in one
// transaction. The bytes of all renditions are in Blobs before. ErrConflict says
// that the Set, one of its Drafts or a ledger was changed while it was drawn, or
// that the data has a newer copy that was confirmed.
func (s *Store) PublishSet(ctx context.Context, by Actor, p SetPublish) (widgets.Set, error) {
	set := p.Set
	err := s.change(ctx, "publish set "+set.ID, func(tx *tx) (err error) {
		if err := tx.setPublishable(p); err != nil {
			return err
		}
		for i := range p.Figures {
			if err := tx.publishOfSet(by, set.ID, &p.Figures[i]); err != nil {
				return fmt.Errorf("place %d of %d: %w", i+1, len(p.Figures), err)
			}
		}
		for _, place := range p.Gone {
			if err := tx.exec(updateSetGone, set.ID, place); err != nil {
				return err
			}
		}
		set, err = tx.publishSetPage(by, p)
		return err
	})
	return set, err
}

// setPublishable reports what was changed since the Set was drawn.
func (t *tx) setPublishable(p SetPublish) error {
	was, err := one(t, scanSet, selectSet, p.Set.ID)
	if err != nil {
		return err
	}
	if was.Version != p.Set.Version {
		return fmt.Errorf("set has version %d, not %d: %w", was.Version, p.Set.Version, ErrConflict)
	}
	versions := map[string]string{}
	for _, f := range p.Figures {
		newest, err := value[string](t, selectNewestConfirmed, was.DatasetID)
		if err != nil {
			return err
		}
		if f.Draft.SnapshotID != newest {
			return fmt.Errorf("the dataset has a newer copy: %w", ErrConflict)
		}
		for _, n := range f.Numbers {
			if _, seen := versions[n.DatasetID]; !seen {
				if versions[n.DatasetID], err = value[string](t, selectLedgerVersion, n.DatasetID); err != nil {
					return err
				}
			}
			if versions[n.DatasetID] != n.Version {
				return fmt.Errorf("the ledger of dataset %s has changed: %w", n.DatasetID, ErrConflict)
			}
		}
	}
	return nil
}

// publishOfSet makes one figure public.
func (t *tx) publishOfSet(by Actor, setID string, f *SetEdition) error {
	var err error
	if f.Widget.ID == "" {
		if f.Draft, err = t.newSetFigure(by, setID, f.Place, &f.Widget, f.Draft); err != nil {
			return err
		}
	} else if err := t.giveSetDraft(by, setID, f); err != nil {
		return err
	}
	if f.Edition, err = t.publish(by, f.Widget.ID, f.Draft.Version, f.Edition); err != nil {
		return err
	}
	for _, n := range f.Numbers {
		if err := t.enter(f.Widget, n); err != nil {
			return err
		}
	}
	if err := t.execOne(updateInSet, f.Widget.PublicID); err != nil {
		return err
	}
	return t.exec(updateSetBack, setID, f.Place)
}

// giveSetDraft stores the Draft that was drawn, where it is another than the
// stored one.
func (t *tx) giveSetDraft(by Actor, setID string, f *SetEdition) error {
	was, err := one(t, scanDraft, selectDraft, f.Widget.ID)
	if err != nil {
		return err
	}
	if was.Version != f.Draft.Version {
		return fmt.Errorf("draft of widget %s has version %d, not %d: %w", f.Widget.ID, was.Version, f.Draft.Version, ErrConflict)
	}
	same, err := sameContent(was.Draft, f.Draft)
	if err != nil {
		return err
	}
	if !same {
		if f.Draft, err = t.storeDraft(by, f.Draft, was.base); err != nil {
			return err
		}
	}
	if f.Own {
		return nil
	}
	return t.noteMade(setID, f.Place, f.Draft)
}

// publishSetPage moves the page of the Set and tells of it.
func (t *tx) publishSetPage(by Actor, p SetPublish) (widgets.Set, error) {
	set := p.Set
	set.Version, set.State, set.UpdatedAt, set.PublishedAt = set.Version+1, widgets.Live, t.now, t.now
	if err := t.execOne(updateSetState, set.State, set.Version, millis(t.now), millis(t.now), set.ID); err != nil {
		return set, err
	}
	p.Page.PublicID, p.Page.PublishedAt = set.PublicID, t.now
	body, err := toJSON(p.Page)
	if err != nil {
		return set, err
	}
	if err := t.exec(upsertPublishedSet, set.PublicID, set.ID, widgets.Live, body, p.Page.Listed, millis(t.now)); err != nil {
		return set, err
	}
	if err := t.exec(touchPublishedVersion); err != nil {
		return set, err
	}
	return set, t.audit(by, p.Action, "set "+set.ID, set.Name, fmt.Sprintf("%d figures, page %s", len(p.Figures), set.PublicID))
}

// WithdrawSet takes every live figure of a Set and its page from the public, with
// a reason that readers see, or none. ErrNotFound when it is not public.
func (s *Store) WithdrawSet(ctx context.Context, by Actor, setID, reason string) error {
	return s.change(ctx, "withdraw set "+setID, func(tx *tx) error {
		set, err := one(tx, scanSet, selectSet, setID)
		if err != nil {
			return err
		}
		if set.State != widgets.Live {
			return ErrNotFound
		}
		live, err := all(tx, scanWidget, selectSetWidgets, setID)
		if err != nil {
			return err
		}
		if err := tx.execOne(updateSetState, widgets.Withdrawn, set.Version+1, millis(tx.now), millis(set.PublishedAt), setID); err != nil {
			return err
		}
		for _, w := range live {
			if w.State != widgets.Live {
				continue
			}
			if err := tx.withdraw(by, w.ID, reason); err != nil {
				return err
			}
			if err := tx.overtakePlan(by, w.ID, "withdrawn meanwhile", true); err != nil {
				return err
			}
		}
		body, err := toJSON(widgets.PublishedSet{PublicID: set.PublicID, Name: set.Name})
		if err != nil {
			return err
		}
		if err := tx.execOne(updateSetWithdrawn, widgets.Withdrawn, body, millis(tx.now), reason, set.PublicID); err != nil {
			return err
		}
		if err := tx.exec(touchPublishedVersion); err != nil {
			return err
		}
		return tx.audit(by, SetWithdrawn, "set "+setID, set.Name, reason)
	})
}

// PublishedSet returns what the address of a Set shows, or ErrNotFound when it was
// never published.
func (s *Store) PublishedSet(ctx context.Context, publicID string) (p widgets.PublishedSet, err error) {
	id, ok := FoldPublicID(publicID)
	if !ok {
		return p, ErrNotFound
	}
	err = s.view(ctx, "published set", func(tx *tx) (err error) {
		p, err = one(tx, scanPublishedSet, selectPublishedSet, id)
		return err
	})
	return p, err
}

// PublishedSets returns every Set that was ever published, the newest first.
func (s *Store) PublishedSets(ctx context.Context) (list []widgets.PublishedSet, err error) {
	err = s.view(ctx, "list published sets", func(tx *tx) (err error) {
		list, err = all(tx, scanPublishedSet, selectPublishedSets)
		return err
	})
	return list, err
}

func ignoreNotFound(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

const (
	selectNewestConfirmed = `
SELECT COALESCE((SELECT id FROM snapshots WHERE dataset_id = ? AND confirmed AND purged_at = 0 ORDER BY number DESC LIMIT 1), '')`

	updateSetGone = `UPDATE set_figures SET gone = TRUE WHERE set_id = ? AND place = ?`

	updateSetBack = `UPDATE set_figures SET gone = FALSE WHERE set_id = ? AND place = ?`

	updateInSet = `UPDATE published SET in_set = TRUE WHERE public_id = ?`

	updateSetState = `UPDATE figure_sets SET state = ?, version = ?, updated_at = ?, published_at = ? WHERE id = ?`

	upsertPublishedSet = `
INSERT INTO published_sets (public_id, set_id, state, body, listed, published_at, withdrawn_at, reason) VALUES (?, ?, ?, ?, ?, ?, 0, '')
ON CONFLICT (public_id) DO UPDATE SET state = excluded.state, body = excluded.body, listed = excluded.listed,
  published_at = excluded.published_at, withdrawn_at = 0, reason = ''`

	updateSetWithdrawn = `
UPDATE published_sets SET state = ?, body = ?, listed = FALSE, withdrawn_at = ?, reason = ? WHERE public_id = ?`

	selectPublishedSet = `SELECT public_id, state, body, withdrawn_at, reason FROM published_sets WHERE public_id = ?`

	selectPublishedSets = `SELECT public_id, state, body, withdrawn_at, reason FROM published_sets ORDER BY published_at DESC, public_id`
)

func scanPublishedSet(row scanner) (p widgets.PublishedSet, err error) {
	var id string
	err = row.Scan(&id, &p.State, jsonColumn{&p}, timeColumn{&p.WithdrawnAt}, &p.Reason)
	p.PublicID = id // a purged one has no body
	return p, err
}
