-- +goose Up

-- What readers reported about a figure. The address of who wrote goes when its
-- time is over; nothing else here is about a reader.
CREATE TABLE reports (
  id        TEXT    PRIMARY KEY,
  widget_id TEXT    NOT NULL REFERENCES widgets (id),
  edition   INTEGER NOT NULL,
  words     TEXT    NOT NULL,
  email     TEXT    NOT NULL,
  at        BIGINT  NOT NULL,
  closed_at BIGINT  NOT NULL,
  closed_by TEXT    NOT NULL,
  note      TEXT    NOT NULL
);

CREATE INDEX reports_widget ON reports (widget_id, at);
CREATE INDEX reports_open ON reports (closed_at, at);
