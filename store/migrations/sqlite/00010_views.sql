-- +goose Up

-- How often a figure was seen on a day, by the host of the page around it.
-- Nothing here is about a reader.
CREATE TABLE views (
  public_id TEXT   NOT NULL,
  day       TEXT   NOT NULL,
  host      TEXT   NOT NULL,
  frames    BIGINT NOT NULL,
  pages     BIGINT NOT NULL,
  PRIMARY KEY (public_id, day, host)
);

CREATE INDEX views_day ON views (day);
