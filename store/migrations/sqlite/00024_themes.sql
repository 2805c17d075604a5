-- +goose Up

-- What is being made of a theme: at most one draft of each. base is the version
-- that it goes on from, 0 for a theme that was never published.
CREATE TABLE theme_drafts (
  theme_id TEXT   PRIMARY KEY,
  version  BIGINT NOT NULL,
  base     BIGINT NOT NULL,
  body     TEXT   NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by TEXT   NOT NULL
);

ALTER TABLE editions ADD COLUMN theme_id TEXT NOT NULL DEFAULT '';

-- A figure that was published keeps the version of the theme it was published
-- with, written after its theme: "council/3". Erased Editions have no body.
CREATE TEMPORARY TABLE kept_themes AS
SELECT e.widget_id, o.theme_id || '/' || json_extract(e.body, '$.themeVersion') AS theme
FROM editions e, organisation o
WHERE e.body LIKE '{%' AND json_extract(e.body, '$.themeVersion') > 0
  AND e.number = (SELECT MAX(n.number) FROM editions n WHERE n.widget_id = e.widget_id AND n.body LIKE '{%');

UPDATE drafts SET theme_id = (SELECT k.theme FROM kept_themes k WHERE k.widget_id = drafts.widget_id)
WHERE widget_id IN (SELECT widget_id FROM kept_themes);

DROP TABLE kept_themes;
