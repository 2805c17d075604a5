-- +goose Up

-- What one person chose for herself.
CREATE TABLE preferences (
  user_id TEXT NOT NULL REFERENCES users (id),
  name    TEXT NOT NULL,
  value   TEXT NOT NULL,
  PRIMARY KEY (user_id, name)
);
