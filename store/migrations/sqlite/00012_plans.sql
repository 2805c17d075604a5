-- +goose Up

-- When a Revision of a figure becomes public, and when the figure is withdrawn,
-- by themselves. A time of 0 is none. Nothing here is public.
CREATE TABLE plans (
  widget_id   TEXT    PRIMARY KEY REFERENCES widgets (id),
  id          TEXT    NOT NULL,
  revision    INTEGER NOT NULL,
  publish_at  BIGINT  NOT NULL,
  withdraw_at BIGINT  NOT NULL,
  reason      TEXT    NOT NULL,
  made_at     BIGINT  NOT NULL,
  by_id       TEXT    NOT NULL,
  by_name     TEXT    NOT NULL,
  failed_at   BIGINT  NOT NULL,
  failure     TEXT    NOT NULL
);

CREATE INDEX plans_publish ON plans (publish_at);
CREATE INDEX plans_withdraw ON plans (withdraw_at);

-- Times in which nothing new is published: of the directorates named, or of all
-- where none is.
CREATE TABLE freezes (
  id             TEXT    PRIMARY KEY,
  directorates   TEXT    NOT NULL,
  from_at        BIGINT  NOT NULL,
  to_at          BIGINT  NOT NULL,
  reason         TEXT    NOT NULL,
  hold_refreshes BOOLEAN NOT NULL,
  set_by         TEXT    NOT NULL,
  set_at         BIGINT  NOT NULL,
  lifted_at      BIGINT  NOT NULL,
  lifted_by      TEXT    NOT NULL,
  lift_reason    TEXT    NOT NULL
);

CREATE INDEX freezes_to ON freezes (to_at);

-- Figures for which an admin lifted a freeze.
CREATE TABLE freeze_exceptions (
  freeze_id TEXT   NOT NULL REFERENCES freezes (id),
  widget_id TEXT   NOT NULL REFERENCES widgets (id),
  reason    TEXT   NOT NULL,
  by_name   TEXT   NOT NULL,
  made_at   BIGINT NOT NULL,
  PRIMARY KEY (freeze_id, widget_id)
);
