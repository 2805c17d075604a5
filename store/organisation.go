package store

import (
	"context"
	"errors"

	"figurehead/widgets"
)

// Organisation is the one organisation of a server.
type Organisation struct {
	Name       string
	Area       string // "Essex"; drives suggestions
	AreaCode   string // "E10000012", may be empty
	Licence    string // key of datasets.Licences for its own data
	TimeZone   string // "Europe/London"
	Lang       string // of the figures that name none: "cy"; empty means "en-GB"
	Theme      widgets.Theme
	ApprovalOn bool
}

// Organisation returns the organisation, or ErrNotFound before set-up.
func (s *Store) Organisation(ctx context.Context) (Organisation, error) {
	return look(ctx, s, "organisation", scanOrganisation, selectOrganisation)
}

const selectOrganisation = `
SELECT o.name, o.area, o.area_code, o.licence, o.time_zone, o.lang, o.approval_on, t.body
FROM organisation o JOIN themes t ON t.id = o.theme_id AND t.version = o.theme_version
WHERE o.id = 1`

func scanOrganisation(row scanner) (o Organisation, err error) {
	err = row.Scan(&o.Name, &o.Area, &o.AreaCode, &o.Licence, &o.TimeZone, &o.Lang, &o.ApprovalOn, jsonColumn{&o.Theme})
	return o, err
}

// SaveOrganisation stores the organisation; without a theme it gets the first
// one. A changed theme becomes a new version of it.
func (s *Store) SaveOrganisation(ctx context.Context, by Actor, o Organisation) error {
	return s.change(ctx, "save organisation", func(tx *tx) error {
		was, err := one(tx, scanOrganisation, selectOrganisation)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err := tx.saveOrganisation(o); err != nil {
			return err
		}
		detail := ""
		if was.ApprovalOn != o.ApprovalOn {
			detail = map[bool]string{true: "approval on", false: "approval off"}[o.ApprovalOn]
		}
		return tx.audit(by, OrganisationChanged, "organisation", o.Name, detail)
	})
}

func (t *tx) saveOrganisation(o Organisation) error {
	if o.Theme.ID == "" {
		o.Theme = firstTheme(o.Name)
	}
	theme, err := t.saveTheme(o.Theme)
	if err != nil {
		return err
	}
	return t.exec(upsertOrganisation,
		o.Name, o.Area, o.AreaCode, o.Licence, o.TimeZone, o.Lang, o.ApprovalOn, theme.ID, theme.Version)
}

const upsertOrganisation = `
INSERT INTO organisation (id, name, area, area_code, licence, time_zone, lang, approval_on, theme_id, theme_version)
VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  name = excluded.name, area = excluded.area, area_code = excluded.area_code, licence = excluded.licence,
  time_zone = excluded.time_zone, lang = excluded.lang, approval_on = excluded.approval_on,
  theme_id = excluded.theme_id, theme_version = excluded.theme_version`
