package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"figurehead/widgets"
)

// ErrSlugTaken is an ErrConflict: another campaign has, or once had, the address.
var ErrSlugTaken = fmt.Errorf("the address belongs to another campaign: %w", ErrConflict)

// CampaignFilter narrows a list of Campaigns; empty fields do not.
type CampaignFilter struct {
	DirectorateID, OwnerID, Text string
	State                        widgets.State
	WidgetID                     string // one whose draft has this figure
	Limit                        int
}

// CreateCampaign stores a campaign with its first draft, at an address that
// begins with its slug and is free.
func (s *Store) CreateCampaign(ctx context.Context, by Actor, c widgets.Campaign) (widgets.Campaign, error) {
	err := s.change(ctx, "create campaign", func(tx *tx) (err error) {
		if err := tx.newID(&c.ID); err != nil {
			return err
		}
		if c.Draft.Slug, err = tx.freeSlug(c.Draft.Slug); err != nil {
			return err
		}
		draft, err := toJSON(c.Draft)
		if err != nil {
			return err
		}
		c.State, c.Public.State = widgets.InDraft, widgets.InDraft
		c.Version, c.SavedAt, c.SavedBy, c.CreatedAt = 1, tx.now, by.ID, tx.now
		err = tx.exec(insertCampaign, c.ID, orNull(c.DirectorateID), c.OwnerID, c.State, c.Draft.Slug, campaignSearch(c.Draft), c.Version, draft,
			millis(tx.now), by.ID, millis(tx.now))
		if err != nil {
			return err
		}
		return tx.audit(by, CampaignCreated, "campaign "+c.ID, c.Draft.Name, "")
	})
	return c, err
}

// freeSlug is the slug, or with the first number behind it that is free.
func (t *tx) freeSlug(slug string) (string, error) {
	for n := 1; ; n++ {
		try := slug
		if n > 1 || widgets.SlugProblem(slug) != "" {
			try = fmt.Sprintf("%s-%d", slug, n)
			if slug == "" {
				try = fmt.Sprintf("campaign-%d", n)
			}
		}
		used, err := value[int64](t, countSlug, try, "", try, "")
		if err != nil || used == 0 {
			return try, err
		}
	}
}

// Campaign returns one campaign, or ErrNotFound.
func (s *Store) Campaign(ctx context.Context, id string) (c widgets.Campaign, err error) {
	err = s.view(ctx, "campaign "+id, func(tx *tx) (err error) {
		c, err = one(tx, scanCampaign, selectCampaign, id)
		return err
	})
	return c, err
}

// Campaigns returns the campaigns that pass the filter, the last changed first.
func (s *Store) Campaigns(ctx context.Context, f CampaignFilter) (list []widgets.Campaign, err error) {
	err = s.view(ctx, "list campaigns", func(tx *tx) (err error) {
		text, has := matching(f.Text), f.WidgetID
		if has != "" {
			has = `%"widgetId":"` + has + `"%`
		}
		list, err = all(tx, scanCampaign, selectCampaigns, f.DirectorateID, f.DirectorateID, f.OwnerID, f.OwnerID,
			f.State, f.State, text, text, has, has, atMost(f.Limit))
		return err
	})
	return list, err
}

// SaveCampaign stores a draft with who owns it, and returns it with its new
// Version. When c.Version is not the stored one nothing is stored, and
// ErrConflict comes with the campaign as it is now; ErrSlugTaken when the
// address is not free. The audit trail gets one event for a run of saves.
func (s *Store) SaveCampaign(ctx context.Context, by Actor, c widgets.Campaign) (widgets.Campaign, error) {
	result := c
	err := s.change(ctx, "save campaign "+c.ID, func(tx *tx) error {
		was, err := one(tx, scanCampaign, selectCampaign, c.ID)
		if err != nil {
			return err
		}
		if was.Version != c.Version {
			result = was
			return ErrConflict
		}
		now := was
		now.OwnerID, now.Draft = c.OwnerID, c.Draft
		result, err = tx.saveCampaign(by, was, now)
		return err
	})
	return result, err
}

// campaignRun is how long after a save another one by the same person belongs
// to the same run of changes.
const campaignRun = 10 * time.Minute

func (t *tx) saveCampaign(by Actor, was, c widgets.Campaign) (widgets.Campaign, error) {
	if c.Draft.Slug != was.Draft.Slug {
		used, err := value[int64](t, countSlug, c.Draft.Slug, c.ID, c.Draft.Slug, c.ID)
		if err != nil {
			return c, err
		}
		if used > 0 {
			return c, fmt.Errorf("address %q: %w", c.Draft.Slug, ErrSlugTaken)
		}
	}
	draft, err := toJSON(c.Draft)
	if err != nil {
		return c, err
	}
	c.Version, c.SavedAt, c.SavedBy, c.Changed = was.Version+1, t.now, by.ID, was.PublicSlug != ""
	if err := t.execOne(updateCampaignDraft, c.OwnerID, c.Draft.Slug, campaignSearch(c.Draft), c.Version, draft, millis(t.now), by.ID, c.ID); err != nil {
		return c, err
	}
	first := was.Version == 1 && was.SavedBy == by.ID // creating it was an event of its own
	goesOn := was.SavedBy == by.ID && t.now.Sub(was.SavedAt) < campaignRun && (was.Changed || was.PublicSlug == "")
	if first || goesOn {
		return c, nil
	}
	return c, t.audit(by, CampaignChanged, "campaign "+c.ID, c.Draft.Name, "")
}

