package project

import (
	"gorm.io/gorm"

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

// tallied is how many projects at most have their lights counted on every look at a list.
const tallied = 300

// Tally counts the lights of a year's projects; ok is false when there are too many to look at each.
func Tally(tx *models.Tx, year int) (lights map[Tone]int, ok bool, err error) {
	list, next, err := List(tx, Filter{Year: year}, Page{Limit: tallied})
	if err != nil || next != nil {
		return nil, false, err
	}
	lights = map[Tone]int{}
	for i := range list {
		light, err := list[i].Light(tx, list[i].Milestones)
		if err != nil {
			return nil, false, err
		}
		lights[light.Tone]++
	}
	return lights, true, nil
}

// narrow adds what only the pages' chips ask for.
func (f Filter) narrow(tx *models.Tx, q gorm.ChainInterface[Project]) gorm.ChainInterface[Project] {
	if f.Type != "" {
		q = q.Where("type = ?", f.Type)
	}
	if f.SoonUntil != "" {
		q = q.Where("id IN (SELECT project_id FROM milestones WHERE running = ? AND owed_on BETWEEN ? AND ?)", true, tx.Today(), f.SoonUntil)
	}
	if f.Review {
		q = q.Where("id IN (SELECT project_id FROM reviews WHERE decision = '' AND reviewer_post_id IN ?)", append(tx.Actor.PostIDs(), -1))
	}
	if f.Moved {
		q = q.Where("(extensions > 0 OR id IN (SELECT project_id FROM milestones WHERE extensions > 0))")
	}
	return q
}
