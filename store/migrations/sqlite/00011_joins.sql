-- +goose Up

-- Which columns make a dataset a reference table, by which numbers of others
-- are set against it; '{}' is none.
ALTER TABLE datasets ADD COLUMN reference TEXT NOT NULL DEFAULT '{}';

-- The snapshots of other datasets that a draft takes numbers from.
CREATE TABLE draft_joins (
  widget_id   TEXT NOT NULL REFERENCES widgets (id),
  snapshot_id TEXT NOT NULL REFERENCES snapshots (id),
  PRIMARY KEY (widget_id, snapshot_id)
);

CREATE INDEX draft_joins_snapshot ON draft_joins (snapshot_id);

-- The snapshots of other datasets that an Edition was made from.
CREATE TABLE edition_joins (
  edition_id  TEXT NOT NULL REFERENCES editions (id),
  snapshot_id TEXT NOT NULL REFERENCES snapshots (id),
  PRIMARY KEY (edition_id, snapshot_id)
);

CREATE INDEX edition_joins_snapshot ON edition_joins (snapshot_id);

-- All snapshots that an Edition was made from.
CREATE VIEW edition_snapshots AS
SELECT id AS edition_id, snapshot_id FROM editions
UNION ALL
SELECT edition_id, snapshot_id FROM edition_joins;
