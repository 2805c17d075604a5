-- +goose Up

-- Something that one person is told. While it is unseen it is one row, however
-- often it happens; over_at is when it was settled by itself.
CREATE TABLE notices (
  id        TEXT    PRIMARY KEY,
  user_id   TEXT    NOT NULL REFERENCES users (id),
  topic     TEXT    NOT NULL,
  kind      TEXT    NOT NULL,
  title     TEXT    NOT NULL,
  happened  TEXT    NOT NULL,
  effect    TEXT    NOT NULL,
  next      TEXT    NOT NULL,
  link      TEXT    NOT NULL,
  always    BOOLEAN NOT NULL,
  first_at  BIGINT  NOT NULL,
  at        BIGINT  NOT NULL,
  times     BIGINT  NOT NULL,
  seen_at   BIGINT  NOT NULL,
  over_at   BIGINT  NOT NULL,
  mailed_at BIGINT  NOT NULL
);

CREATE UNIQUE INDEX notices_open ON notices (user_id, topic) WHERE seen_at = 0;
CREATE INDEX notices_user ON notices (user_id, at);
CREATE INDEX notices_topic ON notices (topic);

-- How somebody wants to be told by email.
CREATE TABLE notice_choices (
  user_id TEXT PRIMARY KEY REFERENCES users (id),
  mail    TEXT NOT NULL
);

-- What is on its way out of the server. key makes a thing go into it once.
CREATE TABLE outbox (
  id           TEXT   PRIMARY KEY,
  key          TEXT   NOT NULL UNIQUE,
  channel      TEXT   NOT NULL,
  recipient    TEXT   NOT NULL,
  label        TEXT   NOT NULL,
  body         TEXT   NOT NULL,
  made_at      BIGINT NOT NULL,
  due_at       BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  tries        BIGINT NOT NULL,
  state        TEXT   NOT NULL,
  status       BIGINT NOT NULL,
  said         TEXT   NOT NULL,
  took_ms      BIGINT NOT NULL,
  done_at      BIGINT NOT NULL
);

CREATE INDEX outbox_due ON outbox (state, channel, due_at);
CREATE INDEX outbox_recipient ON outbox (recipient, made_at);

-- The server that takes our mail, as an admin entered it.
CREATE TABLE mail_server (
  id       BIGINT PRIMARY KEY CHECK (id = 1),
  host     TEXT   NOT NULL,
  port     BIGINT NOT NULL,
  security TEXT   NOT NULL,
  username TEXT   NOT NULL,
  password TEXT   NOT NULL,
  sender   TEXT   NOT NULL
);

-- What happened before is told to nobody.
INSERT INTO counters (name, value) SELECT 'notices', COALESCE(MAX(seq), 0) FROM audit_events;

-- How a source is: 0 stopped, 1 needs a look, 2 well, 3 not fetched by itself.
ALTER TABLE datasets ADD COLUMN health BIGINT NOT NULL DEFAULT 3;

CREATE INDEX datasets_health ON datasets (health, title, id);
