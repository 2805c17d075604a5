-- +goose Up

-- A form that was sent by somebody who was signed out: sealed with a key that only
-- the cookie of that browser has, so that nobody can read it here or in a backup.
CREATE TABLE kept_forms (
  hash    TEXT NOT NULL PRIMARY KEY, -- sha256 of the token of the cookie
  user_id TEXT NOT NULL REFERENCES users (id),
  sealed  TEXT NOT NULL,
  bytes   INTEGER NOT NULL,
  kept_at INTEGER NOT NULL
);

CREATE INDEX kept_forms_kept_at ON kept_forms (kept_at);
