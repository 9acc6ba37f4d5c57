-- +goose Up
UPDATE saved_views SET slot = (SELECT n FROM (SELECT v.id, COUNT(*) AS n FROM saved_views v
	JOIN saved_views o ON o.user_id = v.user_id AND o.id <= v.id GROUP BY v.id) ranked WHERE ranked.id = saved_views.id);
