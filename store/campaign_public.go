package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"figurehead/widgets"
)

// PublishCampaign makes the draft of a campaign what readers have, with the
// picture of its link, whose bytes are in Blobs before. An address that it had
// leads to it from now on. ErrConflict when version is not the stored one.
func (s *Store) PublishCampaign(ctx context.Context, by Actor, id string, version int, preview widgets.Rendition) (c widgets.Campaign, err error) {
	err = s.change(ctx, "publish campaign "+id, func(tx *tx) (err error) {
		if c, err = one(tx, scanCampaign, selectCampaign, id); err != nil {
			return err
		}
		if c.Version != version {
			return fmt.Errorf("campaign has version %d, not %d: %w", c.Version, version, ErrConflict)
		}
		return tx.publishCampaign(by, &c, preview)
	})
	return c, err
}

func (t *tx) publishCampaign(by Actor, c *widgets.Campaign, preview widgets.Rendition) error {
	if err := t.needBlob(preview.SHA256); err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	d := c.Draft
	public := d.Public(t.now)
	public.Preview = preview
	for _, f := range d.Figures {
		w, err := one(t, scanWidget, selectWidget, f.WidgetID)
		if err != nil {
			return fmt.Errorf("figure %s: %w", f.WidgetID, err)
		}
		public.Figures = append(public.Figures, widgets.PublicCampaignFigure{PublicID: w.PublicID, Heading: f.Heading, Text: f.Text})
	}
	body, err := toJSON(public)
	if err != nil {
		return err
	}
	if err := t.exec(insertSlug, d.Slug, c.ID); err != nil {
		return err
	}
	c.Version++ // a second publisher who looked at the same draft meets a conflict
	err = t.execOne(updateCampaignPublic, widgets.Live, d.Slug, c.Version, c.Version, body, preview.SHA256, d.Ends, millis(t.now), c.ID)
	if err != nil {
		return err
	}
	if err := t.exec(touchPublishedVersion); err != nil {
		return err
	}
	c.State, c.PublicSlug, c.PublishedAt, c.Changed, c.Public = widgets.Live, d.Slug, t.now, false, public
	c.EndedAt, c.RemovedAt = time.Time{}, time.Time{}
	return t.audit(by, CampaignPublished, "campaign "+c.ID, d.Name, fmt.Sprintf("/c/%s, %d figures", d.Slug, len(public.Figures)))
}

// RemoveCampaign takes the page of a campaign down, with a reason that readers
// see; its figures stay. ErrReason without one, ErrNotFound when it is not public.
func (s *Store) RemoveCampaign(ctx context.Context, by Actor, id, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fmt.Errorf("take down campaign %s: %w", id, ErrReason)
	}
	return s.change(ctx, "take down campaign "+id, func(tx *tx) error {
		c, err := one(tx, scanCampaign, selectCampaign, id)
		if err != nil {
			return err
		}
		if err := tx.execOne(updateCampaignRemoved, widgets.Withdrawn, millis(tx.now), reason, id, widgets.Live); err != nil {
			return err
		}
		if err := tx.exec(touchPublishedVersion); err != nil {
			return err
		}
		return tx.audit(by, CampaignRemoved, "campaign "+id, c.Public.Name, reason)
	})
}

// CampaignAt returns what readers have of the campaign that has, or had, an
// address; its Slug is the address that it has now. ErrNotFound when there was
// never one.
func (s *Store) CampaignAt(ctx context.Context, slug string) (p widgets.PublicCampaign, err error) {
	err = s.view(ctx, "campaign page", func(tx *tx) error {
		c, err := one(tx, scanCampaign, selectCampaignBySlug, slug)
		p = c.Public
		return err
	})
	return p, err
}

// PublicCampaigns returns the campaigns whose pages are public, the newest first.
func (s *Store) PublicCampaigns(ctx context.Context) (list []widgets.PublicCampaign, err error) {
	err = s.view(ctx, "list public campaigns", func(tx *tx) error {
		found, err := all(tx, scanCampaign, selectPublicCampaigns, widgets.Live)
		for _, c := range found {
			list = append(list, c.Public)
		}
		return err
	})
	return list, err
}

// CampaignSlugs returns every address that a campaign ever had, in order.
func (s *Store) CampaignSlugs(ctx context.Context) (list []string, err error) {
	err = s.view(ctx, "list campaign addresses", func(tx *tx) (err error) {
		list, err = values[string](tx, selectSlugs)
		return err
	})
	return list, err
}

