-- +goose Up

-- The day of a schedule that is due once, as 2027-03-01; '' for all others.
ALTER TABLE schedules ADD COLUMN day TEXT NOT NULL DEFAULT '';

-- Between which values the columns of a newer file may lie; '[]' for any.
ALTER TABLE datasets ADD COLUMN bands TEXT NOT NULL DEFAULT '[]';
