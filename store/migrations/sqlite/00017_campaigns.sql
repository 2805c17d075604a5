-- +goose Up

-- A named set of figures with a page, dates and a kit. draft is its one
-- changeable state, public what readers have, '{}' before the first publish.
-- ends_on is the last day of what is public, '' where it has none.
CREATE TABLE campaigns (
  id                TEXT   PRIMARY KEY,
  directorate_id    TEXT   REFERENCES directorates (id),
  owner_id          TEXT   NOT NULL,
  state             TEXT   NOT NULL,
  slug              TEXT   NOT NULL UNIQUE,
  public_slug       TEXT   NOT NULL,
  search            TEXT   NOT NULL,
  version           BIGINT NOT NULL,
  published_version BIGINT NOT NULL,
  draft             TEXT   NOT NULL,
  public            TEXT   NOT NULL,
  preview           TEXT   NOT NULL,
  ends_on           TEXT   NOT NULL,
  saved_at          BIGINT NOT NULL,
  saved_by          TEXT   NOT NULL,
  created_at        BIGINT NOT NULL,
  published_at      BIGINT NOT NULL,
  ended_at          BIGINT NOT NULL,
  removed_at        BIGINT NOT NULL,
  reason            TEXT   NOT NULL
);

CREATE INDEX campaigns_saved ON campaigns (saved_at);
CREATE INDEX campaigns_ends ON campaigns (state, ends_on);

-- Every address that was ever public; it leads to its campaign for ever.
CREATE TABLE campaign_slugs (
  slug        TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaigns (id)
);

-- The next figure that a person makes from a dataset joins a campaign.
CREATE TABLE campaign_plans (
  user_id     TEXT   NOT NULL,
  dataset_id  TEXT   NOT NULL REFERENCES datasets (id),
  campaign_id TEXT   NOT NULL REFERENCES campaigns (id),
  at          BIGINT NOT NULL,
  PRIMARY KEY (user_id, dataset_id)
);
