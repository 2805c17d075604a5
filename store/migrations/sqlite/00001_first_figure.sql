-- +goose Up

CREATE TABLE directorates (
  id         TEXT   PRIMARY KEY,
  name       TEXT   NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to   BIGINT NOT NULL
);

CREATE TABLE themes (
  id         TEXT   NOT NULL,
  version    BIGINT NOT NULL,
  name       TEXT   NOT NULL,
  body       TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (id, version)
);

CREATE TABLE organisation (
  id            BIGINT  PRIMARY KEY CHECK (id = 1),
  name          TEXT    NOT NULL,
  area          TEXT    NOT NULL,
  area_code     TEXT    NOT NULL,
  licence       TEXT    NOT NULL,
  time_zone     TEXT    NOT NULL,
  approval_on   BOOLEAN NOT NULL,
  theme_id      TEXT    NOT NULL,
  theme_version BIGINT  NOT NULL,
  FOREIGN KEY (theme_id, theme_version) REFERENCES themes (id, version)
);

-- The one open set-up link.
CREATE TABLE setup (
  id         BIGINT PRIMARY KEY CHECK (id = 1),
  token_hash TEXT   NOT NULL,
  created_at BIGINT NOT NULL
);

-- Things that happen once in the life of a data folder.
CREATE TABLE markers (
  name TEXT   PRIMARY KEY,
  at   BIGINT NOT NULL
);

CREATE TABLE counters (
  name  TEXT   PRIMARY KEY,
  value BIGINT NOT NULL
);

INSERT INTO counters (name, value) VALUES ('published', 0);

CREATE TABLE users (
  id             TEXT    PRIMARY KEY,
  email          TEXT    NOT NULL,
  email_folded   TEXT    NOT NULL UNIQUE,
  name           TEXT    NOT NULL,
  role           TEXT    NOT NULL,
  directorate_id TEXT    REFERENCES directorates (id),
  password_hash  TEXT    NOT NULL,
  disabled       BOOLEAN NOT NULL,
  created_at     BIGINT  NOT NULL,
  last_seen_at   BIGINT  NOT NULL
);

CREATE TABLE sessions (
  hash       TEXT   PRIMARY KEY,
  user_id    TEXT   NOT NULL REFERENCES users (id),
  csrf       TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL
);

CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE datasets (
  id             TEXT   PRIMARY KEY,
  title          TEXT   NOT NULL,
  source         TEXT   NOT NULL,
  directorate_id TEXT   REFERENCES directorates (id),
  owner_id       TEXT   NOT NULL,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL
);

CREATE TABLE snapshots (
  id           TEXT    PRIMARY KEY,
  dataset_id   TEXT    NOT NULL REFERENCES datasets (id),
  number       BIGINT  NOT NULL,
  sha256       TEXT    NOT NULL,
  size_bytes   BIGINT  NOT NULL,
  recipe       TEXT    NOT NULL,
  confirmed    BOOLEAN NOT NULL,
  table_digest TEXT    NOT NULL,
  row_count    BIGINT  NOT NULL,
  retrieved_at BIGINT  NOT NULL,
  purged_at    BIGINT  NOT NULL,
  UNIQUE (dataset_id, number)
);

CREATE INDEX snapshots_sha256 ON snapshots (sha256);

CREATE TABLE widgets (
  id             TEXT   PRIMARY KEY,
  public_id      TEXT   NOT NULL UNIQUE,
  short_code     TEXT   UNIQUE,
  dataset_id     TEXT   NOT NULL REFERENCES datasets (id),
  directorate_id TEXT   REFERENCES directorates (id),
  owner_id       TEXT   NOT NULL,
  state          TEXT   NOT NULL,
  title          TEXT   NOT NULL,
  search         TEXT   NOT NULL,
  kind           TEXT   NOT NULL,
  edition        BIGINT NOT NULL,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL
);

CREATE INDEX widgets_updated ON widgets (updated_at);
CREATE INDEX widgets_dataset ON widgets (dataset_id);

-- base is the number of the Revision that the draft goes on from.
CREATE TABLE drafts (
  widget_id   TEXT   PRIMARY KEY REFERENCES widgets (id),
  version     BIGINT NOT NULL,
  base        BIGINT NOT NULL,
  snapshot_id TEXT   NOT NULL REFERENCES snapshots (id),
  query       TEXT   NOT NULL,
  spec        TEXT   NOT NULL,
  theme_id    TEXT   NOT NULL,
  saved_at    BIGINT NOT NULL,
  saved_by    TEXT   NOT NULL
);

