-- +goose Up

-- An open data portal that officers search; kind says how it is asked.
CREATE TABLE portals (
  id         TEXT   PRIMARY KEY,
  name       TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  address    TEXT   NOT NULL UNIQUE,
  searched   BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

INSERT INTO portals (id, name, kind, address, searched, created_at) VALUES
  ('preset-data-gov-uk', 'data.gov.uk', 'ckan', 'https://data.gov.uk', 1, 0),
  ('preset-ons', 'Office for National Statistics', 'ons', 'https://api.beta.ons.gov.uk/v1', 1, 0),
  ('preset-nomis', 'Nomis', 'nomis', 'https://www.nomisweb.co.uk/api/v01', 1, 0),
  ('preset-data-essex', 'Essex Open Data', 'find-out', 'https://data.essex.gov.uk', 1, 0),
  ('preset-data-europa', 'data.europa.eu', 'data-europa', 'https://data.europa.eu', 0, 0);
