-- +goose Up

-- How small numbers of people are hidden; '{}' hides none.
ALTER TABLE datasets ADD COLUMN protection TEXT NOT NULL DEFAULT '{}';

-- Every number ever published of a dataset: what it counts of which rows. key
-- is the sha256 of the entry. Once shown, a number counts as known for ever.
CREATE TABLE ledger (
  dataset_id   TEXT    NOT NULL REFERENCES datasets (id),
  key          TEXT    NOT NULL,
  entry        TEXT    NOT NULL,
  hidden       BOOLEAN NOT NULL,
  widget_id    TEXT    NOT NULL REFERENCES widgets (id),
  published_at BIGINT  NOT NULL,
  PRIMARY KEY (dataset_id, key)
);
