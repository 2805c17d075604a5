package store

import (
	"context"
	"errors"

	"figurehead/widgets"
)

// PlanForCampaign remembers that the next figure which a person makes from a
// dataset joins a campaign; an empty campaign forgets it.
func (s *Store) PlanForCampaign(ctx context.Context, by Actor, datasetID, campaignID string) error {
	return s.change(ctx, "plan for campaign "+campaignID, func(tx *tx) error {
		if campaignID == "" {
			return tx.exec(deleteJoining, by.ID, datasetID)
		}
		return tx.exec(upsertJoining, by.ID, datasetID, campaignID, millis(tx.now))
	})
}

// PlannedCampaign is the campaign that the next figure of a person from a
// dataset joins; ErrNotFound where there is none.
func (s *Store) PlannedCampaign(ctx context.Context, by Actor, datasetID string) (c widgets.Campaign, err error) {
	err = s.view(ctx, "planned campaign", func(tx *tx) (err error) {
		c, err = one(tx, scanCampaign, selectJoining, by.ID, datasetID)
		return err
	})
	return c, err
}

// JoinPlanned puts a figure that was made into the campaign that was planned
// for it, if one was, and forgets the plan.
func (s *Store) JoinPlanned(ctx context.Context, by Actor, w widgets.Widget) error {
	return s.change(ctx, "join planned campaign", func(tx *tx) error {
		c, err := one(tx, scanCampaign, selectJoining, by.ID, w.DatasetID)
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := tx.addToCampaign(by, c.ID, []string{w.ID}); err != nil {
			return err
		}
		return tx.exec(deleteJoining, by.ID, w.DatasetID)
	})
}

func isNotFound(err error) bool { return errors.Is(err, ErrNotFound) }

const (
	upsertJoining = `
INSERT INTO campaign_plans (user_id, dataset_id, campaign_id, at) VALUES (?, ?, ?, ?)
ON CONFLICT (user_id, dataset_id) DO UPDATE SET campaign_id = excluded.campaign_id, at = excluded.at`

	deleteJoining = `DELETE FROM campaign_plans WHERE user_id = ? AND dataset_id = ?`

	selectJoining = campaignColumns + ` WHERE id = (SELECT campaign_id FROM campaign_plans WHERE user_id = ? AND dataset_id = ?)`
)
