-- +goose Up

-- The outlines of an uploaded typeface, packed and in base64.
CREATE TABLE typefaces (
  id         TEXT   PRIMARY KEY,
  name       TEXT   NOT NULL,
  regular    TEXT   NOT NULL,
  bold       TEXT   NOT NULL,
  created_at BIGINT NOT NULL
);
