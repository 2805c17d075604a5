-- +goose Up

-- Requests of programs that must not happen twice: which request came with a key,
-- and what was answered; status is 0 while it is worked on.
CREATE TABLE once (
  token_id TEXT   NOT NULL,
  name     TEXT   NOT NULL,
  request  TEXT   NOT NULL,
  instance TEXT   NOT NULL,
  begun_at BIGINT NOT NULL,
  status   BIGINT NOT NULL,
  location TEXT   NOT NULL,
  etag     TEXT   NOT NULL,
  body     TEXT   NOT NULL,
  PRIMARY KEY (token_id, name)
);
CREATE INDEX once_begun ON once (begun_at);
