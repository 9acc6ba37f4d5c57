-- +goose Up
CREATE TABLE IF NOT EXISTS service_participants (
	service_id BIGINT NOT NULL,
	member_id  BIGINT NOT NULL,
	PRIMARY KEY (service_id, member_id),
	INDEX service_participants_member (member_id),
	FOREIGN KEY (service_id) REFERENCES community_services (id),
	FOREIGN KEY (member_id) REFERENCES members (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
