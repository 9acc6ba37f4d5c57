package orglife

import (
	"luoshi/calendar"
	"luoshi/models"
)

// LeaderRow is how often a leading cadre came to what the own branch or group held:
// 双重组织生活, A42. What other branches hold is no part of it.
type LeaderRow struct {
	MemberID int64
	Name     string
	OrgID    int64
	OrgName  string
	Expected int
	Attended int
}

// theirs joins what members m were expected at to them: what their branch or group
// held while they belonged to it, without the committee's meetings and those they
// were excused from. It takes two days.
const theirs = `a.org_id IN (m.org_id, COALESCE(m.group_id, 0)) AND a.type <> 'committee-meeting' AND a.state = 'held' AND a.held_on BETWEEN ? AND ?
	AND m.exemption = '' AND m.joined_on <= a.held_on AND (m.left_on = '' OR m.left_on >= a.held_on)
	AND NOT EXISTS (SELECT 1 FROM absences e WHERE e.activity_id = a.id AND e.member_id = m.id AND e.reason = '` + excused + `')`

// Leaders lists the leading cadres the actor looks after, by name and not by rank,
// with their attendance from one day to another.
func Leaders(tx *models.Tx, from, to calendar.Date) ([]LeaderRow, error) {
	if err := tx.RequireSight(models.Conduct); err != nil {
		return nil, err
	}
	where, args := tx.Scope(models.View, models.Conduct, "m.org_id")
	return leaderRows(tx, from, to, where, args, "")
}

// AbsentLeaders are those who in some days were expected and never came, in the whole city.
func AbsentLeaders(tx *models.Tx, from, to calendar.Date) ([]LeaderRow, error) {
	return leaderRows(tx, from, to, "m.left_on = ''", nil, "HAVING COUNT(a.id) > 0 AND COUNT(a.id) = COUNT(b.id)")
}

func leaderRows(tx *models.Tx, from, to calendar.Date, where string, args []any, having string) (rows []LeaderRow, err error) {
	err = tx.Raw(&rows, `SELECT m.id AS member_id, m.name, m.org_id, o.name AS org_name, COUNT(a.id) AS expected, COUNT(a.id) - COUNT(b.id) AS attended
		FROM members m JOIN orgs o ON o.id = m.org_id LEFT JOIN activities a ON `+theirs+`
		LEFT JOIN absences b ON b.activity_id = a.id AND b.member_id = m.id
		WHERE m.is_leading_cadre = ? AND (m.left_on = '' OR m.left_on >= ?) AND `+where+`
		GROUP BY m.id, m.name, m.org_id, o.name `+having+" ORDER BY m.name, m.id", append([]any{from, to, true, from}, args...)...)
	return rows, err
}