// CampaignsEnding returns the public campaigns whose last day is in a span of
// days ("2026-11-23"), both included, the first to end first.
func (s *Store) CampaignsEnding(ctx context.Context, from, to string) (list []widgets.Campaign, err error) {
	err = s.view(ctx, "list campaigns that end", func(tx *tx) (err error) {
		list, err = all(tx, scanCampaign, selectCampaignsEnding, widgets.Live, from, to)
		return err
	})
	return list, err
}

// EditionBefore is the number of the Edition of a figure that readers had just
// before an instant: the one that it was pinned to, or else the last.
// ErrNotFound where there was none.
func (s *Store) EditionBefore(ctx context.Context, publicID string, at time.Time) (n int, err error) {
	err = s.view(ctx, "edition before", func(tx *tx) (err error) {
		n, err = tx.editionBefore(publicID, at)
		return err
	})
	return n, err
}

func (t *tx) editionBefore(publicID string, at time.Time) (int, error) {
	return value[int](t, selectEditionBefore, publicID, millis(at), millis(at), millis(at))
}

// EndCampaigns records the end of every public campaign whose last day is over
// in the zone: which Editions its page keeps, where it keeps any, and an event
// by the server itself. It returns how many ended.
func (s *Store) EndCampaigns(ctx context.Context, zone *time.Location) (ended int, err error) {
	err = s.change(ctx, "end campaigns", func(tx *tx) error {
		due, err := all(tx, scanCampaign, selectCampaignsDue, widgets.Live, tx.now.In(zone).Format(time.DateOnly))
		if err != nil || len(due) == 0 {
			return err
		}
		for _, c := range due {
			if err := tx.endCampaign(c, zone); err != nil {
				return fmt.Errorf("campaign %s: %w", c.ID, err)
			}
		}
		ended = len(due)
		return tx.exec(touchPublishedVersion)
	})
	return ended, err
}

func (t *tx) endCampaign(c widgets.Campaign, zone *time.Location) error {
	end, ok := widgets.EndOf(c.Public.Ends, zone)
	if !ok {
		return fmt.Errorf("no day %q", c.Public.Ends)
	}
	for i, f := range c.Public.Figures {
		n, err := t.editionBefore(f.PublicID, end)
		switch {
		case err == nil:
			c.Public.Figures[i].Edition = n
		case isNotFound(err):
			c.Public.Figures[i].Edition = -1
		default:
			return err
		}
	}
	body, err := toJSON(c.Public)
	if err != nil {
		return err
	}
	if err := t.execOne(updateCampaignEnded, body, millis(t.now), c.ID); err != nil {
		return err
	}
	return t.audit(ByItself, CampaignEnded, "campaign "+c.ID, c.Public.Name, "last day "+c.Public.Ends)
}

const (
	insertSlug = `INSERT INTO campaign_slugs (slug, campaign_id) VALUES (?, ?) ON CONFLICT (slug) DO NOTHING`

	selectSlugs = `SELECT slug FROM campaign_slugs ORDER BY slug`

	selectCampaignBySlug = campaignColumns + ` WHERE id = (SELECT campaign_id FROM campaign_slugs WHERE campaign_slugs.slug = ?)`

	selectPublicCampaigns = campaignColumns + ` WHERE state = ? ORDER BY published_at DESC, id`

	selectCampaignsEnding = campaignColumns + ` WHERE state = ? AND ends_on <> '' AND ends_on >= ? AND ends_on <= ? ORDER BY ends_on, id`

	selectCampaignsDue = campaignColumns + ` WHERE state = ? AND ends_on <> '' AND ends_on < ? AND ended_at = 0 ORDER BY ends_on, id`

	// The Edition that the figure was pinned to at that instant goes before later ones.
	selectEditionBefore = `
SELECT e.number
FROM published p JOIN editions e ON e.widget_id = p.widget_id
WHERE p.public_id = ? AND e.published_at < ?
ORDER BY CASE WHEN EXISTS (SELECT 1 FROM pins WHERE pins.widget_id = e.widget_id AND pins.number = e.number
  AND pins.pinned_at < ? AND (pins.unpinned_at = 0 OR pins.unpinned_at >= ?)) THEN 0 ELSE 1 END, e.number DESC
LIMIT 1`

	updateCampaignPublic = `
UPDATE campaigns SET state = ?, public_slug = ?, version = ?, published_version = ?, public = ?, preview = ?, ends_on = ?, published_at = ?,
  ended_at = 0, removed_at = 0, reason = ''
WHERE id = ?`

	updateCampaignRemoved = `UPDATE campaigns SET state = ?, removed_at = ?, reason = ? WHERE id = ? AND state = ?`

	updateCampaignEnded = `UPDATE campaigns SET public = ?, ended_at = ? WHERE id = ?`
)
