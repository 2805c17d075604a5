-- +goose Up

-- One try to fetch a dataset again: what came of it, in words for its owner.
CREATE TABLE refreshes (
  id            TEXT   PRIMARY KEY,
  dataset_id    TEXT   NOT NULL REFERENCES datasets (id),
  at            BIGINT NOT NULL,
  by_name       TEXT   NOT NULL,
  outcome       TEXT   NOT NULL,
  words         TEXT   NOT NULL,
  etag          TEXT   NOT NULL,
  last_modified TEXT   NOT NULL
);

CREATE INDEX refreshes_dataset ON refreshes (dataset_id, at);
