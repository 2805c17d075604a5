-- +goose Up

-- What the organisation says of the accessibility of its public pages.
CREATE TABLE accessibility (
  id   BIGINT PRIMARY KEY CHECK (id = 1),
  body TEXT   NOT NULL
);
