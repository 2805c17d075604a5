-- +goose Up

-- The Edition that public addresses keep serving, and those that they once kept
-- serving; unpinned_at is 0 while they do.
CREATE TABLE pins (
  widget_id   TEXT   NOT NULL REFERENCES widgets (id),
  number      BIGINT NOT NULL,
  pinned_at   BIGINT NOT NULL,
  pinned_by   TEXT   NOT NULL,
  unpinned_at BIGINT NOT NULL,
  PRIMARY KEY (widget_id, number, pinned_at)
);

CREATE UNIQUE INDEX pins_now ON pins (widget_id) WHERE unpinned_at = 0;

-- Notices that stand beside a figure; numbers are those of the Editions that a
-- notice concerns, as JSON.
CREATE TABLE corrections (
  id         TEXT   PRIMARY KEY,
  widget_id  TEXT   NOT NULL REFERENCES widgets (id),
  words      TEXT   NOT NULL,
  numbers    TEXT   NOT NULL,
  made_at    BIGINT NOT NULL,
  made_by    TEXT   NOT NULL,
  removed_at BIGINT NOT NULL
);

CREATE INDEX corrections_widget ON corrections (widget_id);

-- The notices that stand now, for public requests.
ALTER TABLE published ADD COLUMN corrections TEXT NOT NULL DEFAULT '[]';

-- What waits for somebody's approval, and what became of it. revision is the
-- number of the Revision that was asked for, edition that of the Edition that
-- was made of it; why is empty where a person asked.
CREATE TABLE asks (
  id           TEXT   PRIMARY KEY,
  widget_id    TEXT   NOT NULL REFERENCES widgets (id),
  revision     BIGINT NOT NULL,
  made_by      TEXT   NOT NULL,
  asked_at     BIGINT NOT NULL,
  asked_by     TEXT   NOT NULL,
  asked_name   TEXT   NOT NULL,
  note         TEXT   NOT NULL,
  why          TEXT   NOT NULL,
  state        TEXT   NOT NULL,
  decided_at   BIGINT NOT NULL,
  decided_by   TEXT   NOT NULL,
  decided_name TEXT   NOT NULL,
  answer       TEXT   NOT NULL,
  edition      BIGINT NOT NULL
);

CREATE INDEX asks_widget ON asks (widget_id, asked_at);
CREATE UNIQUE INDEX asks_open ON asks (widget_id) WHERE state = 'open';
