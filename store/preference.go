package store

import (
	"context"
	"fmt"
)

// Preference is something that one person chose for herself.
type Preference string

// The preferences. What nobody chose has no value.
const (
	TourPreference Preference = "tour" // "on" or "over"
	KeysPreference Preference = "keys" // "off": no shortcuts of single keys
)

// Preferences returns what a person chose.
func (s *Store) Preferences(ctx context.Context, userID string) (map[Preference]string, error) {
	list, err := recently(s, "preferences "+userID, func() (list []preference, err error) {
		err = s.view(ctx, "preferences", func(tx *tx) (err error) {
			list, err = all(tx, scanPreference, selectPreferences, userID)
			return err
		})
		return list, err
	})
	chosen := map[Preference]string{}
	for _, p := range list {
		chosen[p.name] = p.value
	}
	return chosen, err
}

// SavePreference stores what a person chose for herself. It is no event: it
// concerns nobody else.
func (s *Store) SavePreference(ctx context.Context, userID string, name Preference, value string) error {
	return s.change(ctx, "save preference", func(tx *tx) error {
		if name != TourPreference && name != KeysPreference {
			return fmt.Errorf("preference %q", name)
		}
		return tx.exec(upsertPreference, userID, name, value)
	})
}

type preference struct {
	name  Preference
	value string
}

func scanPreference(row scanner) (p preference, err error) {
	err = row.Scan(&p.name, &p.value)
	return p, err
}

const (
	selectPreferences = `SELECT name, value FROM preferences WHERE user_id = ? ORDER BY name`
	upsertPreference  = `
INSERT INTO preferences (user_id, name, value) VALUES (?, ?, ?) ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value`
)
