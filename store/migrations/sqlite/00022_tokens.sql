-- +goose Up

-- A token by which a program acts for one person. Of the token itself only the
-- SHA-256 is here.
CREATE TABLE tokens (
  id           TEXT   PRIMARY KEY,
  name         TEXT   NOT NULL,
  user_id      TEXT   NOT NULL REFERENCES users (id),
  scopes       TEXT   NOT NULL,
  hash         TEXT   NOT NULL UNIQUE,
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  revoked_at   BIGINT NOT NULL
);

CREATE INDEX tokens_by_user ON tokens (user_id);
