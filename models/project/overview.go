package project

import (
	"slices"

	"luoshi/calendar"
	"luoshi/models"
)

// Counts are how many of a year's projects call for attention.
type Counts struct {
	All, Late, Soon, Review, Key, Moved int64
}

// soonWithin is how many working days ahead a list looks for what falls due.
const soonWithin = 20

// SoonUntil is the last day that counts as falling due soon.
func SoonUntil(tx *models.Tx) (calendar.Date, error) {
	work, err := tx.Workdays()
	if err != nil {
		return "", err
	}
	return work.Add(tx.Today(), soonWithin), nil
}

// CountYear counts a year's projects that the actor may see: one query.
func CountYear(tx *models.Tx, year int) (c Counts, err error) {
	until, err := SoonUntil(tx)
	if err != nil {
		return c, err
	}
	mine := append(tx.Actor.PostIDs(), -1)
	where, args := scope(tx, "p.id")
	err = tx.Raw(&c, `SELECT COUNT(*) AS `+"`all`"+`,
		COALESCE(SUM(CASE WHEN p.id IN (SELECT project_id FROM milestones WHERE running = ? AND owed_on < ? AND owed_on <> '') THEN 1 ELSE 0 END), 0) AS late,
		COALESCE(SUM(CASE WHEN p.id IN (SELECT project_id FROM milestones WHERE running = ? AND owed_on BETWEEN ? AND ?) THEN 1 ELSE 0 END), 0) AS soon,
		COALESCE(SUM(CASE WHEN p.id IN (SELECT project_id FROM reviews WHERE decision = '' AND reviewer_post_id IN ?) THEN 1 ELSE 0 END), 0) AS review,
		COALESCE(SUM(CASE WHEN p.type = ? THEN 1 ELSE 0 END), 0) AS `+"`key`"+`,
		COALESCE(SUM(CASE WHEN p.extensions > 0 OR p.id IN (SELECT project_id FROM milestones WHERE extensions > 0) THEN 1 ELSE 0 END), 0) AS moved
		FROM projects p WHERE p.year = ? AND `+where,
		append([]any{true, tx.Today(), true, tx.Today(), until, mine, Key, year}, args...)...)
	return c, err
}

// Years lists the years that have projects, the latest first.
func Years(tx *models.Tx) (years []int, err error) {
	where, args := scope(tx, "id")
	err = tx.Raw(&years, "SELECT DISTINCT year FROM projects WHERE "+where+" ORDER BY year DESC", args...)
	return years, err
}

// Tallied is how many projects at most have their lights counted on every look at a list.
const Tallied = 1000

// Tally counts the lights of a year's projects that the actor may see: one query.
func Tally(tx *models.Tx, year int) (map[Tone]int, error) {
	light, err := newLightSQL(tx)
	if err != nil {
		return nil, err
	}
	tone, toneArgs := light.project()
	seen, args := scope(tx, "projects.id")
	var rows []struct{ Tone, Count int }
	err = tx.Raw(&rows, "SELECT tone, COUNT(*) AS count FROM (SELECT "+tone+" AS tone FROM projects WHERE projects.year = ? AND "+seen+") lights GROUP BY tone",
		slices.Concat(toneArgs, []any{year}, args)...)
	lights := map[Tone]int{}
	for _, r := range rows {
		lights[Tones[r.Tone]] = r.Count
	}
	return lights, err
}
