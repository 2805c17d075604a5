-- +goose Up

-- Texts that the Library searches, without accents and in lower case; '' is to
-- be written anew by the program.
ALTER TABLE datasets ADD COLUMN search TEXT NOT NULL DEFAULT '';

UPDATE widgets SET search = '';

-- Every order and every filter of the Library reads an index.
DROP INDEX widgets_updated;
CREATE INDEX widgets_updated ON widgets (updated_at, id);
CREATE INDEX widgets_state ON widgets (state, updated_at, id);
CREATE INDEX widgets_directorate ON widgets (directorate_id, updated_at, id);
CREATE INDEX widgets_owner ON widgets (owner_id, updated_at, id);
CREATE INDEX widgets_kind ON widgets (kind, updated_at, id);
CREATE INDEX widgets_search ON widgets (search, id);
DROP INDEX widgets_dataset;
CREATE INDEX widgets_dataset ON widgets (dataset_id, updated_at, id);
