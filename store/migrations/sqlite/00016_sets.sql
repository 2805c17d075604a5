-- +goose Up

-- Figures made from one pattern, one for each place of a column.
CREATE TABLE figure_sets (
  id             TEXT   PRIMARY KEY,
  public_id      TEXT   NOT NULL UNIQUE,
  dataset_id     TEXT   NOT NULL REFERENCES datasets (id),
  directorate_id TEXT   REFERENCES directorates (id),
  owner_id       TEXT   NOT NULL,
  template_id    TEXT   NOT NULL REFERENCES widgets (id),
  version        BIGINT NOT NULL,
  state          TEXT   NOT NULL,
  name           TEXT   NOT NULL,
  pattern        TEXT   NOT NULL,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL,
  saved_by       TEXT   NOT NULL,
  published_at   BIGINT NOT NULL
);

CREATE INDEX figure_sets_dataset ON figure_sets (dataset_id);

-- What a set knows of single places: left out, not in the data any more, and
-- the figure, once it was opened or published. made is the digest of the draft
-- that the pattern gave it last: a draft that differs was changed by hand.
CREATE TABLE set_figures (
  set_id    TEXT    NOT NULL REFERENCES figure_sets (id),
  place     TEXT    NOT NULL,
  left_out  BOOLEAN NOT NULL,
  gone      BOOLEAN NOT NULL,
  widget_id TEXT    UNIQUE REFERENCES widgets (id),
  made      TEXT    NOT NULL,
  PRIMARY KEY (set_id, place)
);

-- All that the public page of a set needs, in one row.
CREATE TABLE published_sets (
  public_id    TEXT    PRIMARY KEY,
  set_id       TEXT    NOT NULL UNIQUE REFERENCES figure_sets (id),
  state        TEXT    NOT NULL,
  body         TEXT    NOT NULL,
  listed       BOOLEAN NOT NULL,
  published_at BIGINT  NOT NULL,
  withdrawn_at BIGINT  NOT NULL,
  reason       TEXT    NOT NULL
);

-- Figures of a set do not stand in the gallery one by one.
ALTER TABLE published ADD COLUMN in_set BOOLEAN NOT NULL DEFAULT FALSE;
