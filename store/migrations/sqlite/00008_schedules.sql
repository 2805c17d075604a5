-- +goose Up

-- When a dataset is fetched by itself, and who holds it while it is.
CREATE TABLE schedules (
  dataset_id   TEXT    PRIMARY KEY REFERENCES datasets (id),
  rule         TEXT    NOT NULL,
  set_by       TEXT    NOT NULL,
  due_at       BIGINT  NOT NULL,
  leased_until BIGINT  NOT NULL,
  failures     INTEGER NOT NULL
);

CREATE INDEX schedules_due ON schedules (due_at);