-- parent is the Revision that this one goes on from, 0 for the first.
CREATE TABLE revisions (
  id          TEXT   PRIMARY KEY,
  widget_id   TEXT   NOT NULL REFERENCES widgets (id),
  number      BIGINT NOT NULL,
  parent      BIGINT NOT NULL,
  reason      TEXT   NOT NULL,
  snapshot_id TEXT   NOT NULL REFERENCES snapshots (id),
  query       TEXT   NOT NULL,
  spec        TEXT   NOT NULL,
  theme_id    TEXT   NOT NULL,
  made_at     BIGINT NOT NULL,
  made_by     TEXT   NOT NULL,
  UNIQUE (widget_id, number)
);

CREATE TABLE editions (
  id           TEXT   PRIMARY KEY,
  widget_id    TEXT   NOT NULL REFERENCES widgets (id),
  number       BIGINT NOT NULL,
  revision_id  TEXT   NOT NULL REFERENCES revisions (id),
  snapshot_id  TEXT   NOT NULL REFERENCES snapshots (id),
  published_at BIGINT NOT NULL,
  published_by TEXT   NOT NULL,
  body         TEXT   NOT NULL,
  purged_at    BIGINT NOT NULL,
  UNIQUE (widget_id, number)
);

CREATE INDEX editions_snapshot ON editions (snapshot_id);

-- The blobs of the renditions of each Edition that is not purged.
CREATE TABLE renditions (
  edition_id TEXT   NOT NULL REFERENCES editions (id),
  name       TEXT   NOT NULL,
  sha256     TEXT   NOT NULL,
  PRIMARY KEY (edition_id, name)
);

CREATE INDEX renditions_sha256 ON renditions (sha256);

-- All that a public request needs, in one row.
CREATE TABLE published (
  public_id    TEXT    PRIMARY KEY,
  widget_id    TEXT    NOT NULL UNIQUE REFERENCES widgets (id),
  short_code   TEXT    NOT NULL UNIQUE,
  state        TEXT    NOT NULL,
  edition_id   TEXT    NOT NULL REFERENCES editions (id),
  body         TEXT    NOT NULL,
  listed       BOOLEAN NOT NULL,
  search       TEXT    NOT NULL,
  published_at BIGINT  NOT NULL,
  withdrawn_at BIGINT  NOT NULL,
  reason       TEXT    NOT NULL
);

CREATE INDEX published_listed ON published (listed, published_at);

-- Blobs that a purge has condemned and that are still to be deleted.
CREATE TABLE erasures (
  sha256       TEXT   PRIMARY KEY,
  condemned_at BIGINT NOT NULL
);

CREATE TABLE audit_events (
  seq      INTEGER PRIMARY KEY,
  at       BIGINT  NOT NULL,
  actor_id TEXT    NOT NULL,
  actor    TEXT    NOT NULL,
  action   TEXT    NOT NULL,
  subject  TEXT    NOT NULL,
  title    TEXT    NOT NULL,
  detail   TEXT    NOT NULL,
  search   TEXT    NOT NULL,
  hash     TEXT    NOT NULL
);

-- What is written once stays as it was written.

-- +goose StatementBegin
CREATE TRIGGER audit_events_update BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'an audit event is never changed'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_events_delete BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'an audit event is never deleted'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_events_replace BEFORE INSERT ON audit_events
WHEN EXISTS (SELECT 1 FROM audit_events WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'an audit event is never replaced'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER revisions_update BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER editions_update BEFORE UPDATE ON editions
WHEN NEW.purged_at = 0 OR NEW.body <> '' OR OLD.number <> NEW.number OR OLD.snapshot_id <> NEW.snapshot_id
BEGIN SELECT RAISE(ABORT, 'an edition is never changed, only purged'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER snapshots_update BEFORE UPDATE ON snapshots
WHEN OLD.sha256 <> NEW.sha256 OR OLD.dataset_id <> NEW.dataset_id
  OR (OLD.confirmed AND (OLD.recipe <> NEW.recipe OR OLD.table_digest <> NEW.table_digest OR NOT NEW.confirmed))
BEGIN SELECT RAISE(ABORT, 'a confirmed snapshot is never changed, only purged'); END;
-- +goose StatementEnd
