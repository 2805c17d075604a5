-- +goose Up

-- One version of a boundary set; its places and outlines are a blob.
CREATE TABLE boundary_sets (
  id         TEXT   NOT NULL,
  version    BIGINT NOT NULL,
  name       TEXT   NOT NULL,
  licence    TEXT   NOT NULL,
  places     BIGINT NOT NULL,
  sha256     TEXT   NOT NULL,
  size_bytes BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (id, version)
);

-- +goose StatementBegin
CREATE TRIGGER boundary_sets_update BEFORE UPDATE ON boundary_sets
BEGIN SELECT RAISE(ABORT, 'a version of a boundary set is never changed'); END;
-- +goose StatementEnd
