-- +goose Up
CREATE TABLE service_participants (
	service_id INTEGER NOT NULL,
	member_id  INTEGER NOT NULL,
	PRIMARY KEY (service_id, member_id),
	FOREIGN KEY (service_id) REFERENCES community_services (id),
	FOREIGN KEY (member_id) REFERENCES members (id)
);
CREATE INDEX service_participants_member ON service_participants (member_id);
