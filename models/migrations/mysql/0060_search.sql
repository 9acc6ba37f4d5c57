-- +goose Up
CREATE TABLE IF NOT EXISTS search_terms (
	kind     VARCHAR(20) NOT NULL,
	term     VARCHAR(20) NOT NULL,
	thing_id BIGINT NOT NULL,
	PRIMARY KEY (kind, term, thing_id),
	INDEX search_terms_thing (kind, thing_id, term)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