// AddToCampaign puts figures at the end of a campaign's draft, whatever its
// version; those that are there already stay where they are.
func (s *Store) AddToCampaign(ctx context.Context, by Actor, id string, widgetIDs ...string) (c widgets.Campaign, err error) {
	err = s.change(ctx, "add to campaign "+id, func(tx *tx) (err error) {
		c, err = tx.addToCampaign(by, id, widgetIDs)
		return err
	})
	return c, err
}

func (t *tx) addToCampaign(by Actor, id string, widgetIDs []string) (widgets.Campaign, error) {
	was, err := one(t, scanCampaign, selectCampaign, id)
	if err != nil {
		return was, err
	}
	c := was
	c.Draft.Figures = slices.Clone(was.Draft.Figures)
	for _, widget := range widgetIDs {
		if _, err := one(t, scanWidget, selectWidget, widget); err != nil {
			return was, fmt.Errorf("figure %s: %w", widget, err)
		}
		if !slices.ContainsFunc(c.Draft.Figures, func(f widgets.CampaignFigure) bool { return f.WidgetID == widget }) {
			c.Draft.Figures = append(c.Draft.Figures, widgets.CampaignFigure{WidgetID: widget})
		}
	}
	if len(c.Draft.Figures) == len(was.Draft.Figures) {
		return was, nil
	}
	return t.saveCampaign(by, was, c)
}

// DeleteCampaign deletes a campaign that was never public; its figures stay.
// ErrConflict when it was, as its address leads to it for ever, and when version
// is not the stored one.
func (s *Store) DeleteCampaign(ctx context.Context, by Actor, id string, version int) error {
	return s.change(ctx, "delete campaign "+id, func(tx *tx) error {
		c, err := one(tx, scanCampaign, selectCampaign, id)
		if err != nil {
			return err
		}
		if c.PublicSlug != "" || c.Version != version {
			return ErrConflict
		}
		if err := tx.exec(deleteCampaignPlans, id); err != nil {
			return err
		}
		if err := tx.execOne(deleteCampaign, id); err != nil {
			return err
		}
		return tx.audit(by, CampaignDeleted, "campaign "+id, c.Draft.Name, "")
	})
}

// campaignSearch is the text that a campaign is found by.
func campaignSearch(d widgets.CampaignDraft) string { return searchable(d.Name, d.Slug, d.Goal) }

const (
	campaignColumns = `
SELECT id, COALESCE(directorate_id, ''), owner_id, state, public_slug, version, published_version, draft, public, saved_at, saved_by, created_at,
  published_at, ended_at, removed_at, reason
FROM campaigns`

	selectCampaign = campaignColumns + ` WHERE id = ?`

	deleteCampaign      = `DELETE FROM campaigns WHERE id = ?`
	deleteCampaignPlans = `DELETE FROM campaign_plans WHERE campaign_id = ?`

	selectCampaigns = campaignColumns + `
WHERE (? = '' OR directorate_id = ?)
  AND (? = '' OR owner_id = ?)
  AND (? = '' OR state = ?)
  AND (? = '' OR search LIKE ? ESCAPE '!')
  AND (? = '' OR draft LIKE ?)
ORDER BY saved_at DESC, id DESC
LIMIT ?`

	insertCampaign = `
INSERT INTO campaigns (id, directorate_id, owner_id, state, slug, public_slug, search, version, published_version, draft, public, preview, ends_on,
  saved_at, saved_by, created_at, published_at, ended_at, removed_at, reason)
VALUES (?, ?, ?, ?, ?, '', ?, ?, 0, ?, '{}', '', '', ?, ?, ?, 0, 0, 0, '')`

	// An address is used by a draft or by what was ever public of another campaign.
	countSlug = `
SELECT (SELECT COUNT(*) FROM campaigns WHERE slug = ? AND id <> ?) + (SELECT COUNT(*) FROM campaign_slugs WHERE slug = ? AND campaign_id <> ?)`

	updateCampaignDraft = `
UPDATE campaigns SET owner_id = ?, slug = ?, search = ?, version = ?, draft = ?, saved_at = ?, saved_by = ? WHERE id = ?`
)

func scanCampaign(row scanner) (c widgets.Campaign, err error) {
	published := 0
	err = row.Scan(&c.ID, &c.DirectorateID, &c.OwnerID, &c.State, &c.PublicSlug, &c.Version, &published, jsonColumn{&c.Draft}, jsonColumn{&c.Public},
		timeColumn{&c.SavedAt}, &c.SavedBy, timeColumn{&c.CreatedAt}, timeColumn{&c.PublishedAt}, timeColumn{&c.EndedAt},
		timeColumn{&c.RemovedAt}, &c.Public.Reason)
	c.Changed = c.PublicSlug != "" && published != c.Version
	c.Public.State, c.Public.RemovedAt = c.State, c.RemovedAt
	return c, err
}
