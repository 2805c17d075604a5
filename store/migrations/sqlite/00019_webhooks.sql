-- +goose Up

-- An address of another program that is told of events. The secret signs what
-- is sent, and so stands here as it is.
CREATE TABLE webhooks (
  id            TEXT   PRIMARY KEY,
  address       TEXT   NOT NULL,
  events        TEXT   NOT NULL,
  secret        TEXT   NOT NULL,
  created_at    BIGINT NOT NULL,
  failing_since BIGINT NOT NULL,
  stopped_at    BIGINT NOT NULL
);
