package learning

import (
	"luoshi/calendar"
	"luoshi/models"
)

// Person is a member of the Party staff.
type Person struct {
	ID      int64
	Name    string
	OrgName string  // of a post held
	Hours   float64 // of training in a year
	Times   int
}

// wantedRule is how many hours of training a year the Party staff is to have: a hint, no verdict.
type wantedRule struct{ Hours float64 }

// Wanted is how many hours of training the rules ask for in a year.
func Wanted(tx *models.Tx, year int) (float64, error) {
	_, last := calendar.YearBounds(year)
	rule, _, err := models.RuleFor[wantedRule](tx, models.RuleTraining, last, nil)
	return rule.Hours, err
}

const staff = `FROM tenures h JOIN posts p ON p.id = h.post_id JOIN orgs o ON o.id = p.org_id JOIN members m ON m.id = h.member_id
	WHERE p.office IN ? AND h.start_on <= ? AND (h.end_on = '' OR h.end_on >= ?) AND m.left_on = '' AND `

// StaffOn lists the Party staff of a day whose trainings the actor records, by name.
func StaffOn(tx *models.Tx, day calendar.Date) ([]Person, error) {
	where, args := tx.Scope(models.Enter, models.Trainings, "p.org_id")
	var list []Person
	err := tx.Raw(&list, "SELECT m.id, m.name, MIN(o.name) AS org_name "+staff+where+" GROUP BY m.id, m.name ORDER BY MIN(o.code), m.name, m.id",
		append([]any{staffOffices, day, day}, args...)...)
	return list, err
}

// HoursSearch says whose hours a list shows.
type HoursSearch struct {
	Year  int
	Limit int

	AfterName string // the last row of the page before
	AfterID   int64
}

// Hours lists the Party staff whose names the actor may see with their hours of
// training in the year, by name.
func Hours(tx *models.Tx, s HoursSearch) ([]Person, error) {
	from, to := calendar.YearBounds(s.Year)
	day := min(tx.Today(), to)
	where, args := tx.Scope(models.View, models.Trainings, "p.org_id")
	names, more := tx.Scope(models.View, models.Members, "m.org_id")
	where, args = where+" AND ("+names+" OR m.id = ?)", append(append(args, more...), own(tx))
	if s.AfterID != 0 {
		where += " AND (m.name > ? OR m.name = ? AND m.id > ?)"
		args = append(args, s.AfterName, s.AfterName, s.AfterID)
	}
	of := func(what string) string {
		return "(SELECT " + what + " FROM trainees x JOIN trainings t ON t.id = x.training_id WHERE x.member_id = m.id AND t.held_on BETWEEN ? AND ?)"
	}
	var list []Person
	err := tx.Raw(&list, "SELECT m.id, m.name, MIN(o.name) AS org_name, "+of("COALESCE(SUM(t.hours), 0)")+" AS hours, "+of("COUNT(*)")+" AS times "+
		staff+where+" GROUP BY m.id, m.name ORDER BY m.name, m.id LIMIT ?",
		append(append([]any{from, to, from, to, staffOffices, day, day}, args...), s.Limit)...)
	return list, err
}

// Trainees lists who took part, as far as the actor may know their names.
func (t *Training) Trainees(tx *models.Tx) ([]Person, error) {
	names, args := tx.Scope(models.View, models.Members, "m.org_id")
	var list []Person
	err := tx.Raw(&list, `SELECT m.id, m.name, COALESCE(o.name, '') AS org_name FROM trainees x JOIN members m ON m.id = x.member_id
		LEFT JOIN orgs o ON o.id = m.org_id WHERE x.training_id = ? AND (`+names+` OR m.id = ?) ORDER BY m.name, m.id`,
		append(append([]any{t.ID}, args...), own(tx))...)
	return list, err
}
