-- +goose Up

-- A search of the Library reads every text once: with what it asks of a figure
-- beside the text, it reads no row.
DROP INDEX widgets_search;
CREATE INDEX widgets_search ON widgets (search, id, dataset_id, updated_at);
