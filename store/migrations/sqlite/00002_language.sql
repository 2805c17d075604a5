-- +goose Up

ALTER TABLE organisation ADD COLUMN lang TEXT NOT NULL DEFAULT '';
